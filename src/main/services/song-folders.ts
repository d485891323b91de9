import { posix } from 'node:path';
import { isSystemName } from '../domain/library-check';
import type { Log } from '../ports';
import { CLIP_FILE } from './clip-file';
import type { FolderNames, LibraryFolder } from './library-folder';

/** The folders of a library, as they stand on disk. Paths are relative to it, with `/`. */
export interface SongFolders {
  /** Those with a clip file, wherever the user put them; the nearest to the root first, then in the order of their names. */
  readonly songs: readonly string[];
  /** All that were seen. */
  readonly all: ReadonlySet<string>;
  readonly unreadable: readonly string[];
}

/** One folder as it is come upon. */
interface SeenFolder {
  readonly path: string;
  readonly kind: 'song' | 'other' | 'unreadable';
}

/** Folders further down are nobody's songs. */
const MAX_DEPTH = 8;
const AT_ONCE = 32;

/**
 * Looks for songs in all of the library folder. Links are not followed, hidden folders and those of the system are not
 * entered, nor is a song's own folder.
 *
 * @param isOwnFolder whether a folder is the program's and holds no songs
 * @throws what the system says when the library folder itself cannot be read
 */
export async function findSongFolders(
  folder: LibraryFolder,
  isOwnFolder: (path: string) => boolean,
  log: Log,
): Promise<SongFolders> {
  const songs: string[] = [];
  const all = new Set<string>();
  const unreadable: string[] = [];
  const noteError = (error: unknown) => log.error('A folder of the library could not be read', error);
  for await (const { path, kind } of walkFolders(folder, isOwnFolder, MAX_DEPTH, noteError)) {
    all.add(path);
    if (kind === 'song') songs.push(path);
    else if (kind === 'unreadable') unreadable.push(path);
  }
  return { songs, all, unreadable };
}

/** How far to look for one song. */
export interface SongSearch {
  readonly maxDepth: number;
  /** Folders that are looked at before there is none. */
  readonly maxFolders: number;
}

/** Everywhere that `findSongFolders` looks. */
export const EVERYWHERE: SongSearch = { maxDepth: MAX_DEPTH, maxFolders: Infinity };

/**
 * Whether there is a song's folder that is accepted; the first ends the search. Folders that cannot be read are passed
 * over.
 *
 * @throws what the system says when the library folder itself cannot be read
 */
export async function hasSongFolder(
  folder: LibraryFolder,
  isOwnFolder: (path: string) => boolean,
  { maxDepth, maxFolders }: SongSearch,
  accepts: (path: string) => Promise<boolean>,
): Promise<boolean> {
  let seen = 0;
  for await (const { path, kind } of walkFolders(folder, isOwnFolder, maxDepth, () => undefined)) {
    if (kind === 'song' && (await accepts(path))) return true;
    seen += 1;
    if (seen >= maxFolders) return false;
  }
  return false;
}

/** All folders, the nearest to the root first, then in the order of their names: of two copies of a song the first is the song. */
async function* walkFolders(
  folder: LibraryFolder,
  isOwnFolder: (path: string) => boolean,
  maxDepth: number,
  onError: (error: unknown) => void,
): AsyncGenerator<SeenFolder> {
  async function look(path: string): Promise<FolderNames | null> {
    try {
      return await folder.listNames(path);
    } catch (error) {
      onError(error);
      return null;
    }
  }

  function pathsIn(path: string, { folders }: FolderNames): string[] {
    return folders
      .filter((name) => !isSystemName(name))
      .map((name) => posix.join(path, name))
      .filter((inner) => !isOwnFolder(inner))
      .sort();
  }

  let level = pathsIn('', await folder.listNames(''));
  for (let depth = 0; depth < maxDepth && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (let start = 0; start < level.length; start += AT_ONCE) {
      const slice = level.slice(start, start + AT_ONCE);
      // Told in their order, not in that of the answers.
      const listed = await Promise.all(slice.map(look));
      for (const [index, path] of slice.entries()) {
        const names = listed[index] ?? null;
        if (names === null) yield { path, kind: 'unreadable' };
        else if (names.files.includes(CLIP_FILE)) yield { path, kind: 'song' };
        else {
          yield { path, kind: 'other' };
          next.push(...pathsIn(path, names));
        }
      }
    }
    level = next;
  }
}
