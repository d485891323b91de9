import type { Vitals } from '../support/core-process-entry';

/** Whether what a program holds stays the same while it works. */

export interface Reading {
  /** Milliseconds from the beginning. */
  readonly atMs: number;
  readonly vitals: Vitals;
}

export interface Verdict {
  readonly what: keyof Vitals;
  /** Median of the first third and of the last third of the readings. */
  readonly early: number;
  readonly late: number;
  /** How it grows from the first reading to the last, by the median of the slopes between any two. */
  readonly growth: number;
  /** What `late` and `growth` may be at most for it to count as steady. */
  readonly mostLate: number;
  readonly mostGrowth: number;
  readonly isSteady: boolean;
}

const MEGABYTE = 1024 * 1024;
/**
 * How much more there may be late than early: a share of it, and some more. What the program has just under way differs
 * from one reading to the next; what it never lets go of adds up.
 */
const ALLOWED: Readonly<Record<keyof Vitals, { readonly share: number; readonly more: number }>> = {
  heapBytes: { share: 0.05, more: MEGABYTE },
  outsideBytes: { share: 0.1, more: MEGABYTE },
  // The system gives pages and takes them back as it likes.
  residentBytes: { share: 0.1, more: 12 * MEGABYTE },
  openFiles: { share: 0, more: 8 },
  activeResources: { share: 0, more: 12 },
};

/** @param readings without those of the time in which the program warms up; at least six */
export function judge(readings: readonly Reading[]): readonly Verdict[] {
  if (readings.length < 6) throw new Error(`${readings.length} readings tell nothing.`);
  const third = Math.floor(readings.length / 3);
  return (Object.keys(ALLOWED) as (keyof Vitals)[]).flatMap((what) => {
    const series = readings.map(({ atMs, vitals }) => [atMs, vitals[what]] as const);
    // The system does not tell it.
    if (series.some(([, value]) => value === null)) return [];
    const points = series as readonly (readonly [atMs: number, value: number])[];
    const values = points.map(([, value]) => value);
    const early = median(values.slice(0, third));
    const late = median(values.slice(-third));
    const growth = slopeOf(points) * ((points.at(-1)?.[0] ?? 0) - (points[0]?.[0] ?? 0));
    const mostGrowth = early * ALLOWED[what].share + ALLOWED[what].more;
    const mostLate = early + mostGrowth;
    return [
      { what, early, late, growth, mostLate, mostGrowth, isSteady: late <= mostLate && growth <= mostGrowth },
    ];
  });
}

/** The median of the slopes between any two points: a few wild ones among them change nothing. */
function slopeOf(points: readonly (readonly [at: number, value: number])[]): number {
  const slopes = points.flatMap(([at, value], index) =>
    points.slice(index + 1).map(([later, next]) => (next - value) / (later - at)),
  );
  return median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
