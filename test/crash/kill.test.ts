import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openLibrary } from '../../src/main/db/open-library';
import { originOfLog, pagesInLog } from '../../src/main/db/write-ahead-log';
import {
  bundleCore,
  launchCoreProcess,
  startCoreProcess,
  type CoreBundle,
  type CoreProcess,
} from '../support/core-process';
import { startFlowServer, success, type FlowServer } from '../support/flow-server';
import { bigAudio, sha256 } from '../support/media';
import { createRecordingLog } from '../support/ports';
import { clip, clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const JOB = uuid('job');

let bundle: CoreBundle;
beforeAll(async () => {
  bundle = await bundleCore();
}, 60_000);
afterAll(() => bundle.remove());

let running: CoreProcess[] = [];
afterEach(async () => {
  await Promise.all(running.map((core) => core.kill()));
  running = [];
});

async function start(folder: string, server: FlowServer): Promise<CoreProcess> {
  const core = await startCoreProcess(bundle, folder, server.url);
  running.push(core);
  return core;
}

/** The server of a kill test: real time, and no key that matters. */
async function realServer(): Promise<FlowServer> {
  return world.server({ now: () => Date.now() });
}

/** What must hold of a library at every moment between two lives of the program. */
function inspect(folder: string): { readonly jobs: string[]; readonly files: string[] } {
  const db = new BetterSqlite3(join(folder, 'library.sqlite'));
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const assets = db
      .prepare('SELECT path, bytes, served_sha256 FROM asset WHERE path IS NOT NULL')
      .all() as {
      path: string;
      bytes: number;
      served_sha256: string;
    }[];
    for (const asset of assets) {
      const content = readFileSync(join(folder, 'Library', asset.path));
      expect(content.length).toBe(asset.bytes);
      expect(sha256(content)).toBe(asset.served_sha256);
    }
    const jobs = (db.prepare('SELECT id FROM job').all() as { id: string }[]).map((job) => job.id);
    return { jobs, files: assets.map((asset) => asset.path) };
  } finally {
    db.close();
  }
}

describe('kill -9', () => {
  it('while a file comes: the next start finishes it bit by bit and fetches next to nothing twice', async () => {
    const server = await realServer();
    const folder = world.folder();
    const bytes = bigAudio(6_000_000);
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', { bytes, bytesPerSecond: 4_000_000 })]));
    const name = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;
    const part = join(folder, 'Library', name, 'Low Tide.audio.part');
    const partBytes = () => statSync(part, { throwIfNoEntry: false })?.size ?? 0;

    const first = await start(folder, server);
    await first.invoke('jobs.add', { text: JOB });
    await first.waitFor(() => partBytes() > 2_000_000);
    await first.kill();
    const kept = partBytes();
    expect(kept).toBeLessThan(bytes.length);
    expect(inspect(folder)).toEqual({ jobs: [JOB], files: [] });
    const sentToFirst = server.fetched().reduce((sum, request) => sum + request.sentBytes, 0);

    const second = await start(folder, server);
    expect(second.events.find((each) => each.event === 'notice')?.payload).toEqual({
      kind: 'downloads-resumed',
      count: 1,
    });
    await second.waitFor(async () => (await second.invoke('app.snapshot', {})).counts.downloads === 0);
    await second.kill();
    expect(inspect(folder).files).toEqual([`${name}/Low Tide.wav`]);
    expect(readFileSync(join(folder, 'Library', name, 'Low Tide.wav')).equals(bytes)).toBe(true);
    expect(server.fetched()).toHaveLength(2);
    expect(server.fetched()[1]?.headers.range).toBe(`bytes=${kept}-`);
    expect(server.fetched()[1]?.sentBytes).toBe(bytes.length - kept);
    // What was on its way when the first life ended is all that was sent twice.
    expect(sentToFirst - kept).toBeLessThan(1_000_000);
    expect(server.asked(JOB)).toHaveLength(1);
  }, 30_000);

  it('right after an id was acknowledged: the id is there and is asked about', async () => {
    const server = await startFlowServer({ key: undefined });
    try {
      server.hold();
      const folder = world.folder();
      const ids = Array.from({ length: 50 }, (_, index) => uuid(`job ${index}`));
      const first = await start(folder, server);
      expect((await first.invoke('jobs.add', { text: ids.join('\n') })).added).toHaveLength(50);
      await first.kill();
      expect(inspect(folder).jobs).toHaveLength(50);

      server.release();
      for (const id of ids) server.job(id, success([clip(id)]));
      const second = await start(folder, server);
      await second.waitFor(async () => (await second.invoke('app.snapshot', {})).counts.songs === 50);
    } finally {
      await server.close();
    }
  }, 30_000);

  it('right after the database’s log was begun anew: at the next start it is known as our own', async () => {
    const server = await realServer();
    const folder = world.folder();
    const file = join(folder, 'library.sqlite');
    openLibrary(file, createRecordingLog(), Date.now()).db.close();
    const crash = { step: 'set schema version', moment: 'after', count: 1 } as const;
    const core = launchCoreProcess(bundle, folder, server.url, { crash });
    running.push(core);
    await core.ended;
    expect(pagesInLog(file).size).toBeGreaterThan(0);
    expect(originOfLog(file)).toBe('ours');
  });
});
