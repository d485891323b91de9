import { expectAccessible } from './accessibility';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** The meter of the player: chosen, moving with the sound, still when there is none. */

test('levels or spectrum are seen while a song plays, where that is wanted', async ({ bench }, testInfo) => {
  test.setTimeout(180_000);
  const { server, app, window, player, row } = await launchWithSongs(bench);
  const meter = window.locator('canvas[data-meter]');
  /** How much of the meter is filled, in pixels, over the last moments: the least and the most. */
  const filled = () =>
    window.evaluate<readonly [number, number]>(`(async () => {
      const canvas = document.querySelector('canvas[data-meter]');
      const accent = getComputedStyle(canvas).color.match(/[0-9]+/g).map(Number);
      const counts = [];
      for (let look = 0; look < 20; look += 1) {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at + 3] > 0 && accent.every((value, index) => data[at + index] === value)) count += 1;
        }
        counts.push(count);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return [Math.min(...counts), Math.max(...counts)];
    })()`);
  const choose = async (name: string) => {
    await player.getByRole('button', { name: 'Playback options' }).click();
    await window.getByRole('combobox', { name: 'Meter' }).click();
    await window.getByRole('option', { name, exact: true }).click();
    await window.keyboard.press('Escape');
    await expect(window.getByRole('dialog')).toHaveCount(0);
  };

  await row('Beacon').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(meter).toHaveCount(0);
  for (const [name, kind] of [
    ['Levels', 'levels'],
    ['Spectrum', 'spectrum'],
  ] as const) {
    await test.step(`${kind} move with the sound`, async () => {
      await choose(name);
      await expect(meter).toHaveAttribute('data-meter', kind);
      await expect
        .poll(async () => {
          const [least, most] = await filled();
          return most - least;
        })
        .toBeGreaterThan(10);
      for (const theme of ['dark', 'light'] as const) {
        await window.emulateMedia({ colorScheme: theme });
        await window.waitForTimeout(300);
        await window.screenshot({ path: testInfo.outputPath(`${kind}-${theme}.png`) });
      }
    });
  }
  await test.step('not in a window that nobody sees', async () => {
    const tell = (act: 'hide' | 'showInactive') =>
      app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), act);
    await tell('hide');
    await expect(meter).toHaveCount(0);
    await expect(player.getByRole('button', { name: 'Pause' })).toHaveCount(1);
    await tell('showInactive');
    await expect(meter).toBeVisible();
  });
  await test.step('whatever the volume', async () => {
    const [, loud] = await filled();
    const volume = player.getByRole('slider', { name: 'Volume' });
    for (let press = 0; press < 10; press += 1) await window.keyboard.press('ControlOrMeta+ArrowDown');
    await expect(volume).toHaveAttribute('aria-valuetext', '30%');
    await expect.poll(async () => (await filled())[1]).toBeGreaterThan(loud / 2);
  });
  await test.step('at a pause they sink, and nothing is drawn any more', async () => {
    await player.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(async () => (await filled())[1], { timeout: 20_000 }).toBeLessThan(60);
    await window.evaluate(`
      window.looks = 0;
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...box) {
        window.looks += 1;
        clearRect.apply(this, box);
      };
    `);
    await window.waitForTimeout(700);
    expect(await window.evaluate('window.looks')).toBe(0);
    await player.getByRole('button', { name: 'Play', exact: true }).click();
    await expect.poll(() => window.evaluate('window.looks')).toBeGreaterThan(10);
  });
  await test.step('people who want less motion have none', async () => {
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await expect(meter).toHaveCount(0);
    await window.emulateMedia({ reducedMotion: 'no-preference' });
    await expect(meter).toHaveCount(1);
  });
  await test.step('Settings have it too', async () => {
    await window.getByRole('link', { name: 'Settings' }).click();
    const choice = window.getByRole('combobox', { name: 'Meter' });
    await expect(choice).toHaveText('Spectrum');
    await choice.scrollIntoViewIfNeeded();
    await window.screenshot({ path: testInfo.outputPath('settings.png') });
    await expectAccessible(window, 'Settings with the meter');
    await choice.click();
    await window.getByRole('option', { name: 'Off', exact: true }).click();
    await expect(meter).toHaveCount(0);
  });
  await server.close();
});
