import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio } from '../support/media';
import { expect, test, type Bench, type Program } from './program';

/** The library folder is put elsewhere in the window, with real files and the real dialog answered for the user. */

const KEY = 'key-for-the-end-to-end-suite-4711';
const JOB = 'cccccccc-0000-4000-8000-000000000001';
const MEGABYTE = 1024 * 1024;

async function startServer() {
  const server = await startFlowServer({ key: KEY });
  const url = server.file('/Anchor.m4a', { bytes: audio(), type: 'audio/mp4' });
  server.job(JOB, success([{ clip_id: 'clip-anchor', title: 'Anchor', lyrics: 'Hold on', audio_url: url }]));
  return server;
}

/** Starts with a library in `Old`, given by settings and not by the environment, which would fix it. */
async function launch(bench: Bench, apiUrl: string, libraryFolder: string): Promise<Program> {
  mkdirSync(bench.userData, { recursive: true });
  writeFileSync(join(bench.userData, 'settings.json'), JSON.stringify({ libraryFolder }));
  // Somebody has chosen it, so it is there.
  mkdirSync(libraryFolder, { recursive: true });
  const program = await bench.launch({
    env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: apiUrl, FLOWSHELF_LIBRARY_DIR: '' },
  });
  const { window } = program;
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(JOB);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  const row = window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Anchor/ });
  await expect(row).toContainText('m4a');
  return program;
}

/** The user's answer to the system's folder dialog, from now on. */
async function answerDialog({ app }: Program, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, folder);
}

async function chooseFolder(program: Program, folder: string): Promise<void> {
  await answerDialog(program, folder);
  await program.window.getByRole('link', { name: 'Settings' }).click();
  await program.window.getByRole('button', { name: 'Choose…' }).click();
}

function hashes(root: string): Record<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Object.fromEntries(
    files.map((each) => {
      const path = join(each.parentPath, each.name);
      return [path.slice(root.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

async function playAnchor(window: Page): Promise<void> {
  await window.getByRole('link', { name: 'Songs' }).click();
  await window
    .getByRole('grid', { name: 'Songs' })
    .getByRole('row', { name: /^Anchor/ })
    .dblclick();
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player.getByRole('slider', { name: 'Seek' })).toHaveAttribute(
    'aria-valuetext',
    /^0:0[1-9] of 0:\d\d$/,
  );
}

test('on one disk: confirmed, renamed, and the songs play from the new place', async ({ bench }) => {
  const server = await startServer();
  const old = join(bench.folder, 'Old');
  const program = await launch(bench, server.url, old);
  const { window } = program;
  const target = join(bench.folder, 'Documents');
  mkdirSync(target);
  writeFileSync(join(target, 'taxes.txt'), '');
  bench.user.handOver(target);
  await expect.poll(() => existsSync(join(old, 'Anchor [clip-anc]', 'clip.json'))).toBe(true);
  const before = hashes(old);

  await chooseFolder(program, old);
  const refused = window.getByRole('dialog', { name: 'The library cannot go there' });
  await expect(refused).toContainText('the folder that the library is in now');
  await answerDialog(program, target);
  await refused.getByRole('button', { name: 'Choose another…' }).click();

  const dialog = window.getByRole('dialog', { name: 'Move the library?' });
  await expect(dialog).toContainText('1 song, ');
  await expect(dialog).toContainText(old);
  await expect(dialog).toContainText(join(target, 'Flowshelf'));
  await expect(dialog).toContainText('a folder of its own');
  expect(readdirSync(target)).toEqual(['taxes.txt']);
  await dialog.getByRole('button', { name: 'Move library' }).click();
  await expect(window.getByRole('textbox', { name: 'Library folder' })).toHaveValue(
    join(target, 'Flowshelf'),
  );
  expect(existsSync(old)).toBe(false);
  expect(hashes(join(target, 'Flowshelf'))).toEqual(before);
  await playAnchor(window);
  await program.close();
  await server.close();
});

test('by copying: it can be cancelled, is compared, and the old folder stays until the user decides', async ({
  bench,
}) => {
  const server = await startServer();
  const old = join(bench.folder, 'Old');
  const link = join(bench.folder, 'Link');
  mkdirSync(old);
  // A folder behind a link is never renamed, so this copies on every machine.
  symlinkSync(old, link);
  const large = join(old, 'recording.wav');
  writeFileSync(large, '');
  truncateSync(large, 400 * MEGABYTE);
  const program = await launch(bench, server.url, link);
  const { window } = program;
  const target = join(bench.folder, 'New');
  mkdirSync(target);
  bench.user.handOver(target);

  await chooseFolder(program, target);
  await window.getByRole('dialog').getByRole('button', { name: 'Move library' }).click();
  const moving = window.getByRole('region', { name: 'Moving the library' });
  await expect(moving.getByRole('progressbar', { name: 'Moving the library' })).toBeVisible();
  await expect(window.getByText('The library is being moved.')).toBeVisible();
  await expect(window.getByRole('button', { name: 'Choose…' })).toBeDisabled();
  await moving.getByRole('button', { name: 'Cancel move' }).click();
  await expect(window.getByText('The move was cancelled.', { exact: false })).toBeVisible();
  expect(readdirSync(target)).toEqual([]);
  await expect(window.getByRole('textbox', { name: 'Library folder' })).toHaveValue(link);
  await expect(moving).toBeHidden();

  rmSync(large);
  const before = hashes(old);
  await window.getByRole('button', { name: 'Choose…' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Move library' }).click();
  const moved = window.getByRole('region', { name: 'The library was moved' });
  await expect(moved).toContainText(old);
  await expect(window.getByRole('textbox', { name: 'Library folder' })).toHaveValue(target);
  expect(hashes(target)).toEqual(before);
  expect(hashes(old)).toEqual(before);
  await playAnchor(window);

  await window.getByRole('link', { name: 'Settings' }).click();
  await program.app.evaluate(({ shell }) => {
    shell.trashItem = (path) => {
      process.env['TRASHED'] = path;
      return Promise.resolve();
    };
  });
  await moved.getByRole('button', { name: 'Move the old folder to the trash' }).click();
  await expect(moved).toBeHidden();
  expect(await program.app.evaluate(() => process.env['TRASHED'])).toBe(old);
  await program.close();
  await server.close();
});

test('a folder that the environment has set cannot be changed, and the reason is told', async ({ bench }) => {
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY } });
  await window.getByRole('link', { name: 'Settings' }).click();
  await expect(window.getByRole('button', { name: 'Choose…' })).toBeDisabled();
  await expect(window.getByText('FLOWSHELF_LIBRARY_DIR', { exact: false })).toBeVisible();
});
