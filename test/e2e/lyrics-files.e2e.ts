import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { addJobs } from './add-jobs';
import { expect, test, type Bench } from './program';
import { KEY } from './three-songs';

/** Words come from files and go out as files, in every format. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000041';
const WORDS = '[Verse 1]\nSalt on the railing\nLight on the bay';
const LRC =
  '[offset:+500]\n[00:02.00]<00:02.00>Pepper <00:02.50>on <00:03.00>the railing\n[00:05.00]Night on the bay\n';

async function launch(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  server.job(JOB, success([{ clip_id: 'clip-1', title: 'Low Tide', lyrics: WORDS, duration: 30 }]));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  return { ...program, panel };
}

/** As the system does it when a file is let go over the window. */
async function drop(window: Page, name: string, content: string): Promise<void> {
  const transfer = await window.evaluateHandle(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
    return data;
  })()`);
  await window.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a file of words is dropped, looked at, taken, undone, and what the service gave is had back', async ({
  bench,
}, testInfo) => {
  const { window, panel } = await launch(bench);
  const dialog = window.getByRole('dialog', { name: 'Import lyrics' });
  await drop(window, 'Low Tide.lrc', LRC);
  await expect(window.getByText('Select a song first')).toBeVisible();
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  await expect(panel).toContainText('Salt on the railing');

  await drop(window, 'broken.lrc', '[ti:Nothing]');
  await expect(window.getByText('No words can be read in this file.')).toBeVisible();

  await drop(window, 'Low Tide.lrc', LRC);
  await expect(dialog).toContainText('From “Low Tide.lrc” for “Low Tide”.');
  await expect(dialog).toContainText('2 lines, 2 with a time');
  await expect(dialog).toContainText('Pepper on the railing');
  await testInfo.attach('import', {
    body: await window.screenshot({ path: testInfo.outputPath('import.png') }),
    contentType: 'image/png',
  });
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(dialog).toBeHidden();
  await expect(panel).toContainText('Night on the bay');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Salt on the railing');

  await drop(window, 'Low Tide.lrc', LRC);
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(panel).toContainText('Night on the bay');
  await panel.getByRole('button', { name: 'More for these words' }).click();
  await window.getByRole('menuitem', { name: 'Take the service’s words again…' }).click();
  await window
    .getByRole('dialog', { name: /^Take the service/ })
    .getByRole('button', { name: 'Take them again' })
    .click();
  await expect(panel).toContainText('Salt on the railing');
});

test('words are copied in any format, and exported in all of them', async ({ bench }, testInfo) => {
  const { app, window, panel } = await launch(bench);
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  await drop(window, 'Low Tide.lrc', LRC);
  await window
    .getByRole('dialog', { name: 'Import lyrics' })
    .getByRole('button', { name: 'Use these words' })
    .click();
  await expect(panel).toContainText('Night on the bay');

  await panel.getByRole('button', { name: 'More for these words' }).click();
  await window.getByRole('menuitem', { name: 'Copy as…' }).click();
  await window.getByRole('menuitem', { name: 'WebVTT' }).click();
  await expect(window.getByText('Copied')).toBeVisible();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('WEBVTT');
  expect(copied).toContain('00:00:01.500 -->');

  await panel.getByRole('button', { name: 'Export lyrics' }).click();
  const dialog = window.getByRole('dialog', { name: 'Export songs' });
  const names = ['TXT', 'LRC', 'LRC with words', 'SRT', 'WebVTT', 'ASS', 'TTML', 'JSON', 'Markdown'];
  for (const name of names) await dialog.getByRole('checkbox', { name, exact: true }).check();
  await testInfo.attach('export', {
    body: await window.screenshot({ path: testInfo.outputPath('export.png') }),
    contentType: 'image/png',
  });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(dialog).toContainText('9 files written');
  const lyrics = join(bench.libraryFolder, 'Lyrics');
  expect(readFileSync(join(lyrics, 'Low Tide.lrc'), 'utf8')).toContain('[00:01.50]Pepper on the railing');
  expect(readFileSync(join(lyrics, 'Low Tide (words).lrc'), 'utf8')).toContain('<00:02.00>on');
  expect(readFileSync(join(lyrics, 'Low Tide.ass'), 'utf8')).toContain('\\k');
});
