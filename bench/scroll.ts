import type { Page } from '@playwright/test';

/** Scrolling the list of songs, the program's and the floor's alike. */

/** Of the rows with songs, which are all alike; the first is the head. */
export function rowHeight(page: Page): Promise<number> {
  return page
    .getByRole('grid', { name: 'Songs' })
    .getByRole('row')
    .nth(1)
    .evaluate((row) => row.getBoundingClientRect().height);
}

/**
 * Goes on down the list with every frame; milliseconds of each.
 *
 * @param slowedByMs the window has so much else to do in every frame
 */
export function scrollSongs(page: Page, frames: number, step: number, slowedByMs = 0): Promise<number[]> {
  return page.getByRole('grid', { name: 'Songs' }).evaluate(
    async (grid, { frames: count, step: pixels, slowedByMs: slowedBy }) => {
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      let before = await nextFrame();
      for (let frame = 0; frame < count; frame += 1) {
        grid.scrollTop += pixels;
        const busyUntil = performance.now() + slowedBy;
        while (slowedBy > 0 && performance.now() < busyUntil);
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    { frames, step, slowedByMs },
  );
}

/** Drags the list to its end; how many rows are still below those that can be seen then. */
export function rowsOutOfReach(page: Page): Promise<number> {
  return page.getByRole('grid', { name: 'Songs' }).evaluate(async (grid) => {
    const longestMs = 5_000;
    const deadline = performance.now() + longestMs;
    const rowCount = Number(grid.getAttribute('aria-rowcount'));
    let left = rowCount;
    while (left > 0 && performance.now() < deadline) {
      grid.scrollTop = grid.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 100));
      const bottom = grid.getBoundingClientRect().bottom;
      const seen = [...grid.querySelectorAll('[role=row]')]
        .filter((row) => row.getBoundingClientRect().top < bottom && row.textContent !== '')
        .map((row) => Number(row.getAttribute('aria-rowindex')));
      left = rowCount - Math.max(0, ...seen);
    }
    return left;
  });
}

/** Makes the list end after its first rows, whatever it draws: what cannot be reached is then most of it. */
export async function shorten(page: Page): Promise<void> {
  await page
    .getByRole('grid', { name: 'Songs' })
    .getByRole('rowgroup')
    .last()
    .evaluate((rows) => {
      rows.style.maxHeight = '100px';
      rows.style.overflow = 'clip';
    });
}
