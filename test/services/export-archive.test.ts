import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { endedExport, startExport, runExport } from '../support/exports';
import { success } from '../support/flow-server';
import { isInstalled } from '../support/installed';
import { canMountSmallDisk, mountSmallDisk } from '../support/small-disk';
import { clip, serveFiles, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Exports into one ZIP archive. */

const world = createWorld();
const JOB = uuid('job');
const idOf = (name: string) => uuid(`clip ${name}`) as ClipId;
const NAMES = ['Low Tide', '潮 🌊', 'אור'];

async function library(names: readonly string[] = NAMES, hasSound = false) {
  const server = await world.server();
  const songs = names.map((name) =>
    clip(name, { lyrics: `Words of ${name}`, ...(hasSound ? serveFiles(server, name).urls : {}) }),
  );
  server.job(JOB, success(songs));
  const core = await world.core(server);
  await core.add(JOB);
  await core.settled({ timeoutMs: 60_000 });
  const folder = world.folder();
  core.shell.choose(folder);
  await core.invoke('export.chooseFolder', {});
  return { core, folder, clipIds: names.map(idOf) };
}

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('utf8');

describe('an archive', () => {
  it('has all files under their names in any script, and gets its own when it is whole', async () => {
    const { core, folder, clipIds } = await library();
    const report = await runExport(core, clipIds, { formats: ['txt', 'md'], place: 'zip' });
    const [archive = ''] = readdirSync(folder);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(archive).toMatch(/^Flowshelf \d{4}-\d\d-\d\d\.zip$/);
    expect(report.target).toBe(join(folder, archive));
    const entries = unzipSync(readFileSync(report.target));
    expect(Object.keys(entries).sort()).toEqual(
      NAMES.flatMap((name) => [`${name}.md`, `${name}.txt`]).sort(),
    );
    for (const name of NAMES) expect(text(entries[`${name}.txt`])).toBe(`Words of ${name}\n`);
  });

  it.runIf(isInstalled('unzip'))(
    'is read by another program, which finds its names and its sums right',
    async () => {
      const { core, clipIds } = await library(NAMES, true);
      const { target } = await runExport(core, clipIds, { sounds: ['audio', 'wav'], place: 'zip' });
      expect(execFileSync('unzip', ['-t', target], { encoding: 'utf8' })).toContain('No errors detected');
      const listed = execFileSync('unzip', ['-Z1', target], {
        encoding: 'utf8',
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      });
      expect(listed.trim().split('\n').sort()).toEqual(
        NAMES.flatMap((name) => ['txt', 'm4a', 'wav'].map((ending) => `${name}.${ending}`)).sort(),
      );
      expect(readdirSync(join(target, '..'))).toHaveLength(1);
    },
  );

  it('that is there already is kept, replaced when it is ours, or the reason to write nothing', async () => {
    const { core, folder, clipIds } = await library();
    const { target } = await runExport(core, clipIds, { place: 'zip' });
    const first = readFileSync(target);
    const [name = ''] = readdirSync(folder);
    const second = name.replace('.zip', ' (2).zip');

    await expect(startExport(core, clipIds, { place: 'zip', onExisting: 'skip' })).rejects.toMatchObject({
      code: 'export-archive-exists',
    });

    await runExport(core, clipIds.slice(1), { place: 'zip', onExisting: 'replace' });
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(target).equals(first)).toBe(false);

    await runExport(core, clipIds, { place: 'zip' });
    expect(readdirSync(folder).sort()).toEqual([name, second].sort());

    writeFileSync(target, 'mine');
    writeFileSync(join(folder, second), 'mine too');
    const other = await runExport(core, clipIds, { place: 'zip', onExisting: 'replace' });
    expect(other.target).toBe(join(folder, name.replace('.zip', ' (3).zip')));
    expect(readFileSync(target, 'utf8')).toBe('mine');
  });

  it('that is stopped is gone, and nothing is told as written', async () => {
    const names = Array.from({ length: 400 }, (_, number) => `song ${number}`);
    const { core, folder, clipIds } = await library(names);
    await startExport(core, clipIds, { formats: ['txt', 'md', 'json'], place: 'zip' });
    await core.waitFor(async () => ((await core.invoke('export.status', {}))?.done ?? 0) > 40);
    await core.invoke('export.cancel', {});
    const { status, songs } = await endedExport(core);
    expect(status).toMatchObject({ phase: 'stopped', done: 0 });
    expect(status.counts.outcomes.written).toBe(0);
    expect(songs).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    expect((await runExport(core, clipIds.slice(0, 3), { place: 'zip' })).status.phase).toBe('whole');
  });

  it('of a thousand songs holds each of them', async () => {
    const names = Array.from({ length: 1_000 }, (_, number) => `song ${number}`);
    const { core, clipIds } = await library(names);
    const { target, status } = await runExport(core, clipIds, { place: 'zip' });
    expect(status).toMatchObject({ phase: 'whole', done: 1_000 });
    expect(Object.keys(unzipSync(readFileSync(target)))).toHaveLength(1_000);
  }, 180_000);

  it.runIf(canMountSmallDisk)('for which there is no room is told, and leaves nothing', async () => {
    world.expectsErrors(/./);
    const { core, clipIds } = await library(['Low Tide'], true);
    const place = world.folder();
    const disk = mountSmallDisk(place, 2);
    try {
      disk.fill(8 * 1024);
      core.shell.choose(place);
      await core.invoke('export.chooseFolder', {});
      const { status } = await runExport(core, clipIds, { sounds: ['wav'], place: 'zip' });
      expect(status).toMatchObject({ phase: 'failed', failure: 'disk-full' });
      expect(readdirSync(place).filter((name) => /zip|sound/.test(name))).toEqual([]);
    } finally {
      disk.unmount();
    }
  });
});
