import { constants, copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../ports';
import { listCopies, stampOf } from './copies';
import { damageOf, isDamage, UnsoundDatabaseError, unmarkDamaged } from './damage';
import { isDatabaseFull, openDatabase, type Database } from './database';
import { glanceAtDatabase, inspectDatabase } from './inspection';
import { migrate, NewerSchemaError, SCHEMA_VERSION } from './migrate';
import { NOTE_ENDING, noteLogBegan, noteLogBegins, noteLogEnded, originOfLog } from './write-ahead-log';

/** The library's database, open and of the present schema. */
export interface OpenedLibrary {
  readonly db: Database;
  /** What had to be done to open it; null when nothing. */
  readonly recovery: DatabaseRecovery | null;
  /**
   * The last run ended without closing it: worth a look whether all is well. Until `Database.releaseLog` is called its file
   * stays as it was found.
   */
  readonly wasCutOff: boolean;
}

export interface DatabaseRecovery {
  readonly reason: 'damaged' | 'missing' | 'foreign-log';
  /** Folder that the damaged file was moved to; null when there was none. */
  readonly setAside: string | null;
  /** When the copy that took its place was made; null when none was good and the database is begun anew. */
  readonly copiedAt: number | null;
}

const DAMAGED_FOLDER = 'Damaged';
/** A database in WAL mode is three files, and we keep a note of its log. */
const PARTS = ['', '-wal', '-shm', NOTE_ENDING];

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
  const origin = isThere ? originOfLog(file) : 'none';
  if (origin === 'foreign') log.warn('A log of another database lies beside the database');
  else if (!isMarked && (isThere || listCopies(file).length === 0)) {
    try {
      const wasCutOff = origin !== 'none';
      return { db: openSound(file, log, now, wasCutOff), recovery: null, wasCutOff };
    } catch (error) {
      if (!isDamage(error)) throw error;
      log.error('The database is damaged', error);
    }
  }
  const setAside = moveAside(file, now);
  unmarkDamaged(file);
  // Without the log that is not its own the file may well be good.
  if (origin === 'foreign' && setAside !== null) {
    const db = openCopy(join(setAside, basename(file)), file, log, now);
    if (db) return { db, recovery: { reason: 'foreign-log', setAside, copiedAt: null }, wasCutOff: false };
  }
  const reason = setAside === null ? 'missing' : 'damaged';
  for (const copy of listCopies(file)) {
    const db = openCopy(copy.file, file, log, now);
    if (db) return { db, recovery: { reason, setAside, copiedAt: copy.madeAt }, wasCutOff: false };
  }
  return {
    db: openSound(file, log, now, false),
    recovery: { reason, setAside, copiedAt: null },
    wasCutOff: false,
  };
}

/**
 * Opens a file that is not damaged as far as can be seen at once, or makes it. Nothing is written before that was seen, and
 * into the file of a run that was cut off not even then: there the log may hold what only a full check finds.
 */
function openSound(file: string, log: Log, now: number, wasCutOff: boolean): Database {
  if (existsSync(file)) judge(file, wasCutOff);
  noteLogBegins(file);
  const db = openDatabase(file, log);
  try {
    if (wasCutOff) db.holdLog();
    migrate(db, file, now);
    beginLog(db);
    noteLogBegan(file);
    return { ...db, close: () => closeNoted(db, file) };
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

/** @throws an error that is damage, or NewerSchemaError */
function judge(file: string, wasCutOff: boolean): void {
  const version = glanceAtDatabase(file);
  if (version > SCHEMA_VERSION) throw new NewerSchemaError(version);
  // A migration brings the log into the file, so it cannot wait for the check that comes later.
  if (!wasCutOff || version === SCHEMA_VERSION) return;
  const problems = inspectDatabase(file);
  if (problems.length > 0) throw new UnsoundDatabaseError(problems);
}

/** Has SQLite begin its log, so that it can be known by it. */
function beginLog(db: Database): void {
  try {
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  } catch (error) {
    // The program opens on a full disk too.
    if (!isDatabaseFull(error)) throw error;
  }
}

function closeNoted(db: Database, file: string): ReturnType<Database['close']> {
  const closed = db.close();
  if (closed.isWhole) noteLogEnded(file);
  return closed;
}

/** Lets a copy take the file's place; null when it is not good either. */
function openCopy(copy: string, file: string, log: Log, now: number): Database | null {
  try {
    copyFileSync(copy, file, constants.COPYFILE_EXCL);
    if (inspectDatabase(file).length === 0) return openSound(file, log, now, false);
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
