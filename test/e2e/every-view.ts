import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Language } from '../../src/shared/language';
import { en } from '../../src/shared/texts/en';
import { ru } from '../../src/shared/texts/ru';
import { zh } from '../../src/shared/texts/zh';
import { startFlowServer, success } from '../support/flow-server';
import { audio } from '../support/media';
import { expect, type Bench, type Program } from './program';
import { KEY } from './three-songs';

/*
 * Ways through all that the window can show, in any language, for tests that look at each picture. What is opened here by its
 * text is found by the text of the language that is shown.
 */

export const TEXTS = { en, ru, zh };
export type Texts = (typeof TEXTS)[Language];

/** What a system says of the language that its user prefers. */
export const SYSTEM_LANGUAGE: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  ru: { LANG: 'ru_RU.UTF-8', LANGUAGE: 'ru_RU:ru' },
  zh: { LANG: 'zh_CN.UTF-8', LANGUAGE: 'zh_CN:zh' },
};

/** Looks at the window as it is now; `what` names it. */
export type Look = (what: string) => Promise<void>;

const SAMPLE_SONGS = 8;
/** Where a row has its title, however narrow it is; in its middle may be the heart. */
const TITLE = { x: 110, y: 16 };

/** Starts the sample songs in a language, and waits until all of them are there with their files. */
export async function launchSample(
  bench: Bench,
  language: Language,
): Promise<Program & { readonly texts: Texts }> {
  const texts = TEXTS[language];
  const program = await bench.launch({ args: ['--sample'], env: SYSTEM_LANGUAGE[language] });
  const songs = program.window.getByRole('grid', { name: texts.songs.grid });
  await expect(songs.getByRole('row')).toHaveCount(1 + SAMPLE_SONGS, { timeout: 60_000 });
  await expect(songs).not.toContainText('%');
  return { ...program, texts };
}

/** What is done in the window by hand, whatever its language. */
function handsOn(window: Page, texts: Texts) {
  const { keyboard } = window;
  const songs = window.getByRole('grid', { name: texts.songs.grid });
  const row = (title: string) => songs.getByRole('row', { name: new RegExp(`^${title}`) }).first();
  const dialog = window.getByRole('dialog');
  const button = (name: string) => window.getByRole('button', { name, exact: true });
  const item = (name: string) => window.getByRole('menuitem', { name, exact: true });
  const panel = window.getByRole('region', { name: texts.lyrics.panel.label, exact: true });
  return {
    keyboard,
    row,
    dialog,
    button,
    item,
    player: window.getByRole('region', { name: texts.player.label, exact: true }),
    panel,
    search: window.getByRole('searchbox', { name: texts.shell.searchLabel }),
    place: (place: keyof typeof en.shell.places) =>
      window
        .getByRole('navigation')
        .first()
        .getByRole('link', { name: new RegExp(`^${texts.shell.places[place]}`) })
        .click(),
    /** Closes what is open over the window, a menu within a menu too. */
    async leave() {
      const over = window.locator(':is([role=dialog], [role=menu]):not([data-closed])');
      for (let open = await over.count(); open > 0; open = await over.count()) {
        await keyboard.press('Escape');
        await expect.poll(() => over.count()).toBeLessThan(open);
      }
      await expect(dialog).toHaveCount(0);
    },
    /** Shows the words, beside the list or, in a narrow window, over it. */
    async openWords() {
      if (!(await panel.isVisible())) await keyboard.press('ControlOrMeta+l');
      await expect(panel).toBeVisible();
    },
    /** Takes away what lies over the list in a narrow window. */
    async clearList() {
      if (!(await window.evaluate<boolean>('innerWidth < 1000'))) return;
      if (await panel.isVisible()) await keyboard.press('ControlOrMeta+l');
      await expect(panel).toBeHidden();
    },
    async songMenu(title: string) {
      await row(title).click({ button: 'right', position: TITLE });
      await expect(window.getByRole('menu').first()).toBeVisible();
    },
    /** As the system does it when files are let go over the window. */
    async drop(files: Readonly<Record<string, string>>) {
      const dataTransfer = await window.evaluateHandle(`(() => {
        const data = new DataTransfer();
        for (const [name, text] of Object.entries(${JSON.stringify(files)})) data.items.add(new File([text], name));
        return data;
      })()`);
      await window.dispatchEvent('body', 'drop', { dataTransfer });
    },
  };
}

/** The system's own dialogs cannot be driven: this one answers with a file or a folder. */
async function answerChoices({ app }: Program, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Goes to every place, panel and menu, and to what lies over them. */
export async function seePlaces(program: Program, texts: Texts, look: Look): Promise<void> {
  const { window } = program;
  const { keyboard, row, button, item, player, panel, search, place, leave, songMenu, openWords, clearList } =
    handsOn(window, texts);

  await row('Night Ferry').dblclick({ position: TITLE });
  await player.getByRole('button', { name: texts.player.pause, exact: true }).click();
  await openWords();
  await expect(panel.getByText('Carry the quiet ones').first()).toBeVisible();
  await look('songs');
  await clearList();
  await songMenu('Low Tide');
  await look('the menu of a song');
  await item(texts.marks.rating.label).hover();
  await expect(window.getByRole('menu')).toHaveCount(2);
  await look('a menu in a menu');
  await leave();
  await keyboard.press('ControlOrMeta+2');
  await look('covers');
  await keyboard.press('ControlOrMeta+1');
  await keyboard.press('ControlOrMeta+Shift+f');
  await expect(window.getByRole('dialog', { name: texts.filters.title })).toBeVisible();
  await look('filters');
  await leave();
  await search.fill('light');
  await expect(row('Night Ferry')).toBeVisible();
  await look('a search');
  await search.fill('is:favourite zzqq');
  await expect(button(texts.songs.empty.showAll)).toBeVisible();
  await look('a search without a hit');
  await search.fill('');
  await row('Low Tide').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+a');
  await expect(button(texts.songs.clearSelection)).toBeVisible();
  await look('several songs');
  await button(texts.songs.clearSelection).click();

  await player.getByRole('button', { name: texts.player.queue.show }).click();
  await expect(window.getByRole('grid', { name: texts.queue.grid })).toBeVisible();
  await look('queue');
  await window.getByText(texts.queue.view.history, { exact: true }).click();
  await look('history');
  await keyboard.press('ControlOrMeta+l');
  await clearList();
  await player.getByRole('button', { name: texts.player.options.label }).click();
  await look('playback options');
  await leave();

  await place('lyrics');
  await expect(window.getByRole('grid', { name: texts.lyrics.page.grid })).toBeVisible();
  await look('lyrics');
  await window.getByRole('searchbox').first().fill('light');
  await expect(window.locator('mark').first()).toBeVisible();
  await look('a search in lyrics');
  await window.getByRole('searchbox').first().fill('');

  await place('jobs');
  const job = window.getByRole('grid', { name: texts.jobs.grid }).getByRole('row').nth(1);
  await expect(job).toBeVisible();
  await look('jobs');
  await job.click({ button: 'right' });
  await look('the menu of a job');
  await item(texts.jobs.menu.answer).click();
  await expect(window.getByRole('dialog', { name: texts.jobs.answer.title })).toContainText('{');
  await look('the answer of the service');
  await leave();
  await job.click({ button: 'right' });
  await item(texts.jobs.menu.remove).click();
  await expect(window.getByRole('dialog')).toBeVisible();
  await look('remove a job');
  await leave();

  await place('downloads');
  await expect(
    window.getByRole('main').getByRole('heading', { name: texts.shell.places.downloads, exact: true }),
  ).toBeAttached();
  await look('downloads');
  await place('settings');
  await expect(window.getByRole('heading', { name: texts.settings.title, exact: true })).toBeVisible();
  await look('settings');

  await place('songs');
  await row('Paper Lanterns').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+Shift+c');
  await expect(window.getByRole('heading', { name: texts.compare.title })).toBeVisible();
  await look('comparison');
  await keyboard.press('Escape');
  await row('Night Ferry').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+Shift+l');
  await expect(window.getByRole('group', { name: texts.lyrics.editor.waveform })).toBeVisible();
  await look('times of lyrics');
  await window.getByRole('listbox', { name: texts.lyrics.editor.lines }).press('F2');
  await expect(window.getByRole('textbox', { name: texts.lyrics.editor.line })).toBeFocused();
  await look('the words of a line');
  await keyboard.press('Escape');
  await window
    .getByRole('region', { name: texts.lyrics.editor.label })
    .getByText(texts.lyrics.editor.tab.text, { exact: true })
    .click();
  await look('text of lyrics');
  await button(texts.lyrics.editor.close).click();
  await keyboard.press('ControlOrMeta+k');
  await expect(window.getByRole('region', { name: texts.lyrics.karaoke.label })).toBeVisible();
  await look('karaoke');
  await keyboard.press('Escape');
  await keyboard.press('ControlOrMeta+Shift+p');
  await expect(window.getByRole('region', { name: texts.player.mini.label })).toBeVisible();
  await look('mini player');
  await keyboard.press('ControlOrMeta+Shift+p');
  await expect(window.getByRole('region', { name: texts.player.mini.label })).toBeHidden();
}

/** Opens every dialog of the window that songs, lists and words have; what they change stays among the sample songs. */
export async function seeDialogs(program: Program, texts: Texts, folder: string, look: Look): Promise<void> {
  const { window } = program;
  const {
    keyboard,
    row,
    dialog,
    button,
    item,
    panel,
    search,
    place,
    leave,
    songMenu,
    drop,
    openWords,
    clearList,
  } = handsOn(window, texts);
  const seen = async (what: string) => {
    await expect(dialog).toBeVisible();
    await look(what);
    await leave();
  };

  await keyboard.press('ControlOrMeta+n');
  await dialog.getByRole('textbox').fill('bbbbbbbb-0000-4000-8000-000000000077 not-an-id 2026-11-02');
  await expect(dialog.getByText('bbbbbbbb-0000-4000-8000-000000000077').last()).toBeVisible();
  await seen('add jobs');
  await row('Low Tide').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+e');
  await expect(dialog.getByRole('button', { name: texts.exporting.run, exact: true })).toBeEnabled();
  await look('export');
  await dialog.getByRole('button', { name: texts.exporting.run, exact: true }).click();
  await expect(dialog.getByRole('button', { name: texts.exporting.report.done, exact: true })).toBeVisible();
  await seen('what became of an export');
  for (const [name, what] of [
    [texts.exporting.tags.command, 'write tags'],
    [texts.marks.tags.command, 'tags'],
    [texts.check.remove.menu, 'remove a song'],
  ] as const) {
    await songMenu('Low Tide');
    if (name === texts.exporting.tags.command) await item(texts.songs.menu.files).hover();
    await item(name).click();
    await seen(what);
  }
  await row('Low Tide').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+p');
  await seen('add to a playlist');
  await search.fill('light');
  await expect(button(texts.savedSearches.save)).toBeVisible();
  await keyboard.press('ControlOrMeta+d');
  await seen('save a search');
  await search.fill('');

  await button(texts.playlists.make).click();
  await item(texts.playlists.makeMenu.plain).click();
  await expect(dialog).toBeVisible();
  await look('name a playlist');
  await dialog.getByRole('textbox').fill('2026');
  await dialog.getByRole('button', { name: texts.playlists.dialog.confirmCreate }).click();
  await expect(dialog).toHaveCount(0);
  await window.getByRole('navigation').getByRole('link', { name: /^2026/ }).first().click();
  await expect(window.getByText(texts.playlists.empty.title)).toBeVisible();
  await look('a playlist with nothing in it');
  await place('songs');
  await row('Low Tide').click({ position: TITLE });
  await keyboard.press('ControlOrMeta+p');
  await dialog.getByRole('option').first().click();
  await expect(dialog).toHaveCount(0);
  await window.getByRole('navigation').getByRole('link', { name: /^2026/ }).first().click();
  await expect(window.getByRole('grid', { name: texts.playlists.grid }).getByRole('row')).toHaveCount(2);
  await look('a playlist, and a notice');
  await button(texts.playlists.make).click();
  await item(texts.playlists.makeMenu.smart).click();
  await dialog.getByRole('button', { name: texts.playlists.smart.addRule }).click();
  await seen('a smart playlist');
  const list = join(folder, '2025.m3u8');
  writeFileSync(
    list,
    '#EXTM3U\n#EXTINF:12,Someone - Low Tide\nLow Tide.m4a\n#EXTINF:12,Nobody\nnowhere.m4a\n',
  );
  await answerChoices(program, list);
  await button(texts.playlists.make).click();
  await item(texts.playlists.makeMenu.import).click();
  await seen('what of a playlist was not found');

  await place('songs');
  await row('Low Tide').click({ position: TITLE });
  await openWords();
  await expect(panel.getByText('Slow goes the water').first()).toBeVisible();
  await drop({ 'Low Tide.lrc': '[00:02.00]1 2 3\n[00:05.00]4 5 6\n' });
  await expect(dialog).toBeVisible();
  await look('import lyrics');
  await dialog.getByRole('button', { name: texts.lyrics.importing.run }).click();
  await expect(panel.getByText('1 2 3').first()).toBeVisible();
  await panel.getByRole('button', { name: texts.lyrics.panel.more }).click();
  await look('the menu of words');
  await item(texts.lyrics.revert.open).click();
  await seen('take the service’s words again');
  await drop({ 'Low Tide.lrc': '[00:02.00]Pepper\n', 'Nobody.lrc': '[00:02.00]Salt\n' });
  await seen('import lyrics of several songs');
  await clearList();

  await place('songs');
  await row('Low Tide').click({ position: TITLE });
  await keyboard.press('?');
  await expect(dialog).toBeVisible();
  await look('keyboard shortcuts');
  await dialog
    .getByRole('button', {
      name: texts.shell.shortcuts.changeOf.replace('{{action}}', texts.shell.shortcuts.queuePanel),
    })
    .click();
  await look('a key that is chosen');
  await keyboard.press('Escape');
  await leave();
  await keyboard.press('F1');
  await seen('guide');
  await place('settings');
  await button(texts.settings.about.licences).click();
  await seen('licences');
  await button(texts.settings.about.diagnostics).click();
  await expect(dialog.getByText('Electron').first()).toBeVisible();
  await seen('diagnostics');
}

const OWN_JOB = 'bbbbbbbb-0000-4000-8000-000000000071';
const LINKED_JOB = 'bbbbbbbb-0000-4000-8000-000000000072';

/** What only a library of one's own shows: the first start, a key, a hold, a check and its repair, a move, what came back. */
export async function seeOwnLibrary(bench: Bench, language: Language, look: (program: Program) => Look) {
  const texts = TEXTS[language];
  const server = await startFlowServer({ key: KEY });
  const song = (id: string, title: string) => ({
    clip_id: id,
    title,
    lyrics: `[Verse]\n${title} sings alone`,
    audio_url: server.file(`/${id}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
  });
  server.job(OWN_JOB, success([song('clip-1', 'Anchor'), song('clip-2', 'Beacon')]));
  const library = join(bench.folder, 'Music of many years', 'Flowshelf');
  mkdirSync(library, { recursive: true });
  mkdirSync(bench.userData, { recursive: true });
  writeFileSync(join(bench.userData, 'settings.json'), JSON.stringify({ libraryFolder: library }));
  const env = { ...SYSTEM_LANGUAGE[language], FLOWSHELF_API_URL: server.url, FLOWSHELF_LIBRARY_DIR: '' };

  const first = await bench.launch({ env });
  const { window } = first;
  const see = look(first);
  const { keyboard, dialog, button, row, place, leave } = handsOn(window, texts);
  const saveKey = async (key: string) => {
    await window.getByRole('textbox', { name: texts.settings.key.field }).fill(key);
    await button(texts.settings.key.save).click();
  };
  await expect(window.getByRole('heading', { name: texts.welcome.title })).toBeVisible();
  await see('welcome');
  await saveKey('no-such-key');
  await expect(button(texts.songs.empty.action)).toBeVisible();
  await see('no songs yet');
  await place('jobs');
  await see('no jobs yet');
  await place('downloads');
  await see('no downloads yet');
  await place('songs');
  await keyboard.press('ControlOrMeta+n');
  await dialog.getByRole('textbox').fill(OWN_JOB);
  await dialog.getByRole('button', { name: texts.jobs.add.submit, exact: true }).click();
  await expect(window.getByRole('region', { name: texts.holds.region })).toBeVisible();
  await see('a hold');
  await place('settings');
  await button(texts.settings.key.forget).click();
  await expect(dialog).toBeVisible();
  await see('forget the key');
  await leave();
  await saveKey(KEY);
  await place('songs');
  await expect(row('Anchor')).toContainText('m4a');
  await expect(row('Beacon')).toContainText('m4a');

  await first.app.evaluate(
    ({ app }, url) => app.emit('open-url', { preventDefault: () => undefined }, url),
    `flowshelf://job/${LINKED_JOB}`,
  );
  await expect(dialog).toContainText(LINKED_JOB);
  await see('a job of a link');
  await leave();

  await place('settings');
  for (const [folder, what] of [
    [join(library, 'within'), 'a folder that cannot be'],
    [join(bench.folder, 'Elsewhere'), 'move the library'],
  ] as const) {
    mkdirSync(folder, { recursive: true });
    bench.user.handOver(folder);
    await answerChoices(first, folder);
    await button(texts.settings.library.choose).click();
    await expect(dialog).toBeVisible();
    await see(what);
    await leave();
  }
  await button(texts.check.setting.open).click();
  await expect(window.getByText(texts.check.empty.neverTitle)).toBeVisible();
  await see('a library that was not checked');
  writeFileSync(join(library, 'my notes.txt'), 'mine');
  await button(texts.check.start).click();
  const finding = window.getByRole('grid', { name: texts.check.grid }).getByRole('row', { name: /my notes/ });
  await expect(finding).toBeVisible();
  await expect(button(texts.check.start)).toBeVisible();
  await see('findings');
  await finding.dblclick();
  await expect(dialog).toBeVisible();
  await see('repair');
  await leave();
  await first.close();

  for (const file of readdirSync(bench.userData).filter((name) => name.startsWith('library.sqlite')))
    rmSync(join(bench.userData, file));
  rmSync(join(bench.userData, 'Backups'), { recursive: true, force: true });
  const again = await bench.launch({ env: { ...env, TT_API_KEY: KEY } });
  await expect(again.window.getByRole('dialog')).toBeVisible({ timeout: 60_000 });
  await look(again)('what came back');
  await again.close();
  await server.close();
}
