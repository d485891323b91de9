import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import type { Core } from '../support/core';
import { startExport } from '../support/exports';
import { pending, success } from '../support/flow-server';
import { loseDatabase } from '../support/library-state';
import { audio, bigAudio } from '../support/media';
import { clip, clipWithAudio, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

const JOB = uuid('job');
const OTHER = uuid('other job');
const CLIP = uuid('clip Low Tide') as ClipId;
const FOLDER = `Low Tide [${CLIP.slice(0, 8)}]`;
const HOUR = 60 * 60_000;

/** A core with one whole song. */
async function withSong() {
  const server = await world.server();
  const { urls } = serveFiles(server, 'Low Tide');
  server.job(JOB, success([clip('Low Tide', { ...urls, lyrics_timing_markers: WORDS })]));
  const core = await world.core(server);
  await core.add(JOB);
  await core.settled();
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_measured = 1').length === 1);
  await core.settled();
  return { server, core };
}

async function kinds(core: Core): Promise<string[]> {
  return (await core.holds()).map((hold) => hold.kind);
}

describe('a library folder that is not there', () => {
  it('at the start: one hold, nothing emptied, nothing made anew, everything goes on when it is back', async () => {
    const { server, core } = await withSong();
    const files = core.files();
    await core.stop();
    renameSync(core.library, `${core.library} away`);

    server.job(OTHER, success([clipWithAudio(server, 'Second', audio())]));
    const again = await world.restart(core);
    expect(await again.holds()).toEqual([{ kind: 'library-missing', folder: core.library }]);
    expect(await again.songs()).toHaveLength(1);
    expect(await again.app.openFile(CLIP, 'audio')).toBeNull();
    expect((await again.songs())[0]?.assets.map((asset) => asset.state)).not.toContain('missing');

    // An id is taken all the same and asked about only when it stands in the journal.
    world.expectsErrors(/Job ids could not be written/);
    await again.add(OTHER);
    await again.advance(HOUR);
    await again.quiet(server);
    expect(server.asked(OTHER)).toEqual([]);
    expect(existsSync(core.library)).toBe(false);

    renameSync(`${core.library} away`, core.library);
    await again.invoke('holds.tryAgain', { kind: 'library-missing' });
    await again.settled();
    expect(await kinds(again)).toEqual([]);
    expect(await again.songs()).toHaveLength(2);
    expect(again.files()).toEqual(expect.arrayContaining(files));
    expect(await again.app.openFile(CLIP, 'audio')).not.toBeNull();
    expect(again.read('jobs.jsonl').toString()).toContain(OTHER);
  });

  it('while it runs: downloads stop at the hold and the folder is not made again', async () => {
    world.expectsErrors(/files beside a song|Job ids could not be written/);
    const { server, core } = await withSong();
    renameSync(core.library, `${core.library} away`);
    server.job(OTHER, success([clipWithAudio(server, 'Second', audio(), { lyrics_timing_markers: WORDS })]));
    server.job(JOB, success([clip('Low Tide'), clipWithAudio(server, 'Third', audio())]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.add(OTHER);
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'));
    await core.advance(HOUR);
    await core.quiet(server);
    expect(existsSync(core.library)).toBe(false);
    // One that was just beginning may be about to be told of the hold.
    await core.waitFor(
      async () =>
        (await core.downloads()).every(({ state, failure }) => state === 'queued' && failure === null),
      { pace: 0 },
    );

    renameSync(`${core.library} away`, core.library);
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    await core.settled();
    expect(await core.songs()).toHaveLength(3);
    expect(core.files().filter((path) => path.endsWith('.m4a'))).toHaveLength(3);
    expect(core.files().filter((path) => path.endsWith('clip.json'))).toHaveLength(3);
  });

  it('beside a database that is gone as well: it is never begun anew, and all is back with it', async () => {
    world.expectsErrors(/Job ids could not be written/);
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', audio(), { lyrics_timing_markers: WORDS })]));
    const place = join(world.folder(), 'Chosen');
    mkdirSync(place);
    const core = await world.core(server, { settings: { libraryFolder: place } });
    await core.add(JOB);
    await core.settled();
    await loseDatabase(core);
    renameSync(place, `${place} away`);
    const again = await world.restart(core);
    await again.advance(HOUR);
    expect(await again.holds()).toEqual([{ kind: 'library-missing', folder: place }]);
    await again.add(OTHER);
    expect(existsSync(place)).toBe(false);

    renameSync(`${place} away`, place);
    await again.advance(HOUR);
    await again.settled();
    expect(await again.holds()).toEqual([]);
    expect(await again.songs()).toHaveLength(1);
    expect((await again.jobs()).map(({ id }) => id).sort()).toEqual([JOB, OTHER].sort());
  });

  it('in the middle of a transfer', async () => {
    world.expectsErrors(/files beside a song|download ended in an unexpected way/);
    const server = await world.server();
    const bytes = bigAudio(300_000);
    const script = { bytes, stall: { after: 100_000, times: 1 } };
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', script)]));
    const core = await world.core(server, { settings: { wantedAssets: ['audio'] } });
    await core.add(JOB);
    const part = join(core.library, FOLDER, 'Low Tide.audio.part');
    await core.waitFor(() => existsSync(part) && readFileSync(part).length === 100_000, { pace: 0 });
    renameSync(core.library, `${core.library} away`);
    const [download] = await core.downloads();
    await core.invoke('downloads.pause', { ids: [download?.id ?? 0] });
    await core.waitFor(async () => (await core.downloads())[0]?.state === 'paused', { pace: 0 });
    await core.invoke('downloads.resume', { ids: [download?.id ?? 0] });
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'));
    expect(existsSync(core.library)).toBe(false);

    renameSync(`${core.library} away`, core.library);
    await core.invoke('holds.tryAgain', { kind: 'library-missing' });
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.wav`).equals(bytes)).toBe(true);
    expect(server.fetched().at(-1)?.headers.range).toBe('bytes=100000-');
  });

  it('an empty folder in its place is the mount point of a disk that is not there', async () => {
    const { server, core } = await withSong();
    await core.stop();
    renameSync(core.library, `${core.library} away`);
    mkdirSync(core.library);
    const again = await world.restart(core);
    const empty = { kind: 'library-missing', folder: core.library, instead: 'empty-folder' };
    expect(await again.holds()).toEqual([empty]);
    await again.advance(HOUR);
    await again.quiet(server);
    expect(readdirSync(core.library)).toEqual([]);
  });

  it('an empty folder that takes its place while the program runs gets no song', async () => {
    world.expectsErrors(/files beside a song|Job ids could not be written/);
    const { server, core } = await withSong();
    renameSync(core.library, `${core.library} away`);
    mkdirSync(core.library);
    server.job(OTHER, success([clipWithAudio(server, 'Second', audio())]));
    server.job(JOB, success([clip('Low Tide'), clipWithAudio(server, 'Third', audio())]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await kinds(core)).includes('library-missing'));
    await core.quiet(server);
    expect(readdirSync(core.library)).toEqual([]);
  });

  it('an export does not make it anew', async () => {
    world.expectsErrors(/./);
    const { core } = await withSong();
    renameSync(core.library, `${core.library} away`);
    const refusal = await startExport(core, [CLIP]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'library-unavailable' });
    expect(existsSync(core.library)).toBe(false);
  });
});

describe('what others have put into the library folder', () => {
  it('words that the user edited beside a song are not overwritten', async () => {
    const { server, core } = await withSong();
    const text = join(core.library, FOLDER, 'Low Tide.txt');
    writeFileSync(text, 'my own words\n');
    server.job(JOB, success([clip('Low Tide', { lyrics_timing_markers: `${WORDS}\nOnce more` })]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await core.songs('once more')).length === 1);
    await core.settled();
    await core.stop();
    expect(readFileSync(text, 'utf8')).toBe('my own words\n');
    // What the service tells is in the library and in the description all the same.
    expect(core.read(`${FOLDER}/clip.json`).toString()).toContain('Once more');
  });

  it('words that nobody touched follow the service', async () => {
    const { server, core } = await withSong();
    server.job(JOB, success([clip('Low Tide', { lyrics_timing_markers: `${WORDS}\nOnce more` })]));
    await core.invoke('jobs.check', { jobIds: [JOB] });
    await core.waitFor(async () => (await core.songs('once more')).length === 1);
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.txt`).toString()).toBe(`${WORDS}\nOnce more\n`);
  });

  it('a file of words that was there first stays', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', { lyrics_timing_markers: WORDS })]));
    const core = await world.core(server);
    mkdirSync(join(core.library, FOLDER));
    writeFileSync(join(core.library, FOLDER, 'Low Tide.txt'), 'here first');
    await core.add(JOB);
    await core.settled();
    expect(core.read(`${FOLDER}/Low Tide.txt`).toString()).toBe('here first');
    expect(existsSync(join(core.library, FOLDER, 'clip.json'))).toBe(true);
  });

  it('a link that leads out of the folder is not followed, neither to write nor to read', async () => {
    world.expectsErrors(/files beside a song|download ended in an unexpected way/);
    const server = await world.server();
    const outside = world.folder();
    const files = clipWithAudio(server, 'Low Tide', audio(), { lyrics_timing_markers: WORDS });
    server.job(JOB, success([files]));
    const core = await world.core(server);
    symlinkSync(outside, join(core.library, FOLDER));
    await core.add(JOB);
    await core.waitFor(async () => (await core.downloads()).some((each) => each.failure !== null));
    await core.quiet(server);
    expect(readdirSync(outside)).toEqual([]);

    // A finished file that was put elsewhere behind a link is not served either.
    rmSync(join(core.library, FOLDER));
    await core.waitFor(() => core.sql('SELECT 1 FROM asset WHERE path IS NOT NULL').length === 1, {
      pace: 5_000,
    });
    const secret = join(outside, 'secret.m4a');
    writeFileSync(secret, 'secret');
    rmSync(join(core.library, FOLDER, 'Low Tide.m4a'));
    symlinkSync(secret, join(core.library, FOLDER, 'Low Tide.m4a'));
    expect(await core.app.openFile(CLIP, 'audio')).toBeNull();
  });

  it('a journal whose last line was cut off by a power loss takes the next line whole', async () => {
    const { server, core } = await withSong();
    await core.stop();
    appendFileSync(join(core.library, 'jobs.jsonl'), '{"jobId":"half');
    server.job(OTHER, pending());
    const again = await world.restart(core);
    await again.add(OTHER);
    const lines = again.read('jobs.jsonl').toString().trimEnd().split('\n');
    expect(lines.filter((line) => line.includes(OTHER))).toHaveLength(1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ jobId: OTHER });
    expect(lines.at(-2)).toBe('{"jobId":"half');
  });

  it('a file that was deleted by hand is told as missing, and nothing else is touched', async () => {
    const { core } = await withSong();
    rmSync(join(core.library, FOLDER, 'Low Tide.wav'));
    expect(await core.app.openFile(CLIP, 'wav')).toBeNull();
    const [song] = await core.songs();
    expect(song?.assets.map((asset) => [asset.kind, asset.state])).toEqual([
      ['cover', 'present'],
      ['audio', 'present'],
      ['wav', 'missing'],
      ['video', 'present'],
    ]);
    expect(await core.downloads()).toEqual([]);
  });
});

describe('choosing the library folder', () => {
  it('before there is any file an empty folder is taken, told the ids, and used', async () => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', audio())]));
    const core = await world.core(server, { key: null });
    await core.add(JOB);
    const chosen = join(world.folder(), 'elsewhere');
    mkdirSync(chosen);
    core.shell.choose(chosen);
    expect(await core.invoke('settings.chooseLibraryFolder', {})).toEqual({
      kind: 'used',
      libraryFolder: chosen,
    });
    expect(readFileSync(join(chosen, 'jobs.jsonl'), 'utf8')).toContain(JOB);
    await core.invoke('key.save', { key: 'tt-test-key-0123456789', storage: 'secure' });
    await core.settled();
    expect(readdirSync(chosen).sort()).toEqual([FOLDER, 'jobs.jsonl', 'library.json'].sort());
    expect(await core.app.openFile(CLIP, 'audio')).not.toBeNull();
    expect(core.events.of('library-folder.changed').at(-1)?.libraryFolder).toBe(chosen);
  });

  it('songs of words alone are written into a folder that is taken later', async () => {
    const server = await world.server();
    server.job(JOB, success([clip('Low Tide', { lyrics: WORDS })]));
    const core = await world.core(server);
    await core.add(JOB);
    await core.settled();
    const chosen = world.folder();
    core.shell.choose(chosen);
    expect(await core.invoke('settings.chooseLibraryFolder', {})).toMatchObject({ kind: 'used' });
    await core.settled();
    expect(readdirSync(join(chosen, FOLDER)).sort()).toEqual(['Low Tide.txt', 'clip.json']);
  });

  it('with files on disk an empty folder is not used as it is: the songs would be gone from sight', async () => {
    const { core } = await withSong();
    const empty = world.folder();
    core.shell.choose(empty);
    expect(await core.invoke('settings.chooseLibraryFolder', {})).toMatchObject({ kind: 'planned' });
    expect(readdirSync(empty)).toEqual([]);
    expect((await core.invoke('app.snapshot', {})).libraryFolder).toBe(core.library);
    expect(await core.app.openFile(CLIP, 'audio')).not.toBeNull();
  });

  it('the folder of another library is refused and left alone', async () => {
    const { core } = await withSong();
    const { core: other } = await withSong();
    await other.stop();
    const before = other.read('library.json').toString();
    core.shell.choose(other.library);
    await expect(core.invoke('settings.chooseLibraryFolder', {})).rejects.toMatchObject({
      code: 'other-library',
    });
    expect(other.read('library.json').toString()).toBe(before);
  });

  it('its own folder, moved by hand, is found again', async () => {
    const { core } = await withSong();
    await core.stop();
    const moved = join(world.folder(), 'moved');
    renameSync(core.library, moved);
    const again = await world.restart(core);
    expect(await kinds(again)).toEqual(['library-missing']);
    again.shell.choose(moved);
    await again.invoke('settings.chooseLibraryFolder', {});
    expect(await kinds(again)).toEqual([]);
    expect((await again.app.openFile(CLIP, 'wav'))?.path.startsWith(moved)).toBe(true);
    // And it stays found.
    const third = await world.restart(again);
    expect((await third.invoke('app.snapshot', {})).libraryFolder).toBe(moved);
    expect(await kinds(third)).toEqual([]);
  });

  it('a closed dialog changes nothing; a folder set by the environment cannot be changed', async () => {
    const core = await world.core(null);
    core.shell.choose(null);
    expect(await core.invoke('settings.chooseLibraryFolder', {})).toBeNull();
    const fixed = await world.core(null, { environment: { libraryFolder: world.folder() } });
    fixed.shell.choose(world.folder());
    await expect(fixed.invoke('settings.chooseLibraryFolder', {})).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  it('a file where the folder should be is told as missing', async () => {
    const core = await world.core(null, { isStarted: false });
    rmSync(core.library, { recursive: true, force: true });
    writeFileSync(core.library, 'no folder');
    await core.start();
    expect(await kinds(core)).toContain('library-missing');
    expect(readFileSync(core.library, 'utf8')).toBe('no folder');
  });
});

describe('a folder that the environment names', () => {
  it.each([
    ['with a slash at its end', (folder: string) => `${folder}/`],
    ['with slashes too many', (folder: string) => folder.replaceAll('/', '//')],
    ['by way of another', (folder: string) => join(folder, 'x').replace(/x$/, '../Flowshelf')],
    ['from where the program was started', (folder: string) => relative(process.cwd(), folder)],
  ])('%s is made and used', async (_, spell) => {
    const server = await world.server();
    server.job(JOB, success([clipWithAudio(server, 'Low Tide', audio())]));
    const folder = join(world.folder(), 'Music', 'Flowshelf');
    const core = await world.core(server, { environment: { libraryFolder: spell(folder) } });
    await core.add(JOB);
    await core.settled();
    expect(await core.songs()).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining([FOLDER, 'jobs.jsonl', 'library.json']));
    expect((await core.invoke('app.snapshot', {})).libraryFolder).toBe(folder);
  });
});

describe('showing', () => {
  it('a song, its file, the library and the export folder', async () => {
    const { core } = await withSong();
    await core.invoke('system.showSong', { clipId: CLIP, kind: 'wav' });
    await core.invoke('system.showSong', { clipId: CLIP, kind: null });
    await core.invoke('system.showLibrary', {});
    await core.invoke('system.copyText', { text: JOB });
    expect(core.shell.shown).toEqual([
      join(core.library, FOLDER, 'Low Tide.wav'),
      join(core.library, FOLDER),
    ]);
    expect(core.shell.opened).toEqual([core.library]);
    expect(core.shell.copied).toEqual([JOB]);
    await expect(
      core.invoke('system.showSong', { clipId: uuid('nobody') as ClipId, kind: null }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
