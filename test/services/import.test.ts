import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { TEST_KEY } from '../support/core';
import { codeInBody, failed, notFound, pending, running, success } from '../support/flow-server';
import { audio, jpg } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const ENVIRONMENT_KEY = 'environment-key-4711';
const OTHER = uuid('other job');
const CLIP = uuid('clip Low Tide') as ClipId;

function body(answer: { readonly body?: unknown }, jobId: string): string {
  return JSON.stringify((answer.body as (id: string) => unknown)(jobId));
}

describe('songs out of answers', () => {
  it('both takes of one job, with the same words and title, in folders of their own', async () => {
    const server = await world.server();
    const takes = ['A', 'B'].map((take) =>
      clipWithAudio(server, `take ${take}`, audio(), {
        title: 'Paper Lanterns',
        lyrics_id: uuid('words'),
        lyrics_timing_markers: WORDS,
      }),
    );
    server.job(JOB, success(takes));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ songCount: 2, fileCount: 2, fileDoneCount: 2 });
    const songs = await core.songs('carry me over');
    expect(songs.map((song) => song.title)).toEqual(['Paper Lanterns', 'Paper Lanterns']);
    expect(core.files().filter((path) => path.endsWith('.m4a'))).toEqual(
      ['take A', 'take B']
        .map((take) => `Paper Lanterns [${uuid(`clip ${take}`).slice(0, 8)}]/Paper Lanterns.m4a`)
        .sort(),
    );
    const page = await core.invoke('lyrics.page', { search: 'carry', offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 1, rows: [{ title: 'Paper Lanterns', otherTakes: 1 }] });
  });

  it('the same clip from two jobs is one song; the later job adds its video and takes nothing away', async () => {
    const server = await world.server();
    const { urls, bytes } = serveFiles(server, 'Low Tide');
    const facts = {
      lyrics_timing_markers: WORDS,
      sound_prompt: 'slow waves',
      seed: 42,
      bpm: '96',
      duration: 12.5,
    };
    server.job(JOB, success([clip('Low Tide', { ...urls, video_url: null, ...facts })], { mv: 'FUZZ-2.0' }));
    server.job(
      OTHER,
      success([{ clip_id: CLIP, title: '', video_url: urls['video_url'], lyrics_timing_markers: null }], {
        action: 'video',
        mv: 'Clipper 1',
      }),
    );
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.add(OTHER);
    await core.settled();

    expect(await core.songs()).toHaveLength(1);
    const song = await core.invoke('songs.get', { clipId: CLIP });
    expect(song).toMatchObject({
      title: 'Low Tide',
      model: 'FUZZ-2.0',
      action: 'music',
      soundPrompt: 'slow waves',
      seed: '42',
      bpm: '96',
      createdAt: Date.UTC(2026, 4, 1, 12),
      lyricsState: 'plain',
    });
    expect([...(song?.jobIds ?? [])].sort()).toEqual([JOB, OTHER].sort());
    expect(song?.assets.map((asset) => asset.state)).toEqual(['present', 'present', 'present', 'present']);
    expect(core.read(`${song?.folder ?? ''}/Low Tide.mp4`).equals(bytes.video)).toBe(true);
    expect(server.fetched()).toHaveLength(4);
    expect((await core.invoke('lyrics.get', { clipId: CLIP }))?.text).toBe(WORDS);
  });

  it('null never takes the place of a value, a new value does', async () => {
    const server = await world.server();
    const rich = clip('Low Tide', {
      lyrics_timing_markers: WORDS,
      lyrics_id: uuid('words'),
      sound_prompt: 'slow waves',
      seed: '7',
      bpm: 96,
      duration: 30,
      audio_url: `${server.fileUrl}/old.m4a`,
      parent_clip_id: uuid('parent'),
    });
    const nothing = Object.fromEntries(
      Object.keys(rich).map((key) => [key, key === 'clip_id' ? CLIP : null]),
    );
    server.job(JOB, [
      success([rich], { action: 'music', quota: '3' }),
      {
        body: {
          status: 'SUCCESS',
          data: { action: null, mv: null, quota: null, progress: null, clips: [nothing] },
        },
      },
      success([{ ...nothing, bpm: 120, audio_url: `${server.fileUrl}/new.m4a` }]),
    ]);
    const core = await world.core(server, { settings: { wantedAssets: [] } });
    await core.add(JOB);
    await core.settled();
    const before = await core.invoke('songs.get', { clipId: CLIP });
    const jobBefore = await core.job(JOB);

    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await core.invoke('songs.get', { clipId: CLIP })).toEqual(before);
    expect(await core.job(JOB)).toMatchObject({
      action: jobBefore.action,
      model: jobBefore.model,
      quota: '3',
      progress: 100,
    });
    expect((await core.invoke('lyrics.get', { clipId: CLIP }))?.text).toBe(WORDS);
    expect(core.sql('SELECT url FROM asset')).toEqual([{ url: `${server.fileUrl}/old.m4a` }]);

    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(await core.invoke('songs.get', { clipId: CLIP })).toMatchObject({ bpm: '120', seed: '7' });
    expect(core.sql('SELECT url FROM asset')).toEqual([{ url: `${server.fileUrl}/new.m4a` }]);
  });

  it('the same answer twice changes nothing and fetches nothing', async () => {
    const server = await world.server();
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.waitFor(
      () => core.sql('SELECT 1 FROM clip WHERE is_measured = 1 AND is_sidecar_due = 0').length === 1,
    );
    const tables = () =>
      ['clip', 'asset', 'download', 'job_clip', 'lyrics', 'sidecar'].map((table) =>
        core.sql(`SELECT * FROM ${table}`).map((row) => ({ ...row, updated_at: 0, is_sidecar_due: 0 })),
      );
    const before = tables();
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect(server.asked(JOB)).toHaveLength(2);
    expect(tables()).toEqual(before);
    expect(server.fetched()).toHaveLength(4);
  });

  it('a changed title renames nothing on disk', async () => {
    const server = await world.server();
    const files = serveFiles(server, 'Low Tide').urls;
    server.job(JOB, [success([clip('Low Tide', files)]), success([{ clip_id: CLIP, title: 'High Tide' }])]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const before = core.files();
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect((await core.songs('high'))[0]?.title).toBe('High Tide');
    expect(await core.songs('low')).toEqual([]);
    expect(core.files()).toEqual(before);
  });

  it('songs that a job shows while it is still at it are taken at once', async () => {
    const server = await world.server();
    const early = running(80).body as (id: string) => { data: object };
    server.job(JOB, [
      { body: (id: string) => ({ ...early(id), data: { ...early(id).data, clips: [clip('Low Tide')] } }) },
      success([clip('Low Tide'), clip('Second')]),
    ]);
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.songs()).length === 1);
    expect((await core.job(JOB)).phase).toBe('pending');
    await core.settled();
    expect(await core.songs()).toHaveLength(2);
  });

  it('a clip without an id is a song all the same, and the same one the next time', async () => {
    const server = await world.server();
    server.job(JOB, success([{ title: 'Nameless' }, { title: 'Also nameless' }]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    expect((await core.songs()).map((song) => [song.clipId, song.title])).toEqual([
      [`${JOB}-1`, 'Nameless'],
      [`${JOB}-2`, 'Also nameless'],
    ]);
  });

  it('words only: a song without files, found by its words, with its text beside it', async () => {
    const server = await world.server();
    const nothing = { image_url: null, audio_url: null, create_time: null, lyrics_timing_markers: WORDS };
    server.job(JOB, success([clip('Low Tide', nothing)], { action: 'lyrics' }));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.stop();
    const again = await world.restart(core);
    expect(await again.songs('railing')).toMatchObject([{ assets: [], createdAt: null, action: 'lyrics' }]);
    expect(again.files().map((path) => path.split('/')[1])).toEqual(['Low Tide.txt', 'clip.json']);
    expect(await again.job(JOB)).toMatchObject({ songCount: 1, fileCount: 0 });
  });

  it('an instrumental has no words', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Machines', { lyrics_timing_markers: '[Instrumental]' })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await core.stop();
    expect(core.files().map((path) => path.split('/')[1])).toEqual(['clip.json']);
    const again = await world.restart(core);
    expect((await again.songs())[0]?.lyricsState).toBe('instrumental');
  });

  it('four hundred songs at once arrive as a few events', async () => {
    const server = await world.server();
    const clips = Array.from({ length: 400 }, (_, index) =>
      clip(`song ${index}`, { lyrics_timing_markers: WORDS }),
    );
    server.job(JOB, success(clips));
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(() => core.events.of('library.changed').at(-1)?.counts.songs === 400);
    expect(core.events.of('library.changed').length).toBeLessThan(5);
    await core.stop();
  });
});

describe('pasted answers', () => {
  const answer = success([clip('Low Tide', { lyrics_timing_markers: WORDS })]);

  it('are songs at once, without any network', async () => {
    const core = await world.core(null);
    await core.invoke('jobs.add', { text: body(answer, JOB) });
    expect((await core.songs('railing')).map((song) => song.title)).toEqual(['Low Tide']);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', hasAnswer: true, songCount: 1 });
    expect((await core.invoke('jobs.answer', { jobId: JOB }))?.text).toBe(body(answer, JOB));
  });

  it.each([
    ['404', notFound()],
    ['404 in the body', codeInBody(404, 'gone')],
    ['FAILED', failed('The job has expired')],
    ['an empty SUCCESS', success([])],
    ['PENDING', pending()],
  ])('stay when the API says %s afterwards', async (_name, later) => {
    const server = await world.server();
    server.job(JOB, later);
    const core = await world.core(server);
    await core.invoke('jobs.add', { text: body(answer, JOB) });
    await core.waitFor(() => server.asked(JOB).length >= 1);
    await core.quiet(server);
    await core.advance(24 * 60 * 60_000);
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 1, hasAnswer: true });
    expect((await core.invoke('jobs.answer', { jobId: JOB }))?.text).toBe(body(answer, JOB));
    expect(await core.songs('railing')).toHaveLength(1);
    expect(server.asked(JOB).length).toBeLessThanOrEqual(3);
  });

  it('of a failed job keep only the id, and the service is asked', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    const core = await world.core(server);
    await core.invoke('jobs.add', { text: body(failed('no'), JOB) });
    await core.settled();
    expect(await core.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 1 });
  });

  it('for a known job add what they tell', async () => {
    const server = await world.server();
    server.job(JOB, pending());
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.job(JOB)).status === 'PENDING_QUEUE');
    expect(await core.invoke('jobs.add', { text: body(answer, JOB) })).toEqual({
      added: [],
      knownCount: 1,
      isStopped: false,
    });
    expect(await core.songs()).toHaveLength(1);
  });

  it('with files whose addresses live are fetched', async () => {
    const server = await world.server();
    const full = success([clip('Low Tide', { image_url: server.file('/c.jpg', jpg()) })]);
    const core = await world.core(server);
    await core.invoke('jobs.add', { text: `Look: ${body(full, JOB)}` });
    await core.waitFor(() => core.files().some((path) => path.endsWith('cover.jpg')));
  });

  it('what was recognised is told before anything is added', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const text = `${JOB}\n${OTHER}\n${CLIP}\n${body(answer, uuid('third'))}`;
    const found = await core.invoke('jobs.recognise', { text });
    expect(found).toMatchObject({ newCount: 2, knownCount: 1 });
    expect(found.notIds).toContainEqual({ text: CLIP, reason: 'clip-id' });
    expect(found.jobs.find((job) => job.id === uuid('third'))).toMatchObject({
      hasAnswer: true,
      isKnown: false,
    });
    expect(await core.jobs()).toHaveLength(1);
    expect((await core.invoke('jobs.add', { text })).added).toEqual([OTHER, uuid('third')]);
  });

  it('take in no API key: neither one that is named so nor the one in use', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide')]));
    const core = await world.core(server, {
      environment: { apiKey: ENVIRONMENT_KEY, apiUrl: 'https://other.example' },
    });
    for (const key of [TEST_KEY, ENVIRONMENT_KEY]) {
      const text = `${key}\njob_id: ${key}\n{"job_id":"${key}"}`;
      const found = await core.invoke('jobs.recognise', { text });
      expect(found).toMatchObject({
        newCount: 0,
        notIds: [{ text: `${key.slice(0, 3)}…`, reason: 'api-key' }],
      });
      expect(await core.invoke('jobs.add', { text })).toEqual({ added: [], knownCount: 0, isStopped: false });
    }
    const curl = `curl '${server.url}/fetch?job_id=${JOB}' --header 'TT-API-KEY: some-other-key-1'`;
    expect((await core.invoke('jobs.add', { text: curl })).added).toEqual([JOB]);
    expect((await core.jobs()).map((job) => job.id)).toEqual([JOB]);
  });

  it('that hold JSON without an id are told to be JSON', async () => {
    const core = await world.core(await world.server());
    const text = '{"status":"FAILED","data":null}';
    expect(await core.invoke('jobs.recognise', { text })).toMatchObject({ hasJson: true, notIdCount: 0 });
    expect(await core.invoke('jobs.recognise', { text: 'abc def' })).toMatchObject({ hasJson: false });
  });
});
