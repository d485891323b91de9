import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../ports';
import { listCopies, stampOf } from './copies';
import { damageOf, isDamage, TruncatedDatabaseError, unmarkDamaged } from './damage';
import { openDatabase, type Database } from './database';
import { inspectDatabase } from './inspection';
import { migrate, NewerSchemaError } from './migrate';

/** The library's database, open and of the present schema. */
export interface OpenedLibrary {
  readonly db: Database;
  /** What had to be done to open it; null when nothing. */
  readonly recovery: DatabaseRecovery | null;
  /** The last run ended without closing it: worth a look whether all is well. */
  readonly wasCutOff: boolean;
}

export interface DatabaseRecovery {
  readonly reason: 'damaged' | 'missing';
  /** Folder that the damaged file was moved to; null when there was none. */
  readonly setAside: string | null;
  /** When the copy that took its place was made; null when none was good and the database is begun anew. */
  readonly copiedAt: number | null;
}

const DAMAGED_FOLDER = 'Damaged';
/** A database in WAL mode is these three. */
const PARTS = ['', '-wal', '-shm'];

/**
 * Opens the database. A damaged one is moved aside, never removed, and the newest good copy takes its place; without
 * one it is begun anew, to be filled from the library folder.
 *
 * @throws NewerSchemaError when the file is from a newer program; nothing is changed then
 * @throws what the system says when the file cannot be read or written
 */
export function openLibrary(file: string, log: Log, now: number): OpenedLibrary {
  const isThere = existsSync(file);
  const isMarked = damageOf(file) !== null;
  const wasCutOff = sizeOf(`${file}-wal`) > 0;
  if (!isMarked && (isThere || listCopies(file).length === 0)) {
    try {
      return { db: openSound(file, log, now), recovery: null, wasCutOff };
    } catch (error) {
      if (!isDamage(error)) throw error;
      log.error('The database is damaged', error);
    }
  }
  const setAside = moveAside(file, now);
  unmarkDamaged(file);
  const reason = setAside === null ? 'missing' : 'damaged';
  for (const copy of listCopies(file)) {
    const db = openCopy(copy.file, file, log, now);
    if (db) return { db, recovery: { reason, setAside, copiedAt: copy.madeAt }, wasCutOff: false };
  }
  return { db: openSound(file, log, now), recovery: { reason, setAside, copiedAt: null }, wasCutOff: false };
}

/** Opens and looks at what a damaged file shows at once: its length, its tables. Only a full check finds the rest. */
function openSound(file: string, log: Log, now: number): Database {
  const db = openDatabase(file, log);
  try {
    // What an interrupted run left in the write-ahead log belongs to the file before its length says anything.
    db.pragma('wal_checkpoint(TRUNCATE)');
    const expectedBytes = Number(db.pragma('page_count')) * Number(db.pragma('page_size'));
    if (sizeOf(file) < expectedBytes) throw new TruncatedDatabaseError(sizeOf(file), expectedBytes);
    migrate(db, file, now);
    for (const { name } of db.prepare<{ name: string }>(TABLES).all()) {
      db.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get();
    }
    return db;
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

const TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

/** Lets a copy take the file's place; null when it is not good either. */
function openCopy(copy: string, file: string, log: Log, now: number): Database | null {
  try {
    copyFileSync(copy, file, constants.COPYFILE_EXCL);
    if (inspectDatabase(file).length === 0) return openSound(file, log, now);
  } catch (error) {
    if (!isDamage(error) && !(error instanceof NewerSchemaError)) throw error;
  }
  log.warn('A copy of the database is not good', { copy: basename(copy) });
  for (const part of PARTS) rmSync(`${file}${part}`, { force: true });
  return null;
}

/** Moves the file out of the way, with all that belongs to it. */
function moveAside(file: string, now: number): string | null {
  const present = PARTS.filter((part) => existsSync(`${file}${part}`));
  if (!present.includes('')) {
    // A log without its database says nothing and would only mislead the next one.
    for (const part of present) rmSync(`${file}${part}`, { force: true });
    return null;
  }
  const folder = join(dirname(file), DAMAGED_FOLDER, `${basename(file, '.sqlite')} ${stampOf(now)}`);
  mkdirSync(folder, { recursive: true });
  for (const part of present) renameSync(`${file}${part}`, join(folder, `${basename(file)}${part}`));
  return folder;
}

function closeQuietly(db: Database): void {
  try {
    db.close();
  } catch {
    // What cannot even be closed is told by the error that led here.
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
