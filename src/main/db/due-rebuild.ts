import type { RebuildReason, RecoveryReport } from '@shared/model';
import type { Database } from './database';
import { createMetaRepository } from './meta';

/** That the library folder has to be gone through for what this database does not know. */
export interface DueRebuild extends Pick<RecoveryReport, 'reason' | 'setAside' | 'copiedAt'> {
  /** Only because the database is new: there need be no library folder yet, and most likely there is nothing in it. */
  readonly isBeginning?: boolean;
  /** What was brought in before the program ended in the middle. */
  readonly broughtIn?: Pick<RecoveryReport, 'songs' | 'jobs' | 'files'>;
  /** The user has stopped it, after so many songs: it waits to be asked for. */
  readonly stoppedAfter?: { readonly done: number; readonly total: number };
}

/**
 * Stands in the database itself, from the very transaction that begins it or before a copy gets its name: however a
 * program ends, no database is without its rows and without this note.
 */
export interface DueRebuildRepository {
  find(): DueRebuild | null;
  save(due: DueRebuild): void;
  /** It is due for this reason too; what is due already is the stronger one: it tells what became of the database. */
  note(reason: RebuildReason): void;
  remove(): void;
}

const KEY = 'rebuild';

/** What is due in front of any library folder while the database is new. */
export const BEGINNING: DueRebuild = { reason: 'found', setAside: null, copiedAt: null, isBeginning: true };

export function createDueRebuildRepository(db: Database): DueRebuildRepository {
  const meta = createMetaRepository(db);
  function find(): DueRebuild | null {
    const text = meta.get(KEY);
    // Written by the program itself, so it is read as what was written.
    return text === null ? null : (JSON.parse(text) as DueRebuild);
  }

  const save = (due: DueRebuild) => meta.set(KEY, JSON.stringify(due));

  return {
    find,
    save,
    note(reason) {
      const present = find();
      if (present === null || present.isBeginning === true) save({ reason, setAside: null, copiedAt: null });
    },
    remove: () => meta.delete(KEY),
  };
}
