import { describe, expect, it } from 'vitest';
import { success, running } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';
import { BODIES } from './odd-values';
import { usualAnswer } from './usual-answer';

/** Odd answers on their whole way: from the wire through poller and importer to what the window shows of the job. */

const world = createWorld();
const JOB = uuid('usual job');
/** Larger ones are only slow on their way; the decoder has seen them. */
const MAX_CHARS = 200_001;

describe('what came as an answer', () => {
  it('is given back as it came, whatever it was', async () => {
    const server = await world.server();
    const cases = BODIES.filter(([body, kind]) => kind !== 'error' && body.length <= MAX_CHARS).map(
      ([body, kind, songs, odd], index) => ({ id: uuid(`odd ${index}`), body, kind, songs, odd }),
    );
    for (const { id, body } of cases) server.job(id, { body });
    const core = await world.core(server, { settings: { requestsPerMinute: 120, wantedAssets: [] } });
    await core.add(...cases.map(({ id }) => id));
    await core.waitFor(
      async () => (await core.jobs()).every((job) => job.lastAskedAt !== null && !job.isAsking),
      {
        pace: 1_000,
        timeoutMs: 50_000,
      },
    );
    const jobs = new Map((await core.jobs()).map((job) => [job.id as string, job]));
    for (const { id, body, kind, odd } of cases) {
      const kept = await core.invoke('jobs.answer', { jobId: id });
      // Nothing is nothing to keep, and a byte order mark is no part of a text.
      const expected = body.trim() === '' ? undefined : body.replace(/^\uFEFF/, '');
      expect(kept?.text.replace(/^\uFEFF/, ''), body.slice(0, 80)).toBe(expected);
      const job = jobs.get(id);
      if (kind === 'unreadable') expect(job?.phase, body.slice(0, 80)).toBe('pending');
      if ((odd ?? 0) > 0) expect(job?.problem?.code, body.slice(0, 80)).toBe('unread-clips');
    }
    expect(await core.songs()).not.toEqual([]);
    expect(await core.holds()).toEqual([]);
  });

  it('in pieces is kept until the whole comes, and pieces never take the place of the whole', async () => {
    const server = await world.server();
    const whole = usualAnswer();
    const cuts = [1, 9_000, whole.length - 1].map((length) => whole.slice(0, length));
    server.job(JOB, [...cuts.map((body) => ({ body })), { body: whole }, ...cuts.map((body) => ({ body }))]);
    const core = await world.core(server, { settings: { wantedAssets: [] } });
    const keptText = async () => (await core.invoke('jobs.answer', { jobId: JOB }))?.text;
    const ask = async () => {
      const before = server.asked(JOB).length;
      await core.invoke('jobs.check', { jobIds: [JOB] });
      await core.waitFor(() => server.asked(JOB).length > before, { pace: 100 });
      await core.quiet(server);
    };
    await core.add(JOB);
    await core.waitFor(() => server.asked(JOB).length === 1, { pace: 0 });
    await core.quiet(server);
    expect(await keptText()).toBe(cuts[0]);
    expect(await core.job(JOB)).toMatchObject({
      phase: 'pending',
      problem: { code: 'odd-answer' },
      hasAnswer: true,
    });
    await ask();
    await ask();
    expect(await keptText()).toBe(cuts[2]);
    expect(await core.songs()).toEqual([]);
    await ask();
    expect(await keptText()).toBe(whole);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 3, problem: null });
    await ask();
    expect(await keptText()).toBe(whole);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 3 });
  });

  it('with songs that cannot be read says how many, while it runs and when it is done', async () => {
    const server = await world.server();
    const id = uuid('partly');
    const second = { ...clip('B'), clip_id: clip('A')['clip_id'] };
    const clips = [clip('A'), second, 'no song'] as unknown as ReturnType<typeof clip>[];
    server.job(id, [running(50, clips), success(clips)]);
    const core = await world.core(server);
    await core.add(id);
    await core.waitFor(async () => (await core.job(id)).problem);
    expect(await core.job(id)).toMatchObject({
      phase: 'pending',
      problem: { code: 'unread-clips', detail: '2/3' },
    });
    await core.settled({ pace: 1_000 });
    expect(await core.job(id)).toMatchObject({
      phase: 'succeeded',
      songCount: 1,
      problem: { code: 'unread-clips', detail: '2/3' },
    });
    expect((await core.songs()).map((song) => song.title)).toEqual(['A']);
  });
});
