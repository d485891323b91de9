import { MAX_LYRICS_FILES } from '@shared/model';
import { invoke } from '../bridge';

/** Files whose name says that they hold timed words. */
const WORDS_FILE = /\.(?:lrc|srt|vtt|ass|ssa|ttml)$/i;
/** A text may hold words as well as job ids: it is one of words where a song is called so. */
const TEXT_FILE = /\.txt$/i;

type Take = (files: readonly File[]) => void;

let taker: Take | null = null;

/** Has files of words that are dropped on the window handed over; the returned function ends it. */
export function onLyricsDrop(take: Take): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/**
 * Hands files over where they are files of words: one of them is by its name, or all are texts that songs are called by.
 * False: they are something else.
 */
export async function takeLyricsFiles(files: readonly File[]): Promise<boolean> {
  if (taker === null || files.length === 0) return false;
  const areWords =
    files.some(({ name }) => WORDS_FILE.test(name)) ||
    (files.every(({ name }) => TEXT_FILE.test(name)) && (await areCalledAsSongs(files)));
  if (areWords) taker(files);
  return areWords;
}

async function areCalledAsSongs(files: readonly File[]): Promise<boolean> {
  if (files.length > MAX_LYRICS_FILES) return false;
  const found = await invoke('lyrics.songsOfFiles', { fileNames: files.map(({ name }) => name) });
  return found.every(({ songs }) => songs.length > 0);
}
