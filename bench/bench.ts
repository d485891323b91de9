import type { Comparison, Verdict } from './measure/verdict';

/** What a goal needs to be measured. */
export interface Bench {
  /** The Electron executable. */
  readonly electron: string;
  /** What Electron runs for the program, and for the floor. */
  readonly programs: { readonly ours: string; readonly floor: string };
  /** Songs in the library that is measured. */
  readonly songs: number;
  /** A profile with so many songs, to write to as one likes. */
  readonly profile: string;
  /** A folder of its own for a program's profile that needs no songs. */
  emptyProfile(): string;
  /** What goes on, for the person who waits. */
  say(text: string): void;
}

/** One line of the table. */
export interface Result {
  /** As in the list of goals, for example `P1`. */
  readonly id: string;
  readonly what: string;
  /** Median of what was measured, with its unit: `0.8 ms`. */
  readonly floor: string;
  readonly program: string;
  readonly comparison: Comparison;
  /** The ratio may be so large. */
  readonly atMost: number;
  readonly verdict: Verdict;
}

export interface Goal {
  /** Those of its results, for choosing it. */
  readonly ids: readonly string[];
  run(bench: Bench): Promise<readonly Result[]>;
}
