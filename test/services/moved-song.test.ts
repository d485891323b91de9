import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import type { Core } from '../support/core';
import { notFound, success, type FlowServer } from '../support/flow-server';
import {
  checkLibrary,
  comeToRest,
  fileStates,
  loseDatabase,
  reportOf,
  WHOLE,
} from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** A song whose folder the user has put elsewhere in the library: it is the song wherever it stands, and found again. */

const world = createWorld();
const MINUTE = 60_000;
const JOB = uuid('job') as JobId;
const TIDE = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${TIDE.slice(0, 8)}]`;
const THERE = `Favourites/${FOLDER}`;

async function withSong(): Promise<{ server: FlowServer; core: Core }> {
  const server = await world.server();
  server.job(JOB, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core };
}

const at = (core: Core, path: string) => join(core.library, path);

function move(core: Core, from = FOLDER, to = THERE): void {
  mkdirSync(join(at(core, to), '..'), { recursive: true });
  renameSync(at(core, from), at(core, to));
}

/** What the service tells has changed, so the files beside the song have to. */
async function checkJob({ server, core }: { server: FlowServer; core: Core }): Promise<void> {
  const song = clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: `${WORDS}\nOnce more` });
  server.job(JOB, success([song]));
  await core.invoke('jobs.check', { jobIds: [JOB] });
  await core.waitFor(async () => (await core.songs('once more')).length === 1);
  await comeToRest(core);
}

async function relink(core: Core): Promise<void> {
  const report = await core.invoke('check.repair', { kind: 'moved-folder', repair: 'relink', ids: null });
  expect(report).toEqual({ repaired: 1, failed: 0 });
  await core.settled();
}

describe('a song’s folder that was moved, after which its job is asked again', () => {
  it('is not made anew at its old place; a check tells of the move, and relinking makes all whole', async () => {
    const { server, core } = await withSong();
    move(core);
    await checkJob({ server, core });
    expect(existsSync(at(core, FOLDER))).toBe(false);
    expect(core.events.of('notice')).toEqual([]);
    expect(await checkLibrary(core)).toEqual([['moved-folder', FOLDER, THERE]]);
    await relink(core);
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
    expect(core.read(`${THERE}/clip.json`).toString()).toContain('Once more');
    expect(core.read(`${THERE}/Low Tide.txt`).toString()).toContain('Once more');
    expect(existsSync(at(core, FOLDER))).toBe(false);
    expect(await checkLibrary(core, 'thorough')).toEqual([]);
  });

  it('and moved back: what was due is written there', async () => {
    const { server, core } = await withSong();
    move(core);
    await checkJob({ server, core });
    move(core, THERE, FOLDER);
    // A check sees that it is back.
    expect(await checkLibrary(core)).toEqual([]);
    await core.settled();
    expect(core.read(`${FOLDER}/clip.json`).toString()).toContain('Once more');
    expect(await checkLibrary(core, 'thorough')).toEqual([]);
  });

  it('and holds words alone: the same', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', { lyrics: null })]));
    const core = await world.core(server, { settings: { isCheckScheduled: false } });
    await core.add(JOB);
    await core.settled();
    move(core);
    server.job(JOB, success([clip('Low Tide', { lyrics: 'Once more' })]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await core.songs('once more')).length === 1);
    await comeToRest(core);
    expect(existsSync(at(core, FOLDER))).toBe(false);
    expect(await checkLibrary(core)).toEqual([['moved-folder', FOLDER, THERE]]);
    await relink(core);
    expect(readdirSync(at(core, THERE)).sort()).toEqual(['Low Tide.txt', 'clip.json']);
  });

  it('and its old place holds a description that an earlier version made anew: found as moved all the same', async () => {
    const { core } = await withSong();
    move(core);
    mkdirSync(at(core, FOLDER));
    for (const name of ['clip.json', 'Low Tide.txt']) {
      cpSync(at(core, `${THERE}/${name}`), at(core, `${FOLDER}/${name}`));
    }
    expect(await checkLibrary(core)).toEqual([['moved-folder', FOLDER, THERE]]);
    await relink(core);
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
  });

  it('and a new file of it came to the old place: none of them is lost from sight', async () => {
    const { server, core } = await withSong();
    const { urls } = serveFiles(server, 'a');
    rmSync(at(core, `${FOLDER}/Low Tide.wav`));
    await checkLibrary(core);
    move(core);
    await core.invoke('check.repair', { kind: 'missing', repair: 'fetch', ids: null });
    await core.waitFor(() => existsSync(at(core, `${FOLDER}/Low Tide.wav`)), { pace: 5_000 });
    expect(urls.wav_url).not.toBeNull();
    await comeToRest(core);
    expect(await checkLibrary(core)).toEqual([['moved-folder', FOLDER, THERE]]);
    await relink(core);
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
  });

  it('a copy beside the song is a copy, also where the song has lost a file', async () => {
    const { core } = await withSong();
    cpSync(at(core, FOLDER), at(core, `Backup/${FOLDER}`), { recursive: true });
    rmSync(at(core, `${FOLDER}/Low Tide.wav`));
    expect((await checkLibrary(core)).map(([kind]) => kind)).toEqual(['missing', 'duplicate']);
  });
});

describe('a song’s folder that was removed by hand', () => {
  it('stays away until the user wants it back: a check tells of it, and its repairs bring all back', async () => {
    const { server, core } = await withSong();
    rmSync(at(core, FOLDER), { recursive: true });
    await checkJob({ server, core });
    expect(existsSync(at(core, FOLDER))).toBe(false);
    const found = await checkLibrary(core);
    expect(found.map(([kind]) => kind)).toEqual(['missing', 'missing', 'missing', 'missing', 'sidecar']);
    await core.invoke('check.repair', { kind: 'sidecar', repair: 'rewrite', ids: null });
    await core.waitFor(() => existsSync(at(core, `${FOLDER}/clip.json`)));
    await core.invoke('check.repair', { kind: 'missing', repair: 'fetch', ids: null });
    await core.settled({ pace: 5_000 });
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
    expect(await checkLibrary(core)).toEqual([]);
  });

  it('with the folder that the user had put it into: the same', async () => {
    const { core } = await withSong();
    move(core);
    await checkLibrary(core);
    await relink(core);
    rmSync(at(core, 'Favourites'), { recursive: true });
    await checkLibrary(core);
    await core.invoke('check.repair', { kind: 'missing', repair: 'fetch', ids: null });
    await core.settled({ pace: 5_000 });
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
    expect(existsSync(at(core, `${THERE}/clip.json`))).toBe(true);
  });
});

describe('a lost database, and of one song two folders', () => {
  it('the one with the files is the song, however near the other is to the root', async () => {
    const { server, core } = await withSong();
    move(core, FOLDER, `Zoo/${FOLDER}`);
    mkdirSync(at(core, FOLDER));
    for (const name of ['clip.json', 'Low Tide.txt']) {
      cpSync(at(core, `Zoo/${FOLDER}/${name}`), at(core, `${FOLDER}/${name}`));
    }
    server.job(JOB, notFound());
    const asked = server.asked().length;
    await loseDatabase(core);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({
      songs: 1,
      files: 4,
      missingFiles: 0,
      duplicates: [FOLDER],
    });
    expect(await fileStates(again)).toEqual({ 'Low Tide': WHOLE });
    expect((await again.app.openFile(TIDE, 'wav'))?.path).toBe(at(core, `Zoo/${FOLDER}/Low Tide.wav`));
    await comeToRest(again);
    // All of it is here, so nobody is asked.
    expect(server.asked()).toHaveLength(asked);
    expect((await checkLibrary(again)).map(([kind]) => kind)).toEqual(['duplicate']);
  });

  it('a copy of the database in its place follows songs that were moved since, with every file', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withSong();
    await core.advance(3 * MINUTE);
    await core.waitFor(() => existsSync(join(core.folder, 'Backups')));
    move(core);
    await core.stop();
    truncateSync(core.databaseFile, 8_192);
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ missingFiles: 0 });
    expect(await fileStates(again)).toEqual({ 'Low Tide': WHOLE });
    for (const kind of ['audio', 'wav', 'video'] as const) {
      expect((await again.app.openFile(TIDE, kind))?.path.startsWith(at(core, THERE))).toBe(true);
    }
    await again.settled();
    expect(await checkLibrary(again, 'thorough')).toEqual([]);
  });
});

describe('a description that another hand has put into a song’s folder', () => {
  it('of another song says nothing of where that song is', async () => {
    const { core } = await withSong();
    mkdirSync(at(core, 'Notes'));
    writeFileSync(at(core, 'Notes/clip.json'), readFileSync(at(core, `${FOLDER}/clip.json`)));
    expect(await checkLibrary(core)).toEqual([['duplicate', 'Notes', FOLDER]]);
  });
});
