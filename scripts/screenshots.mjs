// @ts-check
// npm run screenshots: makes the pictures of docs/images anew from the program with its sample songs.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { _electron } from '@playwright/test';
import { buildProgram } from './build.mjs';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { decideToLeaveOutSandbox, programEnvironment } from './launch.mjs';
import { duration, say, Stop } from './messages.mjs';
import { inProject, projectRoot } from './project.mjs';
import { setUpProject } from './set-up.mjs';

/** @typedef {import('@playwright/test').Page} Page */

const FOLDER = inProject('docs', 'images');
const SONGS = 8;
/** What fades and slides has come to rest. */
const REST_MS = 600;

/**
 * The pictures, in the order in which one view leads to the next.
 *
 * @type {Readonly<Record<string, (window: Page) => Promise<void>>>}
 */
const VIEWS = {
  songs: async (window) => {
    await window.getByRole('row', { name: /^Night Ferry/ }).dblclick();
    const line = window.getByRole('region', { name: 'Lyrics' }).getByText('Carry the quiet ones');
    await line.click();
    // The song has been heard in the background, and its waveform is drawn.
    await window.locator('canvas[data-layer=played]:not([data-plain])').waitFor({ timeout: 120_000 });
  },
  queue: (window) => window.keyboard.press('Control+u'),
  'lyrics-search': async (window) => {
    await window.keyboard.press('Control+u');
    await window.getByRole('link', { name: 'Lyrics' }).click();
    await window.getByRole('searchbox').first().fill('light');
  },
  karaoke: async (window) => {
    await window.getByRole('link', { name: 'Songs' }).click();
    await window.keyboard.press('Control+k');
  },
  settings: async (window) => {
    await window.keyboard.press('Escape');
    await window.getByRole('searchbox').first().fill('');
    await window.getByRole('link', { name: 'Settings' }).click();
  },
  guide: (window) => window.keyboard.press('F1'),
};

await runScript(async () => {
  if (process.argv.length > 2)
    throw new Stop('npm run screenshots takes nothing along: it makes all pictures of docs/images anew.');
  const electron = await setUpProject();
  await buildProgram();
  const switches = decideToLeaveOutSandbox() ? ['--no-sandbox'] : [];
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const theme of /** @type {const} */ (['dark', 'light'])) {
    const startedAt = Date.now();
    await withDisplay((display) => takePictures(electron.executable, switches, display, theme));
    say(`${Object.keys(VIEWS).length} pictures, ${theme}: ${duration(Date.now() - startedAt)}`);
  }
});

/**
 * @param {string} executablePath
 * @param {string[]} switches
 * @param {Record<string, string>} display
 * @param {'dark' | 'light'} theme
 */
async function takePictures(executablePath, switches, display, theme) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-pictures-'));
  const sample = path.join(profile, 'Sample');
  fs.mkdirSync(sample);
  fs.writeFileSync(path.join(sample, 'settings.json'), JSON.stringify({ theme }));
  const app = await _electron.launch({
    executablePath,
    args: [...switches, projectRoot, `--user-data-dir=${profile}`, '--sample'],
    env: /** @type {Record<string, string>} */ (programEnvironment(display)),
  });
  try {
    const window = await app.firstWindow();
    const rows = window.getByRole('grid', { name: 'Songs' }).getByRole('row');
    await rows.nth(SONGS).waitFor();
    // Downloads are over, and nothing is said of their speed.
    await rows
      .filter({ hasText: /m4a|mp3|lyrics only/ })
      .nth(SONGS - 1)
      .waitFor({ timeout: 120_000 });
    await window
      .getByText(/waiting|active|%$|B\/s$/)
      .first()
      .waitFor({ state: 'detached', timeout: 120_000 });
    for (const [name, open] of Object.entries(VIEWS)) {
      await open(window);
      await window.mouse.move(0, 0);
      await window.waitForTimeout(REST_MS);
      await window.screenshot({ path: path.join(FOLDER, `${name}-${theme}.png`) });
    }
  } finally {
    await app.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}
