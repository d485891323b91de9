import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, RecoveryReport } from '@shared/model';
import { listFiles, type Core, type CoreOptions } from '../support/core';
import { createDiskFaults } from '../support/disk-faults';
import { notFound, pending, success, type FlowServer } from '../support/flow-server';
import { rememberDatabase } from '../support/killed-database';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** A library folder from which a lost database is filled again: cut off in the middle, put in order by hand, words alone. */

const world = createWorld();
const faults = createDiskFaults();
const [DONE, OTHER, OPEN] = ['done', 'other', 'open'].map(uuid) as [string, string, string];

async function reportOf(core: Core): Promise<RecoveryReport> {
  return core.waitFor(async () => (await core.invoke('app.snapshot', {})).recovery);
}

/** Ends the core and takes its database away, with all copies. */
async function loseDatabase(core: Core): Promise<void> {
  await core.stop();
  for (const name of readdirSync(core.folder)) {
    if (name.startsWith('library.sqlite') || name === 'Backups') {
      rmSync(join(core.folder, name), { recursive: true });
    }
  }
}

describe('a rebuild that is cut off', () => {
  const SONGS = 80;
  const JOBS = 3;

  /** A library of songs that are words alone, two jobs of theirs, and one that is still being made. */
  async function lostLibrary() {
    const server = await world.server();
    const half = (job: number) =>
      Array.from({ length: SONGS / 2 }, (_, index) =>
        clip(`Song ${job}-${index}`, { lyrics_timing_markers: WORDS }),
      );
    server.job(DONE, success(half(1)));
    server.job(OTHER, success(half(2)));
    server.job(OPEN, pending());
    const core = await world.core(server, { settings: { wantedAssets: [] } });
    await core.add(DONE, OTHER, OPEN);
    await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_sidecar_due = 0').length === SONGS);
    await loseDatabase(core);
    return { server, core };
  }

  /** Calls back once, as soon as some of the songs are in the database and some are not. */
  function inTheMiddle(callback: () => void): Pick<CoreOptions, 'onEvent'> {
    let isOver = false;
    return {
      onEvent(event, payload) {
        if (isOver || event !== 'holds.changed' || !('holds' in payload)) return;
        const rebuilding = payload.holds.find((hold) => hold.kind === 'library-rebuilding');
        if (rebuilding === undefined || rebuilding.done === 0 || rebuilding.done === rebuilding.total) return;
        isOver = true;
        callback();
      },
    };
  }

  async function expectToldWhole(core: Core, server: FlowServer, asked: number): Promise<void> {
    expect(await reportOf(core)).toMatchObject({ songs: SONGS, jobs: JOBS, missingFiles: 0, duplicates: [] });
    expect(await core.songs()).toHaveLength(SONGS);
    // What is all here is not asked about again, whichever run has found it.
    await core.waitFor(() => server.asked(OPEN).length > 1);
    expect(server.asked(DONE).length + server.asked(OTHER).length).toBe(asked);
    expect((await core.job(DONE)).phase).toBe('succeeded');
    expect((await core.job(OTHER)).phase).toBe('succeeded');
  }

  it('by closing the program: the next start tells of all that came back', async () => {
    const { server, core } = await lostLibrary();
    const asked = server.asked(DONE).length + server.asked(OTHER).length;
    const stops: Promise<void>[] = [];
    const cut: Core = await world.restart(
      core,
      inTheMiddle(() => void stops.push(cut.stop())),
    );
    await cut.waitFor(() => stops.length > 0, { pace: 0 });
    await Promise.all(stops);
    const before = cut.sql('SELECT 1 FROM clip').length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(SONGS);
    await expectToldWhole(await world.restart(cut, { onEvent: () => undefined }), server, asked);
  });

  it('by a kill: the same', async () => {
    const { server, core } = await lostLibrary();
    const asked = server.asked(DONE).length + server.asked(OTHER).length;
    let killed = rememberDatabase(core.databaseFile);
    const cut = await world.restart(
      core,
      inTheMiddle(() => {
        killed = rememberDatabase(core.databaseFile);
      }),
    );
    await reportOf(cut);
    await cut.stop();
    killed.putBack();
    const before = cut.sql('SELECT 1 FROM clip').length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(SONGS);
    await expectToldWhole(await world.restart(cut, { onEvent: () => undefined }), server, asked);
  });

  it('by a full disk: it goes on when there is room, before anything is asked', async () => {
    const { server, core } = await lostLibrary();
    const asked = server.asked().length;
    faults.fail(/^insert song$/, 'SQLITE_FULL');
    const full = await world.restart(core);
    await full.waitFor(async () => (await full.holds()).some((hold) => hold.kind === 'data-disk-full'));
    await full.advance(60_000);
    expect(server.asked()).toHaveLength(asked);
    faults.heal();
    await expectToldWhole(full, server, 2);
  });
});

describe('songs that the user has put into folders of their own', () => {
  /** Two songs with all files; the paths of their folders. */
  async function withSongs() {
    const server = await world.server();
    server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
    server.job(OTHER, success([clip('Night Ferry', serveFiles(server, 'b').urls)]));
    const core = await world.core(server);
    await core.add(DONE, OTHER);
    await core.settled();
    const [low = '', night = ''] = readdirSync(core.library)
      .filter((name) => name.includes('['))
      .sort();
    return { server, core, low, night };
  }

  function move(core: Core, from: string, to: string): void {
    mkdirSync(join(core.library, to, '..'), { recursive: true });
    renameSync(join(core.library, from), join(core.library, to));
  }

  it('are found there, with their files, and what is written later is written there', async () => {
    const { server, core, low, night } = await withSongs();
    const [here, deep] = [`Albums/2025/${low}`, `a/b/c/d/e/f/g/${night}`];
    move(core, low, here);
    move(core, night, deep);
    const before = new Map(core.files().map((path) => [path, core.read(path).toString('base64')]));
    const fetched = server.fetched().length;
    await loseDatabase(core);

    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 2, files: 8, missingFiles: 0, unreadable: [] });
    await again.settled();
    expect((await again.songs()).flatMap((song) => song.assets.map((asset) => asset.state))).toEqual(
      Array.from({ length: 8 }, () => 'present'),
    );
    const opened = await again.app.openFile(uuid('clip Low Tide') as ClipId, 'wav');
    expect(opened?.path).toBe(join(core.library, here, 'Low Tide.wav'));
    expect(new Map(again.files().map((each) => [each, again.read(each).toString('base64')]))).toEqual(before);
    expect(server.fetched()).toHaveLength(fetched);

    server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: 'New words' })]));
    await again.invoke('jobs.check', { jobIds: [DONE as never] });
    await again.waitFor(() => again.read(`${here}/Low Tide.txt`).toString().includes('New words'));
    expect(existsSync(join(core.library, low))).toBe(false);
  });

  it('links are not followed; hidden folders, the program’s own and those too far down are not entered', async () => {
    const { core, low, night } = await withSongs();
    const elsewhere = world.folder();
    cpSync(join(core.library, low), join(elsewhere, low), { recursive: true });
    move(core, low, `.trash/${low}`);
    symlinkSync(elsewhere, join(core.library, 'elsewhere'));
    symlinkSync(core.library, join(core.library, 'round'));
    cpSync(join(core.library, night), join(core.library, 'Lyrics', night), { recursive: true });
    cpSync(join(core.library, night), join(core.library, '1/2/3/4/5/6/7/8', night), { recursive: true });
    await loseDatabase(core);

    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, unreadable: [], duplicates: [] });
    expect((await again.songs()).map((song) => song.title)).toEqual(['Night Ferry']);
    expect(again.sql<{ folder: string }>('SELECT folder FROM clip').map((row) => row.folder)).toContain(
      night,
    );
  });

  it('a copy further down is a copy, and the song stays at the place nearer to the root', async () => {
    const { core, low } = await withSongs();
    cpSync(join(core.library, low), join(core.library, 'Copies', low), { recursive: true });
    await loseDatabase(core);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 2, duplicates: [`Copies/${low}`] });
    expect((await again.songs()).map((song) => song.title).sort()).toEqual(['Low Tide', 'Night Ferry']);
  });

  // Only where the disk of the test tells them apart.
  it.skipIf(process.platform !== 'linux')(
    'two folders whose names some file systems take for one are two songs',
    async () => {
      const { core, low, night } = await withSongs();
      move(core, low, 'Mine/one');
      move(core, night, 'mine/One');
      await loseDatabase(core);
      const again = await world.restart(core);
      expect(await reportOf(again)).toMatchObject({ songs: 2, files: 8, missingFiles: 0, unreadable: [] });
      await again.settled();
      expect(again.sql<{ folder: string }>('SELECT folder FROM clip ORDER BY folder')).toEqual([
        { folder: 'Mine/one' },
        { folder: 'mine/One' },
      ]);
      await again.invoke('check.start', { mode: 'quick' });
      await again.waitFor(async () => (await again.invoke('check.status', {})).run === null, { pace: 0 });
      const found = (await again.invoke('check.page', { kind: null, offset: 0, limit: 50 })).rows;
      // The songs of these tests hold the same sound; their folders are no copies.
      expect(found.filter(({ assetKind }) => assetKind === null)).toEqual([]);
    },
  );

  it('what cannot be read in there is named with its place', async () => {
    const { core, low } = await withSongs();
    move(core, low, `Albums/${low}`);
    writeFileSync(join(core.library, 'Albums', low, 'clip.json'), '{');
    await loseDatabase(core);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, unreadable: [`Albums/${low}`] });
  });
});

describe('a job of words alone', () => {
  it.each([
    ['that the service still knows', null],
    ['that the service has forgotten', notFound()],
  ])('%s: its words are in the folder, and come back', async (_name, later) => {
    const server = await world.server();
    server.job(
      DONE,
      success([clip('Low Tide', { lyrics_timing_markers: WORDS, create_time: null })], { action: 'lyrics' }),
    );
    const core = await world.core(server);
    await core.add(DONE);
    await core.settled();
    const before = listFiles(core.library);
    expect(before.filter((path) => path.endsWith('.txt') || path.endsWith('clip.json'))).toHaveLength(2);
    await loseDatabase(core);
    if (later !== null) server.job(DONE, later);

    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, jobs: 1, missingFiles: 0 });
    await again.settled({ pace: 5_000 });
    expect((await again.songs('railing')).map((song) => song.title)).toEqual(['Low Tide']);
    const words = await again.invoke('lyrics.get', { clipId: uuid('clip Low Tide') as ClipId });
    expect(words).toMatchObject({ text: WORDS, source: 'api', state: 'plain' });
    expect(await again.job(DONE)).toMatchObject({ phase: 'succeeded', songCount: 1 });
    expect(listFiles(core.library)).toEqual(before);
    expect(
      readFileSync(join(core.library, before.find((path) => path.endsWith('.txt')) ?? ''), 'utf8'),
    ).toContain('Salt on the railing');
  });
});
