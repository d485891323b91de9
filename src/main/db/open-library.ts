import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../ports';
import { listCopies, stampOf, type DatabaseCopy } from './copies';
import { damageOf, isDamage, markDamaged, TruncatedDatabaseError, unmarkDamaged } from './damage';
import { openDatabase, type Database } from './database';
import { BEGINNING, createDueRebuildRepository, type DueRebuild } from './due-rebuild';
import { inspectDatabase } from './inspection';
import { migrate, NewerSchemaError, versionOf } from './migrate';

/** The library's database, open and of the present schema. */
export interface OpenedLibrary {
  readonly db: Database;
  /** The last run ended without closing it: worth a look whether all is well. */
  readonly wasCutOff: boolean;
}

const DAMAGED_FOLDER = 'Damaged';
/** A database in WAL mode is these three. */
const PARTS = ['', '-wal', '-shm'];

/** While what takes the database's place is written, and when it is whole and only lacks the name. */
const PREPARING = '.preparing';
const PREPARED = '.prepared';

/**
 * Opens the database. A damaged one is moved aside, never removed, and the newest good copy takes its place; without
 * one it is begun anew, to be filled from the library folder. What takes its place says from its first moment that the
 * folder has to be gone through, and why.
 *
 * @throws NewerSchemaError when the file is from a newer program; nothing is changed then
 * @throws what the system says when the file cannot be read or written
 */
export function openLibrary(file: string, log: Log, now: number): OpenedLibrary {
  takeUpReplacement(file);
  // A file without a byte is what is left of one, unless the program has ended while it made its first.
  const isThere = existsSync(file) && sizeOf(file) + sizeOf(`${file}-wal`) > 0;
  const isMarked = damageOf(file) !== null;
  const wasCutOff = sizeOf(`${file}-wal`) > 0;
  if (!isMarked && (isThere || listCopies(file).length === 0)) {
    try {
      return { db: openSound(file, log, now, BEGINNING), wasCutOff };
    } catch (error) {
      if (!isDamage(error)) throw error;
      log.error('The database is damaged', error);
    }
  }
  return { db: openReplacement(file, log, now), wasCutOff: false };
}

/** Puts another database in the place of one that is damaged or gone, and opens it. */
function openReplacement(file: string, log: Log, now: number): Database {
  const isThere = existsSync(file);
  const setAside = isThere ? freeAside(file, now) : null;
  const lost = { reason: isThere ? 'damaged' : 'missing', setAside } as const;
  for (let copies = listCopies(file); ;) {
    const copy = copies.find((each) => prepareCopy(each, file, lost, log));
    if (copy === undefined) prepareNew(file, lost, log, now);
    putInPlace(file, setAside);
    try {
      return openSound(file, log, now, BEGINNING);
    } catch (error) {
      if (copy === undefined || !isDamage(error)) throw error;
      log.error('A copy of the database is damaged', error);
      copies = copies.slice(copies.indexOf(copy) + 1);
      removeParts(file);
    }
  }
}

/** Lets what was prepared take the file's place. However it is cut off, the next start takes it up. */
function putInPlace(file: string, setAside: string | null): void {
  flushFile(`${file}${PREPARING}`);
  renameSync(`${file}${PREPARING}`, `${file}${PREPARED}`);
  moveAside(file, setAside);
  takeUpReplacement(file);
}

/** Gives a database that was prepared its name where none has it; what is left of preparing one goes. */
function takeUpReplacement(file: string): void {
  removeParts(`${file}${PREPARING}`);
  if (!existsSync(`${file}${PREPARED}`)) return;
  if (existsSync(file)) {
    removeParts(`${file}${PREPARED}`);
    return;
  }
  unmarkDamaged(file);
  renameSync(`${file}${PREPARED}`, file);
}

/** Opens and looks at what a damaged file shows at once: its length, its tables. Only a full check finds the rest. */
function openSound(file: string, log: Log, now: number, ifNew: DueRebuild): Database {
  const db = openDatabase(file, log);
  try {
    // What an interrupted run left in the write-ahead log belongs to the file before its length says anything.
    db.pragma('wal_checkpoint(TRUNCATE)');
    const expectedBytes = Number(db.pragma('page_count')) * Number(db.pragma('page_size'));
    if (sizeOf(file) < expectedBytes) throw new TruncatedDatabaseError(sizeOf(file), expectedBytes);
    migrate(db, file, now, (begun) => createDueRebuildRepository(begun).save(ifNew));
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

type Lost = Pick<DueRebuild, 'reason' | 'setAside'>;

/** Makes ready a copy that says what is due; false when the copy is not good either. */
function prepareCopy(copy: DatabaseCopy, file: string, lost: Lost, log: Log): boolean {
  const prepared = `${file}${PREPARING}`;
  removeParts(prepared);
  try {
    copyFileSync(copy.file, prepared, constants.COPYFILE_EXCL);
    const isSound = inspectDatabase(prepared).length === 0;
    if (isSound && noteDue(prepared, { ...lost, copiedAt: copy.madeAt }, log)) return true;
  } catch (error) {
    if (!isDamage(error) && !(error instanceof NewerSchemaError)) throw error;
  }
  log.warn('A copy of the database is not good', { copy: basename(copy.file) });
  return false;
}

/** Whether it is a database of ours that could be told. */
function noteDue(file: string, due: DueRebuild, log: Log): boolean {
  const db = openDatabase(file, log);
  try {
    const isOurs = versionOf(db) > 0;
    if (isOurs) createDueRebuildRepository(db).save(due);
    db.close();
    return isOurs;
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

/** Makes ready an empty database that says what is due. */
function prepareNew(file: string, lost: Lost, log: Log, now: number): void {
  removeParts(`${file}${PREPARING}`);
  openSound(`${file}${PREPARING}`, log, now, { ...lost, copiedAt: null }).close();
}

/** Where a damaged file goes. Nothing stands there yet. */
function freeAside(file: string, now: number): string {
  const folder = join(dirname(file), DAMAGED_FOLDER, `${basename(file, '.sqlite')} ${stampOf(now)}`);
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? folder : `${folder} (${count})`;
    if (!existsSync(free)) return free;
  }
}

/** Moves the file out of the way, with all that belongs to it. */
function moveAside(file: string, folder: string | null): void {
  // A log without its database says nothing and would only mislead the next one.
  if (folder === null || !existsSync(file)) return removeParts(file);
  // The file itself goes last and is marked: cut off in between, it is not taken for whole without its log.
  markDamaged(file, damageOf(file) ?? 'It is being set aside.');
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS.toReversed()) {
    if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, join(folder, `${basename(file)}${part}`));
  }
}

function removeParts(file: string): void {
  for (const part of PARTS) rmSync(`${file}${part}`, { force: true });
}

function flushFile(file: string): void {
  const written = openSync(file, 'r+');
  try {
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
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
