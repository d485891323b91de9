import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { isDamage } from '../../src/main/db/damage';
import { glanceAtDatabase } from '../../src/main/db/inspection';
import {
  noteLogBegan,
  noteLogBegins,
  noteLogEnded,
  NOTE_ENDING,
  originOfLog,
  pagesInLog,
} from '../../src/main/db/write-ahead-log';
import { createWorld } from '../support/world';

const world = createWorld();

/** A database in WAL mode that is open and has something in its log. */
function openWithLog(folder = world.folder()) {
  const file = join(folder, 'library.sqlite');
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = WAL');
  db.pragma('wal_autocheckpoint = 0');
  db.exec('CREATE TABLE thing (x TEXT)');
  const write = (count = 1) => {
    for (let index = 0; index < count; index += 1)
      db.exec(`INSERT INTO thing VALUES (hex(randomblob(2000)))`);
  };
  write();
  return { file, db, write };
}

/** The file and its log as a kill at this moment would leave them. */
function killed({ file }: { readonly file: string }): string {
  const copy = join(world.folder(), 'library.sqlite');
  for (const part of ['', '-wal', NOTE_ENDING]) {
    if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${copy}${part}`);
  }
  return copy;
}

describe('whose log lies beside a database', () => {
  it('nobody knows where nothing was noted: it is taken', () => {
    const opened = openWithLog();
    expect(originOfLog(killed(opened))).toBe('ours');
    opened.db.close();
    expect(originOfLog(opened.file)).toBe('none');
  });

  it('the one that the last run began, however often SQLite has begun it anew since', () => {
    const opened = openWithLog();
    noteLogBegins(opened.file);
    expect(originOfLog(killed(opened))).toBe('ours');
    noteLogBegan(opened.file);
    for (let round = 0; round < 40; round += 1) {
      opened.db.pragma(round % 2 === 0 ? 'wal_checkpoint(RESTART)' : 'wal_checkpoint(TRUNCATE)');
      opened.write();
      expect(originOfLog(killed(opened))).toBe('ours');
    }
    opened.db.close();
  });

  it('another one is foreign: of another database, and of the same one at another time', () => {
    const [opened, other] = [openWithLog(), openWithLog()];
    noteLogBegins(opened.file);
    noteLogBegan(opened.file);
    const left = killed(opened);
    const earlier = readFileSync(`${left}-wal`);
    copyFileSync(`${other.file}-wal`, `${left}-wal`);
    expect(originOfLog(left)).toBe('foreign');

    opened.db.close();
    const again = new BetterSqlite3(opened.file);
    again.exec(`INSERT INTO thing VALUES ('later')`);
    noteLogBegins(opened.file);
    noteLogBegan(opened.file);
    const later = killed(opened);
    expect(originOfLog(later)).toBe('ours');
    writeFileSync(`${later}-wal`, earlier);
    expect(originOfLog(later)).toBe('foreign');
    again.close();
    other.db.close();
  });

  it('any is foreign after the database was closed in order', () => {
    const opened = openWithLog();
    const log = readFileSync(`${opened.file}-wal`);
    opened.db.close();
    noteLogEnded(opened.file);
    expect(originOfLog(opened.file)).toBe('none');
    writeFileSync(`${opened.file}-wal`, log);
    expect(originOfLog(opened.file)).toBe('foreign');
    // What SQLite would not read is no log.
    for (const bytes of [Buffer.alloc(0), log.subarray(0, 20), Buffer.alloc(4_152, 7)]) {
      writeFileSync(`${opened.file}-wal`, bytes);
      expect(originOfLog(opened.file)).toBe('none');
    }
  });

  it('a database that somebody else has open is not closed: its log stays known', () => {
    const opened = openWithLog();
    noteLogBegins(opened.file);
    noteLogBegan(opened.file);
    const other = new BetterSqlite3(opened.file, { readonly: true });
    other.pragma('schema_version');
    opened.db.close();
    noteLogEnded(opened.file);
    expect(originOfLog(killed(opened))).toBe('ours');
    other.close();
  });

  it('one that the last run began and that is gone is lost', () => {
    const opened = openWithLog();
    noteLogBegins(opened.file);
    noteLogBegan(opened.file);
    const left = killed(opened);
    rmSync(`${left}-wal`);
    expect(originOfLog(left)).toBe('lost');
    opened.db.close();
  });

  it('a note that cannot be read is none', () => {
    const opened = openWithLog();
    const left = killed(opened);
    for (const text of ['', 'x', '12.5', '99999999999', 'closed?']) {
      writeFileSync(`${left}${NOTE_ENDING}`, text);
      expect([text, originOfLog(left)]).toEqual([text, 'ours']);
    }
    opened.db.close();
  });

  it('numbers that run over begin at 0 again', () => {
    const opened = openWithLog();
    noteLogBegins(opened.file);
    const left = killed(opened);
    const log = readFileSync(`${left}-wal`);
    log.writeUInt32BE(3, 16);
    writeFileSync(`${left}-wal`, log);
    writeFileSync(`${left}${NOTE_ENDING}`, String(2 ** 32 - 2));
    expect(originOfLog(left)).toBe('ours');
    writeFileSync(`${left}${NOTE_ENDING}`, '4');
    expect(originOfLog(left)).toBe('foreign');
    opened.db.close();
  });
});

describe('a glance at a database', () => {
  it('counts what is only in its log as there, and changes neither', () => {
    const opened = openWithLog();
    opened.db.pragma('wal_checkpoint(TRUNCATE)');
    opened.write(40);
    const left = killed(opened);
    opened.db.close();
    const before = [readFileSync(left), readFileSync(`${left}-wal`)];
    expect(pagesInLog(left).size).toBeGreaterThan(20);
    expect(glanceAtDatabase(left)).toBe(0);
    expect([readFileSync(left), readFileSync(`${left}-wal`)]).toEqual(before);
  });

  it('notices that pages are in neither', () => {
    const opened = openWithLog();
    opened.write(40);
    opened.db.pragma('wal_checkpoint(TRUNCATE)');
    opened.write();
    const left = killed(opened);
    opened.db.close();
    truncateSync(left, 3 * 4_096);
    let met: unknown = null;
    try {
      glanceAtDatabase(left);
    } catch (error) {
      met = error;
    }
    expect(isDamage(met)).toBe(true);
  });
});
