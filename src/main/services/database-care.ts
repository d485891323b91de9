import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { listCopies, pathForCopy, pruneCopies } from '../db/copies';
import { markDamaged } from '../db/damage';
import type { Database } from '../db/database';
import type { Clock, DatabaseMaintenance, Disks, Log } from '../ports';
import type { Holds } from './holds';

/** Looks after the database file: a check and a copy each day, and a stop to all writing when it is damaged. */
export interface DatabaseCare {
  start(): void;
  stop(): Promise<void>;
  /** A statement met damage: nothing is started any more until the library is opened anew. */
  noteDamage(detail: string): void;
}

export interface DatabaseCareDeps {
  readonly db: Pick<Database, 'holdLog' | 'releaseLog'>;
  readonly file: string;
  readonly maintenance: DatabaseMaintenance;
  readonly disks: Disks;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
  /** The last run was cut off: the first look comes soon and does not wait for its day, and the file's log waits for it. */
  readonly isSuspect: boolean;
  /** An empty library needs no copy. */
  readonly hasContent: () => boolean;
}

/** Starting comes first; nobody waits for the look. */
const FIRST_LOOK_MS = 2 * 60_000;
const SUSPECT_LOOK_MS = 5_000;
const LOOK_EVERY_MS = 60 * 60_000;
const RESERVED_BYTES = 64 * 1024 * 1024;
const COPY_EVERY_MS = 24 * 60 * 60_000;

export function createDatabaseCare(deps: DatabaseCareDeps): DatabaseCare {
  const { db, file, maintenance, disks, holds, clock, log } = deps;
  let isStopped = false;
  let isSuspect = deps.isSuspect;
  let cancelLook: (() => void) | null = null;
  let looking: Promise<void> = Promise.resolve();

  function schedule(delayMs: number): void {
    if (isStopped) return;
    cancelLook = clock.schedule(() => {
      looking = look()
        .catch((error: unknown) => log.error('The database could not be looked after', error))
        .finally(() => schedule(LOOK_EVERY_MS));
    }, delayMs);
  }

  async function look(): Promise<void> {
    const now = clock.now();
    const lastCopyAt = listCopies(file)[0]?.madeAt ?? 0;
    // One from the future was made under another clock and counts as old; the next one has the present time.
    const isCopyDue = lastCopyAt > now || now - lastCopyAt >= COPY_EVERY_MS;
    if (!isCopyDue && !isSuspect) return;
    const problems = await inspect();
    if (isStopped) return;
    isSuspect = false;
    if (problems.length > 0) {
      noteDamage(problems.join('\n'));
      return;
    }
    db.releaseLog();
    if (!isCopyDue || !deps.hasContent() || !(await hasRoom())) return;
    await maintenance.copy(file, pathForCopy(file, now));
    pruneCopies(file);
  }

  /** Where nobody can look, the log does not wait for ever. */
  async function inspect(): Promise<readonly string[]> {
    try {
      return await maintenance.inspect(file);
    } catch (error) {
      if (!isStopped) db.releaseLog();
      throw error;
    }
  }

  /** A copy must not take the room that songs and the database itself need. */
  async function hasRoom(): Promise<boolean> {
    const [{ size }, { freeBytes }] = await Promise.all([stat(file), disks.room(dirname(file))]);
    return freeBytes > size + RESERVED_BYTES;
  }

  function noteDamage(detail: string): void {
    if (holds.has('database-damaged')) return;
    log.error('The database is damaged', new Error(detail));
    holds.set({ kind: 'database-damaged' });
    db.holdLog();
    try {
      markDamaged(file, detail);
    } catch (error) {
      // A full disk, most likely. The next opening or the next check finds the damage again.
      log.error('The damage could not be noted', error);
    }
  }

  return {
    start() {
      schedule(isSuspect ? SUSPECT_LOOK_MS : FIRST_LOOK_MS);
    },
    async stop() {
      isStopped = true;
      cancelLook?.();
      await looking;
    },
    noteDamage,
  };
}
