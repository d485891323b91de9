import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import { openLibrary } from '../../src/main/db/open-library';
import type { Core } from '../support/core';
import { pending, success } from '../support/flow-server';
import {
  checkLibrary,
  comeToRest,
  fileStates,
  journalLines,
  listedFindings,
  loseDatabase,
  reportOf,
  spoilDatabase,
  WHOLE,
} from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** A database that is new, or was begun anew, in front of a folder that holds songs: they come back, whatever else is gone. */

const world = createWorld();
const MINUTE = 60_000;
const [DONE, OTHER, OPEN] = ['done', 'other', 'open'].map(uuid) as [JobId, JobId, JobId];
const TIDE = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${TIDE.slice(0, 8)}]`;
const ALL_WHOLE = { 'Low Tide': WHOLE, 'Night Ferry': WHOLE };

async function withLibrary() {
  const server = await world.server();
  server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
  server.job(OTHER, success([clip('Night Ferry', serveFiles(server, 'b').urls)]));
  server.job(OPEN, pending());
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(DONE, OTHER, OPEN);
  const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
  await core.waitFor(async () => (await core.songs()).length === 2 && core.sql(open).length === 0);
  return { server, core };
}

/** Opens the database as a start does, and ends before anything else is done. */
function beginAndEnd(core: Core): void {
  openLibrary(core.databaseFile, core.log, core.clock.now()).db.close();
}

const folders = (core: Core) => readdirSync(core.folder).sort();
const copies = (core: Core) =>
  existsSync(join(core.folder, 'Backups')) ? readdirSync(join(core.folder, 'Backups')) : [];

async function withCopy(core: Core): Promise<void> {
  await core.advance(3 * MINUTE);
  await core.waitFor(() => copies(core).length === 1);
}

describe('the songs of a folder come back, with a report,', () => {
  it('when their jobs were removed from the list before the database was lost', async () => {
    const { server, core } = await withLibrary();
    await core.invoke('jobs.remove', { jobIds: [DONE, OTHER, OPEN] });
    await loseDatabase(core);
    const asked = server.asked().length;
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2, jobs: 0, files: 8 });
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
    // The jobs stay removed.
    await comeToRest(again);
    expect(await again.jobs()).toEqual([]);
    expect(server.asked()).toHaveLength(asked);
  });

  it('when jobs.jsonl is gone too', async () => {
    const { core } = await withLibrary();
    await loseDatabase(core);
    rmSync(join(core.library, 'jobs.jsonl'));
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2, jobs: 2, files: 8 });
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
    await again.waitFor(() => existsSync(join(core.library, 'jobs.jsonl')));
    expect(journalLines(again).map((line) => line['jobId'])).toEqual(expect.arrayContaining([DONE, OTHER]));
  });

  it('when the program ended right after it had begun the database', async () => {
    const { core } = await withLibrary();
    await core.invoke('jobs.remove', { jobIds: [DONE, OTHER, OPEN] });
    await loseDatabase(core);
    beginAndEnd(core);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2 });
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('when the program ended right after it had set a damaged database aside', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await core.invoke('jobs.remove', { jobIds: [DONE, OTHER, OPEN] });
    await spoilDatabase(core);
    beginAndEnd(core);
    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({ reason: 'damaged', songs: 2, copiedAt: null });
    expect(existsSync(join(report.setAside ?? '', 'library.sqlite'))).toBe(true);
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('when an earlier version of the program had begun the database and said nothing', async () => {
    const { core } = await withLibrary();
    await core.invoke('jobs.remove', { jobIds: [DONE, OTHER, OPEN] });
    await loseDatabase(core);
    beginAndEnd(core);
    const db = new BetterSqlite3(core.databaseFile);
    db.exec('DELETE FROM meta');
    db.close();
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2 });
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('when the disk of the folder comes back after another was begun in its place', async () => {
    const { core } = await withLibrary();
    await loseDatabase(core);
    renameSync(core.library, `${core.library} away`);
    const again = await world.restart(core);
    expect(await again.songs()).toEqual([]);
    rmSync(core.library, { recursive: true });
    renameSync(`${core.library} away`, core.library);
    again.app.focused();
    expect(await reportOf(again)).toMatchObject({ reason: 'found', songs: 2 });
    await again.waitFor(async () => (await again.holds()).length === 0);
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });
});

describe('a copy of the database that took its place', () => {
  it('tells so also when the program ended before it went through the folder', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await withCopy(core);
    await core.stop();
    truncateSync(core.databaseFile, 8_192);
    beginAndEnd(core);
    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({ reason: 'damaged' });
    expect(report.copiedAt).not.toBeNull();
    expect(existsSync(join(report.setAside ?? '', 'library.sqlite'))).toBe(true);
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('is taken up when the program ended between setting aside and putting in place', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await withCopy(core);
    await core.stop();
    truncateSync(core.databaseFile, 8_192);
    beginAndEnd(core);
    // What stood there a moment before: the old one is aside, the new one has not got its name.
    renameSync(core.databaseFile, `${core.databaseFile}.prepared`);
    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report).toMatchObject({ reason: 'damaged' });
    expect(report.copiedAt).not.toBeNull();
    expect(report.setAside).not.toBeNull();
    expect(readdirSync(join(core.folder, 'Damaged'))).toHaveLength(1);
    expect(folders(again).filter((name) => /prepar/.test(name))).toEqual([]);
  });

  it('takes the place of one that has no byte left', async () => {
    const { core } = await withLibrary();
    await withCopy(core);
    await core.stop();
    for (const name of readdirSync(core.folder).filter((each) => /-(wal|shm)$/.test(each))) {
      rmSync(join(core.folder, name));
    }
    truncateSync(core.databaseFile, 0);
    const again = await world.restart(core);
    const report = await reportOf(again);
    expect(report.copiedAt).not.toBeNull();
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('is never half in place: what a cut start was preparing is done anew', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await withCopy(core);
    await core.stop();
    truncateSync(core.databaseFile, 8_192);
    copyFileSync(core.databaseFile, `${core.databaseFile}.preparing`);
    const again = await world.restart(core);
    expect((await reportOf(again)).copiedAt).not.toBeNull();
    expect(folders(again).filter((name) => /prepar/.test(name))).toEqual([]);
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });
});

describe('a first start', () => {
  it('tells of no library and shows no banner', async () => {
    const core = await world.core(null);
    await comeToRest(core);
    expect((await core.invoke('app.snapshot', {})).recovery).toBeNull();
    const kinds = core.events.of('holds.changed').flatMap(({ holds }) => holds.map(({ kind }) => kind));
    expect(kinds).not.toContain('library-rebuilding');
  });
});

describe('a song’s folder that the library does not know', () => {
  it('is told by a check as what it is, and can be taken in', async () => {
    const { core } = await withLibrary();
    // Of a friend, or of a library of long ago.
    const stranger = await foreignSong(core);
    expect(await unlike(core)).toEqual([['unknown-song', stranger]]);
    const report = await core.invoke('check.repair', {
      kind: 'unknown-song',
      repair: 'take-in',
      ids: null,
    });
    expect(report).toEqual({ repaired: 1, failed: 0 });
    expect(await fileStates(core)).toMatchObject({ 'Far Shore': WHOLE });
    expect(await unlike(core)).toEqual([]);
    expect((await core.songs('Far')).map(({ title }) => title)).toEqual(['Far Shore']);
  });

  it('and that was removed from the list alone can be taken in again, for good', async () => {
    const { core } = await withLibrary();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    await core.invoke('jobs.remove', { jobIds: [DONE] });
    expect(await unlike(core)).toEqual([['unknown-song', FOLDER]]);
    const [found] = await listedFindings(core);
    await core.invoke('check.repair', { kind: 'unknown-song', repair: 'take-in', ids: [found?.id ?? 0] });
    expect(await fileStates(core)).toEqual(ALL_WHOLE);
    expect(journalLines(core)).toContainEqual({
      clipId: TIDE,
      restoredAt: expect.any(String) as unknown,
    });
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    expect(await fileStates(again)).toEqual(ALL_WHOLE);
  });

  it('and whose description cannot be read stays a stranger’s', async () => {
    const { core } = await withLibrary();
    const stranger = await foreignSong(core);
    truncateSync(join(core.library, stranger, 'clip.json'), 40);
    expect(await unlike(core)).toEqual([['foreign', stranger]]);
  });
});

/** What a check finds but for files with the same bytes: the songs of these tests have them. */
async function unlike(core: Core) {
  return (await checkLibrary(core)).filter(([kind]) => kind !== 'duplicate');
}

/** Puts a song of another library into this one; its folder. */
async function foreignSong(core: Core): Promise<string> {
  const server = await world.server();
  const job = uuid('far');
  server.job(job, success([clip('Far Shore', serveFiles(server, 'f').urls)]));
  const other = await world.core(server);
  await other.add(job);
  await other.settled();
  await other.waitFor(() => other.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await other.settled();
  await other.stop();
  const [folder = ''] = readdirSync(other.library).filter((name) => name.includes('['));
  renameSync(join(other.library, folder), join(core.library, folder));
  return folder;
}
