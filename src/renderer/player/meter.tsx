import { useEffect, useRef, type ReactElement } from 'react';
import type { Meter as MeterKind } from '@shared/model';
import { useSnapshot } from '../query';
import { useShownTheme } from '../shell/theme';
import { useMediaQuery } from '../ui/use-media-query';
import { usePixelSize, type PixelSize } from '../ui/use-pixel-size';
import { createLevelReader, createSpectrumReader, type MeterReader } from './meter-readers';
import { settled, takenByVolumeDb } from './meter-values';
import { player, usePlayerValue } from './use-player';
import { useWindowSeen } from './use-window-seen';
import { barsFor } from './waveform-bars';
import styles from './meter.module.css';

type ShownKind = Exclude<MeterKind, 'off'>;

/** What is heard, to be seen, where the setting asks for it; nothing for people who want less motion, or in a window that nobody sees. */
export function Meter(): ReactElement | null {
  const { meter } = useSnapshot().settings;
  const isCalm = useMediaQuery('(prefers-reduced-motion: reduce)');
  const isEmpty = usePlayerValue((state) => state.kind === null);
  const isSeen = useWindowSeen();
  return meter === 'off' || isCalm || isEmpty || !isSeen ? null : <MeterCanvas key={meter} kind={meter} />;
}

/** Fine enough for the eye, and half the work of each frame. */
const LOOK_EVERY_MS = 30;

function MeterCanvas({ kind }: { readonly kind: ShownKind }): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = usePixelSize(frame);
  const theme = useShownTheme();
  const isPlaying = usePlayerValue((state) => state.isPlaying);
  /** What is shown; it sinks when playback stands. */
  const shown = useRef<readonly number[]>([]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null || size === null) return undefined;
    element.width = size.width;
    element.height = size.height;
    const paint = kind === 'levels' ? paintLevels : paintSpectrum;
    const { count } = barsFor(size.width, size.ratio);
    const silence = new Array<number>(kind === 'levels' ? 2 : count).fill(0);
    let reader: MeterReader | null = null;
    let lookedAt = performance.now();
    let request = 0;

    const read = (): readonly number[] => {
      const { volume, isMuted } = player.getState();
      const gainDb = isMuted ? null : takenByVolumeDb(volume);
      const analyser = isPlaying && gainDb !== null ? player.analyser() : null;
      if (analyser === null || gainDb === null) return silence;
      reader ??= kind === 'levels' ? createLevelReader(analyser) : createSpectrumReader(analyser, count);
      return reader.read(gainDb);
    };
    const look = (now: number) => {
      if (now - lookedAt >= LOOK_EVERY_MS) {
        shown.current = settled(shown.current, read(), now - lookedAt);
        lookedAt = now;
        paint(element, size, shown.current);
      }
      if (isPlaying || shown.current.some((value) => value > 0)) request = requestAnimationFrame(look);
    };
    paint(element, size, shown.current.length > 0 ? shown.current : silence);
    request = requestAnimationFrame(look);
    return () => {
      cancelAnimationFrame(request);
      reader?.end();
    };
  }, [kind, size, theme, isPlaying]);

  return (
    <div ref={frame} className={styles.meter} data-kind={kind} aria-hidden>
      <canvas ref={canvas} className={styles.canvas} data-meter={kind} />
    </div>
  );
}

type Paint = (canvas: HTMLCanvasElement, size: PixelSize, values: readonly number[]) => void;

function begin(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  context?.clearRect(0, 0, canvas.width, canvas.height);
  return context;
}

const paintSpectrum: Paint = (canvas, { width, height, ratio }, values) => {
  const context = begin(canvas);
  if (context === null) return;
  const { barPx, pitchPx } = barsFor(width, ratio);
  context.fillStyle = getComputedStyle(canvas).color;
  values.forEach((value, band) => {
    const bar = Math.max(1, Math.round(value * height));
    context.fillRect(band * pitchPx, height - bar, barPx, bar);
  });
};

/** Of a bar of the levels, in pixels of the page. */
const LEVEL_HEIGHT = 4;
const LEVEL_GAP = 4;

const paintLevels: Paint = (canvas, { width, height, ratio }, values) => {
  const context = begin(canvas);
  if (context === null) return;
  const colours = getComputedStyle(canvas);
  const bar = Math.round(LEVEL_HEIGHT * ratio);
  const gap = Math.round(LEVEL_GAP * ratio);
  const top = Math.round((height - 2 * bar - gap) / 2);
  values.forEach((value, side) => {
    const y = top + side * (bar + gap);
    context.fillStyle = colours.getPropertyValue('--groove');
    context.fillRect(0, y, width, bar);
    context.fillStyle = colours.color;
    context.fillRect(0, y, Math.round(value * width), bar);
  });
};
