import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { addJobs } from './add-jobs';
import { cleanEnvironment, expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** Links and files that are opened with the program: at its start, and while it runs. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000061';
const OTHER = 'bbbbbbbb-0000-4000-8000-000000000062';
const LRC = '[00:02.00]Pepper on the railing\n[00:05.00]Night on the bay\n';

async function startServer() {
  const server = await startFlowServer({ key: KEY });
  const lyrics = '[Verse 1]\nSalt on the railing\nLight on the bay';
  server.job(JOB, success([{ clip_id: 'clip-1', title: 'Low Tide', lyrics, duration: 30 }]));
  server.job(OTHER, success([{ clip_id: 'clip-2', title: 'High Water', lyrics, duration: 30 }]));
  return server;
}

/** Starts the program once more, as a desktop does it with a link or a file. */
async function startAgain(bench: Bench, ...args: readonly string[]): Promise<void> {
  const [command, ...before] = bench.user.command;
  const child = spawn(command, [...before, '.', `--user-data-dir=${bench.userData}`, ...args], {
    env: { ...bench.user.environment(cleanEnvironment()), FLOWSHELF_LIBRARY_DIR: bench.libraryFolder },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
}

/** More jobs than the window has room for. */
const MANY = Array.from({ length: 60 }, (_, at) => `bbbbbbbb-0000-4000-8000-0000000001${10 + at}`);

const question = (window: Page) => window.getByRole('dialog', { name: 'Add this job?' });

test('a link is asked about before anything is added: at the start and while the program runs', async ({
  bench,
}) => {
  const server = await startServer();
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };
  const program = await bench.launch({ env, args: [`flowshelf://job/${JOB}`] });
  const { window } = program;

  await test.step('a start by a link, declined', async () => {
    await expect(question(window)).toContainText(JOB);
    await expect(question(window).getByRole('button', { name: 'Cancel' })).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(question(window)).toBeHidden();
    await window.getByRole('link', { name: 'Jobs' }).click();
    await expect(window.getByText('No jobs yet')).toBeVisible();
    expect(server.asked()).toHaveLength(0);
  });

  await test.step('links that are none are refused', async () => {
    await startAgain(bench, `flowshelf://job/${JOB}?x=1`, 'flowshelf://settings/', 'flowshelf://job/../../x');
    await startAgain(bench, `flowshelf://job/${OTHER}`, `flowshelf://job/${JOB}`);
    await expect(question(window)).toContainText(OTHER);
  });

  await test.step('two links are two questions, one after the other', async () => {
    await question(window).getByRole('button', { name: 'Cancel' }).click();
    await expect(question(window)).toContainText(JOB);
    await question(window).getByRole('button', { name: 'Add job' }).click();
    await expect(question(window)).toBeHidden();
    const row = window.getByRole('grid', { name: 'Jobs' }).getByRole('row', { name: new RegExp(`^${JOB}`) });
    await expect(row).toContainText('Done');
    expect(server.asked(OTHER)).toHaveLength(0);
  });

  await test.step('a link waits while another dialog is open', async () => {
    await window.getByRole('button', { name: 'Add jobs' }).click();
    const adding = window.getByRole('dialog', { name: 'Add jobs' });
    await adding.getByRole('textbox', { name: 'Job ids' }).fill('half a text');
    await startAgain(bench, `flowshelf://job/${OTHER}`);
    await expect(adding.getByRole('textbox', { name: 'Job ids' })).toHaveValue('half a text');
    await expect(question(window)).toBeHidden();
    await adding.getByRole('button', { name: 'Cancel' }).click();
    await expect(question(window)).toContainText(OTHER);
    await question(window).getByRole('button', { name: 'Add job' }).click();
    const row = window
      .getByRole('grid', { name: 'Jobs' })
      .getByRole('row', { name: new RegExp(`^${OTHER}`) });
    await expect(row).toContainText('Done');
  });

  await test.step('a link to a job that is known leads to its row', async () => {
    for (const id of MANY)
      server.job(id, success([{ clip_id: `clip-of-${id}`, title: 'Tide', duration: 30 }]));
    await addJobs(window, MANY.join('\n'));
    const known = window.getByRole('dialog', { name: 'You have this job already' });
    const jobs = window.getByRole('grid', { name: 'Jobs' });
    for (const [id, place] of [
      [JOB, 'Songs'],
      [OTHER, 'Jobs'],
      [MANY[30], 'Downloads'],
    ] as const) {
      await window.getByRole('link', { name: place }).click();
      await startAgain(bench, `flowshelf://job/${id}`);
      await known.getByRole('button', { name: 'Show jobs' }).click();
      await expect(known).toBeHidden();
      const row = jobs.getByRole('row', { name: new RegExp(`^${id}`) });
      await expect(row).toBeInViewport({ ratio: 1 });
      await expect(row).toHaveAttribute('aria-selected', 'true');
      await expect(row).toBeFocused();
      await expect(jobs.locator('[aria-selected=true]')).toHaveCount(1);
    }
    // The arrows go on from there.
    await window.keyboard.press('ArrowDown');
    await expect(jobs.getByRole('row', { name: new RegExp(`^${MANY[31]}`) })).toBeFocused();
  });
  await program.close();
  await server.close();
});

test('a file of timed words goes to the import: at the start and while the program runs', async ({
  bench,
}) => {
  const server = await startServer();
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };
  const path = join(bench.folder, 'Low Tide.lrc');
  writeFileSync(path, LRC);
  const first = await bench.launch({ env });
  await addJobs(first.window, JOB);
  await first.window.getByRole('link', { name: 'Songs' }).click();
  await expect(first.window.getByRole('row', { name: /^Low Tide/ })).toBeVisible();

  await test.step('while it runs', async () => {
    await startAgain(bench, path);
    const dialog = first.window.getByRole('dialog', { name: 'Import lyrics' });
    await expect(dialog).toContainText('From “Low Tide.lrc” for “Low Tide”.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await startAgain(bench, join(bench.folder, 'gone.lrc'));
    await expect(first.window.getByText('“gone.lrc”: The file could not be read or written.')).toBeVisible();
  });
  await first.close();

  const second = await bench.launch({ env, args: [path] });
  const dialog = second.window.getByRole('dialog', { name: 'Import lyrics' });
  await expect(dialog).toContainText('Pepper on the railing');
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(dialog).toBeHidden();
  await second.window.getByRole('row', { name: /^Low Tide/ }).click();
  await expect(second.window.getByRole('region', { name: 'Lyrics', exact: true })).toContainText(
    'Night on the bay',
  );
  await second.close();
  await server.close();
});
