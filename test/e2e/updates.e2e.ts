import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test, type Bench, type LaunchOptions, type Program } from './program';
import { FILE_NAME, startStranger, startUpdateFeed, type UpdateFeed } from './update-feed';

/** Updates as an AppImage has them, by the real updater from a source on this machine. */

const KEY = 'a-key-that-no-update-may-see-0815';
const NOTES =
  '### Added\n\n- Songs that <b>glow</b>\n- <img src=x onerror="alert(1)"> stays what is written\n';

/** What Chromium says of any request, and what the updater asks for. */
const SENT =
  /^(?:host|connection|accept|accept-encoding|accept-language|cache-control|pragma|user-agent|range|sec-fetch-(?:site|mode|dest))$/;

test.skip(process.platform !== 'linux', 'the one file of an AppImage is Linux’s');

interface Copy {
  /** The file that the program is said to run from. */
  readonly appImage: string;
  readonly cache: string;
  launch(options?: LaunchOptions): Promise<Program>;
}

/** A copy of the program that was packed with this source. */
function packedWith(bench: Bench, feedUrl: string): Copy {
  const programs = join(bench.folder, 'Programs');
  const cache = join(bench.folder, 'cache');
  const appImage = join(programs, 'Flowshelf.AppImage');
  const config = join(bench.folder, 'app-update.yml');
  mkdirSync(programs, { recursive: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(appImage, 'the version that runs', { mode: 0o755 });
  writeFileSync(config, `provider: generic\nurl: ${feedUrl}\nupdaterCacheDirName: flowshelf-updater\n`);
  return {
    appImage,
    cache: join(cache, 'flowshelf-updater', 'pending'),
    launch: ({ env, ...options } = {}) =>
      bench.launch({
        ...options,
        env: {
          APPIMAGE: appImage,
          // Where the file is mounted: the program has to be in it.
          APPDIR: dirname(process.env['FLOWSHELF_TEST_ELECTRON'] ?? ''),
          FLOWSHELF_UPDATE_CONFIG: config,
          XDG_CACHE_HOME: cache,
          TT_API_KEY: KEY,
          ...env,
        },
      }),
  };
}

/** As a person does it: by the menu. */
async function lookByMenu({ app, window }: Program): Promise<void> {
  await expect(window.getByRole('link', { name: 'Settings' })).toBeVisible();
  await app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.find(({ role }) => role === 'help');
    help?.submenu?.items.find(({ label }) => label === 'Look for updates…')?.click();
  });
}

const card = (window: Page, name: string) => window.getByRole('region', { name, exact: true });

/** Downloads what was found; the card that tells of it is there. */
async function download(window: Page, atQuit: boolean): Promise<void> {
  const found = card(window, 'Flowshelf 0.2.0 is available');
  await expect(found).toBeVisible();
  if (!atQuit) await found.getByRole('checkbox', { name: 'Install it when I quit Flowshelf' }).uncheck();
  await found.getByRole('button', { name: 'Download', exact: true }).click();
}

let feed: UpdateFeed;
test.beforeEach(async () => {
  feed = await startUpdateFeed();
});
test.afterEach(async () => {
  await feed.close();
});

test('a new version is found, its notes are read, it is downloaded when agreed to, checked and ready', async ({
  bench,
}) => {
  feed.serve({ notes: NOTES, isHeld: true });
  const copy = packedWith(bench, feed.url);
  const program = await copy.launch();
  const { window } = program;
  await expect(window.getByRole('link', { name: 'Settings' })).toBeVisible();
  // Nobody is asked because the program was started, and nothing is brought in for it.
  expect(feed.requests).toEqual([]);
  await lookByMenu(program);
  const look = window.getByRole('button', { name: 'Look now' });
  await expect(look).toBeFocused();
  const found = card(window, 'Flowshelf 0.2.0 is available');
  await expect(found).toContainText('You have 0.1.0. The download is 3.0 MB.');
  const notes = found.getByRole('region', { name: 'What is new in 0.2.0' });
  // As it is written: nothing of it is markup.
  await expect(notes).toContainText('Songs that <b>glow</b>');
  await expect(notes).toContainText('<img src=x onerror="alert(1)"> stays what is written');
  await expect(notes.locator('*')).toHaveCount(0);
  await expectAccessible(window, 'update found');
  // What is only spoken makes no page taller than the window.
  expect(await window.evaluate('document.scrollingElement.scrollHeight - window.innerHeight')).toBe(0);
  expect(feed.requests.map(({ path }) => path)).toEqual(['/latest-linux.yml']);

  await found.getByRole('button', { name: 'Download', exact: true }).press('Enter');
  const coming = card(window, 'Downloading Flowshelf 0.2.0');
  await expect(coming).toBeFocused();
  await expect(coming.getByRole('progressbar', { name: 'Downloading Flowshelf 0.2.0' })).toHaveAttribute(
    'aria-valuenow',
    /^[1-9]/,
  );
  await expectAccessible(window, 'update on its way');
  feed.release();
  const ready = card(window, 'Flowshelf 0.2.0 is ready');
  await expect(ready).toContainText('It is installed when you quit.');
  await expect(ready.getByRole('button', { name: 'Restart now' })).toBeVisible();
  await expect(look).toBeDisabled();
  await expectAccessible(window, 'update ready');
  expect(readdirSync(copy.cache)).toContain(FILE_NAME);
  // The program that runs is the one that was there.
  expect(readFileSync(copy.appImage, 'utf8')).toBe('the version that runs');

  // Whom it asks stands in About.
  await expect(window.getByText(`and ${new URL(feed.url).host} for new versions of Flowshelf`)).toBeVisible();
  // What went along: what is asked for, and the program's name.
  for (const { headers } of feed.requests) {
    expect(JSON.stringify(headers)).not.toContain(KEY);
    expect(headers['user-agent']).toBe('Flowshelf');
    // The same from everybody, whatever their system speaks.
    expect(headers['accept-language']).toBe('en');
    expect(Object.keys(headers).filter((name) => !SENT.test(name))).toEqual([]);
  }
  expect(existsSync(join(bench.userData, '.updaterId'))).toBe(false);
  const log = readFileSync(join(bench.userData, 'logs', 'flowshelf.log'), 'utf8');
  expect(log).toContain('Looked for an update {"found":"0.2.0"}');
  const told = log.split('\n').filter((line) => /update/i.test(line));
  expect(told.length).toBeGreaterThan(1);
  for (const line of told)
    for (const secret of [KEY, bench.folder, 'glow']) expect(line).not.toContain(secret);
});

test('a file that is not the one that was announced is told, deleted, and never installed', async ({
  bench,
}) => {
  feed.serve({ isHashWrong: true });
  const copy = packedWith(bench, feed.url);
  const program = await copy.launch();
  const { window } = program;
  await lookByMenu(program);
  await expect(card(window, 'Flowshelf 0.2.0 is available')).toContainText(
    'Nothing was written about this version.',
  );
  await download(window, true);
  const failed = card(window, 'Flowshelf 0.2.0 could not be downloaded');
  await expect(failed).toContainText('What arrived is not the file that was announced, so it was deleted.');
  await expect(failed).toContainText('The version that you have stays as it is.');
  await expectAccessible(window, 'update failed');
  expect(readdirSync(copy.cache)).toEqual([]);
  await expect(window.getByRole('button', { name: 'Restart now' })).toHaveCount(0);

  // The source has put it right.
  feed.serve({});
  await failed.getByRole('button', { name: 'Try again' }).click();
  await download(window, false);
  await expect(card(window, 'Flowshelf 0.2.0 is ready')).toContainText(
    'Nothing is installed until you restart from here.',
  );
  await program.close();
  expect(readFileSync(copy.appImage, 'utf8')).toBe('the version that runs');
});

test('a source that leads elsewhere is not followed, and what it fails with is told in words', async ({
  bench,
}) => {
  const stranger = await startStranger();
  const program = await packedWith(bench, feed.url).launch();
  const { window } = program;
  const elsewhere = 'It leads to a host that is not the source of updates, so it was not followed.';
  for (const release of [
    { redirect: `${stranger.url}/${FILE_NAME}` },
    { fileUrl: `${stranger.url}/${FILE_NAME}` },
  ]) {
    feed.serve(release);
    await lookByMenu(program);
    await download(window, true);
    await expect(card(window, 'Flowshelf 0.2.0 could not be downloaded')).toContainText(elsewhere);
  }
  for (const [list, words] of [
    ['version: [', 'The list of versions could not be read.'],
    [
      '{"version":"0.2.0","files":[{"url":"x.rpm","sha512":"eA=="}]}',
      'The list of versions has no file for this system.',
    ],
  ] as const) {
    feed.serve({ list });
    await lookByMenu(program);
    await expect(card(window, 'Updates could not be looked for')).toContainText(words);
  }
  feed.serve({ version: '0.1.0' });
  await lookByMenu(program);
  await expect(window.getByText(/^This is the newest version\. Last looked: /)).toBeVisible();
  await feed.close();
  await lookByMenu(program);
  await expect(card(window, 'Updates could not be looked for')).toContainText(
    'The source of updates was not reached, or fell silent.',
  );
  await window.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(card(window, 'Updates could not be looked for')).toHaveCount(0);
  await expect(window.getByRole('button', { name: 'Look now' })).toBeFocused();
  expect(stranger.requests).toEqual([]);
  await stranger.close();
});

test('a copy without a source of updates says so, and asks nobody', async ({ bench }) => {
  const program = await bench.launch({ env: { TT_API_KEY: KEY } });
  const { window } = program;
  await lookByMenu(program);
  const words = window.getByText('This build has no source of updates, so nobody is asked for any.');
  await expect(words).toBeFocused();
  await expect(window.getByRole('switch', { name: 'Look for updates' })).toHaveCount(0);
  await expect(window.getByRole('button', { name: 'Look now' })).toHaveCount(0);
  await expect(window.getByText(/file hosts that it names for your songs; nobody else\.$/)).toBeVisible();
});

test('updates are asked for through the proxy of the system', async ({ bench }) => {
  const proxy = await startStranger();
  const copy = packedWith(bench, 'https://updates.flowshelf.test/');
  const program = await copy.launch({ args: [`--proxy-server=${proxy.url}`] });
  await lookByMenu(program);
  await expect(card(program.window, 'Updates could not be looked for')).toBeVisible();
  expect(proxy.requests).toContain('CONNECT updates.flowshelf.test:443');
  await proxy.close();
});

test('a download that is given up can be agreed to again, and one that was put off goes', async ({
  bench,
}) => {
  feed.serve({ isHeld: true });
  const program = await packedWith(bench, feed.url).launch();
  const { window } = program;
  await lookByMenu(program);
  await download(window, true);
  await card(window, 'Downloading Flowshelf 0.2.0').getByRole('button', { name: 'Cancel download' }).click();
  const found = card(window, 'Flowshelf 0.2.0 is available');
  await expect(found).toBeFocused();
  feed.serve({});
  await download(window, true);
  await expect(card(window, 'Flowshelf 0.2.0 is ready')).toBeVisible();
});

for (const how of ['restart', 'quit'] as const) {
  test(`the new file takes the old one’s place when all is closed: ${how}`, async ({ bench }) => {
    const started = join(bench.folder, 'started');
    // The next version: it tells that it was started, and with what.
    feed.serve({ bytes: Buffer.from(`#!/bin/sh\necho "$@" > '${started}'\n`) });
    const copy = packedWith(bench, feed.url);
    const program = await copy.launch();
    const { window } = program;
    await lookByMenu(program);
    await download(window, how === 'quit');
    const ready = card(window, 'Flowshelf 0.2.0 is ready');
    await expect(ready).toBeVisible();
    const ended = program.app.waitForEvent('close');
    if (how === 'restart') await ready.getByRole('button', { name: 'Restart now' }).click();
    else void program.app.close();
    await ended;
    await expect.poll(() => readFileSync(copy.appImage, 'utf8')).toContain('#!/bin/sh');
    expect(readdirSync(join(bench.folder, 'Programs'))).toEqual(['Flowshelf.AppImage']);
    if (how === 'restart') {
      await expect.poll(() => existsSync(started)).toBe(true);
      await expect.poll(() => readFileSync(started, 'utf8')).toContain(`--user-data-dir=${bench.userData}`);
    } else expect(existsSync(started)).toBe(false);
  });
}

test('a version that could not be installed is told at the next start, once, with the way to what is known of it', async ({
  bench,
}) => {
  feed.serve({});
  const copy = packedWith(bench, feed.url);
  const program = await copy.launch();
  await lookByMenu(program);
  await download(program.window, true);
  await expect(card(program.window, 'Flowshelf 0.2.0 is ready')).toBeVisible();
  // Where the new file would be written something else stands.
  mkdirSync(`${copy.appImage}.part`);
  await program.close();
  expect(readFileSync(copy.appImage, 'utf8')).toBe('the version that runs');

  const next = await copy.launch();
  const { window } = next;
  const told = window
    .getByRole('region', { name: 'Notices' })
    .getByText(
      'Flowshelf 0.2.0 could not be installed. The version that you have is whole and goes on as before.',
    );
  await expect(told).toBeInViewport({ ratio: 1 });
  await expectAccessible(window, 'update not installed');
  await window.getByRole('button', { name: 'Open Updates' }).click();
  await expect(card(window, 'Flowshelf 0.2.0 was not installed')).toBeInViewport();
  await expect(window.getByRole('button', { name: 'Look now' })).toBeFocused();
  await expect(told).toHaveCount(0);
  await next.close();

  const later = await copy.launch();
  await expect(later.window.getByRole('link', { name: 'Settings' })).toBeVisible();
  await later.window.getByRole('link', { name: 'Settings' }).click();
  await expect(later.window.getByRole('button', { name: 'Look now' })).toBeVisible();
  await expect(later.window.getByText('Flowshelf 0.2.0')).toHaveCount(0);
});
