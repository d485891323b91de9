/** Files whose name says that they hold timed words; a text may hold job ids as well. */
const LYRICS_FILE = /\.(?:lrc|srt|vtt|ass|ssa|ttml)$/i;

type Take = (files: readonly File[]) => void;

let taker: Take | null = null;

/** Has files of words that are dropped on the window handed over; the returned function ends it. */
export function onLyricsDrop(take: Take): () => void {
  taker = take;
  return () => {
    if (taker === take) taker = null;
  };
}

/** Hands files over where all of them are files of words; false: they are something else. */
export function takeLyricsFiles(files: readonly File[]): boolean {
  if (taker === null || files.length === 0 || !files.every(({ name }) => LYRICS_FILE.test(name)))
    return false;
  taker(files);
  return true;
}
