import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, HoldKind } from '@shared/model';
import { systemDisks } from '../../src/main/adapters/system-disks';
import type { Disks } from '../../src/main/ports';
import type { Core } from '../support/core';
import { createDiskFaults } from '../support/disk-faults';
import { pending, success, type FlowServer } from '../support/flow-server';
import { rememberDatabase } from '../support/killed-database';
import { bigAudio } from '../support/media';
import { clipWithAudio, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/**
 * A system that refuses a write though it says to have room (a quota), or only when it is to bring to the disk what it
 * took before (delayed allocation, a disk on the network, one that fails): told once, nothing lost, and all goes on.
 */

const world = createWorld();
const faults = createDiskFaults();

const MINUTE = 60_000;
const JOB = uuid('job');
const BYTES = bigAudio(700_000);
const CLIP = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${CLIP.slice(0, 8)}]`;

/** Disks with much room, each time a little less, which refuse every trial until they are told otherwise. */
function refusingDisks() {
  const state = { isRefusing: true, trials: [] as number[] };
  let freeBytes = 2e11;
  const disks: Disks = {
    room: () => Promise.resolve({ freeBytes: (freeBytes -= 4_096), totalBytes: 1e12 }),
    takes(folder, bytes) {
      state.trials.push(bytes);
      return state.isRefusing ? Promise.resolve(false) : systemDisks.takes(folder, bytes);
    },
  };
  return { state, disks };
}

async function kinds(core: Core): Promise<HoldKind[]> {
  return (await core.holds()).map((hold) => hold.kind);
}

/** A job that has been asked about once and will name a song at the next question. */
async function coreWithSong(disks: Disks) {
  const server = await world.server();
  const song = clipWithAudio(server, 'Low Tide', BYTES, { lyrics_timing_markers: WORDS });
  server.job(JOB, [pending(), success([song])]);
  const core = await world.core(server, { disks });
  await core.add(JOB);
  await core.waitFor(() => server.asked(JOB).length === 1, { pace: 0 });
  await core.quiet(server);
  return { core, server };
}

async function expectWhole(core: Core): Promise<void> {
  await core.settled({ pace: 1_000 });
  expect(await core.holds()).toEqual([]);
  expect(core.read(`${FOLDER}/Low Tide.wav`).equals(BYTES)).toBe(true);
  expect(core.read(`${FOLDER}/clip.json`).toString()).toContain(CLIP);
  expect(core.read(`${FOLDER}/Low Tide.txt`).toString()).toContain('railing');
  expect(readdirSync(core.library).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(core.files().filter((path) => /\.part$|\.tmp$/.test(path))).toEqual([]);
  expect(core.sql('SELECT 1 FROM asset WHERE path IS NULL AND url IS NOT NULL')).toEqual([]);
}

/** The kinds of holds after each change that the window was told of. */
function told(core: Core): string[] {
  return core.events.of('holds.changed').map(({ holds }) => holds.map((hold) => hold.kind).join());
}

/** One banner that stands, however long it lasts, and hardly a request. */
async function expectOneHold(core: Core, server: FlowServer, kind: HoldKind): Promise<void> {
  await core.waitFor(async () => (await kinds(core)).includes(kind));
  await core.advance(MINUTE);
  const changes = told(core);
  for (let time = 0; time < 20; time += 1) await core.advance(3 * MINUTE);
  expect(await kinds(core)).toEqual([kind]);
  expect(told(core)).toEqual(changes);
  expect(changes.filter((kinds) => kinds === '')).toEqual([]);
  expect((await core.holds())[0]).toMatchObject({ isRefused: true });
  expect(server.fetched().length).toBeLessThanOrEqual(2);
}

const STEPS_OF_A_FILE = [
  'mkdir song folder',
  'flush library folder',
  'open part',
  'write part',
  'flush part',
  'rename part',
  'flush song folder',
] as const;
const STEPS_OF_SIDECARS = ['open sidecar', 'write sidecar', 'flush sidecar', 'rename sidecar'] as const;

describe.each(['EDQUOT', 'ENOSPC'])('%s though there is room', (code) => {
  it.each([...STEPS_OF_A_FILE, ...STEPS_OF_SIDECARS])('at: %s', async (step) => {
    world.expectsErrors(/files beside a song/);
    const { state, disks } = refusingDisks();
    const { core, server } = await coreWithSong(disks);
    faults.fail(new RegExp(`^${step}$`), code);
    await expectOneHold(core, server, 'disk-full');
    expect(faults.failed()).not.toEqual([]);
    // Each trial writes: ever more rarely.
    expect(state.trials.length).toBeLessThanOrEqual(20);
    faults.heal();
    state.isRefusing = false;
    await expectWhole(core);
  });

  it.each(['open journal', 'write journal', 'flush journal', 'flush library folder'])(
    'at: %s, for the journal of job ids',
    async (step) => {
      world.expectsErrors(/Job ids could not be written/);
      const { state, disks } = refusingDisks();
      const server = await world.server();
      server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES, { lyrics_timing_markers: WORDS })]));
      const core = await world.core(server, { disks });
      faults.fail(new RegExp(`^${step}$`), code);
      await core.add(JOB);
      await expectOneHold(core, server, 'disk-full');
      expect(server.asked()).toEqual([]);
      expect(core.log.errors()).toHaveLength(1);
      faults.heal();
      state.isRefusing = false;
      await expectWhole(core);
      const lines = readFileSync(join(core.library, 'jobs.jsonl'), 'utf8').trim().split('\n');
      expect(new Set(lines.map((line) => (JSON.parse(line) as { jobId: string }).jobId))).toEqual(
        new Set([JOB]),
      );
    },
  );

  it('for the journal, and for what is kept of job ids beside the database: told once', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const { disks, state } = refusingDisks();
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES, { lyrics_timing_markers: WORDS })]));
    const core = await world.core(server, { disks });
    faults.fail(/^(write journal|open sidecar)$/, code);
    await core.add(JOB);
    await expectOneHold(core, server, 'disk-full');
    expect(new Set(faults.failed())).toEqual(new Set(['write journal', 'open sidecar']));
    expect(core.log.errors()).toHaveLength(1);
    faults.heal();
    state.isRefusing = false;
    await expectWhole(core);
  });
});

describe('a disk that fails', () => {
  it.each([...STEPS_OF_A_FILE, ...STEPS_OF_SIDECARS])(
    'at: %s, tries again and says why meanwhile',
    async (step) => {
      world.expectsErrors(/files beside a song/);
      const { core, server } = await coreWithSong(systemDisks);
      faults.fail(new RegExp(`^${step}$`), 'EIO');
      await core.waitFor(() => faults.failed().length > 1);
      expect(await core.holds()).toEqual([]);
      expect(server.fetched().length).toBeLessThanOrEqual(faults.failed().length + 1);
      faults.heal();
      await expectWhole(core);
    },
  );

  it.each(['EIO', 'ENOSPC', 'EDQUOT'])(
    '%s when a file is flushed: what it took before counts for nothing, for it may be gone',
    async (code) => {
      const { state, disks } = refusingDisks();
      state.isRefusing = false;
      const { core, server } = await coreWithSong(disks);
      const part = join(core.library, FOLDER, 'Low Tide.audio.part');
      faults.fail(/^flush part$/, code, () => {
        // Pages that could not be written are dropped, and the file reads as if they had never been.
        const file = openSync(part, 'r+');
        writeSync(file, Buffer.alloc(100_000), 0, 100_000, 300_000);
        closeSync(file);
        faults.heal();
      });
      await expectWhole(core);
      expect(faults.failed()).toEqual(['flush part']);
      expect(server.fetched()).toHaveLength(2);
    },
  );
});

describe('a database whose disk refuses writes though it has room', () => {
  it.each([
    ['SQLITE_IOERR_WRITE', 'commit answer'],
    ['SQLITE_IOERR_FSYNC', 'save progress'],
    ['SQLITE_IOERR_FSYNC', 'note arrival'],
    ['SQLITE_IOERR_WRITE', 'commit file row'],
    ['SQLITE_IOERR_SHMSIZE', 'save sidecar row'],
    ['SQLITE_IOERR_SHMSIZE', 'end sidecars'],
  ])('%s at: %s', async (code, step) => {
    const { state, disks } = refusingDisks();
    const { core, server } = await coreWithSong(disks);
    faults.fail(new RegExp(`^${step}$`), code);
    await expectOneHold(core, server, 'data-disk-full');
    faults.heal();
    state.isRefusing = false;
    await expectWhole(core);
  });

  it.each(['commit library folder', 'move download'])(
    'at the start, at: %s; what a start begins is begun when there is room',
    async (step) => {
      const { state, disks } = refusingDisks();
      const { core: first, server } = await coreWithSong(disks);
      // A file on its way, as a killed program leaves it.
      server.file(`/${uuid('Low Tide')}.audio`, { bytes: BYTES, bytesPerSecond: 10_000 });
      await first.waitFor(() => server.openCount('files') > 0);
      const killed = rememberDatabase(first.databaseFile);
      await first.stop();
      killed.putBack();
      server.file(`/${uuid('Low Tide')}.audio`, BYTES);

      const library = step === 'commit library folder' ? { libraryFolder: world.folder() } : {};
      const core = await world.restart(first, { isStarted: false, environment: library });
      faults.fail(new RegExp(`^${step}$`), 'SQLITE_FULL');
      await core.start();
      expect(faults.failed()).not.toEqual([]);
      await expectOneHold(core, server, 'data-disk-full');
      faults.heal();
      state.isRefusing = false;
      await core.settled({ pace: 1_000 });
      expect(await core.holds()).toEqual([]);
      expect(core.read(`${FOLDER}/Low Tide.wav`).equals(BYTES)).toBe(true);
    },
  );

  it('adding says that nothing was stored', async () => {
    const { state, disks } = refusingDisks();
    const { core, server } = await coreWithSong(disks);
    faults.fail(/^commit job ids$/, 'SQLITE_IOERR_WRITE');
    const refused = await core.ask('jobs.add', { text: uuid('another') });
    expect(refused).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    await expectOneHold(core, server, 'data-disk-full');
    faults.heal();
    state.isRefusing = false;
    await core.invoke('holds.tryAgain', { kind: 'data-disk-full' });
    expect(await core.holds()).toEqual([]);
    await expectWhole(core);
  });
});

describe('a disk that takes a trial and refuses the work', () => {
  it.each(['flush part', 'rename part', 'flush song folder'])(
    '%s: is tried ever more rarely',
    async (step) => {
      world.expectsErrors(/files beside a song/);
      const { state, disks } = refusingDisks();
      state.isRefusing = false;
      const { core, server } = await coreWithSong(disks);
      faults.fail(new RegExp(`^${step}$`), 'EDQUOT');
      await core.waitFor(() => faults.failed().length > 3, { pace: 1_000 });
      const before = faults.failed().length;
      for (let minute = 0; minute < 60; minute += 1) {
        await core.advance(MINUTE);
        await core.quiet(server);
      }
      expect(faults.failed().length - before).toBeLessThanOrEqual(40);
      expect(server.fetched().length).toBeLessThanOrEqual(40);
      faults.heal();
      await expectWhole(core);
    },
  );

  it('a database that takes nothing: the hold stands', async () => {
    const { state, disks } = refusingDisks();
    state.isRefusing = false;
    const { core, server } = await coreWithSong(disks);
    faults.fail(/^(commit answer|save meta)$/, 'SQLITE_FULL');
    await expectOneHold(core, server, 'data-disk-full');
    faults.heal();
    await expectWhole(core);
  });
});
