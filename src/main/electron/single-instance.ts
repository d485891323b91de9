import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { isWritable } from '../adapters/writable-folder';
import { takeSoleUse, type SoleUse } from '../db/sole-use';
import type { Log } from '../ports';

const LOCK_FILE = 'in-use.lock';
/** A program that is ending, and is started again at once, has let go of its window's lock before it is gone. */
const ENDS_WITHIN_MS = 10_000;

/** Held until the process ends. */
let held: SoleUse | null = null;

/**
 * Whether this process has the profile for itself. Chromium's own lock tells a running program that it was started again, but
 * lets two pass now and then that are started in the same moment; SQLite's does not. True, too, where the folder lets nobody write
 * a lock: to be asked again before the library is tried again.
 */
export function isOnlyInstance(log: Log): boolean {
  if (held !== null) return true;
  const folder = app.getPath('userData');
  // Where nothing can be written Chromium has no lock either; that is told when the library is opened.
  if (!app.requestSingleInstanceLock()) return !isWritable(folder);
  try {
    mkdirSync(folder, { recursive: true });
    held = takeSoleUse(join(folder, LOCK_FILE), ENDS_WITHIN_MS);
    return held !== null;
  } catch (error) {
    // What is wrong with the folder is told when the library is opened.
    log.error('The profile could not be taken for this process alone', error);
    return true;
  }
}
