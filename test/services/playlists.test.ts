import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAX_PLAYLISTS, type ClipId, type JobId, type PlaylistId } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { loseDatabase, spoilDatabase } from '../support/library-state';
import { clipWithAudio, uuid } from '../support/songs';
import { audio } from '../support/media';
import { createWorld } from '../support/world';

/** Playlists: in the database, and in `library.json`, from which they come back. */

const world = createWorld();
const FILE = 'library.json';
const idOf = (name: string) => uuid(`playlist ${name}`) as PlaylistId;
const clipOf = (title: string) => uuid(`clip ${title}`) as ClipId;
const TITLES = ['Low Tide', 'Night Ferry', 'Lanterns'];

async function coreWithSongs(): Promise<Core> {
  const server = await world.server();
  const songs = TITLES.map((title) => clipWithAudio(server, title, { bytes: audio(), type: 'audio/mp4' }));
  server.job(uuid('done'), success(songs));
  const core = await world.core(server, { settings: { isCheckScheduled: false } });
  await core.add(uuid('done') as JobId);
  await core.settled();
  return core;
}

async function create(core: Core, name: string, ...titles: readonly string[]): Promise<void> {
  await core.invoke('playlists.create', { id: idOf(name), name, clipIds: titles.map(clipOf) });
}

async function listed(core: Core) {
  return (await core.invoke('app.snapshot', {})).playlists;
}
const names = async (core: Core) => (await listed(core)).map(({ name }) => name);

async function page(core: Core, name: string, search = '') {
  return core.invoke('playlists.page', { id: idOf(name), search, offset: 0, limit: 100 });
}
const titles = async (core: Core, name: string, search = '') =>
  (await page(core, name, search)).rows.map(({ song, title }) => song?.title ?? `(${title})`);
async function entry(core: Core, name: string, at: number): Promise<number> {
  return (await page(core, name)).rows[at]?.entryId ?? 0;
}

interface InFile {
  readonly listsRevision: number;
  readonly playlists: Record<string, unknown>[];
}
function inFile(core: Core): InFile {
  return JSON.parse(readFileSync(join(core.library, FILE), 'utf8')) as InFile;
}
const namesInFile = (core: Core) => inFile(core).playlists.map(({ name }) => name);
function rewrite(core: Core, change: (content: InFile) => unknown): void {
  writeFileSync(join(core.library, FILE), JSON.stringify(change(inFile(core))));
}

describe('playlists', () => {
  it('are made, filled, put in order and told to the window', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', 'Low Tide', 'Lanterns');
    await create(core, 'Day');
    expect(
      await core.invoke('playlists.add', { id: idOf('Day'), clipIds: [clipOf('Lanterns')], before: null }),
    ).toEqual({ added: 1 });
    await core.invoke('playlists.add', {
      id: idOf('Night'),
      clipIds: [clipOf('Night Ferry'), clipOf('Low Tide')],
      before: await entry(core, 'Night', 1),
    });
    expect(await titles(core, 'Night')).toEqual(['Low Tide', 'Night Ferry', 'Low Tide', 'Lanterns']);
    await core.invoke('playlists.moveEntries', {
      id: idOf('Night'),
      entryIds: [await entry(core, 'Night', 3), await entry(core, 'Night', 2)],
      before: await entry(core, 'Night', 0),
    });
    expect(await titles(core, 'Night')).toEqual(['Low Tide', 'Lanterns', 'Low Tide', 'Night Ferry']);
    expect(await titles(core, 'Night', 'tide')).toEqual(['Low Tide', 'Low Tide']);
    expect(await titles(core, 'Night', '?')).toEqual([]);
    const found = { id: idOf('Night'), search: 'title:lanterns' };
    expect(await core.invoke('playlists.clipIds', found)).toEqual([clipOf('Lanterns')]);
    expect(await core.invoke('playlists.entryIds', { ...found, offset: 0, limit: 9 })).toHaveLength(1);
    expect(await core.invoke('playlists.clipIds', { id: idOf('Night'), search: '' })).toHaveLength(4);
    expect(await core.invoke('playlists.summary', { id: idOf('Night') })).toMatchObject({
      count: 4,
      missing: 0,
    });

    await core.invoke('playlists.rename', { id: idOf('Night'), name: 'Late' });
    await core.invoke('playlists.duplicate', {
      id: idOf('Night'),
      copyId: idOf('copy'),
      name: 'Late (copy)',
    });
    expect(await names(core)).toEqual(['Late', 'Late (copy)', 'Day']);
    expect(await titles(core, 'copy')).toEqual(await titles(core, 'Night'));
    await core.invoke('playlists.move', { id: idOf('Day'), position: 0 });
    expect(await names(core)).toEqual(['Day', 'Late', 'Late (copy)']);
    expect(core.events.of('playlists.changed').at(-1)?.playlists).toEqual(await listed(core));
    await core.waitFor(() => namesInFile(core).join() === 'Day,Late,Late (copy)');
    expect(inFile(core).playlists[1]).toMatchObject({
      id: idOf('Night'),
      clipIds: ['Low Tide', 'Lanterns', 'Low Tide', 'Night Ferry'].map(clipOf),
    });
    const again = await world.restart(core);
    expect(await names(again)).toEqual(['Day', 'Late', 'Late (copy)']);
    expect(await titles(again, 'Night')).toEqual(['Low Tide', 'Lanterns', 'Low Tide', 'Night Ferry']);
  });

  it('hold hidden songs as all others, and find them; a list that a search fills leaves them out', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', 'Low Tide', 'Lanterns', 'Low Tide');
    await core.invoke('songs.setHidden', { clipIds: [clipOf('Low Tide')], isHidden: true });
    expect(await titles(core, 'Night')).toEqual(['Low Tide', 'Lanterns', 'Low Tide']);
    expect(await titles(core, 'Night', 'tide')).toEqual(['Low Tide', 'Low Tide']);
    expect(await titles(core, 'Night', '-is:hidden')).toEqual(['Lanterns']);
    expect(await core.invoke('playlists.clipIds', { id: idOf('Night'), search: '' })).toHaveLength(3);
    const { rows } = await core.invoke('playlists.page', {
      id: idOf('Night'),
      search: '',
      offset: 0,
      limit: 9,
    });
    expect(rows.map(({ song }) => song?.isHidden)).toEqual([true, false, true]);
    const smart = { search: 'tide', sort: 'arrived', direction: 'desc' } as const;
    expect(await core.invoke('songs.count', smart)).toBe(0);
  });

  it('have the entries of several removals back at once', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', ...TITLES);
    const removals: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      const entryIds = [await entry(core, 'Night', 0)];
      removals.push((await core.invoke('playlists.removeEntries', { id: idOf('Night'), entryIds })).removal);
    }
    expect(await titles(core, 'Night')).toEqual([]);
    const told = core.events.of('playlists.changed').length;
    await core.invoke('playlists.restoreEntries', { id: idOf('Night'), removals });
    expect(await titles(core, 'Night')).toEqual(TITLES);
    const counts = core.events.of('playlists.changed').slice(told);
    expect(counts.map(({ playlists }) => playlists.map(({ count }) => count))).toEqual([[3]]);
  });

  it('and entries that were deleted are had back until the next start', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', ...TITLES);
    const { removal, removed } = await core.invoke('playlists.removeEntries', {
      id: idOf('Night'),
      entryIds: [await entry(core, 'Night', 0), await entry(core, 'Night', 1), 99_999],
    });
    expect(removed).toBe(2);
    expect(await titles(core, 'Night')).toEqual(['Lanterns']);
    await core.invoke('playlists.restoreEntries', { id: idOf('Night'), removals: [removal] });
    expect(await titles(core, 'Night')).toEqual(TITLES);
    await core.invoke('playlists.remove', { id: idOf('Night') });
    expect(await names(core)).toEqual([]);
    expect(await page(core, 'Night')).toEqual({ rows: [], total: 0, offset: 0 });
    await core.waitFor(() => namesInFile(core).length === 0);
    await core.invoke('playlists.restore', { id: idOf('Night') });
    await core.invoke('playlists.restore', { id: idOf('Night') });
    expect(await titles(core, 'Night')).toEqual(TITLES);
    await core.waitFor(() => namesInFile(core).length === 1);
    await core.invoke('playlists.remove', { id: idOf('Night') });
    const again = await world.restart(core);
    await expect(again.invoke('playlists.restore', { id: idOf('Night') })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(again.sql('SELECT 1 FROM playlist UNION ALL SELECT 1 FROM playlist_entry')).toEqual([]);
  });

  it('that are not there are told as such, and changes nothing', async () => {
    const core = await world.core(null);
    const before = inFileOrNull(core);
    const id = idOf('none');
    for (const request of [
      core.invoke('playlists.rename', { id, name: 'x' }),
      core.invoke('playlists.remove', { id }),
      core.invoke('playlists.restore', { id }),
      core.invoke('playlists.duplicate', { id, copyId: idOf('copy'), name: 'x' }),
      core.invoke('playlists.move', { id, position: 0 }),
      core.invoke('playlists.add', { id, clipIds: [clipOf('x')], before: null }),
      core.invoke('playlists.removeEntries', { id, entryIds: [1] }),
      core.invoke('playlists.restoreEntries', { id, removals: [1] }),
      core.invoke('playlists.moveEntries', { id, entryIds: [1], before: null }),
    ])
      await expect(request).rejects.toMatchObject({ code: 'not-found' });
    expect(await names(core)).toEqual([]);
    expect(inFileOrNull(core)).toEqual(before);
  });

  it('that are made twice stay as they are', async () => {
    const core = await world.core(null);
    await create(core, 'one');
    await expect(create(core, 'one')).rejects.toMatchObject({ code: 'not-allowed' });
    const copy = { id: idOf('one'), copyId: idOf('one'), name: 'x' };
    await expect(core.invoke('playlists.duplicate', copy)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await names(core)).toEqual(['one']);
  });

  it('are as many, and as long, as can be listed, and no more', async () => {
    const core = await world.core(null);
    for (let number = 0; number < MAX_PLAYLISTS; number += 1) await create(core, `list ${number}`);
    await expect(create(core, 'one more')).rejects.toMatchObject({ code: 'too-many-playlists' });
    await expect(
      core.invoke('playlists.duplicate', { id: idOf('list 1'), copyId: idOf('copy'), name: 'x' }),
    ).rejects.toMatchObject({ code: 'too-many-playlists' });
    const clipIds = Array.from({ length: 60_000 }, (_, at) => `song ${at}`);
    await core.invoke('playlists.add', { id: idOf('list 1'), clipIds, before: null });
    await expect(
      core.invoke('playlists.add', { id: idOf('list 1'), clipIds, before: null }),
    ).rejects.toMatchObject({
      code: 'playlist-full',
    });
    expect((await page(core, 'list 1')).total).toBe(60_000);
    await core.waitFor(
      () => (inFile(core).playlists[1]?.['clipIds'] as string[] | undefined)?.length === 60_000,
    );
  });

  it('keep the place of a song that is removed, and have it whole when it is brought back', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', ...TITLES);
    const { id } = await core.invoke('songs.remove', { clipIds: [clipOf('Night Ferry')], keepsFiles: true });
    expect(await titles(core, 'Night')).toEqual(['Low Tide', '(Night Ferry)', 'Lanterns']);
    expect(await core.invoke('playlists.summary', { id: idOf('Night') })).toMatchObject({
      count: 3,
      missing: 1,
    });
    expect(await core.invoke('playlists.clipIds', { id: idOf('Night'), search: '' })).toHaveLength(2);
    await core.invoke('songs.undoRemoval', { id: id ?? 0 });
    expect(await titles(core, 'Night')).toEqual(TITLES);
  });
});

function inFileOrNull(core: Core): unknown {
  try {
    return inFile(core);
  } catch {
    return null;
  }
}

describe('playlists in library.json', () => {
  it.each([
    ['was lost', loseDatabase],
    ['was overwritten with noise', spoilDatabase],
  ])('come back with their songs when the database %s', async (what, harm) => {
    const core = await coreWithSongs();
    await create(core, 'Night', 'Lanterns', 'Low Tide', 'Lanterns');
    await create(core, 'Day');
    await core.waitFor(() => namesInFile(core).length === 2);
    if (what.includes('noise')) world.expectsErrors(/database is damaged/);
    await harm(core);
    const again = await world.restart(core);
    await again.waitFor(async () => (await titles(again, 'Night')).join() === 'Lanterns,Low Tide,Lanterns');
    expect(await names(again)).toEqual(['Night', 'Day']);
    expect((await listed(again))[0]).toMatchObject({ count: 3 });
  });

  it('that were changed since are not undone by an older database', async () => {
    const core = await coreWithSongs();
    await create(core, 'Night', ...TITLES);
    await core.waitFor(() => namesInFile(core).length === 1);
    await core.stop();
    const old = readFileSync(core.databaseFile);
    const next = await world.restart(core);
    await create(next, 'Day');
    await next.invoke('playlists.removeEntries', {
      id: idOf('Night'),
      entryIds: [await entry(next, 'Night', 0)],
    });
    await next.waitFor(() => namesInFile(next).length === 2);
    await next.stop();
    for (const end of ['', '-wal', '-shm']) rmSync(core.databaseFile + end, { force: true });
    writeFileSync(core.databaseFile, old);
    const again = await world.restart(next);
    await again.waitFor(async () => (await names(again)).join() === 'Night,Day');
    expect(await titles(again, 'Night')).toEqual(['Night Ferry', 'Lanterns']);
  });

  it('of a library that was never seen here come beside those that are here', async () => {
    const other = await world.core(null);
    await create(other, 'theirs');
    await other.waitFor(() => namesInFile(other).length === 1);
    await create(other, 'theirs too');
    await other.waitFor(() => namesInFile(other).length === 2);
    const file = inFile(other);
    await other.stop();
    const core = await world.core(null);
    await create(core, 'mine');
    await core.waitFor(() => namesInFile(core).length === 1);
    await core.stop();
    rewrite(core, () => file);
    const again = await world.restart(core);
    await again.waitFor(async () => (await names(again)).length === 3);
    expect(await names(again)).toEqual(['theirs', 'theirs too', 'mine']);
    await again.waitFor(() => namesInFile(again).length === 3);
  });

  it('keep what this version does not know of them, and whole rows that it cannot read', async () => {
    const core = await world.core(null);
    await create(core, 'one', 'x');
    await core.waitFor(() => namesInFile(core).length === 1);
    const stranger = { id: uuid('of a later version'), name: 'Later', songs: { kind: 'tree' } };
    rewrite(core, (content) => ({
      ...content,
      playlists: [...content.playlists.map((row) => ({ ...row, colour: 'teal' })), stranger],
    }));
    await create(core, 'two');
    await core.waitFor(() => namesInFile(core).length === 3);
    expect(inFile(core).playlists).toMatchObject([
      { name: 'one', colour: 'teal' },
      { name: 'two' },
      stranger,
    ]);
  });

  it.each([
    ['no list', 'none'],
    ['rows that are none', [null, 7, { id: 'x' }, { id: uuid('y'), name: 'y', clipIds: [7] }]],
    [
      'songs without end',
      [{ id: uuid('y'), name: 'y', clipIds: Array.from({ length: 100_001 }, () => 'x') }],
    ],
  ])('that hold %s change nothing here', async (_what, playlists) => {
    const core = await world.core(null);
    await create(core, 'one', 'x');
    await core.waitFor(() => namesInFile(core).length === 1);
    await core.stop();
    rewrite(core, (content) => ({ ...content, listsRevision: 0, playlists }));
    const again = await world.restart(core);
    await create(again, 'two');
    await again.waitFor(() => namesInFile(again).includes('two'));
    expect(await names(again)).toEqual(['one', 'two']);
  });

  it('are written when the folder is there again', async () => {
    const core = await world.core(null);
    await create(core, 'one');
    await core.waitFor(() => namesInFile(core).length === 1);
    const before = readFileSync(join(core.library, FILE));
    rmSync(core.library, { recursive: true });
    core.app.focused();
    await core.waitFor(async () => (await core.holds()).some(({ kind }) => kind === 'library-missing'));
    await create(core, 'two', 'x');
    await core.stop();
    const again = await core.restart({ isStarted: false });
    mkdirSync(core.library);
    writeFileSync(join(core.library, FILE), before);
    await again.start();
    await again.waitFor(() => namesInFile(again).join() === 'one,two');
    await again.stop();
  });
});
