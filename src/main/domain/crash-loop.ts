/** When a window that crashed is opened again by itself, and when a person is asked first. */

const CRASHES_OF_A_LOOP = 3;
const LOOP_MS = 60_000;

export interface CrashDecision {
  /** `ask`: opening it again by itself would most likely only lead to the next crash. */
  readonly action: 'reload' | 'ask';
  /** The crashes that still count, this one among them; handed in at the next one. */
  readonly crashes: readonly number[];
}

/**
 * What follows a crash. A single one is nobody's business; the third within a minute is a loop, and so is the next soon
 * after a person had it tried again.
 *
 * @param earlier the crashes that the last decision counted, as moments in milliseconds; empty at first
 * @param now on the same clock, which has to go on and never be set
 */
export function afterCrash(earlier: readonly number[], now: number): CrashDecision {
  const crashes = [...earlier.filter((at) => now - at < LOOP_MS), now];
  return { action: crashes.length >= CRASHES_OF_A_LOOP ? 'ask' : 'reload', crashes };
}
