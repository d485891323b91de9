import BetterSqlite3 from 'better-sqlite3';
import type { Database, SqlParams, Statement } from '../../src/main/db/database';

/** A statement as it was run. */
export interface RecordedStatement {
  readonly sql: string;
  readonly params: SqlParams;
  readonly method: 'get' | 'all' | 'values';
}

/**
 * What the program asks the database for, to be asked again without the program: the floor under a search is the price
 * of its statements alone.
 */
export interface Recorder {
  /** The database that notes what is read from it. */
  readonly db: Database;
  /** What was read while `work` ran. */
  record(work: () => Promise<unknown>): Promise<RecordedStatement[]>;
}

export function createRecorder(db: Database): Recorder {
  let noted: RecordedStatement[] = [];

  function noting<Row>(sql: string, statement: Statement<Row>): Statement<Row> {
    const note = (method: RecordedStatement['method'], params: SqlParams = []) =>
      noted.push({ sql, params, method });
    return {
      get(params) {
        note('get', params);
        return statement.get(params);
      },
      all(params) {
        note('all', params);
        return statement.all(params);
      },
      values(params) {
        note('values', params);
        return statement.values(params);
      },
      run: (params) => statement.run(params),
    };
  }

  return {
    db: { ...db, prepare: (sql) => noting(sql, db.prepare(sql)) },
    async record(work) {
      noted = [];
      await work();
      return noted;
    },
  };
}

/** Runs recorded statements on a bare connection, and tells how long each list of them takes, in milliseconds. */
export function createReplay(file: string): {
  time(statements: readonly RecordedStatement[]): number;
  close(): void;
} {
  const sqlite = new BetterSqlite3(file, { readonly: true });
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const statementOf = (sql: string, method: RecordedStatement['method']) => {
    const isColumn = method === 'values';
    const name = `${isColumn} ${sql}`;
    const known = prepared.get(name) ?? sqlite.prepare(sql).pluck(isColumn);
    prepared.set(name, known);
    return known;
  };
  return {
    time(statements) {
      for (const { sql, method } of statements) statementOf(sql, method);
      const startedAt = performance.now();
      for (const { sql, params, method } of statements) {
        statementOf(sql, method)[method === 'get' ? 'get' : 'all'](params);
      }
      return performance.now() - startedAt;
    },
    close: () => void sqlite.close(),
  };
}
