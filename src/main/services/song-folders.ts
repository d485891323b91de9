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

  async function look(path: string): Promise<FolderNames | null> {
    try {
      return await folder.listNames(path);
    } catch (error) {
      log.error('A folder of the library could not be read', error);
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
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (let start = 0; start < level.length; start += AT_ONCE) {
      const slice = level.slice(start, start + AT_ONCE);
      // Noted in their order, not in that of the answers: of two copies of a song the first is the song.
      const listed = await Promise.all(slice.map(look));
      slice.forEach((path, index) => {
        const names = listed[index] ?? null;
        all.add(path);
        if (names === null) unreadable.push(path);
        else if (names.files.includes(CLIP_FILE)) songs.push(path);
        else next.push(...pathsIn(path, names));
      });
    }
    level = next;
  }
  return { songs, all, unreadable };
}
