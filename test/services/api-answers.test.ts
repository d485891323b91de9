import { describe, expect, it } from 'vitest';
import type { JobProblem } from '@shared/model';
import {
  codeInBody,
  failed,
  html,
  notFound,
  pending,
  rateLimited,
  refusal,
  running,
  statusText,
  success,
  unauthorised,
  type ApiAnswer,
} from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The rows of "HTTP answers of the vendor" (API.md) after which the job is asked again by itself. */
const PASSING: readonly (readonly [string, ApiAnswer, JobProblem])[] = [
  ['402, no balance', refusal(402, 'Quota used up'), { code: 'no-balance', detail: 'Quota used up' }],
  ['499, the queue is exhausted', refusal(499, 'Queue full'), { code: 'queue-full', detail: 'Queue full' }],
  ['500', refusal(500, 'Oops'), { code: 'server-error', detail: '500 Oops' }],
  ['502 with a web page', html('Bad gateway', 502), { code: 'server-error', detail: '502' }],
  ['503', refusal(503, 'Busy'), { code: 'server-error', detail: '503 Busy' }],
  ['504', { status: 504, body: '' }, { code: 'server-error', detail: '504' }],
  ['418, a status of no table', refusal(418, 'Teapot'), { code: 'unexpected-status', detail: '418 Teapot' }],
  [
    'a web page with 200',
    html('Log in to the network'),
    { code: 'not-json', detail: 'Log in to the network' },
  ],
  ['an empty body with 200', { body: '' }, { code: 'empty-answer', detail: null }],
  ['a body of spaces', { body: ' \n' }, { code: 'empty-answer', detail: null }],
  ['204', { status: 204, body: '' }, { code: 'empty-answer', detail: null }],
  ['half a JSON text', { body: '{"status":"SUCC' }, { code: 'odd-answer', detail: '{"status":"SUCC' }],
  ['plain text', { body: 'Please wait' }, { code: 'odd-answer', detail: 'Please wait' }],
  [
    'a page without a title',
    { body: ' <!-- x --><p>Hello' },
    { code: 'not-json', detail: '<!-- x --><p>Hello' },
  ],
  ['a JSON text that is no object', { body: '[1,2]' }, { code: 'odd-answer', detail: '[1,2]' }],
  ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, { code: 'redirected', detail: '302' }],
  ['500 as a code under HTTP 200', codeInBody(500, 'Oops'), { code: 'server-error', detail: '500 Oops' }],
  ['402 as a code under HTTP 200', codeInBody(402, 'None left'), { code: 'no-balance', detail: 'None left' }],
];

describe('an answer that says nothing about the job', () => {
  it.each(PASSING)('%s: told on the job, which is asked again', async (_name, answer, problem) => {
    const server = await world.server();
    server.job(JOB, [answer, answer, success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);

    await core.waitFor(async () => (await core.job(JOB)).problem);
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', problem, isStopped: false });
    expect((await core.job(JOB)).nextPollAt).toBeGreaterThan(core.clock.now());
    // Of nothing there is nothing to show.
    if (problem.code === 'empty-answer') expect(await core.job(JOB)).toMatchObject({ hasAnswer: false });
    expect(await core.holds()).toEqual([]);

    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', problem: null, songCount: 1 });
    expect(server.asked(JOB)).toHaveLength(3);
  });

  it('never ends a job, however often it comes', async () => {
    const server = await world.server();
    server.job(JOB, refusal(500, 'Oops'));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => server.asked(JOB).length >= 12, { pace: 2 * MINUTE });
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', isStopped: false });
    // Slower and slower, but never slower than a quarter of an hour.
    const { nextPollAt } = await core.waitFor(async () => {
      const job = await core.job(JOB);
      return job.nextPollAt !== null && job.nextPollAt > core.clock.now() ? job : null;
    });
    expect((nextPollAt ?? 0) - core.clock.now()).toBeLessThanOrEqual(15 * MINUTE);
  });

  it('a connection that breaks is a problem of this one question', async () => {
    const server = await world.server();
    server.job(JOB, [{ fault: 'reset' }, success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).problem?.code === 'unreachable', { pace: 0 });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', problem: null });
  });
});

describe('an answer about the question or the job', () => {
  it('400 ends the job with the words of the service', async () => {
    const server = await world.server();
    server.job(JOB, refusal(400, 'Banned word in prompt'));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({
      phase: 'failed',
      problem: { code: 'bad-request', detail: 'Banned word in prompt' },
      nextPollAt: null,
    });
    await core.advance(24 * HOUR);
    expect(server.asked(JOB)).toHaveLength(1);
  });

  const refusedBody = (message: string) => ({
    status: 'FAILED',
    message,
    jobId: JOB,
    data: { jobId: JOB, action: 'cover', mv: 'FUZZ-2.0', quota: '3', progress: '0%', clips: [] },
  });
  it.each<[string, (message: string) => ApiAnswer]>([
    ['400', (message) => ({ status: 400, body: refusedBody(message) })],
    ['400 as a code under HTTP 200', (message) => ({ body: { code: 400, ...refusedBody(message) } })],
  ])(
    '%s keeps the answer as it came, the whole message and what it tells of the job',
    async (_name, answer) => {
      const message = `Banned word in prompt: ${'la '.repeat(200)}la`;
      const server = await world.server();
      server.job(JOB, answer(message));
      const core = await world.core(server);
      await core.add(JOB);
      await core.settled();
      expect(await core.job(JOB)).toMatchObject({
        phase: 'failed',
        message,
        problem: { code: 'bad-request' },
        action: 'cover',
        model: 'FUZZ-2.0',
        quota: '3',
        hasAnswer: true,
      });
      const kept = await core.invoke('jobs.answer', { jobId: JOB });
      expect(JSON.parse(kept?.text ?? '')).toEqual(answer(message).body);
    },
  );

  it('400 without a word has nothing to show', async () => {
    const server = await world.server();
    server.job(JOB, { status: 400, body: { status: 'FAILED' } });
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'failed', message: null, problem: { detail: null } });
  });

  it('400 and 404 take no place of the answer that named the songs', async () => {
    const server = await world.server();
    const songs = success([clip('Low Tide')]);
    server.job(JOB, [songs, refusal(400, 'Too old'), notFound('Gone')]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const first = (await core.invoke('jobs.answer', { jobId: JOB }))?.text;
    for (const said of ['Too old', null]) {
      await core.invoke('jobs.check', { jobIds: [JOB] });
      await core.settled();
      expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', message: said });
      expect((await core.invoke('jobs.answer', { jobId: JOB }))?.text).toBe(first);
    }
  });

  it('FAILED ends the job and keeps its message', async () => {
    const server = await world.server();
    server.job(JOB, [pending(), failed('The prompt was refused')]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({
      phase: 'failed',
      status: 'FAILED',
      message: 'The prompt was refused',
      nextPollAt: null,
    });
    await core.advance(24 * HOUR);
    expect(server.asked(JOB)).toHaveLength(2);
  });

  it('Retry asks again about a failed job', async () => {
    const server = await world.server();
    server.job(JOB, [failed('Not now'), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', message: null, songCount: 1 });
  });

  it('404 three times in ten minutes makes the job lost; its id stays, and only the user asks again', async () => {
    const server = await world.server();
    server.job(JOB, [notFound(), notFound(), notFound(), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).problem?.code === 'not-found', { pace: 0 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending' });
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({
      phase: 'lost',
      problem: { code: 'not-found' },
      nextPollAt: null,
    });
    const [first, , third] = server.asked(JOB);
    expect((third?.at ?? 0) - (first?.at ?? 0)).toBeLessThanOrEqual(10 * MINUTE);

    await core.advance(48 * HOUR);
    expect(server.asked(JOB)).toHaveLength(3);
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', problem: null });
  });

  it('404 as a code in the body counts as one', async () => {
    const server = await world.server();
    server.job(JOB, codeInBody(404, 'No such job'));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'lost', problem: { detail: 'No such job' } });
  });

  it('a job that a service being rebuilt forgot for a moment is not lost', async () => {
    const server = await world.server();
    server.job(JOB, [
      notFound(),
      notFound(),
      running(10),
      notFound(),
      notFound(),
      success([clip('Low Tide')]),
    ]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 1 });
  });

  it('a status text that nobody knows is asked about again', async () => {
    const server = await world.server();
    server.job(JOB, [statusText('MOSTLY_DONE'), statusText('SUCCESSFUL?'), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).status === 'MOSTLY_DONE');
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', problem: null });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', status: 'SUCCESS' });
  });

  it('SUCCESS without clips is asked three more times, then told as no songs', async () => {
    const server = await world.server();
    server.job(JOB, success([]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).problem?.code === 'no-songs');
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', isStopped: false });
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({
      phase: 'succeeded',
      problem: { code: 'no-songs', detail: null },
      songCount: 0,
    });
    await core.advance(48 * HOUR);
    expect(server.asked(JOB)).toHaveLength(4);
  });

  it('SUCCESS whose clips come with the second answer', async () => {
    const server = await world.server();
    server.job(JOB, [success([]), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', problem: null, songCount: 1 });
    expect(server.asked(JOB)).toHaveLength(2);
  });

  it('members of the clip list that are no clips are told, the others taken', async () => {
    const server = await world.server();
    server.job(JOB, { body: { status: 'SUCCESS', data: { clips: [null, clip('Low Tide'), 'x', 7] } } });
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({
      phase: 'succeeded',
      songCount: 1,
      problem: { code: 'unread-clips', detail: '3/4' },
    });
  });
});

// ------------------------------------------------------------------------------------- answers about everything

const JOBS = Array.from({ length: 6 }, (_, index) => uuid(`job ${index}`));

const KEY_ANSWERS: readonly (readonly [string, ApiAnswer, string | null])[] = [
  ['401', unauthorised('Invalid API key'), 'Invalid API key'],
  ['403', refusal(403, 'Account blocked'), 'Account blocked'],
  ['401 as a code under HTTP 200', codeInBody(401, 'Who are you?'), 'Who are you?'],
  ['400 that speaks of the key', refusal(400, 'TT-API-KEY is missing'), 'TT-API-KEY is missing'],
  ['FAILED that speaks of the key', failed('API key is invalid'), 'API key is invalid'],
  [
    'FAILED that says unauthorised, and why',
    failed('Unauthorized: invalid token'),
    'Unauthorized: invalid token',
  ],
  ['FAILED that speaks of the user', failed('user not active'), 'user not active'],
  ['404 that speaks of the key', refusal(404, 'Invalid token'), 'Invalid token'],
  ['FAILED that speaks of the account', failed('Your account is not active'), 'Your account is not active'],
];

describe('an answer about the key', () => {
  it.each(KEY_ANSWERS)('%s holds every job, is told once and ends no job', async (_name, answer, detail) => {
    const server = await world.server({ key: undefined });
    server.unknownJobs(answer);
    const core = await world.core(server);
    await core.add(...JOBS);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.quiet(server);
    const askedBefore = server.asked().length;
    expect(askedBefore).toBeLessThanOrEqual(2);
    expect(await core.holds()).toEqual([{ kind: 'key-rejected', detail }]);
    await core.advance(24 * HOUR);
    expect(server.asked()).toHaveLength(askedBefore);

    expect((await core.jobs()).map((job) => job.phase)).toEqual(JOBS.map(() => 'pending'));
    expect(core.events.of('holds.changed').filter(({ holds }) => holds.length > 0)).toHaveLength(1);

    // Another key, and everything goes on where it stood.
    server.unknownJobs(success([]));
    for (const id of JOBS) server.job(id, success([clip(id)]));
    await core.invoke('key.save', { key: 'another-key-9876543210', storage: 'secure' });
    await core.settled();
    expect((await core.jobs()).map((job) => job.phase)).toEqual(JOBS.map(() => 'succeeded'));
    expect(server.asked().at(-1)?.headers['tt-api-key']).toBe('another-key-9876543210');
    expect(await core.holds()).toEqual([]);
  });

  it('is found out again by a question or two after a restart, and by Try again', async () => {
    const server = await world.server();
    server.setKey('the right one');
    for (const id of JOBS) server.job(id, success([clip(id)]));
    const core = await world.core(server);
    await core.add(...JOBS);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });

    await core.quiet(server);
    const before = server.asked().length;
    const again = await world.restart(core);
    await again.waitFor(async () => (await again.holds()).length > 0, { pace: 0 });
    await again.quiet(server);
    await again.advance(24 * HOUR);
    expect(server.asked().length - before).toBeLessThanOrEqual(2);

    server.setKey(undefined);
    await again.invoke('holds.tryAgain', { kind: 'key-rejected' });
    await again.settled();
    expect(await again.holds()).toEqual([]);
    expect((await again.jobs()).every((job) => job.phase === 'succeeded')).toBe(true);
  });

  it('a FAILED that speaks of musical keys is a failed job', async () => {
    const server = await world.server();
    server.job(JOB, failed('Could not sing in the key of C'));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'failed' });
    expect(await core.holds()).toEqual([]);
  });
});

const PAUSES: readonly (readonly [string, ApiAnswer, number])[] = [
  ['429 with seconds', rateLimited(120), 120_000],
  ['429 without Retry-After', rateLimited(null), MINUTE],
  ['429 with a negative Retry-After', rateLimited('-5'), MINUTE],
  ['429 with a word as Retry-After', rateLimited('soon'), MINUTE],
  ['429 with a year as Retry-After', rateLimited(365 * 24 * 3_600), HOUR],
  ['503 with Retry-After', refusal(503, 'Maintenance', { 'retry-after': '300' }), 300_000],
  ['429 as a code under HTTP 200', codeInBody(429, 'Slow down'), MINUTE],
];

/** How much longer than told a pause may be: by chance, so that not all clients come back in one moment. */
const spreadOf = (pauseMs: number) => Math.min(30_000, Math.max(2_000, 0.1 * pauseMs));

describe('an answer that asks for a pause', () => {
  it.each(PAUSES)('%s pauses every job for that long', async (_name, answer, pauseMs) => {
    const server = await world.server();
    for (const id of JOBS) server.job(id, [answer, success([clip(id)])]);
    const core = await world.core(server);
    const saidAt = core.clock.now();
    await core.add(...JOBS);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.quiet(server);
    const holds = await core.holds();
    expect(holds).toEqual([{ kind: 'rate-limited', until: expect.any(Number) as number }]);
    const [until = 0] = holds.flatMap((hold) => ('until' in hold ? hold.until : []));
    expect(until).toBeGreaterThanOrEqual(saidAt + pauseMs);
    expect(until).toBeLessThanOrEqual(saidAt + pauseMs + spreadOf(pauseMs));
    expect(server.asked().length).toBeLessThanOrEqual(2);
    const before = server.asked().length;

    await core.advance(until - core.clock.now() - 1_000);
    expect(server.asked()).toHaveLength(before);
    expect((await core.jobs()).every((job) => job.phase === 'pending' && job.problem === null)).toBe(true);

    for (const id of JOBS) server.job(id, success([clip(id)]));
    await core.settled();
    expect(server.asked()[before]?.at).toBeGreaterThanOrEqual(until);
    expect(await core.holds()).toEqual([]);
    expect((await core.jobs()).every((job) => job.phase === 'succeeded')).toBe(true);
  });

  it('429 with an HTTP date', async () => {
    const server = await world.server();
    const until = Math.ceil((world.clock.now() + 5 * MINUTE) / 1_000) * 1_000;
    server.job(JOB, [rateLimited(new Date(until).toUTCString()), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled({ pace: 1_000 });
    expect(server.asked(JOB)[1]?.at).toBeGreaterThanOrEqual(until);
    expect(server.asked(JOB)[1]?.at).toBeLessThan(until + spreadOf(5 * MINUTE) + 5_000);
  });

  it('is kept over a restart and over a clock that is set back a year', async () => {
    const server = await world.server();
    server.job(JOB, [rateLimited(600), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });

    const again = await world.restart(core);
    expect(await again.holds()).toHaveLength(1);
    await again.advance(5 * MINUTE);
    expect(server.asked(JOB)).toHaveLength(1);

    // Nothing is held for a year because a clock was wrong for a moment.
    again.clock.jump(-365 * 24 * HOUR);
    await again.waitFor(async () => (await again.holds()).length === 0, { pace: 1_000 });
  });
});

describe('a service that cannot be reached', () => {
  it('is one hold, tried by one request at a time, and everything goes on when it is back', async () => {
    const server = await world.server();
    for (const id of JOBS) server.job(id, success([clip(id)]));
    await server.close();
    const core = await world.core(server);
    await core.add(...JOBS);
    const [hold] = await core.waitFor(async () => {
      const holds = await core.holds();
      return holds.length > 0 ? holds : null;
    });
    expect(hold).toMatchObject({ kind: 'offline', host: new URL(server.url).host });
    // The jobs are not to blame.
    expect((await core.jobs()).every((job) => job.phase === 'pending' && job.problem === null)).toBe(true);
    await core.advance(HOUR);

    await server.open();
    await core.settled({ pace: 2_000 });
    expect(await core.holds()).toEqual([]);
    expect((await core.jobs()).every((job) => job.phase === 'succeeded')).toBe(true);
  });

  it('stands while it is tried, told once for each try that failed, and goes with the first answer', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    const told = () =>
      core.events.of('holds.changed').map(({ holds }) => holds.map((hold) => hold.kind).join());
    const tries = () => core.log.lines.filter((line) => line.message === 'Job asked').length;
    await core.waitFor(() => tries() === 6, { pace: 1_000 });
    await core.invoke('holds.tryAgain', { kind: 'offline' });
    expect((await core.holds()).map((hold) => hold.kind)).toEqual(['offline']);
    await core.waitFor(() => tries() === 7, { pace: 0 });
    // Once for each try, and once for the wish to try at once.
    await core.waitFor(() => told().length === 8, { pace: 0 });
    expect(new Set(told())).toEqual(new Set(['offline']));
    await server.open();
    await core.settled({ pace: 2_000 });
    expect(told().filter((kinds) => kinds === '')).toHaveLength(1);
    expect(told().at(-1)).toBe('');
    expect(await core.holds()).toEqual([]);
  });

  it('goes with the first answer, though others are still waited for', async () => {
    const server = await world.server();
    for (const id of JOBS) server.job(id, { fault: 'silence' });
    server.job(JOBS[0] ?? '', pending());
    await server.close();
    const core = await world.core(server);
    await core.add(...JOBS);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await server.open();
    await core.invoke('holds.tryAgain', { kind: 'offline' });
    await core.waitFor(() => server.asked().length > 1, { pace: 0 });
    expect(await core.holds()).toEqual([]);
    expect(server.openCount('api')).toBeGreaterThan(0);
  });

  it('is no hold any more when nobody is left to ask about', async () => {
    const server = await world.server();
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.invoke('jobs.stop', { jobIds: [JOB] });
    await core.waitFor(async () => (await core.holds()).length === 0, { pace: 1_000 });
  });

  it('a test of the key that is answered has the jobs asked at once', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await server.open();
    const before = core.clock.now();
    expect(await core.invoke('key.test', { key: null })).toMatchObject({ verdict: 'accepted' });
    await core.settled({ pace: 0 });
    expect(core.clock.now()).toBe(before);
    expect(await core.holds()).toEqual([]);
  });

  it('Try again asks at once', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await server.open();
    const before = core.clock.now();
    await core.invoke('holds.tryAgain', { kind: 'offline' });
    await core.settled({ pace: 0 });
    expect(core.clock.now()).toBe(before);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded' });
  });
});

/** 404s that say nothing of a job, for a gateway, a server or a framework knows no such address; and other pages of a gateway. */
const ANSWERS_OF_OTHERS: readonly (readonly [string, ApiAnswer, string | null])[] = [
  [
    'of a gateway',
    { status: 404, body: { message: 'no Route matched with those values' } },
    'no Route matched with those values',
  ],
  ['without a word', { status: 404, body: '' }, null],
  ['in plain text', { status: 404, body: '404 page not found' }, '404 page not found'],
  [
    'of a framework',
    { status: 404, body: { status: 404, error: 'Not Found', path: '/flowmusic/v1/fetch' } },
    'Not Found',
  ],
  [
    'of a framework that repeats what it was asked',
    {
      status: 404,
      body: { message: 'Route GET:/flowmusic/v1/fetch?job_id=0 not found', error: 'Not Found' },
    },
    'Route GET:/flowmusic/v1/fetch?job_id=0 not found',
  ],
  [
    'of another framework that does',
    { status: 404, body: { message: 'Cannot GET /flowmusic/v1/fetch?job_id=0', statusCode: 404 } },
    'Cannot GET /flowmusic/v1/fetch?job_id=0',
  ],
  [
    'of a service with other jobs',
    { status: 404, body: { message: 'No such cron job endpoint' } },
    'No such cron job endpoint',
  ],
  ['with a web page', html('Nothing here', 404), 'Nothing here'],
  ['with a web page that forbids', html('Attention Required', 403), 'Attention Required'],
  ['with a web page that knows no such request', html('400 Bad Request', 400), '400 Bad Request'],
  ['with a web page that asks for money', html('Payment Required', 402), 'Payment Required'],
  ['of no more than 400', { status: 400, body: '' }, null],
  ['of 400 in plain text', { status: 400, body: 'Bad Request' }, 'Bad Request'],
  ['of 400 of a gateway', { status: 400, body: { message: 'Bad Request' } }, 'Bad Request'],
  ['of 400 of a framework', { status: 400, body: { error: 'Bad Request', statusCode: 400 } }, 'Bad Request'],
  ['as a code under HTTP 200', { body: { code: 404, message: 'Not found' } }, 'Not found'],
];

describe('an address at which something else answers', () => {
  it.each(ANSWERS_OF_OTHERS)(
    'an answer %s holds every job, is told once and makes none lost',
    async (_name, answer, detail) => {
      const server = await world.server();
      server.unknownJobs(answer);
      const core = await world.core(server);
      await core.add(...JOBS);
      await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
      await core.quiet(server);
      expect(server.asked().length).toBeLessThanOrEqual(2);
      const wrong = { kind: 'wrong-address', until: expect.any(Number) as number, apiUrl: server.url };
      expect(await core.holds()).toEqual([wrong]);
      const told = (await core.jobs()).flatMap((job) => job.problem ?? []);
      expect(told.length).toBeGreaterThan(0);
      expect(new Set(told.map((problem) => JSON.stringify(problem)))).toEqual(
        new Set([JSON.stringify({ code: 'wrong-address', detail })]),
      );

      // The key is sent there ever more rarely.
      await core.advance(HOUR);
      await core.quiet(server);
      expect(server.asked().length).toBeLessThan(40);
      expect(await core.holds()).toEqual([wrong]);
      expect((await core.jobs()).map((job) => job.phase)).toEqual(JOBS.map(() => 'pending'));

      for (const id of JOBS) server.job(id, success([clip(id)]));
      await core.settled({ pace: 2_000 });
      expect((await core.jobs()).every((job) => job.phase === 'succeeded' && job.problem === null)).toBe(
        true,
      );
      expect(await core.holds()).toEqual([]);
    },
  );

  it('one id that a gateway does not let pass holds up no other for long', async () => {
    const server = await world.server();
    for (const id of JOBS) server.job(id, success([clip(id)]));
    server.job(JOBS[0] ?? '', { status: 404, body: { message: 'no Route matched with those values' } });
    const core = await world.core(server);
    await core.add(...JOBS);
    await core.waitFor(
      async () => (await core.jobs()).filter((job) => job.phase === 'succeeded').length === JOBS.length - 1,
      { pace: 1_000 },
    );
    expect(await core.job(JOBS[0] ?? '')).toMatchObject({ phase: 'pending', isStopped: false });
  });

  it('is of no interest when the address is another, and tried at once when a test of the key is answered', async () => {
    const server = await world.server();
    const other = await world.server();
    server.unknownJobs({ status: 404, body: '' });
    const core = await world.core(server);
    const kinds = async () => (await core.holds()).map((hold) => hold.kind);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.invoke('settings.setApiUrl', { url: other.url });
    expect(await kinds()).toEqual(['key-missing']);

    await core.invoke('settings.setApiUrl', { url: server.url });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await kinds()).includes('wrong-address'), { pace: 0 });
    server.job(JOB, success([clip('Low Tide')]));
    server.unknownJobs(notFound());
    await core.invoke('jobs.check', { jobIds: [JOB] });
    const before = core.clock.now();
    expect(await core.invoke('key.test', { key: null })).toMatchObject({ verdict: 'accepted' });
    await core.settled({ pace: 0 });
    expect(core.clock.now()).toBe(before);
    expect(await kinds()).toEqual([]);
  });

  it.each([
    ['the usual form of an answer', notFound('gone')],
    ['data, though it is empty', { status: 404, body: { code: 404, message: 'gone', data: null } }],
    ['the job’s id', { status: 404, body: { jobId: JOB, message: 'gone' } }],
    ['words about a job', { status: 404, body: { message: 'This job_id does not exist' } }],
    ['words about a task', { status: 404, body: { detail: 'task not found' } }],
  ] satisfies [string, ApiAnswer][])('is not meant where a 404 has %s', async (_name, answer) => {
    const server = await world.server();
    server.job(JOB, answer);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled({ pace: 2_000 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'lost', problem: { code: 'not-found' } });
    expect(await core.holds()).toEqual([]);
  });
});

describe('one id that something strange is said of', () => {
  it('while the service answers about others holds them for a moment, and is lost in the end', async () => {
    const server = await world.server();
    const other = uuid('other job');
    server.job(JOB, { status: 404, body: { message: 'resource not found' } });
    server.job(other, running(40));
    const core = await world.core(server);
    await core.add(JOB, other);
    await core.waitFor(async () => (await core.job(JOB)).phase === 'lost', { pace: 5_000 });
    expect(await core.job(JOB)).toMatchObject({
      problem: { code: 'not-found', detail: 'resource not found' },
    });
    const told = core.log.lines.filter(({ message }) => message === 'Hold set');
    expect(told).toHaveLength(1);
    expect(await core.job(other)).toMatchObject({ phase: 'pending', status: 'ON_QUEUE' });
  });
});

describe('one id that a gateway’s page is sent for', () => {
  it.each([
    ['400', html('Bad Request', 400)],
    ['403', html('Attention Required', 403)],
    ['404', html('Not here', 404)],
  ])(
    'with %s, while the service answers about others, neither ends it nor holds them again',
    async (_status, page) => {
      const server = await world.server();
      const other = uuid('other job');
      server.job(JOB, page);
      server.job(other, running(40));
      const core = await world.core(server);
      await core.add(JOB, other);
      await core.waitFor(() => server.asked(JOB).length > 8, { pace: 5_000 });
      expect((await core.job(JOB)).phase).toBe('pending');
      expect(core.log.lines.filter(({ message }) => message === 'Hold set')).toHaveLength(1);
    },
  );
});

describe('the user and the job', () => {
  it('Stop ends the asking; an answer that comes afterwards is taken', async () => {
    const server = await world.server();
    server.hold();
    server.job(JOB, [running(40), success([clip('Low Tide')])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => server.openCount('api') === 1, { pace: 0 });
    await core.invoke('jobs.stop', { jobIds: [JOB] });
    server.release();
    await core.waitFor(async () => (await core.job(JOB)).status === 'ON_QUEUE', { pace: 0 });
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', isStopped: true, progress: 40 });
    await core.advance(48 * HOUR);
    expect(server.asked(JOB)).toHaveLength(1);

    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', isStopped: false });
  });

  it('Check now asks about a done job once more, and takes the WAV that has come since', async () => {
    const server = await world.server();
    server.job(JOB, [
      success([clip('Low Tide')]),
      success([clip('Low Tide', { wav_url: `${server.fileUrl}/late.wav` })]),
    ]);
    const core = await world.core(server, { settings: { wantedAssets: [] } });
    await core.add(JOB);
    await core.settled();
    expect((await core.songs())[0]?.assets).toEqual([]);
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect((await core.songs())[0]?.assets.map((asset) => [asset.kind, asset.state])).toEqual([
      ['wav', 'offered'],
    ]);
    expect(server.asked(JOB)).toHaveLength(2);
  });

  it('Remove forgets the job, keeps its songs, and a removed job that is being asked about stays removed', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    server.hold();
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(() => server.openCount('api') === 1, { pace: 0 });
    await core.invoke('jobs.remove', { jobIds: [JOB] });
    server.release();
    await core.quiet(server);
    await core.advance(MINUTE);
    expect(await core.jobs()).toEqual([]);
    expect((await core.songs()).map((song) => song.title)).toEqual(['Low Tide']);
    const journal = core.read('jobs.jsonl').toString().trim().split('\n');
    expect(journal.map((line) => Object.keys(JSON.parse(line) as object))).toEqual([
      ['jobId', 'addedAt'],
      ['jobId', 'removedAt'],
    ]);
  });
});
