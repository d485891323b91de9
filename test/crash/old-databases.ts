import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import { listCopies } from '../../src/main/db/copies';
import { openDatabase } from '../../src/main/db/database';
import { initial } from '../../src/main/db/migrations/0010-initial';
import { createRecordingLog } from '../support/ports';

/** A database that an older program left: none, one from before the first schema, or one of the first schema. */
export type OldDatabase = 'none' | 'version 1' | 'version 10';

const VERSIONS = { 'version 1': 1, 'version 10': 10 } as const;

/** Puts one into a folder; what was in it has to be there after every migration. */
export function makeOldDatabase(folder: string, kind: OldDatabase): { expectKept(): void } {
  const file = join(folder, 'library.sqlite');
  if (kind === 'none') return { expectKept: () => {} };
  mkdirSync(folder, { recursive: true });
  const db = openDatabase(file, createRecordingLog());
  if (kind === 'version 10') initial.apply(db);
  db.exec(
    `CREATE TABLE older (x TEXT); INSERT INTO older VALUES ('kept'); PRAGMA user_version = ${VERSIONS[kind]}`,
  );
  db.close();
  return {
    expectKept() {
      expectOlderRow(file);
      for (const copy of listCopies(file)) expectOlderRow(copy.file);
      expect(listCopies(file).length).toBeGreaterThan(0);
    },
  };
}

function expectOlderRow(file: string): void {
  expect(existsSync(file), file).toBe(true);
  const db = new BetterSqlite3(file, { readonly: true });
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT x FROM older').pluck().all()).toEqual(['kept']);
  } finally {
    db.close();
  }
}
