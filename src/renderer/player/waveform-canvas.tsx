import { memo, useEffect, useRef, useState, type ReactElement } from 'react';
import { useMediaQuery } from '../ui/use-media-query';
import { useShownTheme } from '../shell/theme';
import type { SongMarks } from './song-marks';
import { barsFor, heightsOf, ticksOf } from './waveform-bars';
import styles from './waveform-canvas.module.css';

export interface WaveformCanvasProps {
  /** Null where it is not known: a plain line stands for it. */
  readonly waveform: Uint8Array | null;
  readonly marks: SongMarks;
  readonly durationMs: number;
}

/** What differs is the colour and, by the stylesheet, which part is seen. */
const LAYERS = ['rest', 'pointed', 'played'] as const;

interface CanvasSize {
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen to one of the page. */
  readonly ratio: number;
}

/**
 * The waveform of a song with its sections and lines, drawn once in each colour. How far it is played is the stylesheet's
 * (`--played` and `--pointed`, 0 % to 100 %), so nothing is drawn anew while the song goes on.
 */
export const WaveformCanvas = memo(function WaveformCanvas(props: WaveformCanvasProps): ReactElement {
  const { waveform, marks, durationMs } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<CanvasSize | null>(null);
  const theme = useShownTheme();
  const isForced = useMediaQuery('(forced-colors: active)');

  useEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const [pixels] = entry?.devicePixelContentBoxSize ?? [];
      if (entry === undefined || pixels === undefined || entry.contentRect.width === 0) return;
      const ratio = pixels.inlineSize / entry.contentRect.width;
      setSize({ width: pixels.inlineSize, height: pixels.blockSize, ratio });
    });
    observer.observe(frame.current, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
    };
  }, []);

  useEffect(() => {
    if (size === null) return;
    for (const canvas of frame.current?.querySelectorAll('canvas') ?? []) {
      draw(canvas, size, { waveform, marks, durationMs });
    }
  }, [size, waveform, marks, durationMs, theme, isForced]);

  return (
    <div ref={frame} className={styles.frame} aria-hidden>
      {LAYERS.map((layer) => (
        <canvas
          key={layer}
          className={styles[layer]}
          data-plain={waveform === null || undefined}
          data-layer={layer}
        />
      ))}
    </div>
  );
});

/** In pixels of the page. */
const PLAIN_LINE = 4;
const LINE_TICK = 3;
/** Between the bars and the lane of the ticks below them. */
const LANE = 5;

function draw(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: CanvasSize,
  { waveform, marks, durationMs }: WaveformCanvasProps,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const colours = getComputedStyle(canvas);
  const px = (pixels: number) => Math.max(1, Math.round(pixels * ratio));
  const hasLane = marks.lines.length + marks.sections.length > 0;
  const lane = hasLane ? px(LANE) : 0;

  context.fillStyle = colours.getPropertyValue('--bars');
  if (waveform === null) {
    const line = px(PLAIN_LINE);
    context.beginPath();
    context.roundRect(0, Math.round((height - line) / 2), width, line, line / 2);
    context.fill();
  } else {
    const room = height - 2 * lane;
    const grid = barsFor(width, ratio);
    heightsOf(waveform, grid).forEach((share, bar) => {
      // Of an even height, or the upper half would be another than the lower.
      const half = Math.max(1, Math.round((share * room) / 2));
      context.fillRect(bar * grid.pitchPx, Math.round(height / 2) - half, grid.barPx, 2 * half);
    });
  }

  context.fillStyle = colours.getPropertyValue('--ticks');
  const starts = (of: SongMarks['lines']) => of.map(({ startMs }) => startMs);
  for (const x of ticksOf(starts(marks.lines), durationMs, width, ratio)) {
    context.fillRect(x, height - px(LINE_TICK), px(1), px(LINE_TICK));
  }
  context.fillStyle = colours.getPropertyValue('--sections');
  for (const x of ticksOf(starts(marks.sections), durationMs, width, ratio)) {
    context.fillRect(x, 0, px(1), height);
  }
}
