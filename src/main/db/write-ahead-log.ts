import { closeSync, fsyncSync, openSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs';

/**
 * The log that SQLite keeps beside a database while it is open, and whose it is. SQLite takes whatever log lies there: one of
 * another database, or of another time, would be read into this one. So the program remembers, in a file beside both,
 * which log it began. The format is https://www.sqlite.org/fileformat2.html#walformat
 */

/**
 * `none`: there is no log, the last run has closed the database · `ours`: the last run was cut off and left it, or nobody
 * knows whose it is · `lost`: the last run was cut off, and the log that it began is not there · `foreign`: it is certainly
 * not the log of the last run.
 */
export type LogOrigin = 'none' | 'ours' | 'lost' | 'foreign';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The last bit tells how its sums are written. */
const MAGIC = 0x377f0682;
/** Each time that SQLite begins its log anew it counts this number up, from one that was drawn by chance. */
const SALT_OFFSET = 16;
/** No run begins its log anew so often. A foreign log has one chance in four thousand to look like ours. */
const MOST_RESTARTS = 2 ** 20;

/** What is remembered: the last run has closed the database, has begun a log that is not known yet, or this one. */
type Note = 'closed' | 'begun' | number;

export const NOTE_ENDING = '.log-note';

const logOf = (file: string) => `${file}-wal`;
const noteOf = (file: string) => `${file}${NOTE_ENDING}`;

/** Whose log lies beside the database, before anybody opens it. */
export function originOfLog(file: string): LogOrigin {
  const note = readNote(file);
  const salt = saltOf(file);
  if (salt === null) return note === null || note === 'closed' ? 'none' : 'lost';
  if (note === 'closed') return 'foreign';
  if (typeof note !== 'number') return 'ours';
  return (salt - note) >>> 0 < MOST_RESTARTS ? 'ours' : 'foreign';
}

/**
 * Remembers that a run begins. On the disk before anything is written: else a power cut could leave a log of this run beside
 * the note of another.
 */
export function noteLogBegins(file: string): void {
  if (readNote(file) === 'begun') return;
  try {
    writeNote(file, 'begun', true);
  } catch {
    removeNote(file);
  }
}

/** No note says nothing, an old one would say something wrong. */
function removeNote(file: string): void {
  try {
    rmSync(noteOf(file), { force: true });
  } catch {
    // Where not even this can be done no log can be written either.
  }
}

/** Remembers which log this run has begun, once it has written to it. */
export function noteLogBegan(file: string): void {
  const salt = saltOf(file);
  if (salt === null) return;
  try {
    writeNote(file, salt, false);
  } catch {
    // It goes on being unknown.
  }
}

/** Remembers that the database was closed in order, unless its log is still there: it is held, or somebody else has it open. */
export function noteLogEnded(file: string): void {
  if (saltOf(file) !== null) return;
  try {
    writeNote(file, 'closed', false);
  } catch {
    // The next start looks for a log that is not there, and has the database looked at.
  }
}

/** Numbers of the pages that the log holds, as far as they were written together. Empty where there is no log. */
export function pagesInLog(file: string): ReadonlySet<number> {
  const pages = new Set<number>();
  const salt = saltOf(file);
  if (salt === null) return pages;
  const log = openSync(logOf(file), 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    readSync(log, header, 0, HEADER_BYTES, 0);
    const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(8);
    const frame = Buffer.alloc(FRAME_HEADER_BYTES);
    for (
      let at = HEADER_BYTES;
      readSync(log, frame, 0, frame.length, at) === frame.length;
      at += frameBytes
    ) {
      // What stands behind is left of an earlier round.
      if (frame.readUInt32BE(8) !== salt) break;
      pages.add(frame.readUInt32BE(0));
    }
    return pages;
  } finally {
    closeSync(log);
  }
}

/** Null where there is no log, or none that SQLite would read. */
function saltOf(file: string): number | null {
  if ((statSync(logOf(file), { throwIfNoEntry: false })?.size ?? 0) < HEADER_BYTES) return null;
  const header = Buffer.alloc(HEADER_BYTES);
  const log = openSync(logOf(file), 'r');
  try {
    readSync(log, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(log);
  }
  return (header.readUInt32BE(0) & ~1) >>> 0 === MAGIC ? header.readUInt32BE(SALT_OFFSET) : null;
}

/** Null where there is no note, or none that can be read. */
function readNote(file: string): Note | null {
  let text: string;
  try {
    text = readFileSync(noteOf(file), 'utf8').trim();
  } catch {
    return null;
  }
  if (text === 'closed' || text === 'begun') return text;
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}

function writeNote(file: string, note: Note, isFlushed: boolean): void {
  const opened = openSync(noteOf(file), 'w');
  try {
    writeSync(opened, `${note}\n`);
    if (isFlushed) fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
