import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type RefObject,
} from 'react';
import clsx from 'clsx';
import { ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { mediaUrl } from '@shared/media-url';
import type { Song } from '@shared/model';
import { clockText } from '../../../player/clock-text';
import { chooseFile } from '../../../player/playable';
import { loudestBetween, readSoundPeaks, type SoundPeaks } from '../../../player/sound-peaks';
import { followMoments, usePlayerValue } from '../../../player/use-player';
import { queryKeys } from '../../../query';
import { IconButton } from '../../../ui/button';
import { Spinner } from '../../../ui/spinner';
import { roomOfStart, withEnd, withStart, withWordStart, type EditorDocument } from './editor-document';
import { shownHandles } from './shown-handles';
import { rulerOf, spanFrom, turnedTo, turnsAtMs, zoomed, type WaveformSpan } from './waveform-span';
import styles from './timing-waveform.module.css';

const FIRST_SPAN: WaveformSpan = { fromMs: 0, lengthMs: 12_000 };

export interface TimingWaveformProps {
  readonly song: Song;
  readonly document: EditorDocument;
  readonly onChange: (next: EditorDocument, step?: string) => void;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** By how much the words of this song are shown later than they are timed. */
  readonly offsetMs: number;
  /** Where the music is, as the words are timed to it. */
  readonly positionMs: () => number;
  /** The song is the one in the player. */
  readonly isCurrent: boolean;
  readonly onSeek: (ms: number) => void;
  /** The pointer did something here. */
  readonly onUsed: () => void;
}

/**
 * The sound of the song, with the times of its lines to be dragged. All of it is done in the list of lines as well, by keys
 * and by the menu of a line.
 */
export function TimingWaveform(props: TimingWaveformProps): ReactElement | null {
  const { t } = useTranslation();
  const asset = chooseFile(props.song, 'audio', false);
  const address =
    asset === null || asset.kind === 'cover' ? null : mediaUrl(props.song.clipId, asset.kind, asset.version);
  const { data: peaks, isError } = useQuery({
    queryKey: queryKeys.soundPeaks(address ?? ''),
    queryFn: ({ signal }) => readSoundPeaks(address ?? '', signal),
    enabled: address !== null,
    // A minute of it is 6 kB; the next time it is there at once.
    gcTime: 5 * 60_000,
  });
  if (address === null) return null;
  if (isError || peaks === null) {
    return <p className={styles.none}>{t(isError ? 'lyrics.editor.noWaveform' : 'lyrics.editor.tooLong')}</p>;
  }
  if (peaks === undefined) {
    return (
      <div className={styles.none}>
        <Spinner size={16} />
      </div>
    );
  }
  return <Waveform {...props} peaks={peaks} />;
}

function Waveform(props: TimingWaveformProps & { readonly peaks: SoundPeaks }): ReactElement {
  const { document, onChange, selected, onSelect, offsetMs, positionMs, isCurrent, onSeek, onUsed, peaks } =
    props;
  const { t } = useTranslation();
  const durationMs = peaks.values.length * peaks.stepMs;
  const [span, setSpan] = useState<WaveformSpan>(FIRST_SPAN);
  /** When it was moved by hand, on the page's own clock. */
  const handAt = useRef(-Infinity);
  /** When a time was taken hold of, or dragged on. */
  const dragAt = useRef(-Infinity);
  /** A time is held by the pointer, which need not move for that: what is under it stays. */
  const [isHeld, setHeld] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  const cursor = useRef<HTMLDivElement>(null);
  const width = useWidth(view);

  useTurning({
    cursor,
    handAt,
    span,
    setSpan,
    width,
    durationMs,
    isCurrent,
    isHeld,
    soundMs: () => positionMs() + offsetMs,
  });
  useShownLine(document, selected, offsetMs, (ms) => {
    if (isHeld || performance.now() - dragAt.current < DRAG_MS) return;
    setSpan((before) => turnedTo(before, ms, durationMs));
  });
  useWheel(view, (parts, factor, place) => {
    handAt.current = performance.now();
    setSpan((before) =>
      factor === 1
        ? spanFrom(before, before.fromMs + parts * before.lengthMs, durationMs)
        : zoomed(before, factor, before.fromMs + place * before.lengthMs, durationMs),
    );
  });

  const momentAt = (clientX: number): number => {
    const box = view.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const place = Math.min(Math.max(0, (clientX - box.left) / box.width), 1);
    return Math.min(durationMs, span.fromMs + place * span.lengthMs) - offsetMs;
  };
  // A drag outlives the drawing that it began in: the waveform may be another part by then.
  const latestMoment = useRef(momentAt);
  useEffect(() => {
    latestMoment.current = momentAt;
  });
  const dragTo = (move: (ms: number) => readonly [next: EditorDocument, step: string]): Drag => {
    dragAt.current = performance.now();
    setHeld(true);
    return (clientX, step) => {
      handAt.current = performance.now();
      dragAt.current = handAt.current;
      const [next, name] = move(latestMoment.current(clientX));
      onChange(next, `drag ${name} ${step}`);
    };
  };
  const letGo = () => {
    // The music is followed again a while later, as behind every movement by hand.
    handAt.current = performance.now();
    setHeld(false);
  };
  const handles = useMemo(
    () => shownHandles(document, span, { offsetMs, width, selected, flagPx: MOST_FLAG_PX }),
    [document, span, offsetMs, width, selected],
  );
  const placeOf = (ms: number) => `${((ms + offsetMs - span.fromMs) / span.lengthMs) * 100}%`;
  const roomFor = (index: number): number => {
    const startMs = document[index]?.startMs ?? 0;
    const nextMs = roomOfStart(document, index)[1];
    return ((nextMs - startMs) / span.lengthMs) * width - FLAG_GAP_PX;
  };
  const zoomBy = (factor: number) => {
    const middle = isCurrent ? positionMs() + offsetMs : span.fromMs + span.lengthMs / 2;
    setSpan(zoomed(span, factor, middle, durationMs));
  };
  const chosen = selected === null ? undefined : document[selected];

  return (
    <div className={styles.frame} role="group" aria-label={t('lyrics.editor.waveform')}>
      <div
        ref={view}
        className={styles.view}
        aria-hidden
        onPointerDownCapture={(event) => {
          // Else the press would take the focus away again.
          event.preventDefault();
          onUsed();
        }}
        onPointerDown={(event) => {
          if (event.button === 0) onSeek(momentAt(event.clientX));
        }}
      >
        {chosen && chosen.startMs !== null && (
          <div
            className={styles.region}
            style={{
              insetInlineStart: placeOf(chosen.startMs),
              width: `${((endOf(document, selected ?? 0, durationMs) - chosen.startMs) / span.lengthMs) * 100}%`,
            }}
          />
        )}
        <Peaks peaks={peaks} span={span} width={width} />
        {handles.map(({ index, startMs }) => {
          const isSelected = index === selected;
          return (
            <Handle
              key={index}
              place={placeOf(startMs)}
              label={document[index]?.text.trim() ?? null}
              room={roomFor(index)}
              kind={isSelected ? 'chosen' : 'line'}
              onBegin={() => {
                onSelect(index);
                const [earliest, latest] = roomOfStart(document, index);
                return dragTo((ms) => [
                  withStart(document, index, Math.min(Math.max(earliest, ms), latest)),
                  String(index),
                ]);
              }}
              onEnd={letGo}
            />
          );
        })}
        {selected !== null &&
          chosen?.words
            .slice(1)
            .map((word, index) => (
              <Handle
                key={index}
                place={placeOf(word.startMs)}
                label={null}
                room={0}
                kind="word"
                onBegin={() =>
                  dragTo((ms) => [withWordStart(document, selected, index + 1, ms), `word ${index}`])
                }
                onEnd={letGo}
              />
            ))}
        {selected !== null && chosen && chosen.endMs !== null && (
          <Handle
            place={placeOf(chosen.endMs)}
            label={null}
            room={0}
            kind="end"
            onBegin={() =>
              dragTo((ms) => [
                withEnd(document, selected, Math.min(ms, roomOfStart(document, selected)[1])),
                'end',
              ])
            }
            onEnd={letGo}
          />
        )}
        {rulerOf(span).map((ms) => (
          <span
            key={ms}
            className={styles.mark}
            style={{ insetInlineStart: `${((ms - span.fromMs) / span.lengthMs) * 100}%` }}
          >
            {ms % 1_000 === 0 ? clockText(ms) : ''}
          </span>
        ))}
        <div ref={cursor} className={clsx(styles.cursor, !isCurrent && styles.away)} />
      </div>
      <div className={styles.zoom}>
        <IconButton
          label={t('lyrics.editor.zoomIn')}
          icon={ZoomIn}
          size="small"
          onClick={() => {
            zoomBy(0.5);
          }}
        />
        <IconButton
          label={t('lyrics.editor.zoomOut')}
          icon={ZoomOut}
          size="small"
          onClick={() => {
            zoomBy(2);
          }}
        />
      </div>
    </div>
  );
}

/** When a line is over: where it is told, else with the next one's beginning, else with the song. */
function endOf(document: EditorDocument, index: number, durationMs: number): number {
  return document[index]?.endMs ?? Math.min(roomOfStart(document, index)[1], durationMs);
}

// ---------------------------------------------------------------------------------------------------------- drawing

interface PeaksProps {
  readonly peaks: SoundPeaks;
  readonly span: WaveformSpan;
  readonly width: number;
}

/** What is quieter than this is drawn as quiet. */
const QUIETEST = 0.02;

/** One bar to every two pixels, mirrored. */
function Peaks({ peaks, span: { fromMs, lengthMs }, width }: PeaksProps): ReactElement {
  const bars = Math.max(1, Math.floor(width / 2));
  // A quiet song is drawn as high as a loud one: what counts here is where something begins.
  const loudest = useMemo(() => Math.max(QUIETEST, loudestBetween(peaks, 0, Infinity)), [peaks]);
  const path = useMemo(() => {
    const step = lengthMs / bars;
    return Array.from({ length: bars }, (_, bar) => {
      const from = fromMs + bar * step;
      const height = Math.max(0.01, loudestBetween(peaks, from, from + step) / loudest);
      return `M${bar} ${(1 - height).toFixed(3)}V${(1 + height).toFixed(3)}`;
    }).join('');
  }, [peaks, loudest, fromMs, lengthMs, bars]);
  return (
    <svg className={styles.peaks} viewBox={`-0.5 0 ${bars} 2`} preserveAspectRatio="none">
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

type Drag = (clientX: number, step: number) => void;

interface HandleProps {
  readonly place: string;
  readonly label: string | null;
  /** Pixels up to the next line's time. */
  readonly room: number;
  readonly kind: 'line' | 'chosen' | 'word' | 'end';
  /** The pointer took it; what is returned is told where it is. */
  readonly onBegin: () => Drag;
  /** The pointer let go of it, or it is gone. */
  readonly onEnd: () => void;
}

let drags = 0;

/** Words that get less room are not shown, and none gets more. */
const LEAST_FLAG_PX = 24;
const MOST_FLAG_PX = 180;
/** Between the words of two lines. */
const FLAG_GAP_PX = 12;

/** A time that is dragged. */
function Handle({ place, label, room, kind, onBegin, onEnd }: HandleProps): ReactElement {
  const drag = useRef<Drag | null>(null);
  const latestEnd = useRef(onEnd);
  useEffect(() => {
    latestEnd.current = onEnd;
  });
  const end = () => {
    if (drag.current === null) return;
    drag.current = null;
    latestEnd.current();
  };
  // A handle that goes away while it is held is told of no release.
  useEffect(
    () => () => {
      if (drag.current !== null) latestEnd.current();
    },
    [],
  );
  return (
    <div
      className={clsx(styles.handle, styles[kind])}
      style={{ insetInlineStart: place }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        drags += 1;
        drag.current = onBegin();
      }}
      onPointerMove={(event) => drag.current?.(event.clientX, drags)}
      onLostPointerCapture={end}
    >
      {label !== null && room > LEAST_FLAG_PX && (
        <span className={styles.flag} style={{ maxWidth: Math.min(room, MOST_FLAG_PX) }} dir="auto">
          {label}
        </span>
      )}
    </div>
  );
}

// ---------------------------------------------------------------------------------------------------------- movement

function useWidth(view: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!view.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      setWidth(entry?.contentRect.width ?? 0);
    });
    observer.observe(view.current);
    return () => {
      observer.disconnect();
    };
  }, [view]);
  return width;
}

interface Turning {
  readonly cursor: RefObject<HTMLElement | null>;
  readonly handAt: RefObject<number>;
  readonly span: WaveformSpan;
  readonly setSpan: (change: (before: WaveformSpan) => WaveformSpan) => void;
  readonly width: number;
  readonly durationMs: number;
  readonly isCurrent: boolean;
  /** Something in it is held: it is not turned on. */
  readonly isHeld: boolean;
  /** Where the music is in the sound that is drawn. */
  readonly soundMs: () => number;
}

/** Moves the cursor with the music, by the compositor alone, and turns the waveform on when the music leaves it. */
function useTurning({
  cursor,
  handAt,
  span,
  setSpan,
  width,
  durationMs,
  isCurrent,
  isHeld,
  soundMs,
}: Turning): void {
  const latest = useRef(soundMs);
  useEffect(() => {
    latest.current = soundMs;
  });
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  useEffect(() => {
    const line = cursor.current;
    if (!line || !isCurrent || width === 0) return undefined;
    let motion: Animation | null = null;
    const xOf = (ms: number) => `translateX(${((ms - span.fromMs) / span.lengthMs) * width}px)`;
    const endTime = followMoments(() => {
      const now = latest.current();
      const endMs = span.fromMs + span.lengthMs;
      motion?.cancel();
      line.style.transform = xOf(now);
      if (!isPlaying) return null;
      motion = line.animate([{ transform: xOf(now) }, { transform: xOf(Math.max(now, endMs)) }], {
        duration: Math.max(1, endMs - now),
        fill: 'forwards',
      });
      if (isHeld) return null;
      if (performance.now() - handAt.current < HAND_MS) return null;
      setSpan((before) => turnedTo(before, now, durationMs));
      const turnsAt = turnsAtMs(span, durationMs);
      return turnsAt === null || turnsAt <= now ? null : turnsAt - now;
    });
    return () => {
      motion?.cancel();
      endTime();
    };
  }, [cursor, handAt, span, setSpan, width, durationMs, isCurrent, isHeld, isPlaying]);
}

/** What is dragged is looked at as it is. */
const DRAG_MS = 500;
/** Whoever moves the waveform by hand looks at something else for a while. */
const HAND_MS = 4_000;

/** While nothing plays, the line that was selected is what is looked at. */
function useShownLine(
  document: EditorDocument,
  selected: number | null,
  offsetMs: number,
  show: (ms: number) => void,
): void {
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  const latest = useRef(show);
  useEffect(() => {
    latest.current = show;
  });
  const startMs = selected === null ? null : (document[selected]?.startMs ?? null);
  useEffect(() => {
    if (!isPlaying && startMs !== null) latest.current(startMs + offsetMs);
  }, [isPlaying, selected, startMs, offsetMs]);
}

/** The wheel moves the waveform, with Ctrl it makes it longer and shorter. */
function useWheel(
  view: RefObject<HTMLElement | null>,
  turn: (parts: number, factor: number, place: number) => void,
): void {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const element = view.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const delta = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.deltaY;
      const isZoom = event.ctrlKey || event.metaKey;
      latest.current(
        delta / box.width,
        isZoom ? 2 ** (delta / 200) : 1,
        (event.clientX - box.left) / box.width,
      );
    };
    // React listens passively, which would let the page be zoomed.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
    };
  }, [view]);
}
