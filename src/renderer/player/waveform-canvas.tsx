import { memo, useEffect, useRef, type ReactElement } from 'react';
import { useShownTheme } from '../shell/theme';
import { useMediaQuery } from '../ui/use-media-query';
import { usePixelSize, type PixelSize } from '../ui/use-pixel-size';
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

/**
 * The waveform of a song with its sections and lines, drawn once in each colour. How far it is played is the stylesheet's
 * (`--played` and `--pointed`, 0 % to 100 %), so nothing is drawn anew while the song goes on.
 */
export const WaveformCanvas = memo(function WaveformCanvas(props: WaveformCanvasProps): ReactElement {
  const { waveform, marks, durationMs } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = usePixelSize(frame);
  const theme = useShownTheme();
  const isForced = useMediaQuery('(forced-colors: active)');

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

/** In pixels of the page: the line that stands for a waveform, and the lane below it with its ticks. */
const PLAIN_LINE = 4;
const LANE = 6;
const LINE_TICK = 3;
/** Where a section begins, so much of the waveform is left out around it. */
const SECTION_GAP = 5;

function draw(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: PixelSize,
  { waveform, marks, durationMs }: WaveformCanvasProps,
): void {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const colours = getComputedStyle(canvas);
  const px = (pixels: number) => Math.max(1, Math.round(pixels * ratio));
  // Also where there are no ticks: a song's words come later than the song.
  const middle = Math.round((height - px(LANE)) / 2);

  const sections = ticksOf(marks.sections, durationMs, width, ratio);
  const gap = px(SECTION_GAP);

  context.fillStyle = colours.getPropertyValue('--bars');
  if (waveform === null) {
    const line = px(PLAIN_LINE);
    context.beginPath();
    context.roundRect(0, middle - Math.round(line / 2), width, line, line / 2);
    context.fill();
    for (const x of sections) context.clearRect(x - Math.floor(gap / 2), 0, gap, height);
  } else {
    const grid = barsFor(width, ratio);
    heightsOf(waveform, grid).forEach((share, bar) => {
      const left = bar * grid.pitchPx;
      // Half a bar would be a smear.
      if (sections.some((x) => Math.abs(left + grid.barPx / 2 - x) < gap / 2)) return;
      // Of an even height, or the upper half would be another than the lower.
      const half = Math.max(1, Math.round(share * middle));
      context.fillRect(left, middle - half, grid.barPx, 2 * half);
    });
  }

  context.fillStyle = colours.getPropertyValue('--ticks');
  for (const x of ticksOf(marks.lines, durationMs, width, ratio)) {
    context.fillRect(x, height - px(LINE_TICK), px(1), px(LINE_TICK));
  }
  context.fillStyle = colours.getPropertyValue('--sections');
  for (const x of sections) context.fillRect(x, height - px(LANE), px(1), px(LANE));
}
