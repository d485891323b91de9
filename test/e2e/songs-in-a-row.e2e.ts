import type { Page } from '@playwright/test';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** Songs that follow each other by themselves. What is heard between them the bench tells (A1, A3). */

/** Files that sound just now. */
const sounding = (window: Page) =>
  window.evaluate<number>(`[...document.querySelectorAll('video')].filter((each) => !each.paused).length`);

/** Goes to the beginning of the song and so many large steps on, fifteen seconds each. */
async function goOn(window: Page, steps: number): Promise<void> {
  const seek = window.getByRole('region', { name: 'Player' }).getByRole('slider', { name: 'Seek' });
  await seek.focus();
  await window.keyboard.press('Home');
  for (let press = 0; press < steps; press += 1) await window.keyboard.press('PageUp');
}

test('a song follows by itself, plays on, and the way back is there', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  await expect(player).toContainText('Current');
  await goOn(window, 2);
  await expect(player).toContainText('Beacon', { timeout: 20_000 });
  const seek = player.getByRole('slider', { name: 'Seek' });
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0[1-3] of 0:3\d$/);
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  expect(await sounding(window)).toBe(1);
  await expect(row('Beacon')).toHaveAttribute('aria-current', 'true');
  await player.getByRole('button', { name: 'Previous' }).click();
  await expect(player).toContainText('Current');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await server.close();
});

test('a song that is to repeat follows itself', async ({ bench }) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await row('Current').dblclick();
  const repeat = player.getByRole('button', { name: /^Repeat/ });
  await repeat.click();
  await repeat.click();
  await goOn(window, 2);
  const seek = player.getByRole('slider', { name: 'Seek' });
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:3\d/);
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0\d/, { timeout: 20_000 });
  await expect(player).toContainText('Current');
  // And once more: the file was opened again for it.
  await goOn(window, 2);
  await expect(seek).toHaveAttribute('aria-valuetext', /^0:0\d/, { timeout: 20_000 });
  await expect(player).toContainText('Current');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await server.close();
});

test('in a crossfade two songs are heard; a pause stops both, and the new one goes on', async ({
  bench,
}, testInfo) => {
  const { server, window, player, row } = await launchWithSongs(bench);
  await window.getByRole('link', { name: 'Settings' }).click();
  const field = window.getByRole('spinbutton', { name: 'Crossfade (seconds)' });
  await field.fill('12');
  await field.press('Enter');
  await window.screenshot({ path: testInfo.outputPath('setting.png'), animations: 'disabled' });
  await window.getByRole('link', { name: 'Songs' }).click();
  await row('Current').dblclick();
  await expect(player).toContainText('Current');
  await goOn(window, 1);
  await expect(player).toContainText('Beacon', { timeout: 20_000 });
  expect(await sounding(window)).toBe(2);
  await window.keyboard.press('Space');
  await expect.poll(() => sounding(window)).toBe(0);
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await window.keyboard.press('Space');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => sounding(window)).toBe(1);
  await expect(player).toContainText('Beacon');
  // What follows this one is there again.
  await goOn(window, 1);
  await expect(player).toContainText('Anchor', { timeout: 20_000 });
  await server.close();
});
