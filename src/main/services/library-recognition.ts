import { posix } from 'node:path';
import type { CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository } from '../db/clips';
import type { JobRepository } from '../db/jobs';
import type { RemovedClipRepository } from '../db/removed-clips';
import { CLIP_FILE, clipIdOf, MAX_CLIP_FILE_BYTES, readClipFile } from './clip-file';
import { RECORD_FILE } from './copy-record';
import { readJournal } from './job-journal';
import type { LibraryFolder } from './library-folder';
import { hasSongFolder, type SongSearch } from './song-folders';

/**
 * Tells by what stands in a folder whose it is, where its library file does not: that may be gone or damaged, and the
 * songs are the library all the same.
 */
export interface LibraryRecognition {
  /** Whether the folder plainly is this library: it holds jobs or songs that the database knows. */
  isOurs(folder: LibraryFolder, reach: Reach): Promise<boolean>;
  /** Whether most of the songs stand where the database says. */
  holdsOurSongs(folder: LibraryFolder): Promise<boolean>;
  /** Whether the folder holds the songs or jobs of any library. */
  isLibrary(folder: LibraryFolder, reach: Reach): Promise<boolean>;
}

/**
 * How songs speak for a folder. In the place of the library any does; for one that was chosen most have to stand at their
 * places: a folder of some songs inside a library is not the library.
 */
export type Reach = 'place' | 'chosen';

export interface LibraryRecognitionDeps {
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly removed: RemovedClipRepository;
  /** Whether a folder is the program's own and holds no songs; its path is relative to the library folder. */
  readonly isOwnFolder: (path: string) => boolean;
}

/** So many songs of the database are looked for at their places, and so many folders looked through for one. */
const SAMPLE = 64;
const REACHES: Readonly<Record<Reach, SongSearch>> = {
  place: { maxDepth: 8, maxFolders: 2_000 },
  chosen: { maxDepth: 1, maxFolders: 2_000 },
};

export function createLibraryRecognition(deps: LibraryRecognitionDeps): LibraryRecognition {
  const { jobs, clips, files, removed } = deps;

  /** What a move has written so far is no library: it lacks songs that the old folder has. */
  const isHalfCopy = (folder: LibraryFolder) => folder.exists(RECORD_FILE);

  function knowsJournal(folder: LibraryFolder): boolean {
    const journal = readJournal(folder.readJournal() ?? '');
    const clipIds = [...journal.removedClips.keys(), ...journal.restoredClips.keys()];
    return (
      jobs.known(journal.jobs.map(({ id }) => id)).size > 0 ||
      clipIds.some((id) => removed.has(id) || clips.find(id) !== null)
    );
  }

  const readSong = (folder: LibraryFolder, path: string) =>
    folder.readText(posix.join(path, CLIP_FILE), MAX_CLIP_FILE_BYTES).catch(() => null);

  /** Of some songs of the database, how many stand at their places. */
  async function lookAtPlaces(folder: LibraryFolder): Promise<{ looked: number; found: number }> {
    const sample = files.songsAfter(0, SAMPLE).wanted.flatMap(({ row }) => clips.findRow(row) ?? []);
    const isThere = await Promise.all(
      sample.map(async (clip) => {
        const text = await readSong(folder, clip.folder);
        return text !== null && clipIdOf(text) === clip.clipId;
      }),
    );
    return { looked: sample.length, found: isThere.filter(Boolean).length };
  }

  async function holdsOurSongs(folder: LibraryFolder): Promise<boolean> {
    const { looked, found } = await lookAtPlaces(folder);
    return found > 0 && 2 * found >= looked;
  }

  async function hasKnownSong(folder: LibraryFolder, reach: Reach): Promise<boolean> {
    if (reach === 'chosen') return holdsOurSongs(folder);
    if ((await lookAtPlaces(folder)).found > 0) return true;
    return hasSong(folder, reach, (text) => {
      const clipId = clipIdOf(text);
      return clipId !== null && clips.find(clipId) !== null;
    });
  }

  async function hasSong(
    folder: LibraryFolder,
    reach: Reach,
    accepts: (text: string) => boolean,
  ): Promise<boolean> {
    try {
      return await hasSongFolder(folder, deps.isOwnFolder, REACHES[reach], async (path) => {
        const text = await readSong(folder, path);
        return text !== null && accepts(text);
      });
    } catch {
      // It is not there, or may not be read: it says nothing.
      return false;
    }
  }

  return {
    async isOurs(folder, reach) {
      if (await isHalfCopy(folder)) return false;
      return knowsJournal(folder) || (await hasKnownSong(folder, reach));
    },
    holdsOurSongs,
    async isLibrary(folder, reach) {
      if (await isHalfCopy(folder)) return false;
      const journal = readJournal(folder.readJournal() ?? '');
      if (journal.jobs.length + journal.removedClips.size > 0) return true;
      return hasSong(folder, reach, (text) => readClipFile(text) !== null);
    },
  };
}
