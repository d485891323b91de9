import type { Desktop, TaskbarProgress, TrayAction, TrayContent, WakeNeed } from '../../src/main/ports';

export interface RecordingDesktop extends Desktop {
  /** What the machine was to be kept awake for, in order. */
  readonly kept: readonly WakeNeed[];
  /** What the tray has shown, in order; null: it was taken away. */
  readonly trays: readonly (TrayContent | null)[];
  /** Presses something in the tray. */
  press(action: TrayAction): void;
  readonly progress: readonly (TaskbarProgress | null)[];
  readonly counts: readonly number[];
  readonly notified: readonly { readonly title: string; readonly body: string }[];
  /** Presses the last notification. */
  pressNotification(): void;
  /** Chords that are taken just now. */
  chords(): readonly string[];
  pressChord(chord: string): void;
  /** From now on another program has this chord. */
  occupy(chord: string): void;
  setKeysSupported(areSupported: boolean): void;
  setNotificationsShown(areShown: boolean): void;
  setFocused(isFocused: boolean): void;
  readonly shownCount: () => number;
  readonly minis: readonly boolean[];
  readonly dragged: readonly (readonly string[])[];
}

export function createRecordingDesktop(): RecordingDesktop {
  const kept: WakeNeed[] = [];
  const trays: (TrayContent | null)[] = [];
  const progress: (TaskbarProgress | null)[] = [];
  const counts: number[] = [];
  const notified: { title: string; body: string }[] = [];
  const minis: boolean[] = [];
  const dragged: (readonly string[])[] = [];
  const occupied = new Set<string>();
  const taken = new Map<string, () => void>();
  let act: (action: TrayAction) => void = () => undefined;
  let onNotification: () => void = () => undefined;
  let areKeysSupported = true;
  let areNotificationsShown = true;
  let isFocused = false;
  let shown = 0;
  return {
    kept,
    trays,
    press: (action) => act(action),
    progress,
    counts,
    notified,
    pressNotification: () => onNotification(),
    chords: () => [...taken.keys()],
    pressChord: (chord) => taken.get(chord)?.(),
    occupy: (chord) => void occupied.add(chord),
    setKeysSupported(areSupported) {
      areKeysSupported = areSupported;
    },
    setNotificationsShown(areShown) {
      areNotificationsShown = areShown;
    },
    setFocused(isInFront) {
      isFocused = isInFront;
    },
    shownCount: () => shown,
    minis,
    dragged,
    sound: { renew: () => undefined },
    wakeLock: { keep: (need) => void kept.push(need) },
    tray: {
      show(content, onAction) {
        trays.push(content);
        act = onAction;
      },
      hide: () => void trays.push(null),
    },
    taskbar: {
      showProgress: (next) => void progress.push(next),
      showCount: (count) => void counts.push(count),
    },
    notifier: {
      isSupported: () => areNotificationsShown,
      notify(text, onClick) {
        notified.push(text);
        onNotification = onClick;
      },
    },
    keys: {
      isSupported: () => areKeysSupported,
      take(chord, run) {
        if (occupied.has(chord)) return false;
        taken.set(chord, run);
        return true;
      },
      leaveAll: () => taken.clear(),
    },
    window: {
      isFocused: () => isFocused,
      show() {
        shown += 1;
      },
      setMini: (isMini) => void minis.push(isMini),
      dragFiles: (paths) => void dragged.push(paths),
      quit: () => undefined,
    },
  };
}
