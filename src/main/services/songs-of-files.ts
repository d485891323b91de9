import type { ClipId, LyricsFileSongs, SongRow } from '@shared/model';
import { fileStem, nameKey } from '../domain/naming';

/** Which songs files of words are for, by what the files are called. */
export type SongsOfFiles = (fileNames: readonly string[]) => Promise<readonly LyricsFileSongs[]>;

export interface SongsOfFilesDeps {
  readonly song: (clipId: ClipId) => SongRow | null;
  /** The words of a song in force are the user's own. */
  readonly hasOwnWords: (clipId: ClipId) => boolean;
  /** The newest songs that a search lists. */
  readonly find: (search: string, limit: number) => Promise<readonly SongRow[]>;
}

/** So many songs with the words of a name in their title are looked at. */
const MOST_CANDIDATES = 100;
/** So many songs are offered for one file. */
const MOST_OFFERED = 20;

/** What a second file of one name, or one with the times of words, has behind its name. */
const BEHIND_NAME = /(?: \((?:\d+|words)\)| \[[\w-]+\])$/i;
/** The beginning of a clip id as in the name of a song's folder, and a whole one. */
const MARKED_ID = /\[([\w-]{8,})\]/;
const WHOLE_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/**
 * A song is meant where the name holds its clip id, else where its title, as a file is called by it, is the name: whole,
 * else without what stands behind it. Letters' case and accents are of no account.
 */
export function createSongsOfFiles({ song, hasOwnWords, find }: SongsOfFilesDeps): SongsOfFiles {
  async function songsOf(fileName: string): Promise<readonly SongRow[]> {
    const whole = fileName.replace(/\.[^.]*$/, '');
    const id = WHOLE_ID.exec(whole)?.[0];
    const named = id === undefined ? null : song(id as ClipId);
    if (named !== null) return [named];
    for (const stem of stemsOf(whole)) {
      const found = await songsCalled(stem);
      const mark = MARKED_ID.exec(whole)?.[1];
      const marked = mark === undefined ? [] : found.filter(({ clipId }) => clipId.startsWith(mark));
      if (found.length > 0) return marked.length > 0 ? marked : found;
    }
    return [];
  }

  async function songsCalled(stem: string): Promise<readonly SongRow[]> {
    const words = stem.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
    if (words === '') return [];
    const key = nameKey(stem);
    const candidates = await find(`title:"${words}"`, MOST_CANDIDATES);
    return candidates.filter(({ title }) => nameKey(fileStem(title)) === key).slice(0, MOST_OFFERED);
  }

  const songOf = ({ clipId, title, lyricsState }: SongRow): LyricsFileSongs['songs'][number] => ({
    clipId,
    title,
    isTimed: lyricsState === 'timed',
    isOwn: hasOwnWords(clipId),
  });

  return async (fileNames) => {
    const matches: LyricsFileSongs[] = [];
    for (const fileName of fileNames) {
      const songs = await songsOf(fileName);
      matches.push({ fileName, songs: songs.map(songOf) });
    }
    return matches;
  };
}

/** The name, and what is left of it when that behind it is taken away, again and again. */
function* stemsOf(whole: string): Generator<string> {
  for (let stem = whole; ;) {
    yield stem;
    const shorter = stem.replace(BEHIND_NAME, '');
    if (shorter === stem || shorter === '') return;
    stem = shorter;
  }
}
