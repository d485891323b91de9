import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Page } from '@playwright/test';
import { DATABASE, LIBRARY_FOLDER, seedProfile, settleIn } from '../../bench/library/seed';
import { audio } from '../support/media';
import { expect, test, type Bench } from './program';

/** Ten thousand songs in the queue: put in, gone through, shuffled and back, played, and kept over a restart. */

const MANY = 10_000;
/** The one file that all of them play, in the library folder. */
const SOUND = 'sound.m4a';

/** A profile with so many songs, each of which plays. */
async function seed(bench: Bench): Promise<void> {
  const covers = join(bench.folder, 'covers');
  mkdirSync(covers);
  seedProfile(bench.userData, MANY, covers, () => undefined);
  await settleIn(bench.userData);
  const library = join(bench.userData, LIBRARY_FOLDER);
  writeFileSync(join(library, SOUND), audio());
  const db = new BetterSqlite3(join(bench.userData, DATABASE));
  db.prepare(`UPDATE asset SET path = ? WHERE kind = 'audio'`).run(SOUND);
  // Nobody waits here for how loud they are.
  db.exec('DELETE FROM sound_due');
  db.close();
}

function partsOf(window: Page) {
  const panel = window.getByRole('region', { name: 'Queue', exact: true });
  const rows = panel.getByRole('grid', { name: 'In the queue' });
  const player = window.getByRole('region', { name: 'Player' });
  const at = (place: number) => rows.locator(`[data-index="${place}"]`);
  return {
    panel,
    rows,
    at,
    player,
    button: (name: string) => player.getByRole('button', { name, exact: true }),
    /** What a screen reader says of the first rows and of the last, each when it is drawn. */
    async ends(): Promise<readonly (string | null)[]> {
      const words: (string | null)[] = [];
      for (const [key, places] of [
        ['Home', [0, 1, 2, 3, 4, 5, 6, 7]],
        ['End', [MANY - 2, MANY - 1]],
      ] as const) {
        await rows.locator('[tabindex="0"]').focus();
        await window.keyboard.press(key);
        for (const place of places) {
          await expect(at(place)).toContainText(/\d:\d\d/);
          words.push((await at(place).getAttribute('aria-label')) ?? '');
        }
      }
      // Whether it plays or was played is another question than where it stands.
      return words.map((each) => each?.replace(/(plays now|before what plays), /, '') ?? null);
    },
  };
}

test('ten thousand songs are queued, shuffled and back, played and kept', async ({ bench }, testInfo) => {
  test.setTimeout(600_000);
  await seed(bench);
  const env = { TT_API_KEY: 'a-key', FLOWSHELF_LIBRARY_DIR: join(bench.userData, LIBRARY_FOLDER) };
  const program = await bench.launch({ env });
  const { window } = program;
  const { panel, rows, at, player, button, ends } = partsOf(window);
  await window.evaluate(`{
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });
  }`);

  await test.step('all are put into the queue', async () => {
    const songs = window.getByRole('grid', { name: 'Songs' });
    await songs.locator('[data-index="0"]').click();
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('ControlOrMeta+Shift+Enter');
    await expect(window.getByText('10,000 songs were added to the queue')).toBeVisible();
    await window.keyboard.press('ControlOrMeta+u');
    await expect(panel).toContainText('9,999 songs to come');
    await expect(rows).toHaveAttribute('aria-rowcount', String(MANY + 1));
  });

  const listed = await ends();
  await test.step('the panel goes to its end', async () => {
    await expect(at(MANY - 1)).toBeFocused();
    await expect(at(MANY - 1)).toBeInViewport({ ratio: 0.98 });
    expect(new Set(listed).size).toBe(listed.length);
    await window.screenshot({ path: testInfo.outputPath('end.png') });
  });

  await test.step('the first one plays, and others follow', async () => {
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await expect(button('Pause')).toBeVisible();
    for (const place of [1, 2]) {
      await window.keyboard.press('ControlOrMeta+ArrowRight');
      await expect(at(place)).toHaveAttribute('aria-current', 'true');
    }
    await expect(panel).toContainText('9,997 songs to come');
    await expect(button('Pause')).toBeVisible();
  });

  await test.step('shuffled and back', async () => {
    await window.keyboard.press('ControlOrMeta+Shift+S');
    await expect(button('Shuffle')).toHaveAttribute('aria-pressed', 'true');
    await expect(panel).toContainText('9,999 songs to come');
    const shuffled = await ends();
    expect(shuffled[0]).toBe(listed[2]);
    expect(shuffled.slice(1)).not.toEqual(listed.slice(1));
    await window.keyboard.press('ControlOrMeta+ArrowRight');
    await expect(panel).toContainText('9,998 songs to come');
    await window.keyboard.press('ControlOrMeta+ArrowLeft');
    await expect(panel).toContainText('9,999 songs to come');
    await window.keyboard.press('ControlOrMeta+Shift+S');
    await expect(panel).toContainText('9,997 songs to come');
    expect(await ends()).toEqual(listed);
  });

  await test.step('saved as a playlist', async () => {
    await window.keyboard.press('ControlOrMeta+Shift+D');
    const naming = window.getByRole('dialog', { name: 'New playlist' });
    await expect(naming).toContainText('10,000 songs');
    await window.keyboard.type('All of them');
    await window.keyboard.press('Enter');
    await expect(window.getByText('“All of them” was made of 10,000 songs.')).toBeVisible();
    await expect(naming).toBeHidden();
    await rows.locator('[tabindex="0"]').focus();
    await window.keyboard.press('End');
  });

  await test.step('the last one by key', async () => {
    await expect(at(MANY - 1)).toBeFocused();
    await window.keyboard.press('Enter');
    await expect(panel).toContainText('The last song of the queue');
    await expect(button('Next')).toBeDisabled();
    await window.keyboard.press('Home');
    await window.keyboard.press('Enter');
    await window.keyboard.press('ControlOrMeta+ArrowRight');
    await expect(panel).toContainText('9,998 songs to come');
  });

  testInfo.annotations.push({
    type: 'longest piece of work of the window, ms',
    description: String(await window.evaluate('window.longest')),
  });
  const [title = ''] = listed[1]?.split(',') ?? [];
  await expect(player).toContainText(title);
  // The order is kept a moment after it has changed; nothing tells when.
  await window.waitForTimeout(3_000);
  await program.close();

  await test.step('after a restart all of it stands there', async () => {
    const again = await bench.launch({ env });
    const after = partsOf(again.window);
    await expect(after.panel).toContainText('9,998 songs to come');
    await expect(after.player).toContainText(title);
    await expect(after.at(1)).toHaveAttribute('aria-current', 'true');
    expect(await after.ends()).toEqual(listed);
    await again.window.keyboard.press('Space');
    await expect(after.button('Pause')).toBeVisible();
    await again.window.keyboard.press('ControlOrMeta+ArrowRight');
    await expect(after.panel).toContainText('9,997 songs to come');
  });
});
