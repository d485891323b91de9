import { mkdirSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { pending, rateLimited, startFlowServer, success, unauthorised } from '../support/flow-server';
import { audio, bigAudio } from '../support/media';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Each reason why nothing is started: its banner comes, says the right words, its action works, and it goes. */

const KEY = 'key-for-the-end-to-end-suite-4711';
const JOB = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER = 'aaaaaaaa-0000-4000-8000-000000000002';
const MEGABYTE = 1024 * 1024;

const banner = (window: Page) => window.getByRole('region', { name: 'What is being waited for' });

/** A picture in both themes, and at the smallest size, where nothing may be cut off. */
async function look(window: Page, testInfo: TestInfo, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({
      path: testInfo.outputPath(`${name}-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await window.emulateMedia({ colorScheme: null });
  const box = await banner(window).boundingBox();
  const size = await window.evaluate<{ width: number; height: number }>(
    '({ width: innerWidth, height: innerHeight })',
  );
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(size.width);
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
}

function song(server: Awaited<ReturnType<typeof startFlowServer>>, name: string, bytes = audio()) {
  return {
    clip_id: `clip-${name}`,
    title: name,
    create_time: '2026-11-02 10:00:00',
    audio_url: server.file(`/${name}.m4a`, { bytes, type: 'audio/mp4' }),
  };
}

test('a rejected key: the banner leads to the field, and another key ends it', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, pending());
  const { window } = await bench.launch({
    env: { TT_API_KEY: 'no-such-key', FLOWSHELF_API_URL: server.url },
  });
  await addJobs(window, JOB);
  await expect(banner(window)).toContainText('The service does not accept the API key.');
  // The banner takes a part of the list's view, and the list has no more to scroll for that.
  const list = window.getByRole('grid', { name: 'Jobs' });
  await expect.poll(() => list.evaluate((grid) => grid.scrollHeight - grid.clientHeight)).toBe(0);
  await expect(list).toContainText('No answer yet');
  await look(window, testInfo, 'key-rejected');
  await banner(window).getByRole('button', { name: 'Change key' }).click();
  await expect(window.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await server.close();
});

test('a key that is replaced after it was rejected: the banner goes and the job is asked', async ({
  bench,
}) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, [unauthorised(), pending()]);
  const { window } = await bench.launch({ env: { FLOWSHELF_API_URL: server.url } });
  await window.getByRole('textbox', { name: 'API key' }).fill(KEY);
  await window.getByText('Keep for this session').click();
  await window.getByRole('button', { name: 'Save key' }).click();
  await addJobs(window, JOB);
  await expect(banner(window)).toContainText('does not accept the API key');
  await banner(window).getByRole('button', { name: 'Change key' }).click();
  await window.getByRole('textbox', { name: 'API key' }).fill(KEY);
  await window.getByText('Keep for this session').click();
  await window.getByRole('button', { name: 'Save key' }).click();
  await expect(banner(window)).toBeHidden();
  await expect.poll(() => server.asked(JOB).length).toBeGreaterThan(1);
  await server.close();
});

test('a pause that the service asks for: its end is told and counted down, and asking goes on', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, [rateLimited(12), pending()]);
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await expect(banner(window)).toContainText(/The service asks for a pause. Asking again at \d\d:\d\d/);
  await expect(banner(window)).toContainText(/in \d+ s/);
  await look(window, testInfo, 'rate-limited');
  await banner(window).getByRole('button', { name: 'Ask more slowly…' }).click();
  await expect(window.getByRole('spinbutton', { name: 'Requests per minute' })).toBeFocused();
  await expect(banner(window)).toBeHidden();
  await expect.poll(() => server.asked(JOB).length).toBe(2);
  await server.close();
});

test('no connection: tried again by itself and at once when asked to', async ({ bench }, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, pending());
  const { url } = server;
  const { port } = new URL(url);
  await server.close();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: url } });
  await addJobs(window, JOB);
  await expect(banner(window)).toContainText(`No connection to 127.0.0.1:${port}.`);
  await expect(banner(window)).toContainText('Trying again at');
  await look(window, testInfo, 'offline');
  const back = await startFlowServer({ key: KEY, port: Number(port) });
  back.job(JOB, pending());
  await banner(window).getByRole('button', { name: 'Try now' }).click();
  await expect.poll(() => back.asked(JOB).length).toBeGreaterThan(0);
  await expect(banner(window)).toBeHidden();
  await back.close();
});

test('an address at which something else answers: told once, leads to the field, and goes with the first answer', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.unknownJobs({ status: 404, body: { message: 'no Route matched with those values' } });
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB, OTHER);
  await expect(banner(window)).toContainText(
    `What answers at ${new URL(server.url).host} is not the service. Is the API address right?`,
  );
  await expect(window.getByRole('grid', { name: 'Jobs' })).toContainText('Something else than the service');
  await look(window, testInfo, 'wrong-address');
  await banner(window).getByRole('button', { name: 'Check the address' }).click();
  await expect(window.getByRole('textbox', { name: 'API address' })).toBeFocused();
  await window.getByRole('button', { name: 'Test key' }).click();
  await expect(window.getByRole('status').filter({ hasText: 'Cannot tell' })).toContainText(
    'It says: “no Route matched with those values”.',
  );
  await look(window, testInfo, 'wrong-address-key-test');
  server.unknownJobs(pending());
  await window.getByRole('button', { name: 'Test key' }).click();
  await expect(window.getByText('Accepted. The service takes this key.')).toBeVisible();
  await expect(banner(window)).toBeHidden();
  await server.close();
});

test('downloads that the user paused: resumed from the banner', async ({ bench }, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, success([song(server, 'Anchor')]));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`flowshelf.invoke('downloads.pauseAll', '{}')`);
  await expect(banner(window)).toContainText('All downloads are paused.');
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Downloads' }).click();
  await expect(
    window.getByRole('grid', { name: 'Downloads' }).getByRole('row', { name: /^Anchor/ }),
  ).toBeVisible();
  await look(window, testInfo, 'downloads-paused');
  await banner(window).getByRole('button', { name: 'Resume' }).click();
  await expect(banner(window)).toBeHidden();
  await expect.poll(() => server.fetched().length).toBe(1);
  await server.close();
});

test('a list of job ids that cannot be written: told once, looked at again, and the job is asked', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, success([song(server, 'Anchor')]));
  server.job(OTHER, success([song(server, 'Buoy')]));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await expect.poll(() => server.asked(JOB).length).toBe(1);
  const list = join(bench.libraryFolder, 'jobs.jsonl');
  renameSync(list, `${list} aside`);
  mkdirSync(list);
  await addJobs(window, OTHER);
  await expect(banner(window)).toContainText('New jobs cannot be noted in the library folder.');
  await expect(banner(window)).toContainText(list);
  await window.getByRole('link', { name: 'Jobs' }).click();
  await look(window, testInfo, 'journal-unwritable');
  const lookAgain = banner(window).getByRole('button', { name: 'Look again' });
  await lookAgain.click();
  // That look is over: it must not see what is mended next.
  await expect(lookAgain).toBeEnabled();
  await expect(banner(window)).toContainText('New jobs cannot be noted');
  expect(server.asked(OTHER)).toEqual([]);
  rmdirSync(list);
  renameSync(`${list} aside`, list);
  await lookAgain.click();
  await expect(banner(window)).toBeHidden();
  await expect.poll(() => server.asked(OTHER).length).toBe(1);
  await server.close();
});

test('no key: the banner leads to where it is entered', async ({ bench }, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, pending());
  const { window } = await bench.launch({ env: { FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`flowshelf.invoke('jobs.add', JSON.stringify({ text: '${JOB}' }))`);
  await expect(banner(window)).toContainText('There is no API key yet.');
  await look(window, testInfo, 'key-missing');
  await banner(window).getByRole('button', { name: 'Enter the key' }).click();
  await expect(window.getByRole('textbox', { name: 'API key' })).toBeFocused();
  await server.close();
});

test('a library folder that goes away: told with its place, noticed again by itself, choosable', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, success([song(server, 'Anchor')]));
  const library = join(bench.folder, 'A disk with a rather long name', 'Music of many years', 'Flowshelf');
  mkdirSync(library, { recursive: true });
  mkdirSync(bench.userData, { recursive: true });
  writeFileSync(join(bench.userData, 'settings.json'), JSON.stringify({ libraryFolder: library }));
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url, FLOWSHELF_LIBRARY_DIR: '' };
  const { app, window } = await bench.launch({ env });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Anchor/ });
  await expect(row).toContainText('m4a');

  renameSync(library, `${library} away`);
  await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
  await expect(banner(window)).toContainText('The library folder is not there.');
  await expect(banner(window)).toContainText(library);
  await expect(row).toBeVisible();
  await look(window, testInfo, 'library-missing');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640));
  await expect.poll(() => window.evaluate('innerHeight')).toBeLessThanOrEqual(640);
  await look(window, testInfo, 'library-missing-small');

  await test.step('an empty folder in its place is told as one; there is one thing to do', async () => {
    mkdirSync(library);
    await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
    await expect(banner(window)).toContainText('The library is not in its folder.');
    await expect(banner(window)).toContainText(`${library} is empty.`);
    await expect(banner(window).getByRole('button')).toHaveText(['Choose folder…']);
    await look(window, testInfo, 'library-missing-empty');
  });
  await test.step('the folder that it was moved to is taken', async () => {
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, `${library} away`);
    await banner(window).getByRole('button', { name: 'Choose folder…' }).click();
    await expect(banner(window)).toBeHidden();
    await expect(row).toContainText('m4a');
  });
  await test.step('it goes by itself when the folder is back', async () => {
    renameSync(`${library} away`, library);
    await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
    await expect(banner(window)).toContainText('The library folder is not there.');
    renameSync(library, `${library} away`);
    await expect(banner(window)).toBeHidden({ timeout: 60_000 });
  });
  await server.close();
});

test('several reasons: the most important is told, the others are a press away', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, rateLimited(3_000));
  const { app, window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`flowshelf.invoke('downloads.pauseAll', '{}')`);
  await addJobs(window, JOB);
  await expect(banner(window)).toContainText('The service asks for a pause.');
  renameSync(bench.libraryFolder, `${bench.libraryFolder} away`);
  await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
  await expect(banner(window)).toContainText('The library folder is not there.');
  await expect(banner(window)).not.toContainText('All downloads are paused.');
  // Set by the environment: it is not the user's to choose.
  await expect(banner(window).getByRole('button', { name: 'Choose folder…' })).toBeHidden();
  const more = banner(window).getByRole('button', { name: '2 more' });
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  await look(window, testInfo, 'several-closed');
  await more.click();
  await expect(banner(window)).toContainText('The service asks for a pause.');
  await expect(banner(window)).toContainText('All downloads are paused.');
  await look(window, testInfo, 'several-open');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640));
  await expect.poll(() => window.evaluate('innerHeight')).toBeLessThanOrEqual(640);
  await look(window, testInfo, 'several-open-small');
  await banner(window).getByRole('button', { name: 'Resume' }).click();
  await expect(banner(window)).not.toContainText('All downloads are paused.');
  await server.close();
});

test('a small disk that fills up: told with the room needed, and it goes on when there is room', async ({
  bench,
}, testInfo) => {
  test.skip(!canMountSmallDisk, 'needs root on Linux to mount a small disk');
  const disk = mountSmallDisk(bench.libraryFolder, 20);
  try {
    const server = await startFlowServer({ key: KEY });
    server.job(JOB, success([song(server, 'Anchor', bigAudio(6 * MEGABYTE))]));
    disk.fill(3 * MEGABYTE);
    const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    await addJobs(window, JOB);
    await expect(banner(window)).toContainText('There is too little room on the disk.');
    await expect(banner(window)).toContainText(/Downloads need 7\.\d MB free, there are [23]\.\d MB/);
    await window.getByRole('link', { name: 'Downloads' }).click();
    await look(window, testInfo, 'disk-full');
    await banner(window).getByRole('button', { name: 'Look again' }).click();
    await expect(banner(window)).toContainText('There is too little room on the disk.');
    disk.empty();
    await expect(banner(window)).toBeHidden({ timeout: 60_000 });
    await window.getByRole('link', { name: 'Songs' }).click();
    await expect(window.getByRole('row', { name: /^Anchor/ })).toContainText(/wav|m4a/i);
    await server.close();
  } finally {
    disk.unmount();
  }
});

test('a library folder that cannot be written to: told, and it goes on when it can', async ({
  bench,
}, testInfo) => {
  test.skip(!canMountSmallDisk, 'needs root on Linux to make a disk read-only');
  const disk = mountSmallDisk(bench.libraryFolder, 20);
  try {
    const server = await startFlowServer({ key: KEY });
    server.job(JOB, success([song(server, 'Anchor')]));
    const { app, window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    await expect(window.getByRole('button', { name: 'Add jobs' })).toBeVisible();
    disk.remount('ro');
    await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
    await expect(banner(window)).toContainText('The library folder cannot be written to.');
    await look(window, testInfo, 'library-readonly');
    await addJobs(window, JOB);
    disk.remount('rw');
    await banner(window).getByRole('button', { name: 'Look again' }).click();
    await expect(banner(window)).toBeHidden();
    await expect.poll(() => server.fetched().length).toBe(1);
    await server.close();
  } finally {
    disk.unmount();
  }
});

test('no room for the program’s own data: adding says that nothing was stored, and works when there is room', async ({
  bench,
}, testInfo) => {
  test.skip(!canMountSmallDisk, 'needs root on Linux to mount a small disk');
  const disk = mountSmallDisk(bench.userData, 80);
  const server = await startFlowServer({ key: KEY });
  try {
    server.job(JOB, pending());
    server.job(OTHER, pending());
    const { window, close } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    await addJobs(window, JOB);
    await expect.poll(() => server.asked(JOB).length).toBeGreaterThan(0);
    disk.fill(0);
    await window.getByRole('button', { name: 'Add jobs' }).click();
    const dialog = window.getByRole('dialog', { name: 'Add jobs' });
    const ids = Array.from(
      { length: 500 },
      (_, index) => OTHER.slice(0, -3) + String(index).padStart(3, '0'),
    );
    await dialog.getByRole('textbox', { name: 'Job ids' }).fill(ids.join('\n'));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(window.getByText('The disk is full, so nothing was stored.').first()).toBeVisible();
    await expect(window.getByText('There is no room for Flowshelf’s own data.')).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('adding-without-room.png') });
    await window.keyboard.press('Escape');
    await look(window, testInfo, 'data-disk-full');
    disk.empty();
    await banner(window).getByRole('button', { name: 'Look again' }).click();
    await expect(banner(window)).toBeHidden();
    await addJobs(window, OTHER);
    await expect.poll(() => server.asked(OTHER).length).toBeGreaterThan(0);
    await close();
  } finally {
    disk.unmount();
    await server.close();
  }
});

test('the library folder goes while songs play: one banner, playback stands, nothing is missing; files that are back play', async ({
  bench,
}, testInfo) => {
  const { server, app, window, songs, player, row } = await launchWithSongs(bench);
  const pause = player.getByRole('button', { name: 'Pause', exact: true });
  const away = `${bench.libraryFolder} away`;
  await row('Current').dblclick();
  await expect(pause).toBeVisible();

  renameSync(bench.libraryFolder, away);
  await row('Anchor').dblclick();
  await expect(banner(window)).toContainText('The library folder is not there.');
  await expect(window.getByText('Playback was paused: the library folder is not there.')).toBeVisible();
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect(player).toContainText('Anchor');
  await look(window, testInfo, 'library-away-while-playing');
  renameSync(away, bench.libraryFolder);
  await app.evaluate(({ app: program }) => program.emit('browser-window-focus'));
  await expect(banner(window)).toBeHidden();
  await expect(songs).not.toContainText('missing');
  await player.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(pause).toBeVisible();

  await test.step('a file that was gone and is back plays when it is asked for', async () => {
    const folder = readdirSync(bench.libraryFolder).find((name) => name.startsWith('Beacon')) ?? '';
    for (const step of ['away', 'back'] as const) {
      const [from, to] = [join(bench.libraryFolder, folder), join(bench.folder, 'Beacon away')];
      renameSync(step === 'away' ? from : to, step === 'away' ? to : from);
      await row('Beacon').dblclick();
      if (step === 'back') break;
      await expect(window.getByText('“Beacon” was passed over')).toBeVisible();
      await expect(row('Beacon')).toContainText('missing');
      await row('Beacon').dblclick();
      await expect(window.getByText('its file is not in the library folder any more.').last()).toBeVisible();
      await window.screenshot({ path: testInfo.outputPath('file-lost.png'), animations: 'disabled' });
    }
    await expect(player).toContainText('Beacon');
    await expect(pause).toBeVisible();
    await expect(row('Beacon')).not.toContainText('missing');
  });
  await server.close();
});
