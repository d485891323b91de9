import { MAX_LYRICS_FILES } from '@shared/model';
import { invoke } from '../bridge';

/** Files whose name says that they hold timed words. */
const WORDS_FILE = /\.(?:lrc|srt|vtt|ass|ssa|ttml)$/i;
/** A text may hold words as well as job ids: it is one of words where a song is called so. */
const TEXT_FILE = /\.txt$/i;

/** What a job id has and words that are sung have not: a word of letters and digits, as long as no number is. */
const LIKE_AN_ID = /^(?=.*\d)[\w-]{12,}$/;

interface Taker {
  readonly take: (files: readonly File[]) => Promise<void>;
  /** The words of a song are shown, which a file of any name can be for. */
  readonly isSongShown: boolean;
}

let taker: Taker | null = null;

/** Has files of words that are dropped on the window handed over; the returned function ends it. */
export function onLyricsDrop(next: Taker): () => void {
  taker = next;
  return () => {
    if (taker === next) taker = null;
  };
}

/**
 * Hands files over where they are files of words: one of them is by its name, or all are texts that songs are called by, or
 * that no job id is in while a song is shown. False: they are something else.
 */
export async function takeLyricsFiles(files: readonly File[]): Promise<boolean> {
  if (taker === null || files.length === 0) return false;
  const areWords =
    files.some(({ name }) => WORDS_FILE.test(name)) ||
    (files.every(({ name }) => TEXT_FILE.test(name)) &&
      ((await areCalledAsSongs(files)) || (taker.isSongShown && !(await haveJobIds(files)))));
  if (areWords) await taker.take(files);
  return areWords;
}

async function areCalledAsSongs(files: readonly File[]): Promise<boolean> {
  if (files.length > MAX_LYRICS_FILES) return false;
  const found = await invoke('lyrics.songsOfFiles', { fileNames: files.map(({ name }) => name) });
  return found.every(({ songs }) => songs.length > 0);
}

async function haveJobIds(files: readonly File[]): Promise<boolean> {
  const texts = await Promise.all(files.map((file) => file.text()));
  return texts.some((text) => text.split(/\s+/).some((word) => LIKE_AN_ID.test(word)));
}
