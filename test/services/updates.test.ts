import { describe, expect, it } from 'vitest';
import type { FoundUpdate, UpdateState } from '@shared/updates';
import { UpdateError } from '../../src/main/ports';
import type { Core, CoreOptions } from '../support/core';
import { success } from '../support/flow-server';
import { clipWithAudio } from '../support/songs';
import { createFakeUpdater, type FakeUpdater } from '../support/updater';
import { createWorld } from '../support/world';

const world = createWorld();
const UPDATE: FoundUpdate = { version: '0.2.0', notes: '- New', bytes: 1_000 };
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function open(updater: FakeUpdater, options: CoreOptions = {}): Promise<Core> {
  const server = await world.server();
  return world.core(server, { updater, ...options, settings: { isCheckScheduled: false } });
}

async function stateOf(core: Core): Promise<UpdateState> {
  return (await core.invoke('updates.status', {})).state;
}

/** Looks and finds one. */
async function found(updater: FakeUpdater, core: Core): Promise<void> {
  updater.answer(UPDATE);
  expect((await core.invoke('updates.look', {})).state).toEqual({ kind: 'found', update: UPDATE });
}

describe('looking for updates', () => {
  it('is done by itself after ten minutes, once a day, over a restart too, and told', async () => {
    const updater = createFakeUpdater();
    updater.answer(UPDATE);
    const core = await open(updater);
    await core.advance(9 * MINUTE);
    expect(updater.looks()).toBe(0);
    await core.advance(2 * MINUTE);
    expect(updater.looks()).toBe(1);
    expect(await stateOf(core)).toEqual({ kind: 'found', update: UPDATE });
    expect(core.events.of('notice')).toContainEqual({ kind: 'update-found', version: '0.2.0' });
    expect(updater.fetches).toEqual([]);

    const again = await core.restart({ updater });
    for (let hours = 0; hours < 23; hours += 1) await again.advance(HOUR);
    expect(updater.looks()).toBe(1);
    await again.advance(2 * HOUR);
    expect(updater.looks()).toBe(2);
  });

  it('is not done by itself where the user does not want it, but when the user says so', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await core.invoke('settings.update', { looksForUpdates: false });
    for (let hours = 0; hours < 48; hours += 1) await core.advance(HOUR);
    expect(updater.looks()).toBe(0);
    expect(await core.invoke('updates.look', {})).toMatchObject({
      state: { kind: 'none' },
      host: 'updates.test',
    });
    expect(updater.looks()).toBe(1);
  });

  it.each(['no-feed', 'package-manager', 'not-yours', 'cannot-replace'] as const)(
    'is never done by a copy that cannot replace itself: %s',
    async (reason) => {
      const updater = createFakeUpdater(reason);
      const core = await open(updater);
      for (let hours = 0; hours < 48; hours += 1) await core.advance(HOUR);
      expect((await core.invoke('updates.look', {})).state).toEqual({ kind: 'unsupported', reason });
      expect(updater.looks()).toBe(0);
      expect(await core.ask('updates.fetch', { atQuit: true })).toMatchObject({
        error: { code: 'not-found' },
      });
      expect(await core.ask('updates.restart', {})).toMatchObject({ error: { code: 'not-found' } });
    },
  );

  it('is not done by itself from the sample', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater, { isSample: true });
    for (let hours = 0; hours < 48; hours += 1) await core.advance(HOUR);
    expect(updater.looks()).toBe(0);
  });

  it('fails in silence by itself, is tried again in an hour, and fails in words when asked', async () => {
    const updater = createFakeUpdater();
    updater.answer(new UpdateError('offline'));
    const core = await open(updater);
    await core.advance(11 * MINUTE);
    expect(updater.looks()).toBe(1);
    expect(await stateOf(core)).toEqual({ kind: 'idle' });
    expect(core.events.of('notice')).toEqual([]);
    await core.advance(30 * MINUTE);
    expect(updater.looks()).toBe(1);
    await core.advance(40 * MINUTE);
    expect(updater.looks()).toBe(2);
    expect((await core.invoke('updates.look', {})).state).toEqual({
      kind: 'failed',
      during: 'look',
      reason: 'offline',
    });
    expect((await core.invoke('updates.later', {})).state).toEqual({ kind: 'idle' });
  });

  it('waits for no answer for ever', async () => {
    const updater = createFakeUpdater();
    updater.answer('hangs');
    const core = await open(updater);
    const asked = core.invoke('updates.look', {});
    await core.advance(59_000);
    expect(await stateOf(core)).toEqual({ kind: 'looking', isByItself: false });
    await core.advance(2_000);
    expect((await asked).state).toMatchObject({ kind: 'failed', reason: 'offline' });
  });

  it('tells no second time of a version that was put off, and of the next one', async () => {
    const updater = createFakeUpdater();
    updater.answer(UPDATE);
    const core = await open(updater);
    await core.advance(11 * MINUTE);
    expect(await core.invoke('updates.later', {})).toMatchObject({ state: { kind: 'idle' } });
    const again = await core.restart({ updater });
    for (let hours = 0; hours < 25; hours += 1) await again.advance(HOUR);
    expect(await stateOf(again)).toEqual({ kind: 'found', update: UPDATE });
    expect(again.events.of('notice')).toEqual([]);
    await again.invoke('updates.later', {});
    updater.answer({ ...UPDATE, version: '0.3.0' });
    for (let hours = 0; hours < 25; hours += 1) await again.advance(HOUR);
    expect(again.events.of('notice')).toEqual([{ kind: 'update-found', version: '0.3.0' }]);
  });
});

describe('fetching an update', () => {
  it('goes on with progress, four times a second at most, and is ready', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(0);
    expect(updater.fetches).toHaveLength(1);
    const before = core.events.of('updates.changed').length;
    for (let done = 0; done < 100; done += 1) {
      updater.fetches[0]?.onProgress({ doneBytes: done, bytes: 100, bytesPerSecond: 50 });
      core.clock.advance(10);
    }
    const told = core.events.of('updates.changed').slice(before);
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.at(-1)?.status.state).toMatchObject({ kind: 'fetching', progress: { bytes: 100 } });
    updater.end();
    await core.advance(0);
    expect(await stateOf(core)).toEqual({ kind: 'ready', update: UPDATE, atQuit: true });
    // The library that is opened next in this program knows of it.
    const next = await core.restart({ updater });
    expect(await stateOf(next)).toEqual({ kind: 'ready', update: UPDATE, atQuit: true });
  });

  it.each([
    ['wrong-file', new UpdateError('wrong-file')],
    ['bad-signature', new UpdateError('bad-signature')],
    ['failed', new Error('unheard of')],
  ] as const)('that fails is told: %s', async (reason, error) => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(0);
    updater.end(error);
    await core.advance(0);
    expect(await stateOf(core)).toEqual({ kind: 'failed', during: 'fetch', reason, update: UPDATE });
    expect(await core.ask('updates.restart', {})).toMatchObject({ error: { code: 'not-found' } });
    await found(updater, core);
  });

  it('is given up after a minute of silence, not before', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(50_000);
    updater.fetches[0]?.onProgress({ doneBytes: 1, bytes: 100, bytesPerSecond: 1 });
    await core.advance(50_000);
    expect(await stateOf(core)).toMatchObject({ kind: 'fetching' });
    await core.advance(11_000);
    expect(await stateOf(core)).toMatchObject({ kind: 'failed', during: 'fetch', reason: 'offline' });
    expect(updater.fetches[0]?.signal.aborted).toBe(true);
  });

  it('can be given up and begun again at once', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(0);
    expect((await core.invoke('updates.cancel', {})).state).toEqual({ kind: 'found', update: UPDATE });
    await core.invoke('updates.fetch', { atQuit: false });
    await core.advance(0);
    expect(updater.fetches.map(({ atQuit, signal }) => [atQuit, signal.aborted])).toEqual([
      [true, true],
      [false, false],
    ]);
    updater.end();
    await core.advance(0);
    expect(await stateOf(core)).toEqual({ kind: 'ready', update: UPDATE, atQuit: false });
  });

  it('ends with the program', async () => {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(0);
    await core.stop();
    expect(updater.fetches[0]?.signal.aborted).toBe(true);
  });
});

describe('what a user would lose or wait for', () => {
  const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

  /** A library in which a song is being downloaded, and how to end that. */
  async function downloading(updater: FakeUpdater) {
    const server = await world.server();
    const song = clipWithAudio(server, 'Low Tide', { bytes: Buffer.alloc(400_000), stall: { after: 1_000 } });
    server.job(JOB, success([song]));
    const core = await world.core(server, { updater, settings: { isCheckScheduled: false } });
    await core.add(JOB);
    const isComing = () => core.events.of('downloads.progress').some(({ transfers }) => transfers.length > 0);
    await core.waitFor(isComing);
    const [row] = await core.downloads();
    if (row === undefined) throw new Error('Nothing is being downloaded.');
    return { core, stopIt: () => core.invoke('downloads.cancel', { ids: [row.id] }) };
  }

  it('keeps an update from being looked for by itself, and from being fetched, until it is done', async () => {
    const updater = createFakeUpdater();
    const { core, stopIt } = await downloading(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: false });
    await core.advance(6_000);
    expect(await stateOf(core)).toEqual({
      kind: 'waiting',
      update: UPDATE,
      atQuit: false,
      waitsFor: 'downloads',
    });
    expect(updater.fetches).toEqual([]);
    await stopIt();
    await core.waitFor(() => updater.fetches.length === 1);
    expect(await stateOf(core)).toMatchObject({ kind: 'fetching', atQuit: false });
  });

  it('keeps the program from being restarted, and that is told', async () => {
    const updater = createFakeUpdater();
    const first = await open(updater);
    await found(updater, first);
    await first.invoke('updates.fetch', { atQuit: false });
    await first.advance(0);
    updater.end();
    await first.advance(0);
    await first.stop();
    const { core, stopIt } = await downloading(updater);
    expect(await core.invoke('updates.restart', {})).toEqual({ waitsFor: 'downloads' });
    expect(updater.restarts()).toBe(0);
    await stopIt();
    await core.waitFor(async () => (await core.invoke('updates.restart', {})).waitsFor === null);
    expect(updater.restarts()).toBe(1);
  });

  it('can be given up while it waits', async () => {
    const updater = createFakeUpdater();
    const { core, stopIt } = await downloading(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.invoke('updates.cancel', {});
    await stopIt();
    await core.advance(MINUTE);
    expect(await stateOf(core)).toEqual({ kind: 'found', update: UPDATE });
    expect(updater.fetches).toEqual([]);
  });
});

describe('a version that was to be installed', () => {
  /** The program fetches an update that is installed at its end, and ends. */
  async function agreedAndEnded(): Promise<Core> {
    const updater = createFakeUpdater();
    const core = await open(updater);
    await found(updater, core);
    await core.invoke('updates.fetch', { atQuit: true });
    await core.advance(0);
    updater.end();
    await core.advance(0);
    await core.stop();
    return core;
  }

  it('and was not, is told at the next start, once', async () => {
    const core = await (await agreedAndEnded()).restart({ updater: createFakeUpdater() });
    expect(await stateOf(core)).toEqual({ kind: 'failed', during: 'install', version: '0.2.0' });
    const told = { kind: 'update-not-installed', version: '0.2.0' };
    expect(core.events.of('notice')).toContainEqual(told);
    const again = await core.restart({ updater: createFakeUpdater() });
    expect(await stateOf(again)).toEqual({ kind: 'idle' });
    expect(again.events.of('notice')).not.toContainEqual(told);
  });

  it.each(['0.2.0', '0.3.0'])('is not spoken of where the program is %s by now', async (version) => {
    const core = await (await agreedAndEnded()).restart({ updater: createFakeUpdater(), version });
    expect(await stateOf(core)).toEqual({ kind: 'idle' });
  });
});
