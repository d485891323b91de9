import { existsSync, statSync } from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { success } from '../support/flow-server';
import { bigAudio } from '../support/media';
import { clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** What the disk says to have left; null: what it really has. */
const disk = vi.hoisted(() => ({ freeBytes: null as number | null }));

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  return {
    ...real,
    statfs: async (path: string) => {
      const info = await real.statfs(path);
      return disk.freeBytes === null
        ? info
        : { ...info, bsize: 1, blocks: info.blocks * info.bsize, bavail: disk.freeBytes };
    },
  };
});

const world = createWorld();
const JOB = uuid('job');
const MEGABYTE = 1024 * 1024;
const BYTES = bigAudio(2 * MEGABYTE);
const FOLDER = `Low Tide [${uuid('clip Low Tide').slice(0, 8)}]`;

describe('a disk without room', () => {
  it('is told once with the room that is needed, before a byte is written, and goes on by itself', async () => {
    const server = await world.server();
    server.job(JOB, success(['Low Tide', 'b', 'c'].map((name) => clipWithAudio(server, name, BYTES))));
    disk.freeBytes = 60 * MEGABYTE;
    const core = await world.core(server);
    await core.add(JOB);
    const [hold] = await core.waitFor(async () => {
      const holds = await core.holds();
      return holds.length > 0 ? holds : null;
    });
    expect(hold).toMatchObject({ kind: 'disk-full', freeBytes: 60 * MEGABYTE });
    expect(hold?.kind === 'disk-full' ? hold.neededBytes : 0).toBeGreaterThanOrEqual(BYTES.length);
    await core.advance(10 * 60_000);
    const fetched = server.fetched().length;
    await core.advance(60 * 60_000);
    await core.quiet(server);
    expect(server.fetched()).toHaveLength(fetched);
    expect(fetched).toBeLessThanOrEqual(3);
    expect((await core.downloads()).map((each) => [each.state, each.attempts])).toEqual([
      ['queued', 0],
      ['queued', 0],
      ['queued', 0],
    ]);
    expect(
      statSync(join(core.library, FOLDER, 'Low Tide.audio.part'), { throwIfNoEntry: false })?.size ?? 0,
    ).toBe(0);
    const told = core.events
      .of('holds.changed')
      .filter(({ holds }) => holds.some((each) => each.kind === 'disk-full'));
    expect(told.length).toBeLessThanOrEqual(2);

    disk.freeBytes = null;
    await core.settled({ pace: 1_000 });
    expect(await core.holds()).toEqual([]);
    expect(core.read(`${FOLDER}/Low Tide.wav`).equals(BYTES)).toBe(true);
    expect(core.files().filter((path) => path.endsWith('.wav'))).toHaveLength(3);
  });

  it('Try again looks at once; jobs are asked all the while', async () => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', BYTES)]));
    disk.freeBytes = MEGABYTE;
    const core = await world.core(server);
    await core.add(JOB);
    await core.waitFor(async () => (await core.holds()).length > 0, { pace: 0 });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(() => server.asked(JOB).length === 2);
    disk.freeBytes = null;
    await core.invoke('holds.tryAgain', { kind: 'disk-full' });
    await core.settled({ pace: 0 });
    expect(existsSync(join(core.library, FOLDER, 'Low Tide.wav'))).toBe(true);
  });
});
