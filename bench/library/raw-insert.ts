import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { newFolder, removeFolder, startCore } from '../../test/support/core';
import { recordStatements, type RecordedStatement } from './recorded';

/** What the program writes of some answers, ready to be written without the program: rows, and what they are searched by. */
export interface RawSongs {
  readonly songs: number;
  /** Writes all of it into a new database of the same form; milliseconds of writing. */
  insertInto(file: string): number;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * Has the core take in pasted answers, and keeps the rows that are in its database afterwards: each is then one INSERT,
 * however often the importer looked and wrote before. What the core writes into a search index cannot be read back from
 * there; its INSERTs are noted on their way.
 */
export async function readRawSongs(text: string, songs: number): Promise<RawSongs> {
  const folder = newFolder();
  try {
    const recorder = recordStatements(['run']);
    try {
      const core = await startCore({ folder, isStarted: false });
      recorder.begin();
      await core.invoke('jobs.add', { text });
      await core.waitFor(async () => (await core.invoke('app.snapshot', {})).counts.songs === songs);
      await core.stop();
    } finally {
      recorder.restore();
    }
    return rawSongs(join(folder, 'library.sqlite'), songs, recorder.end());
  } finally {
    removeFolder(folder);
  }
}

function rawSongs(file: string, songs: number, written: readonly RecordedStatement[]): RawSongs {
  const source = new BetterSqlite3(file, { readonly: true });
  const schema = readSchema(source);
  const tables = schema.tables.map((name) => readTable(source, name));
  source.close();
  const indexed = written.filter(({ sql }) =>
    schema.virtualTables.some((name) => new RegExp(`^\\s*INSERT\\s+INTO\\s+${name}\\b`, 'i').test(sql)),
  );
  return {
    songs,
    insertInto(target) {
      const sqlite = new BetterSqlite3(target);
      try {
        sqlite.pragma('journal_mode = WAL');
        sqlite.pragma('synchronous = NORMAL');
        for (const sql of schema.statements) sqlite.exec(sql);
        const startedAt = performance.now();
        sqlite.transaction(() => {
          // Tables come in any order.
          sqlite.pragma('defer_foreign_keys = ON');
          for (const table of tables) insertAll(sqlite, table);
          const statements = new Map<string, BetterSqlite3.Statement>();
          for (const { sql, params } of indexed) {
            const statement = statements.get(sql) ?? sqlite.prepare(sql);
            statements.set(sql, statement);
            statement.run(...params);
          }
        })();
        return performance.now() - startedAt;
      } finally {
        sqlite.close();
      }
    },
  };
}

interface Schema {
  /** Those that hold rows of their own. */
  readonly tables: readonly string[];
  readonly virtualTables: readonly string[];
  /** What makes tables, indexes and triggers, in this order. */
  readonly statements: readonly string[];
}

function readSchema(sqlite: BetterSqlite3.Database): Schema {
  const listed = sqlite
    .prepare<[], { name: string; type: string }>(
      `SELECT name, type FROM pragma_table_list WHERE schema = 'main'`,
    )
    .all();
  const namesOf = (type: string) => listed.filter((table) => table.type === type).map(({ name }) => name);
  const shadows = new Set(namesOf('shadow'));
  const objects = sqlite
    .prepare<[], { sql: string; tbl_name: string }>(
      `SELECT sql, tbl_name FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
       ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END`,
    )
    .all();
  return {
    tables: namesOf('table').filter((name) => !name.startsWith('sqlite_')),
    virtualTables: namesOf('virtual'),
    statements: objects.filter(({ tbl_name }) => !shadows.has(tbl_name)).map(({ sql }) => sql),
  };
}

function readTable(sqlite: BetterSqlite3.Database, name: string): Table {
  const columns = sqlite
    .prepare<[], { name: string }>(`PRAGMA table_info("${name}")`)
    .all()
    .map((column) => column.name);
  const rows = sqlite
    .prepare<[], unknown[]>(`SELECT ${quoted(columns)} FROM "${name}"`)
    .raw()
    .all();
  return { name, columns, rows };
}

function insertAll(sqlite: BetterSqlite3.Database, { name, columns, rows }: Table): void {
  const places = columns.map(() => '?').join(', ');
  const insert = sqlite.prepare<unknown[]>(`INSERT INTO "${name}" (${quoted(columns)}) VALUES (${places})`);
  for (const row of rows) insert.run(...row);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
