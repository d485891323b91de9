import type { StoredClip } from '../db/clips';
import type { LyricsRepository } from '../db/lyrics';
import type { StoredWords } from './song-printing';

/** Reads the words in force of a song as they are stored, which costs little however long they are. */
export type ReadStoredWords = (clip: StoredClip) => StoredWords;

export function createStoredWords(lyrics: LyricsRepository): ReadStoredWords {
  return (clip) => {
    const words = lyrics.effective(clip.row);
    const { title, durationMs, model, clipId, createdAt, lyricsOffsetMs: offsetMs } = clip;
    const { text = '', markers = null, timing = null } = words ?? {};
    return { title, durationMs, model, clipId, createdAt, offsetMs, text, markers, timing };
  };
}
