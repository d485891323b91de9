import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  await dropAll(window, { [name]: content });
}

async function dropAll(window: Page, files: Readonly<Record<string, string>>): Promise<void> {
  const transfer = await window.evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const [name, content] of Object.entries(${JSON.stringify(files)})) data.items.add(new File([content], name));
    return data;
  })()`);
  await window.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a file of words is dropped, looked at, taken, undone, and what the service gave is had back', async ({
  bench,
}, testInfo) => {
  const { window, panel } = await launch(bench);
  const dialog = window.getByRole('dialog', { name: 'Import lyrics' });
  await drop(window, 'Something else.lrc', LRC);
  await expect(dialog).toContainText('No song is called so');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  await expect(panel).toContainText('Salt on the railing');

  // A text is one of words where a song is called so.
  await drop(window, 'Low Tide.txt', 'Pepper on the railing\nNight on the bay');
  await expect(dialog).toContainText('From “Low Tide.txt” for “Low Tide”.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await drop(window, 'Words of it.txt', '[Verse 1]\nSalt and pepper\nNight on the bay in 2026');
  await expect(dialog).toContainText('From “Words of it.txt” for “Low Tide”.');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await drop(window, 'ids.txt', 'bbbbbbbb-0000-4000-8000-000000000099');
  const jobs = window.getByRole('dialog', { name: 'Add jobs' });
  await expect(jobs).toBeVisible();
  await window.keyboard.press('Escape');

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

  // What was saved since is not lost by taking an import back, nor is what is not saved yet.
  await drop(window, 'Low Tide.lrc', LRC);
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(panel).toContainText('Night on the bay');
  await window.keyboard.press('ControlOrMeta+Shift+l');
  const editor = window.getByRole('region', { name: 'Edit lyrics' });
  await editor.getByText('Text', { exact: true }).click();
  await editor.getByRole('textbox').fill('My own words');
  await window.keyboard.press('ControlOrMeta+s');
  await expect(editor).toContainText('Saved');
  await editor.getByRole('textbox').fill('My own words, and more');
  await expect(editor).toContainText('Not saved yet');
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  await expect(panel).toContainText('My own words');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Salt on the railing');
  await expect(
    window.getByText('The words from before are back, in place of those saved since.'),
  ).toBeVisible();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('My own words');
  await window.keyboard.press('ControlOrMeta+Shift+l');
  await expect(editor).toContainText('were not saved');
  await editor.getByText('Text', { exact: true }).click();
  await expect(editor.getByRole('textbox')).toHaveValue('My own words, and more');
  await editor.getByRole('button', { name: 'Discard them' }).click();
  await editor.getByRole('button', { name: 'Close the editor' }).click();

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

  await panel.getByRole('button', { name: 'Export…', exact: true }).click();
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

test('several files are for the songs that are called so; one laid beside a song is taken when the song is shown', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  const clips = ['Low Tide', 'Night Ferry', 'Night Ferry'].map((title, index) => ({
    clip_id: `clip-${index}`,
    title,
    lyrics: WORDS,
    duration: 30,
  }));
  server.job(JOB, success(clips));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Songs' }).click();
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  const panel = window.getByRole('region', { name: 'Lyrics', exact: true });
  await expect(panel).toContainText('Salt on the railing');

  await dropAll(window, {
    'Low Tide.lrc': LRC,
    'Night Ferry.lrc': LRC.replace('Pepper', 'Sugar'),
    'Nobody.srt': '1\n00:00:01,000 --> 00:00:02,000\nHush\n',
    'broken.lrc': '[ti:Nothing]',
  });
  const dialog = window.getByRole('dialog', { name: 'Import lyrics' });
  await expect(dialog).toContainText('4 files of words');
  await expect(dialog.getByRole('combobox', { name: 'Song for “Low Tide.lrc”' })).toContainText('Low Tide');
  await expect(dialog).toContainText('No words can be read in this file.');
  // Two songs are called so: which one is meant is not for the program to say.
  const ferry = dialog.getByRole('combobox', { name: 'Song for “Night Ferry.lrc”' });
  await expect(ferry).toContainText('Leave it out');
  await ferry.click();
  await window.getByRole('option', { name: 'Night Ferry (2)' }).click();
  for (const theme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme: theme });
    await window.waitForTimeout(300);
    const body = await window.screenshot({ path: testInfo.outputPath(`import-many-${theme}.png`) });
    await testInfo.attach(`import of several, ${theme}`, { body, contentType: 'image/png' });
  }
  await dialog.getByRole('button', { name: 'Use these words' }).click();
  await expect(dialog).toBeHidden();
  await expect(window.getByText('The words of 2 songs are those of their files.')).toBeVisible();
  await expect(panel).toContainText('Pepper on the railing');
  // Of a song with the user's own words each file says that it replaces them.
  const more = { 'Low Tide.lrc': LRC.replace('Pepper', 'Cumin'), 'Nobody.lrc': LRC };
  await dropAll(window, more);
  const tideFile = dialog.getByRole('listitem').filter({ hasText: 'Low Tide.lrc' });
  await expect(tideFile).toContainText('Your own words of this song are replaced');
  await expect(dialog.getByRole('listitem').filter({ hasText: 'Nobody.lrc' })).not.toContainText('replaced');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Salt on the railing');
  await dropAll(window, more);
  await expect(tideFile).toContainText('2 lines');
  await expect(tideFile).not.toContainText('replaced');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const folder = readdirSync(bench.libraryFolder).find((name) => name.startsWith('Low Tide')) ?? '';
  writeFileSync(join(bench.libraryFolder, folder, 'Low Tide.lrc'), LRC);
  await window
    .getByRole('row', { name: /^Night Ferry/ })
    .first()
    .click();
  await window.getByRole('row', { name: /^Low Tide/ }).click();
  await expect(window.getByText('come from “Low Tide.lrc”')).toBeVisible();
  await expect(panel).toContainText('Pepper on the railing');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expect(panel).toContainText('Salt on the railing');
});
