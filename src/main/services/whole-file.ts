import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** The system on which a file gets its name. */
export interface RenameOptions {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Waits between tries in milliseconds, about two seconds in all. */
const WAITS_MS = [10, 20, 50, 100, 200, 400, 600, 600] as const;

const REAL: RenameOptions = {
  platform: process.platform,
  rename: (from, to) => rename(from, to),
  wait,
};

/**
 * Renames a file. On Windows a virus scanner or an indexer often holds a new file open for a moment, in which it cannot be
 * renamed: there it is tried again for about two seconds before the error counts.
 */
export async function renamePatiently(from: string, to: string, options = REAL): Promise<void> {
  const waits = options.platform === 'win32' ? WAITS_MS : [];
  for (const ms of waits) {
    try {
      await options.rename(from, to);
      return;
    } catch (error) {
      if (!isErrno(error, 'EPERM', 'EACCES', 'EBUSY')) throw error;
      await options.wait(ms);
    }
  }
  await options.rename(from, to);
}

/** Where a file is written before it gets its name. Always the same: what a killed program left goes with the next writing. */
export function unfinishedPath(path: string): string {
  return `${path}.flowshelf.tmp`;
}

/**
 * Writes a text file, in one piece or several, so that its name only ever stands for a whole content: beside, flushed, renamed (`renamePatiently`).
 * One at a time for a path.
 */
export async function writeWholeFile(
  path: string,
  content: string | readonly string[],
  options = REAL,
): Promise<void> {
  await writeFileBy(unfinishedPath(path), path, content, options);
}

/** The same with another name until it is whole, in the same folder. */
export async function writeFileBy(
  temporary: string,
  path: string,
  content: string | readonly string[],
  options = REAL,
): Promise<void> {
  try {
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx');
    try {
      for (const piece of [content].flat()) await file.writeFile(piece, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path, options);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** SHA-256 in hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of a file of any size; null when there is none. Throws for every other trouble. */
export async function sha256OfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest('hex');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whether something could not be written because there is no room: on the disk, in the user's share, in the database. */
export function isDiskFull(error: unknown): boolean {
  return isErrno(error, 'ENOSPC', 'EDQUOT', 'SQLITE_FULL');
}

/** Whether an error of the file system has one of these codes. */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}
