import { open } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
import type { Log } from '../ports';
import { isDamage } from './damage';
import { createWriteTurns, type WriteTurns } from './write-turns';

/**
 * What SQLite says when the system refuses to keep what it wrote. It knows `ENOSPC` as a full disk; a used-up quota and
 * what only shows in a flush it tells as failed writes.
 */
const REFUSED_WRITES = /^SQLITE_IOERR_(WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE)$/;

/** Whether something could not be stored in the database for want of room. */
export function isDatabaseFull(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_FULL';
}

/** Statements slower than this are worth a line in the log: they are what a user feels. */
const SLOW_STATEMENT_MS = 40;

/** Pages of 4 kB after which a commit empties the log into the file itself, for which it waits for the disk twice. */
export const MOST_PAGES_IN_LOG = 8_000;

/** Memory that a connection for much work may take, for as long as it is open. */
const CACHE_BESIDE_KILOBYTES = 64 * 1024;

/** What SQLite takes as a value and gives back. */
export type SqlValue = string | number | bigint | Buffer | null;
export type SqlParams = Readonly<Record<string, SqlValue>> | readonly SqlValue[];

/** A prepared statement whose slow runs are logged. `Row` says honestly what SQLite gives. */
export interface Statement<Row> {
  get(params?: SqlParams): Row | undefined;
  all(params?: SqlParams): Row[];
  /** The first column of every row: a million numbers without a million objects. */
  values<Value extends SqlValue>(params?: SqlParams): Value[];
  /** Number of rows changed and the id of the last inserted one. */
  run(params?: SqlParams): { readonly changes: number; readonly lastInsertRowid: number };
}

/** A connection. Everything is synchronous; nothing awaits inside a transaction. */
export interface Database {
  /** Whose turn it is to write, where a thread with a connection of its own takes much in. */
  readonly turns: WriteTurns;
  /** Writes what can wait, without being blocked: see `WriteTurns.inTurn`. */
  inTurn<T>(work: () => T): Promise<T>;
  /** This connection is to stand back: the program waits to write. */
  isWaitedFor(): boolean;
  prepare<Row = never>(sql: string): Statement<Row>;
  exec(sql: string): void;
  /** Runs all of `work` or none of it. Calls nest. */
  transact<T>(work: () => T): T;
  /**
   * Has something done last in the transaction that is under way, in the order in which it was asked for; at once where there
   * is none. It is forgotten with what the transaction is undone by.
   */
  beforeCommit(work: () => void): void;
  /** As `transact`, and on the disk when it returns: for what must survive a power cut. Not inside a transaction. */
  transactDurably<T>(work: () => T): T;
  pragma(statement: string): unknown;
  /** All that was committed is on the disk when it returns. Not inside a transaction. */
  flush(): void;
  /** The same without blocking: the disk is waited for elsewhere. */
  flushAside(): Promise<void>;
  /** Pages that were committed to the log beside the file and can be brought into it; none while it is held. */
  pagesInLog(): number;
  /**
   * From now on nothing is brought from the log into the file, not even when it is closed: the file stays as it is, for who
   * looks at it later.
   */
  holdLog(): void;
  /** The log may be brought into the file again. */
  releaseLog(): void;
  /**
   * While somebody else brings the log into the file: no commit here does it until the returned function is called. Not while
   * another such time goes on.
   */
  leaveLog(): () => void;
  /** Brings into the file what nobody reads any more in the log, unless that is held. Waits for the disk, not for readers. */
  emptyLog(): void;
  /** Told once when a statement meets damage in the file. The statement throws all the same. */
  onDamage(listener: (error: unknown) => void): void;
  /**
   * Calls back whenever something could not be stored because the disk has no room or takes nothing. The statement throws
   * all the same, with the code `SQLITE_FULL`.
   */
  onFull(listener: () => void): void;
  /** Who closes it last brings the log into the file, unless that is held. */
  close(): void;
}

/** An error that another thread has met, as what it was there: code and kind do not survive the way between threads. */
export function errorFromThread({
  message,
  code,
}: {
  readonly message: string;
  readonly code: string | null;
}): Error {
  if (code?.startsWith('SQLITE_')) return new BetterSqlite3.SqliteError(message, code);
  return Object.assign(new Error(message), code === null ? {} : { code });
}

/** Opens the database file, or makes it. The caller migrates it. */
export function openDatabase(file: string, log: Log): Database {
  return openToWrite(file, MOST_PAGES_IN_LOG, (sqlite) => wrap(sqlite, log, createWriteTurns(), 'claims'));
}

/**
 * Opens the file for a thread that takes much in beside the program, which has opened and migrated it. No commit here brings
 * the log into the file: `emptyLog` does.
 *
 * @param turns the program's
 */
export function openBeside(file: string, log: Log, turns: WriteTurns): Database {
  return openToWrite(file, 0, (sqlite) => {
    // Entries of many indexes come in no order: each page is changed again and again before it is written once.
    sqlite.pragma(`cache_size = -${CACHE_BESIDE_KILOBYTES}`);
    return wrap(sqlite, log, turns, 'stands-back');
  });
}

function openToWrite(
  file: string,
  mostPagesInLog: number,
  wrapped: (sqlite: BetterSqlite3.Database) => Database,
): Database {
  const sqlite = new BetterSqlite3(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma(`wal_autocheckpoint = ${mostPagesInLog}`);
    return wrapped(sqlite);
  } catch (error) {
    sqlite.close();
    throw withOneCode(error);
  }
}

/**
 * Opens the file for a process that only reads it, beside the one that writes. It has been migrated by then.
 *
 * @throws when the file is not there or cannot be read
 */
export function openForReading(file: string, log: Log): Database {
  const sqlite = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  sqlite.pragma('busy_timeout = 5000');
  return wrap(sqlite, log, createWriteTurns(), 'stands-back');
}

/** The error itself, or for each way in which a write is refused the one that everybody understands. */
function withOneCode(error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError) || !REFUSED_WRITES.test(error.code)) return error;
  return new BetterSqlite3.SqliteError(`${error.message} (${error.code})`, 'SQLITE_FULL');
}

/**
 * @param manner whether writing here says that it waits, or is done by who stands back for those that do
 */
function wrap(
  sqlite: BetterSqlite3.Database,
  log: Log,
  turns: WriteTurns,
  manner: 'claims' | 'stands-back',
): Database {
  let isLogLeft = false;
  let tellDamage: ((error: unknown) => void) | null = null;

  let tellFull: () => void = () => undefined;

  function watched<T>(work: () => T): T {
    try {
      return work();
    } catch (caught) {
      const error = withOneCode(caught);
      if (isDamage(error)) {
        const tell = tellDamage;
        tellDamage = null;
        tell?.(error);
      }
      if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_FULL') tellFull();
      throw error;
    }
  }

  function timed<T>(sql: string, work: () => T): T {
    const startedAt = performance.now();
    const value = watched(work);
    const tookMs = performance.now() - startedAt;
    if (tookMs > SLOW_STATEMENT_MS) log.warn('Slow statement', { tookMs: Math.round(tookMs), sql });
    return value;
  }

  function write<T>(work: () => T): T {
    if (sqlite.inTransaction) return work();
    return manner === 'claims' ? turns.claim(work) : turns.transact(work);
  }

  function applyLogMode(): void {
    const isKept = turns.isLogHeld() || isLogLeft;
    sqlite.pragma(`wal_autocheckpoint = ${isKept ? 0 : MOST_PAGES_IN_LOG}`);
  }

  function pagesInLog(): number {
    if (turns.isLogHeld()) return 0;
    const { log: pages, checkpointed } = selectLog.get() ?? { log: 0, checkpointed: 0 };
    return pages - checkpointed;
  }

  /** What is to be done before the transaction that is under way ends. */
  let last: (() => void)[] = [];

  function transact<T>(work: () => T): T {
    const isOutermost = !sqlite.inTransaction;
    const before = last;
    try {
      const inTransaction = sqlite.transaction(() => {
        const value = work();
        if (isOutermost) for (const each of last) each();
        return value;
      });
      return watched(() => write(() => inTransaction.immediate()));
    } catch (error) {
      last = before;
      throw error;
    } finally {
      if (isOutermost) last = [];
    }
  }

  function transactDurably<T>(work: () => T): T {
    sqlite.pragma('synchronous = FULL');
    try {
      return transact(work);
    } finally {
      sqlite.pragma('synchronous = NORMAL');
    }
  }

  const selectLog = sqlite.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)');

  /**
   * What a commit has written stands in the log, or was brought from there into the file and flushed with that. SQLite locks
   * other files than the log, so that it may be opened and closed here.
   */
  async function flushAside(): Promise<void> {
    const file = await open(`${sqlite.name}-wal`, 'r+');
    try {
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  return {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = sqlite.prepare<SqlParams[], Row>(sql);
      let plucked: BetterSqlite3.Statement<SqlParams[]> | null = null;
      return {
        get: (params = []) => timed(sql, () => statement.get(params)),
        all: (params = []) => timed(sql, () => statement.all(params)),
        values: <Value extends SqlValue>(params: SqlParams = []) => {
          const column = (plucked ??= sqlite.prepare<SqlParams[]>(sql).pluck());
          return timed(sql, () => column.all(params)) as Value[];
        },
        run: (params = []) => {
          const { changes, lastInsertRowid } = write(() => timed(sql, () => statement.run(params)));
          return { changes, lastInsertRowid: Number(lastInsertRowid) };
        },
      };
    },
    exec: (sql) => void sqlite.exec(sql),
    transact,
    beforeCommit(work) {
      if (sqlite.inTransaction) last = [...last, work];
      else work();
    },
    transactDurably,
    // The log is written in one go from its beginning: with one commit all those before it are on the disk.
    flush: () =>
      void transactDurably(() =>
        sqlite.pragma(`user_version = ${String(sqlite.pragma('user_version', { simple: true }))}`),
      ),
    flushAside,
    pragma: (statement) => sqlite.pragma(statement, { simple: true }),
    turns,
    inTurn: turns.inTurn,
    isWaitedFor: () => manner === 'stands-back' && turns.isClaimed(),
    holdLog() {
      turns.setLogHeld(true);
      applyLogMode();
    },
    releaseLog() {
      turns.setLogHeld(false);
      applyLogMode();
    },
    leaveLog() {
      isLogLeft = true;
      applyLogMode();
      return () => {
        isLogLeft = false;
        applyLogMode();
      };
    },
    emptyLog() {
      if (!turns.isLogHeld()) watched(() => sqlite.pragma('wal_checkpoint(PASSIVE)'));
    },
    pagesInLog,
    onDamage(listener) {
      tellDamage = listener;
    },
    onFull(listener) {
      tellFull = listener;
    },
    close() {
      if (turns.isLogHeld()) closeBesideReader(sqlite);
      else sqlite.close();
    },
  };
}

/** Only who may write brings the log into the file; so somebody else is there until after it. */
function closeBesideReader(sqlite: BetterSqlite3.Database): void {
  let reader: BetterSqlite3.Database | null = null;
  try {
    reader = new BetterSqlite3(sqlite.name, { readonly: true, fileMustExist: true });
    reader.pragma('schema_version');
  } catch {
    // What cannot be read is not read into either.
  }
  try {
    sqlite.close();
  } finally {
    reader?.close();
  }
}
