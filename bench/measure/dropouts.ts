import { median } from './statistics';

/** Where a sound was at a moment; both in milliseconds, both read at once. */
export interface AudioSample {
  readonly wallMs: number;
  readonly audioMs: number;
}

/** So many samples together say where the sound is: a single one may have been read late. */
const TOGETHER = 5;
/** A gap that is longer is heard. */
const HEARD_MS = 40;

/** How often a sound that played all the time fell behind the clock, each time for good: so often there was a gap. */
export function countDropouts(samples: readonly AudioSample[]): number {
  const lags = samples.map(({ wallMs, audioMs }) => wallMs - audioMs);
  let dropouts = 0;
  let settled: number | null = null;
  for (let from = 0; from + TOGETHER <= lags.length; from += TOGETHER) {
    const lag = median(lags.slice(from, from + TOGETHER));
    if (settled !== null && lag - settled > HEARD_MS) dropouts += 1;
    settled = lag;
  }
  return dropouts;
}
