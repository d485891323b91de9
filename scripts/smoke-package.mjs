// @ts-check
// npm run package:smoke: starts the packed program on a profile of its own, waits for its first rows, and ends it. On Linux the
// installed one where there is one, for it has the sandbox that its package gives it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { withDisplay } from './display.mjs';
import { runScript } from './entry.mjs';
import { decideToLeaveOutSandbox, programEnvironment } from './launch.mjs';
import { Stop, say } from './messages.mjs';
import { inProject } from './project.mjs';

const CANDIDATES = {
  linux: ['/usr/lib/flowshelf/flowshelf', inProject('dist', 'linux-unpacked', 'flowshelf')],
  win32: [inProject('dist', 'win-unpacked', 'Flowshelf.exe')],
  darwin: [inProject('dist', 'mac-universal', 'Flowshelf.app', 'Contents', 'MacOS', 'Flowshelf')],
};
const LISTENING = /^DevTools listening on (ws:\/\/\S+)/;
const LONGEST_START_MS = 120_000;

await runScript(async () => {
  const platform = /** @type {keyof typeof CANDIDATES} */ (process.platform);
  const executable = CANDIDATES[platform].find((file) => fs.existsSync(file));
  if (executable === undefined) throw new Stop('There is no packed program: npm run package makes one.');
  const switches = decideToLeaveOutSandbox() ? ['--no-sandbox'] : [];
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'flowshelf-smoke-'));
  try {
    await withDisplay(async (display) => {
      const args = [...switches, '--sample', `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
      const child = spawn(executable, args, {
        env: programEnvironment({ ...display, FLOWSHELF_LIBRARY_DIR: path.join(profile, 'Library') }),
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const ended = once(child, 'exit');
      const overdue = setTimeout(() => child.kill('SIGKILL'), LONGEST_START_MS);
      try {
        const [title, song] = await firstSong(child);
        say(`${executable}: the window “${title}” shows “${song}”`);
      } finally {
        clearTimeout(overdue);
        child.kill('SIGTERM');
        await ended;
      }
    });
  } finally {
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<[title: string, song: string]>}
 */
async function firstSong(child) {
  const address = await new Promise((resolve, reject) => {
    /** @type {string[]} */
    const output = [];
    createInterface(/** @type {NodeJS.ReadableStream} */ (child.stderr)).on('line', (line) => {
      output.push(line);
      const found = LISTENING.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) =>
      reject(
        new Stop(`The program ended with ${code} before it had a window:\n${output.slice(-20).join('\n')}`),
      ),
    );
  });
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  const row = page.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Low Tide/ });
  await row.waitFor({ timeout: LONGEST_START_MS });
  const result = /** @type {[string, string]} */ ([await page.title(), 'Low Tide']);
  await browser.close();
  return result;
}
