import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { queueOf } from './queue-panel';
import { launchWithSongs } from './three-songs';

/** What goes out of the queue or a playlist comes back, and the keyboard is never left nowhere. */

const undo = (window: Page) => window.getByRole('button', { name: 'Undo' });
const focusedTag = (window: Page) => window.evaluate<string>('document.activeElement.tagName');

test('several removals come back with one Undo, and so does a queue that was put together', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await expectAccessible(window, `a queue with a song that was played, ${colorScheme}`);
    await window.screenshot({ path: testInfo.outputPath(`queue-${colorScheme}.png`) });
  }

  await test.step('Del, Del, Undo', async () => {
    await queue.row('Current').click();
    await window.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor', 'Current']);
    await queue.rows.locator('[data-index="2"]').click();
    await window.keyboard.press('Delete');
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Current']);
    await expect(queue.rows.locator('[data-index="2"]')).toBeFocused();
    // The last one: the keyboard goes on to what is last then.
    await window.keyboard.press('Delete');
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon']);
    await expect(queue.rows.locator('[data-index="1"]')).toBeFocused();
    await expect(window.getByText('2 songs were taken out of the queue')).toBeVisible();
    await expect(undo(window)).toHaveCount(1);
    await undo(window).focus();
    await window.keyboard.press('Enter');
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor', 'Current']);
    expect(await focusedTag(window)).not.toBe('BODY');
  });

  await test.step('by menu', async () => {
    await queue.rows.locator('[data-index="3"]').click();
    await window.keyboard.press('Shift+F10');
    await expect(window.getByRole('menuitem', { name: 'Rating' })).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('menu.png') });
    await window.getByRole('menuitem', { name: 'Remove from the queue' }).press('Enter');
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
    await expect(queue.rows.locator('[data-index="2"]')).toBeFocused();
  });

  await test.step('another queue is begun', async () => {
    await window.keyboard.press('ControlOrMeta+F');
    await window.keyboard.type('Anchor');
    await expect(row('Beacon')).toHaveCount(0);
    await row('Anchor').dblclick();
    await expect(window.getByText('Another queue was begun')).toBeVisible();
    await expect.poll(queue.titles).toEqual(['Anchor']);
    await expect(undo(window)).toHaveCount(1);
    await undo(window).click();
    await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor', 'Current']);
    await expect(queue.row('Beacon')).toHaveAttribute('aria-current', 'true');
  });

  await test.step('the panel closes by key from within, and the search box is left', async () => {
    await queue.row('Anchor').click();
    await window.keyboard.press('ControlOrMeta+U');
    await expect(queue.panel).toBeHidden();
    await expect.poll(() => focusedTag(window)).not.toBe('BODY');
    await window.keyboard.press('ControlOrMeta+F');
    await window.keyboard.press('Escape');
    await window.keyboard.press('Escape');
    await expect.poll(() => focusedTag(window)).not.toBe('BODY');
  });

  await test.step('the play button keeps its look with the keyboard', async () => {
    const play = player.getByRole('button', { name: 'Pause' });
    const look = `getComputedStyle(document.querySelector('[aria-label="Pause"]')).backgroundColor`;
    const before = await window.evaluate(look);
    await play.focus();
    await expect(window.getByRole('tooltip').or(window.locator('[data-popup-open]')).first()).toBeVisible();
    await window.screenshot({ path: testInfo.outputPath('play.png') });
    expect(await window.evaluate(look)).toBe(before);
  });
  await server.close();
});

test('keys for stars mean the song that is seen, and the notice names it', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await row('Anchor').click();
  await window.keyboard.press('ControlOrMeta+Shift+P');
  const mini = window.getByRole('region', { name: 'Mini player' });
  await expect(mini).toBeVisible();
  await window.keyboard.press('Alt+3');
  await expect(mini.getByText('Rated 3 stars: “Beacon”.')).toBeVisible();
  // What stands there otherwise comes back before the notice has gone elsewhere.
  await expect(mini.getByText('FUZZ-2.0')).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(mini).toBeHidden();
  await expect(window.getByText('Rated 3 stars: “Beacon”.')).toBeVisible();
  await server.close();
});

test('Del, Del takes two songs out of a playlist; a name that was typed is that of the new one', async ({
  bench,
}) => {
  const { server, window, songs, row } = await launchWithSongs(bench);
  await songs.focus();
  await row('Current').click();
  await window.keyboard.press('ControlOrMeta+a');
  await window.keyboard.press('ControlOrMeta+P');
  await expect(window.getByRole('combobox', { name: 'Find a playlist' })).toBeFocused();
  await window.keyboard.type('Brand new');
  await window.keyboard.press('Enter');
  const field = window.getByRole('dialog', { name: 'New playlist' }).getByRole('textbox', { name: 'Name' });
  await expect(field).toHaveValue('Brand new');
  await window.keyboard.press('Enter');
  const link = window.getByRole('link', { name: 'Brand new', exact: true });
  await link.click();
  const entries = window.getByRole('grid', { name: 'Songs of the playlist' });
  await entries.getByRole('row', { name: /^Beacon/ }).click();
  await window.keyboard.press('Delete');
  await expect(entries.locator('[data-index]')).toHaveCount(2);
  await expect(entries.getByRole('row', { name: /^Anchor/ })).toBeFocused();
  await expect(entries.getByRole('row', { name: /^Anchor/ })).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('Delete');
  await expect(entries.locator('[data-index]')).toHaveCount(1);
  await expect(entries.getByRole('row', { name: /^Current/ })).toBeFocused();
  await link.focus();
  await window.keyboard.press('Delete');
  await expect(link).toHaveCount(0);
  await expect.poll(() => focusedTag(window)).not.toBe('BODY');
  await server.close();
});

test('many playlists leave the other places in view, and a drag survives a pointer that moves before it ends', async ({
  bench,
}, testInfo) => {
  // The system's own drags are only written down there.
  const calls = join(import.meta.dirname, 'system-calls.cjs');
  const { server, window, row } = await launchWithSongs(bench, [calls]);
  await window.evaluate(`Promise.all(Array.from({ length: 25 }, (_, at) =>
    window.flowshelf.invoke('playlists.create', JSON.stringify({ id: crypto.randomUUID(), name: 'List ' + at, clipIds: [] }))))`);
  await expect(window.getByRole('link', { name: 'List 24', exact: true })).toBeAttached();
  await expect(window.getByRole('link', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
  await window.screenshot({ path: testInfo.outputPath('many.png') });

  await row('Beacon').dblclick();
  await window.keyboard.press('ControlOrMeta+U');
  const queue = queueOf(window);
  await expect.poll(queue.titles).toEqual(['Current', 'Beacon', 'Anchor']);
  await window.evaluate(`{
    const withText = (label, text) => [...document.querySelectorAll('[aria-label="' + label + '"] [data-index]')]
      .find((each) => each.textContent.includes(text));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'Anchor.m4a'));
    const told = { bubbles: true, cancelable: true, dataTransfer };
    withText('Songs', 'Anchor').dispatchEvent(new DragEvent('dragstart', { ...told, dataTransfer: new DataTransfer() }));
    const target = withText('In the queue', 'Current');
    target.dispatchEvent(new DragEvent('dragover', told));
    target.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, buttons: 0 }));
    target.dispatchEvent(new DragEvent('drop', told));
  }`);
  await expect.poll(queue.titles).toHaveLength(4);
  await server.close();
});

test('the queue goes along with what plays, unless somebody has scrolled away from it', async ({
  bench,
}, testInfo) => {
  const { server, window, player, songs, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+U');
  const { panel, rows } = queueOf(window);
  await songs.focus();
  await window.keyboard.press('ControlOrMeta+a');
  for (let times = 1; times <= 10; times += 1) {
    await window.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(panel).toContainText(`${2 + 3 * times} songs to come`);
  }
  await expect(panel).toContainText('32 songs to come');
  const current = rows.locator('[aria-current="true"]');
  for (let times = 0; times < 20; times += 1) await window.keyboard.press('ControlOrMeta+ArrowRight');
  await expect(panel).toContainText('12 songs to come');
  await expect(current).toBeInViewport({ ratio: 0.9 });

  await window.evaluate(`document.querySelector('[aria-label="In the queue"]').scrollTop = 0`);
  const back = panel.getByRole('button', { name: 'Go to what plays' });
  await expect(back).toBeVisible();
  await window.keyboard.press('ControlOrMeta+ArrowRight');
  await expect(panel).toContainText('11 songs to come');
  await expect(current).not.toBeInViewport();
  await window.screenshot({ path: testInfo.outputPath('away.png') });
  await back.click();
  await expect(current).toBeInViewport({ ratio: 0.9 });
  await expect(back).toBeHidden();
  await server.close();
});
