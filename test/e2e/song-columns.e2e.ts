import type { Locator, Page } from '@playwright/test';
import { launchWithMany } from './many-songs';
import { expect, test } from './program';

/** The columns of the list: chosen, resized by hand and by key, kept; fewer where there is less room. */

const names = (grid: Locator) => grid.getByRole('columnheader').allInnerTexts();

function widthOf(grid: Locator, column: string): Promise<number> {
  return grid
    .getByRole('columnheader', { name: column })
    .evaluate((head) => Math.round(head.getBoundingClientRect().width));
}

async function resize(window: Page, width: number): Promise<void> {
  await window.setViewportSize({ width, height: 700 });
}

test('columns are chosen by a menu, and kept', async ({ bench }) => {
  const first = await launchWithMany(bench, 100);
  const { grid } = first.songs;
  await resize(first.window, 1_400);
  expect(await names(grid)).toEqual(['Title', 'Model', 'Length', 'Created', 'Files']);

  await first.window.getByRole('button', { name: 'Columns' }).click();
  for (const column of ['Added', 'Lyrics', 'Model']) {
    await first.window.getByRole('menuitemcheckbox', { name: column }).click();
  }
  await expect(first.window.getByRole('menuitemcheckbox', { name: 'Lyrics' })).toBeChecked();
  await first.window.keyboard.press('Escape');
  await expect(grid).toHaveAttribute('aria-colcount', '6');
  expect(await names(grid)).toEqual(['Title', 'Lyrics', 'Length', 'Created', 'Added', 'Files']);
  await expect(first.songs.row(1)).toContainText('Timed');
  await first.close();

  const second = await launchWithMany(bench, 100);
  await resize(second.window, 1_400);
  await expect(second.songs.grid).toHaveAttribute('aria-colcount', '6');
  // By key, from a head: its menu is the same.
  await second.songs.row(1).click();
  await second.window.keyboard.press('ArrowUp');
  await second.window.keyboard.press('Shift+F10');
  await second.window.getByRole('menuitem', { name: 'Usual columns and widths' }).click();
  await expect(second.songs.grid).toHaveAttribute('aria-colcount', '5');
});

test('a width is dragged, changed by key, told, kept, and given back by a double click', async ({
  bench,
}) => {
  const { window, songs, close } = await launchWithMany(bench, 100);
  await resize(window, 1_400);
  const { grid } = songs;
  const edge = grid.getByRole('separator', { name: 'Width of Model' });
  const usual = await widthOf(grid, 'Model');
  await expect(edge).toHaveAttribute('aria-valuenow', String(usual));

  const box = await edge.boundingBox();
  if (!box) throw new Error('There is no edge.');
  await window.mouse.move(box.x + 6, box.y + 10);
  await window.mouse.down();
  await window.mouse.move(box.x + 6 - 50, box.y + 10, { steps: 5 });
  await expect(edge).toHaveAttribute('aria-valuenow', String(usual + 50));
  await window.mouse.up();
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual + 50);
  // The line has stayed under the pointer.
  expect(Math.round((await edge.boundingBox())?.x ?? 0)).toBe(Math.round(box.x - 50));

  await songs.row(1).click();
  await window.keyboard.press('ArrowUp');
  await window.keyboard.press('ArrowRight');
  await expect(grid.getByRole('button', { name: 'Model' })).toBeFocused();
  await window.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual + 58);
  await window.keyboard.press('Shift+ArrowLeft');
  await window.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual + 42);
  await expect(grid.getByRole('button', { name: 'Model' })).toBeFocused();
  await close();

  const again = await launchWithMany(bench, 100);
  await resize(again.window, 1_400);
  await expect.poll(() => widthOf(again.songs.grid, 'Model')).toBe(usual + 42);
  await again.songs.grid.getByRole('separator', { name: 'Width of Model' }).dblclick();
  await expect.poll(() => widthOf(again.songs.grid, 'Model')).toBe(usual);
});

test('columns and the panel are made wider and narrower by menus, without dragging', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 100);
  await resize(window, 1_400);
  const { grid } = songs;
  const usual = await widthOf(grid, 'Model');
  const step = (name: string) => window.getByRole('menuitem', { name });
  await grid.getByRole('button', { name: 'Model' }).click({ button: 'right' });
  await expect(step('Usual width Model')).toBeDisabled();
  await step('Wider Model').click();
  await step('Wider Model').click();
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual + 48);
  await step('Narrower Model').click();
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual + 24);
  await window.screenshot({ path: test.info().outputPath('width-menu.png') });
  await step('Usual width Model').click();
  await expect.poll(() => widthOf(grid, 'Model')).toBe(usual);
  await window.keyboard.press('Escape');
  // The title takes what is left.
  await grid.getByRole('button', { name: 'Title' }).click({ button: 'right' });
  await expect(window.getByRole('menuitemcheckbox', { name: 'Model' })).toBeVisible();
  await expect(step('Wider')).toHaveCount(0);
  await window.keyboard.press('Escape');

  const edge = window.getByRole('separator', { name: 'Width of the panel' });
  await edge.click({ button: 'right' });
  await step('Wider').click();
  await expect(edge).toHaveAttribute('aria-valuenow', '412');
  await step('Wider').click();
  await step('Wider').click();
  await expect(edge).toHaveAttribute('aria-valuenow', '480');
  await expect(step('Wider')).toBeDisabled();
  await window.screenshot({ path: test.info().outputPath('panel-menu.png') });
  await step('Usual width').click();
  await expect(edge).toHaveAttribute('aria-valuenow', '348');
});

test('narrow lists leave out created, then model, then length', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 100);
  await window.keyboard.press('ControlOrMeta+l');
  const listWidth = async (width: number) => {
    await resize(window, width);
    await expect.poll(() => songs.grid.evaluate((grid) => grid.clientWidth)).toBeLessThanOrEqual(width);
    return names(songs.grid);
  };
  await expect.poll(() => listWidth(1_400)).toEqual(['Title', 'Model', 'Length', 'Created', 'Files']);
  await expect.poll(() => listWidth(840)).toEqual(['Title', 'Model', 'Length', 'Files']);
  await expect.poll(() => listWidth(700)).toEqual(['Title', 'Model', 'Length', 'Files']);
  await expect.poll(() => listWidth(560)).toEqual(['Title', 'Length', 'Files']);
  await expect.poll(() => listWidth(480)).toEqual(['Title', 'Files']);
});

test('columns that the window is too narrow for are told where columns are chosen', async ({
  bench,
}, testInfo) => {
  const { window, songs, close } = await launchWithMany(bench, 100);
  await resize(window, 1_400);
  await expect(window.getByRole('button', { name: 'Columns', exact: true })).toBeVisible();
  await resize(window, 820);
  expect(await names(songs.grid)).not.toContain('Created');
  const button = window.getByRole('button', { name: /^Columns: \d+ ha(s|ve) no room/ });
  await expect(button).toBeVisible();
  await button.click();
  const created = window.getByRole('menuitemcheckbox', { name: 'Created' });
  await expect(created).toBeChecked();
  await expect(created).toContainText('no room');
  await expect(window.getByRole('menuitemcheckbox', { name: 'Added' })).not.toContainText('no room');
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.screenshot({
      path: testInfo.outputPath(`no-room-${colorScheme}.png`),
      animations: 'disabled',
    });
  }
  await window.keyboard.press('Escape');
  await resize(window, 1_400);
  await expect(window.getByRole('button', { name: 'Columns', exact: true })).toBeVisible();
  await close();
});
