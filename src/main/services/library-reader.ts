import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { access, constants, lstat, open, opendir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import type { SeenFile } from '../domain/library-check';
import type { Clock } from '../ports';
import type { LibraryFolder } from './library-folder';
import { sortInSlices } from './sort-in-slices';
import { isErrno } from './whole-file';

/** What a check may do in the library folder: look. Paths are relative to it, with `/`. */
export interface LibraryReader {
  /** Length and time of a file; `missing` when nothing is there, `unreadable` when it is no file or may not be read. */
  look(path: string): Promise<SeenFile | 'missing' | 'unreadable'>;
  /**
   * SHA-256 of a file of any size, read in pieces of at most `PIECE_BYTES` with room for others in between.
   *
   * @throws what the disk throws, and the signal's reason when it ends the reading
   */
  hash(path: string, signal: AbortSignal, onBytes: (count: number) => void): Promise<string>;
  /**
   * What stands in a folder, in the order of names; empty when the folder is gone. Links lead nowhere and are left out. The
   * root is the empty path.
   */
  list(path: string): Promise<readonly FolderEntry[]>;
  /**
   * As `list`, for folders that may hold a hundred thousand things: read and sorted with room for others in between. It
   * asks the disk more often, so it is slower for small ones.
   *
   * @throws what the disk throws, and the signal's reason when it ends the listing
   */
  listLarge(path: string, signal: AbortSignal): Promise<readonly FolderEntry[]>;
  /** A small text file; null when it is not there or cannot be read. */
  readText(path: string): Promise<string | null>;
  /** Removes a folder if nothing is in it; whether it is gone. */
  removeEmptyFolder(path: string): Promise<boolean>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** While downloads come, reading rests so long after each piece. */
const BUSY_REST_MS = 40;

/** Gives way to everything else after each piece, and for longer while the disk is wanted. */
export function restBetween(clock: Clock, isBusy: () => boolean): (signal?: AbortSignal) => Promise<void> {
  return async (signal) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (isBusy() && signal?.aborted !== true) {
      await new Promise<void>((resolve) => void clock.schedule(resolve, BUSY_REST_MS));
    }
    signal?.throwIfAborted();
  };
}

/** Bytes of a file that are hashed in one breath: about a millisecond. */
export const PIECE_BYTES = 512 * 1024;
/** Entries of a large folder that are read in one breath. */
const LISTED_AT_ONCE = 256;
/** Larger files are not ours to read whole. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** @param rest called after each piece; a longer one lets downloads and playback go first */
export function createLibraryReader(
  folder: () => LibraryFolder,
  rest: (signal: AbortSignal) => Promise<void>,
): LibraryReader {
  const absoluteOf = (path: string): string => (path === '' ? folder().root : folder().resolve(path));

  return {
    async look(path) {
      const absolute = folder().resolve(path);
      try {
        const info = await stat(absolute);
        if (!info.isFile()) return 'unreadable';
        await access(absolute, constants.R_OK);
        return { bytes: info.size, changedAt: info.mtimeMs };
      } catch (error) {
        return isErrno(error, 'ENOENT', 'ENOTDIR') ? 'missing' : 'unreadable';
      }
    },
    async hash(path, signal, onBytes) {
      const hash = createHash('sha256');
      const file = await open(folder().resolve(path));
      try {
        // One buffer for all pieces, no larger than the file: the garbage of a library's pieces would hold everybody up.
        const { size } = await file.stat();
        const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(size, PIECE_BYTES)));
        for (;;) {
          const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
          if (bytesRead === 0) return hash.digest('hex');
          hash.update(buffer.subarray(0, bytesRead));
          onBytes(bytesRead);
          await rest(signal);
        }
      } finally {
        await file.close();
      }
    },
    async list(path) {
      try {
        const entries = await readdir(absoluteOf(path), { withFileTypes: true });
        return entries.filter(isFileOrFolder).map(toEntry).sort(byName);
      } catch (error) {
        if (isClosed(error)) return [];
        throw error;
      }
    },
    async listLarge(path, signal) {
      const entries: FolderEntry[] = [];
      try {
        for await (const entry of await opendir(absoluteOf(path), { bufferSize: LISTED_AT_ONCE })) {
          signal.throwIfAborted();
          if (isFileOrFolder(entry)) entries.push(toEntry(entry));
        }
      } catch (error) {
        if (isClosed(error)) return [];
        throw error;
      }
      return sortInSlices(entries, byName, () => rest(signal));
    },
    async readText(path) {
      const absolute = folder().resolve(path);
      try {
        const info = await lstat(absolute);
        return info.isFile() && info.size <= MAX_TEXT_BYTES ? await readFile(absolute, 'utf8') : null;
      } catch {
        return null;
      }
    },
    async removeEmptyFolder(path) {
      try {
        await rmdir(folder().resolve(path));
        return true;
      } catch (error) {
        return isErrno(error, 'ENOENT');
      }
    },
  };
}

function isFileOrFolder(entry: Dirent): boolean {
  return entry.isFile() || entry.isDirectory();
}

function toEntry(entry: Dirent): FolderEntry {
  return { name: entry.name, isFolder: entry.isDirectory() };
}

function byName(a: FolderEntry, b: FolderEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The folder is gone, or may not be looked into. */
function isClosed(error: unknown): boolean {
  return isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM');
}

/** Path of something in a folder; the root is the empty path. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
