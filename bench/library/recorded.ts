import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Input, Route } from '@shared/ipc/contract';
import { startCore } from '../../test/support/core';
import { LIBRARY_FOLDER } from './seed';

/** A statement as it was run. */
export interface RecordedStatement {
  readonly sql: string;
  readonly params: readonly unknown[];
  /** Only its first row was read. */
  readonly isOneRow: boolean;
}

/**
 * The statements that the program's core reads with for each request: the floor under an answer is the price of its
 * statements alone. They are taken where they reach SQLite, so it makes no difference how the core is built, as long as
 * it answers in the process that it is in.
 *
 * @param profile folder of a library that no program has open
 */
export async function recordReads<R extends Route>(
  profile: string,
  route: R,
  inputs: readonly Input<R>[],
): Promise<RecordedStatement[][]> {
  const recorder = recordStatements(['get', 'all', 'iterate']);
  try {
    const core = await startCore({
      folder: profile,
      environment: { libraryFolder: join(profile, LIBRARY_FOLDER) },
      isStarted: false,
    });
    try {
      const recorded: RecordedStatement[][] = [];
      for (const input of inputs) {
        recorder.begin();
        await core.invoke(route, input);
        recorded.push(recorder.end());
      }
      return recorded;
    } finally {
      await core.stop();
    }
  } finally {
    recorder.restore();
  }
}

type Method = 'get' | 'all' | 'iterate' | 'run';

/** Notes what is run by statements that are prepared from now on, in this process. */
export function recordStatements(methods: readonly Method[]) {
  const { prototype } = BetterSqlite3;
  const { prepare } = prototype;
  let noted: RecordedStatement[] = [];
  prototype.prepare = function (this: BetterSqlite3.Database, sql: string) {
    const statement = prepare.call(this, sql) as BetterSqlite3.Statement;
    for (const name of methods) {
      const run = statement[name].bind(statement) as (...params: unknown[]) => unknown;
      Object.defineProperty(statement, name, {
        value: (...params: unknown[]) => {
          noted.push({ sql, params, isOneRow: name === 'get' });
          return run(...params);
        },
      });
    }
    return statement;
  } as typeof prepare;
  return {
    begin() {
      noted = [];
    },
    end: () => noted,
    restore() {
      prototype.prepare = prepare;
    },
  };
}

/** Runs recorded statements on a bare connection, and tells how long each list of them takes, in milliseconds. */
export function createReplay(database: string): {
  time(statements: readonly RecordedStatement[]): number;
  close(): void;
} {
  const sqlite = new BetterSqlite3(database, { readonly: true });
  const prepared = new Map<string, BetterSqlite3.Statement>();
  const statementOf = (sql: string) => {
    const known = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    time(statements) {
      for (const { sql } of statements) statementOf(sql);
      const startedAt = performance.now();
      for (const { sql, params, isOneRow } of statements) {
        const statement = statementOf(sql);
        if (isOneRow) statement.get(...params);
        else statement.all(...params);
      }
      return performance.now() - startedAt;
    },
    close: () => void sqlite.close(),
  };
}
