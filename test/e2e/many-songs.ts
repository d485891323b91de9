import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, type Bench, type Program } from './program';

/** A request of the window that the stand-in for a library answered. */
export interface Asked {
  readonly route: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface ManySongs {
  fetchMs: number;
  asked: Asked[];
  arrive(count: number): void;
}
declare global {
  var manySongs: ManySongs;
}

/** Starts the program as if it had so many songs: `Song 1` is the first of the list. */
export async function launchWithMany(
  bench: Bench,
  count: number,
): Promise<Program & { readonly songs: Songs }> {
  const program = await bench.launch({
    env: { TT_API_KEY: 'a-key', FLOWSHELF_TEST_SONGS: String(count) },
    modules: [join(import.meta.dirname, 'many-songs.cjs')],
  });
  const songs = createSongs(program.app, program.window);
  await expect(songs.grid.getByText('Song 1', { exact: true })).toBeVisible();
  return { ...program, songs };
}

export type Songs = ReturnType<typeof createSongs>;

function createSongs(app: ElectronApplication, window: Page) {
  const grid = window.getByRole('grid', { name: 'Songs' });
  return {
    grid,
    row: (number: number) => grid.getByRole('row', { name: new RegExp(`^Song ${number},`) }),
    tile: (number: number) => grid.getByRole('gridcell', { name: new RegExp(`^Song ${number},`) }),
    /** Songs come in above all others. */
    arrive: (count: number) =>
      app.evaluate((_electron, more) => {
        globalThis.manySongs.arrive(more);
      }, count),
    slowDownFetching: (ms: number) =>
      app.evaluate((_electron, fetchMs) => {
        globalThis.manySongs.fetchMs = fetchMs;
      }, ms),
    /** What was asked of this route so far. */
    asked: async (route: string): Promise<readonly Asked['input'][]> => {
      const asked: readonly Asked[] = await app.evaluate(() => globalThis.manySongs.asked);
      return asked.filter((each) => each.route === route).map(({ input }) => input);
    },
    /** Where a row stands in the window. */
    topOf: async (row: ReturnType<typeof grid.getByRole>): Promise<number> => {
      const box = await row.boundingBox();
      if (!box) throw new Error('The row is not drawn.');
      return Math.round(box.y);
    },
  };
}
