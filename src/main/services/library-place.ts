import { constants } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LibraryFolderRefusal } from '@shared/model';
import type { Disks } from '../ports';
import { isWithin } from './library-folder';
import type { LibraryLocation } from './library-location';
import { isErrno } from './whole-file';

/** What a folder that the user has chosen is to the library. */
export type LibraryPlace =
  | { readonly kind: 'this-library' | 'other-library'; readonly path: string }
  /** Empty or not there yet: the library can be put into it. */
  | { readonly kind: 'free'; readonly path: string; readonly isThere: boolean; readonly isSubfolder: boolean }
  | { readonly kind: 'refused'; readonly refusal: LibraryFolderRefusal };

/** The folder of its own that a library gets inside a folder with other things. */
const OWN_FOLDER = 'Flowshelf';

/** Looks at a chosen folder; changes nothing. */
export async function assessPlace(
  chosen: string,
  root: string,
  location: Pick<LibraryLocation, 'owner' | 'ownerByFile'>,
): Promise<LibraryPlace> {
  const [path, ownRoot] = await Promise.all([realPlace(chosen), realPlace(root)]);
  const subfolder = join(path, OWN_FOLDER);
  if (path === ownRoot) return refuse('same', path);
  const byFile = await location.ownerByFile(path);
  if (byFile !== null) return { kind: byFile, path };
  if (isWithin(ownRoot, path)) return refuse('inside-library', path);
  const owner = await location.owner(path);
  if (owner !== null) return { kind: owner, path };
  if (await isFree(path)) return free(path, false);

  if (subfolder === ownRoot) return refuse('same', subfolder);
  const ownerInside = await location.owner(subfolder);
  if (ownerInside !== null) return { kind: ownerInside, path: subfolder };
  if (isWithin(subfolder, ownRoot)) return refuse('contains-library', subfolder);
  return (await isFree(subfolder)) ? free(subfolder, true) : refuse('occupied', subfolder);
}

async function free(path: string, isSubfolder: boolean): Promise<LibraryPlace> {
  const isThere = await exists(path);
  try {
    await access(isThere ? path : await nearestFolder(path), constants.W_OK);
    return { kind: 'free', path, isThere, isSubfolder };
  } catch {
    return refuse('not-writable', path);
  }
}

function refuse(
  reason: Exclude<LibraryFolderRefusal['reason'], 'too-little-space' | 'older-copy'>,
  folder: string,
): LibraryPlace {
  return { kind: 'refused', refusal: { reason, folder } };
}

/** The path with all links followed, also for a last part that is not there yet. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isErrno(error, 'ENOENT') || dirname(path) === path) return path;
    return join(await realPlace(dirname(path)), basename(path));
  }
}

/** Whether nothing stands there: no folder, or an empty one. */
async function isFree(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    return isErrno(error, 'ENOENT');
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

/** The folder itself, or the nearest above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  if ((await exists(path)) || dirname(path) === path) return path;
  return nearestFolder(dirname(path));
}

/** Whether two folders, the second of which may not be there yet, are on one file system. */
export async function areOnOneDisk(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(await nearestFolder(other))]);
  return first.dev === second.dev;
}

/** Bytes that are free for a folder, which may not be there yet. Throws as `Disks.room` does. */
export async function freeBytesAt(path: string, disks: Disks): Promise<number> {
  return (await disks.room(await nearestFolder(path))).freeBytes;
}
