import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { LibraryGoal } from '../bench';
import { startInspected, type InspectedProgram } from '../inspected';
import { newestFirst } from '../library/queries';
import { untilQuiet } from '../measure/quiet';
import { limitResult, type Result } from '../measure/result';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, prepareSongs } from '../window';

const IDLE_MS = 4_000;
const LOOK_MS = 100;
/** Entries of the playlist file that is read. */
const IMPORTED = 10_000;
const LONGEST_STALL_MS = 25;
/** A task of the window that takes longer is felt as a halt. */
const LONGEST_TASK_MS = 100;

interface Step {
  readonly what: string;
  readonly mainMs: number;
  readonly windowMs: number;
}

/** P15: what is done with all songs at once keeps neither the main process nor the window. */
export const longLists: LibraryGoal = {
  ids: ['P15'],
  what: 'all songs noted, queued and put into playlists at once',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const program = await startInspected(bench, profile);
    const { page } = program;
    const stallMs = bench.slowedBy(SLOWDOWN.stallMs);
    const count = Math.min(songs, 100_000);
    try {
      await prepareSongs(page);
      await untilQuiet(program);
      const { maxMs: idleMs } = await program.loopDelayDuring(() => delay(IDLE_MS));
      const steps: Step[] = [];
      const measure = async (what: string, work: () => Promise<void>) => {
        bench.say(what);
        const tasks = await watchTasks(page);
        const { maxMs } = await program.loopDelayDuring(work, stallMs);
        const windowMs = (await tasks()) + bench.slowedBy(SLOWDOWN.frameMs);
        steps.push({ what, mainMs: maxMs, windowMs });
      };
      await page.getByRole('grid', { name: 'Songs' }).focus();
      await page.keyboard.press('Control+a');
      await measure('all songs rated', async () => {
        await page.keyboard.press('Alt+3');
        await untilCounted(page, 'rating:3', songs);
      });
      await measure('their rating taken back', async () => {
        await page.getByRole('button', { name: 'Undo' }).click();
        await untilCounted(page, 'rating:3', 0);
      });
      await measure('all songs queued', async () => {
        await page.getByRole('grid', { name: 'Songs' }).focus();
        await page.keyboard.press('Control+Shift+Enter');
        await page.getByText(/songs were added to the queue/).waitFor();
      });
      if (songs <= count) await playlists(program, measure, songs);
      return resultsOf(songs, steps, idleMs);
    } finally {
      await program.stop();
    }
  },
};

type Measure = (what: string, work: () => Promise<void>) => Promise<void>;

async function playlists({ page }: InspectedProgram, measure: Measure, songs: number): Promise<void> {
  const copyId = crypto.randomUUID();
  await measure('the queue saved as a playlist', async () => {
    await page.keyboard.press('Control+Shift+D');
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('All of them');
    await page.keyboard.press('Enter');
    await untilEntries(page, 'All of them', songs);
  });
  await measure('a playlist of all songs duplicated', async () => {
    const { id } = await playlistNamed(page, 'All of them');
    await page.evaluate(
      ([of, copy]) =>
        window.bench.ask('playlists.duplicate', { id: of, copyId: copy, name: 'Copy' }).then(() => undefined),
      [id, copyId] as const,
    );
  });
  await measure('all entries of a playlist removed', async () => {
    await page.getByRole('link', { name: 'Copy', exact: true }).click();
    await page.getByRole('grid', { name: 'Songs of the playlist' }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await untilEntries(page, 'Copy', 0);
  });
  await measure('all entries of a playlist brought back', async () => {
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await untilEntries(page, 'Copy', songs);
  });
  const base64 = await playlistFile(page);
  await measure(`a playlist file of ${IMPORTED} songs read`, async () => {
    await page.evaluate(
      (text) =>
        window.bench
          .ask('playlists.readImport', { fileName: 'Other.m3u8', base64: text })
          .then(() => undefined),
      base64,
    );
  });
}

/** Notes the longest task of the window from now on; to be asked once. */
async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const longest = await page.evaluateHandle(() => {
    const noted = { ms: 0 };
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.ms = Math.max(noted.ms, duration);
    });
    observer.observe({ type: 'longtask' });
    return noted;
  });
  return () => longest.evaluate(({ ms }) => ms);
}

async function untilCounted(page: Page, search: string, count: number): Promise<void> {
  for (;;) {
    const { value } = await ask(page, 'songs.count', newestFirst(search));
    if (value === count) return;
    await delay(LOOK_MS);
  }
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

async function playlistNamed(page: Page, wanted: string): Promise<Listed> {
  const { value } = await ask(page, 'app.snapshot', {});
  const { playlists: listed } = value as { readonly playlists: readonly Listed[] };
  return listed.find(({ name }) => name === wanted) ?? { id: '', name: wanted, count: -1 };
}

async function untilEntries(page: Page, name: string, count: number): Promise<void> {
  while ((await playlistNamed(page, name)).count !== count) await delay(LOOK_MS);
}

/** A file that names songs by their titles, as one of another library. */
async function playlistFile(page: Page): Promise<string> {
  const { value } = await ask(page, 'songs.page', { ...newestFirst(''), offset: 0, limit: 500 });
  const { rows } = value as { readonly rows: readonly { readonly title: string }[] };
  const lines = Array.from(
    { length: IMPORTED },
    (_, at) => `#EXTINF:-1,${rows[at % rows.length]?.title ?? ''}\nElsewhere/Song ${at}.m4a`,
  );
  return Buffer.from(`#EXTM3U\n${lines.join('\n')}\n`).toString('base64');
}

function resultsOf(songs: number, steps: readonly Step[], idleMs: number): Result[] {
  const windows = steps.map(({ windowMs }) => windowMs);
  const line = { id: 'P15', songs, unit: 'ms' } as const;
  return [
    ...steps.map(({ what, mainMs }) =>
      limitResult({
        ...line,
        what: `event loop of main, its longest stall: ${what}`,
        limit: LONGEST_STALL_MS,
        program: mainMs,
        range: [mainMs, mainMs],
        floor: idleMs,
      }),
    ),
    limitResult({
      ...line,
      what: 'the longest task of the window meanwhile',
      limit: LONGEST_TASK_MS,
      program: Math.max(...windows),
      range: [Math.min(...windows), Math.max(...windows)],
      floor: 0,
    }),
  ];
}
