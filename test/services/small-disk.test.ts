import { readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFileLog } from '../../src/main/adapters/file-log';
import type { ClipId } from '@shared/model';
import { newFolder, removeFolder, type Core } from '../support/core';
import { runExport } from '../support/exports';
import { pending, success } from '../support/flow-server';
import { bigAudio, jpg } from '../support/media';
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from '../support/small-disk';
import { clip, clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** A real disk that is full, at each point where the program writes: told once, nothing lost, and it goes on by itself. */

const world = createWorld();

const JOB = uuid('job');
const MEGABYTE = 1024 * 1024;
const BYTES = bigAudio(4 * MEGABYTE);
const CLIP = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${CLIP.slice(0, 8)}]`;

/** A folder that is removed only after the disks in it are gone. */
function outerFolder(): string {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** Taken away when everything of the test has ended, also where it failed; what was registered last ends first. */
function smallDisk(folder: string): SmallDisk {
  const disk = mountSmallDisk(folder, 20, 400);
  onTestFinished(() => disk.unmount());
  return disk;
}

/** A core whose library folder is on a disk of 20 MB. */
async function coreOnSmallDisk(script: Parameters<typeof clipWithAudio>[2] = BYTES) {
  const library = join(outerFolder(), 'Library');
  const disk = smallDisk(library);
  const server = await world.server();
  server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
  const core = await world.core(server, { environment: { libraryFolder: library } });
  return { core, server, disk, library };
}

async function kinds(core: Core): Promise<string[]> {
  return (await core.holds()).map((hold) => hold.kind);
}

function timesTold(core: Core, kind: string): number {
  return core.log.lines.filter(
    (line) => line.message === 'Hold set' && (line.details as { kind: string }).kind === kind,
  ).length;
}

/** It holds, it is told once however long it lasts, and with room again the whole song comes by itself. */
async function holdsAndGoesOn(core: Core, disk: SmallDisk): Promise<void> {
  await core.waitFor(async () => (await kinds(core)).includes('disk-full'));
  await core.advance(10 * 60_000);
  expect(await kinds(core)).toEqual(['disk-full']);
  expect(timesTold(core, 'disk-full')).toBe(1);
  // Each look for room is an attempt, and a download is not queued while it lasts.
  await core.waitFor(async () => (await core.downloads()).every((each) => each.state === 'queued'));
  disk.empty();
  await core.settled({ pace: 1_000 });
  expect(await core.holds()).toEqual([]);
  expect(core.read(`${FOLDER}/Low Tide.wav`).equals(BYTES)).toBe(true);
  expect(core.read(`${FOLDER}/clip.json`).toString()).toContain(CLIP);
  expect(core.files().filter((path) => /\.part$|\.tmp$/.test(path))).toEqual([]);
}

describe.skipIf(!canMountSmallDisk)('a real disk of 20 MB is full', () => {
  it('before the first byte, where the host has told the length', async () => {
    const { core, disk } = await coreOnSmallDisk();
    disk.fill(3 * MEGABYTE);
    await core.add(JOB);
    await core.waitFor(async () => (await kinds(core)).includes('disk-full'));
    const [hold] = await core.holds();
    expect(hold).toMatchObject({ neededBytes: BYTES.length + MEGABYTE });
    await holdsAndGoesOn(core, disk);
  });

  it('in the middle of a body whose length nobody told', async () => {
    const { core, disk } = await coreOnSmallDisk({ bytes: BYTES, length: null });
    disk.fill(2 * MEGABYTE);
    await core.add(JOB);
    await holdsAndGoesOn(core, disk);
  });

  it('for the folder of the song: no file can be made', async () => {
    const { core, disk } = await coreOnSmallDisk();
    // One for the journal, which comes first.
    disk.fillFiles(1);
    world.expectsErrors(/files beside a song/);
    await core.add(JOB);
    await holdsAndGoesOn(core, disk);
  });

  it('for the part file: only its folder can be made', async () => {
    const { core, disk } = await coreOnSmallDisk();
    disk.fillFiles(2);
    world.expectsErrors(/files beside a song/);
    await core.add(JOB);
    await holdsAndGoesOn(core, disk);
  });

  it('for a cover', async () => {
    const library = join(outerFolder(), 'Library');
    const disk = smallDisk(library);
    const server = await world.server();
    const picture = jpg();
    const url = server.file('/cover.jpg', { bytes: picture, type: 'image/jpeg' });
    server.job(JOB, success([clip('Low Tide', { image_url: url })]));
    const core = await world.core(server, { environment: { libraryFolder: library } });
    disk.fill(MEGABYTE);
    await core.add(JOB);
    await core.waitFor(async () => (await kinds(core)).includes('disk-full'));
    disk.empty();
    await core.settled({ pace: 1_000 });
    expect(core.read(`${FOLDER}/cover.jpg`).equals(picture)).toBe(true);
  });

  it('for the files beside a song', async () => {
    const { core, server, disk } = await coreOnSmallDisk();
    await core.add(JOB);
    await core.settled();
    world.expectsErrors(/files beside a song/);
    disk.fill(0);
    server.job(
      JOB,
      success([clipWithAudio(server, 'Low Tide', BYTES, { lyrics: `New words. `.repeat(1_000) })]),
    );
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await kinds(core)).includes('disk-full'));
    // What stood there stands there whole.
    expect(core.read(`${FOLDER}/clip.json`).toString()).toContain(CLIP);
    expect(core.events.of('notice')).toEqual([]);
    disk.empty();
    await core.settled({ pace: 1_000 });
    expect(await core.holds()).toEqual([]);
    expect(core.read(`${FOLDER}/Low Tide.txt`).toString()).toContain('New words.');
    expect(core.files().filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });

  it('for the journal of job ids: the id is kept, asked about when it stands there, and told once', async () => {
    const { core, server, disk, library } = await coreOnSmallDisk();
    world.expectsErrors(/Job ids could not be written/);
    disk.fill(0);
    await core.add(JOB);
    await core.waitFor(async () => (await kinds(core)).includes('disk-full'));
    await core.advance(10 * 60_000);
    expect(server.asked(JOB)).toEqual([]);
    expect((await core.job(JOB)).phase).toBe('pending');
    expect(core.log.errors()).toHaveLength(1);
    disk.empty();
    await core.settled({ pace: 1_000 });
    expect(readFileSync(join(library, 'jobs.jsonl'), 'utf8')).toContain(JOB);
    expect(core.read(`${FOLDER}/Low Tide.wav`).equals(BYTES)).toBe(true);
  });

  it.each(['no byte', 'no file'])('for a library that is to be begun: %s is left', async (left) => {
    const outer = outerFolder();
    const disk = smallDisk(join(outer, 'disk'));
    const library = join(outer, 'disk', 'Library');
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES)]));
    world.expectsErrors(/Job ids could not be written/);
    if (left === 'no byte') disk.fill(0);
    else disk.fillFiles(0);
    const core = await world.core(server, { environment: { libraryFolder: library } });
    await core.add(JOB);
    await holdsAndGoesOn(core, disk);
    expect(core.log.errors().length).toBeLessThanOrEqual(1);
  });

  it('for exported lyrics: each file says so, no half one stays, and a second try works', async () => {
    const library = join(outerFolder(), 'Library');
    const disk = smallDisk(library);
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', { lyrics: '[Verse]\nSalt on the railing' })]));
    const core = await world.core(server, { environment: { libraryFolder: library } });
    await core.add(JOB);
    await core.settled();
    world.expectsErrors(/export file/);
    disk.fill(0);
    const refused = await runExport(core, [CLIP]);
    expect(refused.status).toMatchObject({ phase: 'failed', failure: 'disk-full', done: 1 });
    expect(refused.files.map((file) => file.outcome)).toEqual([
      { kind: 'failed', reason: 'disk-full', fileName: 'Low Tide.txt' },
    ]);
    expect(core.files().filter((path) => path.startsWith('Lyrics/'))).toEqual([]);
    disk.empty();
    const written = await runExport(core, [CLIP]);
    expect(written.files.map((file) => file.outcome.kind)).toEqual(['written']);
  });

  it('for the log: the lines are lost, nothing else is, and later ones are written', async () => {
    const folder = outerFolder();
    const disk = smallDisk(join(folder, 'logs'));
    const log = createFileLog({ folder: join(folder, 'logs'), homeFolder: null, isOnConsole: false });
    log.info('before');
    disk.fill(0);
    for (let count = 0; count < 100; count += 1) log.info('x'.repeat(1_000));
    disk.empty();
    log.info('after');
    const text = readFileSync(join(folder, 'logs', 'flowshelf.log'), 'utf8');
    expect(text).toMatch(/before\n/);
    expect(text).toMatch(/after\n$/);
  });
});

describe.skipIf(!canMountSmallDisk)('a real disk of 20 MB under the database is full', () => {
  async function coreWithDatabaseOnSmallDisk() {
    const outer = outerFolder();
    const disk = smallDisk(join(outer, 'disk'));
    const folder = join(outer, 'disk', 'profile');
    const server = await world.server();
    const core = await world.core(server, { folder, environment: { libraryFolder: join(outer, 'Library') } });
    return { core, server, disk, folder };
  }

  it('adding says so and stores nothing; ids acknowledged before are all there; it goes on by itself', async () => {
    const { core, server, disk, folder } = await coreWithDatabaseOnSmallDisk();
    const acknowledged: string[] = [];
    const refused: string[] = [];
    disk.fill(120_000);
    for (let number = 0; number < 400; number += 1) {
      const ids = Array.from({ length: 5 }, (_, index) => uuid(`${number}/${index}`));
      for (const id of ids) server.job(id, pending());
      const envelope = await core.ask('jobs.add', { text: ids.join('\n') });
      if (envelope.ok) acknowledged.push(...ids);
      else {
        expect(envelope.error.code).toBe('disk-full');
        refused.push(...ids);
      }
      if (refused.length > 20) break;
    }
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    expect(await kinds(core)).toEqual(['data-disk-full']);
    await core.advance(10 * 60_000);
    expect(timesTold(core, 'data-disk-full')).toBe(1);
    const stored = () => core.sql<{ id: string }>('SELECT id FROM job').map((row) => row.id);
    expect(stored().sort()).toEqual(acknowledged.toSorted());
    const asked = server.asked().length;
    await core.advance(10 * 60_000);
    await core.quiet(server);
    expect(server.asked()).toHaveLength(asked);

    disk.empty();
    await core.waitFor(async () => (await kinds(core)).length === 0, { pace: 1_000 });
    expect(statfsSync(folder).bavail).toBeGreaterThan(0);
    await core.add(...refused);
    expect(stored()).toHaveLength(acknowledged.length + refused.length);
    await core.waitFor(() => server.asked().length > asked, { pace: 1_000 });
    const again = await world.restart(core);
    expect(again.sql('SELECT id FROM job')).toHaveLength(acknowledged.length + refused.length);
    expect(again.sql<{ quick_check: string }>('PRAGMA quick_check')).toEqual([{ quick_check: 'ok' }]);
  });

  it('while a file comes: it is whole on its disk, and its row is written when there is room', async () => {
    const { core, server, disk } = await coreWithDatabaseOnSmallDisk();
    const bytes = bigAudio(400_000);
    const script = { bytes, bytesPerSecond: 400_000 };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    await core.add(JOB);
    await core.waitFor(() => server.openCount('files') > 0);
    disk.fill(0);
    await core.waitFor(async () => (await kinds(core)).includes('data-disk-full'));
    await core.waitFor(() => server.openCount('files') === 0, { pace: 0 });
    await core.advance(5 * 60_000);
    disk.empty();
    // Unhurried only until then: the clock of this test runs faster than any host sends.
    server.file(`/${uuid('Low Tide')}.audio`, bytes);
    await core.settled({ pace: 1_000 });
    expect(core.read(`${FOLDER}/Low Tide.wav`).equals(bytes)).toBe(true);
    expect(core.sql('SELECT 1 FROM asset WHERE path IS NULL')).toEqual([]);
  });

  it('while songs come: answers and files are taken again when there is room, none is lost', async () => {
    const { core, server, disk } = await coreWithDatabaseOnSmallDisk();
    const names = Array.from({ length: 12 }, (_, index) => `Song ${index}`);
    const ids = names.map((name) => uuid(`job ${name}`));
    names.forEach((name, index) => {
      const words = `[Verse]\n${`${name} sings a long song. `.repeat(2_000)}`;
      server.job(
        ids[index] ?? '',
        success([clipWithAudio(server, name, bigAudio(200_000), { lyrics: words })]),
      );
    });
    await core.add(...ids);
    disk.fill(300_000);
    await core.waitFor(async () => (await kinds(core)).includes('data-disk-full'), { pace: 500 });
    await core.advance(5 * 60_000);
    disk.empty();
    await core.settled({ pace: 1_000, timeoutMs: 40_000 });
    expect(await core.songs()).toHaveLength(12);
    expect(core.sql(`SELECT 1 FROM asset WHERE path IS NULL`)).toEqual([]);
    expect(core.log.errors()).toEqual([]);
  });
});
