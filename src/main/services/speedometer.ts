/** Tells from a growing sum how fast it grows. */
export interface Speedometer {
  /** Takes the sum as it stands now; returns units per second over the last few seconds, 0 while it cannot be told. */
  rate(sum: number): number;
}

const WINDOW_MS = 5_000;
/** Closer readings tell nothing that could be seen. */
const READ_EVERY_MS = 100;

/** @param now milliseconds; may jump */
export function createSpeedometer(now: () => number): Speedometer {
  let readings: { readonly at: number; readonly sum: number }[] = [];
  return {
    rate(sum) {
      const at = now();
      const last = readings.at(-1);
      if (!last || Math.abs(at - last.at) >= READ_EVERY_MS) {
        readings = [...readings, { at, sum }].filter((each) => each.at <= at && at - each.at <= WINDOW_MS);
      }
      const first = readings[0];
      if (!first || first.at >= at) return 0;
      return Math.max(0, Math.round(((sum - first.sum) * 1_000) / (at - first.at)));
    },
  };
}
