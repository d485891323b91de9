import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RecoveryReport } from '@shared/model';
import { mainTexts } from '@shared/texts/main';
import { systemDisks } from '../../src/main/adapters/system-disks';
import { isDamage } from '../../src/main/db/damage';
import { openLibrary } from '../../src/main/db/open-library';
import { NOTE_ENDING, pagesInLog } from '../../src/main/db/write-ahead-log';
import { newFolder, removeFolder, type Core } from '../support/core';
import { pending, success, type FlowServer } from '../support/flow-server';
import { rememberDatabase } from '../support/killed-database';
import { createRecordingLog } from '../support/ports';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** The log that SQLite keeps beside the database: missing, of another database, of another time; and a disk that may only be read. */

const world = createWorld();
const [DONE, OTHER, OPEN, STRANGE] = ['done', 'other', 'open', 'strange'].map(uuid) as [
  string,
  string,
  string,
  string,
];

async function isAtRest(core: Core): Promise<boolean> {
  const open = core.sql('SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0');
  return open.length === 0 && (await core.holds()).length === 0;
}

/** A library with a song in its database, and another one and a job that is still being made in its log alone. */
async function withLibrary() {
  const server = await world.server();
  server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
  server.job(OTHER, success([clip('Night Ferry', serveFiles(server, 'b').urls)]));
  server.job(OPEN, pending());
  const first = await world.core(server);
  await first.add(DONE);
  await first.waitFor(async () => (await first.songs()).length === 1 && (await isAtRest(first)));
  const core = await world.restart(first);
  await core.add(OTHER, OPEN);
  await core.waitFor(async () => (await core.songs()).length === 2 && (await isAtRest(core)));
  return { server, core };
}

/** The log of a library with another song: all of that library, or only what came last. */
async function foreignLog(server: FlowServer, extent: 'all of it' | 'a part'): Promise<Buffer> {
  server.job(STRANGE, success([clip('Strange Song', { lyrics: WORDS })]));
  const first = await world.core(server);
  if (extent === 'a part') await first.stop();
  const core = extent === 'a part' ? await world.restart(first) : first;
  await core.add(STRANGE);
  await core.waitFor(async () => (await core.songs()).length === 1 && (await isAtRest(core)));
  const log = readFileSync(`${core.databaseFile}-wal`);
  await core.stop();
  return log;
}

async function reportOf(core: Core): Promise<RecoveryReport> {
  return core.waitFor(async () => (await core.invoke('app.snapshot', {})).recovery);
}

async function expectWhole(core: Core): Promise<void> {
  await core.waitFor(() => isAtRest(core));
  expect((await core.songs()).map((song) => song.title).sort()).toEqual(['Low Tide', 'Night Ferry']);
  for (const song of await core.songs()) {
    expect(song.assets.map((asset) => asset.state)).toEqual(['present', 'present', 'present', 'present']);
  }
  expect((await core.songs('railing')).map((song) => song.title)).toEqual(['Low Tide']);
  expect((await core.jobs()).map((job) => job.id).sort()).toEqual([DONE, OTHER, OPEN].sort());
}

function setAside(core: Core): { readonly database: Buffer; readonly log: Buffer } {
  const folder = join(core.folder, 'Damaged');
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return {
    database: readFileSync(join(folder, name, 'library.sqlite')),
    log: readFileSync(join(folder, name, 'library.sqlite-wal')),
  };
}

describe('the log of a run that was cut off', () => {
  it('is taken: what stands only in it is there', async () => {
    const { core } = await withLibrary();
    const killed = rememberDatabase(core.databaseFile);
    await core.stop();
    killed.putBack();
    const again = await world.restart(core);
    await expectWhole(again);
    expect(existsSync(join(core.folder, 'Damaged'))).toBe(false);
  });

  it('and is missing: jobs and songs that stood only in it come back from the folder, and nothing is asked twice', async () => {
    const { server, core } = await withLibrary();
    const killed = rememberDatabase(core.databaseFile);
    await core.stop();
    killed.putBack();
    rmSync(`${core.databaseFile}-wal`);
    const asked = server.asked(DONE).length + server.asked(OTHER).length;
    const again = await world.restart(core);
    await expectWhole(again);
    expect(server.asked(DONE).length + server.asked(OTHER).length).toBe(asked);
    expect(server.fetched()).toHaveLength(8);
  });

  it('stays out of the file until the whole database was looked at', async () => {
    const { core } = await withLibrary();
    const killed = rememberDatabase(core.databaseFile);
    await core.stop();
    killed.putBack();
    const before = readFileSync(core.databaseFile);
    const again = await world.restart(core);
    await again.add(uuid('late'));
    await again.stop();
    expect(readFileSync(core.databaseFile).equals(before)).toBe(true);

    const third = await world.restart(again);
    await third.waitFor(async () => (await third.jobs()).length === 4);
    await third.advance(6_000);
    await third.stop();
    expect(readFileSync(core.databaseFile).equals(before)).toBe(false);
    expect(existsSync(`${core.databaseFile}-wal`)).toBe(false);
  });
});

describe.each(['all of it', 'a part'] as const)('the log of another database, %s', (extent) => {
  it('beside one that was closed: set aside unread, with the database as it was, and told', async () => {
    const { server, core } = await withLibrary();
    const log = await foreignLog(server, extent);
    await core.stop();
    const database = readFileSync(core.databaseFile);
    writeFileSync(`${core.databaseFile}-wal`, log);

    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'foreign-log', copiedAt: null, songs: 0 });
    await expectWhole(again);
    expect(setAside(core).database.equals(database)).toBe(true);
    expect(setAside(core).log.equals(log)).toBe(true);
  });

  it('in the place of the one that a killed program left: set aside, and what is lost with ours comes back', async () => {
    const { server, core } = await withLibrary();
    const log = await foreignLog(server, extent);
    const killed = rememberDatabase(core.databaseFile);
    await core.stop();
    killed.putBack();
    const database = readFileSync(core.databaseFile);
    writeFileSync(`${core.databaseFile}-wal`, log);

    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'foreign-log' });
    await expectWhole(again);
    expect(setAside(core).database.equals(database)).toBe(true);
    expect(setAside(core).log.equals(log)).toBe(true);
  });
});

/** A log of a database of so many pages that holds nothing but this one of them. */
function strayLog(pages: number, page: number): Buffer {
  const file = join(world.folder(), 'stray.sqlite');
  const db = new BetterSqlite3(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE stray (x BLOB)');
  while (Number(db.pragma('page_count', { simple: true })) < pages) {
    db.exec('INSERT INTO stray VALUES (randomblob(3000))');
  }
  for (let row = 1; ; row += 1) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.prepare('UPDATE stray SET x = randomblob(3000) WHERE rowid = ?').run(row);
    if ([...pagesInLog(file)].join() === String(page)) break;
  }
  const log = readFileSync(`${file}-wal`);
  db.close();
  return log;
}

/** The page with which a table or an index begins. */
function pageOf(core: Core, name: string): number {
  const [found] = core.sql<{ rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?', name);
  return found?.rootpage ?? 0;
}

describe('a log of which nobody knows whose it is', () => {
  it.each([
    ['as can be seen at once', 'sidecar'],
    ['as a statement meets', 'asset'],
    ['as only a whole check finds', 'clip'],
  ] as const)(
    'and that damages the database, %s: the file is kept as it was before anything was brought into it',
    async (_how, table) => {
      world.expectsErrors(/./);
      const { core } = await withLibrary();
      await core.stop();
      rmSync(`${core.databaseFile}${NOTE_ENDING}`);
      const database = readFileSync(core.databaseFile);
      const log = strayLog(database.length / 4_096, pageOf(core, table));
      writeFileSync(`${core.databaseFile}-wal`, log);

      let last = await world.restart(core);
      if (table !== 'sidecar') {
        const isDamaged = async () => (await last.holds()).some((hold) => hold.kind === 'database-damaged');
        await last.waitFor(isDamaged, { pace: 1_000 });
        await last.stop().catch(() => undefined);
        last = await world.restart(last);
      }
      expect(await reportOf(last)).toMatchObject({ reason: 'damaged' });
      await expectWhole(last);
      expect(setAside(core).database.equals(database)).toBe(true);
      // Behind the foreign pages may stand what this run has written.
      expect(setAside(core).log.subarray(0, log.length).equals(log)).toBe(true);
    },
  );

  it('and that is sound is taken', async () => {
    const { core } = await withLibrary();
    const killed = rememberDatabase(core.databaseFile);
    await core.stop();
    killed.putBack();
    rmSync(`${core.databaseFile}${NOTE_ENDING}`);
    const again = await world.restart(core);
    await expectWhole(again);
    expect(existsSync(join(core.folder, 'Damaged'))).toBe(false);
  });
});

describe('damage that a statement meets in an ordinary run', () => {
  it('keeps what was written since in the log, and the file as it is', async () => {
    world.expectsErrors(/./);
    const { core } = await withLibrary();
    await core.stop();
    const database = readFileSync(core.databaseFile);
    database.fill(0x5a, 4_096 * (pageOf(core, 'clip_by_title') - 1), 4_096 * pageOf(core, 'clip_by_title'));
    writeFileSync(core.databaseFile, database);
    const again = await world.restart(core);
    await again.add(uuid('late'));
    const byTitle = { search: '', sort: 'title', direction: 'asc', offset: 0, limit: 10 } as const;
    expect(await again.ask('songs.page', byTitle)).toMatchObject({ ok: false });
    await again.stop().catch(() => undefined);
    expect(readFileSync(core.databaseFile).equals(database)).toBe(true);

    const third = await world.restart(again);
    expect(await reportOf(third)).toMatchObject({ reason: 'damaged' });
    expect(setAside(core).database.equals(database)).toBe(true);
    expect((await third.jobs()).map((job) => job.id)).toContain(uuid('late'));
  });
});

describe.skipIf(!canMountSmallDisk)('a database on a disk that may only be read', () => {
  it.each(['closed', 'cut off'])(
    'whose last run was %s: refused with the reason, nothing is changed, and all is there when it may be written',
    async (end) => {
      const { core } = await withLibrary();
      const killed = rememberDatabase(core.databaseFile);
      await core.stop();
      if (end === 'cut off') killed.putBack();
      const outer = newFolder();
      onTestFinished(() => removeFolder(outer));
      const folder = join(outer, 'profile');
      const disk = mountSmallDisk(folder, 20, 100);
      onTestFinished(() => disk.unmount());
      const names = readdirSync(core.folder).filter((name) => name.startsWith('library.sqlite'));
      for (const name of names) copyFileSync(join(core.folder, name), join(folder, name));
      mkdirSync(join(folder, 'Backups'));
      const contents = () =>
        readdirSync(folder).map((name) =>
          name === 'Backups' ? name : [name, readFileSync(join(folder, name)).toString('base64')],
        );
      const before = contents();
      const file = join(folder, 'library.sqlite');
      const open = () => openLibrary(file, createRecordingLog(), world.clock.now());
      disk.remount('ro');
      let met: unknown = null;
      try {
        open();
      } catch (error) {
        met = error;
      }
      expect(isDamage(met)).toBe(false);
      expect(String(met)).toMatch(/readonly|read-only|unable to open/i);
      expect(contents()).toEqual(before);
      const failure = await explainFailure(met, folder);
      expect(failure).toMatchObject({ title: 'Flowshelf may not write its own data', canTryAgain: true });
      expect(failure.text).toContain(folder);

      disk.remount('rw');
      const { db } = open();
      expect(readdirSync(folder)).not.toContain('Damaged');
      expect(db.prepare('SELECT title FROM clip ORDER BY title').all()).toEqual([
        { title: 'Low Tide' },
        { title: 'Night Ferry' },
      ]);
      db.close();
    },
  );
});

async function explainFailure(error: unknown, folder: string) {
  const { explainStartFailure } = await import('../../src/main/electron/start-failure');
  return explainStartFailure(error, folder, systemDisks, mainTexts.en);
}
