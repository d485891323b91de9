import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './program';
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
