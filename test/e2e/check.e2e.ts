import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { bigAudio, jpg } from '../support/media';
import { uuid, WORDS } from '../support/songs';
import { expect, ofCases, test, type Bench, type Program } from './program';

/** *Check library* and *Remove song* in the real window, on a library that was damaged in every way it knows. */

const KEY = 'key-for-the-check-suite-4711';
const JOB = uuid('check job');
const SONGS = [
  'Low Tide',
  'Night Ferry',
  'Paper Lanterns',
  'Salt on the Railing',
  'Slow Machines',
  'Beyond the Sea',
  'Harbour Lights',
  'Northern Line',
];
const folderOf = (name: string) => `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`;

/** The program with eight whole songs. */
async function launchWithSongs(bench: Bench) {
  const server = await startFlowServer({ key: KEY });
  const clips = SONGS.map((title, index) => ({
    clip_id: uuid(`clip ${title}`),
    title,
    lyrics_id: uuid(`words ${title}`),
    lyrics: WORDS,
    image_url: server.file(`/${index}.jpg`, { bytes: jpg(), type: 'image/jpeg' }),
    wav_url: server.file(`/${index}.wav`, { bytes: bigAudio(400_000 + index * 4_000, index + 1) }),
    create_time: '2026-11-19 20:14:03',
  }));
  server.job(JOB, success(clips));
  const program = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const { window } = program;
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.getByRole('textbox', { name: 'Job ids' }).fill(JOB);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect
    .poll(async () => {
      const folders = await Promise.all(SONGS.map((name) => filesIn(bench, folderOf(name))));
      return folders.every(
        (files) => files.includes('clip.json') && files.some((name) => name.endsWith('.wav')),
      );
    })
    .toBe(true);
  await expect.poll(async () => (await filesBelow(bench.libraryFolder)).some(isPart)).toBe(false);
  return { server, program };
}

const isPart = (name: string) => name.endsWith('.part') || name.endsWith('.tmp');
const filesIn = (bench: Bench, folder: string) =>
  readdir(join(bench.libraryFolder, folder)).catch((): string[] => []);
const filesBelow = (folder: string) => readdir(folder, { recursive: true });

async function openCheck(program: Program): Promise<Page> {
  const { app, window } = program;
  // As the menu does it: its item is clicked in main.
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === 'Check library…')?.click();
  });
  await expect(window.getByRole('heading', { name: 'Check library' })).toBeVisible();
  return window;
}

/** A trash that takes everything: what goes in is gone. */
async function giveTrash({ app }: Program): Promise<void> {
  await app.evaluate(({ shell }) => {
    const { rm } = process.getBuiltinModule('node:fs/promises');
    shell.trashItem = (item) => rm(item, { recursive: true });
  });
}

async function check(window: Page, mode: 'Quick' | 'Thorough'): Promise<void> {
  await window.getByText(mode, { exact: true }).click();
  await window.getByRole('button', { name: 'Start check' }).click();
  await expect(window.getByRole('button', { name: 'Start check' })).toBeVisible();
}

test(
  'ten kinds of damage are found, repaired one after the other, and all is whole again',
  ofCases(10),
  async ({ bench }) => {
    const { server, program } = await launchWithSongs(bench);
    const path = (...parts: readonly string[]) => join(bench.libraryFolder, ...parts);
    const wav = (name: string) => path(folderOf(name), `${name}.wav`);
    const window = await openCheck(program);

    await test.step('a whole library has no finding', async () => {
      await check(window, 'Thorough');
      await expect(window.getByText('Everything is whole')).toBeVisible();
    });

    await test.step('the damage', async () => {
      await rm(wav('Low Tide'));
      await rm(wav('Night Ferry'));
      await mkdir(wav('Night Ferry'));
      const bytes = await readFile(wav('Paper Lanterns'));
      bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
      await writeFile(wav('Paper Lanterns'), bytes);
      await mkdir(path('Old'));
      await rename(path(folderOf('Salt on the Railing')), path('Old', 'Salt'));
      await rename(wav('Slow Machines'), path(folderOf('Slow Machines'), 'my favourite.wav'));
      await rm(path(folderOf('Beyond the Sea'), 'clip.json'));
      await cp(wav('Harbour Lights'), path('Copy of Harbour Lights.wav'));
      await writeFile(path(folderOf('Northern Line'), 'Northern Line.video.part'), 'half');
      await mkdir(path('Nothing [abcdef01]'));
      await writeFile(path('my notes.txt'), 'mine');
    });

    const grid = window.getByRole('grid', { name: 'Findings' });
    await test.step('is found, each as what it is', async () => {
      await check(window, 'Thorough');
      const found: readonly RegExp[] = [
        /^Low Tide, Missing/,
        /^Night Ferry, Unreadable/,
        /^Paper Lanterns, Changed/,
        /^Salt on the Railing, Folder moved, .*now at Old\/Salt/,
        /^Slow Machines, File moved, .*my favourite\.wav/,
        /^Beyond the Sea, Description/,
        /^Harbour Lights, Duplicate/,
        /^Northern Line, Unfinished/,
        /^Nothing \[abcdef01\], Empty folder/,
        /^my notes\.txt, Not ours/,
      ];
      await expect(window.getByRole('status').filter({ hasText: '10 findings' })).toBeAttached();
      await window.setViewportSize({ width: 1_280, height: 1_000 }).catch(() => undefined);
      for (const name of found) await expect(grid.getByRole('row', { name })).toBeVisible();
    });

    await test.step('stays listed after a restart', async () => {
      await program.close();
    });
    const again = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    // The desktop of a test has no trash that could be looked into.
    await giveTrash(again);
    const view = await openCheck(again);
    await expect(view.getByRole('status').filter({ hasText: '10 findings' })).toBeAttached();

    await test.step('one is repaired by itself', async () => {
      await view.getByRole('grid', { name: 'Findings' }).getByRole('row', { name: /^Salt/ }).dblclick();
      const dialog = view.getByRole('dialog', { name: 'Repair' });
      await expect(dialog).toContainText('The library takes the new place');
      await dialog.getByRole('button', { name: 'Repair', exact: true }).click();
      await expect(view.getByRole('status').filter({ hasText: '9 findings' })).toBeAttached();
    });

    await test.step('the rest together, each in its way', async () => {
      await view.getByRole('main').getByRole('button', { name: 'Repair…' }).first().click();
      const dialog = view.getByRole('dialog', { name: 'Repair' });
      await dialog.getByRole('combobox', { name: 'Changed' }).click();
      await view.getByRole('option', { name: 'Take as it is' }).click();
      await dialog.getByRole('button', { name: 'Repair', exact: true }).click();
      await expect(view.getByText('Everything is whole')).toBeVisible();
    });

    await test.step('and all is whole', async () => {
      await expect
        .poll(() =>
          stat(wav('Low Tide')).then(
            ({ size }) => size,
            () => 0,
          ),
        )
        .toBe(400_000);
      await expect
        .poll(() => filesIn(bench, folderOf('Night Ferry')))
        .toEqual(expect.arrayContaining(['Night Ferry (2).wav', 'Night Ferry.wav']));
      await expect.poll(() => filesIn(bench, folderOf('Beyond the Sea'))).toContain('clip.json');
      await expect.poll(async () => (await filesBelow(bench.libraryFolder)).some(isPart)).toBe(false);
      expect(await filesIn(bench, '.')).toEqual(
        expect.arrayContaining(['Copy of Harbour Lights.wav', 'my notes.txt', 'Old']),
      );
      await check(view, 'Thorough');
      await expect(view.getByText('Everything is whole')).toBeVisible();
      await view.getByRole('link', { name: 'Songs' }).click();
      for (const name of SONGS) {
        const row = view.getByRole('row', { name: new RegExp(`^${name}`) });
        await expect(row).toContainText('WAV');
        await expect(row).not.toContainText('missing');
      }
      await view.getByRole('row', { name: /^Salt/ }).dblclick();
      await expect(
        view.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }),
      ).toBeVisible();
    });
    await server.close();
  },
);

test('a damaged library.json is told and mended, and a song that is not in the list is taken in', async ({
  bench,
}, testInfo) => {
  const { server, program } = await launchWithSongs(bench);
  const { window } = program;
  const path = (...parts: readonly string[]) => join(bench.libraryFolder, ...parts);
  const clipIds = JSON.stringify([uuid('clip Low Tide')]);
  await window.evaluate(`flowshelf.invoke('songs.remove', '{"clipIds":${clipIds},"keepsFiles":true}')`);
  await expect(window.getByRole('row', { name: /^Low Tide/ })).toBeHidden();
  const before = await readFile(path('library.json'), 'utf8');
  await writeFile(path('library.json'), before.slice(0, 30));
  const view = await openCheck(program);
  await check(view, 'Quick');
  await expect(view.getByText('library.json, was damaged and has been written again')).toBeVisible();
  const grid = view.getByRole('grid', { name: 'Findings' });
  await expect(grid.getByRole('row', { name: /^Low Tide \[.*, Not in the list/ })).toBeVisible();
  await expect(grid.getByRole('row', { name: /^library \(damaged\)\.json, Damaged list/ })).toBeVisible();
  expect(await readFile(path('library.json'), 'utf8')).toBe(before);
  await view.getByRole('main').getByRole('button', { name: 'Repair…' }).first().click();
  const dialog = view.getByRole('dialog', { name: 'Repair' });
  await expect(dialog).toContainText('The song comes into the list');
  for (const colorScheme of ['dark', 'light'] as const) {
    await view.emulateMedia({ colorScheme });
    await view.screenshot({ path: testInfo.outputPath(`take-in-${colorScheme}.png`) });
  }
  await dialog.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(view.getByText('Everything is whole')).toBeVisible();
  await view.getByRole('link', { name: 'Songs' }).click();
  await expect(view.getByRole('row', { name: /^Low Tide/ })).toContainText('WAV');
  await server.close();
});

test('a song is removed with the Delete key, stays away, and comes back when it is asked for', async ({
  bench,
}) => {
  const { server, program } = await launchWithSongs(bench);
  const { app, window } = program;
  const folder = folderOf('Low Tide');
  await writeFile(join(bench.libraryFolder, folder, 'notes.md'), 'mine');
  const row = window.getByRole('row', { name: /^Low Tide/ });
  const dialog = window.getByRole('dialog', { name: 'Remove this song?' });
  await row.dblclick();
  const player = window.getByRole('region', { name: 'Player' });
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();

  await test.step('without a trash nothing goes', async () => {
    await app.evaluate(({ shell }) => {
      shell.trashItem = () => Promise.reject(new Error('no trash'));
    });
    await row.click();
    await window.keyboard.press('Delete');
    await expect(dialog).toContainText('notes.md');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog).toBeHidden();
    const notices = window.getByRole('region', { name: 'Notices' });
    await expect(notices).toContainText('They are where they were');
    await expect(notices.getByRole('button', { name: 'Remove from the list, keep files' })).toBeVisible();
    await notices.getByRole('button', { name: 'Dismiss' }).last().click();
    await expect(row).toBeVisible();
    expect(await filesIn(bench, folder)).toContain('Low Tide.wav');
  });

  await test.step('with one it goes, and what is not ours stays', async () => {
    await giveTrash(program);
    await row.click();
    await window.keyboard.press('Delete');
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toBeHidden();
    await expect(player.getByRole('button', { name: 'Pause' })).toBeHidden();
    expect(await filesIn(bench, folder)).toEqual(['notes.md']);
  });

  await test.step('its job does not bring it back until it is asked to', async () => {
    await window.getByRole('link', { name: 'Jobs' }).click();
    const job = window.getByRole('row', { name: new RegExp(`^${JOB}`) });
    const asked = server.asked(JOB).length;
    await job.click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Check now' }).click();
    await expect.poll(() => server.asked(JOB).length).toBeGreaterThan(asked);
    await expect(job).toContainText('7 songs');
    await job.click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Bring songs back' }).click();
    await expect(job).toContainText('8 songs');
    await expect.poll(() => filesIn(bench, folder)).toContain('Low Tide.wav');
  });
  await server.close();
});

test('a removal is undone from its notice: in the list at once, and its files come again', async ({
  bench,
}) => {
  const { server, program } = await launchWithSongs(bench);
  const { window } = program;
  await giveTrash(program);
  const row = window.getByRole('row', { name: /^Low Tide/ });
  const notices = window.getByRole('region', { name: 'Notices' });
  await row.click();
  await window.keyboard.press('Delete');
  const dialog = window.getByRole('dialog', { name: 'Remove this song?' });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(row).toBeHidden();
  await notices.getByRole('button', { name: 'Bring back' }).click();
  await expect(notices).toContainText('1 song is back. Its files are fetched again.');
  await expect(row).toContainText('WAV');
  await expect.poll(() => filesIn(bench, folderOf('Low Tide'))).toContain('Low Tide.wav');
  await server.close();
});

test('many songs are removed one by one in sight, and stopped in the middle; repairs too', async ({
  bench,
}, testInfo) => {
  const { server, program } = await launchWithSongs(bench);
  const { app, window } = program;
  // Each song takes until the test lets the trash go on.
  await app.evaluate(({ shell }) => {
    const { rm } = process.getBuiltinModule('node:fs/promises');
    const state = globalThis as unknown as { taken: number; allowed: number };
    state.taken = 0;
    state.allowed = 0;
    shell.trashItem = async (item) => {
      state.taken += 1;
      while (state.taken > state.allowed) await new Promise((resolve) => setTimeout(resolve, 20));
      await rm(item, { recursive: true });
    };
  });
  const allow = (count: number) =>
    app.evaluate((_electron, allowed) => {
      (globalThis as unknown as { allowed: number }).allowed = allowed;
    }, count);
  const songs = window.getByRole('grid', { name: 'Songs' });
  await songs.getByRole('row', { name: /^Low Tide/ }).click();
  await window.keyboard.press('ControlOrMeta+a');
  await expect(window.getByText('8 selected')).toBeVisible();
  await window.keyboard.press('Delete');
  const dialog = window.getByRole('dialog', { name: 'Remove 8 songs?' });
  await expect(dialog).toContainText('files');

  const line = window.getByRole('progressbar', { name: 'Removing songs' });
  await test.step('the dialog closes, and a line tells how far it is, also after another place was open', async () => {
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(line).toHaveAttribute('aria-valuenow', '0');
    await expect(window.getByText('0 of 8')).toBeVisible();
    await allow(2);
    await expect(window.getByText('2 of 8')).toBeVisible();
    await expect(line).toHaveAttribute('aria-valuenow', '25');
    // Those that went are out of the list, though the trash is at the third.
    await expect(songs.getByRole('row')).toHaveCount(1 + 6);
    await window.getByRole('link', { name: 'Jobs' }).click();
    await expect(line).toBeHidden();
    await window.getByRole('link', { name: 'Songs' }).click();
    await expect(line).toHaveAttribute('aria-valuenow', '25');
  });

  await test.step('another removal is refused in words, and nothing is lost by it', async () => {
    await songs.getByRole('row').last().click();
    await window.keyboard.press('Delete');
    await expect(window.getByText('Something is still being done with other songs.')).toBeVisible();
    await expect(window.getByRole('dialog')).toHaveCount(0);
    await expect(line).toBeVisible();
  });

  await test.step('the head of the list is as it was, and other work can be begun', async () => {
    await expect(window.getByRole('status').filter({ hasText: '6 songs' })).toBeVisible();
    await songs.getByRole('row').last().click();
    await window.keyboard.press('ControlOrMeta+a');
    await expect(window.getByText('6 selected')).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('removing.png'), animations: 'disabled' });
    await window.emulateMedia({ colorScheme: 'dark' });
    await window.screenshot({ path: testInfo.outputPath('removing-dark.png'), animations: 'disabled' });
    await window.emulateMedia({ colorScheme: 'light' });
    await window.keyboard.press('ControlOrMeta+e');
    const exporting = window.getByRole('dialog', { name: 'Export songs' });
    await expect(exporting).toContainText('6 songs');
    await exporting.getByRole('button', { name: 'Cancel' }).click();
    await expect(exporting).toBeHidden();
  });

  await test.step('a window that is opened anew shows it again', async () => {
    await window.reload();
    await expect(line).toBeVisible();
    await allow(2);
    await expect(window.getByText('2 of 8').or(window.getByText('0 of 8'))).toBeVisible();
  });

  await test.step('stopped, it ends after the song that it is at and says what was done', async () => {
    await window.getByRole('button', { name: 'Stop', exact: true }).click();
    await allow(100);
    await expect(line).toBeHidden();
    await expect(window.getByText('Stopped after 3 songs. The others are as they were.')).toBeVisible();
    await expect(songs.getByRole('row')).toHaveCount(1 + 5);
    const left = await Promise.all(SONGS.map((name) => filesIn(bench, folderOf(name))));
    expect(left.filter((files) => files.length > 0)).toHaveLength(5);
  });

  await test.step('repairs are told and stopped in the same way', async () => {
    const folder = (
      await Promise.all(SONGS.map(async (name) => [name, await filesIn(bench, folderOf(name))] as const))
    )
      .filter(([, files]) => files.length > 0)
      .map(([name]) => folderOf(name))[0];
    for (let index = 0; index < 6; index += 1) {
      await writeFile(join(bench.libraryFolder, folder ?? '', `x${index}.video.part`), 'half');
    }
    await app.evaluate(() => {
      const state = globalThis as unknown as { taken: number; allowed: number };
      [state.taken, state.allowed] = [0, 0];
    });
    const view = await openCheck(program);
    await check(view, 'Quick');
    await view.getByRole('button', { name: 'Repair…', exact: true }).first().click();
    const repairs = view.getByRole('dialog', { name: 'Repair' });
    await repairs.getByRole('button', { name: 'Repair', exact: true }).click();
    await expect(repairs.getByRole('progressbar', { name: 'Repairing' })).toBeVisible();
    await allow(2);
    await expect(repairs).toContainText('2 of 6');
    await repairs.getByRole('button', { name: 'Stop' }).click();
    await allow(100);
    await expect(repairs).toBeHidden();
    await expect(view.getByText('3 findings repaired.')).toBeVisible();
    await expect(view.getByText('Stopped. The others stay in the list.')).toBeVisible();
    await expect(view.getByRole('status').filter({ hasText: '3 findings' })).toBeAttached();
  });
  await server.close();
});

test('the program knows when a song is heard: a check by itself waits for that', async ({ bench }) => {
  const { server, program } = await launchWithSongs(bench);
  const { app, window } = program;
  const isAudible = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(({ webContents }) => webContents.isCurrentlyAudible()),
    );
  expect(await isAudible()).toBe(false);
  await window.getByRole('row', { name: /^Low Tide/ }).dblclick();
  await expect.poll(isAudible).toBe(true);
  await window.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }).click();
  await expect.poll(isAudible).toBe(false);
  await server.close();
});
