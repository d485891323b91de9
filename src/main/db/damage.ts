import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';

const DAMAGE_CODES = /^SQLITE_(CORRUPT|NOTADB|FORMAT|IOERR_SHORT_READ)/;

/** The file is shorter than its own header says. */
export class TruncatedDatabaseError extends Error {
  constructor(bytes: number, expectedBytes: number) {
    super(`The database has ${bytes} bytes of ${expectedBytes}.`);
    this.name = 'TruncatedDatabaseError';
  }
}

/** A check found what no statement had met yet. */
export class UnsoundDatabaseError extends Error {
  constructor(problems: readonly string[]) {
    super(`The database is not sound: ${problems.join('; ')}`);
    this.name = 'UnsoundDatabaseError';
  }
}

/** Whether an error says that the file is not what SQLite wrote, rather than that it cannot be reached or is in use. */
export function isDamage(error: unknown): boolean {
  if (error instanceof TruncatedDatabaseError || error instanceof UnsoundDatabaseError) return true;
  return error instanceof BetterSqlite3.SqliteError && DAMAGE_CODES.test(error.code);
}

// Beside the file and not in it: what is damaged cannot be trusted to remember that it is.
const markerOf = (file: string) => `${file}.damaged`;

/** Notes that the file was found damaged, so that the next opening sets it aside. */
export function markDamaged(file: string, detail: string): void {
  writeFileSync(markerOf(file), `${detail}\n`);
}

/** What `markDamaged` noted; null when nothing was. */
export function damageOf(file: string): string | null {
  return existsSync(markerOf(file)) ? readFileSync(markerOf(file), 'utf8').trim() : null;
}

export function unmarkDamaged(file: string): void {
  rmSync(markerOf(file), { force: true });
}
