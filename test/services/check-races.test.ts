import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type * as FileSystem from 'node:fs/promises';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Finding } from '@shared/library-check';
import type { Core } from '../support/core';
import { success, type FlowServer } from '../support/flow-server';
import { audio, bigAudio } from '../support/media';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** What changes between the look and the deed: a check tells nothing of it, and a repair looks again before it acts. */

const world = createWorld();
const JOB = uuid('job');
const folderOf = (name: string) => `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`;
const FOLDER = folderOf('Low Tide');
const WAV = `${FOLDER}/Low Tide.wav`;

const disk = vi.hoisted(() => ({
  /** Called when the program is about to read the song's file. */
  onRead: null as (() => void) | null,
  /** What a description that was opened for writing waits for. */
  gate: null as Promise<void> | null,
}));
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof FileSystem>();
  const open: typeof real.open = async (path, flags, mode) => {
    if (String(path).endsWith('/Low Tide.wav')) disk.onRead?.();
    const file = await real.open(path, flags, mode);
    if (String(path).endsWith('/clip.json.flowshelf.tmp')) await disk.gate;
    return file;
  };
  return { ...real, open };
});

function once(work: () => void): void {
  disk.onRead = () => {
    disk.onRead = null;
    work();
  };
}

async function withSongs(...names: readonly string[]): Promise<{ server: FlowServer; core: Core }> {
  [disk.onRead, disk.gate] = [null, null];
  const server = await world.server();
  const clips = names.map((name, index) =>
    clip(name, { wav_url: server.file(`/${uuid(name)}.wav`, bigAudio(400_000 + index * 4_000, index + 1)) }),
  );
  server.job(JOB, success(clips));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core };
}

async function check(core: Core): Promise<readonly Finding[]> {
  await core.invoke('check.start', { mode: 'thorough' });
  await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
  return (await core.invoke('check.page', { kind: null, offset: 0, limit: 100 })).rows;
}

const at = (core: Core, path: string) => join(core.library, path);

describe('a check', () => {
  it('tells nothing of a file whose row has changed while it was read', async () => {
    const { core } = await withSongs('Low Tide');
    const bytes = readFileSync(at(core, WAV));
    writeFileSync(at(core, `${FOLDER}/Low Tide (2).wav`), bytes);
    // Of the same length and time: only reading tells.
    const { atime, mtime } = statSync(at(core, WAV));
    writeFileSync(
      at(core, WAV),
      bytes.map((byte, index) => (index === 1_000 ? byte ^ 1 : byte)),
    );
    utimesSync(at(core, WAV), atime, mtime);
    const db = new BetterSqlite3(core.databaseFile);
    once(() => db.prepare('UPDATE asset SET path = ? WHERE path = ?').run(`${FOLDER}/Low Tide (2).wav`, WAV));
    const found = await check(core);
    db.close();
    expect(disk.onRead).toBeNull();
    expect(found.map(({ kind, path }) => [kind, path])).toEqual([
      // The description still names the file of before.
      ['sidecar', `${FOLDER}/clip.json`],
      ['foreign', WAV],
    ]);
  });
});

describe('a description that is being written', () => {
  it('is no unfinished file; one that was left over is', async () => {
    const { core } = await withSongs('Low Tide');
    const unfinished = `${FOLDER}/clip.json.flowshelf.tmp`;
    appendFileSync(at(core, WAV), 'more');
    await check(core);
    let release = (): void => {};
    disk.gate = new Promise((resolve) => {
      release = resolve;
    });
    onTestFinished(() => {
      release();
    });
    await core.invoke('check.repair', { kind: 'changed', repair: 'accept', ids: null });
    await core.waitFor(() => existsSync(at(core, unfinished)));
    expect(await check(core)).toEqual([]);
    disk.gate = null;
    release();
    await core.waitFor(() => !existsSync(at(core, unfinished)));
    await core.settled();
    writeFileSync(at(core, unfinished), '{');
    expect((await check(core)).map(({ kind, path }) => [kind, path])).toEqual([['part', unfinished]]);
  });
});

describe('a repair', () => {
  it('does not throw away an unfinished file that a download goes on with by then', async () => {
    const { server, core } = await withSongs('Low Tide');
    const part = `${FOLDER}/Low Tide.audio.part`;
    writeFileSync(at(core, part), 'half');
    expect((await check(core)).map(({ kind, path }) => [kind, path])).toEqual([['part', part]]);
    await core.invoke('downloads.pauseAll', {});
    const wavUrl = server.file(`/${uuid('Low Tide')}.wav`, bigAudio(400_000, 1));
    const audioUrl = server.file('/a.m4a', audio());
    server.job(JOB, success([clip('Low Tide', { wav_url: wavUrl, audio_url: audioUrl })]));
    await core.invoke('jobs.check', { jobIds: [JOB as never] });
    await core.waitFor(async () => (await core.downloads()).length === 1);
    expect(await core.invoke('check.repair', { kind: 'part', repair: 'trash', ids: null })).toEqual({
      repaired: 0,
      failed: 1,
    });
    expect(core.shell.trashed).toEqual([]);
    expect(existsSync(at(core, part))).toBe(true);
  });

  it('does not accept a file that is written to while it is read', async () => {
    const { core } = await withSongs('Low Tide');
    appendFileSync(at(core, WAV), 'more');
    expect((await check(core)).map(({ kind }) => kind)).toEqual(['changed']);
    once(() => appendFileSync(at(core, WAV), 'and more'));
    const accept = { kind: 'changed', repair: 'accept', ids: null } as const;
    expect(await core.invoke('check.repair', accept)).toEqual({ repaired: 0, failed: 1 });
    expect(disk.onRead).toBeNull();
    expect(await core.invoke('check.repair', accept)).toEqual({ repaired: 1, failed: 0 });
    expect(await check(core)).toEqual([]);
  });

  it('does not take a folder for the song’s in which another song stands by then', async () => {
    const { core } = await withSongs('Low Tide', 'Night Ferry');
    mkdirSync(at(core, 'Old'));
    renameSync(at(core, FOLDER), at(core, 'Old/Tide'));
    expect((await check(core)).map(({ kind, otherPath }) => [kind, otherPath])).toEqual([
      ['moved-folder', 'Old/Tide'],
    ]);
    renameSync(at(core, 'Old/Tide'), at(core, 'Old/Away'));
    renameSync(at(core, folderOf('Night Ferry')), at(core, 'Old/Tide'));
    const relink = { kind: 'moved-folder', repair: 'relink', ids: null } as const;
    expect(await core.invoke('check.repair', relink)).toEqual({ repaired: 0, failed: 1 });
    expect(core.sql('SELECT folder FROM clip ORDER BY title')).toEqual([
      { folder: FOLDER },
      { folder: folderOf('Night Ferry') },
    ]);
  });
});
