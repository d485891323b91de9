import { useRef, type KeyboardEvent, type PointerEvent, type ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { clockText } from './clock-text';
import type { Loop } from './engine';
import { movedEnd, type LoopEnd } from './loop-end';
import { player } from './use-player';
import { momentAt, shareOf } from './waveform-bars';
import styles from './loop-ends.module.css';

/** What one press of an arrow moves an end by, in milliseconds: finer than seeking, to meet a beat. */
const STEP_MS = 100;
const LARGE_STEP_MS = 1_000;

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -STEP_MS,
  ArrowDown: -STEP_MS,
  ArrowRight: STEP_MS,
  ArrowUp: STEP_MS,
  PageDown: -LARGE_STEP_MS,
  PageUp: LARGE_STEP_MS,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

interface LoopEndsProps {
  readonly loop: Loop;
  readonly durationMs: number;
  /** What they stand on, from the beginning of the song to its end. */
  readonly track: () => DOMRect | undefined;
  /** The part on its way, while an end is dragged; null from when it is let go. */
  readonly onDrag: (loop: Loop | null) => void;
  /** The moment at which an end stands that is moved, to be told; null for none. */
  readonly onPoint: (ms: number | null) => void;
}

/** The two ends of the part that is repeated, to be dragged, and moved by keys. They lie beside the part, so that they never lie over each other. */
export function LoopEnds(props: LoopEndsProps): ReactElement {
  return (
    <>
      <End {...props} end="from" />
      <End {...props} end="to" />
    </>
  );
}

function End({ loop, durationMs, track, onDrag, onPoint, end }: LoopEndsProps & { readonly end: LoopEnd }) {
  const { t } = useTranslation();
  const isDragged = useRef(false);
  const ms = end === 'from' ? loop.fromMs : loop.toMs;

  const partAt = (event: PointerEvent): Loop => {
    const rect = track();
    const to = rect === undefined ? ms : momentAt(event.clientX - rect.left, rect.width, durationMs);
    return movedEnd(loop, end, to, durationMs);
  };
  const show = (part: Loop) => {
    onPoint(end === 'from' ? part.fromMs : part.toMs);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const part = movedEnd(loop, end, ms + step, durationMs);
    player.setLoop(part);
    show(part);
  };

  return (
    <div
      className={clsx(styles.end, styles[end])}
      style={{ left: `${shareOf(ms, durationMs) * 100}%` }}
      role="slider"
      tabIndex={0}
      data-loop-end={end}
      aria-label={t(end === 'from' ? 'player.loopBegins' : 'player.loopEnds')}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(ms)}
      aria-valuetext={t('player.loopPlace', { seconds: clockText(ms), tenths: Math.floor(ms / 100) % 10 })}
      onKeyDown={onKeyDown}
      onBlur={() => {
        onPoint(null);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        isDragged.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        // Else the place under the pointer would be told instead.
        event.stopPropagation();
        const part = isDragged.current ? partAt(event) : loop;
        if (isDragged.current) onDrag(part);
        show(part);
      }}
      onPointerUp={(event) => {
        if (!isDragged.current) return;
        isDragged.current = false;
        onDrag(null);
        player.setLoop(partAt(event));
      }}
      onPointerCancel={() => {
        isDragged.current = false;
        onDrag(null);
      }}
    >
      <span className={styles.grip} aria-hidden>
        {t(end === 'from' ? 'player.loopA' : 'player.loopB')}
      </span>
    </div>
  );
}
