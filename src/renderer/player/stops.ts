import type { PlaybackStop } from '@shared/model';

/** A timer that has run out lets the sound go away slowly, for whoever has fallen asleep. */
export const SLEEP_FADE_MS = 8_000;

/** Longest wait of a browser's timer that can be trusted through sleep and changes of the clock. */
const LOOK_EVERY_MS = 15_000;

export interface Stops {
  /** Has playback end then; null for never. What goes away by now plays on. */
  set(stop: PlaybackStop | null): void;
  /** What was going away is silent, or plays on. */
  over(): void;
}

export interface StopsDeps {
  /** Ends playback, going silent over so many milliseconds; false where nothing is heard that could. */
  readonly fadeAway: (fadeMs: number) => boolean;
  /** What goes away is to be heard on. */
  readonly playOn: () => void;
  readonly onChange: (stop: PlaybackStop | null) => void;
  readonly now: () => number;
}

/** Watches the time at which playback is to end. The end of a song is watched by whoever plays it. */
export function createStops({ fadeAway, playOn, onChange, now }: StopsDeps): Stops {
  let stop: PlaybackStop | null = null;
  let isFading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    clearTimeout(timer);
    if (stop?.kind !== 'time') return;
    const leftMs = stop.at - SLEEP_FADE_MS - now();
    if (leftMs > 0) {
      timer = setTimeout(watch, Math.min(leftMs, LOOK_EVERY_MS));
      return;
    }
    isFading = true;
    if (!fadeAway(SLEEP_FADE_MS)) over();
  }

  function change(next: PlaybackStop | null): void {
    isFading = false;
    stop = next;
    onChange(next);
  }

  function over(): void {
    if (isFading) change(null);
  }

  return {
    set(next) {
      const wasFading = isFading;
      change(next);
      if (wasFading) playOn();
      watch();
    },
    over,
  };
}
