import type { LyricsLine } from '@shared/model';

/** The lines that have a start, in the order of their starts. */
export interface Timeline {
  readonly starts: readonly number[];
  /** Index of each line among all lines of the song. */
  readonly lines: readonly number[];
  /** When each word of such a line begins; empty where only the line has a time. */
  readonly words: readonly (readonly number[])[];
}

/** The timeline of a song's words; empty where no line has a time. */
export function timelineOf(lines: readonly Pick<LyricsLine, 'kind' | 'startMs' | 'words'>[]): Timeline {
  const timed = lines.flatMap((line, index) =>
    line.kind === 'sung' && line.startMs !== null
      ? [{ index, startMs: line.startMs, words: line.words.map((word) => word.startMs) }]
      : [],
  );
  // Stable: lines with one start stay in the order in which they are read.
  timed.sort((a, b) => a.startMs - b.startMs);
  return {
    starts: timed.map((line) => line.startMs),
    lines: timed.map((line) => line.index),
    words: timed.map((line) => line.words),
  };
}

/** How many of these have begun at a moment; they rise. */
function begun(starts: readonly number[], positionMs: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= positionMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the line that is sung at a moment: the last one that has begun. Null before the first. */
export function lineAt(timeline: Timeline, positionMs: number): number | null {
  return timeline.lines[begun(timeline.starts, positionMs) - 1] ?? null;
}

/** How many words of the line that is sung have begun; 0 where its words have no times. */
export function wordsBegun(timeline: Timeline, positionMs: number): number {
  return begun(timeline.words[begun(timeline.starts, positionMs) - 1] ?? [], positionMs);
}

/** How long it is until the next line or word begins; null after the last. */
export function untilNext(timeline: Timeline, positionMs: number): number | null {
  const line = begun(timeline.starts, positionMs);
  const words = timeline.words[line - 1] ?? [];
  const nextWord = words[begun(words, positionMs)] ?? Infinity;
  const next = Math.min(timeline.starts[line] ?? Infinity, nextWord);
  return next === Infinity ? null : next - positionMs;
}
