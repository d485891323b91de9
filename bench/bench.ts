import type { Result } from './measure/result';

/** A library that is measured. */
export interface BenchLibrary {
  readonly songs: number;
  /** The profile folder it is in: a copy of the seeded one, to write to as one likes. */
  readonly profile: string;
}

/** What a goal needs to be measured. */
export interface Bench {
  /** The Electron executable. */
  readonly electron: string;
  /** What Electron runs for the program, and for the floor. */
  readonly programs: { readonly ours: string; readonly floor: string };
  /** Folder with the sample songs' files, for a host of files to serve. */
  readonly media: string;
  /** How long the one goal that is a matter of time is measured. */
  readonly minutes: number;
  /** Null unless it is to be proven that goals can be missed. */
  readonly proof: Proof | null;
  /** How often something is measured; a tenth of what is usual where it is only to be proven that it can be missed. */
  times(usual: number): number;
  /** How much the program is to be slowed down; 0 unless that is proven. */
  slowedBy(amount: number): number;
  /** A folder of its own for a program's profile that needs no songs. */
  emptyProfile(): string;
  /** What goes on within the goal, for the person who waits: `round 2 of 5`. */
  say(text: string): void;
}

/** Only with `--prove`: the program is slowed down on purpose, to see every goal missed. */
export interface Proof {
  /** The module that slows its main process down. */
  readonly slowMain: string;
}

interface Named {
  /** Those of its results, for choosing it. */
  readonly ids: readonly string[];
  /** What is measured, for the person who waits. */
  readonly what: string;
}

/** Measured where the number of songs plays no part. */
export interface SizelessGoal extends Named {
  readonly extent: 'sizeless';
  run(bench: Bench): Promise<readonly Result[]>;
}

/** Measured on each library, or on the largest alone where that takes long: then only with `--full`, or when chosen. */
export interface LibraryGoal extends Named {
  readonly extent: 'each-library' | 'largest-library';
  run(bench: Bench, library: BenchLibrary): Promise<readonly Result[]>;
}

/** The largest library held against the smallest, where there are two. */
export interface GrowthGoal extends Named {
  readonly extent: 'two-libraries';
  run(bench: Bench, smallest: BenchLibrary, largest: BenchLibrary): Promise<readonly Result[]>;
}

export type Goal = SizelessGoal | LibraryGoal | GrowthGoal;
