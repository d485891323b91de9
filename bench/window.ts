import type { Page } from '@playwright/test';
import type { Input, Route } from '@shared/ipc/contract';
import type { SongListing } from '@shared/model';

/** What the bench does in the program's window: it asks as the window itself asks, and takes the time there. */

/** Rows of a page, as the window asks for them. */
export const PAGE_ROWS = 100;

export type PageRequest = SongListing & { readonly offset: number; readonly limit: number };

export const firstPage = (listing: SongListing): PageRequest => ({ ...listing, offset: 0, limit: PAGE_ROWS });

/** An answer of the program, and what it took. */
export interface Answer {
  /** What came; null when the request was refused. */
  readonly value: unknown;
  readonly isOk: boolean;
  /** From the call to the parsed answer, in milliseconds. */
  readonly ms: number;
  /** Characters of the answer. */
  readonly chars: number;
}

/** What `prepareWindow` puts into the window for functions that run there. */
export interface WindowTools {
  tryAsk(route: string, input: unknown, slowedByMs?: number): Promise<Answer>;
  /** As `tryAsk`; fails when the request is refused. */
  ask(route: string, input: unknown, slowedByMs?: number): Promise<Answer>;
  /** Waits until the library holds so many songs. */
  untilSongs(count: number): Promise<void>;
}

/** Waits until the window can ask, and puts `window.bench` into it. */
export async function prepareWindow(page: Page): Promise<Page> {
  await page.waitForFunction(() => 'flowshelf' in window);
  await page.evaluate(() => {
    const lookMs = 20;

    async function tryAsk(route: string, input: unknown, slowedByMs = 0): Promise<Answer> {
      const json = JSON.stringify(input);
      const startedAt = performance.now();
      const text = await window.flowshelf.invoke(route, json);
      const envelope = JSON.parse(text) as { readonly ok: boolean; readonly value?: unknown };
      if (slowedByMs > 0) await new Promise((resolve) => setTimeout(resolve, slowedByMs));
      const ms = performance.now() - startedAt;
      return { value: envelope.value ?? null, isOk: envelope.ok, ms, chars: text.length };
    }

    async function ask(route: string, input: unknown, slowedByMs = 0): Promise<Answer> {
      const answer = await tryAsk(route, input, slowedByMs);
      if (!answer.isOk) throw new Error(`The program refused ${route}.`);
      return answer;
    }

    async function untilSongs(count: number): Promise<void> {
      for (;;) {
        const { value } = await ask('app.snapshot', {});
        if ((value as { readonly counts: { readonly songs: number } }).counts.songs >= count) return;
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      }
    }

    window.bench = { tryAsk, ask, untilSongs };
  });
  await ask(page, 'app.snapshot', {});
  return page;
}

/** As `prepareWindow`, and waits until the list of songs is there. */
export async function prepareSongs(page: Page): Promise<Page> {
  await prepareWindow(page);
  await page.getByRole('grid', { name: 'Songs' }).waitFor();
  return page;
}

/**
 * From now on `window.benchSound` is the element that the program plays, known by what it does, and `window.benchEar` hears
 * what goes to the loudspeakers. Before the first song.
 *
 * @param heldUpMs how long playing is held up each time, where that is to be seen
 */
export async function noteSound(page: Page, heldUpMs = 0): Promise<void> {
  await page.evaluate((heldUp) => {
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const ear = new AnalyserNode(to.context, { fftSize: 4_096 });
        connect.call(this, ear);
        window.benchEar = ear;
      }
      return connect.call(this, to);
    } as AudioNode['connect'];
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = async function () {
      window.benchSound = this;
      if (heldUp > 0) await new Promise((resolve) => setTimeout(resolve, heldUp));
      return play.call(this);
    };
  }, heldUpMs);
}

/** Asks the program once. Fails when it refuses. */
export function ask<R extends Route>(page: Page, route: R, input: Input<R>): Promise<Answer> {
  return page.evaluate(([name, asked]) => window.bench.ask(name, asked), [route, input] as const);
}

/** Asks the program for pages of songs, one after the other. Fails when one is refused. */
export function askPages(
  page: Page,
  requests: readonly PageRequest[],
  slowedByMs = 0,
): Promise<readonly Answer[]> {
  return page.evaluate(
    async ([inputs, slowedBy]) => {
      const answers: Answer[] = [];
      for (const input of inputs) {
        const answer = await window.bench.ask('songs.page', input, slowedBy);
        // The rows stay in the window: they would cost more on their way here than all that is measured.
        answers.push({ ...answer, value: null });
      }
      return answers;
    },
    [requests, slowedByMs] as const,
  );
}

/** Milliseconds of each. */
export function timesOf(answers: readonly Answer[]): number[] {
  return answers.map(({ ms }) => ms);
}
