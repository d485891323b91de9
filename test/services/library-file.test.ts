import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, JobId } from '@shared/model';
import type { Core } from '../support/core';
import { pending, success } from '../support/flow-server';
import {
  checkLibrary,
  comeToRest,
  fileStates,
  loseDatabase,
  reportOf,
  spoilDatabase,
  WHOLE,
} from '../support/library-state';
import { clip, serveFiles, uuid, WORDS } from '../support/songs';
import { createWorld } from '../support/world';

/** `library.json` gone or damaged in a folder that plainly is the library: written again, and no dead end anywhere. */

const world = createWorld();
const [DONE, OPEN] = ['done', 'open'].map(uuid) as [JobId, JobId];
const TIDE = uuid('clip Low Tide') as ClipId;
const KEPT = 'library (damaged).json';
const FILE = 'library.json';

async function withSong() {
  const server = await world.server();
  server.job(DONE, success([clip('Low Tide', { ...serveFiles(server, 'a').urls, lyrics: WORDS })]));
  server.job(OPEN, pending());
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(DONE, OPEN);
  const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
  await core.waitFor(async () => (await core.songs()).length === 1 && core.sql(open).length === 0);
  return { server, core, id: idIn(core.library) };
}

function idIn(library: string): string {
  return (JSON.parse(readFileSync(join(library, FILE), 'utf8')) as { libraryId: string }).libraryId;
}

const kinds = async (core: Core) => (await core.holds()).map((hold) => hold.kind);
const damage = (core: Core, text = '{"format":') => writeFileSync(join(core.library, FILE), text);
const choose = (core: Core, folder: string) => {
  core.shell.choose(folder);
  return core.invoke('settings.chooseLibraryFolder', {});
};
const lookAgain = (core: Core) => core.invoke('holds.tryAgain', { kind: 'library-missing' });

async function expectInUse(core: Core, folder: string, id: string): Promise<void> {
  expect(await kinds(core)).toEqual([]);
  expect(idIn(folder)).toBe(id);
  expect(await fileStates(core)).toEqual({ 'Low Tide': WHOLE });
  expect((await core.app.openFile(TIDE, 'wav'))?.path.startsWith(join(folder, 'Low Tide ['))).toBe(true);
}

describe('library.json that is gone', () => {
  it('while the program runs: it is written again with the same identity, and nothing is held', async () => {
    const { core, id } = await withSong();
    rmSync(join(core.library, FILE));
    core.app.focused();
    await core.waitFor(() => existsSync(join(core.library, FILE)));
    await expectInUse(core, core.library, id);
    const next = uuid('next');
    await core.add(next);
    expect(core.read('jobs.jsonl').toString()).toContain(next);
  });

  it('at the start: the same', async () => {
    const { core, id } = await withSong();
    await core.stop();
    rmSync(join(core.library, FILE));
    await expectInUse(await world.restart(core), core.library, id);
  });

  it('and jobs.jsonl as well: the songs say whose folder it is', async () => {
    const { core, id } = await withSong();
    await core.stop();
    rmSync(join(core.library, FILE));
    rmSync(join(core.library, 'jobs.jsonl'));
    const again = await world.restart(core);
    await expectInUse(again, core.library, id);
    expect(again.read('jobs.jsonl').toString()).toContain(OPEN);
  });

  it('and the songs stand in folders of the user’s own: the same', async () => {
    const { core, id } = await withSong();
    await core.stop();
    rmSync(join(core.library, FILE));
    rmSync(join(core.library, 'jobs.jsonl'));
    const [song = ''] = readdirSync(core.library).filter((name) => name.includes('['));
    mkdirSync(join(core.library, 'Albums'));
    renameSync(join(core.library, song), join(core.library, 'Albums', song));
    const again = await world.restart(core);
    expect(await kinds(again)).toEqual([]);
    expect(idIn(core.library)).toBe(id);
  });

  it('from a folder with jobs alone: the same', async () => {
    const server = await world.server();
    server.job(OPEN, pending());
    const core = await world.core(server);
    await core.add(OPEN);
    const id = idIn(core.library);
    await core.stop();
    rmSync(join(core.library, FILE));
    const again = await world.restart(core);
    expect(await kinds(again)).toEqual([]);
    expect(idIn(core.library)).toBe(id);
  });

  it('and the folder has another name: it can be chosen', async () => {
    const { core, id } = await withSong();
    await core.stop();
    rmSync(join(core.library, FILE));
    renameSync(core.library, `${core.library} 2`);
    const again = await world.restart(core);
    expect(await kinds(again)).toEqual(['library-missing']);
    expect(await choose(again, `${core.library} 2`)).toEqual({
      kind: 'used',
      libraryFolder: `${core.library} 2`,
    });
    await expectInUse(again, `${core.library} 2`, id);
  });

  it.each([
    ['damaged', spoilDatabase],
    ['gone', loseDatabase],
  ] as const)('and the database is %s: every song comes back', async (_name, harm) => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withSong();
    await harm(core);
    rmSync(join(core.library, FILE));
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, jobs: 2, files: 4 });
    await expectInUse(again, core.library, idIn(core.library));
  });

  it('does not make a library of the half copy of a move, nor of a folder of some songs', async () => {
    const { server, core } = await withSong();
    const job = uuid('of another');
    server.job(job, success([clip('Far Shore', serveFiles(server, 'f').urls), clip('Near', {})]));
    await core.add(job);
    const open = 'SELECT 1 FROM download UNION ALL SELECT 1 FROM clip WHERE is_sidecar_due <> 0';
    await core.waitFor(async () => (await core.songs()).length === 3 && core.sql(open).length === 0);
    await core.stop();
    const moved = `${core.library} 2`;
    renameSync(core.library, moved);
    rmSync(join(moved, FILE));
    writeFileSync(join(moved, '.flowshelf-copy.jsonl'), '');
    const again = await world.restart(core);
    expect(await choose(again, moved)).not.toMatchObject({ kind: 'used' });
    rmSync(join(moved, '.flowshelf-copy.jsonl'));
    const [song = ''] = readdirSync(moved).filter((name) => name.includes('['));
    mkdirSync(join(moved, 'Albums'));
    renameSync(join(moved, song), join(moved, 'Albums', song));
    await expect(choose(again, join(moved, 'Albums'))).rejects.toMatchObject({ code: 'other-library' });
    expect(existsSync(join(moved, 'Albums', FILE))).toBe(false);
    expect(await choose(again, moved)).toMatchObject({ kind: 'used' });
  });
});

describe('library.json that is damaged', () => {
  it.each([
    ['cut off', '{"format":'],
    ['of zeros', '\0\0\0'],
    ['without an identity', '{"format":"flowshelf.library","version":1}'],
  ])('%s: told, kept beside, and written again with the same identity', async (_name, text) => {
    const { core, id } = await withSong();
    await core.stop();
    damage(core, text);
    const again = await world.restart(core);
    await expectInUse(again, core.library, id);
    expect(again.read(KEPT).toString()).toBe(text);
    expect(again.events.of('notice')).toEqual([{ kind: 'library-file-mended', file: KEPT }]);
  });

  it('a check notices it, and tells of what it held until that is put away', async () => {
    const { core, id } = await withSong();
    damage(core);
    expect(await checkLibrary(core)).toEqual([['library-file', KEPT]]);
    expect(idIn(core.library)).toBe(id);
    expect(await checkLibrary(core, 'thorough')).toEqual([['library-file', KEPT]]);
    rmSync(join(core.library, KEPT));
    expect(await checkLibrary(core)).toEqual([]);
  });

  it('twice: what was kept first is not written over', async () => {
    const { core } = await withSong();
    for (const text of ['first', 'second']) {
      damage(core, text);
      await lookAgain(core);
    }
    expect(core.read(KEPT).toString()).toBe('first');
    expect(core.read('library (damaged 2).json').toString()).toBe('second');
  });

  it('and the folder was moved by hand: it can be chosen', async () => {
    const { core, id } = await withSong();
    await core.stop();
    damage(core);
    renameSync(core.library, `${core.library} 2`);
    const again = await world.restart(core);
    expect(await choose(again, `${core.library} 2`)).toMatchObject({ kind: 'used' });
    await expectInUse(again, `${core.library} 2`, id);
  });

  it('and the library is to be moved: it can be', async () => {
    const { core } = await withSong();
    damage(core);
    expect(await choose(core, world.folder())).toMatchObject({ kind: 'planned' });
  });

  it('and the database as well: every song comes back', async () => {
    world.expectsErrors(/database is damaged/);
    const { core } = await withSong();
    await spoilDatabase(core);
    damage(core, '\0\0\0');
    const again = await world.restart(core);
    expect(await reportOf(again)).toMatchObject({ songs: 1, files: 4 });
    await expectInUse(again, core.library, idIn(core.library));
    // And it stays the same library wherever it goes.
    const id = idIn(core.library);
    await again.stop();
    renameSync(core.library, `${core.library} 2`);
    const third = await world.restart(again);
    expect(await choose(third, `${core.library} 2`)).toMatchObject({ kind: 'used' });
    await expectInUse(third, `${core.library} 2`, id);
  });
});

describe('a folder that is not the library', () => {
  it('an empty one in its place: told as such, and not a byte is written', async () => {
    const { core } = await withSong();
    await core.stop();
    renameSync(core.library, `${core.library} away`);
    mkdirSync(core.library);
    const again = await world.restart(core);
    expect(await again.holds()).toEqual([
      { kind: 'library-missing', folder: core.library, instead: 'empty-folder' },
    ]);
    await comeToRest(again);
    expect(readdirSync(core.library)).toEqual([]);
  });

  it('one with other things, or with another library: told, left alone, and over when ours is back', async () => {
    const { core, id } = await withSong();
    const { core: other } = await withOtherSong();
    await core.stop();
    await other.stop();
    renameSync(core.library, `${core.library} away`);
    const before = readFileSync(join(other.library, FILE), 'utf8');
    renameSync(other.library, core.library);
    const again = await world.restart(core);
    expect(await again.holds()).toEqual([
      { kind: 'library-missing', folder: core.library, instead: 'other-folder' },
    ]);
    // Not even without its own mark is it taken for ours.
    rmSync(join(core.library, FILE));
    await lookAgain(again);
    expect(await kinds(again)).toEqual(['library-missing']);
    expect(readdirSync(core.library)).not.toContain(FILE);
    writeFileSync(join(core.library, FILE), before);
    await lookAgain(again);
    expect(readFileSync(join(core.library, FILE), 'utf8')).toBe(before);

    renameSync(core.library, other.library);
    renameSync(`${core.library} away`, core.library);
    await lookAgain(again);
    await expectInUse(again, core.library, id);
  });

  it('one that another program gave a new identity though it holds our songs is ours', async () => {
    const { core } = await withSong();
    await core.stop();
    writeFileSync(
      join(core.library, FILE),
      JSON.stringify({ format: 'flowshelf.library', version: 1, libraryId: 'another' }),
    );
    const again = await world.restart(core);
    await expectInUse(again, core.library, 'another');
  });

  it('one that the program had begun a moment before it ended is ours', async () => {
    const server = await world.server();
    server.job(OPEN, pending());
    const core = await world.core(server);
    await core.add(OPEN);
    const next = world.folder();
    writeFileSync(
      join(next, FILE),
      JSON.stringify({ format: 'flowshelf.library', version: 1, libraryId: 'just begun' }),
    );
    const again = await world.restart(core, { environment: { libraryFolder: next } });
    expect(await kinds(again)).toEqual([]);
    expect(idIn(next)).toBe('just begun');
    expect(readFileSync(join(next, 'jobs.jsonl'), 'utf8')).toContain(OPEN);
  });

  it('chosen by the user all the same, while no file is on disk, is where the library begins anew', async () => {
    const server = await world.server();
    server.job(OPEN, pending());
    const core = await world.core(server);
    await core.add(OPEN);
    await core.stop();
    rmSync(core.library, { recursive: true });
    mkdirSync(core.library);
    const again = await world.restart(core);
    expect(await kinds(again)).toEqual(['library-missing']);
    expect(await choose(again, core.library)).toEqual({ kind: 'used', libraryFolder: core.library });
    expect(await kinds(again)).toEqual([]);
    expect(again.read('jobs.jsonl').toString()).toContain(OPEN);
  });
});

async function withOtherSong() {
  const server = await world.server();
  const job = uuid('of another');
  server.job(job, success([clip('Far Shore', serveFiles(server, 'f').urls)]));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(job);
  await core.settled();
  return { server, core };
}
