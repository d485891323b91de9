import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { displayTitle } from '../../src/main/domain/naming';
import { failed, startFlowServer, statusText, success } from '../support/flow-server';
import { hostileTexts } from '../support/hostile-texts';
import { uuid } from '../support/songs';
import { expect, ofCases, test } from './program';

/** A hundred texts that want to be more, in everything that the service can name: shown as text wherever they are shown. */

const KEY = 'key-for-the-hostile-texts-0815';
const TEXTS = hostileTexts();
/** For what stands on every row: without a number, so that numbers find single songs. */
const MARKUP = '<img src=x onerror=pwned()>';
const MUSIC = uuid('hostile songs');

/** What would stand in the page if one of the texts had become more than text. */
const BECOME_MORE =
  'script:not([src^="/assets/"]):not([src^="./assets/"]), iframe, object, embed, base, webview, portal, meta[http-equiv], ' +
  'form[action], [onerror], [onload], [onclick], [onfocus], [onmouseover], [ontoggle], [onbegin], [onstart], ' +
  'a[href^="javascript" i], a[href*="evil.example"], link[href*="evil.example"], [src*="evil.example"], mark b, math, marquee, keygen';

test(
  'a hundred scripts in titles, lyrics, prompts, messages and states are shown as what they are',
  ofCases(TEXTS.length),
  async ({ bench }) => {
    expect(TEXTS.length).toBeGreaterThanOrEqual(100);
    const server = await startFlowServer({ key: KEY });
    const gone = server.file('/gone.m4a', { bytes: Buffer.alloc(0), status: 404 });
    const clips = TEXTS.map((text, index) => ({
      clip_id: uuid(`hostile ${index}`),
      title: text,
      lyrics: `[Verse ${text}]\n${text}\nsecond ${text}`,
      sound_prompt: text,
      bpm: text,
      seed: text,
      create_time: text,
      ...(index < 5 ? { audio_url: gone } : {}),
    }));
    server.job(MUSIC, success(clips, { action: MARKUP, mv: MARKUP, quota: MARKUP }));
    const refused = TEXTS.map((text, index) => ({ id: uuid(`refused ${index}`), text }));
    for (const { id, text } of refused) server.job(id, failed(text));
    const odd = TEXTS.slice(0, 10).map((text, index) => ({ id: uuid(`odd ${index}`), text }));
    for (const { id, text } of odd) server.job(id, statusText(text));

    const { window, close } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
    await window.evaluate(`flowshelf.invoke('settings.update', '{"requestsPerMinute":120}')`);
    const troubles: string[] = [];
    window.on('dialog', (dialog) => {
      troubles.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    window.on('console', (line) => {
      // A song without a cover has none to load.
      const isNoCover = line.location().url.startsWith('media:');
      if (line.type() === 'error' && !isNoCover) troubles.push(`console: ${line.text()}`);
    });
    window.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    await window.evaluate('window.pwned = () => { window.wasPwned = true; }');

    async function expectOnlyText(view: string): Promise<void> {
      expect(await window.evaluate('window.wasPwned === true'), view).toBe(false);
      expect(await window.locator(BECOME_MORE).count(), view).toBe(0);
      expect(troubles, view).toEqual([]);
    }

    await test.step('pasted as job ids', async () => {
      await window.getByRole('button', { name: 'Add jobs' }).first().click();
      const dialog = window.getByRole('dialog', { name: 'Add jobs' });
      await dialog.getByRole('textbox', { name: 'Job ids' }).fill(TEXTS.join('\n'));
      await expect(dialog).toContainText('no job id');
      await expectOnlyText('pasted');
      const ids = [MUSIC, ...refused.map(({ id }) => id), ...odd.map(({ id }) => id)];
      await dialog.getByRole('textbox', { name: 'Job ids' }).fill(ids.join('\n'));
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(dialog).toBeHidden();
    });

    await test.step('titles and prompts in the list of songs', async () => {
      await window.getByRole('link', { name: 'Songs' }).click();
      await expect(window.getByRole('status').filter({ hasText: `${TEXTS.length} songs` })).toBeVisible();
      const shown = await everyRow(window, 'Songs');
      for (const text of TEXTS) expect(shown).toContain(displayTitle(text, null, 'x'));
      await expectOnlyText('songs');
    });

    await test.step('words in the panel and on the page of lyrics, also while a search marks them', async () => {
      const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
      for (const index of [0, 8, 30, 45, 60, 90]) {
        const text = TEXTS[index] ?? '';
        await search.fill(text.slice(0, 3));
        const row = window
          .getByRole('grid', { name: 'Songs' })
          .getByRole('row')
          .filter({ hasText: text.trim() });
        await row.first().click();
        await expect(window.getByRole('region', { name: 'Lyrics' })).toContainText(`second ${text}`);
        await expectOnlyText(`panel ${text}`);
      }
      await window.getByRole('link', { name: 'Lyrics' }).click();
      await search.fill('pwned');
      await expect(window.getByText(/pwned/).first()).toBeVisible();
      await expectOnlyText('lyrics, searched');
      await search.fill(TEXTS[6] ?? '');
      await expectOnlyText('lyrics, searched for markup');
      await search.fill('');
      await expectOnlyText('lyrics');
    });

    await test.step('messages, states and raw answers of jobs', async () => {
      await window.getByRole('link', { name: 'Jobs' }).click();
      await expect
        .poll(() => server.asked().filter((request) => request.status === 200).length, { timeout: 110_000 })
        .toBeGreaterThan(refused.length);
      await window.waitForTimeout(1_000);
      const shown = await everyRow(window, 'Jobs');
      const missing = refused.filter(({ text }) => !shown.includes(text));
      expect(missing).toEqual([]);
      for (const { text } of odd) expect(shown).toContain(`The service says “${text}”`);
      expect(shown).toContain(`quota: ${MARKUP}`);
      await expectOnlyText('jobs');
      await window
        .getByRole('grid', { name: 'Jobs' })
        .getByRole('row', { name: new RegExp(`^${MUSIC}`) })
        .click({ button: 'right' });
      await window.getByRole('menuitem', { name: 'Show answer' }).click();
      await expect(window.getByRole('dialog', { name: 'Answer of the service' })).toContainText('pwned()');
      await expectOnlyText('answer');
      await window.keyboard.press('Escape');
    });

    await test.step('titles of downloads', async () => {
      await window.getByRole('link', { name: 'Downloads' }).click();
      await expect(window.getByRole('grid', { name: 'Downloads' })).toContainText('pwned()');
      await expectOnlyText('downloads');
    });

    await test.step('exported, they stand in the files as they came, under names that are only names', async () => {
      await window.getByRole('link', { name: 'Songs' }).click();
      await window.getByRole('grid', { name: 'Songs' }).getByRole('row').nth(2).click();
      await window.keyboard.press('Control+a');
      await window.getByRole('main').getByRole('button', { name: 'Export…' }).click();
      const dialog = window.getByRole('dialog', { name: 'Export songs' });
      for (const format of ['LRC', 'SRT'])
        await dialog.getByRole('checkbox', { name: format, exact: true }).uncheck();
      await dialog.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(dialog).toContainText(`${TEXTS.length} files written`);
      await expectOnlyText('export');
      const folder = join(bench.libraryFolder, 'Lyrics');
      const names = await readdir(folder);
      for (const name of names) expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}]+\.txt$/u);
      const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
      for (const { lyrics } of clips) expect(contents).toContain(`${lyrics}\n`);
      expect((await readdir(bench.folder)).sort()).toEqual(['Music', 'profile']);
    });
    await close();
    await server.close();
  },
);

/** The texts of all rows of a grid, those included that come only when they are scrolled to. */
async function everyRow(window: Page, name: string): Promise<string> {
  const grid = window.getByRole('grid', { name });
  const seen = new Set<string>();
  let lastTop = -1;
  for (;;) {
    for (const text of await grid.getByRole('row').allTextContents()) seen.add(text);
    const top = await grid.evaluate((element: GridElement) => {
      const scroller = [element, ...element.querySelectorAll('*')].find(
        (each) => each.scrollHeight > each.clientHeight + 40,
      );
      if (!scroller) return 0;
      scroller.scrollTop += scroller.clientHeight * 0.7;
      return scroller.scrollTop;
    });
    await window.waitForTimeout(120);
    if (top === lastTop) return [...seen].join('\n');
    lastTop = top;
  }
}

/** What is used of an element; the tests know no DOM. */
interface GridElement {
  readonly scrollHeight: number;
  readonly clientHeight: number;
  scrollTop: number;
  querySelectorAll(selector: string): Iterable<GridElement>;
}
