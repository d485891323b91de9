import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { createDiskFaults } from '../support/disk-faults';
import { fileStates, loseDatabase, reportOf, WHOLE } from '../support/library-state';
import { bigAudio } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const faults = createDiskFaults();

const JOB = uuid('job');
const OTHER_JOB = uuid('other job');
const TIDE = uuid('clip Low Tide') as ClipId;
const SECOND = uuid('clip Second') as ClipId;
const folderOf = (name: string) => `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`;
const FOLDER = folderOf('Low Tide');
const HOUR = 60 * 60_000;

/** A core with two whole songs of one job. */
async function withSongs() {
  const server = await world.server();
  const songs = ['Low Tide', 'Second'].map((name) =>
    clip(name, { ...serveFiles(server, name).urls, lyrics_timing_markers: WORDS }),
  );
  server.job(JOB, success(songs));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 0').length === 0);
  await core.settled();
  return { server, core, songs };
}

const titles = async (core: Core) => (await core.songs()).map(({ title }) => title);
const journal = (core: Core) =>
  core
    .read('jobs.jsonl')
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);

describe('removing a song', () => {
  it('moves its folder to the trash, takes it from list and search, and leaves the others', async () => {
    const { core } = await withSongs();
    const plan = await core.invoke('songs.planRemoval', { clipIds: [TIDE] });
    expect(plan).toMatchObject({ songs: 1, files: 6, staying: [], stayingCount: 0 });
    expect(await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false })).toMatchObject({
      removed: [TIDE],
      problem: null,
    });
    expect(core.shell.trashed).toEqual([join(core.library, FOLDER)]);
    expect(await titles(core)).toEqual(['Second']);
    expect(await core.songs('Low')).toEqual([]);
    expect(core.files().every((path) => path.startsWith(folderOf('Second')))).toBe(true);
    for (const table of ['asset', 'lyrics', 'sidecar', 'job_clip', 'download']) {
      expect([table, core.sql(`SELECT 1 FROM ${table} WHERE clip NOT IN (SELECT id FROM clip)`)]).toEqual([
        table,
        [],
      ]);
    }
    expect(await core.job(JOB)).toMatchObject({ songCount: 1, removedCount: 1 });
    await core.invoke('check.start', { mode: 'thorough' });
    await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
    expect((await core.invoke('check.page', { kind: null, offset: 0, limit: 9 })).rows).toEqual([]);
  });

  it('takes songs that were named before, portion by portion', async () => {
    const { core } = await withSongs();
    const list = 1;
    await core.invoke('songs.name', { list, clipIds: [TIDE], after: 0 });
    await core.invoke('songs.name', { list, clipIds: [SECOND], after: 1 });
    const clipIds = { list, count: 2 };
    expect(await core.invoke('songs.planRemoval', { clipIds })).toMatchObject({ songs: 2 });
    // What was named is named for one request.
    await expect(core.invoke('songs.remove', { clipIds, keepsFiles: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    await core.invoke('songs.name', { list, clipIds: [TIDE, SECOND], after: 0 });
    expect((await core.invoke('songs.remove', { clipIds, keepsFiles: true })).removed).toHaveLength(2);
    expect(await titles(core)).toEqual([]);
  });

  it('leaves what others put into its folder, words that the user changed included, and names it before', async () => {
    const { core } = await withSongs();
    writeFileSync(join(core.library, FOLDER, 'notes.md'), 'mine');
    writeFileSync(join(core.library, FOLDER, 'Low Tide.txt'), 'my words');
    const plan = await core.invoke('songs.planRemoval', { clipIds: [TIDE, SECOND] });
    expect(plan).toMatchObject({ songs: 2, files: 11, stayingCount: 2 });
    expect(plan?.staying).toEqual([`${FOLDER}/Low Tide.txt`, `${FOLDER}/notes.md`]);
    await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false });
    expect(core.files()).toEqual([`${FOLDER}/Low Tide.txt`, `${FOLDER}/notes.md`]);
    expect(await titles(core)).toEqual([]);
  });

  it('without a trash nothing is removed; from the list only, if that is asked for', async () => {
    const { core } = await withSongs();
    const files = core.files();
    core.shell.setTrash(false);
    expect(await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false })).toMatchObject({
      removed: [],
      problem: 'trash-unavailable',
    });
    expect(core.files()).toEqual(files);
    expect(await titles(core)).toHaveLength(2);
    expect(journal(core).some((line) => 'clipId' in line)).toBe(false);
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    expect(core.files()).toEqual(files);
    expect(await titles(core)).toEqual(['Second']);
  });

  it('tells how far it is', async () => {
    const { core } = await withSongs();
    core.shell.onTrash(() => {
      core.clock.advance(250);
    });
    await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false });
    expect(core.events.of('removal.progress')).toEqual([{ done: 1, total: 2 }]);
  });

  it('ends where it is cancelled: what is gone is told, the rest stays and can go later', async () => {
    const { core } = await withSongs();
    core.shell.onTrash(() => void core.invoke('songs.cancelRemoval', {}));
    expect(await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false })).toMatchObject({
      removed: [TIDE],
      problem: 'cancelled',
    });
    expect(await titles(core)).toEqual(['Second']);
    expect(core.files().every((path) => path.startsWith(folderOf('Second')))).toBe(true);
    core.shell.onTrash(() => undefined);
    expect(await core.invoke('songs.remove', { clipIds: [SECOND], keepsFiles: false })).toMatchObject({
      removed: [SECOND],
      problem: null,
    });
  });

  it('gives way after each portion, also where no file is touched', async () => {
    const { core } = await withSongs();
    let turns = 0;
    let isOver = false;
    (function turn(): void {
      turns += 1;
      if (!isOver) setImmediate(turn);
    })();
    const unknown = Array.from({ length: 2_000 }, (_, index) => uuid(`nobody ${index}`) as ClipId);
    await core.invoke('songs.remove', { clipIds: [...unknown, TIDE], keepsFiles: true });
    isOver = true;
    expect(turns).toBeGreaterThan(50);
    expect(await titles(core)).toEqual(['Second']);
  });

  it('that is planned can be cancelled, or is by the next plan', async () => {
    const { core } = await withSongs();
    const first = core.invoke('songs.planRemoval', { clipIds: [TIDE, SECOND] });
    const second = core.invoke('songs.planRemoval', { clipIds: [TIDE] });
    expect(await first).toBeNull();
    expect(await second).toMatchObject({ songs: 1, files: 6 });
    const third = core.invoke('songs.planRemoval', { clipIds: [TIDE, SECOND] });
    await core.invoke('songs.cancelRemovalPlan', {});
    expect(await third).toBeNull();
    expect(await core.invoke('songs.planRemoval', { clipIds: [TIDE, SECOND] })).toMatchObject({ songs: 2 });
  });

  it('is ended by the end of the program: what is gone is gone, the rest is there', async () => {
    const { core } = await withSongs();
    let stopping: Promise<void> | null = null;
    core.shell.onTrash(() => {
      stopping = core.stop();
    });
    const report = await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false });
    expect(report).toMatchObject({ removed: [TIDE], problem: 'cancelled' });
    await stopping;
    const again = await world.restart(core);
    expect(await titles(again)).toEqual(['Second']);
  });

  it('while the library folder is away: refused, nothing changes', async () => {
    const { core } = await withSongs();
    renameSync(core.library, `${core.library} away`);
    await expect(core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true })).rejects.toMatchObject({
      code: 'library-unavailable',
    });
    expect(await titles(core)).toHaveLength(2);
    renameSync(`${core.library} away`, core.library);
  });

  it('in the middle of its download ends the download', async () => {
    const server = await world.server();
    const script = { bytes: bigAudio(300_000), stall: { after: 100_000 } };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    const core = await world.core(server, { settings: { isCheckScheduled: false } });
    await core.add(JOB);
    const part = join(core.library, FOLDER, 'Low Tide.audio.part');
    await core.waitFor(() => existsSync(part), { pace: 0 });
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(await core.downloads()).toEqual([]);
    await core.advance(HOUR);
    await core.quiet(server);
    expect(readdirSync(core.library).sort()).toEqual(['jobs.jsonl', 'library.json']);
  });

  it('a download that goes on after the trash refused it comes to its end', async () => {
    const server = await world.server();
    const bytes = bigAudio(300_000);
    server.job(
      JOB,
      success([clipWithAudio(server, 'Low Tide', { bytes, stall: { after: 100_000, times: 1 } })]),
    );
    const core = await world.core(server, { settings: { isCheckScheduled: false } });
    await core.add(JOB);
    await core.waitFor(() => existsSync(join(core.library, FOLDER, 'Low Tide.audio.part')), { pace: 0 });
    core.shell.setTrash(false);
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.wav`).equals(bytes)).toBe(true);
  });

  it.each([
    ['goes too', null],
    ['is left where somebody has replaced it', 'mine'],
  ])('a file that has its name, and no row that says so, %s', async (_, replacement) => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', bigAudio(40_000))]));
    const core = await world.core(server, { settings: { isCheckScheduled: false } });
    const file = join(core.library, FOLDER, 'Low Tide.wav');
    world.expectsErrors(/files beside a song/);
    faults.fail(/^flush song folder$/, 'EIO');
    await core.add(JOB);
    await core.waitFor(async () => existsSync(file) && (await core.downloads())[0]?.state === 'queued');
    faults.heal();
    await core.invoke('check.start', { mode: 'thorough' });
    await core.waitFor(async () => (await core.invoke('check.status', {})).run === null, { pace: 0 });
    expect((await core.invoke('check.page', { kind: 'foreign', offset: 0, limit: 9 })).rows).toEqual([]);

    if (replacement !== null) writeFileSync(file, replacement);
    const staying = replacement === null ? [] : [`${FOLDER}/Low Tide.wav`];
    expect(await core.invoke('songs.planRemoval', { clipIds: [TIDE] })).toMatchObject({ staying });
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(core.files()).toEqual(staying);
  });
});

describe('removing a song whose removal cannot be noted', () => {
  it('removes it all the same, tells of the journal, and notes it when that can be written', async () => {
    const { core } = await withSongs();
    const file = join(core.library, 'jobs.jsonl');
    renameSync(file, `${file}.away`);
    mkdirSync(file);
    world.expectsErrors(/could not be (?:noted|written)/);
    const report = await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(report).toMatchObject({ removed: [TIDE], problem: null });
    expect(await titles(core)).toEqual(['Second']);
    expect(await core.holds()).toEqual([{ kind: 'journal-unwritable', file }]);

    rmdirSync(file);
    renameSync(`${file}.away`, file);
    await core.invoke('holds.tryAgain', { kind: 'journal-unwritable' });
    expect(await core.holds()).toEqual([]);
    expect(journal(core)).toContainEqual({ clipId: TIDE, removedAt: expect.any(String) as string });
  });
});

describe('a song whose clip file names what is not its own', () => {
  it('takes none of it, neither into the list nor into the trash', async () => {
    const { core } = await withSongs();
    const clipFile = join(core.library, FOLDER, 'clip.json');
    const written = JSON.parse(readFileSync(clipFile, 'utf8')) as { files: { name: string; kind: string }[] };
    const foreign = ['../jobs.jsonl', `../${folderOf('Second')}/Second.m4a`, '../Library.json', 'clip.json'];
    const files = written.files.map((file, index) => ({ ...file, name: foreign[index] }));
    writeFileSync(clipFile, JSON.stringify({ ...written, files }));
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    await again.settled();
    const paths = again
      .sql<{ path: string }>('SELECT path FROM asset WHERE path IS NOT NULL')
      .map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((path) => path.startsWith(FOLDER) || path.startsWith(folderOf('Second')))).toEqual(
      paths,
    );
    await again.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(await fileStates(again)).toEqual({ Second: WHOLE });
    expect(['jobs.jsonl', 'library.json'].filter((name) => !existsSync(join(again.library, name)))).toEqual(
      [],
    );
  });

  it('that the user keeps elsewhere in the library goes to the trash, but not what has taken its place', async () => {
    for (const bytes of [null, 'my own']) {
      const { core } = await withSongs();
      const elsewhere = join(core.library, 'elsewhere.m4a');
      renameSync(join(core.library, FOLDER, 'Low Tide.m4a'), elsewhere);
      const clipFile = join(core.library, FOLDER, 'clip.json');
      const text = readFileSync(clipFile, 'utf8').replace('"Low Tide.m4a"', '"../elsewhere.m4a"');
      await loseDatabase(core);
      writeFileSync(clipFile, text);
      const again = await world.restart(core);
      expect(await reportOf(again)).toMatchObject({ missingFiles: 0 });
      await again.settled();
      if (bytes !== null) writeFileSync(elsewhere, bytes);
      await again.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
      expect(await titles(again)).toEqual(['Second']);
      expect(existsSync(elsewhere)).toBe(bytes !== null);
    }
  });
});

describe('a removed song', () => {
  it('does not come back with answers of its job, after a restart, or from another job, unless it is asked for', async () => {
    const { server, core, songs } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.settled();
    const again = await world.restart(core);
    server.job(OTHER_JOB, success(songs.slice(0, 1)));
    await again.add(OTHER_JOB);
    await again.invoke('jobs.check', { jobIds: [JOB] });
    await again.settled();
    expect(await titles(again)).toEqual(['Second']);
    expect(await again.job(OTHER_JOB)).toMatchObject({ songCount: 0, removedCount: 1 });

    expect(await again.invoke('songs.bringBack', { jobIds: [OTHER_JOB] })).toEqual({ restored: 1 });
    await again.settled();
    expect((await titles(again)).sort()).toEqual(['Low Tide', 'Second']);
    expect(existsSync(join(again.library, FOLDER, 'Low Tide.m4a'))).toBe(true);
    expect(await again.job(JOB)).toMatchObject({ removedCount: 0 });
    expect(await again.invoke('songs.bringBack', { jobIds: [JOB] })).toEqual({ restored: 0 });
  });

  it('comes back from the kept answer when the service does not know its job any more', async () => {
    const { server, core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    server.job(JOB, { status: 404, body: { message: 'gone' } });
    await core.invoke('songs.bringBack', { jobIds: [JOB] });
    await core.waitFor(() => existsSync(join(core.library, FOLDER, 'Low Tide.m4a')));
    expect(await titles(core)).toHaveLength(2);
  });

  it('stands in the journal of the library folder, and so does its return', async () => {
    const { core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(journal(core).at(-1)).toEqual({
      clipId: TIDE,
      removedAt: expect.stringMatching(/^2026-05-20T10:.*Z$/) as unknown,
    });
    await core.invoke('songs.bringBack', { jobIds: [JOB] });
    await core.settled();
    expect(journal(core).at(-1)).toMatchObject({ clipId: TIDE, restoredAt: expect.any(String) as unknown });
  });
});

describe('a removal that is undone', () => {
  const undo = (core: Core, id = 1) => core.invoke('songs.undoRemoval', { id });

  it('from the list only: the songs are back with their files, and nothing is fetched', async () => {
    const { server, core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: true });
    expect(await titles(core)).toEqual([]);
    const fetched = server.fetched().length;
    expect(await undo(core)).toMatchObject({ withFiles: 2, fetched: 0, lost: 0 });
    await core.settled();
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE, Second: WHOLE });
    expect(server.fetched()).toHaveLength(fetched);
    expect(journal(core).at(-1)).toMatchObject({ restoredAt: expect.any(String) as unknown });
    // There is no other to undo.
    expect(await undo(core)).toMatchObject({ withFiles: 0, fetched: 0, lost: 0 });
  });

  it('is that one of several that was asked for', async () => {
    const { core } = await withSongs();
    const first = await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    const second = await core.invoke('songs.remove', { clipIds: [SECOND], keepsFiles: true });
    expect(await undo(core, first.id)).toMatchObject({ withFiles: 1 });
    expect(await titles(core)).toEqual(['Low Tide']);
    expect(await undo(core, second.id)).toMatchObject({ withFiles: 1 });
    expect(await titles(core)).toEqual(['Low Tide', 'Second']);
    expect(await undo(core, 99)).toMatchObject({ withFiles: 0, fetched: 0, lost: 0, left: 0 });
  });

  it('after the trash took the files: the songs are back and their files fetched again', async () => {
    const { core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    expect(await undo(core)).toMatchObject({ withFiles: 0, fetched: 1, lost: 0 });
    await core.settled();
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE, Second: WHOLE });
    expect(await titles(await world.restart(core))).toHaveLength(2);
  });

  it('after somebody had taken a folder out of the trash: that song is back with its files', async () => {
    const { core } = await withSongs();
    const kept = `${core.library}-kept`;
    core.shell.onTrash(() => {
      if (!existsSync(kept)) cpSync(join(core.library, FOLDER), kept, { recursive: true });
    });
    await core.invoke('songs.remove', { clipIds: [TIDE, SECOND], keepsFiles: false });
    renameSync(kept, join(core.library, FOLDER));
    expect(await undo(core)).toMatchObject({ withFiles: 1, fetched: 1, lost: 0 });
    await core.settled();
    expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE, Second: WHOLE });
  });

  it('of a song whose job was removed as well: told as lost, the others are back', async () => {
    const { server, core } = await withSongs();
    server.job(OTHER_JOB, success([clip('Third', serveFiles(server, 'Third').urls)]));
    await core.add(OTHER_JOB);
    await core.settled();
    const third = uuid('clip Third') as ClipId;
    await core.invoke('songs.remove', { clipIds: [TIDE, third], keepsFiles: false });
    await core.invoke('jobs.remove', { jobIds: [OTHER_JOB] });
    expect(await undo(core)).toMatchObject({ withFiles: 0, fetched: 1, lost: 1 });
    expect((await titles(core)).sort()).toEqual(['Low Tide', 'Second']);
  });

  it('whose journal cannot be written: nothing is forgotten, and it can be done later', async () => {
    const { core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: false });
    faults.fail(/^(open|write) journal$/, 'EIO');
    world.expectsErrors(/journal|Job ids could not be written/i);
    await expect(undo(core)).rejects.toMatchObject({ code: 'library-unavailable' });
    expect(faults.failed()).not.toEqual([]);
    faults.heal();
    expect(await undo(core)).toMatchObject({ withFiles: 0, fetched: 1, lost: 0 });
  });

  it('while the library folder is away: refused, and can be done later', async () => {
    const { core } = await withSongs();
    await core.invoke('songs.remove', { clipIds: [TIDE], keepsFiles: true });
    renameSync(core.library, `${core.library} away`);
    await expect(undo(core)).rejects.toMatchObject({ code: 'library-unavailable' });
    renameSync(`${core.library} away`, core.library);
    expect(await undo(core)).toMatchObject({ withFiles: 1, fetched: 0, lost: 0 });
  });
});
