import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { createDiskFaults } from '../support/disk-faults';
import { success } from '../support/flow-server';
import { rememberDatabase } from '../support/killed-database';
import { fileStates, WHOLE } from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** Removing many songs: in portions, stopped, refused and cut off in the midst of one, and bringing them back. */

const world = createWorld();
const faults = createDiskFaults();

const JOB = uuid('job');
const NAMES = ['Low Tide', 'Second', 'Third'] as const;
const [TIDE, SECOND, THIRD] = NAMES.map((name) => uuid(`clip ${name}`) as ClipId) as [ClipId, ClipId, ClipId];
const ALL = [TIDE, SECOND, THIRD];
const folderOf = (name: string) => `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`;

/** Three songs with all their files. */
async function withFiles() {
  const server = await world.server();
  server.job(
    JOB,
    success(
      NAMES.map((name) => clip(name, { ...serveFiles(server, name).urls, lyrics_timing_markers: WORDS })),
    ),
  );
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return core;
}

const MANY = 200;
const many = Array.from({ length: MANY }, (_, number) => uuid(`clip song ${number}`) as ClipId);

/** Songs without files. */
async function withMany() {
  const server = await world.server();
  server.job(JOB, success(many.map((_, number) => clip(`song ${number}`, { lyrics: `Words of ${number}` }))));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.waitFor(async () => (await core.job(JOB)).phase === 'succeeded', { timeoutMs: 60_000 });
  await core.settled({ timeoutMs: 60_000 });
  return core;
}

const titles = async (core: Core) => (await core.songs()).map(({ title }) => title).sort();
const count = async (core: Core) => (await core.invoke('app.snapshot', {})).counts.songs;
const remove = (core: Core, clipIds: readonly ClipId[], keepsFiles = false) =>
  core.invoke('songs.remove', { clipIds: [...clipIds], keepsFiles });
const undo = (core: Core, id = 1) => core.invoke('songs.undoRemoval', { id });
const removals = (core: Core) =>
  core
    .read('jobs.jsonl')
    .toString()
    .split('\n')
    .filter((line) => /clipId.*removedAt/.test(line)).length;

describe('a window that is opened anew while songs are removed', () => {
  it('learns what is under way and how it ends', async () => {
    const core = await withMany();
    expect(await core.invoke('songs.removalUnderWay', {})).toBeNull();
    expect(await core.invoke('songs.joinRemoval', {})).toBeNull();
    const removing = remove(core, many.slice(0, 30), true);
    expect(await core.invoke('songs.removalUnderWay', {})).toEqual({ kind: 'removing', total: 30 });
    const end = await core.invoke('songs.joinRemoval', {});
    expect(end).toEqual({ kind: 'removing', report: await removing });
    expect(await core.invoke('songs.removalUnderWay', {})).toBeNull();

    const undoing = undo(core);
    const back = await core.invoke('songs.joinRemoval', {});
    expect(back).toEqual({ kind: 'bringingBack', id: 1, undone: await undoing });
  });
});

/** Has the trash wait before each folder until it is let go on. */
function slowTrash(core: Core) {
  const trash = core.shell.trash.bind(core.shell);
  const waiting: (() => void)[] = [];
  Object.assign(core.shell, {
    trash: async (path: string) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return trash(path);
    },
  });
  return {
    /** Resolves when the trash has been asked and waits. */
    asked: () => core.waitFor(() => waiting.length > 0, { pace: 0 }),
    goOn: () => waiting.shift()?.(),
  };
}

describe('a removal of many songs', () => {
  it('notes several at once, each of them once, and brings all back', async () => {
    const core = await withMany();
    const before = core.events.of('library.changed').length;
    const answer = await remove(core, [...many, ...many], true);
    expect(answer).toMatchObject({ removed: many, problem: null });
    expect(await count(core)).toBe(0);
    expect(removals(core)).toBe(MANY);
    expect(core.sql('SELECT DISTINCT is_journaled FROM removed_clip')).toEqual([{ is_journaled: 1 }]);
    await core.advance(1_000);
    const told = core.events.of('library.changed').slice(before);
    expect(told.flatMap(({ clipIds }) => clipIds)).toEqual(expect.arrayContaining(many));
    expect(told.length).toBeLessThan(MANY / 10);

    expect(await undo(core)).toMatchObject({ lost: 0, left: 0, problem: null });
    expect(await count(core)).toBe(MANY);
    expect(await core.songs('song 199')).toHaveLength(1);
  });

  it('refuses another removal and its undoing while it goes on, and is not ended by a plan', async () => {
    const core = await withFiles();
    const trash = slowTrash(core);
    const removing = remove(core, ALL);
    await trash.asked();
    await expect(remove(core, [THIRD], true)).rejects.toMatchObject({ code: 'removal-running' });
    await expect(undo(core)).rejects.toMatchObject({ code: 'removal-running' });
    expect(await core.invoke('songs.planRemoval', { clipIds: [THIRD] })).toMatchObject({ songs: 1 });
    for (const _song of ALL) {
      await trash.asked();
      trash.goOn();
    }
    expect(await removing).toMatchObject({ removed: ALL, problem: null });
    expect(await undo(core)).toMatchObject({ fetched: 3, left: 0 });
  });

  it('does not keep songs waiting for a trash that is slow: those that went are noted', async () => {
    const core = await withFiles();
    const trash = slowTrash(core);
    const removing = remove(core, [TIDE, SECOND]);
    await trash.asked();
    trash.goOn();
    await trash.asked();
    core.clock.advance(100);
    await core.waitFor(async () => (await titles(core)).length === 2, { pace: 0 });
    expect(removals(core)).toBe(1);
    expect(existsSync(join(core.library, folderOf('Second')))).toBe(true);
    trash.goOn();
    expect(await removing).toMatchObject({ removed: [TIDE, SECOND], problem: null });
  });

  it('that the trash refuses in the midst ends there: what went is noted and comes back, the rest is whole', async () => {
    const core = await withFiles();
    let taken = 0;
    core.shell.onTrash(() => {
      taken += 1;
      core.shell.setTrash(taken < 3);
    });
    expect(await remove(core, ALL)).toMatchObject({ removed: [TIDE, SECOND], problem: 'trash-unavailable' });
    expect(await fileStates(core)).toEqual({ Third: WHOLE });
    expect(removals(core)).toBe(2);
    expect(await undo(core)).toMatchObject({ fetched: 2, left: 0 });
    expect(await titles(core)).toEqual([...NAMES]);
  });

  it('whose library folder goes away in the midst keeps the others in the list', async () => {
    const core = await withFiles();
    const trash = core.shell.trash.bind(core.shell);
    world.expectsErrors(/could not be (?:noted|written)/);
    Object.assign(core.shell, {
      trash: async (path: string) => {
        const isTaken = await trash(path);
        renameSync(core.library, `${core.library} away`);
        // So that the next song is another portion's.
        core.clock.advance(60);
        return isTaken;
      },
    });
    const report = await remove(core, ALL);
    renameSync(`${core.library} away`, core.library);
    expect(report).toMatchObject({ removed: [TIDE], problem: 'library-unavailable' });
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    expect(await fileStates(core)).toEqual({ Second: WHOLE, Third: WHOLE });
  });

  it('for which the database has no room in the midst tells what went, and the others stay', async () => {
    const core = await withMany();
    world.expectsErrors(/./);
    const removing = remove(core, many, true);
    await core.waitFor(() => core.sql('SELECT 1 FROM removed_clip').length > 0, { pace: 0 });
    faults.fail(/^commit /, 'SQLITE_FULL');
    const report = await removing;
    expect(faults.failed()).not.toEqual([]);
    faults.heal();
    expect(report.problem).toBe('disk-full');
    expect(report.removed.length).toBeGreaterThan(0);
    expect(report.removed.length + (await count(core))).toBe(MANY);
    const undone = await undo(core);
    expect(undone).toMatchObject({ lost: 0, left: 0, problem: null });
    expect(undone.withFiles + undone.fetched).toBe(report.removed.length);
    // The journal had taken the portion that the database did not: these songs go as soon as it is looked at, and their
    // job brings them back.
    expect(await count(core)).toBe(MANY - 10);
    expect(await core.invoke('songs.bringBack', { jobIds: [JOB] })).toEqual({ restored: 10 });
    expect(await count(core)).toBe(MANY);
  });

  it('is cut off between the trash and its note: the songs stand in the list, and go or come again', async () => {
    const core = await withFiles();
    const journal = join(core.library, 'jobs.jsonl');
    let killed: ReturnType<typeof rememberDatabase> | null = null;
    core.shell.onTrash(() => {
      if (core.shell.trashed.length < 2) return;
      // Two of the portion are in the trash, and nothing of it is written.
      killed = rememberDatabase(core.databaseFile);
      copyFileSync(journal, `${journal}.then`);
    });
    await remove(core, ALL);
    await core.stop();
    killed = killed as ReturnType<typeof rememberDatabase> | null;
    killed?.putBack();
    renameSync(`${journal}.then`, journal);

    const again = await world.restart(core);
    expect(await titles(again)).toEqual([...NAMES]);
    expect(removals(again)).toBe(0);
    // What is in the trash is told as missing, and not as removed.
    await again.invoke('check.start', { mode: 'quick' });
    await again.waitFor(async () => (await again.invoke('check.status', {})).run === null, { pace: 0 });
    const { counts } = await again.invoke('check.status', {});
    expect(JSON.stringify(counts)).toMatch(/missing/);
    expect(await remove(again, ALL)).toMatchObject({ removed: ALL, problem: null });
    expect(await undo(again)).toMatchObject({ fetched: 3, left: 0 });
    await again.settled();
    expect(await fileStates(again)).toEqual({ 'Low Tide': WHOLE, Second: WHOLE, Third: WHOLE });
  });
});

describe('bringing many songs back', () => {
  it('can be stopped: the others can be brought back later', async () => {
    const core = await withMany();
    await remove(core, many, true);
    const undoing = undo(core);
    await core.waitFor(async () => (await count(core)) > 0, { pace: 0 });
    await core.invoke('songs.cancelRemoval', {});
    const first = await undoing;
    const back = first.withFiles + first.fetched;
    expect(first.problem).toBe('cancelled');
    expect(first.left).toBeGreaterThan(0);
    expect(back + first.left).toBe(MANY);
    const second = await undo(core);
    expect(second).toMatchObject({ left: 0, lost: 0, problem: null });
    expect(second.withFiles + second.fetched).toBe(first.left);
    expect(await count(core)).toBe(MANY);
  });
});

describe('a file that two songs have', () => {
  /** Both have the first one's cover, as a hand other than the program's has it. */
  async function withSharedCover() {
    const core = await withFiles();
    const cover = core.sql<{ path: string }>(
      "SELECT path FROM asset JOIN clip ON clip.id = clip WHERE kind = 'cover' AND clip_id = ?",
      TIDE,
    )[0]?.path;
    const sqlite = new BetterSqlite3(core.databaseFile);
    sqlite
      .prepare(
        `UPDATE asset SET (path, present_sha256, served_sha256) = (SELECT path, present_sha256, served_sha256 FROM asset AS other
           JOIN clip ON clip.id = other.clip WHERE clip_id = ? AND other.kind = 'cover')
         WHERE kind = 'cover' AND clip = (SELECT id FROM clip WHERE clip_id = ?)`,
      )
      .run(TIDE, SECOND);
    sqlite.close();
    rmSync(join(core.library, folderOf('Second'), 'Second.jpg'), { force: true });
    return { core, cover: join(core.library, cover ?? '') };
  }

  it('stays while one of them does, wherever it stands', async () => {
    for (const [removed, left] of [
      [TIDE, 'Second'],
      [SECOND, 'Low Tide'],
    ] as const) {
      const { core, cover } = await withSharedCover();
      await remove(core, [removed]);
      expect(existsSync(cover)).toBe(true);
      expect(await fileStates(core)).toMatchObject({ [left]: WHOLE });
    }
  });

  it('goes when both of them go', async () => {
    const { core, cover } = await withSharedCover();
    const plan = await core.invoke('songs.planRemoval', { clipIds: [TIDE, SECOND] });
    expect(plan).toMatchObject({ songs: 2 });
    await remove(core, [TIDE, SECOND]);
    expect(existsSync(cover)).toBe(false);
  });
});
