import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { launchSample, seeDialogs, seeOwnLibrary, seePlaces, type Look } from './every-view';
import { expect, test, type Program } from './program';
import { expectSpoken } from './spoken-names';

/**
 * Every place, panel, menu and dialog, where the system asks for less motion: in both themes axe finds nothing serious and nothing
 * moves, a dialog has the keyboard and keeps it, and a screen reader is told what there is.
 */

/** What still moves, or would for longer than an eye can see. Spinners stand still too. */
const MOVING = `document.getAnimations().filter((animation) => {
  const { duration, iterations } = animation.effect.getComputedTiming();
  return animation.playState === 'running' && (iterations === Infinity || duration > 1);
}).map((animation) => (animation.animationName ?? animation.transitionProperty) + ' of ' + animation.effect.target.className)`;

/** Whether the keyboard is in the topmost dialog, menus of its own included; null where none is open. */
const IS_KEPT = `(() => {
  const dialogs = document.querySelectorAll('[data-modal]:not([data-closed])');
  const top = dialogs[dialogs.length - 1];
  return top ? top.contains(document.activeElement) : null;
})()`;

/** Once round and back: Tab comes to nothing outside of the dialog. */
async function expectKept(window: Page, what: string): Promise<void> {
  await expect.poll(() => window.evaluate(IS_KEPT), `the keyboard is in ${what}`).not.toBe(false);
  if ((await window.evaluate(IS_KEPT)) === null) return;
  await window.evaluate('window.wasFocused = document.activeElement');
  for (const key of ['Shift+Tab', 'Shift+Tab', 'Tab', 'Tab', 'Tab', 'Tab']) {
    await window.keyboard.press(key);
    await expect.poll(() => window.evaluate(IS_KEPT), `${key} stays in ${what}`).toBe(true);
  }
  await window.evaluate('window.wasFocused.focus()');
}

const THEMES = ['dark', 'light'] as const;
type Theme = (typeof THEMES)[number];

async function showTheme(window: Page, theme: Theme): Promise<void> {
  await window.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
}

/** The same picture in both themes: each begins with the one that the picture before ended with. */
function lookAt({ window }: Program): Look {
  let shown: Theme | null = null;
  return async (what) => {
    for (const theme of shown === 'light' ? THEMES.toReversed() : THEMES) {
      if (shown !== theme) await showTheme(window, theme);
      shown = theme;
      // What is still on its way has other colours.
      await expect.poll(() => window.evaluate(MOVING), `nothing moves in ${what}, ${theme}`).toEqual([]);
      await expectAccessible(window, `${what}, ${theme}`);
    }
    await expectKept(window, what);
  };
}

/** The same, and what a screen reader is told of it. */
function lookAndHear(program: Program): Look {
  const look = lookAt(program);
  return async (what) => {
    await expectSpoken(program.window, `${what}, en`, true);
    await look(what);
  };
}

test('every place, panel, menu and view over all', async ({ bench }) => {
  const program = await launchSample(bench, 'en');
  await seePlaces(program, program.texts, lookAndHear(program));
});

test('every dialog of songs, lists and words, settings and help', async ({ bench }) => {
  const program = await launchSample(bench, 'en');
  await seeDialogs(program, program.texts, bench.folder, lookAndHear(program));
});

test('what only a library of one’s own shows', async ({ bench }) => {
  await seeOwnLibrary(bench, 'en', lookAt);
});
