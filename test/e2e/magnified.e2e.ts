import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './program';
import { LANGUAGES } from '../../src/shared/language';
import { launchSample, seeDialogs, seePlaces } from './every-view';
import { launchWithSongs } from './three-songs';

/** The smallest window at twice the size: what people see who need large letters. */

/** A window of the smallest size, magnified to 200 %. */
async function magnify(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(960, 640);
    window?.webContents.setZoomFactor(2);
  });
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([480, 320]);
}

/** What of an area cannot be seen because it reaches over the window's edge; what scrolls inside of it is left out. */
function cutOff(window: Page, area: string): Promise<string[]> {
  return window.evaluate<string[]>(`(() => {
    const root = document.querySelector(${JSON.stringify(area)});
    if (!root) return ['nothing is there: ' + ${JSON.stringify(area)}];
    const scrolls = (element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
    const isInScroller = (element) => element !== root && element.parentElement !== null &&
      (scrolls(element.parentElement) || isInScroller(element.parentElement));
    return [root, ...root.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width === 0 || box.height === 0 || style.visibility === 'hidden' || style.clipPath !== 'none') return false;
      if (isInScroller(element)) return box.left < -0.5 || box.right > innerWidth + 0.5;
      return box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5;
    }).map((element) => element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent).slice(0, 40));
  })()`);
}

/** Controls of the player that lie on one another, so that one of them cannot be pressed. */
function overlapping(window: Page): Promise<string[]> {
  return window.evaluate<string[]>(`(() => {
    const controls = [...document.querySelectorAll('section[aria-label="Player"] :is(button, input)')]
      .map((control) => control.matches('input') ? control.parentElement.parentElement : control)
      .filter((control) => getComputedStyle(control).visibility !== 'hidden')
      .map((control) => ({ name: control.getAttribute('aria-label') ?? control.textContent, box: control.getBoundingClientRect() }));
    const isOver = (a, b) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return controls.flatMap((a, index) =>
      controls.slice(index + 1).filter((b) => isOver(a.box, b.box)).map((b) => a.name + ' and ' + b.name));
  })()`);
}

test('at 200 % zoom nothing of player, places, dialogs and settings is out of reach', async ({
  bench,
}, testInfo) => {
  const { server, app, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await magnify(app, window);

  const areas = { player: 'section[aria-label="Player"]', places: 'nav', toolbar: 'header', content: 'main' };
  for (const place of ['Lyrics', 'Jobs', 'Downloads', 'Settings', 'Songs']) {
    await window.getByRole('link', { name: place, exact: true }).click();
    expect(await overlapping(window)).toEqual([]);
    for (const area of Object.values(areas)) await expect.poll(() => cutOff(window, area)).toEqual([]);
  }
  // The songs keep room for more than two rows.
  await expect(row('Current')).toBeInViewport({ ratio: 1 });
  await expect(row('Beacon')).toBeInViewport({ ratio: 1 });

  const dialogs = [
    { keys: 'ControlOrMeta+n', name: 'Add jobs', last: 'Add' },
    { keys: 'ControlOrMeta+e', name: 'Export songs', last: 'Export' },
    { keys: '?', name: 'Keyboard shortcuts', last: 'Close' },
  ];
  for (const { keys, name, last } of dialogs) {
    await window.keyboard.press(keys);
    const dialog = window.getByRole('dialog', { name });
    // The longest line that can come up in it.
    const field = dialog.getByRole('textbox', { name: 'Job ids' });
    if (name === 'Add jobs') await field.fill('no id at all '.repeat(30));
    await expect(dialog.getByRole('button', { name: last, exact: true })).toBeInViewport({ ratio: 1 });
    await expect.poll(() => cutOff(window, '[role=dialog]')).toEqual([]);
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  // The editor opens by its key, and all of it can be scrolled to and pressed.
  await row('Beacon').click();
  await window.keyboard.press('ControlOrMeta+Shift+l');
  const editor = window.getByRole('region', { name: 'Edit lyrics' });
  await expect(editor.getByRole('group', { name: 'Waveform' })).toBeVisible();
  await expect.poll(() => cutOff(window, 'section[aria-label="Edit lyrics"]')).toEqual([]);
  const line = editor.getByRole('option').first();
  await line.scrollIntoViewIfNeeded();
  await expect(line).toBeInViewport({ ratio: 1 });
  await window.screenshot({ path: testInfo.outputPath('editor.png') });
  await editor.getByText('Text', { exact: true }).click();
  await expect(editor.getByRole('textbox', { name: 'Text' })).toBeInViewport({ ratio: 0.2 });
  await editor.getByText('Times', { exact: true }).click();
  await editor.getByRole('button', { name: 'Close the editor' }).click();
  await expect(editor).toBeHidden();

  await window.getByRole('link', { name: 'Settings' }).click();
  await window.getByRole('textbox', { name: 'Library folder' }).scrollIntoViewIfNeeded();
  await expect(window.getByRole('textbox', { name: 'Library folder' })).toBeInViewport({ ratio: 1 });
  await server.close();
});

test('at 200 % zoom the welcome can be gone through', async ({ bench }) => {
  const { app, window } = await bench.launch();
  await expect(window.getByRole('button', { name: 'Save key' })).toBeVisible();
  await magnify(app, window);
  await expect.poll(() => cutOff(window, 'main')).toEqual([]);
  for (const name of ['Save key', 'Try with sample songs', 'Look around first']) {
    const button = window.getByRole('button', { name });
    await button.scrollIntoViewIfNeeded();
    await expect(button).toBeInViewport({ ratio: 1 });
  }
});

/**
 * What somebody cannot get at: the page itself can be scrolled sideways, something that is open reaches over the window's edge, or a control
 * in it, or in the place behind, lies beyond the edge with nothing that could be scrolled to it.
 */
const OUT_OF_REACH = `(() => {
  const faults = [];
  if (['auto', 'scroll'].includes(getComputedStyle(document.body).overflowX)) faults.push('the page can be scrolled sideways');
  const name = (element) => element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 50);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest('[inert], [aria-hidden=true]');
  const scrolls = (element, axis) => {
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      const style = getComputedStyle(parent);
      if (['auto', 'scroll'].includes(axis === 'x' ? style.overflowX : style.overflowY)) return true;
    }
    return false;
  };
  for (const popup of document.querySelectorAll(':is([role=dialog], [role=menu], [role=listbox]):not([data-closed])')) {
    // A list in a page is gone through with the page.
    if (scrolls(popup, 'y')) continue;
    const box = popup.getBoundingClientRect();
    if (box.width > 0 && isShown(popup) && (box.left < -0.5 || box.right > innerWidth + 0.5 || box.top < -0.5 || box.bottom > innerHeight + 0.5))
      faults.push('over the edge: ' + name(popup));
  }
  for (const control of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (!isShown(control) || control.matches('[data-base-ui-focus-guard]')) continue;
    const box = control.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    if ((box.left < -0.5 || box.right > innerWidth + 0.5) && !scrolls(control, 'x')) faults.push('beyond the side: ' + name(control));
    if ((box.top < -0.5 || box.bottom > innerHeight + 0.5) && !scrolls(control, 'y')) faults.push('beyond the foot: ' + name(control));
  }
  return [...new Set(faults)];
})()`;

const softly = expect.configure({ soft: true });

for (const language of LANGUAGES) {
  test(`at 200 % zoom every place and dialog can be used in full: ${language}`, async ({
    bench,
  }, testInfo) => {
    const program = await launchSample(bench, language);
    const { window, texts } = program;
    // What 200 % make of the smallest window, laid out the same: the pointer of a test misses what is magnified.
    await window.setViewportSize({ width: 480, height: 320 });
    let seen = 0;
    const look = async (what: string) => {
      // The mini player is a window of its own size.
      if (what === 'mini player') return;
      // A panel slides in.
      await softly.poll(() => window.evaluate(OUT_OF_REACH), `${what}, ${language}`).toEqual([]);
      seen += 1;
      await window.screenshot({ path: testInfo.outputPath(`${seen} ${what}.png`) });
    };
    await seePlaces(program, texts, look);
    await seeDialogs(program, texts, bench.folder, look);
  });
}

test('at 200 % zoom the head of the songs says how many there are, and all of it is seen', async ({
  bench,
}) => {
  const { app, window, texts } = await launchSample(bench, 'ru');
  await magnify(app, window);
  const count = window.getByRole('main').getByText(/^\d+ песен$|^\d+ песни с «light»$/u);
  const more = window.getByRole('button', { name: texts.songs.view.more });
  const isWhole = () => count.evaluate((text) => text.scrollWidth <= text.clientWidth + 1);
  await expect(count).toHaveText('8 песен');
  await expect.poll(isWhole).toBe(true);
  await expect(more).toBeInViewport({ ratio: 1 });
  await window.getByRole('searchbox', { name: texts.shell.searchLabel }).fill('light');
  await expect(count).toHaveText('4 песни с «light»');
  await expect.poll(isWhole).toBe(true);
  await expect(more).toBeInViewport({ ratio: 1 });
  await window.getByRole('searchbox', { name: texts.shell.searchLabel }).fill('');
  await expect(count).toHaveText('8 песен');
  await window.getByRole('grid', { name: texts.songs.grid }).getByRole('row').nth(1).click();
  await window.keyboard.press('ControlOrMeta+a');
  await expect(more).toBeInViewport({ ratio: 1 });
  await more.click();
  await expect(window.getByRole('menuitem', { name: texts.songs.columns.label })).toBeVisible();
});

test('at 400 % of a usual window nothing lies on another, and nothing is read by scrolling to the side', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await window.setViewportSize({ width: 320, height: 256 });
  await expect.poll(() => overlapping(window)).toEqual([]);
  expect(await cutOff(window, 'section[aria-label="Player"]')).toEqual([]);
  expect(await cutOff(window, 'header')).toEqual([]);
  await expect(row('Beacon')).toContainText('Beacon');
  await window.screenshot({ path: testInfo.outputPath('songs.png') });

  await test.step('what the bar has no room for stands in the options', async () => {
    await player.getByRole('button', { name: 'Playback options' }).click();
    const options = window.getByRole('dialog', { name: 'Playback options' });
    await expect(options.getByRole('slider', { name: 'Volume' })).toBeVisible();
    await window.keyboard.press('Escape');
  });

  await window.keyboard.press('ControlOrMeta+l');
  const panel = window.getByRole('complementary', { name: 'Beside the list' });
  await expect(panel.getByRole('button', { name: 'Close the panel' })).toBeInViewport({ ratio: 1 });
  await expect.poll(() => cutOff(window, 'aside')).toEqual([]);
  await window.keyboard.press('Escape');
  await window.getByRole('link', { name: 'Settings' }).click();
  await expect(window.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  const sideways = `[...document.querySelectorAll('main, main *')].filter((element) => element.scrollWidth > element.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)).map((element) => element.className)`;
  expect(await window.evaluate(sideways)).toEqual([]);
  await server.close();
});
