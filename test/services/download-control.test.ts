import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Download } from '@shared/model';
import type { Core } from '../support/core';
import { success, type FileScript, type FlowServer } from '../support/flow-server';
import { audio, bigAudio, sha256 } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const HOUR = 60 * 60_000;
const BYTES = bigAudio(400_000);
const FOLDER = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
const FILE = `${FOLDER}/Low Tide.wav`;
const PART = `${FOLDER}/Low Tide.audio.part`;
/** The first answer hangs after so many bytes, the next serves what is asked for. */
const HANGS: FileScript = { bytes: BYTES, stall: { after: 150_000, times: 1 } };

function partBytes(core: Core): number {
  return statSync(join(core.library, PART), { throwIfNoEntry: false })?.size ?? 0;
}

async function oneOf(core: Core): Promise<Download> {
  const [download] = await core.downloads();
  if (!download) throw new Error('There is no download.');
  return download;
}

/** A core whose one download hangs with 150,000 bytes on disk. */
async function hanging(script = HANGS): Promise<{ server: FlowServer; core: Core; id: number }> {
  const server = await world.server();
  server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
  const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
  await core.add(JOB);
  await core.waitFor(() => partBytes(core) === 150_000, { pace: 0 });
  return { server, core, id: (await oneOf(core)).id };
}

function expectWhole(core: Core): void {
  expect(core.read(FILE).equals(BYTES)).toBe(true);
  expect(core.sql('SELECT served_sha256 FROM asset WHERE path IS NOT NULL')).toEqual([
    { served_sha256: sha256(BYTES) },
  ]);
  expect(existsSync(join(core.library, PART))).toBe(false);
}

function ranges(server: FlowServer): (string | undefined)[] {
  return server.fetched().map((request) => request.headers.range);
}

describe('many downloads', () => {
  it('at most four at once; the fifth begins when one lets go', async () => {
    const server = await world.server();
    const clips = Array.from({ length: 10 }, (_, index) =>
      clipWithAudio(server, `song ${index}`, { bytes: audio(), stall: { after: 1_000 } }),
    );
    server.job(JOB, success(clips));
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    await core.waitFor(() => server.openCount('files') === 4, { pace: 0 });
    await core.advance(HOUR);
    expect(server.mostAtOnce('files')).toBe(4);
    const states = (await core.downloads()).map((each) => each.state);
    expect(states.filter((state) => state === 'running')).toHaveLength(4);
    expect(states.filter((state) => state === 'queued')).toHaveLength(6);

    const [first] = await core.downloads();
    await core.invoke('downloads.pause', { ids: [first?.id ?? 0] });
    await core.waitFor(() => server.fetched().length === 5, { pace: 0 });
    const rows = await core.downloads();
    expect(rows.filter((each) => each.state === 'running')).toHaveLength(4);
    expect(rows.find((each) => each.id === first?.id)?.state).toBe('paused');
  });

  it('tells progress with speed at most four times a second', async () => {
    const server = await world.server();
    const bytes = bigAudio(2_000_000);
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', { bytes, bytesPerSecond: 5_000_000 })]));
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    const startedAt = core.clock.now();
    await core.add(JOB);
    await core.settled({ pace: 50 });
    const told = core.events.of('downloads.progress').flatMap((each) => each.transfers);
    expect(told.length).toBeGreaterThan(3);
    expect(told.length).toBeLessThanOrEqual((4 * (core.clock.now() - startedAt)) / 1_000 + 1);
    expect(told.some((each) => each.bytesPerSecond > 0 && each.totalBytes === bytes.length)).toBe(true);
    const done = told.map((each) => each.doneBytes);
    expect([...done].sort((one, other) => one - other)).toEqual(done);
  });

  it('covers come before sound, sound before the large files', async () => {
    const server = await world.server();
    const clips = ['a', 'b'].map((name) => clip(name, serveFiles(server, name).urls));
    server.job(JOB, success(clips));
    const core = await world.core(server);
    await core.invoke('downloads.pauseAll', {});
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads()).length === 8);
    expect((await core.downloads()).slice(0, 4).map((each) => each.kind)).toEqual([
      'cover',
      'audio',
      'wav',
      'video',
    ]);
  });

  it('only what is wanted is fetched; the rest is offered and comes when asked for', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', serveFiles(server, 'Low Tide').urls)]));
    const core = await world.core(server, { settings: { wantedAssets: ['cover'] } });
    await core.add(JOB);
    await core.settled();
    const states = async () => (await core.songs())[0]?.assets.map((asset) => [asset.kind, asset.state]);
    expect(await states()).toEqual([
      ['cover', 'present'],
      ['audio', 'offered'],
      ['wav', 'offered'],
      ['video', 'offered'],
    ]);
    expect(server.fetched()).toHaveLength(1);
    await core.invoke('settings.update', { wantedAssets: ['cover', 'audio'] });
    const clipIds = [uuid('clip Low Tide')];
    const { begun, ...answer } = await core.invoke('songs.fetchFiles', { clipIds });
    expect(answer).toEqual({ started: 1 });
    await core.invoke('downloads.cancel', { ids: [...begun] });
    await core.waitFor(async () => (await states())?.[1]?.[1] === 'offered');
    await core.invoke('songs.fetchFiles', { clipIds });
    await core.settled();
    expect((await states())?.slice(0, 3)).toEqual([
      ['cover', 'present'],
      ['audio', 'present'],
      ['wav', 'offered'],
    ]);
    expect(await core.invoke('songs.fetchFiles', { clipIds })).toEqual({ started: 0, begun: [] });
  });
});

describe('the user and one download', () => {
  it('Pause ends the transfer and keeps the bytes; Resume goes on from them', async () => {
    const { server, core, id } = await hanging();
    await core.invoke('downloads.pause', { ids: [id] });
    await core.waitFor(async () => (await oneOf(core)).state === 'paused', { pace: 0 });
    expect(server.openCount('files')).toBe(0);
    await core.advance(48 * HOUR);
    expect(server.fetched()).toHaveLength(1);
    expect(partBytes(core)).toBe(150_000);
    expect((await core.songs())[0]?.assets[0]).toMatchObject({ state: 'paused', percent: 37 });

    await core.invoke('downloads.resume', { ids: [id] });
    await core.settled();
    expect(ranges(server)).toEqual([undefined, 'bytes=150000-']);
    expectWhole(core);
  });

  it('Pause outlives a restart', async () => {
    const { server, core, id } = await hanging();
    await core.invoke('downloads.pause', { ids: [id] });
    await core.waitFor(async () => (await oneOf(core)).state === 'paused', { pace: 0 });
    const again = await world.restart(core);
    await again.advance(HOUR);
    expect(server.fetched()).toHaveLength(1);
    await again.invoke('downloads.resume', { ids: [id] });
    await again.settled();
    expectWhole(again);
  });

  it('Pause and Resume in one breath: it goes on', async () => {
    const { core, id } = await hanging();
    await Promise.all([
      core.invoke('downloads.pause', { ids: [id] }),
      core.invoke('downloads.resume', { ids: [id] }),
    ]);
    await core.settled();
    expectWhole(core);
  });

  it('Pause of one that waits, and Resume', async () => {
    const { server, core, id } = await hanging({
      ...HANGS,
      statuses: [],
      stall: { after: 150_000, times: 2 },
    });
    await core.invoke('downloads.pauseAll', {});
    await core.waitFor(async () => (await oneOf(core)).state === 'queued', { pace: 0 });
    await core.invoke('downloads.pause', { ids: [id] });
    expect((await oneOf(core)).state).toBe('paused');
    await core.invoke('downloads.resume', { ids: [id] });
    expect((await oneOf(core)).state).toBe('queued');
    await core.advance(HOUR);
    expect(server.fetched()).toHaveLength(1);
    await core.invoke('downloads.resumeAll', {});
    await core.waitFor(() => server.fetched().length === 2, { pace: 0 });
  });

  it('Cancel removes the part file and is not undone by the next answer, only by asking for the file', async () => {
    const { server, core, id } = await hanging();
    await core.invoke('downloads.cancel', { ids: [id] });
    await core.waitFor(async () => (await core.downloads()).length === 0, { pace: 0 });
    await core.waitFor(() => !existsSync(join(core.library, PART)), { pace: 0 });
    expect((await core.songs())[0]?.assets).toMatchObject([{ kind: 'audio', state: 'offered' }]);

    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(() => server.asked(JOB).length === 2);
    await core.advance(HOUR);
    expect(await core.downloads()).toEqual([]);

    await core.invoke('songs.fetchFiles', { clipIds: [uuid('clip Low Tide')] });
    await core.settled();
    expect(server.fetched()).toHaveLength(2);
    expectWhole(core);
  });

  it('Cancel of a paused one removes its part file too', async () => {
    const { core, id } = await hanging();
    await core.invoke('downloads.pause', { ids: [id] });
    await core.waitFor(async () => (await oneOf(core)).state === 'paused', { pace: 0 });
    await core.invoke('downloads.cancel', { ids: [id] });
    await core.waitFor(() => !existsSync(join(core.library, PART)), { pace: 0 });
    expect(await core.downloads()).toEqual([]);
  });

  it('Retry of one that waits for its next try starts it now; an id that nobody knows is no trouble', async () => {
    const { server, core, id } = await hanging({ bytes: BYTES, stall: HANGS.stall ?? { after: 0 } });
    server.file(`/${uuid('Low Tide')}.audio`, { bytes: BYTES, statuses: [500] });
    await core.invoke('downloads.pause', { ids: [id] });
    await core.waitFor(async () => (await oneOf(core)).state === 'paused', { pace: 0 });
    await core.invoke('downloads.resume', { ids: [id, 999_999] });
    await core.waitFor(async () => (await oneOf(core)).failure?.code === 'server-error', { pace: 0 });
    expect((await oneOf(core)).notBefore).toBeGreaterThan(core.clock.now());
    await core.invoke('downloads.retry', { ids: [id, 999_999] });
    await core.settled({ pace: 0 });
    expectWhole(core);
  });

  it('Retry all takes every failed one and no paused one', async () => {
    const server = await world.server();
    const script = { bytes: audio(), html: true };
    server.job(JOB, success(['a', 'b', 'c'].map((name) => clipWithAudio(server, name, script))));
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    await core.waitFor(
      async () => (await core.downloads()).every((each) => each.state === 'failed') || null,
      {
        pace: 2_000,
      },
    );
    await core.waitFor(
      async () => (await core.downloads()).filter((each) => each.state === 'failed').length === 3,
      {
        pace: 2_000,
      },
    );
    for (const name of ['a', 'b', 'c']) server.file(`/${uuid(name)}.audio`, audio());
    await core.invoke('downloads.retryAll', {});
    await core.settled();
    expect(core.files().filter((path) => path.endsWith('.m4a'))).toHaveLength(3);
  });
});

describe('all paused by the user', () => {
  it('and resumed: one that was paused by itself goes on too', async () => {
    const { core } = await hanging();
    await core.invoke('downloads.pause', { ids: [(await oneOf(core)).id] });
    await core.waitFor(async () => (await oneOf(core)).state === 'paused', { pace: 0 });
    await core.invoke('downloads.pauseAll', {});
    await core.invoke('downloads.resumeAll', {});
    await core.settled();
    expectWhole(core);
  });

  it('holds what runs and what waits, outlives a restart, and everything goes on', async () => {
    const { server, core } = await hanging();
    await core.invoke('downloads.pauseAll', {});
    await core.waitFor(async () => (await oneOf(core)).state === 'queued', { pace: 0 });
    expect(await core.holds()).toEqual([{ kind: 'downloads-paused' }]);
    expect((await oneOf(core)).failure).toBeNull();

    const again = await world.restart(core);
    expect(await again.holds()).toEqual([{ kind: 'downloads-paused' }]);
    // A window that asked before the hold was brought back is told of it; nothing goes on.
    expect(again.events.of('holds.changed')).toContainEqual({ holds: [{ kind: 'downloads-paused' }] });
    await again.advance(HOUR);
    expect(again.events.of('notice')).toEqual([]);
    expect(server.fetched()).toHaveLength(1);
    // Jobs are asked all the same.
    await again.invoke('jobs.check', { jobIds: [JOB] });
    await again.waitFor(() => server.asked(JOB).length === 2);

    await again.invoke('downloads.resumeAll', {});
    await again.settled();
    expect(ranges(server)).toEqual([undefined, 'bytes=150000-']);
    expectWhole(again);
  });
});

describe('the program ends while a file comes', () => {
  it('in order: the transfer stops, the next start goes on from the bytes on disk and says so once', async () => {
    const { server, core } = await hanging();
    await core.stop();
    await core.quiet(server);
    expect(partBytes(core)).toBe(150_000);

    const again = await world.restart(core);
    expect(again.events.of('notice')).toEqual([{ kind: 'downloads-resumed', count: 1 }]);
    await again.settled();
    expect(ranges(server)).toEqual([undefined, 'bytes=150000-']);
    expect(server.fetched().reduce((sum, request) => sum + request.sentBytes, 0)).toBe(BYTES.length);
    expectWhole(again);

    const third = await world.restart(again);
    expect(third.events.of('notice')).toEqual([]);
  });

  it('ten times over: each byte is still fetched once', async () => {
    const server = await world.server();
    const script = { bytes: BYTES, stall: { after: 30_000, times: 10 } };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    let core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    for (let count = 1; count <= 10; count += 1) {
      const running = core;
      await running.waitFor(() => partBytes(running) === 30_000 * count, { pace: 0 });
      core = await world.restart(running);
    }
    await core.settled();
    expect(server.fetched().reduce((sum, request) => sum + request.sentBytes, 0)).toBe(BYTES.length);
    expectWhole(core);
  });

  it('in the moment after a file has come: what is still read of it is waited for', async () => {
    const server = await world.server();
    const names = Array.from({ length: 8 }, (_, index) => `song ${index}`);
    server.job(JOB, success(names.map((name) => clipWithAudio(server, name, audio()))));
    let core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    const present = (each: Core) => each.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length;
    for (let known = present(core); known < names.length;) {
      const running = core;
      const before = known;
      known = await running.waitFor(() => (present(running) > before ? present(running) : null));
      // Errors in the log, such as a database that was closed too early, fail the test.
      core = await world.restart(running);
    }
    expect(core.sql('SELECT 1 FROM clip WHERE is_measured = 1')).toHaveLength(names.length);
  });

  it('a part file that was lost meanwhile is fetched from its start', async () => {
    const { server, core } = await hanging();
    await core.stop();
    rmSync(join(core.library, PART));
    const again = await world.restart(core);
    await again.settled();
    expect(ranges(server)).toEqual([undefined, undefined]);
    expectWhole(again);
  });
});
