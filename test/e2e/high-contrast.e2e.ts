import type { Locator } from '@playwright/test';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Colours of the system instead of the program's own: what is chosen, what plays and where the keyboard is can still be seen. */

type Rgb = readonly [number, number, number];

/** A colour as it is seen: of an element, or of one of the system's by its name. */
function coloursOf(what: Locator, ...properties: readonly string[]): Promise<readonly string[]> {
  return what.evaluate((element, names) => {
    const page = globalThis as unknown as {
      getComputedStyle: (element: unknown) => { getPropertyValue: (name: string) => string };
    };
    return names.map((name) => page.getComputedStyle(element).getPropertyValue(name));
  }, properties);
}

function parse(colour: string): Rgb {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number) as unknown as Rgb;
}

function distance(one: string, other: string): number {
  const [a, b] = [parse(one), parse(other)];
  return Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 0))));
}

for (const theme of ['dark', 'light'] as const) {
  test(`with colours of the system nothing is told by a colour that is gone, ${theme}`, async ({
    bench,
  }, testInfo) => {
    const { window, server, player, row } = await launchWithSongs(bench);
    await window.emulateMedia({
      colorScheme: theme,
      forcedColors: 'active',
      contrast: 'more',
      reducedMotion: 'reduce',
    });
    await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
    const [canvas = '', canvasText = ''] = await coloursOf(
      window.locator('body'),
      'background-color',
      'color',
    );
    // What is seen has to differ by more than a shade.
    const stands = (colour: string, ground: string) => {
      expect(distance(colour, ground), `${colour} on ${ground}`).toBeGreaterThan(90);
    };

    await test.step('the selected row and the current place', async () => {
      await row('Beacon').dblclick();
      await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
      await row('Current').click();
      for (const chosen of [row('Current'), window.getByRole('link', { name: 'Songs', exact: true })]) {
        const [ground = ''] = await coloursOf(chosen, 'background-color');
        stands(ground, canvas);
      }
      const [title = ''] = await coloursOf(
        row('Current').getByText('Current', { exact: true }).first(),
        'color',
      );
      stands(title, (await coloursOf(row('Current'), 'background-color'))[0] ?? '');
    });
    await test.step('the song that plays', async () => {
      const bar = row('Beacon').locator('[class*=bars] > span').first();
      const [colour = '', adjust] = await coloursOf(bar, 'background-color', 'forced-color-adjust');
      expect(adjust).toBe('none');
      stands(colour, canvas);
    });
    await test.step('where the keyboard is', async () => {
      const search = window.getByRole('searchbox');
      const pause = player.getByRole('button', { name: 'Pause' });
      const jobs = window.getByRole('link', { name: 'Jobs', exact: true });
      for (const [control, ring] of [
        // The ring lies around its field.
        [search, search.locator('xpath=..')],
        [pause, pause],
        [jobs, jobs],
      ] as const) {
        await control.focus();
        await window.keyboard.press('Shift');
        const [style, width, colour = ''] = await coloursOf(
          ring,
          'outline-style',
          'outline-width',
          'outline-color',
        );
        expect(style, String(control)).toBe('solid');
        expect(parseFloat(width ?? '0'), String(control)).toBeGreaterThanOrEqual(1);
        stands(colour, canvas);
      }
      await row('Current').focus();
      await window.keyboard.press('End');
      const active = window.locator('[role=row]:focus');
      const [style, colour = '', ground = ''] = await coloursOf(
        active,
        'outline-style',
        'outline-color',
        'background-color',
      );
      expect(style).toBe('solid');
      stands(colour, ground);
    });
    await test.step('volume, place in the song, and what is pressed', async () => {
      const volume = player.getByRole('slider', { name: 'Volume' });
      const [thumb = '', opacity] = await coloursOf(
        volume.locator('xpath=..'),
        'background-color',
        'opacity',
      );
      expect(opacity).toBe('1');
      stands(thumb, canvas);
      const [bars = ''] = await coloursOf(player.locator('canvas[data-layer=played]'), '--bars');
      expect(bars.trim()).toBe('Highlight');
    });
    await window.screenshot({ path: testInfo.outputPath(`songs-${theme}.png`) });
    await test.step('switches, boxes and what cannot be used', async () => {
      await window.getByRole('link', { name: 'Settings' }).click();
      const box = window.getByRole('switch').first();
      const [ground = '', edge = ''] = await coloursOf(box, 'background-color', 'border-top-color');
      stands((await box.isChecked()) ? ground : edge, canvas);
      const chosen = window.locator('label:has(> input[type=radio]:checked)').first();
      stands((await coloursOf(chosen, 'background-color'))[0] ?? '', canvas);
      const off = window.getByRole('button', { name: 'Save key' });
      const [text = '', seen] = await coloursOf(off, 'color', 'opacity');
      expect(text).not.toBe(canvasText);
      expect(seen).toBe('1');
    });
    await window.screenshot({ path: testInfo.outputPath(`settings-${theme}.png`) });
    await test.step('what a menu is on', async () => {
      await window.getByRole('link', { name: 'Songs', exact: true }).click();
      await row('Current').click({ button: 'right' });
      await window.keyboard.press('ArrowDown');
      const item = window.locator('[role=menuitem][data-highlighted]');
      stands((await coloursOf(item, 'background-color'))[0] ?? '', canvas);
    });
    await server.close();
  });
}
