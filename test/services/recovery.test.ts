import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NewerSchemaError } from '../../src/main/db/migrate';
import type { RecoveryReport } from '@shared/model';
import { newFolder, removeFolder, startCore, type Core } from '../support/core';
import { count } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { pending, success, type FlowServer } from '../support/flow-server';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const [DONE, OTHER, OPEN, GONE] = ['done', 'other', 'open', 'gone'].map(uuid) as [
  string,
  string,
  string,
  string,
];
const OVERWRITTEN = count(200, 12);
const CUT_SHORT = count(20, 4);
const DAMAGED = OVERWRITTEN + CUT_SHORT;

interface Library {
  readonly server: FlowServer;
  readonly core: Core;
}

/** A library with two finished jobs and their files, one job that is still being made, and one that was removed. */
async function withLibrary(): Promise<Library> {
  const server = await world.server();
  server.job(
    DONE,
    success([
      clip('Low Tide', {
        ...serveFiles(server, 'a').urls,
        lyrics: WORDS,
        lyrics_timing_markers: [
          [12, 1.5],
          [30, 4],
        ],
      }),
    ]),
  );
  server.job(
    OTHER,
    success([clip('Night Ferry', { ...serveFiles(server, 'b').urls, lyrics_timing_markers: 'паром идёт' })]),
  );
  server.job(OPEN, pending());
  server.job(GONE, pending());
  const core = await world.core(server);
  await core.add(DONE, OTHER, OPEN, GONE);
  await core.invoke('jobs.remove', { jobIds: [GONE as never] });
  await core.waitFor(async () => (await isAtRest(core)) && (await core.songs()).length === 2);
  return { server, core };
}

/** Nothing is under way but the asking about what is still being made. */
async function isAtRest(core: Core): Promise<boolean> {
  const open = core.sql('SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0');
  return open.length === 0 && (await core.holds()).length === 0;
}

/** Every file of the library and what it holds. */
function contents(core: Core): Map<string, string> {
  return new Map(core.files().map((path) => [path, core.read(path).toString('base64')]));
}

async function reportOf(core: Core): Promise<RecoveryReport> {
  return core.waitFor(async () => (await core.invoke('app.snapshot', {})).recovery);
}

/** The library as it was: songs, words, files, jobs. */
async function expectWhole(core: Core, before: Map<string, string>): Promise<void> {
  await core.waitFor(() => isAtRest(core));
  expect((await core.songs()).map((song) => song.title).sort()).toEqual(['Low Tide', 'Night Ferry']);
  for (const song of await core.songs()) {
    expect(song.assets.map((asset) => asset.state)).toEqual(['present', 'present', 'present', 'present']);
  }
  expect((await core.songs('railing')).map((song) => song.title)).toEqual(['Low Tide']);
  expect((await core.songs('ПАРОМ')).map((song) => song.title)).toEqual(['Night Ferry']);
  const lyrics = await core.invoke('lyrics.get', { clipId: uuid('clip Low Tide') as never });
  expect(lyrics?.state).toBe('timed');
  expect((await core.jobs()).map((job) => job.id).sort()).toEqual([DONE, OTHER, OPEN].sort());
  expect(await core.job(DONE)).toMatchObject({ phase: 'succeeded', songCount: 1 });
  expect(contents(core)).toEqual(before);
}

function noise(file: string, seed: number): void {
  const random = createRandom(seed);
  writeFileSync(
    file,
    Buffer.from(Array.from({ length: statSync(file).size }, () => Math.floor(random() * 256))),
  );
}

describe('a database that was lost', () => {
  it('and overwritten with noise: kept aside, everything back from the folder, and told', async () => {
    world.expectsErrors(/database is damaged/);
    const { server, core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    noise(core.databaseFile, 1);
    const damaged = readFileSync(core.databaseFile);
    rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
    const asked = server.asked(DONE).length;
    const fetched = server.fetched().length;

    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({
      reason: 'damaged',
      copiedAt: null,
      songs: 2,
      files: 8,
      missingFiles: 0,
      unreadable: [],
    });
    await expectWhole(again, before);
    expect(readFileSync(join(report.setAside ?? '', 'library.sqlite')).equals(damaged)).toBe(true);
    // What is here is neither asked for nor fetched again; what was not finished is.
    await again.waitFor(() => server.asked(OPEN).length > 1);
    expect(server.asked(DONE)).toHaveLength(asked);
    expect(server.fetched()).toHaveLength(fetched);

    await again.invoke('library.dismissReport', {});
    const third = await world.restart(again);
    expect((await third.invoke('app.snapshot', {})).recovery).toBeNull();
  });

  it('and removed', async () => {
    const { core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    for (const name of ['library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm', 'Backups']) {
      rmSync(join(core.folder, name), { recursive: true, force: true });
    }
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2, setAside: null });
    await expectWhole(again, before);
  });

  it('goes on from its newest good copy, and learns from the folder what came since', async () => {
    world.expectsErrors(/database is damaged/);
    const { server, core } = await withLibrary();
    await core.advance(3 * MINUTE);
    const copies = () =>
      existsSync(join(core.folder, 'Backups')) ? readdirSync(join(core.folder, 'Backups')) : [];
    await core.waitFor(() => copies().length === 1);
    server.job(OPEN, success([clip('Late Train', serveFiles(server, 'c').urls)]));
    await core.waitFor(async () => (await core.songs()).length === 3 && (await isAtRest(core)));
    const before = contents(core);
    const answer = await core.invoke('jobs.answer', { jobId: DONE as never });
    await core.stop();
    // The newest copy is no good either.
    const [good = ''] = copies();
    writeFileSync(join(core.folder, 'Backups', 'library 99 2026-01-01T00-00-00.000Z.sqlite'), 'no database');
    truncateSync(core.databaseFile, 8_192);

    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({ reason: 'damaged', songs: 1, files: 4 });
    expect(report.copiedAt).toBe(madeAt(good));
    await again.waitFor(() => isAtRest(again));
    expect((await again.songs()).map((song) => song.title)).toContain('Late Train');
    expect(contents(again)).toEqual(before);
    // The raw answers are in the database alone: the copy has kept them.
    expect((await again.invoke('jobs.answer', { jobId: DONE as never }))?.text).toBe(answer?.text);
  });

  it('while its disk is away: nothing is made anew, and it comes back with the disk', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    noise(core.databaseFile, 2);
    rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
    const away = `${core.library} away`;
    cpSync(core.library, away, { recursive: true, preserveTimestamps: true });
    rmSync(core.library, { recursive: true });
    mkdirSync(core.library);

    const again = await world.restart(core);
    expect((await again.holds()).map((hold) => hold.kind)).toContain('library-missing');
    expect(readdirSync(core.library)).toEqual([]);
    rmSync(core.library, { recursive: true });
    cpSync(away, core.library, { recursive: true, preserveTimestamps: true });
    await again.invoke('holds.tryAgain', { kind: 'library-missing' });
    await reportOf(again);
    await expectWhole(again, before);
  });

  it('and the program ends in the middle of bringing it back: the next start does it again', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    noise(core.databaseFile, 3);
    rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
    const cut = await world.restart(core);
    await cut.stop();
    const again = await world.restart(cut);
    expect(await reportOf(again)).toMatchObject({ reason: 'damaged' });
    await expectWhole(again, before);
  });
});

describe('damage that only a full check or a statement meets', () => {
  it('is noticed, holds everything, and is repaired at the next opening', async () => {
    world.expectsErrors(/database is damaged|unexpected|looked after|Request|files beside/i);
    const { core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
    damagePages(core.databaseFile, createRandom(4), 6);
    const again = await world.restart(core);
    await again.advance(3 * MINUTE);
    const isNoticed = async () =>
      (await again.holds()).some((hold) => hold.kind === 'database-damaged') ||
      (await again.invoke('app.snapshot', {})).recovery !== null;
    await again.waitFor(isNoticed, { pace: 1_000 });
    await again.invoke('library.repair', {});
    expect(again.profileSwitches).toEqual(['reopen']);
    const third = await world.restart(again);
    await reportOf(third);
    await expectWhole(third, before);
  });

  it(
    `in ${OVERWRITTEN} files with pages overwritten and ${CUT_SHORT} cut short, nothing is lost`,
    { meta: { cases: DAMAGED }, timeout: 1_800_000 },
    async () => {
      world.expectsErrors(/./);
      const { core } = await withLibrary();
      const before = contents(core);
      await core.stop();
      rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
      const sound = `${core.databaseFile}.sound`;
      copyFileSync(core.databaseFile, sound);
      let last = core;
      for (let seed = 0; seed < DAMAGED; seed += 1) {
        const random = createRandom(seed);
        for (const suffix of ['-wal', '-shm', '.damaged'])
          rmSync(`${core.databaseFile}${suffix}`, { force: true });
        rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });
        copyFileSync(sound, core.databaseFile);
        const isCut = seed % (DAMAGED / CUT_SHORT) === 0;
        if (isCut) truncateSync(core.databaseFile, Math.floor(random() * statSync(sound).size));
        else damagePages(core.databaseFile, random, 1 + Math.floor(random() * 4));

        last = await world.restart(last);
        await last.advance(3 * MINUTE).catch(() => {});
        const isDamaged = async () =>
          (await last.holds()).some((hold) => hold.kind === 'database-damaged') ||
          existsSync(`${core.databaseFile}.damaged`);
        const isSettled = async () =>
          (await isDamaged()) || ((await isAtRest(last)) && (await last.songs()).length === 2);
        await last.waitFor(isSettled, { pace: 5_000 }).catch(() => {});
        if (await isDamaged()) {
          await last.stop().catch(() => {});
          last = await world.restart(last);
        }
        await expectWhole(last, before).catch((error: unknown) => {
          throw new Error(`Seed ${seed}: ${String(error)}`);
        });
        await last.stop();
      }
    },
  );
});

/** Overwrites parts of pages behind the first, as a failing disk would. */
function damagePages(file: string, random: () => number, count: number): void {
  const bytes = readFileSync(file);
  const pages = bytes.length / 4_096;
  for (let index = 0; index < count; index += 1) {
    const start = 4_096 * (1 + Math.floor(random() * (pages - 1)));
    for (let at = start; at < start + 4_096; at += 1) bytes[at] = Math.floor(random() * 256);
  }
  writeFileSync(file, bytes);
}

describe('a database of another time than the folder', () => {
  it('older, without its last writes: jobs and songs that only the folder knows come back', async () => {
    const server = await world.server();
    server.job(DONE, success([clip('Low Tide', serveFiles(server, 'a').urls)]));
    server.job(OTHER, success([clip('Night Ferry', serveFiles(server, 'b').urls)]));
    server.job(OPEN, pending());
    const core = await world.core(server);
    await core.add(DONE);
    await core.settled();
    await core.stop();
    const old = readFileSync(core.databaseFile);
    const next = await world.restart(core);
    await next.add(OTHER, OPEN);
    await next.waitFor(async () => (await next.songs()).length === 2 && (await isAtRest(next)));
    const before = contents(next);
    await next.stop();
    writeFileSync(core.databaseFile, old);

    const again = await world.restart(next);
    await again.waitFor(async () => (await again.songs()).length === 2 && (await isAtRest(again)));
    expect((await again.jobs()).map((job) => job.id).sort()).toEqual([DONE, OTHER, OPEN].sort());
    expect(contents(again)).toEqual(before);
  });

  it('newer than the journal: the ids are written to it again before anything is asked', async () => {
    const { core } = await withLibrary();
    await core.stop();
    rmSync(join(core.library, 'jobs.jsonl'));
    const again = await world.restart(core);
    const journal = () => readFileSync(join(core.library, 'jobs.jsonl'), 'utf8');
    await again.waitFor(() => existsSync(join(core.library, 'jobs.jsonl')) && journal().includes(OPEN));
    expect(journal()).toContain(DONE);
    expect(await again.jobs()).toHaveLength(3);
  });

  it('newer than the program is refused, and not a byte is changed', async () => {
    const { core } = await withLibrary();
    await core.stop();
    const db = new (await import('better-sqlite3')).default(core.databaseFile);
    db.pragma('user_version = 9990');
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(core.databaseFile);
    await expect(core.restart()).rejects.toThrow(NewerSchemaError);
    expect(readFileSync(core.databaseFile).equals(before)).toBe(true);
    expect(existsSync(join(core.folder, 'Damaged'))).toBe(false);
  });
});

/** When a copy was made, by its name. */
function madeAt(name: string): number {
  const [, day, time] = /(\S{10})T(\S{12}Z)\.sqlite$/.exec(name) ?? [];
  return Date.parse(`${day}T${time?.replaceAll('-', ':')}`);
}

describe('copies', () => {
  it('are made each day, two are kept, and each is sound', async () => {
    const { core } = await withLibrary();
    const folder = join(core.folder, 'Backups');
    for (let day = 0; day < 4; day += 1) {
      await core.advance(DAY);
      await core.waitFor(() => existsSync(folder) && readdirSync(folder).length === Math.min(day + 1, 2), {
        pace: 10 * MINUTE,
      });
    }
    for (const name of readdirSync(folder)) {
      const db = new (await import('better-sqlite3')).default(join(folder, name), { readonly: true });
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(db.prepare('SELECT count(*) AS songs FROM clip').get()).toEqual({ songs: 2 });
      db.close();
    }
  });

  it.each([
    ['ahead', 365 * DAY],
    ['behind', -365 * DAY],
  ])(
    'a clock that was a year %s for two days: one copy a day, and the newest stays whatever its name says',
    async (_way, jump) => {
      const { core } = await withLibrary();
      const folder = join(core.folder, 'Backups');
      const names = () => (existsSync(folder) ? readdirSync(folder) : []);
      const everMade = new Set<string>();
      const live = async (hours: number) => {
        for (let hour = 0; hour < hours; hour += 1) {
          await core.advance(60 * MINUTE);
          for (const name of names()) everMade.add(name);
        }
      };
      await live(3);
      expect(everMade.size).toBe(1);
      core.clock.jump(jump);
      await live(48);
      core.clock.jump(-jump);
      const before = everMade.size;
      const putRightAt = core.clock.now();
      await live(60);
      // At once, after a day, and after two.
      expect([before, everMade.size - before]).toEqual([3, 3]);
      expect(names()).toHaveLength(2);
      for (const name of names()) expect(madeAt(name)).toBeGreaterThanOrEqual(putRightAt);

      await core.stop();
      const songs = core.sql('SELECT title FROM clip ORDER BY title');
      world.expectsErrors(/database is damaged/);
      noise(core.databaseFile, 6);
      const again = await world.restart(core);
      const newest = Math.max(...names().map(madeAt));
      expect(await reportOf(again)).toMatchObject({ reason: 'damaged', copiedAt: newest });
      expect(again.sql('SELECT title FROM clip ORDER BY title')).toEqual(songs);
    },
  );

  it('right after a clock was put right, a damaged database comes from the copy that is newer in truth', async () => {
    world.expectsErrors(/database is damaged/);
    const { server, core } = await withLibrary();
    const folder = join(core.folder, 'Backups');
    core.clock.jump(365 * DAY);
    await core.advance(60 * MINUTE);
    await core.waitFor(() => existsSync(folder) && readdirSync(folder).length === 1);
    core.clock.jump(-365 * DAY);
    server.job(OPEN, success([clip('Late Train', serveFiles(server, 'c').urls)]));
    await core.waitFor(async () => (await core.songs()).length === 3 && (await isAtRest(core)));
    await core.advance(60 * MINUTE);
    await core.waitFor(() => readdirSync(folder).length === 2);
    await core.stop();
    rmSync(core.databaseFile);
    const again = await world.restart(core);
    expect(again.sql('SELECT title FROM clip')).toHaveLength(3);
  });
});

describe('a folder that holds a library', () => {
  it('is opened by a program that knows nothing of it, songs first seen where the folder has them', async () => {
    const { server, core } = await withLibrary();
    const before = contents(core);
    await core.stop();
    const elsewhere = newFolder();
    const fresh = await startCore({
      apiUrl: server.url,
      clock: world.clock,
      folder: elsewhere,
      environment: { libraryFolder: core.library },
    });
    try {
      expect(await reportOf(fresh)).toMatchObject({ reason: 'found', songs: 2, jobs: 3, files: 8 });
      await expectWhole(fresh, before);
    } finally {
      await fresh.stop();
      removeFolder(elsewhere);
    }
  });

  it('with damage of its own: what can be read comes in, what cannot is named and left alone', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await core.stop();
    const [first = '', second = ''] = readdirSync(core.library).filter((name) => name.includes('['));
    rmSync(
      join(
        core.library,
        first,
        readdirSync(join(core.library, first)).find((name) => name.endsWith('.wav')) ?? '',
      ),
    );
    cpSync(join(core.library, first), join(core.library, `${first} copy`), { recursive: true });
    writeFileSync(join(core.library, second, 'clip.json'), '{"format":"flowshelf.clip"');
    writeFileSync(
      join(core.library, 'jobs.jsonl'),
      `${readFileSync(join(core.library, 'jobs.jsonl'), 'utf8')}{"jobId":"cut`,
    );
    noise(core.databaseFile, 5);
    rmSync(join(core.folder, 'Backups'), { recursive: true, force: true });

    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({ songs: 1, missingFiles: 1, unreadable: [second] });
    expect(report.duplicates).toEqual([`${first} copy`]);
    expect(existsSync(join(core.library, second, 'clip.json'))).toBe(true);
    // The job of the unreadable song brings it again; the missing file is marked.
    await again.waitFor(
      async () => (await again.songs()).length === 2 && (await again.downloads()).length === 0,
    );
    const states = (await again.songs()).map((song) => song.assets.map((asset) => asset.state));
    expect(states.flat().filter((state) => state !== 'present').length).toBeLessThanOrEqual(1);
  });
});
