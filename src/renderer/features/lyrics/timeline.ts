import type { LyricsLine } from '@shared/model';

/** The lines that have a start, in the order of their starts. */
export interface Timeline {
  readonly starts: readonly number[];
  /** Index of each line among all lines of the song. */
  readonly lines: readonly number[];
}

/** The timeline of a song's words; empty where no line has a time. */
export function timelineOf(lines: readonly LyricsLine[]): Timeline {
  const timed = lines.flatMap((line, index) =>
    line.kind === 'sung' && line.startMs !== null ? [{ index, startMs: line.startMs }] : [],
  );
  // Stable: lines with one start stay in the order in which they are read.
  timed.sort((a, b) => a.startMs - b.startMs);
  return { starts: timed.map((line) => line.startMs), lines: timed.map((line) => line.index) };
}

/** How many timed lines have begun at a moment. */
function begun(timeline: Timeline, positionMs: number): number {
  let low = 0;
  let high = timeline.starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((timeline.starts[middle] ?? Infinity) <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the line that is sung at a moment: the last one that has begun. Null before the first. */
export function lineAt(timeline: Timeline, positionMs: number): number | null {
  return timeline.lines[begun(timeline, positionMs) - 1] ?? null;
}

/** How long it is until the next line begins; null after the last. */
export function untilNextLine(timeline: Timeline, positionMs: number): number | null {
  const start = timeline.starts[begun(timeline, positionMs)];
  return start === undefined ? null : start - positionMs;
}
