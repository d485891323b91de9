import BetterSqlite3 from 'better-sqlite3';

/** Nobody else uses a folder as long as this is held; the system lets go of it with the process, however that ends. */
export interface SoleUse {
  release(): void;
}

/**
 * Takes a folder for this process alone, by a lock that SQLite holds on an empty file.
 *
 * @param file made where it is not there
 * @param waitMs how long one that is ending is waited for; blocks
 * @returns null when another process has it
 * @throws what SQLite throws where the file cannot be made or locked
 */
export function takeSoleUse(file: string, waitMs: number): SoleUse | null {
  const sqlite = new BetterSqlite3(file, { timeout: waitMs });
  try {
    sqlite.exec('BEGIN EXCLUSIVE');
    return { release: () => void sqlite.close() };
  } catch (error) {
    sqlite.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
