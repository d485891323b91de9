import { chmodSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { clip, serveFiles, uuid } from '../support/songs';
import { expectAccessible } from './accessibility';
import { KEY } from './three-songs';
import { expect, test } from './program';

/** A thousand songs exported through the window, and tags in the library's own files. */

const MANY = 1_000;
const JOB = uuid('job');
const LINES = Array.from({ length: 40 }, (_, line) => `Line ${line} of the song`).join('\n');

async function picture(window: Page, testInfo: TestInfo, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    const path = testInfo.outputPath(`${name}-${colorScheme}.png`);
    await testInfo.attach(`${name}-${colorScheme}`, {
      body: await window.screenshot({ path }),
      contentType: 'image/png',
    });
  }
}

async function addJob(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const adding = window.getByRole('dialog', { name: 'Add jobs' });
  await adding.getByRole('textbox', { name: 'Job ids' }).fill(JOB);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
}

test('a thousand songs are exported while other things are done, and stopped in the middle', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  const songs = Array.from({ length: MANY }, (_, number) =>
    clip(`Song ${number}`, number % 50 === 49 ? {} : { lyrics: `[Verse]\n${LINES}` }),
  );
  server.job(JOB, success(songs));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJob(window);
  await expect(window.getByRole('link', { name: 'Songs' })).toHaveAccessibleDescription('1,000 songs', {
    timeout: 60_000,
  });

  const dialog = window.getByRole('dialog', { name: 'Export songs' });
  const open = async () => {
    await window
      .getByRole('row', { name: /^Song / })
      .first()
      .click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('ControlOrMeta+e');
    await expect(dialog).toContainText('1,000 songs');
  };
  const line = window.getByRole('button', { name: /^Exporting/ });
  const lyrics = join(bench.libraryFolder, 'Lyrics');

  await test.step('it begins, and goes on without its dialog and through a new page', async () => {
    await open();
    for (const format of ['TXT', 'JSON', 'Markdown'])
      await dialog.getByRole('checkbox', { name: format, exact: true }).check();
    await dialog.getByRole('checkbox', { name: 'LRC', exact: true }).uncheck();
    await picture(window, testInfo, 'choices');
    await expectAccessible(window, 'choices');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByRole('progressbar', { name: 'Exporting' })).toBeVisible();
    await expect(dialog).toContainText(/[1-9]\d* of 1,000 songs/);
    await picture(window, testInfo, 'progress');
    await dialog.getByRole('button', { name: 'Hide' }).click();
    await expect(line).toBeVisible();
    await picture(window, testInfo, 'line');
    await window.reload();
    await expect(line).toBeVisible();
  });

  await test.step('it is stopped: what was written stays', async () => {
    await line.click();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await expect(dialog).toContainText(/Stopped after [1-9]\d* of 1,000 songs\. What was written stays\./);
    const names = readdirSync(lyrics);
    expect(names.length).toBeGreaterThan(0);
    expect(names.length).toBeLessThan(980 * 3);
    expect(names.filter((name) => !/\.(txt|json|md)$/.test(name))).toEqual([]);
    for (const name of names.filter((each) => each.endsWith('.txt')))
      expect(readFileSync(join(lyrics, name), 'utf8')).toContain('Line 39 of the song\n');
    await picture(window, testInfo, 'stopped');
    await dialog.getByRole('button', { name: 'Done' }).click();
  });

  await test.step('once more, to its end; the report has the songs that need a look first', async () => {
    await open();
    await expect(dialog.getByRole('checkbox', { name: 'Markdown', exact: true })).toBeChecked();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog.getByRole('button', { name: 'Hide' }).click();
    const notice = window.getByText('The export is done', { exact: true });
    await expect(notice).toBeVisible({ timeout: 60_000 });
    await expect(window.getByRole('button', { name: 'Show', exact: true })).toBeVisible();
    // The notice goes by itself; the report is there until somebody has looked at it.
    const report = window.getByRole('navigation').getByRole('button', { name: 'Export report' });
    await picture(window, testInfo, 'ended');
    await report.click();
    await expect(dialog).toContainText('60 left out');
    await expect(dialog.getByRole('radio', { name: 'Problems only' })).toBeChecked();
    await expect(dialog).toContainText('20 of 20 songs');
    await expect(dialog).toContainText('TXT, JSON, Markdown');
    await picture(window, testInfo, 'report');
    await expectAccessible(window, 'report');
    await dialog.getByRole('radio', { name: 'All songs' }).focus();
    await window.keyboard.press('Space');
    await expect(dialog).toContainText('100 of 1,000 songs');
    await dialog.getByRole('button', { name: 'Show more' }).click();
    await expect(dialog).toContainText('200 of 1,000 songs');
    expect(readdirSync(lyrics)).toHaveLength(980 * 3);
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(report).toHaveCount(0);
  });
  await program.close();
  await server.close();
});

test('sound is exported with tags into an archive, and tags go into the library’s files but not into what is loaded', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  server.job(
    JOB,
    success(
      ['Low Tide', 'Night Ferry'].map((name) =>
        clip(name, { ...serveFiles(server, name).urls, video_url: null, lyrics: 'Words' }),
      ),
    ),
  );
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await addJob(window);
  const tide = window.getByRole('row', { name: /^Low Tide/ });
  for (const row of [tide, window.getByRole('row', { name: /^Night Ferry/ })]) {
    for (const file of ['m4a', 'WAV']) await expect(row).toContainText(file, { timeout: 30_000 });
    await expect(row).not.toContainText('%');
  }

  await test.step('a folder that may not be written is told in sight, also in a large dialog', async () => {
    const folder = join(bench.libraryFolder, 'Lyrics');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    await tide.click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('ControlOrMeta+e');
    const dialog = window.getByRole('dialog', { name: 'Export songs' });
    await dialog.getByText('One ZIP archive').click();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog.getByRole('alert')).toBeInViewport({ ratio: 1 });
    await picture(window, testInfo, 'refused');
    await dialog.getByText('Files in a folder').click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    rmdirSync(folder);
  });

  await test.step('into an archive', async () => {
    await tide.click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('ControlOrMeta+e');
    const dialog = window.getByRole('dialog', { name: 'Export songs' });
    await dialog.getByRole('checkbox', { name: 'Copies of the audio' }).check();
    await dialog.getByRole('checkbox', { name: 'Copies of the WAV' }).check();
    await dialog.getByText('One ZIP archive').click();
    await expect(dialog).toContainText('.m4a');
    await picture(window, testInfo, 'archive');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog).toContainText('6 files written');
    const names = readdirSync(join(bench.libraryFolder, 'Lyrics'));
    expect(names).toHaveLength(1);
    expect(names[0]).toMatch(/^Flowshelf \d{4}-\d\d-\d\d\.zip$/);
    await dialog.getByRole('button', { name: 'Done' }).click();
  });

  await test.step('tags, but not where a song is loaded', async () => {
    await tide.dblclick();
    await expect(window.getByRole('region', { name: 'Player' })).toContainText('Low Tide');
    await tide.click();
    await window.keyboard.press('ControlOrMeta+a');
    await tide.click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Files', exact: true }).click();
    await window.getByRole('menuitem', { name: 'Write tags into the files…' }).click();
    const asking = window.getByRole('dialog', { name: 'Write tags into the library’s files' });
    await expect(asking).toContainText('2 songs');
    await picture(window, testInfo, 'tags');
    await expectAccessible(window, 'tags');
    await asking.getByRole('button', { name: 'Write tags' }).click();
    await expect(asking).toContainText('3 files written');
    await expect(asking).toContainText('loaded in the player');
    await picture(window, testInfo, 'tagged');
    await asking.getByRole('button', { name: 'Done' }).click();
  });
  await program.close();
  await server.close();
});
