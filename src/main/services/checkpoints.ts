import { MOST_PAGES_IN_LOG, type Database } from '../db/database';
import type { DatabaseMaintenance, Log } from '../ports';

/** Resolves when what waits in the database's log is little enough to go on writing. Never throws. */
export type Checkpoints = () => Promise<void>;

export interface CheckpointsDeps {
  readonly db: Pick<Database, 'pagesInLog'>;
  readonly file: string;
  readonly maintenance: Pick<DatabaseMaintenance, 'checkpoint'>;
  readonly log: Log;
}

/**
 * A commit that finds the log full empties it and waits for the disk: the one thing of a commit that may take long and cannot
 * be cut into slices. Who writes much has it done before, elsewhere.
 */
const MANY_PAGES = MOST_PAGES_IN_LOG / 2;

export function createCheckpoints({ db, file, maintenance, log }: CheckpointsDeps): Checkpoints {
  let isRefused = false;
  let underWay: Promise<void> | null = null;

  async function checkpoint(): Promise<void> {
    try {
      await maintenance.checkpoint(file);
    } catch (error) {
      // Nothing is lost by it: SQLite does it itself, as ever.
      isRefused = true;
      log.warn('The log of the database was not emptied elsewhere', { reason: String(error) });
    } finally {
      underWay = null;
    }
  }

  return async () => {
    if (isRefused || db.pagesInLog() < MANY_PAGES) return;
    underWay ??= checkpoint();
    await underWay;
  };
}
