import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, newFolder, removeFolder, TEST_KEY } from '../support/core';
import { bundleCore, startCoreProcess, type CoreBundle, type CoreProcess } from '../support/core-process';
import type { CrashPoint } from '../support/core-process-entry';
import { startExport, type PartOfRequest } from '../support/exports';
import { count } from '../support/extent';
import { startFlowServer, success, type FlowServer } from '../support/flow-server';
import { clip, serveFiles, uuid } from '../support/songs';

/** Exports that are killed in the middle: a file that has its name is whole, and the next export finds its own again. */

const JOB = uuid('job');
const SONGS = 300;
const KILLS = count(10, 3);
const names = Array.from({ length: SONGS }, (_, number) => `song ${number}`);
const clipIds = names.map((name) => uuid(`clip ${name}`));
const wordsOf = (name: string) => `[Verse]\nWords of ${name}\n${'Another line\n'.repeat(200)}`;
const unfinishedIn = (target: string) => readdirSync(target).filter((name) => name.endsWith('.tmp'));
const folder = newFolder();
let bundle: CoreBundle;
let server: FlowServer;

const start = (target: string): Promise<CoreProcess> =>
  startCoreProcess(bundle, folder, server.url, { chosenFolder: target });

function newTarget(name: string): string {
  const target = join(folder, name);
  mkdirSync(target);
  return target;
}

async function begin(core: CoreProcess, request: PartOfRequest): Promise<void> {
  await core.invoke('export.chooseFolder', {});
  await startExport(core, clipIds, request);
}

async function wholeExport(core: CoreProcess, request: PartOfRequest) {
  await begin(core, request);
  return core.waitFor(async () => {
    const status = await core.invoke('export.status', {});
    return status?.phase === 'running' ? null : status;
  }, 60_000);
}

beforeAll(async () => {
  bundle = await bundleCore();
  server = await startFlowServer({ key: TEST_KEY });
  server.job(JOB, success(names.map((name) => clip(name, { lyrics: wordsOf(name) }))));
  const core = await start(folder);
  await core.invoke('jobs.add', { text: JOB });
  await core.waitFor(
    async () => (await core.invoke('app.snapshot', {})).counts.songs === SONGS && core.isReady(),
    60_000,
  );
  await core.hangUp();
}, 120_000);

afterAll(async () => {
  await server.close();
  bundle.remove();
  removeFolder(folder);
});

describe('an export that is killed', () => {
  it('leaves whole files alone, and the next one writes the others', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const target = newTarget(`files ${kill}`);
      const core = await start(target);
      await begin(core, { formats: ['txt', 'md'] });
      await core.waitFor(() => readdirSync(target).length > 20 + kill * 40);
      await core.kill();
      const found = readdirSync(target);
      expect(found.length).toBeLessThan(SONGS * 2);
      for (const file of found.filter((each) => each.endsWith('.txt')))
        expect(readFileSync(join(target, file), 'utf8'), file).toBe(wordsOf(file.slice(0, -4)));
      // At most one of each song that was written just then.
      expect(found.filter((file) => file.endsWith('.tmp')).length).toBeLessThanOrEqual(4);

      const again = await start(target);
      const status = await wholeExport(again, { formats: ['txt', 'md'], onExisting: 'replace' });
      expect(status.counts.outcomes).toMatchObject({ skipped: 0, failed: 0, replaced: 0 });
      expect(status.counts.beside).toBe(0);
      expect(readdirSync(target).sort()).toEqual(
        names.flatMap((name) => [`${name}.md`, `${name}.txt`]).sort(),
      );
      await again.hangUp();
    }
  });

  it('has written nothing that counts as somebody else’s: all of it is replaced by other words', async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const target = newTarget(`replaced ${kill}`);
      const core = await start(target);
      await begin(core, { formats: ['txt'] });
      await core.waitFor(() => readdirSync(target).length > 10 + kill * 25);
      await core.kill();
      const found = readdirSync(target).filter((name) => name.endsWith('.txt'));

      const again = await start(target);
      const status = await wholeExport(again, {
        formats: ['txt'],
        hasSections: false,
        onExisting: 'replace',
      });
      expect(status.counts.outcomes).toMatchObject({ replaced: found.length, written: SONGS - found.length });
      expect(status.counts.beside).toBe(0);
      expect(readdirSync(target).sort()).toEqual(names.map((name) => `${name}.txt`).sort());
      await again.hangUp();
    }
  });

  it('leaves no archive and nothing unfinished, and the next one is whole', async () => {
    const target = newTarget('archive');
    const core = await start(target);
    writeFileSync(join(target, 'of another hand.flowshelf.tmp'), 'x');
    await begin(core, { formats: ['txt', 'md', 'json'], place: 'zip' });
    await core.waitFor(async () => ((await core.invoke('export.status', {}))?.done ?? 0) > 50);
    await core.kill();
    expect(readdirSync(target).filter((name) => name.endsWith('.zip'))).toEqual([]);
    expect(unfinishedIn(target).length).toBeGreaterThan(1);
    const again = await start(target);
    await again.waitFor(() => unfinishedIn(target).length === 1);
    rmSync(join(target, 'of another hand.flowshelf.tmp'));
    const { target: archive } = await wholeExport(again, { place: 'zip' });
    expect(readdirSync(target)).toEqual([archive.slice(target.length + 1)]);
    expect(Object.keys(unzipSync(readFileSync(archive)))).toHaveLength(SONGS);
    await again.hangUp();
  });
});

describe('sound that is written when the program is killed', () => {
  const SOUND_JOB = uuid('job of sound');
  const sounds = ['Night', 'Tide', 'Light'];
  const soundIds = sounds.map((name) => uuid(`clip ${name}`));
  const soundFolder = newFolder();
  afterAll(() => removeFolder(soundFolder));
  const startAt = (target: string, crash?: CrashPoint): Promise<CoreProcess> =>
    startCoreProcess(bundle, soundFolder, server.url, { chosenFolder: target, ...(crash ? { crash } : {}) });
  const libraryFiles = () => listFiles(join(soundFolder, 'Library')).filter((path) => path.endsWith('.tmp'));

  beforeAll(async () => {
    server.job(SOUND_JOB, success(sounds.map((name) => clip(name, serveFiles(server, name).urls))));
    const core = await startAt(soundFolder);
    await core.invoke('jobs.add', { text: SOUND_JOB });
    await core.waitFor(async () => {
      const { counts } = await core.invoke('app.snapshot', {});
      return counts.songs === sounds.length && counts.downloads === 0;
    }, 60_000);
    await core.hangUp();
  }, 60_000);

  it('leaves nothing in the export folder', async () => {
    const target = join(soundFolder, 'target');
    mkdirSync(target);
    const core = await startAt(target, { step: 'rename sidecar', moment: 'before', count: 2 });
    await core.invoke('export.chooseFolder', {});
    await startExport(core, soundIds, { formats: [], sounds: ['audio', 'wav'] });
    await core.ended;
    expect(unfinishedIn(target).length).toBeGreaterThan(0);
    for (const name of unfinishedIn(target)) expect(name).toMatch(/^flowshelf-\w+-\d\.flowshelf\.tmp$/);
    const again = await startAt(target);
    await again.waitFor(() => unfinishedIn(target).length === 0);
    await again.hangUp();
  });

  it('leaves nothing beside the songs of the library', async () => {
    const core = await startAt(soundFolder, { step: 'rename sidecar', moment: 'before', count: 1 });
    await core.invoke('export.nameSongs', { clipIds: [...soundIds], after: 0 });
    await core.invoke('export.writeTags', { count: soundIds.length, sounds: ['audio'] });
    await core.ended;
    expect(libraryFiles().length).toBeGreaterThan(0);
    const again = await startAt(soundFolder);
    await again.waitFor(() => libraryFiles().length === 0);
    await again.hangUp();
  });
});
