import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, lstat, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import type { SeenFile } from '../domain/library-check';
import type { Clock } from '../ports';
import type { LibraryFolder } from './library-folder';
import { isErrno } from './whole-file';

/** What a check may do in the library folder: look. Paths are relative to it, with `/`. */
export interface LibraryReader {
  /** Length and time of a file; `missing` when nothing is there, `unreadable` when it is no file or may not be read. */
  look(path: string): Promise<SeenFile | 'missing' | 'unreadable'>;
  /**
   * SHA-256 of a file of any size, read bit by bit with room for others in between.
   *
   * @throws what the disk throws, and the signal's reason when it ends the reading
   */
  hash(path: string, signal: AbortSignal, onBytes: (count: number) => void): Promise<string>;
  /** What stands in a folder, in the order of names; empty when the folder is gone. Links lead nowhere and are left out. */
  list(path: string): Promise<readonly FolderEntry[]>;
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
export function restBetween(clock: Clock, isBusy: () => boolean): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (isBusy() && !signal.aborted) {
      await new Promise<void>((resolve) => void clock.schedule(resolve, BUSY_REST_MS));
    }
    signal.throwIfAborted();
  };
}

/** Bytes of a file that are hashed in one breath: about a millisecond. */
const PIECE_BYTES = 512 * 1024;
/** Larger files are not ours to read whole. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** @param rest called after each piece; a longer one lets downloads and playback go first */
export function createLibraryReader(
  folder: () => LibraryFolder,
  rest: (signal: AbortSignal) => Promise<void>,
): LibraryReader {
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
      const stream = createReadStream(folder().resolve(path), { highWaterMark: PIECE_BYTES, signal });
      for await (const piece of stream as AsyncIterable<Buffer>) {
        hash.update(piece);
        onBytes(piece.length);
        await rest(signal);
      }
      return hash.digest('hex');
    },
    async list(path) {
      try {
        const absolute = path === '' ? folder().root : folder().resolve(path);
        const entries = await readdir(absolute, { withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() || entry.isDirectory())
          .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch (error) {
        if (isErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM')) return [];
        throw error;
      }
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

/** Path of something in a folder; the root is the empty path. */
export function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
