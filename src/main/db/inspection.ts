import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { isDamage, TruncatedDatabaseError } from './damage';
import { pagesInLog } from './write-ahead-log';

/**
 * Work on the whole database, or that waits for the disk. It may take seconds and is synchronous, so the program has it done
 * in a process of its own.
 */

const MOST_PROBLEMS = 20;

/** What SQLite's own check finds wrong; empty when the file is sound. Throws when the file cannot be reached. */
export function inspectDatabase(file: string): readonly string[] {
  let sqlite: BetterSqlite3.Database | null = null;
  try {
    sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    const found = sqlite.pragma(`quick_check(${MOST_PROBLEMS})`) as { quick_check: string }[];
    const problems = found.map((row) => row.quick_check).filter((line) => line !== 'ok');
    const dangling = sqlite.pragma('foreign_key_check') as { table: string }[];
    return [...problems, ...dangling.slice(0, 1).map(({ table }) => `dangling rows in ${table}`)];
  } catch (error) {
    if (isDamage(error)) return [error instanceof Error ? error.message : String(error)];
    throw error;
  } finally {
    sqlite?.close();
  }
}

const TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";

/**
 * Looks at what a damaged file shows at once: its length, its tables. Changes nothing, in the log beside it neither. Only
 * `inspectDatabase` finds the rest.
 *
 * @returns its schema's version
 * @throws an error that is damage (`isDamage`), or what the system says when the file cannot be read
 */
export function glanceAtDatabase(file: string): number {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  try {
    const number = (pragma: string) => Number(sqlite.pragma(pragma, { simple: true }));
    const pageBytes = number('page_size');
    expectWholeLength(file, number('page_count'), pageBytes);
    for (const { name } of sqlite.prepare<[], { name: string }>(TABLES).all()) {
      sqlite.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get();
    }
    return number('user_version');
  } finally {
    sqlite.close();
  }
}

/** Every page is in the file, or in the log that has not been brought into it yet. */
function expectWholeLength(file: string, pages: number, pageBytes: number): void {
  const { size } = statSync(file);
  if (size >= pages * pageBytes) return;
  const logged = pagesInLog(file);
  for (let page = Math.floor(size / pageBytes) + 1; page <= pages; page += 1) {
    if (!logged.has(page)) throw new TruncatedDatabaseError(size, pages * pageBytes);
  }
}

/** Writes a copy that is whole under its name or not there, while the database is in use. Throws when it cannot. */
export function copyDatabase(file: string, to: string): void {
  const temporary = `${to}.tmp`;
  try {
    rmSync(temporary, { force: true });
    const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    try {
      sqlite.prepare('VACUUM INTO ?').run(temporary);
    } finally {
      sqlite.close();
    }
    const problems = inspectDatabase(temporary);
    if (problems.length > 0) throw new Error(`The copy is not sound: ${problems[0]}`);
    const copy = openSync(temporary, 'r+');
    try {
      fsyncSync(copy);
    } finally {
      closeSync(copy);
    }
    renameSync(temporary, to);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${temporary}${suffix}`, { force: true });
  }
}

/** Brings what stands in the log beside the file into the file, as far as nobody reads it, while the database is in use. */
export function checkpointDatabase(file: string): void {
  const sqlite = new BetterSqlite3(file, { fileMustExist: true });
  try {
    sqlite.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    sqlite.close();
  }
}

/** What the process for such work is asked and what it answers. */
export type MaintenanceRequest =
  | { readonly kind: 'inspect'; readonly file: string }
  | { readonly kind: 'copy'; readonly file: string; readonly to: string }
  | { readonly kind: 'checkpoint'; readonly file: string };

export type MaintenanceAnswer =
  | { readonly isDone: true; readonly problems: readonly string[] }
  | { readonly isDone: false; readonly message: string };

/** Never throws: errors do not travel between processes. */
export function answerMaintenance(request: MaintenanceRequest): MaintenanceAnswer {
  try {
    if (request.kind === 'inspect') return { isDone: true, problems: inspectDatabase(request.file) };
    if (request.kind === 'copy') copyDatabase(request.file, request.to);
    else checkpointDatabase(request.file);
    return { isDone: true, problems: [] };
  } catch (error) {
    return { isDone: false, message: error instanceof Error ? error.message : String(error) };
  }
}
