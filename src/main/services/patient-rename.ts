import { rename } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isErrno } from './whole-file';

export interface PatientRenameOptions {
  readonly platform: NodeJS.Platform;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** Waits between tries in milliseconds, about two seconds in all. */
const WAITS_MS = [10, 20, 50, 100, 200, 400, 600, 600] as const;

const REAL: PatientRenameOptions = {
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
