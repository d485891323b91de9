import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { failed, html, notFound, pending, running, startFlowServer, success } from '../support/flow-server';
import { audio, bigAudio, jpg, sha256, video, wav } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test } from './program';

/** The first sentence of what Flowshelf is for, in the real window, against servers outside the program. */

const KEY = 'key-for-the-end-to-end-suite-4711';
const SONG = {
  clip_id: '07d737cf-9509-4132-99f5-a17339bd7462',
  title: 'Low Tide',
  lyrics_id: '837e6f94-870b-53a9-8b18-dcf0340b429f',
  lyrics: '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over',
  lyrics_timing_markers: [
    [10, 1.5],
    [30, 5.25],
    [57, 9],
  ],
  create_time: '2026-11-19 20:14:03',
  duration: '33.6',
} as const;
const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';

async function startServers() {
  const server = await startFlowServer({ key: KEY });
  const files = { audio: audio(), wav: wav(), video: video(), cover: jpg() };
  const urls = {
    audio_url: server.file('/songs/low-tide.m4a', { bytes: files.audio, type: 'audio/mp4' }),
    wav_url: server.file('/songs/low-tide.wav', { bytes: files.wav, type: 'audio/wav' }),
    video_url: server.file('/songs/low-tide.mp4', { bytes: files.video, type: 'video/mp4' }),
    image_url: server.file('/songs/low-tide.jpg', { bytes: files.cover, type: 'image/jpeg' }),
  };
  server.job(JOB, [pending(), running(40), success([{ ...SONG, ...urls }], { mv: 'Lyria 3 Pro' })]);
  return { server, files };
}

test('job ids in, songs out: downloaded bit by bit, indexed, played, searched, exported, and all of it offline', async ({
  bench,
}) => {
  const { server, files } = await startServers();
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };
  const first = await bench.launch({ env });
  const { window } = first;

  await test.step('paste the ids, see what is recognised, add', async () => {
    await window.getByRole('button', { name: 'Add jobs' }).click();
    const dialog = window.getByRole('dialog', { name: 'Add jobs' });
    await dialog.getByRole('textbox', { name: 'Job ids' }).fill(`job: ${JOB}, and ../../etc`);
    await expect(dialog).toContainText(JOB);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('the job runs to its end', async () => {
    await window.getByRole('link', { name: 'Jobs' }).click();
    const row = window.getByRole('grid', { name: 'Jobs' }).getByRole('row', { name: new RegExp(`^${JOB}`) });
    await expect(row).toContainText('Done');
    await expect(row).toContainText('Lyria 3 Pro');
  });

  const folder = join(bench.libraryFolder, 'Low Tide [07d737cf]');
  await test.step('the song is there with its files', async () => {
    await window.getByRole('link', { name: 'Songs' }).click();
    const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
    await expect(row).toContainText('m4a');
    await expect(row).toContainText('WAV');
    await expect(row).toContainText('video');
    await expect(row).not.toContainText('%');
    expect(sha256(await readFile(join(folder, 'Low Tide.m4a')))).toBe(sha256(files.audio));
    expect(sha256(await readFile(join(folder, 'Low Tide.wav')))).toBe(sha256(files.wav));
    expect(sha256(await readFile(join(folder, 'Low Tide.mp4')))).toBe(sha256(files.video));
    expect(sha256(await readFile(join(folder, 'cover.jpg')))).toBe(sha256(files.cover));
    await expect
      .poll(() => readdir(folder))
      .toEqual(expect.arrayContaining(['clip.json', 'Low Tide.txt', 'Low Tide.lrc']));
    expect(await readFile(join(bench.libraryFolder, 'jobs.jsonl'), 'utf8')).toContain(JOB);
  });

  await test.step('the key went to the API alone', () => {
    expect(server.asked().every((request) => request.headers['tt-api-key'] === KEY)).toBe(true);
    expect(server.fetched().length).toBeGreaterThanOrEqual(4);
    expect(JSON.stringify(server.fetched().map((request) => request.headers))).not.toContain(KEY);
  });

  await test.step('it plays and the position moves', async () => {
    await window.getByRole('row', { name: /^Low Tide/ }).dblclick();
    const player = window.getByRole('region', { name: 'Player' });
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
    const seek = player.getByRole('slider', { name: 'Seek' });
    await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[2-9] of 0:3[34], Verse 1$/);
    await player.getByRole('button', { name: 'Pause' }).click();
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  await test.step('a word of the lyrics finds it', async () => {
    const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
    await search.fill('railing');
    await expect(window.getByRole('row', { name: /^Low Tide/ })).toBeVisible();
    await search.fill('nothing sings this');
    await expect(window.getByRole('row', { name: /^Low Tide/ })).toBeHidden();
    await search.fill('');
  });

  await test.step('the lyrics are exported', async () => {
    await window.getByRole('row', { name: /^Low Tide/ }).click();
    await window.getByRole('button', { name: 'Export…', exact: true }).click();
    const dialog = window.getByRole('dialog', { name: 'Export songs' });
    for (const format of ['TXT', 'LRC', 'SRT'])
      await dialog.getByRole('checkbox', { name: format, exact: true }).check();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog).toContainText('3 files written');
    const lyrics = join(bench.libraryFolder, 'Lyrics');
    expect(await readFile(join(lyrics, 'Low Tide.txt'), 'utf8')).toBe(`${SONG.lyrics}\n`);
    expect(await readFile(join(lyrics, 'Low Tide.lrc'), 'utf8')).toContain('[00:05.25]Light on the bay');
    expect(await readFile(join(lyrics, 'Low Tide.srt'), 'utf8')).toContain(
      '00:00:01,500 --> 00:00:05,250\nSalt on the railing',
    );
  });
  await first.close();

  await test.step('the rows are in SQLite', () => {
    const db = new BetterSqlite3(join(bench.userData, 'library.sqlite'), { readonly: true });
    const clip = db.prepare('SELECT title, model, lyrics_state FROM clip').get();
    expect(clip).toEqual({ title: 'Low Tide', model: 'Lyria 3 Pro', lyrics_state: 'timed' });
    const assets = db.prepare('SELECT kind, bytes, served_sha256 AS sha FROM asset ORDER BY kind').all();
    expect(assets).toEqual(
      (['audio', 'cover', 'video', 'wav'] as const).map((kind) => ({
        kind,
        bytes: files[kind].length,
        sha: sha256(files[kind]),
      })),
    );
    db.close();
  });

  await test.step('with the servers gone and the program started again, everything still plays', async () => {
    await server.close();
    const second = await bench.launch({ env });
    const row = second.window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
    await row.dblclick();
    const player = second.window.getByRole('region', { name: 'Player' });
    await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
      'aria-valuetext',
      /^0:0[1-9] of/,
    );
    await expect(second.window.getByRole('region', { name: 'Lyrics' })).toContainText('Salt on the railing');
    await expect
      .poll(() => row.locator('img').evaluate((image: { naturalWidth?: number }) => image.naturalWidth ?? 0))
      .toBeGreaterThan(0);
    await second.close();
  });
});

test('killed while downloading, it goes on from the bytes on disk', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  const bytes = bigAudio(6_000_000);
  const path = '/songs/long.wav';
  const wavUrl = server.file(path, { bytes, type: 'audio/wav', bytesPerSecond: 1_000_000 });
  server.job(JOB, success([{ clip_id: SONG.clip_id, title: 'Long', wav_url: wavUrl }]));
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };

  const first = await bench.launch({ env });
  await addJobs(first.window, JOB);
  await expect.poll(() => server.fetched(path)[0]?.sentBytes ?? 0).toBeGreaterThan(2_000_000);
  await first.kill();

  server.file(path, { bytes, type: 'audio/wav' });
  const second = await bench.launch({ env });
  const row = second.window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Long/ });
  await expect(row).toContainText('WAV');
  await expect(row).not.toContainText('%');
  const file = join(bench.libraryFolder, 'Long [07d737cf]', 'Long.wav');
  await expect.poll(async () => sha256(await readFile(file).catch(() => ''))).toBe(sha256(bytes));

  const resumed = server.fetched(path)[1];
  const range = /^bytes=(\d+)-$/.exec(resumed?.headers.range ?? '');
  expect(Number(range?.[1])).toBeGreaterThan(1_000_000);
  expect(resumed?.sentBytes).toBe(bytes.length - Number(range?.[1]));
  expect(server.fetched(path)).toHaveLength(2);
  await second.close();
  await server.close();
});

test('what goes wrong is said in words, and nothing is lost by it', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  const jobs = {
    failed: 'aaaaaaaa-0000-4000-8000-000000000001',
    page: 'aaaaaaaa-0000-4000-8000-000000000002',
    unknown: 'aaaaaaaa-0000-4000-8000-000000000003',
    short: 'aaaaaaaa-0000-4000-8000-000000000004',
    hostile: 'aaaaaaaa-0000-4000-8000-000000000005',
  };
  server.job(jobs.failed, failed('The prompt was refused.'));
  server.job(jobs.page, html('Just a moment...'));
  server.job(jobs.unknown, notFound());
  const shortUrl = server.file('/short.m4a', { bytes: audio(), cut: { after: 50_000, how: 'end' } });
  server.job(jobs.short, success([{ clip_id: 'short-clip', title: 'Cut Short', audio_url: shortUrl }]));
  const coverUrl = server.file('/x.jpg', { bytes: jpg(), type: 'image/jpeg' });
  server.job(jobs.hostile, success([{ clip_id: '../../y', title: '../../x', image_url: coverUrl }]));

  const program = await bench.launch({ env: { TT_API_KEY: 'a-wrong-key', FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await test.step('a bad key holds everything and says so once', async () => {
    await addJobs(window, Object.values(jobs).join('\n'));
    await expect(window.getByText('The service does not accept the API key.')).toBeVisible();
    const asked = server.asked().length;
    expect(asked).toBeLessThanOrEqual(2);
    await window.waitForTimeout(3_000);
    expect(server.asked()).toHaveLength(asked);
  });
  await program.close();

  const again = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await again.window.getByRole('link', { name: 'Jobs' }).click();
  const grid = again.window.getByRole('grid', { name: 'Jobs' });
  const row = (id: string) => grid.getByRole('row', { name: new RegExp(`^${id}`) });
  await expect(row(jobs.failed)).toContainText('The prompt was refused.');
  await expect(row(jobs.page)).toContainText('Waiting');

  await test.step('three "not found" make a job lost, and its id stays', async () => {
    for (let time = 0; time < 2; time += 1) {
      await expect.poll(() => server.asked(jobs.unknown).length).toBeGreaterThan(time);
      await row(jobs.unknown).click({ button: 'right' });
      await again.window.getByRole('menuitem', { name: 'Check now' }).click();
    }
    await expect(row(jobs.unknown)).toContainText('Not known to the service');
  });

  await test.step('a title that climbs stays inside the library', async () => {
    await again.window.getByRole('link', { name: 'Songs' }).click();
    await expect(again.window.getByRole('row', { name: /^\.\.\/\.\.\/x/ })).toBeVisible();
    const folders = await readdir(bench.libraryFolder);
    expect(folders.filter((name) => name.includes('['))).toHaveLength(2);
    expect(await readdir(bench.folder)).toEqual(expect.arrayContaining(['Music', 'profile']));
    expect(await readdir(bench.folder)).toHaveLength(2);
    expect(await readdir(join(bench.folder, 'Music'))).toEqual(['Flowshelf']);
  });

  await test.step('a file that ends early is never called done', async () => {
    await again.window.getByRole('link', { name: 'Downloads' }).click();
    const download = again.window
      .getByRole('grid', { name: 'Downloads' })
      .getByRole('row', { name: /^Cut Short/ });
    await expect(download).toBeVisible();
    const folder = join(bench.libraryFolder, 'Cut Short [short-cl]');
    expect((await readdir(folder)).filter((name) => name.endsWith('.m4a'))).toEqual([]);
  });
  await again.close();
  await server.close();
});
