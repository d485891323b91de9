import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createLibraryFolder } from '../../src/main/services/library-folder';
import { listFiles } from '../support/core';
import type { CoreProcess } from '../support/core-process';
import type { CrashPoint } from '../support/core-process-entry';
import { success, type FlowServer } from '../support/flow-server';
import { bigAudio } from '../support/media';
import { clipWithAudio, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';
import { createLives, expectToDie } from './lives';
import { createOracle } from './oracle';

const world = createWorld();
const lives = createLives();

const JOB = uuid('job');
const PLACE = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
const FILE = `${PLACE}/Low Tide.wav`;
const PART = `${PLACE}/Low Tide.audio.part`;
const BYTES = bigAudio(400_000);

interface Scene {
  readonly server: FlowServer;
  readonly folder: string;
  readonly library: string;
  start(crash?: CrashPoint): CoreProcess;
}

/** A library that waits for one song of one file. */
async function scene(script: Parameters<FlowServer['file']>[1] = BYTES): Promise<Scene> {
  const server = await world.server({ now: () => Date.now() });
  const folder = world.folder();
  const oracle = createOracle(server);
  server.job(JOB, success([clipWithAudio(server, 'Low Tide', script, { lyrics_timing_markers: WORDS })]));
  return {
    server,
    folder,
    library: join(folder, 'Library'),
    start: (crash) => lives.launch(folder, server.url, oracle, crash ? { crash } : {}),
  };
}

async function add(core: CoreProcess): Promise<void> {
  await core.waitFor(core.isReady);
  await core.invoke('jobs.add', { text: JOB });
}

async function settle(core: CoreProcess): Promise<void> {
  await core.waitFor(core.isReady);
  await core.waitFor(async () => {
    const { counts } = await core.invoke('app.snapshot', {});
    return counts.activeJobs === 0 && counts.downloads === 0;
  });
}

function query(folder: string, sql: string): unknown[] {
  const db = new BetterSqlite3(join(folder, 'library.sqlite'), { readonly: true });
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

describe('what a killed program leaves', () => {
  it.each([
    ['after', 'rename part'],
    ['before', 'write file row'],
    ['after', 'write file row'],
  ] as const)(
    'a file under its name without a row (%s %s) is taken up: nothing is fetched twice',
    async (moment, step) => {
      const { server, folder, library, start } = await scene();
      const first = start({ step, moment, count: 1 });
      await add(first);
      await expectToDie(first, step);
      expect(readFileSync(join(library, FILE)).equals(BYTES)).toBe(true);
      expect(query(folder, 'SELECT 1 FROM asset WHERE path IS NOT NULL')).toEqual([]);

      await settle(start());
      expect(server.fetched()).toHaveLength(1);
      expect(query(folder, 'SELECT path FROM asset')).toEqual([{ path: FILE }]);
      expect(listFiles(library).filter((path) => path.endsWith('.wav'))).toEqual([FILE]);
    },
  );

  it('another file that stands under the name by then is not taken for it, and stays', async () => {
    const { server, folder, library, start } = await scene();
    const first = start({ step: 'note arrival', moment: 'after', count: 1 });
    await add(first);
    await expectToDie(first, 'note arrival');
    const users = bigAudio(BYTES.length, 9);
    writeFileSync(join(library, FILE), users);

    await settle(start());
    expect(readFileSync(join(library, FILE)).equals(users)).toBe(true);
    expect(query(folder, 'SELECT path FROM asset')).toEqual([{ path: `${PLACE}/Low Tide (2).wav` }]);
    expect(readFileSync(join(library, `${PLACE}/Low Tide (2).wav`)).equals(BYTES)).toBe(true);
    // The part file was whole: only its end was asked about, if at all.
    expect(server.fetched().reduce((sum, request) => sum + request.sentBytes, 0)).toBe(BYTES.length);
  });

  it('bytes of an older file, when the host has another one by now, are no part of the new one', async () => {
    const other = bigAudio(BYTES.length, 2);
    const { library, start } = await scene({
      bytes: (count) => (count === 0 ? BYTES : other),
      stall: { after: 100_000, times: 1 },
    });
    const first = start();
    await add(first);
    await first.waitFor(
      () => existsSync(join(library, PART)) && readFileSync(join(library, PART)).length > 50_000,
    );
    await first.kill();

    // Told that the file has changed, the program is killed as soon as its row knows of the new one.
    const second = start({ step: 'save progress', moment: 'after', count: 1 });
    await expectToDie(second, 'save progress');
    await settle(start());
    expect(readFileSync(join(library, FILE)).equals(other)).toBe(true);
  });

  it('the part file of a download that was cancelled goes, and no other file with it', async () => {
    const { folder, library, start } = await scene({ bytes: BYTES, stall: { after: 100_000 } });
    const first = start({ step: 'rm part', moment: 'before', count: 1 });
    await add(first);
    await first.waitFor(() => existsSync(join(library, PART)));
    const [download] = (await first.invoke('downloads.page', { offset: 0, limit: 10 })).rows;
    await first.invoke('downloads.cancel', { ids: [download?.id ?? 0] }).catch(() => undefined);
    await expectToDie(first, 'rm part');
    expect(existsSync(join(library, PART))).toBe(true);
    expect(query(folder, 'SELECT 1 FROM download')).toEqual([]);
    const users = join(library, PLACE, 'another.part');
    writeFileSync(users, 'mine');

    const second = start();
    await second.waitFor(second.isReady);
    expect(existsSync(join(library, PART))).toBe(false);
    expect(readFileSync(users, 'utf8')).toBe('mine');
    expect(query(folder, 'SELECT 1 FROM discarded_part')).toEqual([]);
  });

  it('half-written words go, also when the words beside the song are the user’s by then', async () => {
    const { library, start } = await scene();
    const first = start({ step: 'rename sidecar', moment: 'before', count: 1 });
    await add(first);
    await expectToDie(first, 'rename sidecar');
    const unfinished = () => listFiles(library).filter((path) => path.endsWith('.flowshelf.tmp'));
    expect(unfinished()).toEqual([`${PLACE}/Low Tide.txt.flowshelf.tmp`]);
    writeFileSync(join(library, PLACE, 'Low Tide.txt'), 'My own words');

    const second = start();
    await settle(second);
    await second.waitFor(() => unfinished().length === 0);
    await second.waitFor(() => existsSync(join(library, PLACE, 'clip.json')));
    expect(readFileSync(join(library, PLACE, 'Low Tide.txt'), 'utf8')).toBe('My own words');
  });

  it('a description and a length that were not written yet are written', async () => {
    // Slow enough that all else is written before the file is there.
    const { folder, library, start } = await scene({ bytes: BYTES, bytesPerSecond: 200_000 });
    const first = start({ step: 'commit file row', moment: 'after', count: 1 });
    await add(first);
    await expectToDie(first, 'commit file row');
    expect(readFileSync(join(library, PLACE, 'clip.json'), 'utf8')).toContain('"files": []');
    const second = start();
    await settle(second);
    await second.waitFor(() => query(folder, 'SELECT 1 FROM clip WHERE is_sidecar_due <> 0').length === 0);
    const content = JSON.parse(readFileSync(join(library, PLACE, 'clip.json'), 'utf8')) as {
      durationMs: number;
      files: unknown[];
    };
    expect(content.files).toHaveLength(1);
    expect(content.durationMs).toBe(Math.round(((BYTES.length - 44) * 1_000) / (44_100 * 4)));
  });
});

describe('a system that cannot flush folders', () => {
  it('gets the same files without it', async () => {
    const root = join(world.folder(), 'Library');
    const library = createLibraryFolder(root, false);
    expect(await library.look(true)).toMatchObject({ state: 'there', isWritable: true });
    expect(await library.writeLibraryFile(null)).toBeNull();
    await library.ensureFolder('Song');
    writeFileSync(join(root, 'Song', 'a.part'), 'bytes');
    await library.commitFile('Song/a.part', 'Song/a.wav');
    await library.writeText('Song/a.txt', 'words');
    await library.flush('Song');
    library.appendJobs([{ jobId: JOB as never, addedAt: 'now' }]);
    expect(listFiles(root)).toEqual(['Song/a.txt', 'Song/a.wav', 'jobs.jsonl', 'library.json']);
  });

  it('is spared every flush of one', async () => {
    const root = join(world.folder(), 'Library');
    mkdirSync(root, { recursive: true });
    await expect(createLibraryFolder(root, true).flush('nowhere')).rejects.toThrow('ENOENT');
    await expect(createLibraryFolder(root, false).flush('nowhere')).resolves.toBeUndefined();
  });
});
