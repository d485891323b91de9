import { endAfter } from '@shared/lyrics-lines';
import type { LyricsLine, LyricsTiming } from '@shared/model';
import { lyricsStateOf, placeLines, type LyricsReading } from './lines';
import { timeByMarkers, wordsOf, type MarkedLyrics } from './timing-markers';

/** The words of a song from one source, and what that source tells of when they are sung. */
export interface WordsToRead extends MarkedLyrics {
  /** What people or files have told; the service tells it by markers. Null when they have told nothing. */
  readonly timing: LyricsTiming | null;
}

/**
 * The lines of a song's words with the times that are known of them: milliseconds from the song's start, never behind its
 * end. Lines of which nothing is told have none.
 */
export function readLyrics(words: WordsToRead): LyricsReading {
  const text = wordsOf(words.text, words.markers);
  const lines =
    words.timing === null
      ? timeByMarkers({ ...words, text })
      : timeByLines(text, words.timing, words.durationMs);
  return { state: lyricsStateOf(lines), lines };
}

/** What is known of the times of a text, whoever has told it, in the form that people's corrections have. */
export function timingOf(words: WordsToRead): LyricsTiming {
  const text = wordsOf(words.text, words.markers);
  const { lines } = readLyrics(words);
  return placeLines(text).flatMap(({ number }, index) => {
    const line = lines[index];
    if (line === undefined || line.startMs === null) return [];
    const { startMs, endMs, words: timedWords } = line;
    return [{ line: number, startMs, endMs, words: timedWords }];
  });
}

/** What stands in a text as it is sung; a label or an instruction has no time, whatever is told of it. */
function timeByLines(text: string, timing: LyricsTiming, durationMs: number | null): LyricsLine[] {
  const told = new Map(timing.map((each) => [each.line, each]));
  const lastMs = durationMs !== null && durationMs > 0 ? Math.floor(durationMs) : Infinity;
  const within = (ms: number) => Math.min(Math.max(0, ms), lastMs);
  return placeLines(text).map(({ line, number }) => {
    const times = line.kind === 'sung' ? told.get(number) : undefined;
    if (times === undefined || times.startMs === null) return line;
    const startMs = within(times.startMs);
    return {
      ...line,
      startMs,
      endMs: endAfter(startMs, times.endMs, within),
      words: times.words
        .filter(({ at }) => at < line.text.length)
        .map((word) => {
          const wordStartMs = within(word.startMs);
          return { at: word.at, startMs: wordStartMs, endMs: endAfter(wordStartMs, word.endMs, within) };
        }),
    };
  });
}
