import { withOffset } from '@shared/lyrics-lines';
import type { StoredClip } from '../db/clips';
import type { StoredLyrics } from '../db/lyrics';
import { printLrc } from '../domain/lyrics/lrc';
import { readLyrics } from '../domain/lyrics/reading';
import { printTxt } from '../domain/lyrics/txt';

/** The words of a song as the files beside it hold them; null for a file that it does not have. */
export interface WordsFiles {
  readonly txt: string | null;
  readonly lrc: string | null;
}

/** @param words those in force; null where the song has none */
export function printWordsFiles(clip: StoredClip, words: StoredLyrics | null): WordsFiles {
  if (words === null) return { txt: null, lrc: null };
  const { state, lines } = readLyrics({ ...words, durationMs: clip.durationMs });
  if (state !== 'plain' && state !== 'timed') return { txt: null, lrc: null };
  const tags = { title: clip.title, lengthMs: clip.durationMs };
  return {
    txt: printTxt(words.text),
    lrc: state === 'timed' ? printLrc(withOffset(lines, clip.lyricsOffsetMs, clip.durationMs), tags) : null,
  };
}
