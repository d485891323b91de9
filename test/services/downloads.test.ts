import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, Download, DownloadFailureCode } from '@shared/model';
import type { Core } from '../support/core';
import {
  etagOf,
  failed,
  notFound,
  running,
  success,
  type FileScript,
  type FlowServer,
} from '../support/flow-server';
import { audio, bigAudio, mp3, otherAudio, png, sha256, webp } from '../support/media';
import { clip, clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PATH = `/${uuid('Low Tide')}.audio`;
const FOLDER = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
const FILE = `${FOLDER}/Low Tide.wav`;
const PART = `${FOLDER}/Low Tide.audio.part`;
const BYTES = bigAudio(400_000);

/** Whether the part file reaches so far: a cut that waits for it takes no byte with it. */
const isWritten = (offset: number) =>
  (statSync(join(library, PART), { throwIfNoEntry: false })?.size ?? 0) >= offset;
let library = '';

/** A core that wants the sound alone. */
async function audioCore(server: FlowServer): Promise<Core> {
  const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
  library = core.library;
  return core;
}

/** A core with one job, whose one clip has one file of sound that is served as the script says. */
async function withFile(script: FileScript | Buffer) {
  const server = await world.server();
  server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
  const core = await audioCore(server);
  await core.add(JOB);
  return { server, core };
}

async function whenFailed(core: Core, pace = 5_000): Promise<Download> {
  return core.waitFor(async () => (await core.downloads()).find((each) => each.state === 'failed'), { pace });
}

function expectWhole(core: Core, bytes: Buffer, path = FILE): void {
  expect(core.read(path).equals(bytes)).toBe(true);
  expect(core.sql('SELECT path, bytes, served_sha256 FROM asset WHERE path IS NOT NULL')).toEqual([
    { path, bytes: bytes.length, served_sha256: sha256(bytes) },
  ]);
  expect(core.files().filter((each) => each.endsWith('.part'))).toEqual([]);
}

function sentBytes(server: FlowServer): number {
  return server.fetched().reduce((sum, request) => sum + request.sentBytes, 0);
}

describe('a transfer that is cut', () => {
  it.each(['end', 'reset'] as const)('goes on where it stopped (%s)', async (how) => {
    const { server, core } = await withFile({
      bytes: BYTES,
      cut: { after: 150_000, how, times: 1, isDue: isWritten },
    });
    await core.settled();
    expectWhole(core, BYTES);
    const [first, second] = server.fetched();
    expect(server.fetched()).toHaveLength(2);
    expect(first?.headers).toMatchObject({ 'accept-encoding': 'identity' });
    expect(first?.headers.range).toBeUndefined();
    expect(second?.headers['if-range']).toBe(etagOf(BYTES));
    expect(second?.status).toBe(206);
    expect(second?.headers.range).toBe('bytes=150000-');
    expect(sentBytes(server)).toBe(BYTES.length);
  });

  it.each(['end', 'reset'] as const)(
    'in the middle of a burst is whole in the end all the same (%s)',
    async (how) => {
      const bytes = bigAudio(4_000_000);
      const cut = { after: 1_000_000, how, times: 3, isAbrupt: true };
      const { server, core } = await withFile({ bytes, cut });
      await core.settled();
      expectWhole(core, bytes);
      // What was on its way is fetched again, more of it when the connection breaks than when it closes in order.
      if (how === 'reset') return;
      const start = (index: number) =>
        Number(/^bytes=(\d+)-$/.exec(server.fetched()[index]?.headers.range ?? '')?.[1] ?? 0);
      for (const index of [1, 2, 3]) expect(start(index) - start(index - 1)).toBeGreaterThan(750_000);
    },
  );

  it('goes on by Last-Modified where there is no tag', async () => {
    const lastModified = 'Wed, 20 May 2026 09:00:00 GMT';
    const script = {
      bytes: BYTES,
      etag: null,
      lastModified,
      cut: { after: 100_000, times: 1, isDue: isWritten },
    };
    const { server, core } = await withFile(script);
    await core.settled();
    expectWhole(core, BYTES);
    expect(server.fetched()[1]?.headers).toMatchObject({ range: 'bytes=100000-', 'if-range': lastModified });
  });

  it.each([
    ['a weak tag', { etag: 'W/"1"' }],
    ['no tag at all', { etag: null }],
  ])('starts again when the host names its bytes by %s', async (_name, tag) => {
    const { server, core } = await withFile({ bytes: BYTES, ...tag, cut: { after: 100_000, times: 1 } });
    await core.settled();
    expectWhole(core, BYTES);
    expect(server.fetched()[1]?.headers.range).toBeUndefined();
  });

  it('four times in a row fetches no byte twice', async () => {
    const { server, core } = await withFile({
      bytes: BYTES,
      cut: { after: 90_000, times: 4, isDue: isWritten },
    });
    await core.settled({ pace: 1_000 });
    expectWhole(core, BYTES);
    expect(server.fetched()).toHaveLength(5);
    expect(sentBytes(server)).toBe(BYTES.length);
  });

  it('always, fails visibly, keeps its part, and goes on from it with Retry', async () => {
    const { server, core } = await withFile({ bytes: BYTES, cut: { after: 10_000, isDue: isWritten } });
    const download = await whenFailed(core);
    expect(download).toMatchObject({ kind: 'audio', failure: { code: 'short-body' } });
    const requests = server.fetched().length;
    expect(requests).toBe(5);
    expect(core.read(PART).equals(BYTES.subarray(0, 10_000 * requests))).toBe(true);
    expect(existsSync(join(core.library, FILE))).toBe(false);
    const [song] = await core.songs();
    expect(song?.assets).toMatchObject([{ kind: 'audio', state: 'failed', failure: { code: 'short-body' } }]);
    expect((await core.invoke('app.snapshot', {})).counts).toMatchObject({
      downloads: 1,
      failedDownloads: 1,
    });
    await core.advance(DAY);
    expect(server.fetched()).toHaveLength(requests);

    server.file(PATH, BYTES);
    await core.invoke('downloads.retry', { ids: [download.id] });
    await core.settled();
    expect(server.fetched().at(-1)?.headers.range).toBe(`bytes=${10_000 * requests}-`);
    expectWhole(core, BYTES);
  });

  it('ends early although a length was told: not taken for the file', async () => {
    // Without ranges: the answer to one would tell the true length, and the file would rightly be taken.
    const { core } = await withFile({ bytes: BYTES, ranges: false, length: BYTES.length + 4_096 });
    expect((await whenFailed(core)).failure).toMatchObject({ code: 'short-body' });
    expect(existsSync(join(core.library, FILE))).toBe(false);
  });
});

describe('a host that does not continue as asked', () => {
  const cutOnce = { after: 150_000, times: 1, isDue: isWritten };

  it('answers 200 to a range: the file is fetched from its start, nothing is appended', async () => {
    const { server, core } = await withFile({ bytes: BYTES, ranges: false, cut: cutOnce });
    await core.settled();
    expect(server.fetched()[1]).toMatchObject({ status: 200, headers: { range: 'bytes=150000-' } });
    expectWhole(core, BYTES);
  });

  it('has other bytes meanwhile: the file is those bytes alone', async () => {
    const other = bigAudio(BYTES.length, 2);
    const { server, core } = await withFile({
      bytes: (count) => (count === 0 ? BYTES : other),
      cut: cutOnce,
    });
    await core.settled();
    expect(server.fetched()[1]?.status).toBe(200);
    expectWhole(core, other);
  });

  it.each([
    ['of another length', bigAudio(BYTES.length + 8_000, 2)],
    ['of the same length', bigAudio(BYTES.length, 2)],
  ])('has other bytes meanwhile, %s, and serves their range without a word', async (_name, other) => {
    const { core } = await withFile({
      bytes: (count) => (count === 0 ? BYTES : other),
      heedsIfRange: false,
      cut: cutOnce,
    });
    await core.settled({ pace: 1_000 });
    expectWhole(core, other);
  });

  it('has other bytes of the same length, told apart by Last-Modified only', async () => {
    const other = bigAudio(BYTES.length, 2);
    const server = await world.server();
    const script = { bytes: BYTES, etag: null, lastModified: 'Wed, 20 May 2026 09:00:00 GMT', cut: cutOnce };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    const core = await audioCore(server);
    await core.add(JOB);
    await core.waitFor(() => server.fetched().length === 1 && server.openCount('files') === 0, { pace: 0 });
    server.file(PATH, {
      bytes: other,
      etag: null,
      lastModified: 'Wed, 20 May 2026 10:00:00 GMT',
      heedsIfRange: false,
    });
    await core.settled({ pace: 1_000 });
    expectWhole(core, other);
  });

  it.each([
    ['a wrong Content-Range', 'bytes 0-399999/400000'],
    ['a Content-Range of another unit', 'chars 150000-399999/400000'],
    ['no Content-Range', null],
  ])('sends %s: nothing is appended on its word', async (_name, contentRange) => {
    const { server, core } = await withFile({ bytes: BYTES, contentRange, cut: cutOnce });
    await core.settled({ pace: 1_000 });
    expect(server.fetched().map((request) => request.status)).toEqual([200, 206, 200]);
    expectWhole(core, BYTES);
  });

  it('begins its ranges elsewhere than asked, and says so: they are not appended', async () => {
    const { server, core } = await withFile({ bytes: BYTES, rangeBlock: 65_536, cut: cutOnce });
    await core.settled({ pace: 1_000 });
    expect(server.fetched().map((request) => request.status)).toEqual([200, 206, 200]);
    expectWhole(core, BYTES);
  });

  it('ends a range early as if that were all, without a length: the told whole counts', async () => {
    const { server, core } = await withFile({ bytes: BYTES, cut: { ...cutOnce, times: 1 } });
    await core.waitFor(async () => (await core.downloads())[0]?.failure?.code === 'short-body', { pace: 0 });
    server.file(PATH, { bytes: BYTES, length: null, cut: { after: 50_000, how: 'whole', times: 1 } });
    await core.settled({ pace: 1_000 });
    expect(server.fetched().map((request) => request.headers.range)).toEqual([
      undefined,
      'bytes=150000-',
      'bytes=200000-',
    ]);
    expectWhole(core, BYTES);
  });

  it('has less than we hold (416): starts again', async () => {
    const small = bigAudio(100_000, 3);
    const { server, core } = await withFile({
      bytes: (count) => (count === 0 ? BYTES : small),
      heedsIfRange: false,
      cut: cutOnce,
    });
    await core.settled({ pace: 1_000 });
    expect(server.fetched().map((request) => request.status)).toEqual([200, 416, 200]);
    expectWhole(core, small);
  });

  it('has nothing more to send because we hold it all (416): the file is done', async () => {
    const { server, core } = await withFile({
      bytes: BYTES,
      cut: { after: BYTES.length - 4, times: 1, isDue: isWritten },
    });
    await core.waitFor(async () => (await core.downloads())[0]?.failure, { pace: 0 });
    // As after a power cut that lost the row's last word: the last bytes are there all the same.
    writeFileSync(join(core.library, PART), BYTES);
    await core.settled({ pace: 1_000 });
    expectWhole(core, BYTES);
    expect(server.fetched().length).toBeLessThanOrEqual(2);
  });
});

describe('a host that refuses', () => {
  it.each([401, 403, 404, 410])(
    '%i: the job is asked for a fresh address, the bytes on disk are kept',
    async (status) => {
      const server = await world.server();
      const cut = { after: 150_000, times: 1, isDue: isWritten };
      const expired = server.file('/signed/old', { bytes: BYTES, cut });
      const fresh = server.file('/signed/new', BYTES);
      server.job(JOB, [
        success([clip('Low Tide', { audio_url: expired })]),
        success([clip('Low Tide', { audio_url: fresh })]),
      ]);
      const core = await audioCore(server);
      await core.add(JOB);
      await core.waitFor(async () => (await core.downloads())[0]?.failure?.code === 'short-body', {
        pace: 0,
      });
      server.file('/signed/old', { bytes: BYTES, status });
      await core.settled();

      expect(server.asked(JOB)).toHaveLength(2);
      expect(server.fetched('/signed/old')).toHaveLength(2);
      expect(server.fetched('/signed/new').map((request) => request.headers.range)).toEqual([
        'bytes=150000-',
      ]);
      expectWhole(core, BYTES);
      expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', nextPollAt: null });
    },
  );

  it('for ever: asked three times a day, then told; the next day counts anew', async () => {
    const { server, core } = await withFile({ bytes: BYTES, status: 403 });
    const download = await whenFailed(core);
    expect(download.failure).toEqual({ code: 'link-expired', detail: '403' });
    expect(server.asked(JOB)).toHaveLength(1 + 3);
    expect(server.fetched()).toHaveLength(1 + 3);

    // The user insists on the same day: the old address is tried, the job is left alone.
    await core.invoke('downloads.retry', { ids: [download.id] });
    await core.quiet(server);
    await whenFailed(core);
    expect(server.asked(JOB)).toHaveLength(4);

    await core.advance(DAY);
    expect(server.asked(JOB)).toHaveLength(4);
    await core.invoke('downloads.retryAll', {});
    await core.waitFor(() => server.asked(JOB).length === 7);
    await whenFailed(core);
    await core.advance(DAY);
    expect(server.asked(JOB)).toHaveLength(7);
  });

  it('and the job names the same address again: the tries of the day are not used up at once', async () => {
    const { server, core } = await withFile({ bytes: BYTES, status: 403 });
    await whenFailed(core);
    const times = server.fetched().map((request) => request.at);
    const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(waits).toHaveLength(3);
    expect(waits[0]).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(waits[1]).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(waits[2]).toBeGreaterThanOrEqual(60 * MINUTE);
  });

  it('a job that the user stopped is not asked for a fresh address', async () => {
    const server = await world.server();
    const url = server.file(PATH, { bytes: BYTES, status: 403 });
    // Still being made, and one of its songs is told already.
    server.job(JOB, running(50, [clip('Low Tide', { audio_url: url })]));
    const core = await audioCore(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads()).length === 1, { pace: 0 });
    await core.invoke('jobs.stop', { jobIds: [JOB] });
    await core.quiet(server);
    const asked = server.asked(JOB).length;
    await core.advance(3 * 60 * MINUTE);
    expect(server.asked(JOB)).toHaveLength(asked);
    expect(await core.job(JOB)).toMatchObject({ isStopped: true });
  });

  it('and the API does not know the job any more: the failure is told, song and job stay as they were', async () => {
    const server = await world.server();
    const url = server.file('/gone', { bytes: BYTES, status: 410 });
    server.job(JOB, [success([clip('Low Tide', { audio_url: url })]), notFound()]);
    const core = await audioCore(server);
    await core.add(JOB);
    const download = await whenFailed(core);
    expect(download.failure).toEqual({ code: 'link-lost', detail: '410' });
    expect(await core.job(JOB)).toMatchObject({
      phase: 'succeeded',
      songCount: 1,
      problem: { code: 'not-found' },
    });
    expect(server.asked(JOB).length).toBeLessThanOrEqual(4);
  });

  it('and the API cannot be asked just now: a fresh address that comes later still heals the file', async () => {
    const { server, core } = await withFile({ bytes: BYTES, status: 403 });
    await core.waitFor(() => server.fetched().length === 1, { pace: 0 });
    server.setKey('another');
    await core.waitFor(async () => (await core.holds())[0]?.kind === 'key-rejected');
    await core.advance(60 * MINUTE);
    await core.advance(60 * MINUTE);
    server.setKey(undefined);
    server.file(PATH, BYTES);
    await core.invoke('holds.tryAgain', { kind: 'key-rejected' });
    await core.settled({ pace: 1_000 });
    expectWhole(core, BYTES);
  });

  it('for a moment: tried again by itself', async () => {
    const { server, core } = await withFile({ bytes: BYTES, statuses: [500, 502, 503, 408, 418] });
    await core.settled({ pace: 1_000 });
    expect(server.fetched()).toHaveLength(6);
    expect(server.asked(JOB)).toHaveLength(1);
    expectWhole(core, BYTES);
  });

  it('with Retry-After: not asked before', async () => {
    const script = { bytes: BYTES, statuses: [429, 503], statusHeaders: { 'retry-after': '900' } };
    const { server, core } = await withFile(script);
    await core.settled({ pace: 2_000 });
    const [first, second, third] = server.fetched().map((request) => request.at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(900_000);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(900_000);
    expect((third ?? 0) - (second ?? 0)).toBeLessThan(960_000);
  });

  it('with Retry-After: *Check now* on the job does not shorten the pause', async () => {
    const script = { bytes: BYTES, statuses: [429], statusHeaders: { 'retry-after': '900' } };
    const { server, core } = await withFile(script);
    await core.waitFor(async () => (await core.downloads())[0]?.failure, { pace: 0 });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(() => server.asked(JOB).length === 2);
    await core.quiet(server);
    await core.advance(5 * MINUTE);
    expect(server.fetched()).toHaveLength(1);
    await core.settled({ pace: 2_000 });
    expectWhole(core, BYTES);
  });

  it('with one failure blocks no other file', async () => {
    const server = await world.server();
    const clips = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      clipWithAudio(server, name, name < 'e' ? { bytes: audio(), status: 500 } : audio()),
    );
    server.job(JOB, success(clips));
    const core = await audioCore(server);
    await core.add(JOB);
    await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 2);
    expect((await core.downloads()).every((download) => download.failure?.code === 'server-error')).toBe(
      true,
    );
  });
});

const NO_MEDIA: readonly (readonly [string, FileScript, DownloadFailureCode])[] = [
  ['a web page with status 200', { bytes: BYTES, html: true }, 'not-media'],
  ['an empty body', { bytes: Buffer.alloc(0) }, 'not-media'],
  ['three bytes', { bytes: Buffer.from('RIF') }, 'not-media'],
  ['a JSON text called audio', { bytes: Buffer.from('{"error":"expired"}'), type: 'audio/mp4' }, 'not-media'],
  ['a picture called audio', { bytes: png(), type: 'audio/mp4' }, 'not-media'],
  ['a packed body', { bytes: BYTES, headers: { 'content-encoding': 'gzip' } }, 'encoded'],
];

describe('what is no media', () => {
  it.each(NO_MEDIA)('%s is never stored, and told after a few tries', async (_name, script, code) => {
    const { server, core } = await withFile(script);
    expect((await whenFailed(core)).failure?.code).toBe(code);
    expect(server.fetched()).toHaveLength(5);
    await core.settled();
    expect(core.files().filter((path) => !/\.(json|txt)$/.test(path))).toEqual([]);
    expect(core.sql('SELECT path FROM asset')).toEqual([{ path: null }]);
  });

  it('the bytes name the file, not the host', async () => {
    const server = await world.server();
    server.job(
      JOB,
      success([
        clip('Low Tide', {
          audio_url: server.file('/a.m4a', { bytes: mp3(), type: 'audio/mp4' }),
          image_url: server.file('/a.jpg', { bytes: webp(), type: 'image/jpeg' }),
        }),
        clip('Other', { image_url: server.file('/b', { bytes: png(), type: 'text/plain' }) }),
      ]),
    );
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(core.files().filter((path) => !path.endsWith('.json'))).toEqual([
      `${FOLDER}/Low Tide.mp3`,
      `${FOLDER}/cover.webp`,
      `Other [${uuid('clip Other').slice(0, 8)}]/cover.png`,
    ]);
  });
});

describe('addresses', () => {
  it('redirects are followed, but not in a circle and not to a file of this machine', async () => {
    const server = await world.server();
    const whole = server.file('/whole', audio());
    server.job(
      JOB,
      success([
        clip('Good', { audio_url: server.file('/moved', { bytes: audio(), redirect: whole }) }),
        clip('Circle', { audio_url: server.file('/circle', { bytes: audio(), redirect: '/circle' }) }),
        clip('Local', {
          audio_url: server.file('/local', { bytes: audio(), redirect: 'file:///etc/passwd' }),
        }),
      ]),
    );
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(
      async () => (await core.downloads()).filter((each) => each.failure?.code === 'redirected').length === 2,
    );
    await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 1);
    expect(core.files().filter((path) => path.endsWith('.m4a'))).toEqual([
      `Good [${uuid('clip Good').slice(0, 8)}]/Good.m4a`,
    ]);
    expect(server.fetched('/circle').length).toBeLessThanOrEqual(6 * 10);
  });

  it('that are no http are not taken from an answer', async () => {
    const server = await world.server();
    server.job(
      JOB,
      success([
        clip('Low Tide', {
          audio_url: 'file:///etc/passwd',
          image_url: 'javascript:alert(1)',
          video_url: 'data:video/mp4;base64,AAAA',
          wav_url: '/relative.wav',
        }),
      ]),
    );
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect((await core.songs())[0]?.assets).toEqual([]);
    expect(await core.downloads()).toEqual([]);
  });

  it('of a host that nobody answers at: the job is asked whether the files have moved', async () => {
    const server = await world.server();
    server.job(JOB, [
      success([clip('Low Tide', { audio_url: 'http://127.0.0.1:9/gone.wav' })]),
      success([clip('Low Tide', { audio_url: server.file('/here.wav', BYTES) })]),
    ]);
    const core = await audioCore(server);
    await core.add(JOB);
    await core.settled({ pace: 1_000 });
    expect(server.asked(JOB)).toHaveLength(2);
    expectWhole(core, BYTES);
  });

  it('a FAILED that comes instead of a fresh address takes nothing away', async () => {
    const server = await world.server();
    const url = server.file('/gone', { bytes: BYTES, status: 404 });
    server.job(JOB, [success([clip('Low Tide', { audio_url: url })]), failed('expired')]);
    const core = await audioCore(server);
    await core.add(JOB);
    await whenFailed(core);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 1 });
    // The answer that named the songs is worth more than the one that says that they are gone.
    const kept = await core.invoke('jobs.answer', { jobId: JOB });
    expect(kept?.text).toContain(uuid('clip Low Tide'));
  });
});

describe('what stands in the way on disk', () => {
  it('a foreign file at the name is never overwritten', async () => {
    const server = await world.server();
    server.job(
      JOB,
      success([clipWithAudio(server, 'Low Tide', { bytes: BYTES, stall: { after: 10, times: 1 } })]),
    );
    const core = await audioCore(server);
    await core.add(JOB);
    await core.waitFor(() => existsSync(join(core.library, PART)), { pace: 0 });
    writeFileSync(join(core.library, FILE), 'mine');
    const again = await world.restart(core);
    await again.settled();
    expect(core.read(FILE).equals(Buffer.from('mine'))).toBe(true);
    expectWhole(again, BYTES, `${FOLDER}/Low Tide (2).wav`);
  });

  it('a file that went missing and was put back by hand in another form is not overwritten by fetching it again', async () => {
    const { core } = await withFile(BYTES);
    await core.settled();
    const clipId = (await core.songs())[0]?.clipId ?? ('' as ClipId);
    rmSync(join(core.library, FILE));
    expect(await core.app.openFile(clipId, 'audio')).toBeNull();
    expect((await core.songs())[0]?.assets[0]?.state).toBe('missing');
    writeFileSync(join(core.library, FILE), 'my own recording');
    expect(await core.invoke('songs.fetchFiles', { clipIds: [clipId] })).toMatchObject({ started: 1 });
    await core.settled();
    expect(core.read(FILE).equals(Buffer.from('my own recording'))).toBe(true);
    expectWhole(core, BYTES, `${FOLDER}/Low Tide (2).wav`);
  });

  it('a missing file is fetched again under its old name', async () => {
    const { core, server } = await withFile(BYTES);
    await core.settled();
    const clipId = (await core.songs())[0]?.clipId ?? ('' as ClipId);
    rmSync(join(core.library, FILE));
    await core.app.openFile(clipId, 'audio');
    await core.invoke('songs.fetchFiles', { clipIds: [clipId] });
    await core.settled();
    expectWhole(core, BYTES);
    expect(server.fetched()).toHaveLength(2);
  });

  it('a folder where the part file should be is a disk error, told and tried again', async () => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES)]));
    const core = await audioCore(server);
    mkdirSync(join(core.library, PART), { recursive: true });
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads())[0]?.failure);
    expect((await core.downloads())[0]).toMatchObject({ state: 'queued', failure: { code: 'disk-error' } });
    expect(await core.holds()).toEqual([]);
  });

  it('a file where the song folder should be is a disk error that goes away with it', async () => {
    world.expectsErrors(/files beside a song could not be written/);
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES)]));
    const core = await audioCore(server);
    writeFileSync(join(core.library, FOLDER), 'in the way');
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads())[0]?.failure);
    expect((await core.downloads())[0]?.failure?.code).toBe('disk-error');
    expect(readFileSync(join(core.library, FOLDER), 'utf8')).toBe('in the way');
    rmSync(join(core.library, FOLDER));
    await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 1, {
      pace: 1_000,
    });
    expectWhole(core, BYTES);
  });

  it('bytes that nobody vouches for are not continued', async () => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES)]));
    const core = await audioCore(server);
    mkdirSync(join(core.library, FOLDER));
    writeFileSync(join(core.library, PART), otherAudio());
    await core.add(JOB);
    await core.settled();
    expect(server.fetched()[0]?.headers.range).toBeUndefined();
    expectWhole(core, BYTES);
  });
});
