import type { Page } from '@playwright/test';
import { LOOKS_FOCUSED } from './keyboard';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** By keys alone one gets to everything, and sees where one is. */

interface Stop {
  readonly name: string;
  /** Something about it, or about what it is drawn by, looks focused. */
  readonly isSeen: boolean;
}

/** Marks what has the focus as met, and tells of it; null where that was met before, or is nothing. */
const MEET = `(() => {
  const element = document.activeElement;
  if (!element || element === document.body || element.hasAttribute('data-met')) return null;
  element.setAttribute('data-met', '');
  const isSeen = ${LOOKS_FOCUSED}(element);
  const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
  return { name: element.tagName + ' ' + name.slice(0, 60), isSeen };
})()`;

/** Controls that can be seen and used by a pointer, and that no Tab came to. What arrows reach within something met counts. */
const MISSED = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [role=slider], [role=separator][tabindex], [role=tab], [role=menuitem], [role=switch], [role=checkbox], [role=radio]')]
  .filter((element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: false }) && !element.closest('[inert], [aria-hidden=true]'))
  .filter((element) => !element.matches(':disabled, [data-met], [data-base-ui-focus-guard]'))
  .filter((element) => !element.closest('[role=row], [role=columnheader], [role=listbox]'))
  .filter((element) => !(element.matches('[type=radio], [role=radio]') && element.closest('fieldset, [role=radiogroup]')?.querySelector('[data-met]')))
  .map((element) => element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').slice(0, 60))`;

/** Presses Tab until everything comes again. */
async function walk(window: Page): Promise<readonly Stop[]> {
  await window.evaluate(
    `for (const met of document.querySelectorAll('[data-met]')) met.removeAttribute('data-met'); document.activeElement?.blur()`,
  );
  const stops: Stop[] = [];
  for (let known = 0; known < 3;) {
    await window.keyboard.press('Tab');
    const stop = await window.evaluate<Stop | null>(MEET);
    if (stop === null) known += 1;
    else stops.push(stop);
    expect(stops.length).toBeLessThan(200);
  }
  return stops;
}

async function expectReachable(window: Page, what: string): Promise<void> {
  const stops = await walk(window);
  expect
    .soft(
      stops.filter(({ isSeen }) => !isSeen).map(({ name }) => name),
      `${what}: not seen`,
    )
    .toEqual([]);
  expect.soft(await window.evaluate(MISSED), `${what}: not reached`).toEqual([]);
}

test('every control of every place is reached by Tab, and shows that it is', async ({ bench }) => {
  const { window, server, row } = await launchWithSongs(bench);
  for (const dismiss of await window.getByRole('button', { name: 'Dismiss' }).all()) await dismiss.click();
  await row('Beacon').dblclick();
  for (const place of ['Songs', 'Lyrics', 'Jobs', 'Downloads', 'Settings']) {
    await window.getByRole('link', { name: place, exact: true }).click();
    await expect(window.getByRole('link', { name: place, exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    await expectReachable(window, place);
  }
  await window.getByRole('button', { name: 'Check library' }).click();
  await expectReachable(window, 'Check library');
  await window.getByRole('link', { name: 'Songs', exact: true }).click();

  const dialogs = [
    { keys: 'Control+n', name: 'Add jobs' },
    { keys: 'Control+e', name: 'Export songs' },
    { keys: '?', name: 'Keyboard shortcuts' },
  ];
  for (const { keys, name } of dialogs) {
    await row('Beacon').click();
    await window.keyboard.press(keys);
    await expect(window.getByRole('dialog', { name })).toBeVisible();
    const stops = await walk(window);
    expect
      .soft(
        stops.filter(({ isSeen }) => !isSeen).map((stop) => stop.name),
        `${name}: not seen`,
      )
      .toEqual([]);
    // The first may be for a tooltip.
    await expect(async () => {
      await window.keyboard.press('Escape');
      await expect(window.getByRole('dialog', { name })).toBeHidden({ timeout: 1_000 });
    }).toPass();
  }

  await row('Beacon').click();
  await window.keyboard.press('Control+k');
  await expect(window.getByRole('region', { name: 'Karaoke' })).toBeVisible();
  await expectReachable(window, 'Karaoke');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Control+Shift+l');
  await expect(window.getByRole('region', { name: 'Edit lyrics' })).toBeVisible();
  await expectReachable(window, 'Editor');
  await server.close();
});

test('at a start the keyboard is in the list, at the selected row, and shows itself with the first key', async ({
  bench,
}) => {
  const { window, server, row, close } = await launchWithSongs(bench);
  await row('Anchor').click();
  const focused = (page: Page) => page.locator(':focus');
  const isOutlined = (page: Page) => page.evaluate<boolean>(`${LOOKS_FOCUSED}(document.activeElement)`);
  await test.step('loaded again', async () => {
    await window.reload();
    await expect(focused(window)).toHaveAccessibleName(/^Anchor/);
    expect(await window.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('none');
    await window.keyboard.press('ArrowUp');
    await expect(focused(window)).toHaveAccessibleName(/^Beacon/);
    expect(await isOutlined(window)).toBe(true);
  });
  await test.step('nobody is called back who went elsewhere first', async () => {
    await window.keyboard.press('ControlOrMeta+f');
    await window.keyboard.type('nothing is called so');
    await expect(row('Beacon')).toHaveCount(0);
    await window.keyboard.press('ControlOrMeta+a');
    await window.keyboard.press('Delete');
    await expect(row('Beacon')).toBeVisible();
    await expect(focused(window)).toHaveAccessibleName('Search songs and lyrics');
  });
  await close();
  const again = await bench.launch({});
  await expect(focused(again.window)).toHaveAccessibleName(/^Current/);
  await expect(focused(again.window)).toHaveAttribute('aria-selected', 'false');
  await server.close();
});

test('a panel that lies over the list has the keyboard, and goes where that goes back under it', async ({
  bench,
}) => {
  const { window, server, row } = await launchWithSongs(bench);
  await window.setViewportSize({ width: 960, height: 640 });
  const panel = window.getByRole('complementary', { name: 'Beside the list' });
  const open = async () => {
    await window.keyboard.press('ControlOrMeta+l');
    await expect(panel).toBeFocused();
  };
  await row('Beacon').click();
  await open();
  await window.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(row('Beacon')).toBeFocused();

  await open();
  await window.keyboard.press('Shift+Tab');
  await expect(panel).toHaveCount(0);
  await expect(window.locator('main :focus')).toBeVisible();

  await row('Beacon').focus();
  await open();
  await window.keyboard.press('ControlOrMeta+f');
  await expect(window.getByRole('searchbox', { name: 'Search songs and lyrics' })).toBeFocused();
  await expect(panel).toHaveCount(0);
  await server.close();
});
