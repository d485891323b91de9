import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { listCopies } from '../../src/main/db/copies';
import { openDatabase } from '../../src/main/db/database';
import { migrate, NewerSchemaError, SCHEMA_VERSION } from '../../src/main/db/migrate';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createFindingRepository } from '../../src/main/db/findings';
import { initial } from '../../src/main/db/migrations/0010-initial';
import { unverifiedFiles } from '../../src/main/db/migrations/0020-unverified-files';
import { libraryCheck } from '../../src/main/db/migrations/0030-library-check';
import { crashRecovery } from '../../src/main/db/migrations/0040-crash-recovery';
import { startCore } from '../support/core';
import { createDatabases } from '../support/database';
import { createRecordingLog } from '../support/ports';

const NOW = Date.UTC(2026, 10, 22, 16, 54, 50, 123);
const databases = createDatabases();
const log = createRecordingLog();

function open(file: string) {
  return openDatabase(file, log);
}

/** The schema as SQLite tells it. */
function schemaOf(file: string): unknown[] {
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    return db.prepare(`SELECT type, name, sql FROM sqlite_schema ORDER BY type, name`).all();
  } finally {
    db.close();
  }
}

describe('migrating', () => {
  it('makes the whole schema out of nothing', () => {
    const { db, rows } = databases.open();
    expect(db.pragma('user_version')).toBe(SCHEMA_VERSION);
    expect(SCHEMA_VERSION % 10).toBe(0);
    const names = rows<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map(
      (row) => row.name,
    );
    expect(names).toEqual(
      expect.arrayContaining([
        'meta',
        'hold',
        'job',
        'job_answer',
        'clip',
        'job_clip',
        'lyrics',
        'asset',
        'download',
        'sidecar',
      ]),
    );
    expect(rows('PRAGMA foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check')).toBe('ok');
  });

  it('sets what every connection needs', () => {
    const { db } = databases.open();
    expect(db.pragma('foreign_keys')).toBe(1);
    expect(db.pragma('journal_mode')).toBe('wal');
    expect(db.pragma('synchronous')).toBe(1);
    expect(db.transactDurably(() => db.pragma('synchronous'))).toBe(2);
    expect(db.pragma('synchronous')).toBe(1);
    expect(() =>
      db.transactDurably(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(db.pragma('synchronous')).toBe(1);
  });

  it('again changes nothing and makes no copy', () => {
    const file = databases.file();
    const first = open(file);
    migrate(first, file, NOW);
    first.exec(`INSERT INTO meta (key, value) VALUES ('a', 'b')`);
    const before = schemaOf(file);
    migrate(first, file, NOW);
    first.close();
    const second = open(file);
    migrate(second, file, NOW);
    expect(second.prepare('SELECT * FROM meta').all()).toEqual([{ key: 'a', value: 'b' }]);
    expect(second.pragma('foreign_keys')).toBe(1);
    expect(() => second.exec(`INSERT INTO asset (clip, kind) VALUES (7, 'audio')`)).toThrow(/FOREIGN KEY/);
    second.close();
    expect(schemaOf(file)).toEqual(before);
    expect(listCopies(file)).toEqual([]);
  });

  it('keeps a copy of an older file before it changes it', () => {
    const file = databases.file();
    const db = open(file);
    db.exec(
      `CREATE TABLE old_thing (x TEXT); INSERT INTO old_thing VALUES ('kept'); PRAGMA user_version = 1`,
    );
    migrate(db, file, NOW);
    expect(db.pragma('user_version')).toBe(SCHEMA_VERSION);
    db.close();
    const [kept] = listCopies(file);
    expect(kept?.madeAt).toBe(NOW);
    const copy = new BetterSqlite3(kept?.file ?? '', { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.prepare('SELECT x FROM old_thing').all()).toEqual([{ x: 'kept' }]);
    expect(copy.prepare(`SELECT name FROM sqlite_schema WHERE name = 'job'`).all()).toEqual([]);
    copy.close();
  });

  it('of version 10 keeps every row, and its files count as verified', () => {
    const file = databases.file();
    const db = open(file);
    initial.apply(db);
    db.exec(`PRAGMA user_version = 10;
      INSERT INTO job (id, phase, added_at, polling_since) VALUES ('j', 'succeeded', 1, 1);
      INSERT INTO clip (id, clip_id, title, title_key, arrived_at, folder, folder_key, stem)
        VALUES (1, 'c', 'Low Tide', 'low tide', 2, 'f', 'f', 's');
      INSERT INTO job_clip VALUES ('j', 1);
      INSERT INTO asset (clip, kind, url, job_id, path, format, bytes, served_sha256, present_sha256, finished_at)
        VALUES (1, 'audio', 'https://x/a', 'j', 'f/s.m4a', 'm4a', 5, 'h', 'h', 3);
      INSERT INTO asset (clip, kind, url, job_id) VALUES (1, 'wav', 'https://x/w', 'j');
      INSERT INTO download (clip, kind, state, validator, done_bytes, added_at) VALUES (1, 'wav', 'queued', 'tag', 7, 4);
      INSERT INTO lyrics VALUES (1, 'user', 'mine', NULL, 5);`);
    const tables = ['job', 'clip', 'job_clip', 'download', 'lyrics', 'asset'];
    const rows = () =>
      tables.map((table) => db.prepare<Record<string, unknown>>(`SELECT * FROM ${table}`).all());
    const before = rows();
    migrate(db, file, NOW);
    expect(db.pragma('user_version')).toBe(SCHEMA_VERSION);
    expect(rows()).toMatchObject(before);
    expect(db.prepare('SELECT kind, is_unverified FROM asset ORDER BY kind').all()).toEqual([
      { kind: 'audio', is_unverified: 0 },
      { kind: 'wav', is_unverified: 0 },
    ]);
    db.close();
    expect(listCopies(file)).toHaveLength(1);
  });

  it('brings a library of the first schema along, with its downloads', () => {
    const file = databases.file();
    const db = open(file);
    initial.apply(db);
    db.exec(`
      PRAGMA user_version = 10;
      INSERT INTO clip (id, clip_id, title, title_key, arrived_at, folder, folder_key, stem)
        VALUES (1, 'c', 'Low Tide', 'low tide', 1, 'Low Tide', 'low tide', 'Low Tide');
      INSERT INTO asset (clip, kind, url, job_id) VALUES (1, 'audio', 'https://files.test/a', 'j');
      INSERT INTO download (clip, kind, state, done_bytes, added_at) VALUES (1, 'audio', 'queued', 7, 1)`);
    migrate(db, file, NOW);
    const downloads = createDownloadRepository(db);
    expect(downloads.ready(2, 10)).toMatchObject([{ stem: 'Low Tide', arrived: null }]);
    expect(downloads.nextDiscardedPart(null)).toBeNull();
    db.close();
    const copy = new BetterSqlite3(listCopies(file)[0]?.file ?? '', { readonly: true });
    expect(copy.prepare('SELECT done_bytes FROM download').pluck().all()).toEqual([7]);
    copy.close();
    expect(readdirSync(dirname(file)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('of version 40 counts the findings that are listed', () => {
    const file = databases.file();
    const db = open(file);
    for (const step of [initial, unverifiedFiles, libraryCheck, crashRecovery]) step.apply(db);
    db.exec(`PRAGMA user_version = 40;
      INSERT INTO finding (kind, path, found_at, found_in, seen_in, is_left) VALUES
        ('missing', 'a', 1, 1, 1, 0), ('missing', 'b', 1, 1, 1, 0), ('missing', 'c', 1, 1, 1, 1), ('foreign', 'd', 1, 1, 1, 0)`);
    migrate(db, file, NOW);
    const findings = createFindingRepository(db);
    expect(findings.counts()).toMatchObject({ missing: 2, foreign: 1, duplicate: 0 });
    findings.remove(findings.idsAfter('missing', 0, 1));
    expect(findings.counts()).toMatchObject({ missing: 1, foreign: 1 });
    db.close();
  });

  it('that fails leaves the file as it was, and foreign keys on', () => {
    const file = databases.file();
    const db = open(file);
    // In the way of the first migration, half-way through.
    db.exec('CREATE TABLE lyrics (x TEXT); PRAGMA user_version = 1');
    const before = schemaOf(file);
    expect(() => migrate(db, file, NOW)).toThrow(/lyrics/);
    expect(db.pragma('user_version')).toBe(1);
    expect(db.pragma('foreign_keys')).toBe(1);
    db.close();
    expect(schemaOf(file)).toEqual(before);
  });

  it('refuses a file of a newer program with its own error and does not touch a byte', () => {
    const file = databases.file();
    const db = open(file);
    migrate(db, file, NOW);
    db.exec(
      `CREATE TABLE future (x TEXT); INSERT INTO future VALUES ('?'); PRAGMA user_version = ${SCHEMA_VERSION + 10}`,
    );
    db.close();
    const before = readFileSync(file);
    const again = open(file);
    expect(() => migrate(again, file, NOW)).toThrow(NewerSchemaError);
    expect(() => migrate(again, file, NOW)).toThrow(String(SCHEMA_VERSION + 10));
    again.close();
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(listCopies(file)).toEqual([]);
  });

  it('the whole program refuses it too', async () => {
    const core = await startCore();
    await core.stop();
    const db = new BetterSqlite3(core.databaseFile);
    db.pragma(`user_version = ${SCHEMA_VERSION + 10}`);
    db.close();
    const before = readFileSync(core.databaseFile);
    await expect(core.restart()).rejects.toThrow(NewerSchemaError);
    expect(readFileSync(core.databaseFile).equals(before)).toBe(true);
  });
});

describe('the schema holds its rows together', () => {
  const CLIP = `INSERT INTO clip (id, clip_id, title, title_key, arrived_at, folder, folder_key, stem)
    VALUES (1, 'c', 't', 't', 0, 'f', 'f', 's')`;
  const JOB = `INSERT INTO job (id, phase, added_at, polling_since) VALUES ('j', 'pending', 0, 0)`;

  it.each([
    ['an answer without a job', `INSERT INTO job_answer VALUES ('j', 0, x'00')`],
    ['a file without a song', `INSERT INTO asset (clip, kind) VALUES (7, 'audio')`],
    [
      'a download without a file',
      `INSERT INTO download (clip, kind, state, added_at) VALUES (1, 'audio', 'queued', 0)`,
    ],
    ['words without a song', `INSERT INTO lyrics VALUES (7, 'api', 'x', NULL, 0, NULL)`],
    ['a link without a job', `${CLIP}; INSERT INTO job_clip VALUES ('nobody', 1)`],
    [
      'a phase that does not exist',
      `INSERT INTO job (id, phase, added_at, polling_since) VALUES ('k', 'gone', 0, 0)`,
    ],
    ['a kind that does not exist', `${CLIP}; INSERT INTO asset (clip, kind) VALUES (1, 'stem')`],
    [
      'a state that does not exist',
      `${CLIP}; INSERT INTO asset (clip, kind) VALUES (1, 'audio');
      INSERT INTO download (clip, kind, state, added_at) VALUES (1, 'audio', 'done', 0)`,
    ],
    [
      'a text where a number belongs',
      `INSERT INTO job (id, phase, added_at, polling_since) VALUES ('k', 'pending', 'x', 0)`,
    ],
    ['a clip id twice', `${CLIP}; ${CLIP.replace('(1,', '(2,').replace(`'f', 'f'`, `'g', 'g'`)}`],
    ['a folder twice', `${CLIP}; ${CLIP.replace('(1,', '(2,').replace(`'c'`, `'d'`)}`],
  ])('%s is refused', (_name, sql) => {
    const { db } = databases.open();
    expect(() => db.exec(sql)).toThrow();
  });

  it('a job that goes takes its answer and links, and no song', () => {
    const { db, rows } = databases.open();
    db.exec(`${JOB}; ${CLIP}; INSERT INTO job_answer VALUES ('j', 0, x'00'); INSERT INTO job_clip VALUES ('j', 1);
      INSERT INTO asset (clip, kind, job_id) VALUES (1, 'audio', 'j'); DELETE FROM job WHERE id = 'j'`);
    expect(rows('SELECT * FROM job_answer')).toEqual([]);
    expect(rows('SELECT * FROM job_clip')).toEqual([]);
    expect(rows('SELECT clip_id FROM clip')).toEqual([{ clip_id: 'c' }]);
    expect(rows('SELECT job_id FROM asset')).toEqual([{ job_id: 'j' }]);
  });

  it('a song that goes takes all that is its', () => {
    const { db, rows } = databases.open();
    db.exec(`${JOB}; ${CLIP}; INSERT INTO job_clip VALUES ('j', 1); INSERT INTO asset (clip, kind) VALUES (1, 'audio');
      INSERT INTO download (clip, kind, state, added_at) VALUES (1, 'audio', 'queued', 0);
      INSERT INTO lyrics VALUES (1, 'api', 'x', NULL, 0, NULL); INSERT INTO lyrics_draft VALUES (1, 'y', '[]', 0);
      INSERT INTO sidecar VALUES (1, 'p', 'h');
      DELETE FROM clip WHERE id = 1`);
    for (const table of ['job_clip', 'asset', 'download', 'lyrics', 'lyrics_draft', 'sidecar']) {
      expect(rows(`SELECT * FROM ${table}`)).toEqual([]);
    }
    expect(rows('SELECT id FROM job')).toEqual([{ id: 'j' }]);
  });

  it('a transaction that fails leaves nothing; one inside another is part of it', () => {
    const { db, rows } = databases.open();
    expect(() =>
      db.transact(() => {
        db.exec(JOB);
        db.transact(() => db.exec(CLIP));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(rows('SELECT 1 FROM job UNION ALL SELECT 1 FROM clip')).toEqual([]);
  });

  it('what comes before a commit is done last and in its order, and is forgotten with what is undone', () => {
    const { db, rows } = databases.open();
    const done: string[] = [];
    const last = (what: string) => () => void done.push(what);
    db.transact(() => {
      db.beforeCommit(last('first'));
      db.transact(() => db.beforeCommit(last('second')));
      try {
        db.transact(() => {
          db.beforeCommit(last('undone'));
          throw new Error('no');
        });
      } catch {
        done.push('failed within');
      }
      db.exec(JOB);
      done.push('body');
    });
    expect(done).toEqual(['failed within', 'body', 'first', 'second']);

    expect(() =>
      db.transact(() => {
        db.exec(CLIP);
        db.beforeCommit(() => {
          throw new Error('not even last');
        });
      }),
    ).toThrow('not even last');
    expect(rows('SELECT id FROM clip')).toEqual([]);
    db.beforeCommit(last('at once'));
    db.transact(() => undefined);
    expect(done.slice(4)).toEqual(['at once']);
  });

  it('a slow statement is logged with its text and without its values', () => {
    const file = databases.file();
    const slowLog = createRecordingLog();
    const db = openDatabase(file, slowLog);
    db.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT sum(i), ? FROM n`,
    ).get(['secret value']);
    db.close();
    expect(slowLog.lines.map((line) => line.message)).toEqual(['Slow statement']);
    expect(slowLog.text()).toContain('WITH RECURSIVE');
    expect(slowLog.text()).not.toContain('secret value');
  });
});
