import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Keys are the user's: the list of them, what is changed in it, and where it shows. */

const listOf = (window: Page) => window.getByRole('dialog', { name: 'Keyboard shortcuts' });

/** The line of an action, alone in the list by then. */
async function findAction(window: Page, action: string) {
  const list = listOf(window);
  if (!(await list.isVisible())) await window.keyboard.press('?');
  await list.getByRole('searchbox', { name: 'Find a shortcut' }).fill(action);
  return list.getByRole('listitem').filter({ has: window.getByText(action, { exact: true }) });
}

async function record(window: Page, action: string, chord: string) {
  const line = await findAction(window, action);
  await line.getByRole('button', { name: `Change the key: ${action}` }).press('Enter');
  await expect(line.getByRole('textbox', { name: `Keys for: ${action}` })).toBeFocused();
  await window.keyboard.press(chord);
  return line;
}

/** Keys as the application menu shows them, by the words of the item. */
function menuKeys(app: ElectronApplication): Promise<Record<string, string | null>> {
  return app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    return Object.fromEntries(items.map(({ label, accelerator }) => [label, accelerator ?? null]));
  });
}

test('a key is changed in its place, works at once, and shows wherever it is shown', async ({ bench }) => {
  const { window, app, close, server } = await launchWithSongs(bench);
  const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
  const toolbar = window.getByRole('search');
  await expect(toolbar).toContainText('Ctrl F');
  expect(await menuKeys(app)).toMatchObject({ Find: 'CmdOrCtrl+F', 'Add jobs…': 'CmdOrCtrl+N' });

  const line = await record(window, 'Search songs and lyrics', 'Control+g');
  await expect(line).toContainText('Ctrl G');
  await expect(line.getByRole('button', { name: /^Change the key/ })).toBeFocused();
  await expect(listOf(window).getByText('1 changed')).toBeVisible();
  await record(window, 'Mute', 'F9');
  await window.keyboard.press('Escape');
  await expect(listOf(window)).toBeHidden();

  await expect(toolbar).toContainText('Ctrl G');
  await expect.poll(() => menuKeys(app)).toMatchObject({ Find: 'CmdOrCtrl+G' });
  await window.getByRole('button', { name: 'Filter', exact: true }).focus();
  await window.keyboard.press('Control+f');
  await expect(search).not.toBeFocused();
  await window.keyboard.press('Control+g');
  await expect(search).toBeFocused();
  // Where letters are others, the place of the key counts.
  await search.blur();
  await window.evaluate(
    `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'п', code: 'KeyG', ctrlKey: true, bubbles: true, cancelable: true }))`,
  );
  await expect(search).toBeFocused();
  // A function key is a command in a text field too.
  await window.keyboard.press('F9');
  const player = window.getByRole('region', { name: 'Player' });
  await player.getByRole('button', { name: 'Unmute' }).hover();
  await expect(window.getByText('F9', { exact: true })).toBeVisible();
  await window.keyboard.press('F9');
  await expect(player.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();

  await close();
  expect(JSON.parse(readFileSync(join(bench.userData, 'settings.json'), 'utf8'))).toMatchObject({
    shortcuts: { find: ['Ctrl+G'], mute: ['F9'] },
  });
  const again = await bench.launch();
  expect(await menuKeys(again.app)).toMatchObject({ Find: 'CmdOrCtrl+G' });
  await expect(again.window.getByRole('search')).toContainText('Ctrl G');

  await again.window.getByRole('link', { name: 'Settings' }).click();
  await expect(again.window.getByText('2 changed')).toBeVisible();
  await again.window.getByRole('button', { name: 'Keyboard shortcuts…' }).click();
  const found = await findAction(again.window, 'Search songs and lyrics');
  await found.getByRole('button', { name: 'Usual key again: Search songs and lyrics' }).click();
  await expect(found).toContainText('Ctrl F');
  await expect(again.window.getByRole('search')).toContainText('Ctrl F');
  const list = listOf(again.window);
  await list.getByRole('button', { name: 'Reset all' }).click();
  await expect(list.getByText('All as usual')).toBeVisible();
  await list.getByRole('button', { name: 'Take the reset back' }).click();
  await expect(list.getByText('1 changed')).toBeVisible();
  await list.getByRole('button', { name: 'Reset all' }).click();
  await again.window.keyboard.press('Escape');
  await expect.poll(() => menuKeys(again.app)).toMatchObject({ Find: 'CmdOrCtrl+F' });
  await again.close();
  await server.close();
});

test('a key that another action has is told, and changes hands only when that is wanted', async ({
  bench,
}) => {
  const { window } = await bench.launch();
  await window.getByRole('button', { name: 'Look around first' }).click();
  const line = await record(window, 'Shuffle', 'Control+k');
  await expect(line.getByRole('alert')).toHaveText('Ctrl K is “Karaoke view” already.');
  await expect(line.getByRole('button', { name: 'Keep' })).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(listOf(window)).toBeVisible();
  await expect(line).toContainText('Ctrl Shift S');

  await record(window, 'Shuffle', 'Control+k');
  await line.getByRole('button', { name: 'Use it here instead' }).click();
  await expect(line).toContainText('Ctrl K');
  const karaoke = await findAction(window, 'Karaoke view');
  await expect(karaoke).toContainText('No key');
  // Its usual key is another's now: that is asked too.
  await karaoke.getByRole('button', { name: /^Usual key again/ }).click();
  await expect(karaoke.getByRole('alert')).toHaveText('Ctrl K is “Shuffle” already.');
  await karaoke.getByRole('button', { name: 'Use it here instead' }).click();
  await expect(karaoke).toContainText('Ctrl K');
  await expect(await findAction(window, 'Shuffle')).toContainText('No key');

  // What is looked for by its key is just that key.
  const list = listOf(window);
  await list.getByRole('searchbox', { name: 'Find a shortcut' }).fill('ctrl k');
  await expect(list.getByRole('listitem')).toHaveText(/Karaoke view/);
  await list.getByRole('searchbox', { name: 'Find a shortcut' }).fill('nothing of that kind');
  await expect(list.getByText('No shortcut is called “nothing of that kind”')).toBeVisible();

  // A second key beside the first, and none at all.
  const settings = await findAction(window, 'Go to settings');
  await settings.getByRole('button', { name: 'Add a key: Go to settings' }).click();
  await window.keyboard.press('F8');
  await expect(settings).toContainText('Ctrl ,5F8');
  await record(window, 'Go to settings', 'Backspace');
  await expect(settings).toContainText('No key');
  await window.keyboard.press('Escape');
  await expect(listOf(window)).toBeHidden();
  await window.keyboard.press('F8');
  await window.keyboard.press('Control+,');
  await expect(window.getByRole('link', { name: 'Songs' })).toHaveAttribute('aria-current', 'page');
});

test('keys that others need are refused with the reason', async ({ bench }) => {
  const { window } = await bench.launch();
  await window.getByRole('button', { name: 'Look around first' }).click();
  const line = await record(window, 'Repeat', 'Control+c');
  const alert = line.getByRole('alert');
  await expect(alert).toHaveText('Ctrl C is needed in text fields.');
  await window.keyboard.press('r');
  await expect(alert).toHaveText('R types, and lists jump by it. Hold Ctrl or Alt too.');
  await window.keyboard.press('Tab');
  await expect(alert).toHaveText('Tab moves the focus from one control to the next.');
  await window.keyboard.press('Control+w');
  await expect(alert).toHaveText('Ctrl W belongs to the application menu or to the system.');
  await window.keyboard.press('Shift+F10');
  await expect(alert).toHaveText('Shift F10 is always “Open the row’s menu”.');
  await window.keyboard.press('Shift+ArrowUp');
  await expect(alert).toHaveText('Shift ↑ moves in lists and in text. Hold Ctrl or Alt too.');
  // What is held shows before there is a chord.
  await window.keyboard.down('Control');
  await window.keyboard.down('Shift');
  await expect(line.getByRole('textbox')).toHaveValue('Ctrl Shift');
  await window.keyboard.up('Shift');
  await window.keyboard.up('Control');
  await window.keyboard.press('Escape');
  await expect(listOf(window)).toBeVisible();
  await expect(line).toContainText('Ctrl Shift R');
  await expect(line.getByRole('button', { name: /^Change the key/ })).toBeFocused();
});

test('keys in the settings file that cannot be read are the usual ones', async ({ bench }) => {
  mkdirSync(bench.userData, { recursive: true });
  writeFileSync(
    join(bench.userData, 'settings.json'),
    JSON.stringify({ theme: 'light', shortcuts: { find: ['Hyper+G'], mute: 'F9' } }),
  );
  const { window, app } = await bench.launch();
  await window.getByRole('button', { name: 'Look around first' }).click();
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(await menuKeys(app)).toMatchObject({ Find: 'CmdOrCtrl+F' });
  await window.keyboard.press('Control+f');
  await expect(window.getByRole('searchbox', { name: 'Search songs and lyrics' })).toBeFocused();
});

test('a key of the lyrics editor can be a letter alone, and holds there', async ({ bench }) => {
  const { window, server, row } = await launchWithSongs(bench);
  await row('Anchor').click();
  const line = await record(window, 'Write its words', 'j');
  await expect(line.locator('kbd')).toHaveText('J');
  await window.keyboard.press('Escape');
  await expect(listOf(window)).toBeHidden();
  await row('Anchor').click();
  await window.keyboard.press('Control+Shift+l');
  const editor = window.getByRole('region', { name: 'Edit lyrics' });
  await expect(editor.locator('kbd').getByText('J', { exact: true })).toBeVisible();
  await expect(editor.getByRole('listbox', { name: 'Lines' })).toBeFocused();
  await window.keyboard.press('F2');
  await expect(editor.getByRole('textbox')).toHaveCount(0);
  await window.keyboard.press('j');
  await expect(editor.getByRole('textbox', { name: 'Words of the line' })).toBeFocused();
  await server.close();
});

/** The region that has the keyboard, by what assistive technology calls it. */
const REGION = `(() => {
  const region = document.activeElement?.closest('[data-region]');
  const named = region?.matches('[aria-label]') ? region : region?.querySelector('[aria-label]');
  return { name: named?.getAttribute('aria-label') ?? null, isSeen: document.activeElement?.matches(':focus-visible') ?? false };
})()`;

test('F6 goes through the parts of the window, and each has the keyboard back where it was', async ({
  bench,
}) => {
  const { window, server } = await launchWithSongs(bench);
  for (const dismiss of await window.getByRole('button', { name: 'Dismiss' }).all()) await dismiss.click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await songs.getByRole('row', { name: /^Beacon/ }).click();
  await window.keyboard.press('ArrowDown');
  const row = songs.getByRole('row', { selected: true });
  const title = await row.getAttribute('aria-label');
  expect(title).not.toBeNull();

  const order = ['Beside the list', 'Player', 'Places', 'Search songs and lyrics', 'Content'];
  for (const name of order) {
    await window.keyboard.press('F6');
    expect(await window.evaluate(REGION)).toEqual({ name: expect.stringContaining(name), isSeen: true });
  }
  await expect(row).toBeFocused();
  await expect(row).toHaveAttribute('aria-label', title ?? '');
  for (const name of order.slice(0, -1).reverse()) {
    await window.keyboard.press('Shift+F6');
    expect(await window.evaluate(REGION)).toEqual({ name: expect.stringContaining(name), isSeen: true });
  }
  // From the search box too, which has plain keys for itself; and back to the button that was left.
  const player = window.getByRole('region', { name: 'Player' });
  await window.keyboard.press('F6');
  await window.keyboard.press('Tab');
  const left = await window.evaluate(`document.activeElement.getAttribute('aria-label')`);
  await window.keyboard.press('F6');
  await window.keyboard.press('Shift+F6');
  await expect(player.getByLabel(String(left), { exact: true })).toBeFocused();

  // What is covered is left out.
  await window.keyboard.press('Control+k');
  await expect(window.getByRole('region', { name: 'Karaoke' })).toBeVisible();
  const met = new Set<string>();
  for (let presses = 0; presses < 4; presses += 1) {
    await window.keyboard.press('F6');
    met.add((await window.evaluate<{ name: string }>(REGION)).name);
  }
  expect([...met].sort()).toEqual(['Karaoke', 'Player']);
  await server.close();
});

for (const theme of ['dark', 'light'] as const) {
  test(`nothing serious is found by axe in the list of shortcuts, ${theme}`, async ({ bench }, testInfo) => {
    const { window } = await bench.launch();
    await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await window.getByRole('button', { name: 'Look around first' }).click();
    await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
    const shoot = async (name: string) => {
      await window.screenshot({ path: testInfo.outputPath(`${name}.png`) });
    };
    await window.keyboard.press('?');
    await expect(listOf(window)).toBeVisible();
    // What fades from one theme to the other has colours of neither meanwhile.
    await window.waitForTimeout(500);
    await expectAccessible(window, 'shortcuts');
    await shoot('list');
    await window.getByRole('button', { name: 'Change the key: Add jobs', exact: true }).press('Enter');
    await window.keyboard.press('a');
    await expectAccessible(window, 'a key is recorded');
    await shoot('refused');
    await window.keyboard.press('Control+k');
    await expectAccessible(window, 'a key is taken');
    await shoot('taken');
    await window.getByRole('button', { name: 'Use it here instead' }).click();
    await shoot('changed');
    await window.keyboard.press('Escape');
    await window.getByRole('link', { name: 'Settings' }).click();
    await window.getByRole('button', { name: 'Keyboard shortcuts…' }).focus();
    await expectAccessible(window, 'settings');
    await shoot('settings');
  });
}
