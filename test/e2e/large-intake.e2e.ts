import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import type { Input, Output, Route } from '../../src/shared/ipc/contract';
import { clip, uuid, WORDS } from '../support/songs';
import { expect, test, type Bench } from './program';

/** Much at once is taken in by a thread of the program, which is killed with it at any moment. */

const JOBS = 1_000;
const SONGS = 2 * JOBS;
/** Whole answers, of two songs each. */
const answersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const clips = ['a', 'b'].map((take) =>
      clip(`Song ${index} ${take}`, { lyrics_id: uuid(`words ${index}`), lyrics_timing_markers: WORDS }),
    );
    const jobId = uuid(`job ${index}`);
    return JSON.stringify({
      status: 'SUCCESS',
      jobId,
      data: { jobId, action: 'music', mv: 'Lyria 3', clips },
    });
  }).join('\n');
const PASTED = answersOf(JOBS);

const holds = (window: Page) => window.getByRole('region', { name: 'What is being waited for' });

async function invoke<R extends Route>(window: Page, route: R, input: Input<R>): Promise<Output<R>> {
  const text = await window.evaluate(
    ([name, json]) =>
      (
        globalThis as unknown as { flowshelf: { invoke(route: string, json: string): Promise<string> } }
      ).flowshelf.invoke(name, json),
    [route, JSON.stringify(input)] as const,
  );
  const envelope = JSON.parse(text) as { ok: boolean; value: Output<R> };
  if (!envelope.ok) throw new Error(text);
  return envelope.value;
}

const songCount = async (window: Page) => (await invoke(window, 'app.snapshot', {})).counts.songs;

/** Kills the program as soon as the work is well under way; how many songs had come in then. */
async function killInTheMiddle({ window, kill }: Awaited<ReturnType<Bench['launch']>>): Promise<number> {
  await expect.poll(() => songCount(window), { intervals: [5] }).toBeGreaterThan(SONGS / 10);
  const known = await songCount(window);
  await kill();
  return known;
}

/** The database as a whole, and the songs that a search finds. */
function lookInto(bench: Bench) {
  const db = new BetterSqlite3(join(bench.userData, 'library.sqlite'), { readonly: true });
  try {
    return {
      health: db.pragma('integrity_check', { simple: true }),
      songs: db.prepare('SELECT count(*) FROM clip').pluck().get(),
      found: db.prepare(`SELECT count(*) FROM song_search WHERE song_search MATCH '"railing"'`).pluck().get(),
    };
  } finally {
    db.close();
  }
}

function loseDatabase(bench: Bench): void {
  for (const name of readdirSync(bench.userData)) {
    if (name.startsWith('library.sqlite') || name === 'Backups') {
      rmSync(join(bench.userData, name), { recursive: true });
    }
  }
}

test('a long paste, and a library folder that is gone through, end whole after a kill in the middle', async ({
  bench,
}) => {
  test.setTimeout(180_000);
  const pasting = await bench.launch();
  await pasting.window.getByRole('button', { name: 'Look around first' }).click();
  const answer = invoke(pasting.window, 'jobs.add', { text: PASTED }).catch(() => null);
  const known = await killInTheMiddle(pasting);
  expect(await answer).toBeNull();

  const again = await bench.launch();
  const kept = await songCount(again.window);
  expect(kept).toBeGreaterThanOrEqual(known);
  expect(kept).toBeLessThan(SONGS);
  // Both songs of an answer, or none of them.
  expect(kept % 2).toBe(0);
  expect((await invoke(again.window, 'jobs.add', { text: PASTED })).knownCount).toBe(JOBS);
  expect(await songCount(again.window)).toBe(SONGS);
  const sidecars = () => {
    const db = new BetterSqlite3(join(bench.userData, 'library.sqlite'), { readonly: true });
    const due = db.prepare('SELECT count(*) FROM clip WHERE is_sidecar_due <> 0').pluck().get();
    db.close();
    return due;
  };
  await expect.poll(sidecars, { timeout: 180_000 }).toBe(0);
  await again.close();
  expect(lookInto(bench)).toEqual({ health: 'ok', songs: SONGS, found: SONGS });

  loseDatabase(bench);
  const broughtBack = await killInTheMiddle(await bench.launch());
  expect(broughtBack).toBeLessThan(SONGS);

  const { window, close } = await bench.launch();
  await window.getByRole('button', { name: 'Stop', exact: true }).click({ timeout: 180_000 });
  await expect(holds(window)).toContainText('Not all songs of the library folder are in the list.');
  await holds(window).getByRole('button', { name: 'Go on' }).click();
  await expect(holds(window)).not.toContainText('library folder', { timeout: 180_000 });
  await expect(window.getByRole('dialog', { name: 'The folder already held a library' })).toBeVisible();
  await close();
  expect(lookInto(bench)).toEqual({ health: 'ok', songs: SONGS, found: SONGS });
});

test('a long text is added in sight, stopped in the middle, and added again', async ({ bench }, testInfo) => {
  test.setTimeout(180_000);
  const count = 4_000;
  const { window, close } = await bench.launch();
  await window.getByRole('button', { name: 'Look around first' }).click();
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'answers.json',
    mimeType: 'application/json',
    buffer: Buffer.from(answersOf(count)),
  });
  await expect(dialog.getByText('4,000 new').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Adding' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop' }).click();
  await expect(dialog).toContainText(/Stopped\. [\d,]+ new jobs were added by then and stay/);
  await window.screenshot({ path: testInfo.outputPath('stopped.png'), animations: 'disabled' });
  expect(await songCount(window)).toBeLessThan(2 * count);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByRole('progressbar', { name: 'Adding' })).toBeVisible();
  await window.screenshot({ path: testInfo.outputPath('adding.png'), animations: 'disabled' });
  await expect(dialog).toBeHidden({ timeout: 180_000 });
  expect(await songCount(window)).toBe(2 * count);
  await close();
});

test('job ids by the thousand that are pasted or dropped stay out of the field', async ({ bench }) => {
  const { window, close } = await bench.launch();
  await window.getByRole('button', { name: 'Look around first' }).click();
  await window.getByRole('button', { name: 'Add jobs' }).click();
  const dialog = window.getByRole('dialog', { name: 'Add jobs' });
  const field = dialog.getByRole('textbox');
  await field.focus();
  for (const [index, event] of ['ClipboardEvent', 'DragEvent'].entries()) {
    await window.evaluate(`
      const ids = Array.from({ length: 5_000 }, (_, at) => 'b' + (${index * 5_000} + at).toString(16).padStart(31, '0'));
      const data = new DataTransfer();
      data.setData('text/plain', ids.join('\\n'));
      const type = '${event}' === 'DragEvent' ? 'drop' : 'paste';
      const given = { bubbles: true, cancelable: true, clipboardData: data, dataTransfer: data };
      document.activeElement.dispatchEvent(new ${event}(type, given));
    `);
    await expect(dialog.getByText(`${index === 0 ? '5,000' : '10,000'} new`).first()).toBeVisible();
    await expect(field).toHaveValue('');
  }
  await close();
});
