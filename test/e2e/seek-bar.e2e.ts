import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { launchWithWords } from './song-with-words';

/** The seek bar: waveform, sections and lines, pointer and keys, the part that is repeated. */

/** How high each column of the drawn bar is, in pixels of the screen; a plain line is low all over. */
async function heights(window: Page): Promise<readonly number[]> {
  return window.evaluate<readonly number[]>(`(() => {
    const canvas = document.querySelector('canvas[data-layer=rest]');
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return Array.from({ length: width }, (_, x) => {
      let count = 0;
      for (let y = 0; y < height; y += 1) if (data[(y * width + x) * 4 + 3] > 128) count += 1;
      return count;
    });
  })()`);
}

const differing = async (window: Page) => new Set(await heights(window)).size;

/** The commonest colour of the bars. */
function colour(window: Page): Promise<string> {
  return window.evaluate<string>(`(() => {
    const canvas = document.querySelector('canvas[data-layer=rest]');
    const { data } = canvas.getContext('2d').getImageData(0, canvas.height / 2, canvas.width, 1);
    const counts = {};
    for (let at = 0; at < data.length; at += 4) {
      const name = data.slice(at, at + 4).join(',');
      if (data[at + 3] === 255) counts[name] = (counts[name] ?? 0) + 1;
    }
    return Object.entries(counts).sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'none';
  })()`);
}

/** Names of the buttons that what is told of the pointer lies over. */
function coveredControls(window: Page): Promise<readonly string[]> {
  return window.evaluate<readonly string[]>(`(() => {
    const hint = document.querySelector('[data-seek-hint]').getBoundingClientRect();
    return [...document.querySelectorAll('button')].filter((button) => {
      const box = button.getBoundingClientRect();
      return box.left < hint.right && box.right > hint.left && box.top < hint.bottom && box.bottom > hint.top;
    }).map((button) => button.getAttribute('aria-label') ?? button.textContent);
  })()`);
}

/** Moves the pointer over the bar, to a share of its width; the words that stand there then. */
async function point(window: Page, share: number): Promise<string> {
  const track = window.locator('canvas[data-layer=rest]');
  const box = await track.boundingBox();
  if (!box) throw new Error('There is no seek bar');
  await window.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await expect(window.locator('[data-seek-hint]')).toBeVisible();
  expect(await coveredControls(window)).toEqual([]);
  return window.locator('[data-seek-hint]').innerText();
}

test('the seek bar shows the waveform of the song, and what is sung where', async ({ bench }, testInfo) => {
  test.setTimeout(240_000);
  const { server, window, row, player, seek } = await launchWithWords(bench);
  expect(await differing(window)).toBeLessThan(4);
  await row('Low Tide').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();

  await test.step('as soon as it is measured', async () => {
    await expect.poll(() => differing(window), { timeout: 60_000 }).toBeGreaterThan(8);
  });
  await test.step('and draws nothing anew while the song plays', async () => {
    await window.evaluate(`
      window.drawn = 0;
      const { fillRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.fillRect = function (...box) {
        window.drawn += 1;
        fillRect.apply(this, box);
      };
    `);
    const before = await seek.getAttribute('aria-valuenow');
    await expect(seek).not.toHaveAttribute('aria-valuenow', String(before));
    await window.waitForTimeout(1_500);
    expect(await window.evaluate('window.drawn')).toBe(0);
  });
  await window.keyboard.press('Space');
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await test.step('the pointer tells time, section and line', async () => {
    // 33.6 s long.
    expect(await point(window, 15 / 33.6)).toMatch(/^0:1[45]\s+Chorus\s+Carry me over$/);
    expect(await point(window, 0.005)).toBe('0:00');
    expect(await point(window, 0.995)).toMatch(/^0:33\s+Outro\s+Low tide, low tide$/);
  });
  await test.step('keys go along sections and lines', async () => {
    await seek.focus();
    const isAt = (text: RegExp) => expect(seek).toHaveAttribute('aria-valuetext', text);
    await window.keyboard.press('Home');
    await isAt(/^0:00 of 0:3\d$/);
    await window.keyboard.press('ControlOrMeta+Shift+ArrowRight');
    await isAt(/^0:03 of 0:3\d, Verse 1$/);
    await window.keyboard.press('ControlOrMeta+Shift+ArrowRight');
    await isAt(/^0:14 of 0:3\d, Chorus$/);
    await window.keyboard.press('Alt+ArrowRight');
    await isAt(/^0:18 of/);
    await window.keyboard.press('Alt+ArrowLeft');
    await isAt(/^0:14 of/);
    await window.keyboard.press('ArrowRight');
    await isAt(/^0:19 of/);
    // Also from the list, where the bar has no focus.
    await row('Low Tide').focus();
    await window.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
    await isAt(/^0:14 of 0:3\d, Chorus$/);
    await window.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
    await isAt(/^0:03 of 0:3\d, Verse 1$/);
  });
  await test.step('the part that is repeated is shown', async () => {
    await window.keyboard.press('ControlOrMeta+b');
    await window.keyboard.press('ControlOrMeta+Shift+ArrowRight');
    await window.keyboard.press('ControlOrMeta+b');
    const part = await window.locator('[data-repeated]').boundingBox();
    const bar = await window.locator('canvas[data-layer=rest]').boundingBox();
    expect(((part?.x ?? 0) - (bar?.x ?? 0)) / (bar?.width ?? 1)).toBeCloseTo(3 / 33.6, 1);
    expect((part?.width ?? 0) / (bar?.width ?? 1)).toBeCloseTo(11 / 33.6, 1);
  });
  await test.step('whose ends are moved by keys and dragged', async () => {
    const [begins, ends] = ['Beginning of the repeated part', 'End of the repeated part'].map((name) =>
      player.getByRole('slider', { name }),
    );
    if (begins === undefined || ends === undefined) throw new Error('There are no ends');
    const place = async (end: typeof ends) => Number(await end.getAttribute('aria-valuenow'));
    const before = await place(ends);
    await ends.focus();
    await window.keyboard.press('ArrowRight');
    expect(await place(ends)).toBe(before + 100);
    await window.keyboard.press('PageUp');
    expect(await place(ends)).toBe(before + 1_100);
    expect(await window.locator('[data-seek-hint]').innerText()).toMatch(/^0:15/);
    await expect(ends).toHaveAttribute('aria-valuetext', /^0:15\.\d$/);
    const box = await begins.boundingBox();
    const bar = await window.locator('canvas[data-layer=rest]').boundingBox();
    if (!box || !bar) throw new Error('There is no end');
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(24);
    await window.mouse.move(box.x + 20, box.y + 10);
    await window.mouse.down();
    await window.mouse.move(bar.x + bar.width * (8 / 33.6), box.y + 12, { steps: 4 });
    expect(await window.locator('[data-seek-hint]').innerText()).toMatch(/^0:0[78]/);
    for (const theme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme: theme });
      await window.waitForTimeout(400);
      await window.screenshot({ path: testInfo.outputPath(`ends-${theme}.png`) });
    }
    await window.mouse.up();
    expect(await place(begins)).toBeGreaterThan(7_700);
    expect(await place(begins)).toBeLessThan(8_300);
    // Never beyond the other end.
    await begins.focus();
    await window.keyboard.press('End');
    expect(await place(begins)).toBe((await place(ends)) - 200);
    await window.keyboard.press('Home');
    expect(await place(begins)).toBe(0);
    await expectAccessible(window, 'the ends of a part');
    await window.emulateMedia({ colorScheme: 'dark' });
  });
  await test.step('another theme has it drawn in its colours', async () => {
    const colours: string[] = [];
    for (const theme of ['dark', 'light'] as const) {
      await window.emulateMedia({ colorScheme: theme });
      await window.waitForTimeout(500);
      colours.push(await colour(window));
      await point(window, 0.5);
      for (const width of [1_280, 1_000, 760]) {
        await window.setViewportSize({ width, height: 800 });
        await window.waitForTimeout(300);
        await point(window, 0.62);
        await window.screenshot({ path: testInfo.outputPath(`seek-bar-${theme}-${width}.png`) });
        if (theme === 'dark') await expectAccessible(window, `seek bar, ${width} wide`);
      }
      await window.setViewportSize({ width: 1_280, height: 800 });
    }
    expect(colours).toEqual(['107,116,132,255', '133,136,139,255']);
  });
  await test.step('a song without words has its waveform alone', async () => {
    await row('Without words').dblclick();
    await expect(player).toContainText('Without words');
    await expect.poll(() => differing(window), { timeout: 60_000 }).toBeGreaterThan(8);
    expect(await point(window, 0.5)).toMatch(/^0:1\d$/);
    await expect(window.locator('[data-repeated]')).toHaveCount(0);
    await window.screenshot({ path: testInfo.outputPath('without-words.png') });
  });
  await server.close();
});
