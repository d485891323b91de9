import type { Page } from '@playwright/test';
import type { LanguageChoice } from '../../src/shared/language';
import { launchSample, TEXTS, type Texts } from './every-view';
import { expect, test, type Bench } from './program';

const { en, ru, zh } = TEXTS;

/** A change of the language changes the language and nothing else. */

/** As Settings do it, from wherever the window is. */
async function choose(window: Page, language: LanguageChoice): Promise<void> {
  await window.evaluate(`flowshelf.invoke('settings.update', '{"language":"${language}"}')`);
}

async function openSample(bench: Bench) {
  const { window } = await launchSample(bench, 'en');
  const songs = window.getByRole('grid', { name: en.songs.grid });
  const goTo = (name: string) =>
    window
      .getByRole('navigation')
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click();
  return { window, songs, goTo };
}

/** All that is written in the window or said of it. */
function wordsOf(window: Page): Promise<string> {
  return window.evaluate<string>(`
    [
      document.body.innerText,
      ...['aria-label', 'aria-description', 'title', 'placeholder'].flatMap((name) =>
        [...document.querySelectorAll('[' + name + ']')].map((element) => element.getAttribute(name)),
      ),
    ].join('\\n')
  `);
}

test('the welcome keeps what is typed and chosen', async ({ bench }) => {
  const { window } = await bench.launch();
  const field = (texts: Texts) => window.getByRole('textbox', { name: texts.settings.key.field });
  await field(en).fill('tt-typed-before');
  await window.getByRole('radio', { name: en.settings.key.storage.unprotected }).check();
  await window.getByRole('radio', { name: 'Русский' }).check();
  await expect(window.getByRole('heading', { name: ru.welcome.title })).toBeVisible();
  await expect(window.getByRole('radio', { name: 'Русский' })).toBeFocused();
  await expect(field(ru)).toHaveValue('tt-typed-before');
  await expect(window.getByRole('radio', { name: ru.settings.key.storage.unprotected })).toBeChecked();
});

test('dialogs, karaoke and menus stay open with what is in them; notices follow', async ({ bench }) => {
  const { window, songs } = await openSample(bench);
  await window.keyboard.press('ControlOrMeta+n');
  const typed = 'bbbbbbbb-0000-4000-8000-000000000077';
  const ids = (texts: Texts) =>
    window
      .getByRole('dialog', { name: texts.jobs.add.title })
      .getByRole('textbox', { name: texts.jobs.add.field });
  await ids(en).fill(typed);
  await choose(window, 'ru');
  await expect(ids(ru)).toHaveValue(typed);
  await expect(ids(ru)).toBeFocused();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();

  await choose(window, 'en');
  await songs.getByRole('row', { name: /^Low Tide/ }).click();
  await window.keyboard.press('ControlOrMeta+Shift+f');
  await expect(window.getByRole('dialog', { name: en.filters.title })).toBeVisible();
  await choose(window, 'zh');
  await expect(window.getByRole('dialog', { name: zh.filters.title })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(window.getByRole('dialog')).toBeHidden();

  await songs
    .or(window.getByRole('grid', { name: zh.songs.grid }))
    .getByRole('row', { name: /^Low Tide/ })
    .dblclick();
  await expect(window.getByRole('button', { name: zh.player.pause, exact: true })).toBeVisible();
  await window.keyboard.press('ControlOrMeta+k');
  await expect(window.getByRole('button', { name: zh.lyrics.karaoke.close })).toBeAttached();
  await choose(window, 'ru');
  await expect(window.getByRole('button', { name: ru.lyrics.karaoke.close })).toBeAttached();
  await window.keyboard.press('Escape');
});

test('settings stay where they are, and a notice is told in the new language', async ({ bench }) => {
  const { window, goTo } = await openSample(bench);
  await choose(window, 'zh');
  await goTo(zh.shell.places.settings);
  await window.getByRole('button', { name: zh.settings.all.resetAll }).click();
  const notices = (texts: Texts) => window.getByRole('region', { name: texts.notices.region });
  await expect(notices(en)).toContainText(/settings? (is|are)/u);
  expect(await notices(en).innerText()).not.toMatch(/\p{Script=Han}/u);
  await expect(notices(en).getByRole('button', { name: en.notices.undo })).toBeVisible();
  await expect(window.getByRole('button', { name: en.settings.all.resetAll })).toBeInViewport();

  // What was done is taken back, in whatever language.
  await notices(en).getByRole('button', { name: en.notices.undo }).click();
  await expect(window.getByRole('button', { name: zh.settings.all.resetAll })).toBeInViewport();
});

test('nothing is left of the language before', async ({ bench }) => {
  const { window, goTo } = await openSample(bench);
  const places = [
    [en, en.shell.places.songs],
    [ru, ru.shell.places.lyrics],
    [en, en.shell.places.jobs],
    [ru, ru.shell.places.downloads],
    [en, en.shell.places.settings],
  ] as const;
  for (const [texts, place] of places) {
    await goTo(place);
    // What is open after a start is not all that was open before it.
    await window.reload();
    await expect(window.getByRole('link', { name: new RegExp(`^${place}`), exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    const [next, nextTexts] = texts === en ? (['ru', ru] as const) : (['en', en] as const);
    await choose(window, next);
    await expect(window.getByRole('main', { name: nextTexts.shell.main })).toBeVisible();
    await expect.poll(() => wordsOf(window)).toContain(nextTexts.player.nothing);
    // How fast files come is not the same twice, and songs are measured by themselves.
    await expect.poll(() => wordsOf(window)).not.toMatch(/[BБ]\/[sс]|: [0-6] из 7|[0-6] of 7/u);
    const changed = await wordsOf(window);
    await window.reload();
    await expect(window.getByRole('main', { name: nextTexts.shell.main })).toBeVisible();
    await expect.poll(() => wordsOf(window), { message: place }).toBe(changed);
  }
});
