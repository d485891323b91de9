import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, pending, running, startFlowServer, success } from '../support/flow-server';
import { audio, bigAudio } from '../support/media';
import { expect, test } from './program';

/** What assistive technology and people with habits rely on: names, keys, dialogs, menus. */

const KEY = 'key-for-the-end-to-end-suite-4711';
const DONE = 'bbbbbbbb-0000-4000-8000-000000000001';
const WAITING = 'bbbbbbbb-0000-4000-8000-000000000002';
const FAILED = 'bbbbbbbb-0000-4000-8000-000000000003';

async function startServer() {
  const server = await startFlowServer({ key: KEY });
  const clips = ['Anchor', 'Beacon', 'Current'].map((title, index) => ({
    clip_id: `clip-${index}`,
    title,
    lyrics: `[Verse]\n${title} sings alone`,
    create_time: `2026-11-0${index + 1} 10:00:00`,
    audio_url: server.file(`/${title}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
  }));
  server.job(DONE, success(clips));
  server.job(WAITING, [pending(), running(62)]);
  server.job(FAILED, failed('The prompt was refused.'));
  return server;
}

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
  await songs.getByRole('row', { name: /^Anchor/ }).dblclick();
  for (const button of ['Pause', 'Previous', 'Next']) {
    await expect(player.getByRole('button', { name: button, exact: true })).toBeEnabled();
  }
  await expect(player.getByRole('slider', { name: 'Volume' })).toBeVisible();
  await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /^\d:\d\d of \d:\d\d$/,
  );
  await expect(window.getByRole('region', { name: 'Lyrics' })).toContainText('Anchor sings alone');

  await window.getByRole('button', { name: 'Export lyrics', exact: true }).click();
  const exporting = window.getByRole('dialog', { name: 'Export lyrics' });
  for (const format of ['TXT', 'LRC', 'SRT'])
    await expect(exporting.getByRole('checkbox', { name: format })).toBeVisible();
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

test('the player obeys the keyboard and goes on to the next song', async ({ bench }) => {
  const server = await startServer();
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', '${DONE}');
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }`);
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await expect(dialog.getByRole('textbox', { name: 'Job ids' })).toHaveValue(DONE);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();

  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Current/ })).toContainText('m4a');
  // Newest first: Current, Beacon, Anchor.
  await songs.getByRole('row', { name: /^Current/ }).click();
  await window.keyboard.press('ArrowDown');
  await window.keyboard.press('Enter');
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player).toContainText('Beacon');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('Space');
  await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(player).toContainText('Anchor');
  const seek = player.getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('End');
  await window.keyboard.press('Home');
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0\d of 0:3\d$/);
  await server.close();
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
  expect(server.fetched('/slow.wav')[1]?.headers.range).toMatch(/^bytes=\d{5,}-$/);
  await second.close();
  await server.close();
});
