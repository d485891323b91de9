import { createHash } from 'node:crypto';
import { constants, statSync } from 'node:fs';
import { mkdir, open, rename, rm, rmdir, stat, utimes, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openCopyRecord, RECORD_FILE, type CopyRecord } from './copy-record';
import { listFolder, ListingError, looksSame, type FolderListing, type ListedFile } from './folder-listing';
import { flushFolder } from './library-folder';
import { isErrno } from './whole-file';

/**
 * Makes a second, equal folder: every file is read once, hashed, written, flushed, read back and compared before it gets
 * its name. Only what it wrote itself is ever replaced or taken away.
 */
export interface FolderCopy {
  /**
   * Copies, or goes on where an earlier copy ended. When it returns, the copy was equal to the original a moment ago;
   * `isStillEqual` tells the same of this moment, and a second run makes up for what came since. Throws `CopyError`, or
   * the signal's reason.
   */
  run(signal: AbortSignal): Promise<FolderListing>;
  /** Whether the files that we ourselves append to are still as they were copied. Synchronous, so that nothing comes between. */
  isStillEqual(): boolean;
  /** Takes away what was written, and nothing else. Tells how many files stay. */
  remove(): Promise<{ readonly left: number }>;
}

export interface FolderCopyOptions {
  readonly from: string;
  /** Has to be there: a folder that is gone is not made anew, its disk may only be unplugged. */
  readonly to: string;
  /** Whether `remove` takes the folder itself away too: it was made for the copy. */
  readonly isOwnFolder: boolean;
  /** Copied after everything else, in this order; the last one makes the copy whole. */
  readonly lastFiles: readonly string[];
  readonly onProgress: (progress: CopyProgress) => void;
}

export interface CopyProgress {
  readonly files: number;
  readonly bytes: number;
  readonly doneFiles: number;
  readonly doneBytes: number;
}

/** `io`: the disk said no · `differs`: what was read back is not what was written · `occupied`: a file of another hand. */
export type CopyErrorKind = 'io' | 'differs' | 'occupied' | 'changing' | 'gone';

/** Why a copy ended before it was whole. */
export class CopyError extends Error {
  constructor(
    readonly side: 'source' | 'target',
    readonly kind: CopyErrorKind,
    /** Relative path of the file or folder that it was about. */
    readonly path: string,
    options?: ErrorOptions,
  ) {
    super(`The copy ended at ${path} (${side}, ${kind}).`, options);
    this.name = 'CopyError';
  }
}

const CHUNK_BYTES = 1024 * 1024;
/** The one file that is being written; it stands at the root, where its name is never too long. */
const UNFINISHED_FILE = '.flowshelf-copy.part';
/** A folder that still changes after so many looks is in use by something else. */
const MOST_ROUNDS = 5;
/** Links are listed, not followed; where the system knows the flag, not even one that took a file's place just now. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NOFOLLOW || 0);

export function createFolderCopy(options: FolderCopyOptions): FolderCopy {
  const { from, to, lastFiles } = options;
  const unfinished = join(to, UNFINISHED_FILE);
  /** Files as they were in the original when they were copied. */
  const copied = new Map<string, ListedFile>();
  const progress = { files: 0, bytes: 0, doneFiles: 0, doneBytes: 0 };
  /** Which folder the copy is written to: another one in its place means that its disk was taken away. */
  let identity: string | null = null;

  async function run(signal: AbortSignal): Promise<FolderListing> {
    const record = await atTarget('', () => openTarget());
    try {
      for (let round = 1; ; round += 1) {
        const listing = await listSource();
        const changed = listing.files.filter((file) => !isCopied(file));
        const gone = goneSince(listing);
        if (round > 1 && changed.length === 0 && gone.length === 0) {
          await finish(record, listing.folders);
          return listing;
        }
        if (round > MOST_ROUNDS) throw new CopyError('source', 'changing', changed[0]?.path ?? gone[0] ?? '');
        count(listing, changed);
        for (const path of gone) await removeGone(record, path);
        await copyFolders(record, listing.folders);
        for (const file of lastFilesLast(changed)) {
          signal.throwIfAborted();
          await copyOne(record, file, signal);
        }
      }
    } finally {
      await record.close().catch(() => {});
    }
  }

  async function openTarget(): Promise<CopyRecord> {
    identity = await identityOf(to);
    return openCopyRecord(to);
  }

  async function listSource(): Promise<FolderListing> {
    try {
      return await listFolder(from);
    } catch (error) {
      throw new CopyError('source', 'io', error instanceof ListingError ? error.path : '', {
        cause: error instanceof ListingError ? error.cause : error,
      });
    }
  }

  function isCopied(file: ListedFile): boolean {
    const known = copied.get(file.path);
    return known !== undefined && known.size === file.size && known.mtimeMs === file.mtimeMs;
  }

  /** Written by this run or an earlier one, and not touched since. */
  function isOwn(record: CopyRecord, present: ListedFile): boolean {
    const original = copied.get(present.path);
    return isRecorded(record, present) || (original !== undefined && looksSame(original, present));
  }

  function goneSince(listing: FolderListing): string[] {
    const present = new Set(listing.files.map((file) => file.path));
    return [...copied.keys()].filter((path) => !present.has(path));
  }

  function count(listing: FolderListing, changed: readonly ListedFile[]): void {
    progress.files = listing.files.length;
    progress.bytes = listing.bytes;
    progress.doneFiles = listing.files.length - changed.length;
    progress.doneBytes = listing.bytes - changed.reduce((sum, file) => sum + file.size, 0);
    options.onProgress(progress);
  }

  function lastFilesLast(files: readonly ListedFile[]): ListedFile[] {
    const rank = (file: ListedFile) => lastFiles.indexOf(file.path);
    return files.toSorted((one, other) => rank(one) - rank(other));
  }

  async function copyFolders(record: CopyRecord, folders: readonly string[]): Promise<void> {
    for (const folder of folders) {
      await atTarget(folder, async () => {
        await makeSureOfTarget();
        try {
          await mkdir(join(to, folder));
        } catch (error) {
          if (isErrno(error, 'EEXIST')) return;
          throw error;
        }
        await record.addFolder(folder);
      });
    }
  }

  async function makeSureOfTarget(): Promise<void> {
    const present = await identityOf(to).catch(() => null);
    if (present !== identity) throw new CopyError('target', 'gone', '');
  }

  async function copyOne(record: CopyRecord, file: ListedFile, signal: AbortSignal): Promise<void> {
    const present = await atTarget(file.path, () => listedAt(to, file.path));
    if (present) {
      if (looksSame(present, file) && (await isEqual(file.path, signal))) {
        advance(file.size);
        await record.addFile(present);
        copied.set(file.path, file);
        progress.doneFiles += 1;
        options.onProgress(progress);
        return;
      }
      if (!isOwn(record, present)) throw new CopyError('target', 'occupied', file.path);
    }
    await atTarget(file.path, makeSureOfTarget);
    const sha256 = await write(file, signal);
    // Gone since it was listed: the next look finds out whether it was only this file.
    if (sha256 === null) return;
    const written = await atTarget(file.path, async () => {
      if ((await hashOf(unfinished, signal)) !== sha256) throw new CopyError('target', 'differs', file.path);
      const info = await stat(unfinished);
      return { path: file.path, size: info.size, mtimeMs: info.mtimeMs };
    });
    await atTarget(file.path, async () => {
      await record.addFile(written);
      await rename(unfinished, join(to, file.path));
    });
    // As it was listed, before it was read: one that changed meanwhile differs at the next look and is copied again.
    copied.set(file.path, file);
    progress.doneFiles += 1;
    options.onProgress(progress);
  }

  /** Copies the bytes to the unfinished file and flushes them. Returns the SHA-256 of what was read; null: it is gone. */
  async function write(file: ListedFile, signal: AbortSignal): Promise<string | null> {
    const source = await atSource(file.path, () => openIfThere(join(from, file.path)));
    if (!source) return null;
    try {
      const target = await atTarget(file.path, async () => {
        await rm(unfinished, { force: true });
        const opened = await open(unfinished, 'wx');
        try {
          await makeSureOfTarget();
          return opened;
        } catch (error) {
          await opened.close();
          await rm(unfinished, { force: true });
          throw error;
        }
      });
      try {
        const hash = createHash('sha256');
        for await (const chunk of chunksOf(source, file.path, signal)) {
          hash.update(chunk);
          await atTarget(file.path, () => writeAll(target, chunk));
          advance(chunk.length);
        }
        await atTarget(file.path, async () => {
          await target.utimes(file.mtimeMs / 1_000, file.mtimeMs / 1_000);
          await target.sync();
        });
        return hash.digest('hex');
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  }

  async function* chunksOf(source: FileHandle, path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await atSource(path, () => source.read(buffer, 0, CHUNK_BYTES, null));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  }

  function advance(bytes: number): void {
    // A file that grows while it is read must not bring the sum over the whole.
    progress.doneBytes = Math.min(progress.bytes, progress.doneBytes + bytes);
    options.onProgress(progress);
  }

  async function isEqual(path: string, signal: AbortSignal): Promise<boolean> {
    const original = await atSource(path, () => hashOf(join(from, path), signal));
    return original === (await atTarget(path, () => hashOf(join(to, path), signal)));
  }

  /** A file that went from the original while it was copied. */
  async function removeGone(record: CopyRecord, path: string): Promise<void> {
    await atTarget(path, async () => {
      const present = await listedAt(to, path);
      if (present && isOwn(record, present)) await rm(join(to, path));
    });
    copied.delete(path);
    record.forget(path);
  }

  async function finish(record: CopyRecord, folders: readonly string[]): Promise<void> {
    await atTarget('', async () => {
      await makeSureOfTarget();
      await rm(unfinished, { force: true });
      await record.remove();
      for (const folder of folders.toReversed()) {
        const { atime, mtime } = await stat(join(from, folder));
        await utimes(join(to, folder), atime, mtime);
        await flushFolder(join(to, folder));
      }
      await flushFolder(to);
      await flushFolder(dirname(to));
    });
  }

  return {
    run,
    isStillEqual: () =>
      lastFiles.every((path) => {
        const info = statSync(join(from, path), { throwIfNoEntry: false });
        const known = copied.get(path);
        return info === undefined
          ? known === undefined
          : known !== undefined && known.size === info.size && known.mtimeMs === info.mtimeMs;
      }),
    async remove() {
      const record = await openCopyRecord(to);
      await rm(unfinished, { force: true });
      const [copy, original] = await Promise.all([
        listFolder(to),
        // A record that a power cut has shortened is made up for by the original, where it is there.
        listFolder(from).catch((): FolderListing => ({ files: [], folders: [], others: [], bytes: 0 })),
      ]);
      const originals = new Map(original.files.map((file) => [file.path, file]));
      const originalFolders = new Set(original.folders);
      let left = copy.others.length;
      for (const file of copy.files) {
        if (file.path === RECORD_FILE) continue;
        const twin = originals.get(file.path);
        if (isRecorded(record, file) || (twin && looksSame(twin, file))) await rm(join(to, file.path));
        else left += 1;
      }
      for (const folder of copy.folders.toReversed()) {
        if (record.hasFolder(folder) || originalFolders.has(folder)) await removeIfEmpty(join(to, folder));
      }
      await record.remove();
      if (options.isOwnFolder) await removeIfEmpty(to);
      return { left };
    },
  };
}

/** The record knows this very file, and nobody has touched it since. */
function isRecorded(record: CopyRecord, present: ListedFile): boolean {
  const known = record.file(present.path);
  return known !== null && known.size === present.size && Math.abs(known.mtimeMs - present.mtimeMs) < 1;
}

/** Tells a folder from any other that takes its place, such as the mount point of a disk that was taken away. */
async function identityOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder);
  return `${dev}:${ino}`;
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, READ_ONLY);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

async function listedAt(root: string, path: string): Promise<ListedFile | null> {
  try {
    const info = await stat(join(root, path));
    return { path, size: info.size, mtimeMs: info.mtimeMs };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
  }
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const file = await open(path, READ_ONLY);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

async function removeIfEmpty(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!isErrno(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY', 'EACCES', 'EPERM')) throw error;
  }
}

const atSource = <T>(path: string, work: () => Promise<T>) => named('source', path, work);
const atTarget = <T>(path: string, work: () => Promise<T>) => named('target', path, work);

/** Says on which side and at which file something went wrong; a cancelled copy stays what it is. */
async function named<T>(side: 'source' | 'target', path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isFromDisk = error instanceof Error && 'errno' in error;
    throw isFromDisk ? new CopyError(side, 'io', path, { cause: error }) : error;
  }
}
