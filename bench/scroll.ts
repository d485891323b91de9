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

/** Goes on down the list with every frame; milliseconds of each. */
export function scrollSongs(page: Page, frames: number, step: number): Promise<number[]> {
  return page.getByRole('grid', { name: 'Songs' }).evaluate(
    async (grid, { frames: count, step: pixels }) => {
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      let before = await nextFrame();
      for (let frame = 0; frame < count; frame += 1) {
        grid.scrollTop += pixels;
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    { frames, step },
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
