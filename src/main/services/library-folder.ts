import { randomUUID } from 'node:crypto';
import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { access, mkdir, open, readFile, realpath, rm, stat, statfs } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { JobId } from '@shared/model';
import { renamePatiently } from './patient-rename';
import { isErrno, sha256, sha256OfFile, writeWholeFile } from './whole-file';

/**
 * The root on disk that we write, and the only way to it: every path is checked to stay inside, every file is complete
 * under its final name or not there.
 */
export interface LibraryFolder {
  readonly root: string;
  /**
   * Looks whether the folder can be used. Makes it when the library is new; a folder that was there once and is gone is
   * `missing`, never made anew: its disk may only be unplugged.
   */
  open(isNew: boolean): Promise<'ready' | 'missing' | 'readonly'>;
  /** The absolute path of a relative one. Throws `not-allowed` when it leads outside. */
  resolve(relativePath: string): string;
  /** As `resolve`, for a file that is there, following links. Throws `not-allowed` or `file-failed`. */
  resolveExisting(relativePath: string): Promise<string>;
  /** Makes a folder right under the root. Throws `ENOENT` when the library is not there. */
  ensureFolder(relativePath: string): Promise<void>;
  exists(relativePath: string): Promise<boolean>;
  hash(relativePath: string): Promise<string | null>;
  /** The identity that the library file gives; null when it cannot be read. */
  libraryId(): Promise<string | null>;
  /** Writes a small text file whole: beside, flushed, renamed. One at a time for a path. Returns the SHA-256 of what was written. */
  writeText(relativePath: string, content: string): Promise<string>;
  /** Gives a finished part file its name. The bytes are flushed already; the folder is flushed here. */
  commitFile(partPath: string, finalPath: string): Promise<void>;
  remove(relativePath: string): Promise<void>;
  freeBytes(): Promise<number>;
  /** Appends lines to the journal of job ids; on the disk when it returns. Throws `ENOENT` when the library is not there. */
  appendJobs(entries: readonly JobJournalEntry[]): void;
}

/** A line of `jobs.jsonl`: what a rebuilt library needs to ask for its songs again. */
export type JobJournalEntry =
  { readonly jobId: JobId; readonly addedAt: string } | { readonly jobId: JobId; readonly removedAt: string };

export const JOB_JOURNAL = 'jobs.jsonl';
export const LIBRARY_FILE = 'library.json';
const TEMPORARY_SUFFIX = '.flowshelf.tmp';

/** Windows cannot flush a folder; its rename is journalled by the file system. */
const CAN_FLUSH_FOLDERS = process.platform !== 'win32';

export function createLibraryFolder(root: string): LibraryFolder {
  function resolveInside(relativePath: string): string {
    const path = resolve(root, relativePath);
    if (isAbsolute(relativePath) || !isWithin(root, path)) {
      throw new AppError('not-allowed', 'A path leads outside the library folder.');
    }
    return path;
  }

  /** Follows links of the folders above, so that no link inside the library leads a write out of it. */
  async function resolveForWriting(relativePath: string): Promise<string> {
    const path = resolveInside(relativePath);
    const [realRoot, realParent] = await Promise.all([realpath(root), realpath(dirname(path))]);
    if (!isWithin(realRoot, realParent) && realRoot !== realParent) {
      throw new AppError('not-allowed', 'A link in the library folder leads outside.');
    }
    return path;
  }

  async function writeText(relativePath: string, content: string): Promise<string> {
    const path = await resolveForWriting(relativePath);
    // Always the same name beside it: what a killed program left there goes with the next writing.
    await writeWholeFile(path, content, `${path}${TEMPORARY_SUFFIX}`);
    await flushFolder(dirname(path));
    return sha256(content);
  }

  return {
    root,
    async open(isNew) {
      try {
        if (isNew) await mkdir(root, { recursive: true });
        const info = await stat(root);
        if (!info.isDirectory()) return 'missing';
      } catch (error) {
        return isNew && isErrno(error, 'EACCES', 'EPERM', 'EROFS') ? 'readonly' : 'missing';
      }
      try {
        await access(root, constants.W_OK);
        if (!(await existsAt(join(root, LIBRARY_FILE)))) {
          // An empty folder where a library was: most likely the mount point of a disk that is not there.
          if (!isNew) return 'missing';
          await writeWholeFile(join(root, LIBRARY_FILE), `${JSON.stringify(emptyLibraryFile(), null, 2)}\n`);
          await flushFolder(root);
        }
        return 'ready';
      } catch {
        return 'readonly';
      }
    },
    resolve: resolveInside,
    async resolveExisting(relativePath) {
      const path = resolveInside(relativePath);
      try {
        const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)]);
        if (isWithin(realRoot, realFile)) return realFile;
      } catch (error) {
        throw new AppError('file-failed', 'The file is not there.', { cause: error });
      }
      throw new AppError('not-allowed', 'A link in the library folder leads outside.');
    },
    async ensureFolder(relativePath) {
      const path = resolveInside(relativePath);
      // A library whose disk was taken away a moment ago must not be begun anew in its mount point.
      await stat(join(root, LIBRARY_FILE));
      // One level only: a root that goes away between these lines is not made anew either.
      const isMade = await mkdir(path).then(
        () => true,
        (error: unknown) => {
          if (isErrno(error, 'EEXIST')) return false;
          throw error;
        },
      );
      if (isMade) await flushFolder(dirname(path));
      await resolveForWriting(join(relativePath, 'x'));
    },
    exists: (relativePath) => existsAt(resolveInside(relativePath)),
    hash: (relativePath) => sha256OfFile(resolveInside(relativePath)),
    async libraryId() {
      try {
        const content: unknown = JSON.parse(await readFile(join(root, LIBRARY_FILE), 'utf8'));
        if (typeof content !== 'object' || content === null || !('libraryId' in content)) return null;
        return typeof content.libraryId === 'string' ? content.libraryId : null;
      } catch {
        return null;
      }
    },
    writeText,
    async commitFile(partPath, finalPath) {
      const from = await resolveForWriting(partPath);
      const to = await resolveForWriting(finalPath);
      await renamePatiently(from, to);
      await flushFolder(dirname(to));
    },
    remove: async (relativePath) => rm(await resolveForWriting(relativePath), { force: true }),
    async freeBytes() {
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
    appendJobs(entries) {
      statSync(join(root, LIBRARY_FILE));
      const journal = openSync(join(root, JOB_JOURNAL), 'a+');
      try {
        // A line that a power cut left half is ended first, so that it takes no whole line with it.
        const start = endsMidLine(journal) ? '\n' : '';
        writeSync(journal, start + entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
        fsyncSync(journal);
      } finally {
        closeSync(journal);
      }
    },
  };
}

function endsMidLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() !== '\n';
}

function emptyLibraryFile() {
  return {
    format: 'flowshelf.library',
    version: 1,
    libraryId: randomUUID(),
    playlists: [],
    savedSearches: [],
  };
}

function isWithin(root: string, path: string): boolean {
  const step = relative(root, path);
  return step !== '' && step !== '..' && !step.startsWith(`..${sep}`) && !isAbsolute(step);
}

async function existsAt(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

async function flushFolder(path: string): Promise<void> {
  if (!CAN_FLUSH_FOLDERS) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
