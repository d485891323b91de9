/* What the meter shows of the sound, as numbers from 0 to 1. */

/** Tones that songs are made of, in hertz. */
const LOWEST = 40;
const HIGHEST = 14_000;

/** How loud a tone is at which the spectrum begins and ends, in decibels of full scale. */
const QUIET_TONE_DB = -85;
const LOUD_TONE_DB = -25;

/** Where the meter of levels begins; it ends at full scale. */
export const QUIETEST_DB = -48;

/** What has been high goes down at most so fast, in shares of the whole a second. */
const FALL = 1.1;

/** The first of each of so many bands out of an analyser's bins, and one behind the last: as wide each as the ear has them. */
export function bandEdges(count: number, bins: number, sampleRate: number): readonly number[] {
  const hertzPerBin = sampleRate / 2 / bins;
  const edges: number[] = [];
  for (let band = 0; band <= count; band += 1) {
    const bin = Math.round((LOWEST * (HIGHEST / LOWEST) ** (band / count)) / hertzPerBin);
    // Low bands are narrower than a bin.
    edges.push(Math.min(bins, Math.max(bin, (edges.at(-1) ?? 0) + 1)));
  }
  return edges;
}

/**
 * How high each band stands.
 *
 * @param decibels of each bin, of full scale
 */
export function bandsOf(decibels: Float32Array, edges: readonly number[], gainDb: number): readonly number[] {
  return edges.slice(1).map((end, band) => {
    let loudest = -Infinity;
    for (let bin = edges[band] ?? 0; bin < end; bin += 1)
      loudest = Math.max(loudest, decibels[bin] ?? -Infinity);
    return bounded((loudest + gainDb - QUIET_TONE_DB) / (LOUD_TONE_DB - QUIET_TONE_DB));
  });
}

/** How high the loudest of these samples stands. */
export function levelOf(samples: Float32Array, gainDb: number): number {
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  return bounded(1 - (20 * Math.log10(loudest) + gainDb) / QUIETEST_DB);
}

/** Up at once, down slowly: what is heard for a moment can be seen. */
export function settled(
  before: readonly number[],
  now: readonly number[],
  elapsedMs: number,
): readonly number[] {
  const fall = (FALL * elapsedMs) / 1_000;
  return now.map((value, index) => Math.max(value, (before[index] ?? 0) - fall));
}

/**
 * What the volume has taken from the sound that reaches the analyser, in decibels: the meter shows songs, not the knob. Null
 * where nothing is left of it.
 */
export function takenByVolumeDb(volume: number): number | null {
  return volume > 0 ? -40 * Math.log10(volume) : null;
}

function bounded(value: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;
}
