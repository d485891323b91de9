import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { LANGUAGE_TRAITS } from '../../src/shared/language';
import { startFlowServer, success } from '../support/flow-server';
import { addJobs } from './add-jobs';
import { launchSample, seeDialogs, seePlaces, SYSTEM_LANGUAGE, TEXTS } from './every-view';
import { expectRoom } from './layout';
import { expect, test, type Bench } from './program';
import { expectSpoken } from './spoken-names';
import { DONE, KEY } from './three-songs';

/** The window in other languages: by the system's, by the setting, and changed while it is open. */

const { en, ru, zh } = TEXTS;

/** The theme that this language is looked at in: each has one of them. */
async function showTheme(window: Page, language: 'ru' | 'zh'): Promise<void> {
  await window.emulateMedia({ colorScheme: language === 'ru' ? 'dark' : 'light', reducedMotion: 'reduce' });
}

for (const language of ['ru', 'zh'] as const) {
  test.describe(`the window in ${language}`, () => {
    const place = (window: Page, name: string) =>
      window.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) });

    test('welcomes in the system’s language, which the page names before anything of it runs', async ({
      bench,
    }, testInfo) => {
      const { window } = await bench.launch({ env: SYSTEM_LANGUAGE[language] });
      await showTheme(window, language);
      const { welcome } = TEXTS[language];
      await expect(window.getByRole('heading', { name: welcome.title })).toBeVisible();
      await expect(window.locator('html')).toHaveAttribute('lang', LANGUAGE_TRAITS[language].tag);
      await expect(window.locator('html')).toHaveAttribute('dir', 'ltr');
      const page = await window.evaluate<string>(`fetch(location.href).then((answer) => answer.text())`);
      expect(page).toContain(`<html lang="${LANGUAGE_TRAITS[language].tag}" dir="ltr">`);
      await expectRoom(window, `${language}-welcome`, testInfo);
    });

    /** The sample, and a look at it: has every text room, and is everything told by name? */
    async function open(bench: Bench, testInfo: TestInfo) {
      const program = await launchSample(bench, language);
      const { window } = program;
      await showTheme(window, language);
      const look = async (what: string) => {
        await expectRoom(window, `${language}-${what}`, testInfo);
        await expectSpoken(window, `${what}, ${language}`, false);
      };
      return { program, window, texts: program.texts, look };
    }

    test('has room for its texts, and says them, in every place, panel, menu and view over all', async ({
      bench,
    }, testInfo) => {
      const { program, window, texts, look } = await open(bench, testInfo);
      await seePlaces(program, texts, async (what) => {
        await look(what);
        if (what !== 'songs') return;
        await window.setViewportSize({ width: 960, height: 640 });
        await look('songs, narrow');
        await window.setViewportSize({ width: 1280, height: 800 });
      });
    });

    test('has room for its texts, and says them, in every dialog and all of the settings', async ({
      bench,
    }, testInfo) => {
      const { program, window, texts, look } = await open(bench, testInfo);
      await seeDialogs(program, texts, bench.folder, look);

      await place(window, texts.shell.places.settings).click();
      for (const [heading, what] of [
        [texts.settings.listening.title, 'settings, look'],
        [texts.settings.system.title, 'settings, system'],
        [texts.settings.about.title, 'settings, about'],
      ] as const) {
        const title = window.getByRole('heading', { name: heading, exact: true });
        await title.evaluate((element) => {
          element.scrollIntoView();
        });
        await look(what);
      }
    });
  });
}

test('another language is there at once: window, menu, and what plays goes on', async ({ bench }) => {
  mkdirSync(join(bench.userData, 'Sample'), { recursive: true });
  writeFileSync(join(bench.userData, 'Sample', 'settings.json'), JSON.stringify({ language: 'zh' }));
  const { app, window } = await bench.launch({ args: ['--sample'] });
  const menuBar = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  // The setting stands above the system's language, which is English.
  const songs = window.getByRole('grid', { name: zh.songs.grid });
  await expect(songs.getByRole('row')).toHaveCount(1 + 8, { timeout: 60_000 });
  await expect(window.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  expect(await menuBar()).toEqual(expect.arrayContaining([zh.menu.file, zh.menu.help]));
  await songs.getByRole('row', { name: /^Night Ferry/ }).dblclick();
  await expect(window.getByRole('button', { name: zh.player.pause, exact: true })).toBeVisible();

  await window.getByRole('navigation').getByRole('link', { name: zh.shell.places.settings }).click();
  const choice = (label: string) => window.getByRole('group', { name: label }).getByRole('radio');
  await expect(choice(zh.settings.language.label)).toHaveCount(4);
  await test.step('each language is named in itself, and said to be in itself', async () => {
    for (const [name, tag] of [
      ['English', 'en'],
      ['Русский', 'ru'],
      ['简体中文', 'zh-Hans'],
    ] as const) {
      const option = window.getByRole('radio', { name, exact: true });
      expect(await option.evaluate((input) => input.closest('[lang]')?.getAttribute('lang')), name).toBe(tag);
    }
    // Of the system's language only its name.
    const system = window.getByRole('radio', {
      name: zh.settings.language.system.replace('{{language}}', 'English'),
    });
    expect(await system.evaluate((input) => input.closest('[lang]')?.getAttribute('lang'))).toBe('zh-Hans');
    expect(
      await system.evaluate((input) => input.closest('label')?.querySelector('[lang=en]')?.textContent),
    ).toBe('English');
  });
  await test.step('English words are not said to be Chinese', async () => {
    const languageAt = (words: Locator) =>
      words.first().evaluate((element) => element.closest('[lang]')?.getAttribute('lang'));
    const panel = window.getByRole('region', { name: zh.lyrics.panel.label, exact: true });
    expect(await languageAt(panel.getByText('Harbour lights are thin and long'))).toBe('');
    await window.keyboard.press('ControlOrMeta+Shift+P');
    const mini = window.getByRole('region', { name: zh.player.mini.label });
    await expect(mini.getByRole('paragraph')).toHaveText(/^[A-Z][a-z]+ /);
    expect(await languageAt(mini.getByRole('paragraph').locator('span'))).toBe('');
    await window.keyboard.press('Escape');
    await expect(mini).toBeHidden();
  });
  await window.evaluate('window.isSame = true');
  await window.getByRole('radio', { name: 'Русский' }).check();
  await expect(window.getByRole('heading', { name: ru.settings.title, exact: true })).toBeVisible();
  await expect(
    window.getByRole('navigation').getByRole('link', { name: ru.shell.places.songs }),
  ).toBeVisible();
  await expect(window.locator('html')).toHaveAttribute('lang', 'ru');
  // The keyboard is where it was, and the song has not stopped.
  await expect(window.getByRole('radio', { name: 'Русский' })).toBeFocused();
  await expect(window.getByRole('button', { name: ru.player.pause, exact: true })).toBeVisible();
  expect(await window.evaluate('window.isSame')).toBe(true);
  await expect.poll(menuBar).toEqual(expect.arrayContaining([ru.menu.file, ru.menu.help]));
  await window.getByRole('button', { name: ru.settings.keyboard.open }).click();
  const keys = window.getByRole('dialog', { name: ru.shell.shortcuts.title });
  await expect(keys.getByText(ru.songs.view.listShortcut)).toBeVisible();
  expect(await keys.innerText()).not.toMatch(/\p{Script=Han}/u);
  await window.keyboard.press('Escape');

  await window.getByRole('radio', { name: 'English', exact: true }).check();
  await expect(window.getByRole('heading', { name: en.settings.title, exact: true })).toBeVisible();
  // A reload keeps the language: the page says so before anything of it runs.
  await window.reload();
  await expect(window.getByRole('heading', { name: en.settings.title, exact: true })).toBeVisible();
  await expect(window.locator('html')).toHaveAttribute('lang', 'en');
});

test('the window can be turned for scripts that run from right to left', async ({ bench }, testInfo) => {
  const { window } = await bench.launch({ args: ['--sample'] });
  const songs = window.getByRole('grid', { name: en.songs.grid });
  await expect(songs.getByRole('row')).toHaveCount(1 + 8, { timeout: 60_000 });
  await songs.getByRole('row', { name: /^Night Ferry/ }).dblclick();
  await window.evaluate(`document.documentElement.dir = 'rtl'`);
  const leftOf = async (name: string) =>
    (await window.getByRole('button', { name, exact: true }).boundingBox())?.x ?? 0;
  const navigation = await window.getByRole('navigation').first().boundingBox();
  expect(navigation?.x).toBeGreaterThan(1_000);
  // Back and forward, and time, are as on every player.
  expect(await leftOf(en.player.previous)).toBeLessThan(await leftOf(en.player.next));
  await expectRoom(window, 'rtl-songs', testInfo);
  await window.keyboard.press('ControlOrMeta+2');
  await expectRoom(window, 'rtl-covers', testInfo);
  // What is next along the line stands to the left; a menu in a menu opens there.
  await window.locator('[data-index="0"]').first().click();
  await window.keyboard.press('ArrowLeft');
  await expect(window.locator('[data-index="1"]').first()).toBeFocused();
  await window.keyboard.press('ControlOrMeta+1');
  await songs.getByRole('row', { name: /^Low Tide/ }).click({ button: 'right' });
  const menus = window.getByRole('menu');
  const rating = menus.getByRole('menuitem', { name: en.marks.rating.label });
  await rating.focus();
  await window.keyboard.press('ArrowLeft');
  await expect(menus).toHaveCount(2);
  const [outer, inner] = [await menus.first().boundingBox(), await menus.last().boundingBox()];
  expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThan((outer?.x ?? 0) + 20);
  await expectRoom(window, 'rtl-menus', testInfo);
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
  await expect(menus).toHaveCount(0);
  await window.getByRole('navigation').getByRole('link', { name: en.shell.places.settings }).click();
  await expect(window.getByRole('heading', { name: en.settings.title, exact: true })).toBeVisible();
  await expectRoom(window, 'rtl-settings', testInfo);
});

test('titles read their own way and begin at one edge, in the list and under covers', async ({ bench }) => {
  const server = await startFlowServer({ key: KEY });
  const titles = [
    'שיר של הים',
    'שיר ארוך מאוד על הים הגדול והלילה השקט שמעל המים',
    'أغنية طويلة جدا عن البحر الكبير والليل الهادئ فوق الماء',
    'A very long title of a song about the sea and the night',
    'Short',
  ];
  server.job(DONE, success(titles.map((title, at) => ({ clip_id: `clip-${at}`, title, duration: 30 }))));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, DONE);
  await window.getByRole('link', { name: en.shell.places.songs }).click();
  const songs = window.getByRole('grid', { name: en.songs.grid });
  await expect(songs.getByRole('row')).toHaveCount(1 + titles.length);
  for (const direction of ['ltr', 'rtl'] as const) {
    await window.evaluate(`document.documentElement.dir = '${direction}'`);
    for (const [keys, edgeOf] of [
      ['ControlOrMeta+1', 'xpath=..'],
      // The edge of the cover that it stands under.
      ['ControlOrMeta+2', 'xpath=../*[1]'],
    ] as const) {
      await window.keyboard.press(keys);
      for (const title of titles) {
        const text = songs.getByText(title, { exact: true });
        await expect(text).toHaveCSS('direction', /^[A-Z]/.test(title) ? 'ltr' : 'rtl');
        const [own, room] = [await text.boundingBox(), await text.locator(edgeOf).boundingBox()];
        if (own === null || room === null) throw new Error(`${title} is not drawn.`);
        const start = direction === 'ltr' ? own.x - room.x : room.x + room.width - own.x - own.width;
        expect(Math.abs(start), `${title}, ${keys}, ${direction}`).toBeLessThan(1);
        // One that is too long has all the room, and no more.
        if (title.length > 20) expect(Math.abs(own.width - room.width), title).toBeLessThan(1);
        else expect(own.width, title).toBeLessThan(room.width - 20);
      }
    }
  }
  await server.close();
});
