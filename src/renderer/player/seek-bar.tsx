import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../format';
import { Slider } from '../ui/slider';
import { clockText } from './clock-text';
import { handleShortcut } from '../shell/shortcuts';
import { player, usePlayerTime, usePlayerValue } from './use-player';
import styles from './seek-bar.module.css';

/** What one press of an arrow moves by. */
export const SEEK_STEP_MS = 5_000;
const LARGE_SEEK_STEP_MS = 15_000;
/** How fine the pointer can seek. */
const POINTER_STEP_MS = 100;

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -SEEK_STEP_MS,
  ArrowDown: -SEEK_STEP_MS,
  ArrowRight: SEEK_STEP_MS,
  ArrowUp: SEEK_STEP_MS,
  PageDown: -LARGE_SEEK_STEP_MS,
  PageUp: LARGE_SEEK_STEP_MS,
};

/** Where the song is and how long it is; seeks by pointer and by key, and shows the time under the pointer. */
export function SeekBar(): ReactElement {
  const { t } = useTranslation();
  const time = usePlayerTime();
  const durationMs = usePlayerValue((state) => state.durationMs) ?? 0;
  const isEmpty = usePlayerValue((state) => state.kind === null);
  const [draggedTo, setDraggedTo] = useState<number | null>(null);
  const [pointedAt, setPointedAt] = useState<{ readonly x: number; readonly ms: number } | null>(null);
  const track = useRef<HTMLDivElement>(null);
  const position = draggedTo ?? Math.min(time, durationMs);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) {
      // The slider would take some of these keys for its own.
      if (handleShortcut(event.nativeEvent)) event.stopPropagation();
      return;
    }
    if (event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      player.toggle();
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    // Before the slider sees it: its own step is the pointer's.
    event.preventDefault();
    event.stopPropagation();
    player.seekBy(step);
  };

  const onPointerMove = (event: PointerEvent) => {
    const rect = track.current?.getBoundingClientRect();
    if (!rect || rect.width === 0) return;
    const x = Math.min(Math.max(0, event.clientX - rect.left), rect.width);
    setPointedAt({ x, ms: (x / rect.width) * durationMs });
  };

  return (
    <div className={styles.bar}>
      <span className={styles.time}>{clockText(position)}</span>
      <div
        ref={track}
        className={styles.track}
        onKeyDownCapture={onKeyDown}
        onPointerMove={isEmpty ? undefined : onPointerMove}
        onPointerLeave={() => {
          setPointedAt(null);
        }}
      >
        <Slider
          label={t('player.seek')}
          valueText={(value) =>
            t('player.seekValue', { position: clockText(value), duration: formatDuration(durationMs) })
          }
          value={position}
          max={Math.max(1, durationMs)}
          step={POINTER_STEP_MS}
          largeStep={LARGE_SEEK_STEP_MS}
          isDisabled={isEmpty}
          onChange={setDraggedTo}
          onCommit={(value) => {
            setDraggedTo(null);
            player.seekTo(value);
          }}
        />
        {pointedAt && (
          <span
            className={styles.pointed}
            style={{ transform: `translateX(calc(${pointedAt.x}px - 50%))` }}
            aria-hidden
          >
            {clockText(pointedAt.ms)}
          </span>
        )}
      </div>
      <span className={styles.time}>{formatDuration(isEmpty && durationMs === 0 ? null : durationMs)}</span>
    </div>
  );
}
