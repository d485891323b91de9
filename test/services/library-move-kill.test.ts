import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, newFolder, removeFolder, TEST_KEY } from '../support/core';
import { bundleCore, startCoreProcess, type CoreBundle, type CoreProcess } from '../support/core-process';
import { count } from '../support/extent';
import { createRandom } from '../support/fake-clock';
import { startFlowServer, success, type FlowServer } from '../support/flow-server';
import { bigAudio } from '../support/media';
import { clipWithAudio, uuid } from '../support/songs';

/** A move that is killed: whatever was under way, the next start has one whole library. */

const JOB = uuid('job');
const KILLS = count(60, 12);
const MEGABYTE = 1024 * 1024;
let bundle: CoreBundle;
let server: FlowServer;
const folder = newFolder();
const old = join(folder, 'Old');
const link = join(folder, 'Library');
const to = join(folder, 'New');
let original: Map<string, Buffer>;

function contents(root: string): Map<string, Buffer> {
  return new Map(listFiles(root).map((path) => [path, readFileSync(join(root, path))]));
}

function start(): Promise<CoreProcess> {
  return startCoreProcess(bundle, folder, server.url, { chosenFolder: to });
}

/** The one library in use is there, with every byte that it had before the first move. */
async function expectWhole(core: CoreProcess): Promise<string> {
  const { libraryFolder, holds } = await core.invoke('app.snapshot', {});
  expect(holds).toEqual([]);
  const found = contents(libraryFolder);
  for (const [path, bytes] of original) {
    // What the start of another core may add to; everything else is the same to the last byte.
    const present = found.get(path);
    expect(present?.subarray(0, bytes.length).equals(bytes), path).toBe(true);
    if (path !== 'jobs.jsonl') expect(present?.length, path).toBe(bytes.length);
  }
  return libraryFolder;
}

beforeAll(async () => {
  bundle = await bundleCore();
  server = await startFlowServer({ key: TEST_KEY });
  mkdirSync(old);
  mkdirSync(to);
  // Behind a link it is copied on every machine.
  symlinkSync(old, link);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify({ libraryFolder: link }));
  server.job(
    JOB,
    success(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name, at) =>
        clipWithAudio(server, name, bigAudio(6 * MEGABYTE, at + 1)),
      ),
    ),
  );
  const core = await start();
  await core.invoke('jobs.add', { text: JOB });
  await core.waitFor(async () => {
    const { songs, downloads } = (await core.invoke('app.snapshot', {})).counts;
    return songs === 6 && downloads === 0;
  });
  // The files beside the songs are written once more when their length has been measured.
  await core.waitFor(() => {
    const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
    try {
      return (
        db.prepare('SELECT 1 FROM clip WHERE is_sidecar_due <> 0 OR is_measured = 0').get() === undefined
      );
    } finally {
      db.close();
    }
  });
  await core.kill();
  original = contents(old);
});
afterAll(async () => {
  await server.close();
  bundle.remove();
  removeFolder(folder);
});

describe('kill -9 during a move', () => {
  it(
    'at any moment: the next start uses one whole folder, and the move can be gone on with or dropped',
    { meta: { cases: KILLS }, timeout: 1_800_000 },
    async () => {
      const random = createRandom(11);
      let stopped = 0;
      for (let round = 0; round < KILLS; round += 1) {
        const core = await start();
        const { libraryMove } = await core.invoke('app.snapshot', {});
        if (libraryMove?.phase === 'stopped') {
          stopped += 1;
          // Now and then it is dropped and begun anew, else gone on with.
          if (round % 4 === 3) {
            expect(await core.invoke('libraryMove.discard', {})).toEqual({ left: 0 });
            expect(listFiles(to)).toEqual([]);
          } else await core.invoke('libraryMove.resume', {});
        }
        if (libraryMove === null || round % 4 === 3) {
          const choice = await core.invoke('settings.chooseLibraryFolder', {});
          if (choice?.kind === 'planned') await core.invoke('libraryMove.start', { planId: choice.plan.id });
        }
        const until = performance.now() + random() * 150;
        await core.waitFor(() => performance.now() >= until);
        await core.kill();
        const next = await start();
        const used = await expectWhole(next);
        expect([link, to]).toContain(used);
        const isDone = used === to;
        await next.kill();
        if (isDone) {
          // Back to where it began, for the next round.
          rmSync(to, { recursive: true });
          mkdirSync(to);
          rmSync(join(folder, 'settings.json'));
          writeFileSync(join(folder, 'settings.json'), JSON.stringify({ libraryFolder: link }));
          await (await start()).kill();
        }
      }
      expect(stopped).toBeGreaterThan(2);

      const last = await start();
      const { libraryMove } = await last.invoke('app.snapshot', {});
      if (libraryMove?.phase === 'stopped') await last.invoke('libraryMove.resume', {});
      else {
        const choice = await last.invoke('settings.chooseLibraryFolder', {});
        if (choice?.kind === 'planned') await last.invoke('libraryMove.start', { planId: choice.plan.id });
      }
      await last.waitFor(async () => (await last.invoke('app.snapshot', {})).libraryMove?.phase === 'copied');
      expect(await expectWhole(last)).toBe(to);
      expect(listFiles(to)).toEqual(listFiles(old));
      await last.kill();
    },
  );
});
