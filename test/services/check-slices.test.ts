import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckMode, FindingCounts } from '@shared/library-check';
import { createCheckedFileRepository } from '../../src/main/db/checked-files';
import { createClipRepository } from '../../src/main/db/clips';
import type { Database, SqlParams } from '../../src/main/db/database';
import { createDownloadRepository } from '../../src/main/db/downloads';
import { createFindingRepository } from '../../src/main/db/findings';
import { createMetaRepository } from '../../src/main/db/meta';
import { createCheckMemory } from '../../src/main/services/check-progress';
import { createLibraryCheck, type LibraryCheck } from '../../src/main/services/library-check';
import { createLibraryFolder } from '../../src/main/services/library-folder';
import { createLibraryReader, PIECE_BYTES, restBetween } from '../../src/main/services/library-reader';
import { createLibraryWalk } from '../../src/main/services/library-walk';
import { newFolder } from '../support/core';
import { createDatabases, factsOf, namingOf } from '../support/database';
import { createFakeClock } from '../support/fake-clock';
import { createRecordingLog } from '../support/ports';

/**
 * A check of a library of thousands of songs never keeps the others waiting. What is measured is how much is done between
 * two turns of the event loop, in rows and bytes: no time, which is the machine's.
 */

const SONGS = 1_200;
/** Rows that one turn may look at or write: a page of findings with what each is looked up by. */
const MOST_ROWS = 700;
const FINDINGS_OF_OLD = 2_000;
/** The first song's sound is so long. */
const LARGE = 9 * PIECE_BYTES;

const databases = createDatabases();
let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

/** Counts what is done in each turn of the event loop. */
function createTurns() {
  let [rows, bytes] = [0, 0];
  let [mostRows, mostBytes] = [0, 0];
  let isOver = false;
  (function turn(): void {
    [mostRows, mostBytes] = [Math.max(mostRows, rows), Math.max(mostBytes, bytes)];
    [rows, bytes] = [0, 0];
    if (!isOver) setImmediate(turn);
  })();
  return {
    rows: (count: number) => void (rows += count),
    bytes: (count: number) => void (bytes += count),
    most: () => ({ rows: Math.max(mostRows, rows), bytes: Math.max(mostBytes, bytes) }),
    end: () => void (isOver = true),
  };
}
type Turns = ReturnType<typeof createTurns>;

/** A database whose statements are counted by the rows that they read or write. */
function counted(db: Database, turns: Turns): Database {
  return {
    ...db,
    prepare<Row>(sql: string) {
      const statement = db.prepare<Row>(sql);
      return {
        get(params) {
          const found = statement.get(params);
          turns.rows(rowsOf(sql, params, found));
          return found;
        },
        all(params) {
          const found = statement.all(params);
          turns.rows(found.length);
          return found;
        },
        values(params) {
          const found = statement.values<never>(params);
          turns.rows(found.length);
          return found;
        },
        run(params) {
          const result = statement.run(params);
          turns.rows(Math.max(1, result.changes));
          return result;
        },
      };
    },
  };
}

/** What a page was made one number of has been read as well, unless there was nothing left. */
function rowsOf(sql: string, params: SqlParams | undefined, found: unknown): number {
  const isSum = /(count|max)\(/.test(sql) && sql.includes('LIMIT ?');
  const isEmpty = typeof found === 'object' && found !== null && 'last' in found && found.last === null;
  return isSum && !isEmpty && Array.isArray(params) ? Number(params.at(-1)) : 1;
}

interface Bench {
  readonly check: LibraryCheck;
  readonly turns: Turns;
  readonly library: string;
  readonly rests: () => number;
  readonly counts: () => FindingCounts;
  /** Runs a check to its end. */
  whole(mode: CheckMode): Promise<void>;
  /** What is done at the n-th time that the check gives way. */
  atRest(count: number, act: () => void): void;
}

/**
 * A library that is checked: `SONGS` songs with two files each, of which nothing is on disk, and as many findings of an
 * older check, none of which is true any more.
 */
function open(): Bench {
  const { db } = databases.open();
  const library = newFolder();
  folders.push(library);
  fill(db);
  const turns = createTurns();
  const watched = counted(db, turns);
  const clock = createFakeClock();
  const folder = createLibraryFolder(library);
  let rests = 0;
  const acts = new Map<number, () => void>();
  const giveWay = restBetween(clock, () => false);
  const rest = async (signal?: AbortSignal): Promise<void> => {
    rests += 1;
    acts.get(rests)?.();
    await giveWay(signal);
  };
  const real = createLibraryReader(() => folder, rest);
  const reader: typeof real = {
    ...real,
    hash: (path, signal, onBytes) =>
      real.hash(path, signal, (count) => {
        turns.bytes(count);
        onBytes(count);
      }),
  };
  const files = createCheckedFileRepository(watched);
  const clips = createClipRepository(watched);
  const findings = createFindingRepository(watched);
  let finish: () => void = () => undefined;
  const check = createLibraryCheck({
    db: watched,
    memory: createCheckMemory(createMetaRepository(watched)),
    files,
    findings,
    clips,
    reader,
    walk: createLibraryWalk({
      files,
      clips,
      downloads: createDownloadRepository(watched),
      reader,
      clipFileText: () => '',
      isExportFolder: () => false,
    }),
    clock,
    log: createRecordingLog(),
    rest,
    isFolderThere: () => Promise.resolve(true),
    onStatus: () => undefined,
    onSongsChanged: () => undefined,
    onFolderBack: () => undefined,
    lookBeside: () => Promise.resolve(null),
    settleDownload: () => undefined,
    onFinished: () => finish(),
  });
  return {
    check,
    turns,
    library,
    rests: () => rests,
    counts: () => check.status().counts,
    async whole(mode) {
      const ended = new Promise<void>((resolve) => {
        finish = resolve;
      });
      await check.start(mode);
      await ended;
      turns.end();
    },
    atRest: (count, act) => void acts.set(count, act),
  };
}

const lengthOf = (index: number): number => (index === 0 ? LARGE : 1_000 + index);

function fill(db: Database): void {
  const clips = createClipRepository(db);
  const downloads = createDownloadRepository(db);
  const findings = createFindingRepository(db);
  db.transact(() => {
    for (let index = 0; index < SONGS; index += 1) {
      const name = `Song ${String(index).padStart(5, '0')}`;
      const place = { folder: name, folderKey: name.toLowerCase(), stem: name };
      const { row } = clips.insert(factsOf(name), namingOf(name), place, 1);
      const file = { format: 'm4a', bytes: lengthOf(index), isUnverified: false } as const;
      // Three of four files hold what another holds, and all covers are the same.
      const hash = `hash ${Math.floor(index / 4)}`;
      downloads.adopt(row, 'audio', { ...file, path: `${name}/a.m4a`, sha256: hash }, false, 1);
      downloads.adopt(row, 'cover', { ...file, path: `${name}/c.jpg`, sha256: 'cover' }, false, 1);
      clips.markSidecarBegun(row);
      clips.markSidecarWritten(row);
    }
    for (let index = 0; index < FINDINGS_OF_OLD; index += 1) {
      findings.keep(
        { kind: 'foreign', clipRow: null, assetKind: null, path: `old ${index}`, otherPath: null },
        0,
        1,
      );
    }
  });
}

describe('a check of thousands of songs', () => {
  it('finds all of them gone and all old findings untrue, some hundred rows in each turn', async () => {
    const { whole, turns, counts } = open();
    await whole('quick');
    expect(counts()).toMatchObject({ missing: 2 * SONGS, sidecar: SONGS, foreign: 0, duplicate: 0 });
    expect(turns.most().rows).toBeLessThan(MOST_ROWS);
  });

  it('finds files with the same bytes, some hundred rows in each turn', async () => {
    const { whole, turns, counts, library } = open();
    for (let index = 0; index < SONGS; index += 1) {
      const name = `Song ${String(index).padStart(5, '0')}`;
      mkdirSync(join(library, name));
      writeFileSync(join(library, name, 'a.m4a'), Buffer.alloc(lengthOf(index)));
    }
    await whole('quick');
    expect(counts()).toMatchObject({ missing: SONGS, duplicate: (SONGS * 3) / 4 });
    expect(turns.most().rows).toBeLessThan(MOST_ROWS);
  });

  it('tells what a folder full of strangers holds as it goes, some hundred rows in each turn', async () => {
    const { whole, turns, counts, library } = open();
    mkdirSync(join(library, 'Song 00000'));
    for (let index = 0; index < SONGS; index += 1) {
      writeFileSync(join(library, 'Song 00000', `mine ${index}.txt`), '');
    }
    await whole('quick');
    expect(counts()).toMatchObject({ foreign: SONGS });
    expect(turns.most().rows).toBeLessThan(MOST_ROWS);
  });

  it('reads a large file in pieces', async () => {
    const { whole, turns, counts, library } = open();
    addLarge(library);
    await whole('thorough');
    expect(counts()).toMatchObject({ changed: 1 });
    expect(turns.most().bytes).toBe(PIECE_BYTES);
  });
});

function addLarge(library: string): void {
  mkdirSync(join(library, 'Song 00000'));
  writeFileSync(join(library, 'Song 00000', 'a.m4a'), Buffer.alloc(LARGE));
}

describe('a check that is cancelled', () => {
  // While counting, while reading the large file, among files, among songs.
  it.each([1, 6, 12, 14, 30, 50])('when it gives way for the %ith time stops there', async (count) => {
    const { check, atRest, rests, turns, library } = open();
    addLarge(library);
    const cancelled = new Promise((resolve) => {
      atRest(count, () => {
        resolve(check.cancel());
      });
    });
    await check.start('thorough');
    await cancelled;
    expect(check.status().run).toBeNull();
    expect(rests()).toBe(count);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(rests()).toBe(count);
    turns.end();
  });
});
