import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import type { ClipFacts, ClipPlace } from '../../src/main/db/clips';
import type { ClipNaming } from '../../src/main/domain/clip-naming';
import { openDatabase, type Database } from '../../src/main/db/database';
import { migrate } from '../../src/main/db/migrate';
import { newFolder } from './core';
import { createRecordingLog } from './ports';

/** A migrated database in a file of its own, and every statement that was prepared on it. */
export interface TestDatabase {
  readonly db: Database;
  readonly file: string;
  /** The text of every statement, in the order of preparing. */
  readonly prepared: readonly string[];
  /** The steps of a statement's query plan, one line each. */
  plan(sql: string): string[];
  rows<Row = Record<string, unknown>>(sql: string): Row[];
}

/** Gives databases that are closed and removed after each test. */
export function createDatabases(): { open(): TestDatabase; file(): string } {
  let folders: string[] = [];
  let opened: Database[] = [];

  afterEach(() => {
    for (const db of opened) db.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    [folders, opened] = [[], []];
  });

  function file(): string {
    const folder = newFolder();
    folders.push(folder);
    return join(folder, 'library.sqlite');
  }

  return {
    file,
    open() {
      const path = file();
      const real = openDatabase(path, createRecordingLog());
      opened.push(real);
      migrate(real, path, Date.now());
      const prepared: string[] = [];
      const db: Database = {
        ...real,
        prepare: <Row>(sql: string) => {
          prepared.push(sql);
          return real.prepare<Row>(sql);
        },
      };
      return {
        db,
        file: path,
        prepared,
        plan(sql) {
          const names = new Set([...sql.matchAll(/:(\w+)/g)].map((match) => match[1] ?? ''));
          const count = (sql.match(/\?/g) ?? []).length;
          const params =
            names.size > 0 ? Object.fromEntries([...names].map((name) => [name, 1])) : Array(count).fill(1);
          return real
            .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(params as number[])
            .map((row) => row.detail);
        },
        rows: <Row>(sql: string) => real.prepare<Row>(sql).all(),
      };
    },
  };
}

export const jobIds = (...ids: readonly string[]) => ids as readonly JobId[] as JobId[];

/** Facts of a clip of which nothing is known but its id. */
export function factsOf(id: string, facts: Partial<ClipFacts> = {}): ClipFacts {
  return {
    clipId: id as ClipId,
    givenTitle: null,
    model: null,
    action: null,
    soundPrompt: null,
    seed: null,
    bpm: null,
    lyricsId: null,
    parentClipId: null,
    durationMs: null,
    createdAt: null,
    ...facts,
  };
}

export function namingOf(title: string): ClipNaming {
  return { title, titleKey: title.toLowerCase(), subtitle: '' };
}

export function placeOf(id: string): ClipPlace {
  return { folder: `folder ${id}`, folderKey: `folder ${id}`, stem: id };
}
