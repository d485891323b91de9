import type { LyricsLine } from '@shared/model';

/** A place in a song that has words. */
export interface SongMark {
  readonly startMs: number;
  readonly text: string;
}

/** What is known of a song's course, each in the order of time; empty where its words have no times. */
export interface SongMarks {
  readonly sections: readonly SongMark[];
  readonly lines: readonly SongMark[];
}

export const NO_MARKS: SongMarks = { sections: [], lines: [] };

/** Sections begin where they say, else with the first of their lines that has a time; those without either are left out. */
export function marksOf(lines: readonly Pick<LyricsLine, 'kind' | 'text' | 'startMs'>[]): SongMarks {
  const sections: SongMark[] = [];
  const sung: SongMark[] = [];
  let waiting: string | null = null;
  for (const { kind, text, startMs } of lines) {
    if (kind === 'section') {
      if (startMs !== null) sections.push({ startMs, text });
      waiting = startMs === null ? text : null;
    } else if (kind === 'sung' && startMs !== null) {
      if (waiting !== null) sections.push({ startMs, text: waiting });
      waiting = null;
      sung.push({ startMs, text });
    }
  }
  // Nothing was timed: labels alone say nothing of the song's course.
  if (sung.length === 0 && sections.length === 0) return NO_MARKS;
  return { sections: sections.sort(byTime), lines: sung.sort(byTime) };
}

function byTime(a: SongMark, b: SongMark): number {
  return a.startMs - b.startMs;
}

/** What has begun last at a moment; null before the first. */
export function markAt(marks: readonly SongMark[], ms: number): SongMark | null {
  return marks.findLast(({ startMs }) => startMs <= ms) ?? null;
}

/** Who steps back so soon after a beginning wants the one before it, as with *Previous*. */
const BACK_WITHIN_MS = 1_500;

/** A seek may end a little before the place that was asked for. */
const SEEK_IS_OFF_BY_MS = 50;

/**
 * Where a step leads from a moment: to the next beginning, or back to that of what is heard, soon after it to the one before.
 * Null where nothing follows; back from the first it is the beginning of the song.
 */
export function stepAlong(marks: readonly SongMark[], ms: number, way: 'on' | 'back'): number | null {
  if (marks.length === 0) return null;
  if (way === 'on') return marks.find(({ startMs }) => startMs > ms + SEEK_IS_OFF_BY_MS)?.startMs ?? null;
  return marks.findLast(({ startMs }) => startMs < ms - BACK_WITHIN_MS)?.startMs ?? 0;
}
