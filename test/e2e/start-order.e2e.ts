import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Bench } from './program';
import { DONE, KEY, launchWithSongs, startServer, WAITING } from './three-songs';

/** What can wait begins when the first screen stands, and begins even where none ever does. */

const DEAF = join(import.meta.dirname, 'deaf-main.cjs');
/** After so long main waits for no window any more. */
const LATEST_MS = 5_000;

async function countStarts(bench: Bench, profile: string): Promise<number> {
  const log = await readFile(join(bench.userData, 'logs', 'flowshelf.log'), 'utf8');
  return log.split('\n').filter((line) => / Started /.test(line) && line.includes(profile)).length;
}

test('the first rows stand before anything is asked', async ({ bench }) => {
  const first = await launchWithSongs(bench);
  await first.window.evaluate(`flowshelf.invoke('jobs.add', '${JSON.stringify({ text: WAITING })}')`);
  await expect.poll(() => first.server.asked(WAITING).length).toBeGreaterThan(0);
  await first.close();
  await first.server.close();

  const server = await startServer();
  const launchedAt = Date.now();
  const { window, close } = await bench.launch({ env: { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url } });
  await window.evaluate(`flowshelf.invoke('jobs.check', '${JSON.stringify({ jobIds: [DONE] })}')`);
  await expect.poll(() => server.asked().length).toBeGreaterThan(0);
  const settledAt = await window.evaluate(
    () =>
      performance.timeOrigin +
      (performance.getEntriesByName('flowshelf:window-settled')[0]?.startTime ?? NaN),
  );
  expect(server.asked()[0]?.at).toBeGreaterThan(Math.min(settledAt, launchedAt + LATEST_MS));
  await close();
  await server.close();
});

test('a window that never says that its first screen stands keeps no job waiting', async ({ bench }) => {
  const server = await startServer();
  const env = { TT_API_KEY: KEY, FLOWSHELF_API_URL: server.url };
  const { window, close } = await bench.launch({ env, modules: [DEAF] });
  await window.evaluate(`flowshelf.invoke('jobs.add', '${JSON.stringify({ text: DONE })}')`);
  await expect(
    window.getByRole('grid', { name: 'Songs' }).getByRole('row', { name: /^Anchor/ }),
  ).toContainText('m4a');
  await close();
  await server.close();
});

test('a library that is opened in the meantime is started once', async ({ bench }) => {
  const { window, close } = await bench.launch({ modules: [DEAF] });
  await window.getByRole('button', { name: 'Try with sample songs' }).click();
  const songs = window.getByRole('grid', { name: 'Songs' });
  await expect(songs.getByRole('row', { name: /^Low Tide/ })).toContainText('m4a');
  await window.waitForTimeout(LATEST_MS);
  expect(await countStarts(bench, '"isSample":true')).toBe(1);
  await close();
});
