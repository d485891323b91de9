import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import type { Core } from '../support/core';
import { pending, success, type FlowServer } from '../support/flow-server';
import {
  checkLibrary,
  comeToRest,
  journalLines,
  loseDatabase,
  reportOf,
  spoilDatabase,
  WHOLE,
} from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** `jobs.jsonl` against what happens to it, and what it says of removed songs and jobs against an older database. */

const world = createWorld();
const MINUTE = 60_000;
const [DONE, OTHER, OPEN, NEXT] = ['done', 'other', 'open', 'next'].map(uuid) as [JobId, JobId, JobId, JobId];
const TIDE = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${TIDE.slice(0, 8)}]`;
const JOURNAL = 'jobs.jsonl';

async function withLibrary(): Promise<{ server: FlowServer; core: Core }> {
  const server = await world.server();
  server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
  server.job(OTHER, success([clip('Night Ferry', serveFiles(server, 'b').urls)]));
  server.job(OPEN, pending());
  server.job(NEXT, pending());
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(DONE, OTHER, OPEN);
  const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
  await core.waitFor(async () => (await core.songs()).length === 2 && core.sql(open).length === 0);
  return { server, core };
}

const path = (core: Core) => join(core.library, JOURNAL);
const named = (core: Core) => journalLines(core).map((line) => line['jobId']);
const titles = async (core: Core) => (await core.songs()).map(({ title }) => title).sort();
const kinds = async (core: Core) => (await core.holds()).map(({ kind }) => kind);

describe('a journal that vanishes while the program runs', () => {
  it('is written whole with the next id', async () => {
    const { core } = await withLibrary();
    rmSync(path(core));
    await core.add(NEXT);
    expect(named(core).sort()).toEqual([DONE, OTHER, OPEN, NEXT].sort());
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    expect((await again.jobs()).map(({ id }) => id).sort()).toEqual([DONE, OTHER, OPEN, NEXT].sort());
  });

  it('is written whole when the window is looked at, with the songs that were removed', async () => {
    const { core } = await withLibrary();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    rmSync(path(core));
    core.app.focused();
    await core.waitFor(() => existsSync(path(core)));
    expect(named(core)).toEqual(expect.arrayContaining([DONE, OTHER, OPEN]));
    expect(journalLines(core)).toContainEqual(expect.objectContaining({ clipId: TIDE }));
  });

  it('or is cut short: it has every id again', async () => {
    const { core } = await withLibrary();
    truncateSync(path(core), 10);
    await core.invoke('jobs.remove', { jobIds: [OTHER] });
    const text = readFileSync(path(core), 'utf8');
    for (const id of [DONE, OPEN]) expect(text).toContain(`{"jobId":"${id}","addedAt"`);
    expect(text.trimEnd().split('\n').at(-1)).toContain(`{"jobId":"${OTHER}","removedAt"`);
  });

  it('with the library folder, it is no journal that vanished', async () => {
    world.expectsErrors(/./);
    const { core } = await withLibrary();
    renameSync(core.library, `${core.library} away`);
    await core.add(NEXT);
    expect(core.sql('SELECT 1 FROM job WHERE is_journaled = 0')).toHaveLength(1);
    renameSync(`${core.library} away`, core.library);
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    expect(named(core)).toEqual([DONE, OTHER, OPEN, NEXT]);
  });
});

describe('a journal that cannot be written', () => {
  it('is told in one banner whose action looks again; the new job waits, everything else goes on', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const { server, core } = await withLibrary();
    const text = readFileSync(path(core), 'utf8');
    rmSync(path(core));
    mkdirSync(path(core));
    await core.add(NEXT);
    await core.waitFor(async () => (await kinds(core)).includes('journal-unwritable'));
    expect(await core.holds()).toEqual([{ kind: 'journal-unwritable', file: path(core) }]);
    const asked = server.asked(OPEN).length;
    await comeToRest(core);
    expect(server.asked(NEXT)).toEqual([]);
    expect(server.asked(OPEN).length).toBeGreaterThan(asked);
    expect(core.log.errors()).toHaveLength(1);

    rmdirSync(path(core));
    writeFileSync(path(core), text);
    await core.invoke('holds.tryAgain', { kind: 'journal-unwritable' });
    expect(await core.holds()).toEqual([]);
    expect(named(core).at(-1)).toBe(NEXT);
    await core.waitFor(() => server.asked(NEXT).length > 0);
  });

  it('goes by itself once it can', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const { server, core } = await withLibrary();
    rmSync(path(core));
    mkdirSync(path(core));
    await core.add(NEXT);
    await core.waitFor(async () => (await kinds(core)).includes('journal-unwritable'));
    rmdirSync(path(core));
    await core.waitFor(() => server.asked(NEXT).length > 0, { pace: 1_000 });
    expect(await core.holds()).toEqual([]);
    expect(named(core).sort()).toEqual([DONE, OTHER, OPEN, NEXT].sort());
  });

  it('and the database is lost: the songs come back without it, the jobs when it can be read', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const { core } = await withLibrary();
    await loseDatabase(core);
    const text = readFileSync(path(core), 'utf8');
    rmSync(path(core));
    mkdirSync(path(core));
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 2, files: 8 });
    expect(await titles(again)).toEqual(['Low Tide', 'Night Ferry']);
    rmdirSync(path(core));
    writeFileSync(path(core), text);
    await again.waitFor(async () => (await again.jobs()).some(({ id }) => id === OPEN), { pace: 1_000 });
    await again.waitFor(async () => (await kinds(again)).length === 0);
  });
});

describe('an id that is added while the library folder is away', () => {
  const SPARE = 'jobs-to-note.jsonl';

  async function withAddedWhileAway() {
    world.expectsErrors(/Job ids could not be written|database is damaged/);
    const { core } = await withLibrary();
    renameSync(core.library, `${core.library} away`);
    await core.add(NEXT);
    return core;
  }

  it('outlives the database too: it is there at once, and in the journal when the folder is back', async () => {
    const core = await withAddedWhileAway();
    await spoilDatabase(core);
    const again = await world.restart(core);
    await again.waitFor(async () => (await again.jobs()).map(({ id }) => id).join() === NEXT, { pace: 0 });
    await again.add(uuid('one more'));
    // And once more.
    await spoilDatabase(again);
    const third = await world.restart(again);
    await third.waitFor(async () => (await third.jobs()).length === 2, { pace: 0 });
    renameSync(`${core.library} away`, core.library);
    await third.invoke('holds.tryAgain', { kind: 'library-missing' });
    await reportOf(third);
    await third.waitFor(() => !existsSync(join(core.folder, SPARE)), { pace: 1_000 });
    expect(named(third)).toEqual(expect.arrayContaining([DONE, OTHER, OPEN, NEXT, uuid('one more')]));
    expect((await third.jobs()).map(({ id }) => id)).toContain(NEXT);
  });

  it('and removed again stays removed', async () => {
    const core = await withAddedWhileAway();
    expect(existsSync(join(core.folder, SPARE))).toBe(true);
    await core.invoke('jobs.remove', { jobIds: [NEXT] }).catch(() => undefined);
    const before = (await core.jobs()).map(({ id }) => id);
    const again = await world.restart(core);
    expect((await again.jobs()).map(({ id }) => id)).toEqual(before);
  });
});

describe('what was removed after the copy of the database was made that is in use now', () => {
  async function withCopy() {
    world.expectsErrors(/database is damaged/);
    const library = await withLibrary();
    await library.core.advance(3 * MINUTE);
    await library.core.waitFor(() => existsSync(join(library.core.folder, 'Backups')));
    return library;
  }

  async function restore(core: Core): Promise<Core> {
    await core.stop();
    truncateSync(core.databaseFile, 8_192);
    const again = await world.restart(core);
    expect((await reportOf(again)).copiedAt).not.toBeNull();
    return again;
  }

  it.each([
    ['with its files', false],
    ['from the list alone', true],
  ])('a song %s stays removed, and its job does not bring it', async (_name, keepsFiles) => {
    const { server, core } = await withCopy();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles });
    const before = core.files();
    const fetched = server.fetched().length;
    const again = await restore(core);
    expect(await titles(again)).toEqual(['Night Ferry']);
    expect(await again.songs('railing')).toEqual([]);
    await again.invoke('jobs.check', { jobIds: [DONE] });
    await comeToRest(again);
    expect(await titles(again)).toEqual(['Night Ferry']);
    expect(again.files()).toEqual(before);
    expect(await again.job(DONE)).toMatchObject({ songCount: 0, removedCount: 1 });
    expect(server.fetched()).toHaveLength(fetched);
    expect(await checkLibrary(again)).toEqual(keepsFiles ? [['unknown-song', FOLDER]] : []);
  });

  it('while the program runs, with the journal of another machine: the song leaves the list, and that is told', async () => {
    const { core } = await withCopy();
    const removedAt = new Date(core.clock.now()).toISOString();
    appendFileSync(path(core), `${JSON.stringify({ clipId: TIDE, removedAt })}\n`);
    core.app.focused();
    await core.waitFor(async () => (await titles(core)).join() === 'Night Ferry', { pace: 0 });
    expect(core.events.of('notice')).toContainEqual({ kind: 'removed-by-journal', count: 1, file: JOURNAL });
    expect(existsSync(join(core.library, FOLDER, 'Low Tide.wav'))).toBe(true);
  });

  it('a job stays removed and is not asked', async () => {
    const { server, core } = await withCopy();
    await core.invoke('jobs.remove', { jobIds: [OPEN, DONE] });
    const asked = server.asked(OPEN).length;
    const again = await restore(core);
    await comeToRest(again);
    expect((await again.jobs()).map(({ id }) => id)).toEqual([OTHER]);
    expect(server.asked(OPEN)).toHaveLength(asked);
    // Its songs stay.
    expect(await titles(again)).toEqual(['Low Tide', 'Night Ferry']);
  });

  it('what came again after it was removed is there', async () => {
    const { core } = await withCopy();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    await core.invoke('jobs.remove', { jobIds: [OPEN] });
    await core.advance(MINUTE);
    await core.add(OPEN);
    await core.invoke('songs.bringBack', { jobIds: [DONE] });
    const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
    await core.waitFor(async () => (await core.songs()).length === 2 && core.sql(open).length === 0);
    const again = await restore(core);
    expect(await titles(again)).toEqual(['Low Tide', 'Night Ferry']);
    expect((await again.songs()).map(({ assets }) => assets.map(({ state }) => state))).toEqual([
      WHOLE,
      WHOLE,
    ]);
    expect((await again.jobs()).map(({ id }) => id).sort()).toEqual([DONE, OTHER, OPEN].sort());
  });

  it('a removal that was taken back after the copy was made stays taken back', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withLibrary();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    await core.advance(3 * MINUTE);
    await core.waitFor(() => existsSync(join(core.folder, 'Backups')));
    await core.invoke('songs.bringBack', { jobIds: [DONE] });
    await comeToRest(core);
    expect(await titles(core)).toEqual(['Low Tide', 'Night Ferry']);
    const again = await restore(core);
    expect(await titles(again)).toEqual(['Low Tide', 'Night Ferry']);
  });

  it('a journal that is older than the database takes nothing away', async () => {
    const { core } = await withLibrary();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    await core.invoke('jobs.remove', { jobIds: [OPEN] });
    await core.advance(MINUTE);
    const old = readFileSync(path(core));
    await core.add(OPEN);
    await core.invoke('songs.bringBack', { jobIds: [DONE] });
    const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
    await core.waitFor(async () => (await core.songs()).length === 2 && core.sql(open).length === 0);
    await core.stop();
    writeFileSync(path(core), old);
    const again = await world.restart(core);
    await comeToRest(again);
    expect(await titles(again)).toEqual(['Low Tide', 'Night Ferry']);
    expect((await again.jobs()).map(({ id }) => id).sort()).toEqual([DONE, OTHER, OPEN].sort());
    expect(named(again).at(-1)).toBe(OPEN);
  });
});
