import { describe, expect, it } from 'vitest';
import type { Core } from '../support/core';
import { rateLimited, running, success } from '../support/flow-server';
import { bigAudio } from '../support/media';
import { clip, clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const BYTES = bigAudio(20_000);
const YEAR_EITHER_WAY = [
  ['forward', YEAR],
  ['back', -YEAR],
] as const;

/** Lets time pass until it is there; gives how long that took on a clock that only goes on. */
async function passes(core: Core, look: () => unknown, atMostMs: number, pace = 1_000): Promise<void> {
  let passedMs = 0;
  await core.waitFor(
    async () => {
      passedMs += pace;
      expect(passedMs).toBeLessThanOrEqual(atMostMs);
      return (await look()) === true;
    },
    { pace, timeoutMs: 50_000 },
  );
}

function expectNoNegativeWait(core: Core): void {
  expect(core.clock.delays.filter((delay) => !(delay >= 0))).toEqual([]);
}

describe.each(YEAR_EITHER_WAY)('a clock that jumps a year %s', (_way, jump) => {
  it('while a job waits: it is asked on, neither too seldom nor too often', async () => {
    const server = await world.server();
    server.job(JOB, running(1));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => server.asked(JOB).length === 3, { pace: 500 });
    await core.quiet(server);
    core.clock.jump(jump);
    await passes(core, () => server.asked(JOB).length >= 6, MINUTE);

    // Twenty minutes later it is asked about as often as a job of that age is.
    for (let passed = 0; passed < 20 * MINUTE; passed += 20_000) {
      core.clock.advance(20_000);
      await core.quiet(server);
    }
    const { nextPollAt, lastAskedAt } = await core.job(JOB);
    const gapMs = (nextPollAt ?? 0) - (lastAskedAt ?? 0);
    expect(gapMs).toBeGreaterThan(40_000);
    expect(gapMs).toBeLessThan(80_000);
    expectNoNegativeWait(core);
  });

  it('during a pause that the service asked for: it ends', async () => {
    const server = await world.server();
    server.job(JOB, [rateLimited(600), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    core.clock.jump(jump);
    await passes(core, async () => (await core.job(JOB)).phase === 'succeeded', 11 * MINUTE);
    expect(await core.holds()).toEqual([]);
    expectNoNegativeWait(core);
  });

  it('while nobody can be reached: it is tried again', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0);
    core.clock.jump(jump);
    await server.open();
    await passes(core, async () => (await core.job(JOB)).phase === 'succeeded', 6 * MINUTE);
    expect(await core.holds()).toEqual([]);
    expectNoNegativeWait(core);
  });

  it.each([
    ['its next try', { statuses: [500] }, 3 * MINUTE],
    ['as long as the host asked', { statuses: [503], statusHeaders: { 'retry-after': '1800' } }, 31 * MINUTE],
    ['a fresh address', { statuses: [403] }, 3 * MINUTE],
  ] as const)('while a download waits for %s: it goes on', async (_what, script, atMostMs) => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', { bytes: BYTES, ...script })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads())[0]?.notBefore, { pace: 0 });
    await core.quiet(server);
    core.clock.jump(jump);
    await passes(core, () => core.sql('SELECT 1 FROM download').length === 0, atMostMs);
    expect(core.files()).toContain(`Low Tide [${uuid('clip Low Tide').slice(0, 8)}]/Low Tide.wav`);
    expectNoNegativeWait(core);
  });

  it('after a day’s share of fresh addresses was used up: the next try has a share again', async () => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', { bytes: BYTES, status: 403 })]));
    const core = await world.core(server);
    await core.add(JOB);
    const isFailed = async () => (await core.downloads())[0]?.state === 'failed';
    await passes(core, isFailed, 3 * HOUR, 15_000);
    const asked = server.asked(JOB).length;
    core.clock.jump(jump);
    await core.invoke('downloads.retryAll', {});
    await core.waitFor(() => server.asked(JOB).length > asked, { pace: 100 });
    expectNoNegativeWait(core);
  });
});

describe('a machine that sleeps', () => {
  /** Timers stand still while a machine sleeps; the time of day does not. */
  function sleep(core: Core, ms: number): void {
    core.clock.jump(ms);
    core.app.wake();
  }

  it('past a pause: the pause is over on waking, and what waited for it is asked at once', async () => {
    const server = await world.server();
    server.job(JOB, [rateLimited(600), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    sleep(core, 8 * HOUR);
    expect(await core.holds()).toEqual([]);
    await core.settled({ pace: 0 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded' });
  });

  it('past the next try of a download: it begins on waking', async () => {
    const server = await world.server();
    const script = { bytes: BYTES, statuses: [503], statusHeaders: { 'retry-after': '1800' } };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads())[0]?.notBefore, { pace: 0 });
    sleep(core, HOUR);
    await core.waitFor(() => core.sql('SELECT 1 FROM download').length === 0, { pace: 0 });
  });

  it('in the middle of a song being made: afterwards it is asked about as if no night had passed', async () => {
    const server = await world.server();
    server.job(JOB, running(1));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => server.asked(JOB).length === 3, { pace: 500 });
    await core.quiet(server);
    sleep(core, 8 * HOUR);
    await core.waitFor(() => server.asked(JOB).length === 4, { pace: 0 });
    await core.quiet(server);
    await passes(core, () => server.asked(JOB).length >= 6, MINUTE);
  });
});
