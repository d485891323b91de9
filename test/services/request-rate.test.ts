import { describe, expect, it } from 'vitest';
import type { Network } from '../../src/main/ports';
import { turn, type Core } from '../support/core';
import { pending, running, success, type FlowServer } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const MINUTE = 60_000;

/** Counts the requests that the program has begun, so that time passes only when all of them have arrived. */
function countingNetwork() {
  const counted = { begun: 0 };
  const network: Network = {
    resolveProxy() {
      counted.begun += 1;
      return Promise.resolve('DIRECT');
    },
    certificates: () => [],
  };
  return { counted, network };
}

async function runUntil(
  core: Core,
  server: FlowServer,
  counted: { readonly begun: number },
  isDone: () => boolean,
  pace = 250,
): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!isDone()) {
    if (performance.now() > deadline) throw new Error(`Not done after ${server.requests.length} requests`);
    await turn();
    if (counted.begun === server.requests.length && server.openCount('api') === 0) core.clock.advance(pace);
  }
}

/** Most requests that any span of a minute holds. */
function mostInAMinute(server: FlowServer): number {
  const times = server.asked().map((request) => request.at);
  return Math.max(...times.map((at) => times.filter((other) => other > at - MINUTE && other <= at).length));
}

describe('the API is spared', () => {
  it.each([20, 7])('never more than two requests at once nor more than %i in a minute', async (perMinute) => {
    const server = await world.server();
    const { counted, network } = countingNetwork();
    const ids = Array.from({ length: 3 * perMinute }, (_, index) => uuid(`job ${index}`));
    for (const id of ids) {
      server.job(id, async (count) => {
        // Long enough for every request that may be made at the same time to be made.
        for (let round = 0; round < 5; round += 1) await turn();
        return count === 0 ? pending() : success([clip(id)]);
      });
    }
    const core = await world.core(server, { network, settings: { requestsPerMinute: perMinute } });
    await core.add(...ids);
    await runUntil(core, server, counted, () => server.asked().length >= 2 * ids.length);

    expect(server.mostAtOnce('api')).toBe(2);
    expect(mostInAMinute(server)).toBe(perMinute);
    // Nobody starves: each job was asked twice.
    for (const id of ids) expect(server.asked(id)).toHaveLength(2);
  });

  it('tells of the jobs that others come before that they wait for their turn', async () => {
    const server = await world.server();
    const ids = Array.from({ length: 30 }, (_, index) => uuid(`job ${index}`));
    for (const id of ids) server.job(id, pending());
    const core = await world.core(server, { settings: { requestsPerMinute: 5 } });
    await core.add(...ids);
    await core.waitFor(() => server.asked().length === 5, { pace: 0 });
    await core.quiet(server);
    const waiting = (await core.jobs()).filter((job) => job.isInLine).map((job) => job.id);
    // Five have been asked, and will be again behind all the others; the next five are soon to be.
    expect(waiting.sort()).toEqual([...ids.slice(0, 5), ...ids.slice(10)].sort());
    await core.invoke('settings.update', { requestsPerMinute: 100 });
    await core.waitFor(() => server.asked().length >= 30, { pace: 0 });
    expect((await core.jobs()).filter((job) => job.isInLine)).toEqual([]);
  });

  it('a smaller number holds from the moment it is set', async () => {
    const server = await world.server();
    const { counted, network } = countingNetwork();
    const ids = Array.from({ length: 10 }, (_, index) => uuid(`job ${index}`));
    for (const id of ids) server.job(id, running(50));
    const core = await world.core(server, { network });
    await core.add(...ids);
    await runUntil(core, server, counted, () => server.asked().length >= 10);
    await core.invoke('settings.update', { requestsPerMinute: 3 });
    const setAt = core.clock.now();
    await runUntil(core, server, counted, () => core.clock.now() >= setAt + 10 * MINUTE, 1_000);
    const later = server.asked().filter((request) => request.at > setAt + MINUTE);
    expect(later.length).toBeGreaterThan(20);
    expect(later.length).toBeLessThanOrEqual(27);
  });

  it('a restart is no new minute, and Test key takes its place among the questions', async () => {
    const server = await world.server();
    const ids = Array.from({ length: 8 }, (_, index) => uuid(`job ${index}`));
    for (const id of ids) server.job(id, success([clip(id)]));
    const core = await world.core(server, { settings: { requestsPerMinute: 5 } });
    await core.add(...ids);
    await core.waitFor(() => server.asked().length === 5, { pace: 0 });
    await core.quiet(server);

    const again = await world.restart(core);
    await again.quiet(server);
    expect(server.asked()).toHaveLength(5);
    let isTested = false;
    const test = again.invoke('key.test', { key: null }).finally(() => {
      isTested = true;
    });
    await again.waitFor(() => isTested, { pace: 1_000 });
    expect(await test).toEqual({ verdict: 'accepted' });
    await again.waitFor(() => server.asked().length === 9, { pace: 1_000 });
    expect(mostInAMinute(server)).toBe(5);
    expect(server.mostAtOnce('api')).toBeLessThanOrEqual(2);
  });

  it('asks about a young job quickly and about an old one seldom', async () => {
    const server = await world.server();
    const { counted, network } = countingNetwork();
    const id = uuid('slow job');
    server.job(id, running(1));
    const core = await world.core(server, { network });
    const startedAt = core.clock.now();
    await core.add(id);
    await runUntil(core, server, counted, () => core.clock.now() >= startedAt + 30 * MINUTE, 1_000);
    const gaps = server
      .asked(id)
      .map((request, index, all) => request.at - (all[index - 1]?.at ?? request.at))
      .slice(1);
    expect(Math.max(...gaps.slice(0, 5))).toBeLessThan(6_000);
    expect(Math.min(...gaps.slice(-5))).toBeGreaterThan(40_000);
    expect(server.asked(id).length).toBeLessThan(100);
  });

  it('with the day of the clock wrong by a year either way it goes on asking', async () => {
    const server = await world.server();
    const id = uuid('job');
    server.job(id, [running(1), running(2), running(3), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(id);
    await core.waitFor(async () => (await core.job(id)).progress === 1, { pace: 0 });
    core.clock.jump(-365 * 24 * 60 * MINUTE);
    await core.waitFor(async () => (await core.job(id)).progress === 2, { pace: 1_000 });
    core.clock.jump(2 * 365 * 24 * 60 * MINUTE);
    await core.waitFor(async () => (await core.job(id)).progress === 3, { pace: 1_000 });
    core.clock.jump(-365 * 24 * 60 * MINUTE);
    await core.settled({ pace: 1_000 });
    expect(await core.job(id)).toMatchObject({ phase: 'succeeded' });
  });

  it('what fell due during sleep is asked once after waking', async () => {
    const server = await world.server();
    const id = uuid('job');
    server.job(id, [running(1), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(id);
    await core.waitFor(async () => (await core.job(id)).progress === 1, { pace: 0 });
    core.clock.jump(8 * 60 * MINUTE);
    core.app.wake();
    await core.settled({ pace: 0 });
    expect(server.asked(id)).toHaveLength(2);
  });
});
