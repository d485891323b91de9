import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { runExport } from '../support/exports';
import { pending, running, success } from '../support/flow-server';
import { sha256 } from '../support/media';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job low tide');
const TIMED_TEXT = '[Verse 1]\nSalt on the railing\nLight on the bay';
/** Index of each line's first character in `TIMED_TEXT`, and seconds. */
const MARKERS = [
  [TIMED_TEXT.indexOf('Salt'), 1.5],
  [TIMED_TEXT.indexOf('Light'), 4.25],
];

describe('from a pasted id to songs on disk', () => {
  it('asks until the job is done and brings every file bit by bit', async () => {
    const server = await world.server();
    const { urls, bytes } = serveFiles(server, 'Low Tide');
    server.job(JOB, [
      pending(),
      running(62),
      success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS, duration: 12.5 })], {
        mv: 'Lyria 3 Pro',
        quota: '2',
      }),
    ]);
    const core = await world.core(server);

    const added = await core.invoke('jobs.add', { text: `  ${JOB}, ${JOB};\n` });
    expect(added).toEqual({ added: [JOB], knownCount: 0, isStopped: false });
    await core.waitFor(async () => (await core.job(JOB)).status === 'PENDING_QUEUE');
    await core.waitFor(async () => (await core.job(JOB)).progress === 62);
    expect(await core.job(JOB)).toMatchObject({ phase: 'pending', status: 'ON_QUEUE', action: 'music' });
    await core.settled();

    expect(await core.job(JOB)).toMatchObject({
      phase: 'succeeded',
      status: 'SUCCESS',
      model: 'Lyria 3 Pro',
      progress: 100,
      quota: '2',
      message: null,
      problem: null,
      nextPollAt: null,
      hasAnswer: true,
      songCount: 1,
      fileCount: 4,
      fileDoneCount: 4,
    });
    expect(server.asked()).toHaveLength(3);

    const folder = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
    expect(core.files()).toEqual(
      ['Low Tide.m4a', 'Low Tide.mp4', 'Low Tide.txt', 'Low Tide.wav', 'clip.json', 'cover.jpg'].map(
        (name) => `${folder}/${name}`,
      ),
    );
    expect(core.read(`${folder}/cover.jpg`).equals(bytes.cover)).toBe(true);
    expect(core.read(`${folder}/Low Tide.m4a`).equals(bytes.audio)).toBe(true);
    expect(core.read(`${folder}/Low Tide.wav`).equals(bytes.wav)).toBe(true);
    expect(core.read(`${folder}/Low Tide.mp4`).equals(bytes.video)).toBe(true);
    expect(core.read(`${folder}/Low Tide.txt`).toString()).toBe(`${WORDS}\n`);

    // Each file was fetched once, and the rows tell its hash.
    expect(server.fetched()).toHaveLength(4);
    const rows = core.sql<{ kind: string; served_sha256: string; bytes: number; path: string }>(
      'SELECT kind, served_sha256, bytes, path FROM asset ORDER BY kind',
    );
    expect(rows).toEqual([
      {
        kind: 'audio',
        served_sha256: sha256(bytes.audio),
        bytes: bytes.audio.length,
        path: `${folder}/Low Tide.m4a`,
      },
      {
        kind: 'cover',
        served_sha256: sha256(bytes.cover),
        bytes: bytes.cover.length,
        path: `${folder}/cover.jpg`,
      },
      {
        kind: 'video',
        served_sha256: sha256(bytes.video),
        bytes: bytes.video.length,
        path: `${folder}/Low Tide.mp4`,
      },
      {
        kind: 'wav',
        served_sha256: sha256(bytes.wav),
        bytes: bytes.wav.length,
        path: `${folder}/Low Tide.wav`,
      },
    ]);
    expect(await core.downloads()).toEqual([]);

    // The folder explains itself.
    const described = await core.waitFor(() => {
      const content = JSON.parse(core.read(`${folder}/clip.json`).toString()) as Record<string, unknown>;
      return (content['files'] as unknown[]).length === 4 ? content : null;
    });
    expect(described).toMatchObject({
      format: 'flowshelf.clip',
      version: 1,
      clipId: uuid('clip Low Tide'),
      title: 'Low Tide',
      model: 'Lyria 3 Pro',
      jobIds: [JOB],
      createdAt: '2026-05-01T12:00:00.000Z',
      lyrics: [{ source: 'api', text: WORDS, markers: null }],
    });
    expect(JSON.stringify(described['files'])).toContain(sha256(bytes.wav));

    // The words are found, and every file opens.
    expect((await core.songs('railing')).map((song) => song.title)).toEqual(['Low Tide']);
    expect((await core.songs('nothing of the sort')).length).toBe(0);
    const [song] = await core.songs();
    expect(song?.assets.map((asset) => [asset.kind, asset.state, asset.format])).toEqual([
      ['cover', 'present', 'jpg'],
      ['audio', 'present', 'm4a'],
      ['wav', 'present', 'wav'],
      ['video', 'present', 'mp4'],
    ]);
    const clipId = song?.clipId ?? ('' as ClipId);
    const opened = await core.app.openFile(clipId, 'audio');
    expect(readFileSync(opened?.path ?? '').equals(bytes.audio)).toBe(true);

    // The raw answer is kept as it came.
    const answer = await core.invoke('jobs.answer', { jobId: JOB });
    expect(JSON.parse(answer?.text ?? '')).toMatchObject({ status: 'SUCCESS', jobId: JOB });
  });

  it('writes the id into the journal of the library folder before the first request', async () => {
    const server = await world.server();
    const journals: string[] = [];
    const core = await world.core(server);
    server.job(JOB, () => {
      journals.push(readFileSync(join(core.library, 'jobs.jsonl'), 'utf8'));
      return success([clip('Low Tide')]);
    });

    await core.add(JOB);
    await core.settled();

    expect(journals).toHaveLength(1);
    const line = JSON.parse(journals[0] ?? '') as Record<string, unknown>;
    expect(line).toEqual({
      jobId: JOB,
      addedAt: new Date(
        core.sql<{ added_at: number }>('SELECT added_at FROM job')[0]?.added_at ?? 0,
      ).toISOString(),
    });
    expect(JSON.parse(core.read('library.json').toString())).toMatchObject({
      format: 'flowshelf.library',
      version: 1,
    });
  });

  it('keeps the id when the program ends before anything was answered', async () => {
    const server = await world.server();
    server.hold();
    const core = await world.core(server);
    await core.add(JOB);
    await core.stop();

    server.release();
    server.job(JOB, success([clip('Low Tide')]));
    const again = await world.restart(core);
    expect(await again.job(JOB)).toMatchObject({ phase: 'pending', hasAnswer: false, problem: null });
    await again.settled();
    expect(await again.job(JOB)).toMatchObject({ phase: 'succeeded', songCount: 1 });
  });

  it('turns timing markers into timed words, beside the song and in an export', async () => {
    const server = await world.server();
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(
      JOB,
      success([
        clip('Low Tide', { ...urls, lyrics: TIMED_TEXT, lyrics_timing_markers: MARKERS, duration: 33.6 }),
      ]),
    );
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    await core.settled();

    const [song] = await core.songs();
    expect(song?.lyricsState).toBe('timed');
    const folder = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
    expect(core.read(`${folder}/Low Tide.lrc`).toString()).toContain('[00:01.50]Salt on the railing');

    const report = await runExport(core, [uuid('clip Low Tide')], { formats: ['txt', 'lrc', 'srt'] });
    expect(report.target).toBe(join(core.library, 'Lyrics'));
    expect(report.files.map((file) => file.outcome)).toEqual(
      ['txt', 'lrc', 'srt'].map((format) => ({
        kind: 'written',
        fileName: `Low Tide.${format}`,
        beside: null,
        notes: [],
      })),
    );
    expect(readFileSync(join(report.target, 'Low Tide.srt'), 'utf8')).toContain('00:00:01,500 --> ');
  });

  it('tells the window in a few events what has changed', async () => {
    const server = await world.server();
    const { urls } = serveFiles(server, 'Low Tide');
    server.job(JOB, success([clip('Low Tide', urls)]));
    const core = await world.core(server);
    const startedAt = core.clock.now();
    await core.add(JOB);
    await core.settled();
    await core.waitFor(() => core.events.of('downloads.changed').at(-1)?.counts.downloads === 0);

    expect(core.events.of('jobs.changed').flatMap((each) => each.jobIds)).toContain(JOB);
    expect(core.events.of('library.changed').flatMap((each) => each.clipIds)).toContain(
      uuid('clip Low Tide'),
    );
    expect(core.events.of('library.changed').at(-1)?.counts).toMatchObject({
      songs: 1,
      jobs: 1,
      activeJobs: 0,
    });
    // Four files and an answer are no flood; progress is told four times a second, however long it takes here.
    const progress = core.events.of('downloads.progress').length;
    expect(core.events.emitted.length - progress).toBeLessThan(40);
    expect(progress).toBeLessThanOrEqual((core.clock.now() - startedAt) / 250);
  });

  it('still has everything when both servers are gone and the program was started again', async () => {
    const server = await world.server();
    const { urls, bytes } = serveFiles(server, 'Low Tide');
    server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    await server.close();

    const again = await world.restart(core);
    const [song] = await again.songs('carry me');
    expect(song?.title).toBe('Low Tide');
    const file = await again.app.openFile(song?.clipId ?? ('' as ClipId), 'wav');
    expect(readFileSync(file?.path ?? '').equals(bytes.wav)).toBe(true);
    expect(await again.holds()).toEqual([]);
    expect(existsSync(join(again.library, 'jobs.jsonl'))).toBe(true);
  });
});
