import type { SongMark } from './song-marks';

/* How a stored waveform is drawn: numbers only, in pixels of the screen. */

/** Equally wide bars over a width. All in whole pixels of the screen, so that every edge is sharp. */
export interface BarGrid {
  readonly count: number;
  readonly barPx: number;
  /** From the left edge of a bar to that of the next. */
  readonly pitchPx: number;
  readonly widthPx: number;
}

/** Two pixels of a bar and one of nothing, as an ordinary screen has them. */
const BAR = 2;
const GAP = 1;

/** @param ratio pixels of the screen to one of the page */
export function barsFor(widthPx: number, ratio: number): BarGrid {
  const barPx = Math.max(1, Math.round(BAR * ratio));
  const pitchPx = barPx + Math.max(1, Math.round(GAP * ratio));
  return { count: Math.max(0, Math.floor((widthPx + pitchPx - barPx) / pitchPx)), barPx, pitchPx, widthPx };
}

/** What is quieter than this is drawn as quiet; of 255. */
const QUIETEST = 8;
/** Songs are made loud all over: what differs in them is to be seen. */
const CONTRAST = 1.3;

/**
 * The height of each bar, 0 to 1, out of the loudest moments of equal stretches of a song, 0 to 255. The loudest part of a song
 * reaches the top, however quiet the song is. What a bar shows is the sound at its place.
 */
export function heightsOf(values: Uint8Array, { count, pitchPx, widthPx }: BarGrid): Float32Array {
  const heights = new Float32Array(count);
  let loudest = QUIETEST;
  for (let bar = 0; bar < count; bar += 1) {
    const from = Math.min(values.length - 1, Math.floor(((bar * pitchPx) / widthPx) * values.length));
    const to = Math.min(values.length, Math.ceil((((bar + 1) * pitchPx) / widthPx) * values.length));
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += values[at] ?? 0;
    // The mean of the peaks: the highest of them is full scale nearly everywhere.
    const height = to > from ? sum / (to - from) : 0;
    heights[bar] = height;
    loudest = Math.max(loudest, height);
  }
  return heights.map((height) => (height / loudest) ** CONTRAST);
}

/** Where in a width a moment stands, 0 to 1. */
export function shareOf(ms: number, durationMs: number): number {
  return durationMs > 0 ? Math.min(1, Math.max(0, ms / durationMs)) : 0;
}

/** The moment under a place of a width; bounded to the song. */
export function momentAt(x: number, width: number, durationMs: number): number {
  return width > 0 ? Math.min(1, Math.max(0, x / width)) * durationMs : 0;
}

/** Ticks that are nearer to each other than this are a smear. */
const TICK_DISTANCE = 3;

/** Left edges of the ticks where these begin; of those that would touch only the first. */
export function ticksOf(
  marks: readonly SongMark[],
  durationMs: number,
  widthPx: number,
  ratio: number,
): readonly number[] {
  const ticks: number[] = [];
  if (durationMs <= 0) return ticks;
  const least = TICK_DISTANCE * ratio;
  for (const { startMs: ms } of marks) {
    // What stands behind the end of the sound has no place.
    if (ms > durationMs) continue;
    const x = Math.min(widthPx - 1, Math.round(shareOf(ms, durationMs) * widthPx));
    const last = ticks.at(-1);
    if (last === undefined || x - last >= least) ticks.push(x);
  }
  return ticks;
}

/** The bytes of a stored waveform. */
export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
