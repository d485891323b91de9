import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { median } from '../../bench/measure/statistics';
import { startFlowServer, success } from '../support/flow-server';
import { audio, jpg, sha256, video, wav } from '../support/media';
import { asRoot, logIn, readProof, type InstalledProgram, type Session } from './installation';

/** The package as a newcomer meets it: installed with apt, used, upgraded, removed, purged. Each step stands on those before. */

test.describe.configure({ mode: 'serial' });

const proof = readProof();
const [before, after] = proof.debs;
const inRoot = (...segments: string[]) => join(proof.root, ...segments);
const home = (...segments: string[]) => inRoot('home', proof.user, ...segments);

const KEY = 'key-of-the-proof-4711-0815';
const JOB = 'ffd6870b-9a83-47e6-9d57-601efced86b5';
const OTHER = 'ffd6870b-9a83-47e6-9d57-601efced86b6';
const LYRICS = '[Verse 1]\nSalt on the railing\nLight on the bay';
const SONG = {
  clip_id: '07d737cf-9509-4132-99f5-a17339bd7462',
  title: 'Low Tide',
  lyrics: LYRICS,
  duration: '33.6',
};
const SONG_FOLDER = 'Low Tide [07d737cf]';
const ROUNDS = 3;

let server: Awaited<ReturnType<typeof startFlowServer>>;
let loggedIn: Session | null = null;
const session = (): Session => {
  if (loggedIn === null) throw new Error('Nobody has logged in.');
  return loggedIn;
};
const files = { audio: audio(), wav: wav(), video: video(), cover: jpg() };

test.beforeAll(async () => {
  server = await startFlowServer({ key: KEY });
  server.job(
    JOB,
    success([
      {
        ...SONG,
        audio_url: server.file('/low.m4a', { bytes: files.audio, type: 'audio/mp4' }),
        wav_url: server.file('/low.wav', { bytes: files.wav, type: 'audio/wav' }),
        video_url: server.file('/low.mp4', { bytes: files.video, type: 'video/mp4' }),
        image_url: server.file('/low.jpg', { bytes: files.cover, type: 'image/jpeg' }),
      },
    ]),
  );
  server.job(OTHER, success([{ clip_id: 'clip-2', title: 'High Water', lyrics: LYRICS }]));
});
test.afterAll(async () => {
  loggedIn?.end();
  await server.close();
});

function apt(...args: readonly string[]): string {
  const { code, output } = asRoot(proof, ['apt-get', '-qy', ...args]);
  expect(code, output).toBe(0);
  return output;
}

/** What lies outside of homes and of what changes with every system's own life. */
function systemFiles(): string {
  const { output } = asRoot(proof, [
    'find',
    ...['/usr', '/opt', '/etc'],
    ...['-name', '*flowshelf*', '-o', '-path', '*flowshelf*'],
  ]);
  return output;
}

function versionInstalled(): string {
  return asRoot(proof, ['dpkg-query', '-W', '-f', '${Version} ${Status}', 'flowshelf']).output;
}

const song = (window: Page) =>
  window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });

/** As the desktop entry has it: `flowshelf %U`. */
function openByEntry(what: string): void {
  const { code, output } = session().run(['timeout', '60', 'flowshelf', what]);
  expect(code, output).toBe(0);
}

async function addJob(window: Page, jobId: string): Promise<void> {
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(jobId);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function play(window: Page): Promise<void> {
  await song(window).dblclick();
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /^0:0[2-9] of 0:3[34]/,
  );
  await player.getByRole('button', { name: 'Pause' }).click();
}

async function expectSandboxed(program: InstalledProgram): Promise<void> {
  expect(
    asRoot(proof, ['sh', '-c', `tr '\\0' ' ' < /proc/$(pgrep -o -x flowshelf)/cmdline`]).output,
  ).not.toContain('sandbox');
  // A page's process has a network of its own, which holds nothing, and no way to get new rights.
  const states = asRoot(proof, [
    'sh',
    '-c',
    `for p in $(pgrep -f -- '--type=[r]enderer'); do grep -E '^(Seccomp|NoNewPrivs):' /proc/$p/status; done`,
  ]).output;
  expect(states).toContain('Seccomp:\t2');
  expect(states).toContain('NoNewPrivs:\t1');
  expect(states).not.toContain('Seccomp:\t0');
  await expect(program.window.getByRole('main')).toBeVisible();
}

test('installs with apt and what it depends on, as a newcomer does it', () => {
  apt('update');
  expect(systemFiles()).toBe('');
  apt('install', `/srv/${before}`);
  expect(versionInstalled()).toContain('install ok installed');
  const missing = asRoot(proof, [
    'sh',
    '-c',
    'ldd /usr/lib/flowshelf/flowshelf | grep "not found" || true',
  ]).output;
  expect(missing).toBe('');
});

test('is found by the desktop: entry, kinds of files, links', async () => {
  loggedIn = await logIn(proof);
  const run = (...command: string[]) => session().run(command).output.trim();
  expect(run('xdg-mime', 'query', 'default', 'x-scheme-handler/flowshelf')).toBe('flowshelf.desktop');
  writeFileSync(home('x.lrc'), '[00:01.00]Salt\n');
  expect(run('xdg-mime', 'query', 'filetype', `/home/${proof.user}/x.lrc`)).toBe('text/x-lrc');
  expect(run('xdg-mime', 'query', 'default', 'text/x-lrc')).toBe('flowshelf.desktop');
  expect(existsSync(inRoot('usr/share/icons/hicolor/256x256/apps/flowshelf.png'))).toBe(true);
});

test('does the main job: a key, a job, songs that come, play, are found and exported', async () => {
  const program = await session().start(['flowshelf']);
  const { window } = program;
  await test.step('with its sandbox, as an ordinary user', () => expectSandboxed(program));

  await test.step('key and address', async () => {
    await window.getByRole('button', { name: 'Look around first' }).click();
    await window.getByRole('link', { name: 'Settings' }).click();
    const address = window.getByRole('textbox', { name: 'API address' });
    await address.fill(server.url);
    await address.press('Enter');
    await window.getByRole('textbox', { name: 'API key' }).fill(KEY);
    await window.getByRole('button', { name: 'Save key' }).click();
    await expect(window.getByText('is kept in this system’s secret store').first()).toBeVisible();
  });

  await test.step('a job', async () => {
    await addJob(window, JOB);
    await window.getByRole('link', { name: 'Songs' }).click();
    for (const mark of ['m4a', 'WAV', 'video']) await expect(song(window)).toContainText(mark);
    await expect(song(window)).not.toContainText('%');
    const folder = home('Music', 'Flowshelf', SONG_FOLDER);
    expect(sha256(readFileSync(join(folder, 'Low Tide.m4a')))).toBe(sha256(files.audio));
    expect(sha256(readFileSync(join(folder, 'Low Tide.mp4')))).toBe(sha256(files.video));
  });

  await test.step('played, found, exported', async () => {
    await play(window);
    const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
    await search.fill('railing');
    await expect(song(window)).toBeVisible();
    await search.fill('');
    await song(window).click();
    await window.getByRole('button', { name: 'Export…', exact: true }).click();
    const dialog = window.getByRole('dialog', { name: 'Export songs' });
    await dialog.getByRole('checkbox', { name: 'TXT', exact: true }).check();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog).toContainText('written');
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await expect(dialog).toBeHidden();
    expect(readFileSync(home('Music', 'Flowshelf', 'Lyrics', 'Low Tide.txt'), 'utf8')).toBe(`${LYRICS}\n`);
  });

  await test.step('a link and a file of words, opened as the desktop opens them', async () => {
    openByEntry(`flowshelf://job/${OTHER}`);
    const question = window.getByRole('dialog', { name: 'Add this job?' });
    await expect(question).toContainText(OTHER);
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(server.asked(OTHER)).toHaveLength(0);
    writeFileSync(home('Low Tide.lrc'), '[00:01.00]Pepper on the railing\n');
    openByEntry(`/home/${proof.user}/Low Tide.lrc`);
    const words = window.getByRole('dialog', { name: 'Import lyrics' });
    await expect(words).toContainText('From “Low Tide.lrc” for “Low Tide”.');
    await words.getByRole('button', { name: 'Cancel' }).click();
  });
  await program.quit();

  await test.step('and all is there at the next start', async () => {
    const again = await session().start(['flowshelf']);
    await play(again.window);
    await again.quit();
  });
});

test('an upgrade keeps library, settings and key', async () => {
  const library = () => readdirSync(home('Music', 'Flowshelf', SONG_FOLDER)).sort();
  const kept = library();
  apt('install', `/srv/${after}`);
  expect(versionInstalled()).toContain(after.replace(/^flowshelf-([\d.]+).*$/, '$1'));
  const program = await session().start(['flowshelf']);
  const { window } = program;
  await play(window);
  expect(library()).toEqual(kept);
  await window.getByRole('link', { name: 'Settings' }).click();
  await expect(window.getByRole('textbox', { name: 'API address' })).toHaveValue(server.url);
  await expect(window.getByText('is kept in this system’s secret store').first()).toBeVisible();
  // The key is not only named: the service takes it.
  await addJob(window, OTHER);
  await expect.poll(() => server.asked(OTHER).length).toBeGreaterThan(0);
  expect(server.asked().every(({ headers }) => headers['tt-api-key'] === KEY)).toBe(true);
  await program.quit();
});

test('start and memory, beside the bare window on the same Electron', async () => {
  const one = async (command: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const program = await session().start(command, env);
    const paintedMs = await program.paintedMs();
    await program.window.waitForTimeout(5_000);
    const megabytes = program.memory() / 1_000_000;
    await program.quit();
    return { paintedMs, megabytes };
  };
  const floor = ['/srv/electron/electron', '/srv/floor', `--user-data-dir=/home/${proof.user}/floor`];
  const runs = {
    installed: [] as Awaited<ReturnType<typeof one>>[],
    bare: [] as Awaited<ReturnType<typeof one>>[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.bare.push(await one(floor, { BENCH_FLOOR_PAGE: 'bare.html' }));
    runs.installed.push(await one(['flowshelf']));
  }
  for (const [name, starts] of Object.entries(runs)) {
    const ms = starts.map(({ paintedMs }) => Math.round(paintedMs));
    const size = starts.map(({ megabytes }) => Math.round(megabytes));
    console.log(
      `${name}: first rows after ${median(ms)} ms (${ms.join(', ')}), ${median(size)} MB (${size.join(', ')})`,
    );
  }
});

test('is removed and purged, and leaves nothing of its own; what is the user’s stays', () => {
  apt('remove', 'flowshelf');
  expect(existsSync(inRoot('usr/bin/flowshelf'))).toBe(false);
  // Without files of configuration there is nothing left to purge; asked for it, dpkg says so.
  const purged = asRoot(proof, ['dpkg', '--purge', 'flowshelf']);
  expect(purged.code, purged.output).toBe(0);
  expect(systemFiles()).toBe('');
  expect(
    asRoot(proof, ['sh', '-c', 'grep -rls flowshelf /usr/share/applications /usr/share/mime || true']).output,
  ).toBe('');
  expect(readFileSync(home('Music', 'Flowshelf', SONG_FOLDER, 'Low Tide.m4a'))).toEqual(files.audio);
  for (const name of ['library.sqlite', 'key.json']) {
    expect(existsSync(home('.config', 'Flowshelf', name)), name).toBe(true);
  }
});
