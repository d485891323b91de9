import type { Page } from '@playwright/test';
import { startFlowServer, success } from '../support/flow-server';
import { audio, wav } from '../support/media';
import { addJobs } from './add-jobs';
import { expect, test } from './program';
import { KEY, launchWithSongs } from './three-songs';

/** Songs that follow each other by themselves. What is heard between them the bench tells (A1, A3). */

const JOB = 'bbbbbbbb-0000-4000-8000-000000000062';

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

/** Seconds into the song. */
async function placeOf(window: Page): Promise<number> {
  const seek = window.getByRole('region', { name: 'Player' }).getByRole('slider', { name: 'Seek' });
  const [, minutes = 0, seconds = 0] = (
    /^(\d+):(\d+)/.exec((await seek.getAttribute('aria-valuetext')) ?? '') ?? []
  ).map(Number);
  return minutes * 60 + seconds;
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
  const stoodAt = await placeOf(window);
  await window.keyboard.press('Space');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  // The new song goes on where it stood, and the old one does not come back.
  await expect.poll(() => sounding(window)).toBe(1);
  await expect(player).toContainText('Beacon');
  await expect.poll(() => placeOf(window)).toBeGreaterThan(stoodAt);
  expect(await placeOf(window)).toBeLessThan(stoodAt + 12);
  expect(await sounding(window)).toBe(1);
  // What follows this one is there again.
  await goOn(window, 1);
  await expect(player).toContainText('Anchor', { timeout: 20_000 });
  await server.close();
});

test('where the file is switched within a crossfade, the song before fades away and is not cut off', async ({
  bench,
}, testInfo) => {
  const server = await startFlowServer({ key: KEY });
  const clips = ['First', 'Second'].map((title, index) => ({
    clip_id: `pair-${index}`,
    title,
    create_time: `2026-11-0${2 - index} 10:00:00`,
    audio_url: server.file(`/${title}.m4a`, { bytes: audio(), type: 'audio/mp4' }),
    wav_url: server.file(`/${title}.wav`, { bytes: wav(), type: 'audio/wav' }),
  }));
  server.job(JOB, success(clips));
  const { window } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await addJobs(window, JOB);
  await window.getByRole('link', { name: 'Settings' }).click();
  const field = window.getByRole('spinbutton', { name: 'Crossfade (seconds)' });
  await field.fill('12');
  await field.press('Enter');
  await window.getByRole('link', { name: 'Songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row').filter({ hasText: /wav/i })).toHaveCount(2, { timeout: 60_000 });
  await expect(songs).not.toContainText('%');
  const rows = await songs.locator('[data-index]').allTextContents();
  const player = window.getByRole('region', { name: 'Player' });
  await songs.locator('[data-index="0"]').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await goOn(window, 1);
  await expect(player).toContainText(/Second/.test(rows[1] ?? '') ? 'Second' : 'First', { timeout: 20_000 });
  await expect.poll(() => sounding(window)).toBe(2);
  // For how long after the press the song before is still heard.
  const soundedForMs = await window.evaluate<number>(`new Promise((resolve) => {
    const before = [...document.querySelectorAll('video')].filter((each) => !each.paused)
      .sort((one, other) => other.currentTime - one.currentTime)[0];
    const since = performance.now();
    document.querySelector('button[aria-label="WAV, lossless"]').click();
    const look = () => {
      const file = before.src;
      if (before.paused || file === '') resolve(performance.now() - since);
      else setTimeout(look, 5);
    };
    look();
  })`);
  testInfo.annotations.push({ type: 'the song before', description: `${Math.round(soundedForMs)} ms` });
  expect(soundedForMs).toBeGreaterThan(250);
  await expect(player.getByRole('button', { name: 'WAV, lossless' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => sounding(window)).toBe(1);
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await server.close();
});
