import { posix } from 'node:path';
import { isSystemName } from '../domain/library-check';
import type { Log } from '../ports';
import { CLIP_FILE } from './clip-file';
import type { LibraryFolder } from './library-folder';

/** The folders of a library, as they stand on disk. Paths are relative to it, with `/`. */
export interface SongFolders {
  /** Those with a clip file, wherever the user put them; the nearest to the root first. */
  readonly songs: readonly string[];
  /** All that were seen. */
  readonly all: ReadonlySet<string>;
  readonly unreadable: readonly string[];
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

  /** What is to be entered next. */
  async function look(path: string): Promise<readonly string[]> {
    try {
      const { files, folders } = await folder.listNames(path);
      if (!files.includes(CLIP_FILE)) return pathsIn(path, folders);
      songs.push(path);
    } catch (error) {
      log.error('A folder of the library could not be read', error);
      unreadable.push(path);
    }
    return [];
  }

  function pathsIn(path: string, names: readonly string[]): string[] {
    return names
      .filter((name) => !isSystemName(name))
      .map((name) => posix.join(path, name))
      .filter((inner) => !isOwnFolder(inner));
  }

  let level = pathsIn('', (await folder.listNames('')).folders);
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (let start = 0; start < level.length; start += AT_ONCE) {
      const slice = level.slice(start, start + AT_ONCE);
      for (const path of slice) all.add(path);
      for (const inner of await Promise.all(slice.map(look))) next.push(...inner);
    }
    level = next;
  }
  return { songs, all, unreadable };
}
