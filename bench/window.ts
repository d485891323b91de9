import type { Page } from '@playwright/test';
import type { SongListing } from '@shared/model';
import type { Input, Route } from '@shared/ipc/contract';

/** What the bench does in the program's window: it asks as the window itself asks, and takes the time there. */

/** Rows of a page, as the window asks for them. */
export const PAGE_ROWS = 100;

export type PageRequest = SongListing & { readonly offset: number; readonly limit: number };

export const firstPage = (listing: SongListing): PageRequest => ({ ...listing, offset: 0, limit: PAGE_ROWS });

/** What asking took, and what came. */
export interface Answers {
  /** Milliseconds from the call to the parsed answer. */
  readonly times: readonly number[];
  /** Characters of the answers. */
  readonly sizes: readonly number[];
}

/** Waits until the window can ask, whatever it shows. */
export async function waitForProgram(page: Page): Promise<void> {
  await page.waitForFunction(() => 'flowshelf' in window);
  await ask(page, 'app.snapshot', {});
}

/** Waits until the list of songs is there. */
export async function waitForSongs(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Songs' }).waitFor();
}

/** Asks the program for pages of songs, one after the other. Fails when one is refused. */
export function askPages(page: Page, requests: readonly PageRequest[]): Promise<Answers> {
  return page.evaluate(async (inputs) => {
    const times: number[] = [];
    const sizes: number[] = [];
    for (const input of inputs) {
      const startedAt = performance.now();
      const text = await window.flowshelf.invoke('songs.page', JSON.stringify(input));
      const envelope = JSON.parse(text) as { readonly ok: boolean };
      times.push(performance.now() - startedAt);
      if (!envelope.ok) throw new Error(`songs.page was refused: ${text}`);
      sizes.push(text.length);
    }
    return { times, sizes };
  }, requests);
}

/** Asks the program once. Fails when it refuses. */
export async function ask<R extends Route>(page: Page, route: R, input: Input<R>): Promise<unknown> {
  return page.evaluate(
    async ([name, json]) => {
      const text = await window.flowshelf.invoke(name, json);
      const envelope = JSON.parse(text) as { readonly ok: boolean; readonly value: unknown };
      if (!envelope.ok) throw new Error(`${name} was refused: ${text}`);
      return envelope.value;
    },
    [route, JSON.stringify(input)] as const,
  );
}
