import type { Locator, Page } from '@playwright/test';
import { launchWithMany, type Songs } from './many-songs';
import { expect, test } from './program';

/** Lists of any length, as rows and as covers: what hands, keys and screen readers can rely on. */

const MILLION = 1_000_000;

/** Turns the wheel over the middle of the list, and waits until nothing moves any more. */
async function wheel(window: Page, songs: Songs, pixels: number): Promise<void> {
  await window.mouse.move(...(await middleOf(songs.grid)));
  await songs.grid.evaluate((grid) => {
    Object.assign(grid, {
      atRest: new Promise((resolve) => grid.addEventListener('scrollend', resolve, { once: true })),
    });
  });
  await window.mouse.wheel(0, pixels);
  await songs.grid.evaluate((grid) => Reflect.get(grid, 'atRest'));
}

test('the first and the last of a million rows are reached, and every step between is one of real pixels', async ({
  bench,
}) => {
  const { window, songs } = await launchWithMany(bench, MILLION);
  await expect(songs.grid).toHaveAttribute('aria-rowcount', String(MILLION + 1));
  await songs.row(1).click();

  await window.keyboard.press('End');
  await expect(songs.row(MILLION)).toBeFocused();
  await expect(songs.row(MILLION)).toBeInViewport({ ratio: 1 });
  await expect(songs.row(MILLION)).toHaveAttribute('aria-rowindex', String(MILLION + 1));
  await expect(songs.row(MILLION)).toHaveAttribute('aria-selected', 'true');

  await window.keyboard.press('ArrowUp');
  await expect(songs.row(MILLION - 1)).toBeFocused();
  await window.keyboard.press('Home');
  await expect(songs.row(1)).toBeFocused();
  await expect(songs.row(1)).toBeInViewport({ ratio: 1 });

  // The scrollbar, pulled from its top to the middle of the list and on to its end.
  const box = await songs.grid.boundingBox();
  if (!box) throw new Error('There is no list.');
  const x = box.x + box.width - 6;
  await window.mouse.move(x, box.y + 12);
  await window.mouse.down();
  await window.mouse.move(x, box.y + box.height / 2, { steps: 5 });
  await expect.poll(async () => Math.round((await middleRow(songs)) / 100_000)).toBe(5);
  const held = await middleRow(songs);
  await window.mouse.up();
  expect(await middleRow(songs)).toBe(held);

  const before = await songs.topOf(songs.row(held));
  await wheel(window, songs, 120);
  expect(await songs.topOf(songs.row(held))).toBe(before - 120);
  await wheel(window, songs, -60);
  expect(await songs.topOf(songs.row(held))).toBe(before - 60);

  await window.mouse.move(x, box.y + box.height / 2);
  await window.mouse.down();
  await window.mouse.move(x, box.y + box.height + 40, { steps: 5 });
  await window.mouse.up();
  await expect(songs.row(MILLION)).toBeInViewport({ ratio: 1 });
});

/** The number of the song in the middle of what is seen. */
async function middleRow(songs: Songs): Promise<number> {
  const name = await songs.grid.evaluate((grid) => {
    const { left, top, width, height } = grid.getBoundingClientRect();
    const under = grid.ownerDocument.elementFromPoint(left + width / 2, top + height / 2);
    return under?.closest('[data-index]')?.getAttribute('aria-label');
  });
  return Number(/^Song (\d+),/.exec(name ?? '')?.[1]);
}

test('deep in a long list rows that come in above move nothing, and the place is found again', async ({
  bench,
}) => {
  const { window, songs } = await launchWithMany(bench, MILLION);
  await songs.row(1).click();
  await window.keyboard.press('End');
  await expect(songs.row(MILLION)).toBeFocused();
  await wheel(window, songs, -3_000);
  const aimed = await middleRow(songs);
  const before = await songs.topOf(songs.row(aimed));

  await songs.arrive(3);
  await expect(songs.row(aimed)).toHaveAttribute('aria-rowindex', String(aimed + 4));
  expect(await songs.topOf(songs.row(aimed))).toBe(before);

  await window.getByRole('link', { name: 'Jobs' }).click();
  await window.getByRole('link', { name: 'Songs' }).click();
  await expect.poll(() => songs.topOf(songs.row(aimed))).toBe(before);
});

test('the same songs as covers: tiles in rows and columns, keys in two dimensions, the last of a million', async ({
  bench,
}) => {
  const { window, songs } = await launchWithMany(bench, MILLION);
  await window.getByRole('button', { name: 'Grid', exact: true }).click();
  await expect(window.getByRole('button', { name: 'Grid', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(new URL(window.url()).searchParams.get('view')).toBe('grid');

  await songs.tile(1).click({ position: { x: 40, y: 40 } });
  const perRow = Number(await songs.grid.getAttribute('aria-colcount'));
  expect(perRow).toBeGreaterThan(2);
  const cover = await songs.tile(1).locator('span').first().boundingBox();
  expect(cover?.width).toBeGreaterThanOrEqual(148);
  await expect(songs.grid).toHaveAttribute('aria-rowcount', String(Math.ceil(MILLION / perRow)));
  await expect(songs.grid.getByRole('row').first().getByRole('gridcell')).toHaveCount(perRow);

  /** The tile that the keyboard is on, by its song; where a screen reader says it is. */
  const isAt = async (number: number) => {
    const tile = songs.tile(number);
    await expect(tile).toBeFocused();
    await expect(tile).toHaveAttribute('aria-selected', 'true');
    await expect(tile).toHaveAttribute('aria-colindex', String(((number - 1) % perRow) + 1));
    const row = tile.locator('..');
    await expect(row).toHaveRole('row');
    await expect(row).toHaveAttribute('aria-rowindex', String(Math.floor((number - 1) / perRow) + 1));
  };
  await window.keyboard.press('ArrowRight');
  await isAt(2);
  await window.keyboard.press('ArrowDown');
  await isAt(2 + perRow);
  await window.keyboard.press('ArrowLeft');
  await isAt(1 + perRow);
  await window.keyboard.press('ArrowLeft');
  await isAt(perRow);
  await window.keyboard.press('End');
  await isAt(MILLION);
  await expect(songs.tile(MILLION)).toBeInViewport({ ratio: 1 });
  await window.keyboard.press('ArrowUp');
  await isAt(MILLION - perRow);
  await window.keyboard.press('Home');
  await isAt(1);
  await window.keyboard.press('PageDown');
  await window.keyboard.press('PageUp');
  await isAt(1);

  await window.keyboard.press('Shift+ArrowDown');
  await expect(window.getByRole('status').filter({ hasText: `${perRow + 1} selected` })).toBeVisible();
  await songs.tile(3).click({ button: 'right', position: { x: 40, y: 40 } });
  await expect(window.getByRole('menuitem', { name: /^Play 5 songs|^Play \d+ songs/ })).toBeVisible();
  await window.keyboard.press('Escape');

  // Back to rows by key: the keyboard stays on its song.
  await songs.tile(7).click({ position: { x: 40, y: 40 } });
  await window.keyboard.press('ControlOrMeta+1');
  await expect(songs.row(7)).toBeFocused();
  await expect(songs.row(7)).toHaveAttribute('aria-selected', 'true');
  await window.keyboard.press('ControlOrMeta+2');
  await expect(songs.tile(7)).toBeFocused();
});

test('covers stay in their places while others come in before them', async ({ bench }) => {
  const { window, songs } = await launchWithMany(bench, 2_000);
  await window.getByRole('button', { name: 'Grid', exact: true }).click();
  await songs.tile(1).click({ position: { x: 40, y: 40 } });
  let arrived = 0;
  const staysWhileComeIn = async (number: number, count: number) => {
    const before = await songs.tile(number).boundingBox();
    arrived += count;
    await songs.arrive(count);
    await expect(songs.tile(number)).toHaveAttribute('data-index', String(number - 1 + arrived));
    expect(await songs.tile(number).boundingBox()).toEqual(before);
  };
  // At the top somebody aims at a cover; further down somebody only looks.
  await window.mouse.move(...(await middleOf(songs.tile(2))));
  await window.mouse.move(...(await middleOf(songs.tile(3))));
  await staysWhileComeIn(3, 1);
  await expect(window.getByRole('button', { name: '1 new song above' })).toBeVisible();
  await wheel(window, songs, 2_000);
  const aimed = await middleRow(songs);
  for (const count of [1, 2, 4]) await staysWhileComeIn(aimed, count);

  await window.getByRole('button', { name: '8 new songs above' }).click();
  await expect(songs.tile(-7)).toBeInViewport({ ratio: 1 });
  await expect(songs.tile(-7)).toHaveAttribute('aria-colindex', '1');
});

async function middleOf(place: Locator): Promise<[number, number]> {
  const box = await place.boundingBox();
  if (!box) throw new Error('It is not drawn.');
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test('the view is kept for the next start', async ({ bench }) => {
  const first = await launchWithMany(bench, 500);
  await first.window.keyboard.press('ControlOrMeta+2');
  await expect(first.songs.tile(1)).toBeVisible();
  await first.close();
  const second = await launchWithMany(bench, 500);
  await expect(second.songs.tile(1)).toBeVisible();
});

/** Goes on down the list, so many pixels with every frame; what of the rows in view is filled in at its end. */
function rush(songs: Songs, pixels: number, frames: number): Promise<{ rows: number; filled: number }> {
  return songs.grid.evaluate(
    async (grid, [step, count]) => {
      for (let frame = 0; frame < count; frame += 1) {
        grid.scrollTop += step;
        await new Promise((resolve) => grid.ownerDocument.defaultView?.requestAnimationFrame(resolve));
      }
      const drawn = [...grid.querySelectorAll('[data-index]')].filter(
        (row) => Number(row.getAttribute('data-index')) > 0 && row.textContent.startsWith('Song'),
      );
      const filled = drawn.filter((row) => /harmonium.*lyrics only/.test(row.textContent));
      return { rows: drawn.length, filled: filled.length };
    },
    [pixels, frames] as const,
  );
}

test('rows that go by too fast to be read are drawn in brief, and filled in when they come to rest', async ({
  bench,
}) => {
  const { songs } = await launchWithMany(bench, 10_000);
  // A busy machine may rest in the midst of it.
  await expect(async () => {
    const rushed = await rush(songs, 900, 30);
    expect(rushed.rows).toBeGreaterThan(8);
    expect(rushed.filled).toBe(0);
  }).toPass();
  const middle = songs.row(await middleRow(songs));
  await expect(middle).toContainText('slow folk, harmonium');
  await expect(middle).toContainText('lyrics only');
  // A hand that reads sees all of them all the time.
  const read = await rush(songs, 4, 60);
  expect(read.filled).toBe(read.rows);
});
