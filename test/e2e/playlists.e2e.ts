import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test, type Bench } from './program';
import { KEY, launchWithSongs } from './three-songs';

/** Playlists: filled by hand or by rules, kept over restarts and in the library folder, read from files and written to them. */

function partsOf(window: Page) {
  const lists = window.getByRole('list', { name: 'Playlists' });
  const entries = window.getByRole('grid', { name: 'Songs of the playlist' });
  return {
    window,
    lists,
    entries,
    songs: window.getByRole('grid', { name: 'Songs', exact: true }),
    link: (name: string) => lists.getByRole('link', { name, exact: true }),
    dialog: (name: string | RegExp) => window.getByRole('dialog', { name }),
    heading: (name: string) => window.getByRole('heading', { level: 1, name, exact: true }),
    /** Titles of the entries from the top. */
    async expectEntries(...titles: readonly string[]): Promise<void> {
      const rows = entries.getByRole('row').filter({ has: window.getByRole('gridcell') });
      await expect(rows).toHaveCount(titles.length);
      for (const [index, title] of titles.entries())
        await expect(entries.locator(`[data-index="${index}"]`)).toContainText(title);
    },
  };
}
type Parts = ReturnType<typeof partsOf>;

async function openSongs(bench: Bench, modules: readonly string[] = []) {
  const { app, close, server, window, player, row } = await launchWithSongs(bench, modules);
  return { app, close, server, player, row, ...partsOf(window) };
}

/** Makes a playlist of what is selected, by keys alone. */
async function createByKeys({ window, songs, dialog }: Parts, name: string): Promise<void> {
  await songs.focus();
  await window.keyboard.press('Control+a');
  await window.keyboard.press('ControlOrMeta+P');
  const adding = dialog(/^Add 3 songs to a playlist$/);
  await expect(adding.getByRole('combobox', { name: 'Find a playlist' })).toBeFocused();
  await window.keyboard.press('Tab');
  await expect(adding.getByRole('button', { name: 'New playlist…' })).toBeFocused();
  await window.keyboard.press('Enter');
  const field = dialog('New playlist').getByRole('textbox', { name: 'Name' });
  await expect(field).toBeFocused();
  await window.keyboard.type(name);
  await window.keyboard.press('Enter');
  await expect(dialog('New playlist')).toBeHidden();
}

/** Drags a song as the system does and lets it go over a playlist; in one go, for no pointer moves meanwhile. */
async function dragFiles(window: Page, title: string, playlist: string): Promise<void> {
  await window.evaluate(`{
    const withText = (selector, text) =>
      [...document.querySelectorAll(selector)].find((each) => each.textContent.includes(text));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], '${title}.m4a'));
    const told = { bubbles: true, cancelable: true, dataTransfer };
    withText('[data-index]', '${title}').dispatchEvent(new DragEvent('dragstart', { ...told, dataTransfer: new DataTransfer() }));
    for (const type of ['dragover', 'drop']) withText('nav a', '${playlist}').dispatchEvent(new DragEvent(type, told));
  }`);
}

/** The next dialogs of the system answer with this path. */
function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  return app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

interface KeptList {
  readonly name: string;
  readonly clipIds: readonly string[];
}
function inLibrary(bench: Bench): readonly KeptList[] {
  const text = readFileSync(join(bench.libraryFolder, 'library.json'), 'utf8');
  return (JSON.parse(text) as { playlists: KeptList[] }).playlists;
}
const namesInLibrary = (bench: Bench) => inLibrary(bench).map(({ name }) => name);

test('a playlist is made by keys, put in order, played, searched, and kept over a restart', async ({
  bench,
}) => {
  const { close, server, player, ...parts } = await openSongs(bench);
  const { window, link, entries, expectEntries, heading } = parts;
  await createByKeys(parts, 'Night drive');
  await expect(link('Night drive')).toHaveAccessibleDescription('3 songs');
  await link('Night drive').focus();
  await window.keyboard.press('Enter');
  await expect(heading('Night drive')).toBeVisible();
  await expectEntries('Current', 'Beacon', 'Anchor');
  await expectAccessible(window, 'a playlist');

  // Down by one, and to the end; the keyboard stays with the song.
  await entries.getByRole('row', { name: /^Current/ }).click();
  await window.keyboard.press('Alt+ArrowDown');
  await expectEntries('Beacon', 'Current', 'Anchor');
  await expect(entries.getByRole('row', { name: /^Current/ })).toBeFocused();
  await window.keyboard.press('Alt+ArrowDown');
  await expectEntries('Beacon', 'Anchor', 'Current');
  await window.keyboard.press('Alt+ArrowUp');
  await expectEntries('Beacon', 'Current', 'Anchor');

  await window.keyboard.press('Enter');
  await expect(player).toContainText('Current');
  await player.getByRole('button', { name: 'Next' }).click();
  await expect(player).toContainText('Anchor');

  const find = window.getByRole('searchbox', { name: 'Find in this playlist' });
  await find.fill('beacon');
  await expectEntries('Beacon');
  await test.step('a part of it has no order that could be changed, and says so', async () => {
    await entries.getByRole('row', { name: /^Beacon/ }).click();
    await window.keyboard.press('Alt+ArrowDown');
    await expect(window.getByText('clear its search to move songs')).toBeVisible();
    await window.keyboard.press('Shift+F10');
    await expect(window.getByRole('menuitem', { name: 'Move down' })).toBeDisabled();
    await window.keyboard.press('Escape');
  });
  await find.press('Escape');
  await expectEntries('Beacon', 'Current', 'Anchor');

  await expect.poll(() => inLibrary(bench)[0]?.clipIds).toEqual(['clip-1', 'clip-2', 'clip-0']);
  await close();
  const second = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const again = partsOf(second.window);
  await again.link('Night drive').click();
  await again.expectEntries('Beacon', 'Current', 'Anchor');
  await server.close();
});

test('a hidden song stays in playlists and in the queue, marked, and a smart playlist leaves it out', async ({
  bench,
}, testInfo) => {
  const { server, player, row, ...parts } = await openSongs(bench);
  const { window, link, entries, expectEntries, songs, dialog } = parts;
  await createByKeys(parts, 'Kept');
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await window.getByRole('menuitem', { name: 'New smart playlist…' }).click();
  const making = dialog('New smart playlist');
  await making.getByRole('textbox', { name: 'Name' }).fill('Sung');
  await making.getByRole('button', { name: 'Edit as text' }).click();
  await making.getByRole('textbox', { name: 'Search text' }).fill('words:alone');
  await making.getByRole('button', { name: 'Create' }).click();
  await expect(row('Beacon')).toBeVisible();
  await row('Beacon').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Hide' }).click();
  await expect(row('Beacon')).toBeHidden();
  await expect(songs.getByRole('row', { name: /^(Current|Anchor)/ })).toHaveCount(2);

  await link('Kept').click();
  await expectEntries('Current', 'Beacon', 'Anchor');
  const entry = entries.getByRole('row', { name: /^Beacon/ });
  await expect(entry).toHaveAccessibleName(/Hidden/);
  await window.getByRole('searchbox', { name: 'Find in this playlist' }).fill('beacon');
  await expectEntries('Beacon');
  await entry.dblclick();
  await expect(player).toContainText('Beacon');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+U');
  const queued = window.getByRole('grid', { name: 'In the queue' }).getByRole('row', { name: /^Beacon/ });
  await expect(queued).toHaveAccessibleName(/plays now.*Hidden/);
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({
      path: testInfo.outputPath(`hidden-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await server.close();
});

test('songs and playlists are dragged to their places', async ({ bench }) => {
  // The system's own drags are only written down there.
  const { server, row, ...parts } = await openSongs(bench, [join(import.meta.dirname, 'system-calls.cjs')]);
  const { window, link, lists, entries, expectEntries } = parts;
  await createByKeys(parts, 'First');
  await createByKeys(parts, 'Second');
  await expect(lists.getByRole('link')).toHaveText(['First', 'Second']);

  await row('Beacon').click();
  await dragFiles(window, 'Beacon', 'First');
  await expect(window.getByText('1 song was added to “First”.')).toBeVisible();
  await link('Second').dragTo(link('First'), { targetPosition: { x: 40, y: 4 } });
  await expect(lists.getByRole('link')).toHaveText(['Second', 'First']);

  await link('First').click();
  await expectEntries('Current', 'Beacon', 'Anchor', 'Beacon');
  // The same song stands in two places, and each is moved by itself.
  await entries
    .locator('[data-index="3"]')
    .dragTo(entries.locator('[data-index="0"]'), { targetPosition: { x: 120, y: 6 } });
  await expectEntries('Beacon', 'Current', 'Beacon', 'Anchor');

  await test.step('a move is taken back by key; steps of one song go back together', async () => {
    await window.keyboard.press('ControlOrMeta+z');
    await expectEntries('Current', 'Beacon', 'Anchor', 'Beacon');
    await expect(window.getByText('Taken back: 1 song was moved in “First”.')).toBeVisible();
    await entries.getByRole('row', { name: /^Anchor/ }).click();
    await window.keyboard.press('Alt+ArrowUp');
    await window.keyboard.press('Alt+ArrowUp');
    await expectEntries('Anchor', 'Current', 'Beacon', 'Beacon');
    await window.keyboard.press('ControlOrMeta+z');
    await expectEntries('Current', 'Beacon', 'Anchor', 'Beacon');
  });

  await test.step('a pointer that does not drag moves songs by their menu', async () => {
    await entries.getByRole('row', { name: /^Anchor/ }).click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Move up' }).click();
    await expectEntries('Current', 'Anchor', 'Beacon', 'Beacon');
    await entries.getByRole('row', { name: /^Current/ }).click({ button: 'right' });
    await expect(window.getByRole('menuitem', { name: 'Move up' })).toBeDisabled();
    await window.getByRole('menuitem', { name: 'Move down' }).click();
    await expectEntries('Anchor', 'Current', 'Beacon', 'Beacon');
  });
  await server.close();
});

test('nothing that is deleted is lost: playlists and entries are had back', async ({ bench }) => {
  const { app, close, server, row, ...parts } = await openSongs(bench);
  const { window, link, lists, entries, expectEntries, dialog, heading } = parts;
  await createByKeys(parts, 'Night drive');
  await link('Night drive').click();
  await entries.getByRole('row', { name: /^Beacon/ }).click();
  await window.keyboard.press('Delete');
  await expectEntries('Current', 'Anchor');
  await window.getByRole('button', { name: 'Undo' }).click();
  await expectEntries('Current', 'Beacon', 'Anchor');

  await link('Night drive').press('F2');
  const field = dialog('Rename playlist').getByRole('textbox', { name: 'Name' });
  await field.fill('   ');
  await field.press('Enter');
  await expect(dialog('Rename playlist').getByRole('alert')).toContainText('Give it a name');
  await field.fill('Late drive');
  await field.press('Enter');
  await expect(heading('Late drive')).toBeVisible();

  await link('Late drive').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(heading('Late drive (copy)')).toBeVisible();
  await expectEntries('Current', 'Beacon', 'Anchor');
  await link('Late drive (copy)').press('Alt+ArrowUp');
  await expect(lists.getByRole('link')).toHaveText(['Late drive (copy)', 'Late drive']);

  await link('Late drive (copy)').press('Delete');
  await expect(lists.getByRole('link')).toHaveText(['Late drive']);
  await expect(window.getByText('This playlist is not there any more')).toBeVisible();
  await window.getByRole('button', { name: 'Undo' }).last().click();
  await expect(lists.getByRole('link')).toHaveText(['Late drive (copy)', 'Late drive']);
  await expectEntries('Current', 'Beacon', 'Anchor');
  await expect.poll(() => namesInLibrary(bench)).toEqual(['Late drive (copy)', 'Late drive']);

  // Several in a row are one notice, whose Undo brings back all of them; by key too, but not where text is written.
  await link('Late drive').press('Delete');
  await link('Late drive (copy)').press('Delete');
  await expect(window.getByText('2 playlists were deleted.')).toBeVisible();
  await expect(lists).toBeHidden();
  await window.getByRole('searchbox').first().press('ControlOrMeta+z');
  await expect(lists).toBeHidden();
  await window.getByRole('link', { name: 'Songs', exact: true }).press('ControlOrMeta+z');
  await expect(lists.getByRole('link')).toHaveText(['Late drive (copy)', 'Late drive']);
  await link('Late drive').click();
  for (const left of [2, 1, 0]) {
    await entries.locator('[data-index="0"]').click();
    await window.keyboard.press('Delete');
    await expect(entries.getByRole('row').filter({ has: window.getByRole('gridcell') })).toHaveCount(left);
  }
  await expect(window.getByText('3 songs were removed from “Late drive”.')).toBeVisible();
  await link('Late drive').press('ControlOrMeta+z');
  await expectEntries('Current', 'Beacon', 'Anchor');
  // A second copy gets a number.
  await link('Late drive').click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(heading('Late drive (copy) 2')).toBeVisible();
  await link('Late drive (copy) 2').press('Delete');
  await expect(lists.getByRole('link')).toHaveText(['Late drive (copy)', 'Late drive']);

  // A song that is removed keeps its place, and is whole again when it comes back.
  await app.evaluate(({ shell }) => {
    shell.trashItem = () => Promise.reject(new Error('no trash'));
  });
  await window.getByRole('link', { name: 'Songs', exact: true }).click();
  await row('Beacon').click();
  await window.keyboard.press('Delete');
  await dialog('Remove this song?').getByRole('button', { name: 'Remove', exact: true }).click();
  await window.getByRole('button', { name: 'Remove from the list, keep files' }).click();
  await expect(row('Beacon')).toBeHidden();
  await link('Late drive').click();
  await expectEntries('Current', 'No longer in the library', 'Anchor');
  await expect(entries.locator('[data-index="1"]')).toContainText('Beacon');
  await window.getByRole('button', { name: 'Bring back' }).click();
  await expect(entries.locator('[data-index="1"]')).not.toContainText('No longer');

  // And the database may go: the library folder knows them.
  await close();
  for (const name of ['library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm', 'Backups'])
    rmSync(join(bench.userData, name), { recursive: true, force: true });
  const second = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  const again = partsOf(second.window);
  await second.window.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(again.lists.getByRole('link')).toHaveText(['Late drive (copy)', 'Late drive']);
  await again.link('Late drive').click();
  await again.expectEntries('Current', 'Beacon', 'Anchor');
  await server.close();
});

test('keys that come quickly each take a song out, and one Undo brings all back together', async ({
  bench,
}) => {
  const parts = await openSongs(bench);
  const { server, window, link, entries } = parts;
  await createByKeys(parts, 'Long night');
  await link('Long night').click();
  await parts.expectEntries('Current', 'Beacon', 'Anchor');
  await window.evaluate(`(async () => {
    const ask = async (route, request) => JSON.parse(await window.flowshelf.invoke(route, JSON.stringify(request))).value;
    const { playlists: [{ id }] } = await ask('app.snapshot', {});
    const clipIds = await ask('playlists.clipIds', { id, search: '' });
    for (let times = 0; times < 6; times += 1) await ask('playlists.add', { id, clipIds, before: null });
  })()`);
  await expect(entries).toHaveAttribute('aria-rowcount', '22');
  await entries.locator('[data-index="3"]').click();
  // As a held key does it: nobody waits for what the one before has done.
  await Promise.all(Array.from({ length: 10 }, () => window.keyboard.press('Delete')));
  await expect(window.getByText('10 songs were removed from “Long night”.')).toBeVisible();
  await expect(entries).toHaveAttribute('aria-rowcount', '12');
  await expect(entries.locator('[data-index="3"]')).toBeFocused();
  await expect(entries.locator('[data-index="3"]')).toHaveAttribute('aria-selected', 'true');
  await expect(entries.locator('[data-index="3"]')).toContainText('Beacon');
  await window.evaluate(`(() => {
    const grid = document.querySelector('[role="grid"][aria-rowcount]');
    window.rowCounts = new Set();
    new MutationObserver(() => window.rowCounts.add(grid.getAttribute('aria-rowcount'))).observe(grid, { attributes: true });
  })()`);
  await window.keyboard.press('ControlOrMeta+z');
  await expect(entries).toHaveAttribute('aria-rowcount', '22');
  expect(await window.evaluate('[...window.rowCounts]')).toEqual(['22']);
  await server.close();
});

test('a playlist goes to a file and comes back from it', async ({ bench }) => {
  const { app, server, ...parts } = await openSongs(bench);
  const { window, link, lists, expectEntries, dialog } = parts;
  await createByKeys(parts, 'Night drive');
  await link('Night drive').click();

  const file = join(bench.folder, 'Night drive.m3u8');
  await answerDialogs(app, file);
  await window.getByRole('button', { name: 'Export', exact: true }).click();
  await window.getByRole('menuitem', { name: 'Playlist (.m3u8)' }).click();
  await expect(window.getByText('3 songs were written to “Night drive.m3u8”.')).toBeVisible();
  const written = readFileSync(file, 'utf8');
  expect(written).toMatch(/^#EXTM3U\n#PLAYLIST:Night drive\n#EXTINF:\d+,Current\nMusic\/Flowshelf\/Current/);

  writeFileSync(
    file,
    `\ufeff${written.replaceAll('\n', '\r\n')}#EXTINF:9,Nobody\r\n../elsewhere/nobody.mp3\r\n`,
  );
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await window.getByRole('menuitem', { name: 'Import playlist…' }).click();
  const report = dialog('Not found: “Night drive 2”');
  await expect(report.getByRole('listitem')).toHaveText(['../elsewhere/nobody.mp3']);
  await report.getByRole('button', { name: 'Done' }).click();
  await expect(lists.getByRole('link')).toHaveText(['Night drive', 'Night drive 2']);
  await expectEntries('Current', 'Beacon', 'Anchor');

  for (const [item, ending] of [
    ['Table (.csv)', 'csv'],
    ['Data (.json)', 'json'],
  ] as const) {
    const path = join(bench.folder, `list.${ending}`);
    await answerDialogs(app, path);
    await window.getByRole('link', { name: 'Songs', exact: true }).click();
    await window.getByRole('button', { name: 'Save the list as a file' }).click();
    await window.getByRole('menuitem', { name: item }).click();
    await expect.poll(() => existsSync(path)).toBe(true);
  }
  const { songs } = JSON.parse(readFileSync(join(bench.folder, 'list.json'), 'utf8')) as {
    songs: { title: string; files: string[] }[];
  };
  expect(songs.map(({ title }) => title)).toEqual(['Current', 'Beacon', 'Anchor']);
  expect(readFileSync(join(bench.folder, 'list.csv'), 'utf8').split('\r\n')[0]).toContain(
    'clip id,job id,title',
  );
  await server.close();
});

/** A field is told to be wrong, and why. */
async function expectWrong(field: Locator, words: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(words);
}

async function expectRight(field: Locator): Promise<void> {
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  await expect(field).not.toHaveAccessibleDescription(/\b(Give|Choose|Write)\b|not understood/);
}

test('what is wrong with a smart playlist is told at its own field, and the keyboard comes to the first', async ({
  bench,
}, testInfo) => {
  const { server, ...parts } = await openSongs(bench);
  const { window, dialog } = parts;
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await window.getByRole('menuitem', { name: 'New smart playlist…' }).click();
  const making = dialog('New smart playlist');
  const create = making.getByRole('button', { name: 'Create' });
  const rule = (number: number) => making.getByRole('listitem', { name: `Rule ${number}` });
  const model = rule(1).getByRole('combobox', { name: 'Value' });
  const words = rule(2).getByRole('textbox', { name: 'Value' });
  const limit = making.getByRole('textbox', { name: 'Number of songs' });
  const NO_MODEL = 'Choose a model, or take the rule out.';
  const NO_WORDS = 'Write what to look for, or take the rule out.';
  const NO_LIMIT = 'Give a number of songs from 1 to 1,000,000.';
  const wrong = making.locator('[aria-invalid="true"]');

  await test.step('nothing is wrong before anything was filled in', async () => {
    await making.getByRole('button', { name: 'Add rule' }).click();
    await making.getByRole('checkbox', { name: 'Only the first' }).check();
    await expect(wrong).toHaveCount(0);
    await expectRight(words);
  });
  await test.step('what is left wrong is told, and a list that is opened is not left', async () => {
    await rule(2).getByRole('combobox', { name: 'What' }).click();
    await window.getByRole('option', { name: 'Longer than' }).click();
    await words.fill('abc');
    await expect(wrong).toHaveCount(0);
    await words.press('Tab');
    await expect(wrong).toHaveCount(0);
    await window.keyboard.press('Tab');
    await expectWrong(words, 'Give a length, as 3:00 or 90s.');
    await words.fill('2:30');
    await expectRight(words);
    // A rule about something else is a new one.
    await rule(2).getByRole('combobox', { name: 'What' }).click();
    await window.getByRole('option', { name: 'Lyrics contain' }).click();
    await expect(wrong).toHaveCount(0);
    await limit.fill('abc');
    await expectWrong(words, NO_WORDS);
    await expectRight(limit);
    await limit.press('Tab');
    await expectWrong(limit, NO_LIMIT);
  });
  await test.step('all of it is told when it is to be kept', async () => {
    await create.click();
    await expect(model).toBeFocused();
    await expectWrong(model, NO_MODEL);
    await expectWrong(words, NO_WORDS);
    await expectWrong(limit, NO_LIMIT);
    await expect(making.getByRole('alert')).toHaveText([NO_MODEL, NO_WORDS, NO_LIMIT]);
    await expectAccessible(window, 'wrong rules');
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({
        path: testInfo.outputPath(`wrong-${colorScheme}.png`),
        animations: 'disabled',
      });
    }
  });
  await test.step('each goes when its field is right, and the next is come to', async () => {
    await rule(1).getByRole('combobox', { name: 'What' }).click();
    await window.getByRole('option', { name: 'Made between' }).click();
    await create.click();
    const from = rule(1).getByLabel('From');
    await expect(from).toBeFocused();
    await expectWrong(from, 'Choose the first day, the last, or both.');
    await expectRight(rule(1).getByLabel('To'));
    await window.screenshot({ path: testInfo.outputPath('wrong-days.png'), animations: 'disabled' });
    await from.fill('2020-01-01');
    await expectRight(from);
    await create.click();
    await expect(words).toBeFocused();
    await words.fill('tide');
    await expectRight(words);
    await window.keyboard.press('Tab');
    await create.click();
    await expect(limit).toBeFocused();
    // What is off is not wrong.
    await making.getByRole('checkbox', { name: 'Only the first' }).uncheck();
    await expect(wrong).toHaveCount(0);
    await making.getByRole('checkbox', { name: 'Only the first' }).check();
    await limit.fill('5');
    await expectRight(limit);
    await making.getByRole('textbox', { name: 'Name' }).fill(' ');
    await create.click();
    await expect(making.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await making.getByRole('textbox', { name: 'Name' }).fill('Wrong at first');
  });
  await test.step('a text that is not understood is no search', async () => {
    await making.getByRole('button', { name: 'Edit as text' }).click();
    const text = making.getByRole('textbox', { name: 'Search text' });
    await text.fill('length:abc');
    await create.click();
    await expect(text).toBeFocused();
    await expectWrong(text, /^Something in the text is not understood: .*length:abc/);
    await expect(making.getByRole('alert')).toHaveText(/length:abc/);
    await window.screenshot({ path: testInfo.outputPath('wrong-text.png'), animations: 'disabled' });
    await text.fill('length:>1:00');
    await expectRight(text);
    // Whoever stays in the field is told when it rests.
    await text.fill('length:');
    await expectWrong(text, /not understood/);
    await text.fill('length:<10:00');
    await create.click();
    await expect(making).toBeHidden();
  });
  await expect(window.getByRole('searchbox', { name: 'Search songs and lyrics' })).toHaveValue(
    'length:<10:00',
  );
  await server.close();
});

test('a smart playlist is put together by rules and fills itself', async ({ bench }, testInfo) => {
  const { server, player, ...parts } = await openSongs(bench);
  const { window, dialog, songs } = parts;
  await window.getByRole('button', { name: 'New playlist or import' }).click();
  await window.getByRole('menuitem', { name: 'New smart playlist…' }).click();
  const making = dialog('New smart playlist');
  await making.getByRole('textbox', { name: 'Name' }).fill('With a picture');
  const rule = making.getByRole('listitem', { name: 'Rule 1' });
  const create = making.getByRole('button', { name: 'Create' });
  await test.step('with no rule and no text it says what is missing', async () => {
    await making.getByRole('button', { name: 'Remove rule 1' }).click();
    await expect(making.getByText('Add a rule: what is to be in it.')).toBeVisible();
    await create.click();
    const add = making.getByRole('button', { name: 'Add rule' });
    await expect(add).toBeFocused();
    await expect(add).toHaveAccessibleDescription('Add a rule: what is to be in it.');
    await window.screenshot({ path: testInfo.outputPath('no-rule.png'), animations: 'disabled' });
    await making.getByRole('button', { name: 'Edit as text' }).click();
    await create.click();
    await expectWrong(
      making.getByRole('textbox', { name: 'Search text' }),
      'Write a search text: what is to be in it.',
    );
    await expect(making.getByRole('textbox', { name: 'Search text' })).toBeFocused();
    await window.screenshot({ path: testInfo.outputPath('no-text.png'), animations: 'disabled' });
    await making.getByRole('button', { name: 'Edit as rules' }).click();
    await making.getByRole('button', { name: 'Add rule' }).click();
  });
  await rule.getByRole('combobox', { name: 'What' }).click();
  await window.getByRole('option', { name: 'Has', exact: true }).click();
  await expect(making.getByText('1 song fits now')).toBeVisible();
  await making.getByRole('checkbox', { name: 'Only the first' }).check();
  await making.getByRole('textbox', { name: 'Number of songs' }).fill('5');
  await expectAccessible(window, 'rules');
  await making.getByRole('button', { name: 'Create' }).click();
  await expect(making).toBeHidden();
  const smart = window.getByRole('list', { name: 'Smart playlists' }).getByRole('link');
  await expect(smart).toHaveText(['With a picture']);
  await expect(smart).toHaveAttribute('aria-current', 'true');
  await expect(window.getByRole('searchbox', { name: 'Search songs and lyrics' })).toHaveValue(
    'has:video limit:5',
  );
  await expect(songs.getByRole('row', { name: /^Beacon/ })).toBeVisible();
  await expect(songs.getByRole('row', { name: /^Anchor/ })).toBeHidden();

  await smart.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Play', exact: true }).click();
  await expect(player).toContainText('Beacon');

  // Its rules come back as they were; what was typed by hand is shown as text.
  await smart.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Edit rules…' }).click();
  const editing = dialog('Edit smart playlist');
  await expect(editing.getByRole('textbox', { name: 'Number of songs' })).toHaveValue('5');
  await editing.getByRole('button', { name: 'Edit as text' }).click();
  await expect(editing.getByRole('button', { name: 'Edit as rules' })).toBeVisible();
  await editing.getByRole('textbox', { name: 'Search text' }).fill('has:video,wav -title:anchor');
  await editing.getByRole('button', { name: 'Save' }).click();
  await expect(editing).toBeHidden();
  await smart.click({ button: 'right' });
  await window.getByRole('menuitem', { name: 'Edit rules…' }).click();
  await expect(editing.getByRole('textbox', { name: 'Search text' })).toHaveValue(
    'has:video,wav -title:anchor',
  );

  await test.step('of which one is enough', async () => {
    await editing.getByRole('textbox', { name: 'Search text' }).fill('has:video');
    await editing.getByRole('button', { name: 'Edit as rules' }).click();
    await editing.getByRole('button', { name: 'Add rule' }).click();
    const second = editing.getByRole('listitem', { name: 'Rule 2' });
    await second.getByRole('textbox').fill('Anchor');
    const enough = editing.getByRole('combobox', { name: 'A song has to fit' });
    await expect(enough).toHaveText('all of the rules');
    await expect(editing.getByText('0 songs fit now')).toBeVisible();
    await enough.click();
    await window.getByRole('option', { name: 'any of the rules' }).click();
    await expect(editing.getByText('2 songs fit now')).toBeVisible();
    await expectAccessible(window, 'any of the rules');
    for (const colorScheme of ['light', 'dark'] as const) {
      await window.emulateMedia({ colorScheme });
      await window.screenshot({ path: testInfo.outputPath(`rules-${colorScheme}.png`) });
    }
    await editing.getByRole('button', { name: 'Save' }).click();
    await expect(editing).toBeHidden();
    await expect(songs.getByRole('row', { name: /^Anchor/ })).toBeVisible();
    await expect(songs.getByRole('row', { name: /^Beacon/ })).toBeVisible();
    await expect(songs.getByRole('row', { name: /^Current/ })).toBeHidden();
    await expect(window.getByRole('button', { name: 'Remove filter Filters: any of them' })).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('any-of.png') });
    await smart.click({ button: 'right' });
    await window.getByRole('menuitem', { name: 'Edit rules…' }).click();
    await expect(enough).toHaveText('any of the rules');
  });
  await server.close();
});
