/** What a run of the bench is given by scripts/bench.mjs, which has checked it. */
export interface BenchOptions {
  /** The Electron executable. */
  readonly electron: string;
  /** What Electron runs for the program, and for the floor. */
  readonly ours: string;
  readonly floor: string;
  /** The module that slows the program's main process down. */
  readonly slowMain: string;
  /** Folder with the sample songs' files. */
  readonly media: string;
  /** Where the figures are written. */
  readonly output: string;
  readonly songs: number;
  /** A second library too, and what takes long. */
  readonly full: boolean;
  /** How long the one goal that is a matter of time is measured. */
  readonly minutes: number;
  /** Slows the program down, to see every goal missed. */
  readonly prove: boolean;
  /** Ids of goals; all of them when there are none. */
  readonly only: readonly string[];
}
