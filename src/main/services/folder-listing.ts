import { lstat, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { isErrno } from './whole-file';

/** A regular file below a folder. */
export interface ListedFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Everything below a folder, whoever put it there. */
export interface FolderListing {
  readonly files: readonly ListedFile[];
  /** Relative paths; a folder always stands before those in it. */
  readonly folders: readonly string[];
  /** Symbolic links, sockets and the like: what cannot be copied as bytes. Relative paths. */
  readonly others: readonly string[];
  readonly bytes: number;
}

/** A folder could not be listed; `path` is relative to the one asked for. */
export class ListingError extends Error {
  constructor(
    readonly path: string,
    options: ErrorOptions,
  ) {
    super(`The folder ${path} could not be read.`, options);
    this.name = 'ListingError';
  }
}

/** Lists a folder with all below it. Symbolic links are not followed. Throws `ListingError`. */
export async function listFolder(root: string): Promise<FolderListing> {
  const files: ListedFile[] = [];
  const folders: string[] = [];
  const others: string[] = [];
  const pending = [''];
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    const found = await readFolder(root, folder);
    for (const each of found) {
      if (each.kind === 'file') files.push(each.file);
      else if (each.kind === 'other') others.push(each.path);
      else {
        folders.push(each.path);
        pending.push(each.path);
      }
    }
  }
  return { files, folders, others, bytes: files.reduce((sum, file) => sum + file.size, 0) };
}

type Found =
  | { readonly kind: 'file'; readonly file: ListedFile }
  | { readonly kind: 'folder' | 'other'; readonly path: string };

async function readFolder(root: string, folder: string): Promise<Found[]> {
  try {
    const names = await readdir(join(root, folder));
    const found = await Promise.all(names.sort().map((name) => lookAt(root, posix.join(folder, name))));
    return found.filter((each) => each !== null);
  } catch (error) {
    throw new ListingError(folder, { cause: error });
  }
}

/** Null for what has gone since its folder was read: an unfinished file that got its name meanwhile is no trouble. */
async function lookAt(root: string, path: string): Promise<Found | null> {
  try {
    const info = await lstat(join(root, path));
    if (info.isFile()) return { kind: 'file', file: { path, size: info.size, mtimeMs: info.mtimeMs } };
    return { kind: info.isDirectory() ? 'folder' : 'other', path };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

/** The coarsest file system that libraries are kept on (FAT) knows even seconds only. */
const COARSEST_MTIME_MS = 2_000;

/** Whether two files of the same relative path look like the same one: length and time. */
export function looksSame(one: ListedFile, other: ListedFile): boolean {
  return one.size === other.size && Math.abs(one.mtimeMs - other.mtimeMs) <= COARSEST_MTIME_MS;
}
