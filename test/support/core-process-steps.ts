import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/**
 * Watches what a core does to its disk, step by step, from outside its code: Node's own file functions and those of the
 * database are wrapped in this process. Each step has a name such as `rename part` or `commit file row`.
 */

export type Moment = 'before' | 'after';
export type StepListener = (step: string, moment: Moment) => void;

type Func = (this: unknown, ...args: unknown[]) => unknown;
type Members = Record<string, Func>;
type Naming = (args: readonly unknown[], self: unknown) => string | null;

/** Name of the database file; what begins with it and goes on is a copy. */
const DATABASE = 'library.sqlite';

/**
 * From now on every step is told, before it is begun and after it has succeeded. A listener that throws before a step has
 * it fail with that error. Once in a process.
 */
export function watchSteps(listener: StepListener): void {
  watchFiles(listener);
  watchDatabase(listener);
}

const SYSCALLS: Readonly<Record<string, string>> = { flush: 'fsync', rm: 'unlink' };

/** The error of a system, or of SQLite, that refuses a step. */
export function refusal(step: string, code: string): Error {
  if (code.startsWith('SQLITE_')) return new BetterSqlite3.SqliteError(`refused: ${step}`, code);
  const operation = step.split(' ')[0] ?? '';
  const syscall = SYSCALLS[operation] ?? operation;
  return Object.assign(new Error(`${code}: refused, ${syscall}`), { code, syscall });
}

// ---------------------------------------------------------------------------------------------------------- files

function watchFiles(listener: StepListener): void {
  const names = new Map<number, string>();
  const opened = (path: unknown, fd: unknown) => void names.set(fd as number, subjectOf(path));
  const ofPath =
    (operation: string): Naming =>
    ([path]) =>
      `${operation} ${subjectOf(path)}`;
  const ofFd =
    (operation: string): Naming =>
    ([fd]) => {
      const name = names.get(fd as number);
      return name === undefined ? null : `${operation} ${name}`;
    };
  const ofHandle =
    (operation: string): Naming =>
    (_args, self) =>
      ofFd(operation)([(self as { fd: number }).fd], self);

  const callbacks = fs as unknown as Members;
  wrapCallback(callbacks, 'open', ofPath('open'), listener, ([path], [fd]) => opened(path, fd));
  for (const name of ['write', 'writev']) wrapCallback(callbacks, name, ofFd('write'), listener);
  for (const name of ['fsync', 'fdatasync']) wrapCallback(callbacks, name, ofFd('flush'), listener);
  wrapCallback(callbacks, 'close', ofFd('close'), listener, ([fd]) => void names.delete(fd as number));

  wrapSync(callbacks, 'openSync', ofPath('open'), listener, ([path], fd) => opened(path, fd));
  wrapSync(callbacks, 'writeSync', ofFd('write'), listener);
  wrapSync(callbacks, 'fsyncSync', ofFd('flush'), listener);
  wrapSync(callbacks, 'closeSync', ofFd('close'), listener, ([fd]) => void names.delete(fd as number));
  wrapSync(callbacks, 'mkdirSync', ofPath('mkdir'), listener);
  wrapSync(callbacks, 'copyFileSync', ofPath('copy'), listener);
  wrapSync(callbacks, 'renameSync', ofPath('rename'), listener);

  const promises = fsPromises as unknown as Members;
  for (const name of ['rename', 'mkdir', 'rm']) wrapPromise(promises, name, ofPath(name), listener);
  let isHandleWatched = false;
  wrapPromise(promises, 'open', ofPath('open'), listener, ([path], handle) => {
    opened(path, (handle as { fd: number }).fd);
    if (isHandleWatched) return;
    isHandleWatched = true;
    const methods = Object.getPrototypeOf(handle) as Members;
    wrapPromise(methods, 'writeFile', ofHandle('write'), listener);
    wrapPromise(methods, 'sync', ofHandle('flush'), listener);
  });
  syncBuiltinESMExports();
}

/** What a path is to the library. */
function subjectOf(path: unknown): string {
  const name = basename(String(path));
  if (name.endsWith('.part')) return 'part';
  if (name === 'jobs.jsonl') return 'journal';
  if (name.startsWith('library.json')) return 'library file';
  if (name === DATABASE) return 'database';
  if (basename(dirname(String(path))) === 'Backups') return 'database copy';
  if (name.includes('.tmp')) return 'sidecar';
  if (name === 'Library') return 'library folder';
  return /\[\w+\]$/.test(name) ? 'song folder' : 'other';
}

// ------------------------------------------------------------------------------------------------------- database

/** What a statement does, by its text. */
const STATEMENTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*INSERT INTO job \(/, 'insert job'],
  [/^\s*UPDATE job SET is_journaled = 1 WHERE/, 'mark journaled'],
  [/^\s*UPDATE job SET phase/, 'move job'],
  [/^\s*UPDATE job SET last_asked_at/, 'mark asked'],
  [/^\s*INSERT INTO job_answer/, 'insert answer'],
  [/^\s*INSERT INTO clip/, 'insert song'],
  [/^\s*INSERT INTO lyrics/, 'insert lyrics'],
  [/^\s*INSERT INTO song_search/, 'insert search row'],
  [/^\s*INSERT INTO download/, 'queue download'],
  [/^\s*UPDATE download SET state/, 'move download'],
  [/^\s*UPDATE download SET done_bytes/, 'save progress'],
  [/^\s*UPDATE download SET arrived/, 'note arrival'],
  [/^\s*UPDATE asset SET path/, 'write file row'],
  [/^\s*DELETE FROM download/, 'delete download'],
  [/^\s*INSERT INTO sidecar/, 'save sidecar row'],
  [/^\s*UPDATE clip SET is_sidecar_due = 0/, 'end sidecars'],
  [/^\s*UPDATE clip SET duration_ms/, 'save duration'],
  [/^\s*INSERT INTO meta/, 'save meta'],
];

/** A transaction goes by the first of these statements that it ran. */
const TRANSACTIONS: ReadonlyMap<string, string> = new Map([
  ['insert job', 'job ids'],
  ['insert answer', 'answer'],
  ['write file row', 'file row'],
  ['save duration', 'duration'],
  ['save meta', 'library folder'],
  ['change schema', 'migration'],
]);

function watchDatabase(listener: StepListener): void {
  let transaction: string | null = null;
  const notice = (step: string) => {
    transaction ??= TRANSACTIONS.get(step) ?? null;
    return step;
  };
  const nameOf = (sql: string): string | null => {
    if (sql.startsWith('BEGIN')) transaction = null;
    if (sql === 'COMMIT') return `commit ${transaction ?? 'other'}`;
    const known = STATEMENTS.find(([pattern]) => pattern.test(sql));
    return known ? notice(known[1]) : null;
  };

  const probe = new BetterSqlite3(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as Members;
  probe.close();
  wrapSync(statements, 'run', (_args, self) => nameOf((self as { source: string }).source), listener);
  const databases = BetterSqlite3.prototype as unknown as Members;
  wrapSync(databases, 'exec', () => notice('change schema'), listener);
  wrapSync(
    databases,
    'pragma',
    ([text]) => (String(text).startsWith('user_version =') ? 'set schema version' : null),
    listener,
  );
}

// ------------------------------------------------------------------------------------------------------- wrapping

type Ended = (args: readonly unknown[], result: unknown) => void;

function wrapSync(owner: Members, name: string, naming: Naming, listener: StepListener, onEnd?: Ended): void {
  const original = owner[name] as Func;
  owner[name] = function (...args) {
    const step = naming(args, this);
    if (step !== null) listener(step, 'before');
    const result = original.apply(this, args);
    onEnd?.(args, result);
    if (step !== null) listener(step, 'after');
    return result;
  };
}

function wrapPromise(
  owner: Members,
  name: string,
  naming: Naming,
  listener: StepListener,
  onEnd?: Ended,
): void {
  const original = owner[name] as Func;
  owner[name] = async function (...args) {
    const step = naming(args, this);
    if (step !== null) listener(step, 'before');
    const result = await original.apply(this, args);
    onEnd?.(args, result);
    if (step !== null) listener(step, 'after');
    return result;
  };
}

function wrapCallback(
  owner: Members,
  name: string,
  naming: Naming,
  listener: StepListener,
  onEnd?: (args: readonly unknown[], results: readonly unknown[]) => void,
): void {
  const original = owner[name] as Func;
  owner[name] = function (...args) {
    const step = naming(args, this);
    const last = args.length - 1;
    const callback = args[last];
    if (typeof callback !== 'function') return original.apply(this, args);
    args[last] = (error: unknown, ...results: unknown[]) => {
      if (!error) {
        onEnd?.(args, results);
        if (step !== null) listener(step, 'after');
      }
      (callback as Func)(error, ...results);
    };
    if (step !== null) {
      try {
        listener(step, 'before');
      } catch (error) {
        return void process.nextTick(callback as Func, error);
      }
    }
    return original.apply(this, args);
  };
}
