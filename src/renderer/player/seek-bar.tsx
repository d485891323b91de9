import {
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
} from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../format';
import { handleShortcut } from '../shell/shortcuts';
import { Slider } from '../ui/slider';
import { clockText } from './clock-text';
import type { Loop } from './engine';
import { LoopEnds } from './loop-ends';
import { songAt } from './queue';
import { markAt, type SongMarks } from './song-marks';
import { useMarkKeys, useSongMarks } from './use-song-marks';
import { useSongSound } from './use-song-sound';
import { player, usePlayerTime, usePlayerValue } from './use-player';
import { bytesOf, momentAt, shareOf } from './waveform-bars';
import { WaveformCanvas } from './waveform-canvas';
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

/**
 * Where the song is and how long it is, drawn as its waveform once that is measured; seeks by pointer and by key, and shows
 * what is under the pointer.
 */
export function SeekBar(): ReactElement {
  const { t } = useTranslation();
  const time = usePlayerTime();
  const clipId = usePlayerValue((state) => state.clipId);
  const durationMs = usePlayerValue((state) => state.durationMs) ?? 0;
  const isEmpty = usePlayerValue((state) => state.kind === null);
  const waveform = useWaveform();
  const marks = useSongMarks(clipId);
  useMarkKeys(marks);
  const [draggedTo, setDraggedTo] = useState<number | null>(null);
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const loop = usePlayerValue((state) => state.loop);
  const [draggedLoop, setDraggedLoop] = useState<Loop | null>(null);
  const track = useRef<HTMLDivElement>(null);
  const position = draggedTo ?? Math.min(time, durationMs);
  const placeOf = (ms: number) => `${shareOf(ms, durationMs) * 100}%`;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      // The slider would take some of these keys for its own.
      if (handleShortcut(event.nativeEvent)) event.stopPropagation();
      return;
    }
    if (event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      player.toggle();
      return;
    }
    const step = STEPS[event.key];
    // An end of the part that is repeated has steps of its own.
    if (step === undefined || (event.target as Element).matches('[data-loop-end]')) return;
    // Before the slider sees it: its own step is the pointer's.
    event.preventDefault();
    event.stopPropagation();
    player.seekBy(step);
  };

  const onPointerMove = (event: PointerEvent) => {
    const rect = track.current?.getBoundingClientRect();
    if (rect) setPointedAt(momentAt(event.clientX - rect.left, rect.width, durationMs));
  };

  const valueText = (value: number) => {
    const text = t('player.seekValue', { position: clockText(value), duration: formatDuration(durationMs) });
    const section = markAt(marks.sections, value);
    return section === null ? text : t('player.seekValueIn', { place: text, section: section.text });
  };

  return (
    <div className={styles.bar}>
      <span className={styles.time}>{clockText(position)}</span>
      <div
        ref={track}
        className={styles.track}
        style={
          {
            '--played': placeOf(position),
            '--pointed': pointedAt === null ? '0%' : placeOf(pointedAt),
          } as CSSProperties
        }
        onKeyDownCapture={onKeyDown}
        onPointerMove={isEmpty ? undefined : onPointerMove}
        onPointerLeave={() => {
          setPointedAt(null);
        }}
      >
        <Slider
          label={t('player.seek')}
          valueText={valueText}
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
        >
          <RepeatedPart loop={draggedLoop ?? loop} placeOf={placeOf} />
          <WaveformCanvas waveform={waveform} marks={marks} durationMs={durationMs} />
        </Slider>
        {loop !== null && (
          <LoopEnds
            loop={draggedLoop ?? loop}
            durationMs={durationMs}
            track={() => track.current?.getBoundingClientRect()}
            onDrag={setDraggedLoop}
            onPoint={setPointedAt}
          />
        )}
        {pointedAt !== null && (
          <Pointed ms={pointedAt} place={shareOf(pointedAt, durationMs)} marks={marks} />
        )}
      </div>
      <span className={styles.time}>{formatDuration(isEmpty && durationMs === 0 ? null : durationMs)}</span>
    </div>
  );
}

/** The waveform of the song that plays; null until it is measured. The one that follows is measured before its turn. */
function useWaveform(): Uint8Array | null {
  const clipId = usePlayerValue((state) => state.clipId);
  const followingId = useSyncExternalStore(player.subscribeQueue, () => {
    const queue = player.queue();
    return songAt(queue, queue.at + 1);
  });
  const text = useSongSound(clipId)?.waveform ?? null;
  useSongSound(followingId);
  return useMemo(() => (text === null ? null : bytesOf(text)), [text]);
}

interface RepeatedPartProps {
  /** Null where none is heard again and again. */
  readonly loop: Loop | null;
  readonly placeOf: (ms: number) => string;
}

/** The part that is heard again and again, or where it begins while its end is not set. */
function RepeatedPart({ loop, placeOf }: RepeatedPartProps): ReactElement | null {
  const fromMs = usePlayerValue((state) => state.loopFromMs);
  if (loop === null && fromMs === null) return null;
  const from = placeOf(loop?.fromMs ?? fromMs ?? 0);
  const to = loop === null ? from : placeOf(loop.toMs);
  return (
    <span
      className={styles.loop}
      data-repeated
      data-open={loop === null || undefined}
      style={{ left: from, width: `calc(${to} - ${from})` }}
      aria-hidden
    />
  );
}

interface PointedProps {
  readonly ms: number;
  /** Where in the track it is, 0 to 1. */
  readonly place: number;
  readonly marks: SongMarks;
}

/** The time under the pointer, with the section and the line that are sung there. */
function Pointed({ ms, place, marks }: PointedProps): ReactElement {
  const section = markAt(marks.sections, ms)?.text;
  const line = markAt(marks.lines, ms)?.text;
  const at = `${place * 100}%`;
  return (
    <>
      <span className={styles.cursor} style={{ left: at }} aria-hidden />
      {/* Goes along with the pointer on its side of the buttons, which it does not cover. */}
      <span
        className={clsx(styles.pointed, place < 0.5 ? styles.before : styles.behind)}
        style={{ '--at': at, '--along': place < 0.5 ? place * 2 : place * 2 - 1 } as CSSProperties}
        data-seek-hint
        aria-hidden
      >
        <span className={styles.moment}>
          <span>{clockText(ms)}</span>
          {section !== undefined && (
            <span className={styles.section} dir="auto">
              {section}
            </span>
          )}
        </span>
        {line !== undefined && (
          <span className={styles.line} dir="auto">
            {line}
          </span>
        )}
      </span>
    </>
  );
}
