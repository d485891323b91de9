/**
 * What `--prove` does to the program, so that every goal is seen to be missed once. Each is far more than the goal allows, and
 * all of it is done from outside: nothing in the program knows that it is measured.
 */
export const SLOWDOWN = {
  /** The window waits for so long with every answer, in milliseconds; longer than the slowest search may take. */
  answerMs: 400,
  /** As long for an answer that takes a second by itself. */
  importMs: 20_000,
  /** The main process is held up at its start, and again and again during a storm. */
  startMs: 5_000,
  stallMs: 60,
  /** Every frame of the window takes so much longer. */
  frameMs: 300,
  /** Main, or the window, keeps so much memory for nothing. */
  bytes: 400_000_000,
  /** Files come no faster than so many bytes a second, each. */
  bytesPerSecond: 500_000,
  /** The database's file is so many times as long as it need be. */
  fileFactor: 3,
  /** So long until a sound begins that is to begin. */
  playMs: 1_500,
  /** The sound is stopped for so long. */
  gapMs: 300,
  /** A file is less loud than it should be, in decibels. */
  softerDb: 6,
} as const;

/** What is done to the main process before the program begins. */
export interface MainSlowdown {
  readonly startMs?: number;
  readonly bytes?: number;
  /** One processor is used up all the time. */
  readonly burnsProcessor?: boolean;
}
