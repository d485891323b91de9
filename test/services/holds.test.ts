import { renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Core } from '../support/core';
import { pending, rateLimited, success } from '../support/flow-server';
import { audio } from '../support/media';
import { clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Holds end by themselves where they can, and nobody has to press anything. */

const world = createWorld();
const JOB = uuid('job');

async function kinds(core: Core): Promise<string[]> {
  return (await core.holds()).map((hold) => hold.kind);
}

describe('a library folder that is away', () => {
  async function coreWithoutFolder() {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', audio())]));
    const core = await world.core(server);
    renameSync(core.library, `${core.library} away`);
    return { core, server };
  }

  it('is noticed when the user comes back to the window', async () => {
    const { core } = await coreWithoutFolder();
    core.app.focused();
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'), { pace: 0 });
  });

  it('is looked for every fifteen seconds; everything goes on by itself when it is back', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const { core, server } = await coreWithoutFolder();
    await core.add(JOB);
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'), { pace: 0 });
    await core.advance(60 * 60_000);
    expect(server.asked()).toEqual([]);
    renameSync(`${core.library} away`, core.library);
    await core.advance(15_000);
    await core.waitFor(async () => (await kinds(core)).length === 0, { pace: 0 });
    await core.settled();
    expect(core.files().some((path) => path.endsWith('Low Tide.m4a'))).toBe(true);
  });

  it('is found at once when the user comes back after plugging it in', async () => {
    const { core } = await coreWithoutFolder();
    core.app.focused();
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'), { pace: 0 });
    renameSync(`${core.library} away`, core.library);
    core.app.focused();
    await core.waitFor(async () => (await kinds(core)).length === 0, { pace: 0 });
  });

  it('is not looked for while nothing is wrong', async () => {
    const core = await world.core(null);
    const before = core.clock.delays.length;
    await core.advance(10 * 60_000);
    expect(core.clock.delays.slice(before).filter((delay) => delay === 15_000)).toEqual([]);
  });
});

describe('several holds', () => {
  it('are listed with the most important first, and each ends for itself', async () => {
    const server = await world.server();
    server.job(JOB, [rateLimited(60), pending()]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.invoke('downloads.pauseAll', {});
    await core.waitFor(async () => (await kinds(core)).length === 2, { pace: 0 });
    renameSync(core.library, `${core.library} away`);
    core.app.focused();
    await core.waitFor(async () => (await kinds(core)).length === 3, { pace: 0 });
    expect(await kinds(core)).toEqual(['library-missing', 'rate-limited', 'downloads-paused']);
    renameSync(`${core.library} away`, core.library);
    await core.waitFor(async () => (await kinds(core)).join() === 'downloads-paused', { pace: 1_000 });
    await core.invoke('downloads.resumeAll', {});
    expect(await kinds(core)).toEqual([]);
  });
});
