import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { access, lstat, mkdir, open, readdir, readFile, realpath, rm, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import { JOB_JOURNAL, printJournal, type JobJournalEntry } from './job-journal';
import { LIBRARY_FILE, readLibraryFile, writeLibraryFile, type LibraryFile } from './library-file';
import {
  isDiskFull,
  isErrno,
  renamePatiently,
  sha256,
  sha256OfFile,
  unfinishedPath,
  writeWholeFile,
} from './whole-file';

/**
 * The root on disk that we write, and the only way to it: every path is checked to stay inside, every file is complete
 * under its final name or not there.
 */
export interface LibraryFolder {
  readonly root: string;
  /** Looks at the folder and its library file. Makes the folder first where it may, and nothing else. */
  look(mayMake: boolean): Promise<FolderLook>;
  /**
   * Writes the library file where there is none, or a damaged one, which is kept: as `writeLibraryFile`. On the disk when
   * it returns.
   */
  writeLibraryFile(libraryId: string | null): Promise<string | null>;
  /** Writes the library file anew, as `writeText`, piece by piece. The library's identity in it stays. */
  writeLibraryPieces(pieces: readonly string[]): Promise<void>;
  /** The absolute path of a relative one. Throws `not-allowed` when it leads outside. */
  resolve(relativePath: string): string;
  /** As `resolve`, for a file that is there, following links. Throws `not-allowed` or `file-failed`. */
  resolveExisting(relativePath: string): Promise<string>;
  /** Makes a folder and those above it. Throws `ENOENT` when the library is not there. */
  ensureFolder(relativePath: string): Promise<void>;
  /** Whether a folder is there. Throws `ENOENT` when the library is not, so that nothing is taken for gone with its disk. */
  hasFolder(relativePath: string): Promise<boolean>;
  exists(relativePath: string): Promise<boolean>;
  hash(relativePath: string): Promise<string | null>;
  /** Writes a small text file whole: beside, flushed, renamed. One at a time for a path. Returns the SHA-256 of what was written. */
  writeText(relativePath: string, content: string): Promise<string>;
  /** Gives a finished part file its name. The bytes are flushed already; the folder is flushed here. */
  commitFile(partPath: string, finalPath: string): Promise<void>;
  /** Makes sure that the names in a folder are on the disk, where the system can. */
  flush(relativePath: string): Promise<void>;
  remove(relativePath: string): Promise<void>;
  /** Removes what a killed program left of writing this file. */
  removeUnfinished(relativePath: string): Promise<void>;
  /**
   * Appends lines to the journal of job ids; on the disk when it returns. Returns the journal's length in bytes. Throws
   * `ENOENT` when the library is not there.
   */
  appendJobs(entries: readonly JobJournalEntry[]): number;
  /** Length of the journal in bytes; 0 when there is none. Throws `ENOENT` when the library is not there. */
  journalBytes(): number;
  /** The whole journal; empty when there is none, null when it cannot be read. */
  readJournal(): string | null;
  /** Names of the files and of the folders in a folder; the root is the empty path. Links are neither. */
  listNames(relativePath: string): Promise<FolderNames>;
  /** Names and lengths of the files in a folder; empty when it is not there. */
  listFiles(relativePath: string): Promise<readonly FolderEntry[]>;
  /** A file's length and when it was last changed, in milliseconds since the epoch; null when there is none. */
  lookAtFile(relativePath: string): Promise<{ readonly bytes: number; readonly changedAt: number } | null>;
  /** A small file; null when there is none or it is larger than `maxBytes`. */
  readBytes(relativePath: string, maxBytes: number): Promise<Uint8Array | null>;
  /** As `readBytes`, in UTF-8. */
  readText(relativePath: string, maxBytes: number): Promise<string | null>;
}

/** `full`: there was no room to make it · `forbidden`: it is not there, and it may not be made. */
export type FolderLook =
  | { readonly state: 'missing' | 'forbidden' | 'full' }
  | { readonly state: 'there'; readonly isWritable: boolean; readonly file: LibraryFile };

export interface FolderNames {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export interface FolderEntry {
  readonly name: string;
  readonly bytes: number;
}

/** Windows cannot flush a folder; its rename is journalled by the file system. */
export const CAN_FLUSH_FOLDERS = process.platform !== 'win32';

/** @param canFlushFolders as the system has it when absent */
export function createLibraryFolder(root: string, canFlushFolders = CAN_FLUSH_FOLDERS): LibraryFolder {
  const flush = (path: string) => flushFolder(path, canFlushFolders);
  /** Made here, but their names may not be on the disk: a flush that failed is made up for by the next call. */
  const unflushed = new Set<string>();

  async function readBytes(relativePath: string, maxBytes: number): Promise<Buffer | null> {
    const path = resolveInside(relativePath);
    const info = await entryAt(path);
    return info?.isFile() && info.size <= maxBytes ? readFile(path) : null;
  }

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

  function flushRoot(): void {
    if (!canFlushFolders) return;
    const folder = openSync(root, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** Makes sure that the root's own name is on the disk; `made` is the first folder on the way to it that is new. */
  async function flushMade(made: string): Promise<void> {
    for (let path = root; ; path = dirname(path)) {
      await flush(dirname(path));
      if (path === made || path === dirname(path)) return;
    }
  }

  async function makeFolder(path: string): Promise<void> {
    await mkdir(path).then(
      () => void unflushed.add(path),
      (error: unknown) => {
        if (!isErrno(error, 'EEXIST')) throw error;
      },
    );
    if (unflushed.has(path)) await flush(dirname(path));
    unflushed.delete(path);
  }

  async function writeText(relativePath: string, content: string): Promise<string> {
    const path = await resolveForWriting(relativePath);
    await writeWholeFile(path, content);
    await flush(dirname(path));
    return sha256(content);
  }

  /** The library file as it was seen last: one that is as it was then is not read again, for it may hold long lists. */
  let seenFile: { readonly stamp: string; readonly file: LibraryFile } | null = null;

  async function lookAtLibraryFile(): Promise<LibraryFile> {
    const info = await entryAt(join(root, LIBRARY_FILE)).catch(() => null);
    if (!info?.isFile()) return readLibraryFile(root);
    const stamp = stampOf(info);
    if (seenFile?.stamp !== stamp) seenFile = { stamp, file: await readLibraryFile(root) };
    return seenFile.file;
  }

  async function writeLibraryPieces(pieces: readonly string[]): Promise<void> {
    const path = await resolveForWriting(LIBRARY_FILE);
    const file = seenFile?.file;
    await writeWholeFile(path, pieces);
    await flush(dirname(path));
    const info = await entryAt(path);
    const bytes = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
    // Another program may have written it since: then it is read again.
    seenFile = file && info?.size === bytes ? { stamp: stampOf(info), file } : null;
  }

  return {
    root,
    async look(mayMake) {
      try {
        // At once: the other way Node tells of a disk without room as of a folder that is not there.
        const made = mayMake ? mkdirSync(root, { recursive: true }) : undefined;
        if (made !== undefined) await flushMade(made);
        const info = await stat(root);
        if (!info.isDirectory()) return { state: 'missing' };
      } catch (error) {
        if (isDiskFull(error)) return { state: 'full' };
        return { state: mayMake && isErrno(error, 'EACCES', 'EPERM', 'EROFS') ? 'forbidden' : 'missing' };
      }
      const [isWritable, file] = await Promise.all([isAccessible(root), lookAtLibraryFile()]);
      return { state: 'there', isWritable, file };
    },
    async writeLibraryFile(libraryId) {
      const keptAs = await writeLibraryFile(root, libraryId);
      await flush(root);
      return keptAs;
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
      resolveInside(relativePath);
      // A library whose disk was taken away a moment ago must not be begun anew in its mount point.
      await stat(join(root, LIBRARY_FILE));
      // One level after the other: a root that goes away between these lines is not made anew either.
      let path = root;
      for (const name of posix.normalize(relativePath).split('/')) {
        path = join(path, name);
        await makeFolder(path);
      }
      await resolveForWriting(join(relativePath, 'x'));
    },
    async hasFolder(relativePath) {
      if (await existsAt(resolveInside(relativePath))) return true;
      await stat(join(root, LIBRARY_FILE));
      return false;
    },
    exists: (relativePath) => existsAt(resolveInside(relativePath)),
    hash: (relativePath) => sha256OfFile(resolveInside(relativePath)),
    writeText,
    writeLibraryPieces,
    async commitFile(partPath, finalPath) {
      const from = await resolveForWriting(partPath);
      const to = await resolveForWriting(finalPath);
      await renamePatiently(from, to);
      await flush(dirname(to));
    },
    flush: async (relativePath) => flush(resolveInside(relativePath)),
    removeUnfinished: async (relativePath) =>
      rm(unfinishedPath(await resolveForWriting(relativePath)), { force: true }),
    remove: async (relativePath) => rm(await resolveForWriting(relativePath), { force: true }),
    // At once, as it is written: nothing may be appended between a look at its length and one at its lines.
    journalBytes() {
      statSync(join(root, LIBRARY_FILE));
      return statSync(join(root, JOB_JOURNAL), { throwIfNoEntry: false })?.size ?? 0;
    },
    readJournal() {
      try {
        return readFileSync(join(root, JOB_JOURNAL), 'utf8');
      } catch (error) {
        return isErrno(error, 'ENOENT', 'ENOTDIR') ? '' : null;
      }
    },
    async listNames(relativePath) {
      const folder = relativePath === '' ? root : resolveInside(relativePath);
      const entries = await readdir(folder, { withFileTypes: true });
      return {
        files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name),
        folders: entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name),
      };
    },
    async listFiles(relativePath) {
      const folder = resolveInside(relativePath);
      const names = await readdir(folder).catch((error: unknown) => {
        if (isErrno(error, 'ENOENT', 'ENOTDIR')) return [];
        throw error;
      });
      const files = await Promise.all(
        names.map(async (name) => ({ name, info: await entryAt(join(folder, name)) })),
      );
      return files.flatMap(({ name, info }) => (info?.isFile() ? [{ name, bytes: info.size }] : []));
    },
    async lookAtFile(relativePath) {
      const info = await entryAt(resolveInside(relativePath));
      return info?.isFile() ? { bytes: info.size, changedAt: info.mtimeMs } : null;
    },
    readBytes,
    async readText(relativePath, maxBytes) {
      return (await readBytes(relativePath, maxBytes))?.toString('utf8') ?? null;
    },
    appendJobs(entries) {
      statSync(join(root, LIBRARY_FILE));
      const path = join(root, JOB_JOURNAL);
      if (!existsSync(path)) unflushed.add(path);
      const journal = openSync(path, 'a+');
      try {
        // A line that a power cut left half is ended first, so that it takes no whole line with it.
        const start = endsMidLine(journal) ? '\n' : '';
        writeSync(journal, start + printJournal(entries));
        fsyncSync(journal);
        if (unflushed.has(path)) flushRoot();
        unflushed.delete(path);
        return fstatSync(journal).size;
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

/** Whether a path leads to something below a folder; the folder itself is not within it. */
export function isWithin(root: string, path: string): boolean {
  const step = relative(root, path);
  return step !== '' && step !== '..' && !step.startsWith(`..${sep}`) && !isAbsolute(step);
}

/** What stands at a path, links not followed; null when nothing does. */
async function entryAt(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  }
}

/** Whether something may be written into a folder. */
async function isAccessible(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function existsAt(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Has the names in a folder on the disk when it returns, where the system can do that. */
export async function flushFolder(path: string, canFlush = CAN_FLUSH_FOLDERS): Promise<void> {
  if (!canFlush) return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What tells a file that was changed from what it was. */
function stampOf({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): string {
  return `${size} bytes at ${mtimeMs}`;
}
