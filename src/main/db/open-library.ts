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
import { listCopies, stampOf } from './copies';
import { damageOf, isDamage, markDamaged, UnsoundDatabaseError, unmarkDamaged } from './damage';
import { isDatabaseFull, openDatabase, type Database } from './database';
import { BEGINNING, createDueRebuildRepository, type DueRebuild } from './due-rebuild';
import { glanceAtDatabase, inspectDatabase } from './inspection';
import { migrate, NewerSchemaError, SCHEMA_VERSION, versionOf } from './migrate';
import {
  NOTE_ENDING,
  noteLogBegan,
  noteLogBegins,
  noteLogEnded,
  originOfLog,
  type LogOrigin,
} from './write-ahead-log';

/** The library's database, open and of the present schema. */
export interface OpenedLibrary {
  readonly db: Database;
  /**
   * The last run ended without closing it: worth a look whether all is well. Until `Database.releaseLog` is called its file
   * stays as it was found.
   */
  readonly wasCutOff: boolean;
}

const DAMAGED_FOLDER = 'Damaged';
/** A database in WAL mode is three files, and we keep a note of its log. */
const PARTS = ['', '-wal', '-shm', NOTE_ENDING];

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
  const origin = isThere ? originOfLog(file) : 'none';
  if (origin === 'foreign') log.warn('A log of another database lies beside the database');
  else if (!isMarked && (isThere || listCopies(file).length === 0)) {
    try {
      const wasCutOff = origin !== 'none';
      return { db: openSound(file, log, now, BEGINNING, wasCutOff), wasCutOff };
    } catch (error) {
      if (!isDamage(error)) throw error;
      log.error('The database is damaged', error);
    }
  }
  return { db: openReplacement(file, log, now, origin), wasCutOff: false };
}

/** Puts another database in the place of one that is damaged or gone, and opens it. */
function openReplacement(file: string, log: Log, now: number, origin: LogOrigin): Database {
  const isThere = existsSync(file);
  const setAside = isThere ? freeAside(file, now) : null;
  const lost = { reason: isThere ? 'damaged' : 'missing', setAside } as const;
  for (let copies = candidates(file, lost, origin); ;) {
    const copy = copies.find((each) => prepareCopy(each, file, log));
    if (copy === undefined) prepareNew(file, lost, log, now);
    putInPlace(file, setAside);
    try {
      return openSound(file, log, now, BEGINNING, false);
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

/**
 * Opens a file that is not damaged as far as can be seen at once, or makes it. Nothing is written before that was seen, and
 * into the file of a run that was cut off not even then: there the log may hold what only a full check finds.
 */
function openSound(file: string, log: Log, now: number, ifNew: DueRebuild, wasCutOff: boolean): Database {
  if (existsSync(file)) judge(file, wasCutOff);
  noteLogBegins(file);
  const db = openDatabase(file, log);
  try {
    if (wasCutOff) db.holdLog();
    migrate(db, file, now, (begun) => createDueRebuildRepository(begun).save(ifNew));
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

function closeNoted(db: Database, file: string): void {
  db.close();
  noteLogEnded(file);
}

type Lost = Pick<DueRebuild, 'reason' | 'setAside'>;

/** What may take the place of a database, and what is due then. */
interface Candidate {
  readonly file: string;
  readonly due: DueRebuild;
}

/** The best first. Without a log that is not its own the file itself may well be good. */
function candidates(file: string, lost: Lost, origin: LogOrigin): readonly Candidate[] {
  const bare = { file, due: { ...lost, reason: 'foreign-log', copiedAt: null } } as const;
  const copies = listCopies(file).map((copy) => ({
    file: copy.file,
    due: { ...lost, copiedAt: copy.madeAt },
  }));
  return origin === 'foreign' ? [bare, ...copies] : copies;
}

/** Makes ready a copy that says what is due; false when the copy is not good either. */
function prepareCopy(copy: Candidate, file: string, log: Log): boolean {
  const prepared = `${file}${PREPARING}`;
  removeParts(prepared);
  try {
    copyFileSync(copy.file, prepared, constants.COPYFILE_EXCL);
    const isSound = inspectDatabase(prepared).length === 0;
    if (isSound && noteDue(prepared, copy.due, log)) return true;
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
  openSound(`${file}${PREPARING}`, log, now, { ...lost, copiedAt: null }, false).close();
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
