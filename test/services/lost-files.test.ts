import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { runExport } from '../support/exports';
import { success } from '../support/flow-server';
import { wav } from '../support/media';
import { clipWithAudio, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Files and folders that are away for a while: nothing is taken for lost that is not, and what is back is found. */

const world = createWorld();
const NAMES = ['Low Tide', 'Night Ferry', 'Lanterns'] as const;
const clipOf = (name: string) => uuid(`clip ${name}`) as ClipId;

async function withSongs(): Promise<Core> {
  const server = await world.server();
  server.job(uuid('job'), success(NAMES.map((name) => clipWithAudio(server, name, wav()))));
  const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
  await core.add(uuid('job'));
  await core.settled();
  return core;
}

const statesOf = async (core: Core) =>
  (await core.songs()).map(({ assets }) => assets.find(({ kind }) => kind === 'audio')?.state);
const kinds = async (core: Core) => (await core.holds()).map(({ kind }) => kind);
const fileOf = (core: Core, name: string) =>
  join(core.library, core.files().find((path) => path.endsWith(`${name}.wav`)) ?? '');
const checksum = (core: Core, name: string) =>
  core.sql<{ known: number | null }>(
    `SELECT present_changed_at AS known FROM asset JOIN clip ON clip.id = asset.clip WHERE clip_id = ? AND asset.kind = 'audio'`,
    clipOf(name),
  )[0]?.known ?? null;

describe('a library folder that goes while songs are played', () => {
  it('is one hold, and no song is missing then or afterwards', async () => {
    const core = await withSongs();
    renameSync(core.library, `${core.library} away`);
    for (const name of NAMES) expect(await core.app.openFile(clipOf(name), 'audio')).toBeNull();
    expect(await kinds(core)).toEqual(['library-missing']);
    expect(await statesOf(core)).toEqual(['present', 'present', 'present']);
    expect(await core.invoke('songs.lookForFiles', { clipIds: [clipOf('Low Tide')] })).toEqual({
      found: [],
      isFolderThere: false,
    });
    renameSync(`${core.library} away`, core.library);
    expect(await core.app.openFile(clipOf('Low Tide'), 'audio')).not.toBeNull();
    await core.advance(15_000);
    // It is looked at on a disk.
    await expect.poll(() => kinds(core), { timeout: 30_000 }).toEqual([]);
    expect(await statesOf(core)).toEqual(['present', 'present', 'present']);
  });

  it('leaves its empty mount point, in which nothing is missing either', async () => {
    const core = await withSongs();
    renameSync(core.library, `${core.library} away`);
    mkdirSync(core.library);
    expect(await core.app.openFile(clipOf('Low Tide'), 'audio')).toBeNull();
    expect(await kinds(core)).toEqual(['library-missing']);
    expect(await statesOf(core)).toEqual(['present', 'present', 'present']);
  });
});

describe('a file that is back in its place', () => {
  async function withLostFile(): Promise<{ core: Core; path: string; bytes: Buffer }> {
    const core = await withSongs();
    const path = fileOf(core, 'Low Tide');
    const bytes = readFileSync(path);
    rmSync(path);
    expect(await core.app.openFile(clipOf('Low Tide'), 'audio')).toBeNull();
    expect((await statesOf(core)).filter((state) => state === 'missing')).toHaveLength(1);
    return { core, path, bytes };
  }
  const look = (core: Core) => core.invoke('songs.lookForFiles', { clipIds: [clipOf('Low Tide')] });

  it('is found when somebody wants to hear it, and read in the background', async () => {
    const { core, path, bytes } = await withLostFile();
    expect(await look(core)).toEqual({ found: [], isFolderThere: true });
    await core.invoke('check.start', { mode: 'quick' });
    await core.waitFor(async () => (await core.invoke('check.status', {})).run === null);
    expect((await core.invoke('check.status', {})).counts.missing).toBe(1);

    core.clock.jump(60 * 60_000);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    expect(await look(core)).toEqual({ found: [clipOf('Low Tide')], isFolderThere: true });
    expect(await statesOf(core)).toEqual(['present', 'present', 'present']);
    expect((await core.invoke('check.status', {})).counts.missing).toBe(0);
    await core.waitFor(() => checksum(core, 'Low Tide') !== null);
  });

  it('that holds something else can be opened, and is told by the next check', async () => {
    const { core, path, bytes } = await withLostFile();
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('more')]));
    expect((await look(core)).found).toEqual([clipOf('Low Tide')]);
    await core.invoke('check.start', { mode: 'quick' });
    await core.waitFor(async () => (await core.invoke('check.status', {})).run === null);
    expect((await core.invoke('check.status', {})).counts.changed).toBe(1);
  });

  it('goes into an export', async () => {
    const { core, path, bytes } = await withLostFile();
    const folder = world.folder();
    core.shell.choose(folder);
    await core.invoke('export.chooseFolder', {});
    const exported = () => runExport(core, [clipOf('Low Tide')], { formats: [], sounds: ['audio'] });
    expect((await exported()).songs[0]?.files[0]?.outcome).toMatchObject({ reason: 'no-sound' });
    writeFileSync(path, bytes);
    expect((await exported()).songs[0]?.files[0]?.outcome).toMatchObject({ kind: 'written' });
  });

  it('is in what an export says that it would write', async () => {
    const { core, path, bytes } = await withLostFile();
    const preview = async () =>
      (
        await core.invoke('export.preview', {
          clipIds: [clipOf('Low Tide')],
          formats: [],
          sounds: ['audio'],
          pattern: '{title}',
        })
      )[0];
    expect(await preview()).toMatchObject({ sounds: [], lacksSound: true });
    writeFileSync(path, bytes);
    expect(await preview()).toMatchObject({ sounds: ['wav'], lacksSound: false });
  });

  it('is found by whoever opens or drags it', async () => {
    const { core, path, bytes } = await withLostFile();
    writeFileSync(path, bytes);
    await core.invoke('system.dragSongs', { clipIds: [clipOf('Low Tide')], kind: 'audio' });
    await core.waitFor(async () => !(await statesOf(core)).includes('missing'));
  });
});
