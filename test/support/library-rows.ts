import { existsSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import type { AssetKind } from '@shared/model';

/** What a database says of jobs and files. */
export interface LibraryRows {
  readonly jobs: readonly string[];
  readonly files: readonly {
    readonly clipId: string;
    readonly kind: AssetKind;
    readonly path: string;
    readonly bytes: number;
    readonly hash: string;
  }[];
}

/** Reads them as the next start would, and checks the database and its index from end to end. */
export function readLibraryRows(file: string): LibraryRows {
  if (!existsSync(file)) return { jobs: [], files: [] };
  const db = new BetterSqlite3(file);
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    // Before the first migration was committed there is nothing yet.
    const isMade = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'song_search'`).get() !== undefined;
    if (!isMade) return { jobs: [], files: [] };
    db.exec(`INSERT INTO song_search (song_search) VALUES ('integrity-check')`);
    const ids = (sql: string) => db.prepare<[], number>(sql).pluck().all();
    expect(ids('SELECT rowid FROM song_search ORDER BY 1')).toEqual(ids('SELECT id FROM clip ORDER BY 1'));
    return {
      jobs: db.prepare<[], string>('SELECT id FROM job').pluck().all(),
      files: db
        .prepare<[], LibraryRows['files'][number]>(
          `SELECT clip_id AS clipId, kind, path, bytes, served_sha256 AS hash
           FROM asset JOIN clip ON clip.id = asset.clip WHERE path IS NOT NULL`,
        )
        .all(),
    };
  } finally {
    db.close();
  }
}
