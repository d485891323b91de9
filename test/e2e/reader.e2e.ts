import type { Page } from '@playwright/test';
import { processesBelow } from './processes';
import { expect, test } from './program';
import { launchWithSongs } from './three-songs';

/** The processes that do work for main, by their numbers. */
function workersOf(main: number): number[] {
  const isWorker = (command: string) => command.includes('node.mojom.NodeService');
  return processesBelow(main).flatMap(({ pid, command }) => (isWorker(command) ? [pid] : []));
}

/** Whether the window's questions go to this process: while it is halted nobody answers them. */
async function answers(window: Page, pid: number): Promise<boolean> {
  process.kill(pid, 'SIGSTOP');
  try {
    return await window.evaluate<boolean>(
      `Promise.race([
        flowshelf.invoke('songs.facets', '{}').then(() => false),
        new Promise((resolve) => setTimeout(() => resolve(true), 1_000)),
      ])`,
    );
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

test.describe('the process that reads the library', () => {
  test.skip(process.platform !== 'linux', 'Processes are looked up in /proc.');

  test('answers searches, and when it is killed nobody notices more than a moment', async ({ bench }) => {
    const { app, window, server, row, songs } = await launchWithSongs(bench);
    const main = app.process().pid ?? 0;
    const readers = () => workersOf(main);
    await expect.poll(readers).toHaveLength(1);
    const [first = 0] = readers();
    await expect.poll(() => answers(window, first)).toBe(true);

    const search = window.getByRole('searchbox', { name: 'Search songs and lyrics' });
    await search.fill('beacon');
    await expect(songs.getByRole('row')).toHaveCount(2);
    // Killed with a question on its way: main answers it.
    process.kill(first, 'SIGSTOP');
    await search.fill('current');
    process.kill(first, 'SIGKILL');
    await expect(row('Current')).toBeVisible();
    await expect(row('Beacon')).toBeHidden();

    await expect.poll(readers).toHaveLength(1);
    const [second = 0] = readers();
    expect(second).not.toBe(first);
    await expect.poll(() => answers(window, second)).toBe(true);
    await search.fill('anchor');
    await expect(row('Anchor')).toBeVisible();
    await expect(row('Current')).toBeHidden();

    // A page that was loaded anew has its reader too.
    await window.reload();
    await expect(row('Anchor')).toBeVisible();
    await expect.poll(() => answers(window, second)).toBe(true);
    await search.fill('');
    await expect(songs.getByRole('row')).toHaveCount(4);
    await server.close();
  });

  test('goes with its library', async ({ bench }) => {
    const { app, window, server, songs, row } = await launchWithSongs(bench);
    const readers = () => workersOf(app.process().pid ?? 0);
    await expect.poll(readers).toHaveLength(1);
    const own = readers();
    await window.evaluate(`flowshelf.invoke('sample.enter', '{}')`);
    await expect(row('Night Ferry')).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => readers().filter((pid) => !own.includes(pid))).toHaveLength(1);
    await window.evaluate(`flowshelf.invoke('sample.leave', '{}')`);
    await expect(row('Anchor')).toBeVisible();
    await expect(songs.getByRole('row')).toHaveCount(4);
    await server.close();
  });
});
