import { randomBytes } from 'node:crypto';
import { lstat, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportedFileRepository } from '../db/exported-files';
import type { Log } from '../ports';
import { isErrno, unfinishedPath } from './whole-file';

/**
 * Files that are written under names for the time being where people look. They are known before they are there, so a
 * program that ended in the middle leaves none for good.
 */
export interface UnfinishedFiles {
  /** Names for so many files in a folder, which no other program and no other export has. */
  begin(folder: string, count: number): Promise<readonly string[]>;
  /** The same for files whose names are given. */
  note(paths: readonly string[]): Promise<void>;
  /** Removes what is left of them. What cannot be told of now is looked for again at the next start. */
  end(paths: readonly string[]): Promise<void>;
  /** Removes what programs before this one have left, and nothing else. */
  clear(): Promise<void>;
}

export interface UnfinishedFilesDeps {
  readonly exported: ExportedFileRepository;
  /** Writes into the database without holding anybody up. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly log: Log;
}

/** A folder that was not there at so many starts is not looked for any more. */
const MOST_TRIES = 20;

export function createUnfinishedFiles({ exported, inTurn, log }: UnfinishedFilesDeps): UnfinishedFiles {
  /** Those that are this program's own. */
  const present = new Set<string>();

  /** A database that is damaged or full is told elsewhere; the files are written and removed all the same. */
  async function inDatabase(work: () => void): Promise<void> {
    await inTurn(work).catch((error: unknown) => {
      log.error('Unfinished files could not be noted', error);
    });
  }

  async function note(paths: readonly string[]): Promise<void> {
    for (const path of paths) present.add(path);
    await inDatabase(() => {
      exported.noteUnfinished(paths);
    });
  }

  async function remove(paths: readonly string[]): Promise<void> {
    const gone: string[] = [];
    const unknown: string[] = [];
    for (const path of paths) ((await isRemoved(path)) ? gone : unknown).push(path);
    await inDatabase(() => {
      exported.forgetUnfinished(gone);
      exported.countTry(unknown);
    });
  }

  async function isRemoved(path: string): Promise<boolean> {
    try {
      // Only a file can be what was written.
      if ((await lstat(path)).isFile()) await rm(path);
      return true;
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return isFolder(dirname(path));
      log.warn('An unfinished file could not be removed', { error });
      return false;
    }
  }

  return {
    async begin(folder, count) {
      const tag = randomBytes(6).toString('hex');
      const paths = Array.from({ length: count }, (_, number) =>
        unfinishedPath(join(folder, `flowshelf-${tag}-${number}`)),
      );
      await note(paths);
      return paths;
    },
    note,
    async end(paths) {
      await remove(paths);
      for (const path of paths) present.delete(path);
    },
    async clear() {
      for (const { path, tries } of exported.unfinished()) {
        // One that is written anew meanwhile is no leftover.
        if (present.has(path)) continue;
        await remove([path]);
        if (tries + 1 >= MOST_TRIES)
          await inDatabase(() => {
            exported.forgetUnfinished([path]);
          });
      }
    },
  };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch {
    return false;
  }
}
