import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { success } from '../support/flow-server';
import { bigAudio } from '../support/media';
import { uuid } from '../support/songs';
import { expect, test } from './program';
import { DONE, FAILED, KEY, startServer, WAITING } from './three-songs';

/** What assistive technology and people with habits rely on: names, keys, dialogs, menus. */

test('everything has the name that it is known by', async ({ bench }) => {
  const server = await startServer();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await expect(window).toHaveTitle('Flowshelf');
  for (const place of ['Songs', 'Lyrics', 'Jobs', 'Downloads', 'Settings']) {
    await expect(
      window.getByRole('navigation').getByRole('link', { name: place, exact: true }),
    ).toBeVisible();
  }
  await window.keyboard.press('ControlOrMeta+n');
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill([DONE, WAITING, FAILED].join(','));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(
    window.getByRole('grid', { name: 'Jobs' }).getByRole('row', { name: new RegExp(`^${DONE}`) }),
  ).toBeVisible();

  await window.getByRole('link', { name: 'Downloads' }).click();
  await expect(window.getByRole('heading', { name: 'Downloads' })).toBeAttached();
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Anchor/ })).toBeVisible();

  const player = window.getByRole('region', { name: 'Player' });
  await songs.getByRole('row', { name: /^Beacon/ }).dblclick();
  for (const button of ['Pause', 'Previous', 'Next']) {
    await expect(player.getByRole('button', { name: button, exact: true })).toBeEnabled();
  }
  await expect(player.getByRole('slider', { name: 'Volume' })).toBeVisible();
  await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /^\d:\d\d of \d:\d\d$/,
  );
  await expect(window.getByRole('region', { name: 'Lyrics' })).toContainText('Beacon sings alone');

  await window.getByRole('button', { name: 'Export…', exact: true }).click();
  const exporting = window.getByRole('dialog', { name: 'Export songs' });
  for (const format of ['TXT', 'LRC', 'SRT'])
    await expect(exporting.getByRole('checkbox', { name: format, exact: true })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(exporting).toBeHidden();

  await window.getByRole('link', { name: 'Settings' }).click();
  for (const field of ['API key', 'API address', 'Library folder']) {
    await expect(window.getByRole('textbox', { name: field })).toBeVisible();
  }
  for (const button of ['Save key', 'Test key']) {
    await expect(window.getByRole('button', { name: button, exact: true })).toBeVisible();
  }
  await server.close();
});

/** Drops one file on the window, as a hand does that let go over it. */
async function dropFile(window: Page, name: string, type: string, text: string): Promise<void> {
  await window.evaluate(`{
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    for (const kind of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }`);
}

test('a file that is dropped opens the dialog; what cannot be read is said where it can be seen', async ({
  bench,
}) => {
  const server = await startServer();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await expect(window.getByRole('grid').or(window.getByText('No songs yet')).first()).toBeVisible();
  await dropFile(window, 'song.m4a', 'audio/mp4', 'x');
  const notices = window.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('song.m4a is no text file');

  await dropFile(window, 'ids.txt', 'text/plain', `${DONE}\n`);
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  const field = dialog.getByRole('textbox', { name: 'Job ids' });
  await expect(field).toHaveValue(DONE);
  // The notice lies over the dialog's backdrop: it can be pressed, and the dialog stays.
  await notices.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices).toBeHidden();
  await expect(dialog).toBeVisible();

  await dropFile(window, 'cover.png', 'image/png', 'x');
  await expect(dialog).toContainText('cover.png is no text file');
  await expect(notices).toBeHidden();
  await dropFile(window, 'more.csv', 'text/csv', WAITING);
  await expect(field).toHaveValue(`${DONE}\n${WAITING}`);
  await expect(dialog).not.toContainText('cover.png');

  // What is found moves nothing under the pointer that is about to press Add.
  const add = dialog.getByRole('button', { name: 'Add', exact: true });
  await expect(dialog.getByText('2 new')).toBeVisible();
  const place = await add.boundingBox();
  for (const [text, found] of [
    [Array.from({ length: 30 }, (_, at) => uuid(`job ${at}`)).join('\n'), '30 new'],
    ['hello', '1 is no job id'],
    [`${DONE}\n${WAITING}`, '2 new'],
  ] as const) {
    await field.fill(text);
    await expect(dialog.getByText(found)).toBeVisible();
    expect((await add.boundingBox())?.y).toBe(place?.y);
  }
  await add.click();
  await expect(
    window.getByRole('grid', { name: 'Jobs' }).getByRole('row', { name: new RegExp(`^${WAITING}`) }),
  ).toBeVisible();
  await server.close();
});

test('what is searched for is marked in the words, also over a line break', async ({ bench }) => {
  const { window } = await bench.launch({ args: ['--sample'] });
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Paper Lanterns/ })).toHaveCount(2);
  await window.getByRole('searchbox').fill('"down keep"');
  await expect(songs.getByRole('row', { name: /^Paper Lanterns/ })).toHaveCount(2);
  await songs
    .getByRole('row', { name: /^Paper Lanterns/ })
    .last()
    .click();
  const panel = window.getByRole('region', { name: 'Lyrics' });
  await expect(panel.locator('mark')).toHaveText(['down', 'Keep']);
  await expect(panel.locator('mark').first()).toBeInViewport();
  await expect(panel).toContainText(/take [12] of 2/);
  await window.getByRole('link', { name: 'Lyrics' }).click();
  // Takes of one song are one row there.
  await expect(window.getByRole('grid', { name: 'Words' }).locator('mark')).toHaveText(['down']);
  await window.getByRole('searchbox').fill('');
  await expect(panel.locator('mark')).toHaveCount(0);
});

test('a job can be stopped, checked, opened and removed, and its songs stay', async ({ bench }) => {
  const server = await startServer();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill([DONE, WAITING].join(' '));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const jobs = window.getByRole('grid', { name: 'Jobs' });
  const waiting = jobs.getByRole('row', { name: new RegExp(`^${WAITING}`) });
  await expect(waiting).toContainText('62');

  const choose = async (row: typeof waiting, item: string) => {
    await row.click({ button: 'right' });
    await window.getByRole('menuitem', { name: item }).click();
  };
  await choose(waiting, 'Stop');
  await expect(waiting).toContainText('Stopped');
  const asked = server.asked(WAITING).length;
  await choose(waiting, 'Check now');
  await expect.poll(() => server.asked(WAITING).length).toBeGreaterThan(asked);

  const done = jobs.getByRole('row', { name: new RegExp(`^${DONE}`) });
  // What it made is a press away.
  await done.dblclick();
  const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
  await expect(search).toHaveValue(`job:${DONE}`);
  await expect(window.getByRole('grid', { name: 'Songs' }).getByRole('row')).toHaveCount(1 + 3);
  await search.fill('');
  await window.getByRole('link', { name: 'Jobs' }).click();
  await choose(done, 'Show answer');
  await expect(window.getByRole('dialog')).toContainText('"clip_id": "clip-0"');
  await window.keyboard.press('Escape');
  await choose(done, 'Remove');
  await window.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(done).toHaveCount(0);
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect(
    window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Anchor/ }),
  ).toBeVisible();
  await server.close();
});

test('the key is kept as chosen, tested, and never shown or written in full', async ({ bench }) => {
  const server = await startServer();
  const program = await bench.launch();
  const { window } = program;
  // The welcome asks for the key only for the service's own address; this one is another.
  await window.getByRole('button', { name: 'Look around first' }).click();
  await window.getByRole('link', { name: 'Settings' }).click();
  const address = window.getByRole('textbox', { name: 'API address' });
  await address.fill('http://evil.example');
  await address.press('Enter');
  await expect(
    window.getByText('The address has to begin with https://', { exact: false }).first(),
  ).toBeVisible();
  await address.fill(server.url);
  await address.press('Enter');

  const key = window.getByRole('textbox', { name: 'API key' });
  await key.fill('a-wrong-key');
  await window.getByRole('button', { name: 'Test key' }).click();
  await expect(window.getByText('Rejected.', { exact: false }).first()).toBeVisible();
  await key.fill(KEY);
  await window.getByRole('button', { name: 'Test key' }).click();
  await expect(window.getByText('Accepted.', { exact: false }).first()).toBeVisible();
  await window.getByRole('radio', { name: 'Store unprotected' }).check();
  await window.getByRole('button', { name: 'Save key' }).click();
  await expect(window.getByText('4711', { exact: false }).first()).toBeVisible();
  expect(await window.content()).not.toContain(KEY);
  await program.close();

  const database = await readFile(join(bench.userData, 'library.sqlite'));
  expect(database.includes(KEY)).toBe(false);
  const again = await bench.launch();
  await again.window.getByRole('link', { name: 'Settings' }).click();
  await expect(again.window.getByText('4711', { exact: false }).first()).toBeVisible();
  await again.close();
  await server.close();
});

test('closing the window stops downloads cleanly, and the next start says once that they go on', async ({
  bench,
}) => {
  const server = await startServer();
  const bytes = bigAudio(5_000_000);
  const url = server.file('/slow.wav', { bytes, type: 'audio/wav', bytesPerSecond: 600_000 });
  server.job(DONE, success([{ clip_id: 'slow', title: 'Slow', wav_url: url }]));
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };
  const first = await bench.launch({ env });
  await first.window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = first.window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(DONE);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await first.window.getByRole('link', { name: 'Downloads' }).click();
  const row = first.window.getByRole('grid', { name: 'Downloads' }).getByRole('row', { name: /^Slow/ });
  await expect(row).toContainText('of 5.0 MB');
  await first.close();

  const second = await bench.launch({ env });
  await expect(second.window.getByText('from last time', { exact: false }).first()).toBeVisible();
  server.file('/slow.wav', { bytes, type: 'audio/wav' });
  await expect(second.window.getByRole('row', { name: /^Slow/ })).toContainText('WAV', { timeout: 30_000 });
  // Also while it waits the row names the file.
  await expect.poll(() => server.fetched('/slow.wav')[1]?.headers.range ?? '').toMatch(/^bytes=\d{5,}-$/);
  await second.close();
  await server.close();
});

test('a key that is pasted on the welcome goes into its field, wherever the focus is; job ids do not', async ({
  bench,
}) => {
  const { app, window } = await bench.launch();
  const field = window.getByRole('textbox', { name: 'API key' });
  const paste = async (text: string) => {
    await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
    await window.keyboard.press('Control+v');
  };
  await expect(field).toBeFocused();
  await paste('0a1b2c3d-0000-4000-8000-00000000000a');
  await expect(field).toHaveValue('0a1b2c3d-0000-4000-8000-00000000000a');
  await field.fill('');
  // A press beside it, as people do.
  await window.getByRole('heading', { level: 1 }).click();
  await expect(field).not.toBeFocused();
  await paste(' key-for-check-4711 \n');
  await expect(field).toHaveValue('key-for-check-4711');
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await expect(dialog).toBeHidden();

  await field.focus();
  await paste('0a1b2c3d-0000-4000-8000-00000000000a\n0a1b2c3d-0000-4000-8000-00000000000b');
  await expect(dialog).toContainText('2 new');
  await window.keyboard.press('Escape');
  await expect(field).toHaveValue('key-for-check-4711');
});

test('Settings are seen from the welcome by their key, and the welcome is found again where it was', async ({
  bench,
}) => {
  const { window } = await bench.launch();
  const field = window.getByRole('textbox', { name: 'API key' });
  await expect(field).toBeFocused();
  await window.keyboard.press('Control+,');
  await expect(window.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible();
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect(field).toBeVisible();
});
