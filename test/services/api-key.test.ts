import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KeyTestResult } from '@shared/model';
import { TEST_KEY, type Core } from '../support/core';
import {
  codeInBody,
  failed,
  html,
  notFound,
  pending,
  rateLimited,
  refusal,
  statusText,
  success,
  unauthorised,
  type ApiAnswer,
  type LoggedRequest,
} from '../support/flow-server';
import { createMemoryVault } from '../support/ports';
import { clip, serveFiles, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');
const CANARY = 'canary-7f3a91d2e6b84c05';

function carriesKey(request: LoggedRequest, key = CANARY): boolean {
  return JSON.stringify([request.path, request.search.toString(), request.headers]).includes(key);
}

/** Every file below a folder whose bytes hold the text. */
function filesThatHold(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}

describe('where the key goes', () => {
  it('to the API with every question, and never to the host of files', async () => {
    const server = await world.server({ key: CANARY });
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, [pending(), success([clip('Low Tide', urls)])]);
    const core = await world.core(server, { key: CANARY });
    await core.add(JOB);
    await core.settled();

    expect(server.asked().map((request) => request.headers['tt-api-key'])).toEqual([CANARY, CANARY]);
    expect(server.asked().some((request) => request.search.toString().includes(CANARY))).toBe(false);
    expect(server.fetched()).toHaveLength(4);
    expect(server.fetched().filter((request) => carriesKey(request))).toEqual([]);
  });

  it('not to a host that the API redirects to', async () => {
    const server = await world.server({ key: CANARY });
    const other = await world.server();
    const location = `${other.url}/flowmusic/v1/fetch?job_id=${JOB}`;
    server.job(JOB, { status: 307, headers: { location } });
    const core = await world.core(server, { key: CANARY });
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).problem?.code === 'redirected');
    expect(other.requests).toEqual([]);
  });

  it('not to a host that a file is redirected to, and not to the API when a file lies there', async () => {
    const server = await world.server({ key: CANARY });
    const other = await world.server();
    const { bytes } = serveFiles(other, 'Low Tide');
    const there = other.file('/a.m4a', bytes.audio);
    const here = server.file('/a.m4a', { bytes: bytes.audio, redirect: there });
    server.job(JOB, success([clip('Low Tide', { audio_url: here, image_url: `${server.url}/cover.jpg` })]));
    const core = await world.core(server, { key: CANARY });
    await core.add(JOB);
    await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 1);
    const questions = server.asked().filter((request) => request.path === '/flowmusic/v1/fetch');
    const others = [...server.requests, ...other.requests].filter((request) => !questions.includes(request));
    expect(others.length).toBeGreaterThanOrEqual(3);
    expect(others.filter((request) => carriesKey(request))).toEqual([]);
  });

  it('not to a new address until it is entered for it', async () => {
    const server = await world.server({ key: CANARY });
    const other = await world.server({ key: undefined });
    server.job(JOB, pending());
    const core = await world.core(server, { key: CANARY });
    await core.add(JOB, uuid('job 2'));
    await core.waitFor(async () => (await core.job(JOB)).status === 'PENDING_QUEUE', { pace: 0 });
    await core.quiet(server);
    const before = server.requests.length;

    const status = await core.invoke('settings.setApiUrl', { url: `${other.url}/` });
    expect(status).toMatchObject({ storage: null, ending: null, isForOtherAddress: true });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.advance(60 * 60_000);
    await core.quiet(other);
    expect(other.requests).toEqual([]);
    expect(server.requests).toHaveLength(before);
    // Nobody has rejected anything: there is no key, and that is what is said.
    expect((await core.holds()).map((hold) => hold.kind)).toEqual(['key-missing']);

    // The old address has its key still.
    server.job(JOB, success([clip('Low Tide')]));
    expect(await core.invoke('settings.setApiUrl', { url: server.url })).toMatchObject({ storage: 'secure' });
    await core.waitFor(async () => (await core.job(JOB)).phase === 'succeeded');
    expect(other.requests).toEqual([]);
  });

  it.each(['a host that is down', 'a rejected key'] as const)(
    'after %s another address is told as one without a key, not as one that rejected it',
    async (trouble) => {
      const server = await world.server({ key: trouble === 'a rejected key' ? 'the right one' : CANARY });
      const other = await world.server({ key: undefined });
      if (trouble === 'a host that is down') await server.close();
      const core = await world.core(server, { key: CANARY });
      await core.add(JOB, uuid('job 2'));
      await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
      await core.quiet(server);
      await core.invoke('settings.setApiUrl', { url: other.url });
      await core.quiet(other);
      expect(other.requests).toEqual([]);
      expect((await core.holds()).map((hold) => hold.kind)).toEqual(['key-missing']);
    },
  );

  it('a key that is forgotten while nobody answers is told as missing, not as rejected', async () => {
    const server = await world.server();
    await server.close();
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.invoke('key.forget', {});
    await core.quiet(server);
    expect(await core.holds()).toEqual([{ kind: 'key-missing' }]);
  });

  it('an answer about a key that is in use no more holds nothing', async () => {
    const server = await world.server({ key: 'the-right-one-at-last' });
    for (const id of [JOB, uuid('job 2')]) server.job(id, success([clip(id)]));
    server.hold();
    const core = await world.core(server, { key: 'the-wrong-one-long-ago' });
    await core.add(JOB, uuid('job 2'));
    await core.waitFor(() => server.openCount('api') === 2, { pace: 0 });
    await core.invoke('key.save', { key: 'the-right-one-at-last', storage: 'secure' });
    server.release();
    await core.settled({ pace: 1_000 });
    expect(await core.holds()).toEqual([]);
    expect((await core.jobs()).every((job) => job.phase === 'succeeded')).toBe(true);
  });

  it('the same host with another path keeps the key; another port or scheme does not', async () => {
    const server = await world.server();
    const core = await world.core(server);
    expect(await core.invoke('settings.setApiUrl', { url: `${server.url}/v9/` })).toMatchObject({
      storage: 'secure',
    });
    const https = server.url.replace('http:', 'https:');
    expect(await core.invoke('settings.setApiUrl', { url: https })).toMatchObject({
      isForOtherAddress: true,
    });
    expect(await core.invoke('settings.setApiUrl', { url: 'https://api.ttapi.io' })).toMatchObject({
      storage: null,
    });
  });

  it('an address that no key may go to is refused and changes nothing', async () => {
    const server = await world.server();
    const core = await world.core(server);
    for (const [url, code] of [
      ['http://api.ttapi.io', 'bad-address'],
      ['ftp://127.0.0.1', 'bad-address'],
      ['api.ttapi.io', 'bad-address'],
      ['https://user:pw@host', 'address-with-login'],
      ['https://api.ttapi.io?x=1', 'address-with-query'],
      ['https://api ttapi.io', 'address-unreadable'],
      ['', 'bad-address'],
    ] as const) {
      await expect(core.invoke('settings.setApiUrl', { url }), url).rejects.toMatchObject({ code });
    }
    expect((await core.invoke('app.snapshot', {})).settings.apiUrl).toBe(server.url);
  });
});

describe('where the key is kept', () => {
  it('stands in no file, no log line, no event and no answer', async () => {
    const server = await world.server({ key: CANARY });
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, [pending(), refusal(500, 'Oops'), success([clip('Low Tide', urls)])]);
    server.job(uuid('broken'), { fault: 'reset' });
    const core = await world.core(server, { key: null });
    await core.invoke('key.save', { key: CANARY, storage: 'secure' });
    await core.invoke('key.test', { key: null });
    await core.add(JOB, uuid('broken'));
    await core.waitFor(async () => (await core.job(JOB)).fileDoneCount === 4);
    server.setKey('another');
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await core.holds()).length > 0);
    const seen = JSON.stringify([
      core.events.emitted,
      core.settings.read(),
      await core.invoke('app.snapshot', {}),
      await core.jobs(),
      await core.invoke('jobs.answer', { jobId: JOB }),
    ]);
    await core.stop();

    expect(filesThatHold(core.folder, CANARY)).toEqual([]);
    expect(filesThatHold(core.folder, JOB).length).toBeGreaterThan(0);
    expect(core.log.text()).not.toContain(CANARY);
    expect(seen).not.toContain(CANARY);
    // Enough to tell one key from another, and no more.
    expect(seen).toContain(`"ending":"${CANARY.slice(-4)}"`);
  });

  it('signed addresses of files do not come into the log', async () => {
    const server = await world.server();
    const url = `${server.file('/a.m4a', { bytes: Buffer.alloc(0), status: 500 })}?signature=${CANARY}`;
    server.job(
      JOB,
      success([clip('Low Tide', { audio_url: url, image_url: `http://127.0.0.1:9/x?s=${CANARY}` })]),
    );
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => server.fetched('/a.m4a').length >= 3, { pace: 5_000 });
    expect(core.log.lines.some((line) => line.message === 'Download failed')).toBe(true);
    expect(core.log.text()).not.toContain(CANARY);
  });

  it('secure, for this session, or unprotected; only what is asked for is written', async () => {
    const server = await world.server();
    const vault = createMemoryVault({ canEncrypt: false });
    const core = await world.core(server, { vault });
    const save = (storage: 'secure' | 'session' | 'unprotected') =>
      core.invoke('key.save', { key: `  ${TEST_KEY}\n`, storage });

    await expect(save('secure')).rejects.toMatchObject({ code: 'key-storage-failed' });
    expect((await core.invoke('app.snapshot', {})).key).toMatchObject({
      storage: null,
      canStoreSecurely: false,
    });

    expect(await save('unprotected')).toMatchObject({ storage: 'unprotected', ending: TEST_KEY.slice(-4) });
    expect(vault.kept()).toMatchObject({ key: TEST_KEY, storage: 'unprotected', origin: server.url });

    expect(await save('session')).toMatchObject({ storage: 'session' });
    expect(vault.kept()).toBeNull();
    server.job(JOB, success([clip('Low Tide')]));
    await core.add(JOB);
    await core.settled();
    expect(server.asked().at(-1)?.headers['tt-api-key']).toBe(TEST_KEY);

    const again = await world.restart(core);
    expect((await again.invoke('app.snapshot', {})).key.storage).toBeNull();
    expect(await again.holds()).toEqual([{ kind: 'key-missing' }]);
  });

  it('a kept key survives a restart; Forget removes it and holds the asking', async () => {
    const server = await world.server();
    const core = await world.core(server);
    const again = await world.restart(core);
    expect((await again.invoke('app.snapshot', {})).key).toMatchObject({
      storage: 'secure',
      canForget: true,
    });
    expect(await again.invoke('key.forget', {})).toMatchObject({ storage: null, isForOtherAddress: false });
    await again.add(JOB);
    await again.advance(60 * 60_000);
    expect(server.asked()).toEqual([]);
    expect(await again.holds()).toEqual([{ kind: 'key-missing' }]);
    expect(again.vault.kept()).toBeNull();
  });

  it('a key that the secret store cannot give back any more is asked for again; nothing else is lost', async () => {
    world.expectsErrors(/kept key cannot be read/);
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const again = await world.restart(core, { vault: createMemoryVault({ isUnreadable: true }) });
    expect(await again.holds()).toEqual([{ kind: 'key-missing' }]);
    expect((await again.songs()).map((song) => song.title)).toEqual(['Low Tide']);
  });

  it('a key of the environment that can be none is none: nothing is asked, and nothing of it is logged', async () => {
    const server = await world.server();
    const environment = { apiKey: `ключ-${CANARY}`, apiUrl: server.url };
    const core = await world.core(server, { key: null, environment });
    await core.add(JOB);
    await core.advance(60 * 60_000);
    expect(server.requests).toEqual([]);
    expect(core.log.text()).not.toContain(CANARY);
    expect(await core.holds()).toEqual([{ kind: 'key-missing' }]);
    expect((await core.invoke('app.snapshot', {})).key).toMatchObject({
      storage: null,
      isForOtherAddress: false,
    });
    expect(core.log.lines.map(({ message }) => message)).toContain(
      'The key of the environment can be none; it is not used',
    );
  });

  it('a short key shows none of its characters', async () => {
    const core = await world.core(null, { key: null });
    expect(await core.invoke('key.save', { key: 'short-key', storage: 'session' })).toMatchObject({
      ending: null,
    });
  });

  it('the key of the environment goes only to the address of the environment', async () => {
    const server = await world.server({ key: CANARY });
    server.job(JOB, success([clip('Low Tide')]));
    const environment = { apiUrl: `${server.url}/`, apiKey: CANARY };
    const core = await world.core(null, { key: null, environment });
    const snapshot = await core.invoke('app.snapshot', {});
    expect(snapshot).toMatchObject({
      key: { storage: 'environment' },
      overrides: { apiUrl: true, key: true, libraryFolder: false },
      settings: { apiUrl: server.url },
      isFirstStart: false,
    });
    await expect(core.invoke('settings.setApiUrl', { url: 'https://other.test' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded' });
  });

  it('a key of the environment alone belongs to the service, not to an address in the settings', async () => {
    const server = await world.server({ key: undefined });
    const core = await world.core(server, { key: null, environment: { apiKey: CANARY } });
    await core.add(JOB);
    await core.advance(60 * 60_000);
    await core.quiet(server);
    expect(server.requests).toEqual([]);
    expect((await core.invoke('app.snapshot', {})).key).toMatchObject({
      storage: null,
      isForOtherAddress: true,
      canForget: false,
    });
  });
});

// ------------------------------------------------------------------------------------------------- Test key

const VERDICTS: readonly (readonly [string, ApiAnswer, KeyTestResult])[] = [
  ['an unknown job', notFound(), { verdict: 'accepted' }],
  ['an unknown job, told in the body', codeInBody(404, 'No such job'), { verdict: 'accepted' }],
  ['a FAILED about the job', failed('job not found'), { verdict: 'accepted' }],
  ['a job that exists after all', pending(), { verdict: 'accepted' }],
  ['no balance', refusal(402, 'Empty'), { verdict: 'accepted' }],
  ['401', unauthorised('Wrong'), { verdict: 'rejected', detail: 'Wrong' }],
  ['403', refusal(403, 'Blocked'), { verdict: 'rejected', detail: 'Blocked' }],
  [
    'a FAILED about the key',
    failed('API key is invalid'),
    { verdict: 'rejected', detail: 'API key is invalid' },
  ],
  [
    'a FAILED about the key, further in',
    { body: { status: 'FAILED', error: { message: 'Invalid API key', code: 401 } } },
    { verdict: 'rejected', detail: 'Invalid API key' },
  ],
  [
    'a FAILED in words that may mean anything',
    failed('Access denied'),
    { verdict: 'unknown', reason: null, detail: 'Access denied' },
  ],
  ['a FAILED without a word', failed(''), { verdict: 'unknown', reason: null, detail: null }],
  [
    'a login page',
    html('Sign in to Wi-Fi'),
    { verdict: 'unknown', reason: null, detail: 'Sign in to Wi-Fi' },
  ],
  [
    'a web page with 404',
    html('Not here', 404),
    { verdict: 'unknown', reason: 'wrong-address', detail: 'Not here' },
  ],
  [
    'a web page with 403',
    html('Attention Required', 403),
    { verdict: 'unknown', reason: 'wrong-address', detail: 'Attention Required' },
  ],
  [
    'a web page with 402',
    html('Payment Required', 402),
    { verdict: 'unknown', reason: 'wrong-address', detail: 'Payment Required' },
  ],
  [
    'a state that is not documented, with words about the key',
    { body: { status: 'ERROR', message: 'Invalid API key' } },
    { verdict: 'rejected', detail: 'Invalid API key' },
  ],
  [
    'a code of its own, with words about the key',
    { body: { code: 1001, message: 'Invalid api key', data: null } },
    { verdict: 'rejected', detail: 'Invalid api key' },
  ],
  [
    'JSON of another program that says something',
    { body: { status: 'ERROR', message: 'No such device' } },
    { verdict: 'unknown', reason: 'wrong-address', detail: 'No such device' },
  ],
  [
    'a 404 of a gateway',
    { status: 404, body: { message: 'no Route matched with those values' } },
    { verdict: 'unknown', reason: 'wrong-address', detail: 'no Route matched with those values' },
  ],
  ['an empty 404', { status: 404, body: '' }, { verdict: 'unknown', reason: 'wrong-address', detail: null }],
  [
    'a 404 in plain text',
    { status: 404, body: '404 page not found' },
    { verdict: 'unknown', reason: 'wrong-address', detail: '404 page not found' },
  ],
  [
    'JSON of another program',
    { body: { status: 'ok' } },
    { verdict: 'unknown', reason: 'wrong-address', detail: '{"status":"ok"}' },
  ],
  ['a state that is not documented, of a job', statusText('MOSTLY_DONE'), { verdict: 'accepted' }],
  ['500', refusal(500, 'Oops'), { verdict: 'unknown', reason: null, detail: '500 Oops' }],
  ['429', rateLimited(5), { verdict: 'unknown', reason: 'rate-limited', detail: null }],
  ['400', refusal(400, 'Bad job id'), { verdict: 'unknown', reason: null, detail: 'Bad job id' }],
];

async function testKey(core: Core, key: string | null = 'typed-but-not-saved') {
  return core.invoke('key.test', { key });
}

describe('Test key', () => {
  it.each(VERDICTS)('%s', async (_name, answer, verdict) => {
    const server = await world.server({ key: undefined });
    server.unknownJobs(answer);
    const core = await world.core(server, { key: null });
    const result = await testKey(core);
    expect(result.verdict).toBe(verdict.verdict);
    if (verdict.verdict !== 'accepted') expect(result).toEqual(verdict);
  });

  it('asks once, with the typed key, about a job that cannot exist, and keeps nothing of it', async () => {
    const server = await world.server({ key: undefined });
    const core = await world.core(server, { key: null });
    await testKey(core);
    expect(server.asked()).toHaveLength(1);
    expect(server.asked()[0]).toMatchObject({
      jobId: '00000000-0000-0000-0000-000000000000',
      headers: { 'tt-api-key': 'typed-but-not-saved' },
    });
    expect(await core.jobs()).toEqual([]);
    expect((await core.invoke('app.snapshot', {})).key.storage).toBeNull();
    expect(await core.holds()).toEqual([{ kind: 'key-missing' }]);
  });

  it('tests the kept key when none is typed; without one there is nothing to test', async () => {
    const server = await world.server();
    const core = await world.core(server);
    expect((await testKey(core, null)).verdict).toBe('accepted');
    await core.invoke('key.forget', {});
    await expect(testKey(core, null)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('cannot tell while nobody answers', async () => {
    const server = await world.server();
    await server.close();
    const core = await world.core(server);
    expect(await testKey(core)).toEqual({ verdict: 'unknown', reason: 'unreachable', detail: null });
  });

  it('honours the pause that the service asked for, and one that its own question brings', async () => {
    const server = await world.server();
    server.unknownJobs(rateLimited(30));
    const core = await world.core(server);
    const pause = { verdict: 'unknown', reason: 'rate-limited', detail: null };
    expect(await testKey(core, null)).toEqual(pause);
    expect((await core.holds()).map((hold) => hold.kind)).toEqual(['rate-limited']);
    expect(await testKey(core, null)).toEqual(pause);
    expect(server.asked()).toHaveLength(1);
    server.unknownJobs(notFound());
    await core.advance(34_000);
    expect(await testKey(core, null)).toEqual({ verdict: 'accepted' });
  });

  it('accepted, for the key in use, ends the hold of a rejected one: an account was unblocked', async () => {
    const server = await world.server();
    server.job(JOB, refusal(403, 'Account not active'));
    server.unknownJobs(refusal(403, 'Account not active'));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0);
    expect((await core.holds()).map(({ kind }) => kind)).toEqual(['key-rejected']);
    server.job(JOB, success([]));
    server.unknownJobs(notFound());
    expect((await testKey(core, 'another-key')).verdict).not.toBe('unknown');
    expect((await testKey(core, null)).verdict).toBe('accepted');
    await core.waitFor(async () => (await core.holds()).length === 0);
  });

  it('a key with something unseen around it is taken without it; one that can be none is refused', async () => {
    const server = await world.server();
    const core = await world.core(server, { key: null });
    const save = (key: string) => core.invoke('key.save', { key, storage: 'session' });
    const page = 'the page around the key, '.repeat(400);
    for (const key of ['ключ-4711-4711', 'tt test', '“quoted”', 'a\u200bb', page, 'a'.repeat(1_001)]) {
      await expect(save(key)).rejects.toMatchObject({ code: 'key-unreadable' });
      await expect(testKey(core, key)).rejects.toMatchObject({ code: 'key-unreadable' });
    }
    expect(await testKey(core, `\u200b${TEST_KEY}`)).toEqual({ verdict: 'accepted' });
    expect(await core.holds()).toEqual([{ kind: 'key-missing' }]);
    await save(`\u200b${TEST_KEY}\u2060`);
    expect((await testKey(core, null)).verdict).toBe('accepted');
  });

  it('a key that no header can carry is not accepted, and nothing of it is sent or logged', async () => {
    const server = await world.server({ key: undefined });
    const core = await world.core(server, { key: null });
    await expect(testKey(core, `ключ-${CANARY}`)).rejects.toMatchObject({ code: 'key-unreadable' });
    expect(server.requests).toEqual([]);
    expect(core.log.text()).not.toContain(CANARY);
  });
});

describe('the first start', () => {
  const isFirst = async (core: Core) => (await core.invoke('app.snapshot', {})).isFirstStart;

  it('is one while there is no key, no job and no song', async () => {
    const core = await world.core(null, { key: null });
    expect(await isFirst(core)).toBe(true);
    expect(await core.holds()).toEqual([{ kind: 'key-missing' }]);
    await core.invoke('key.save', { key: TEST_KEY, storage: 'session' });
    expect(await isFirst(core)).toBe(false);
  });

  it('is none with a job, with a key for another address, with a key in the environment, or in the sample library', async () => {
    const withJob = await world.core(null, { key: null });
    await withJob.add(JOB);
    expect(await isFirst(withJob)).toBe(false);
    const kept = { key: TEST_KEY, origin: 'https://elsewhere.test', storage: 'secure' } as const;
    expect(await isFirst(await world.core(null, { vault: createMemoryVault({ kept }) }))).toBe(false);
    expect(await isFirst(await world.core(null, { key: null, environment: { apiKey: 'k' } }))).toBe(false);
    expect(await isFirst(await world.core(null, { key: null, isSample: true }))).toBe(false);
  });
});
