import { closeSync, copyFileSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { pathForCopy, pruneCopies } from './copies';
import type { Database } from './database';
import { initial } from './migrations/0010-initial';
import { unverifiedFiles } from './migrations/0020-unverified-files';
import { libraryCheck } from './migrations/0030-library-check';
import { crashRecovery } from './migrations/0040-crash-recovery';
import { checkInSlices } from './migrations/0050-check-in-slices';
import { libraryAtSize } from './migrations/0060-library-at-size';
import { savedSearches } from './migrations/0070-saved-searches';
import { lyricsByHand } from './migrations/0080-lyrics-by-hand';
import { lyricsFiles } from './migrations/0100-lyrics-files';
import { exportedFiles } from './migrations/0110-exported-files';
import { problemsByIndex } from './migrations/0130-problems-by-index';
import { unfinishedFiles } from './migrations/0140-unfinished-files';
import { lyricsLooks } from './migrations/0150-lyrics-looks';
import { sounds } from './migrations/0160-sounds';
import { songMarks } from './migrations/0170-song-marks';
import { playlists } from './migrations/0180-playlists';
import { keptQueue } from './migrations/0190-kept-queue';
import { alikeSongs } from './migrations/0200-alike-songs';

/** One step of the schema. Numbers go in tens; a step that has been released is never changed. */
export interface Migration {
  readonly version: number;
  apply(db: Database): void;
}

const MIGRATIONS: readonly Migration[] = [
  initial,
  unverifiedFiles,
  libraryCheck,
  crashRecovery,
  checkInSlices,
  libraryAtSize,
  savedSearches,
  lyricsByHand,
  lyricsFiles,
  exportedFiles,
  problemsByIndex,
  unfinishedFiles,
  lyricsLooks,
  sounds,
  songMarks,
  playlists,
  keptQueue,
  alikeSongs,
];

/** The schema that this program writes. */
export const SCHEMA_VERSION = Math.max(...MIGRATIONS.map((migration) => migration.version));

/** The file was written by a later version of the program, which alone knows how to read it. */
export class NewerSchemaError extends Error {
  constructor(readonly foundVersion: number) {
    super(
      `The library was written by a newer Flowshelf (schema ${foundVersion}, this one knows ${SCHEMA_VERSION}).`,
    );
    this.name = 'NewerSchemaError';
  }
}

/**
 * Brings the file to `SCHEMA_VERSION`, keeping a copy beside it first when there is something to lose.
 *
 * @param onBegun called in the transaction that makes the first tables of a new database
 * @throws NewerSchemaError when the file is from a newer program; nothing is changed then
 */
export function migrate(db: Database, file: string, now: number, onBegun?: (db: Database) => void): void {
  const found = versionOf(db);
  const pending = MIGRATIONS.filter((migration) => migration.version > found);
  if (pending.length === 0) return;
  if (found > 0) keepCopy(db, file, now);

  // Outside the transaction on purpose: inside it SQLite ignores the pragma, and a rebuilt table deletes its children.
  db.pragma('foreign_keys = OFF');
  try {
    for (const migration of pending) {
      db.transactDurably(() => {
        migration.apply(db);
        if (found === 0 && migration === pending[0]) onBegun?.(db);
        const violations = db.prepare<unknown>('PRAGMA foreign_key_check').all();
        if (violations.length > 0) throw new Error(`Migration ${migration.version} left dangling rows.`);
        db.pragma(`user_version = ${migration.version}`);
      });
    }
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

/** The file's schema. @throws NewerSchemaError when it is from a newer program */
export function versionOf(db: Database): number {
  const found = Number(db.pragma('user_version'));
  if (found > SCHEMA_VERSION) throw new NewerSchemaError(found);
  return found;
}

function keepCopy(db: Database, file: string, now: number): void {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const copy = pathForCopy(file, now);
  // Under its name only when it is whole and on the disk: the file is changed right after.
  copyFileSync(file, `${copy}.tmp`);
  const written = openSync(`${copy}.tmp`, 'r+');
  try {
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  renameSync(`${copy}.tmp`, copy);
  pruneCopies(file);
}
