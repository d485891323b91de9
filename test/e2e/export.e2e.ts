import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startFlowServer, success } from '../support/flow-server';
import { KEY } from './three-songs';
import { expect, test } from './program';

/** What the window says before and after an export that could not do all that was asked. */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000009';
const WORDS = '[Verse]\nSalt on the railing\nLight on the bay\nRope\n\n[Chorus]\nHome\nAgain\nAlways';
const MARKERS = [
  [WORDS.indexOf('Salt'), 1.5],
  [WORDS.indexOf('Home'), 12],
];

test('an export names its files, tells of lines without a time, and says in words what went wrong', async ({
  bench,
}) => {
  const server = await startFlowServer({ key: KEY });
  const songs = [
    { clip_id: 'clip-1', title: 'Partly', lyrics: WORDS, lyrics_timing_markers: MARKERS, duration: 30 },
    { clip_id: 'clip-2', title: 'Same', lyrics: 'One take of it' },
    { clip_id: 'clip-3', title: 'Same', lyrics: 'Another take of it' },
  ];
  server.job(JOB, success(songs));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const adding = window.getByRole('dialog', { name: 'Add jobs' });
  await adding.getByRole('textbox', { name: 'Job ids' }).fill(JOB);
  await adding.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect(window.getByRole('row', { name: /^Partly/ })).toBeVisible();

  const dialog = window.getByRole('dialog', { name: 'Export songs' });
  const open = async () => {
    await window.getByRole('row', { name: /^Partly/ }).click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('ControlOrMeta+e');
    for (const format of ['TXT', 'LRC', 'SRT'])
      await dialog.getByRole('checkbox', { name: format, exact: true }).check();
  };
  const run = () => dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const lyrics = join(bench.libraryFolder, 'Lyrics');

  await test.step('before: the lines without a time; without a name no preview', async () => {
    await open();
    await expect(dialog).toContainText('LRC, SRT: 4 lines without a time left out');
    const pattern = dialog.getByRole('textbox', { name: 'File names' });
    await pattern.fill('');
    await expect(dialog).not.toContainText('Partly');
    await pattern.fill('{title}');
    await expect(dialog).toContainText('Partly');
  });

  await test.step('a file in the place of the folder', async () => {
    writeFileSync(lyrics, 'mine');
    await run();
    await expect(dialog.getByRole('alert')).toContainText('A file stands where the export folder should be.');
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    rmSync(lyrics);
  });

  await test.step('a folder in the place of a file, a file kept beside another', async () => {
    mkdirSync(join(lyrics, 'Partly.lrc'), { recursive: true });
    writeFileSync(join(lyrics, 'Same.txt'), 'mine');
    writeFileSync(join(lyrics, 'Same (2).txt'), 'mine');
    bench.user.handOver(lyrics);
    await open();
    await dialog.getByRole('radio', { name: 'Keep both' }).check();
    await run();
    await expect(dialog).toContainText('A folder has the name that a file should get. It was left as it is.');
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Partly.lrc' }).last()).toContainText(
      'a folder has this name',
    );
    await expect(dialog.getByRole('listitem').filter({ hasText: 'Partly.srt' }).last()).toContainText(
      'written · 4 lines without a time left out',
    );
    await dialog.getByRole('radio', { name: 'All songs' }).check({ force: true });
    await expect(dialog).toContainText('Same (3).txt');
    await expect(dialog).toContainText('Same (4).txt');
    expect(readdirSync(lyrics)).toEqual(expect.arrayContaining(['Same (3).txt', 'Same (4).txt']));
    // Of the problems, the songs with a file that failed stand in front.
    await dialog.getByRole('radio', { name: 'Problems only' }).check({ force: true });
    const reported = dialog.getByRole('list', { name: 'What became of each song' });
    await expect(reported.getByRole('listitem').first()).toContainText('Partly');
    await dialog.getByRole('button', { name: 'Copy report' }).click();
    await expect(window.getByText('Copied.')).toBeVisible();
    const copied = await program.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied.split('\n')[0]).toBe('Title\tClip id\tKind\tFile\tOutcome\tRemarks');
    expect(copied).toContain('Partly\tclip-1\tLRC\tPartly.lrc\ta folder has this name');
  });
  await program.close();
  await server.close();
});
