import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipId, PlaylistId } from '@shared/model';
import type { Core } from '../support/core';
import { uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** Playlists of many entries: what is done to them goes in slices, and comes to the same. */

const world = createWorld();
const LIST = uuid('long list') as PlaylistId;
const COPY = uuid('copy') as PlaylistId;
const COUNT = 1_000;
const SONGS = Array.from({ length: COUNT }, (_, at) => `song-${at}` as ClipId);

async function listed(core: Core, id = LIST) {
  const lists = (await core.invoke('app.snapshot', {})).playlists;
  return lists.find((list) => list.id === id) ?? null;
}

async function entries(core: Core, id = LIST): Promise<readonly { entryId: number; clipId: ClipId }[]> {
  const found: { entryId: number; clipId: ClipId }[] = [];
  for (let offset = 0; ; offset += 500) {
    const { rows } = await core.invoke('playlists.page', { id, search: '', offset, limit: 500 });
    found.push(...rows);
    if (rows.length < 500) return found;
  }
}
const songs = async (core: Core, id = LIST) => (await entries(core, id)).map(({ clipId }) => clipId);

async function named(core: Core, clipIds: readonly ClipId[], list = 1) {
  let count = 0;
  for (let at = 0; at < clipIds.length; at += 300) {
    const portion = clipIds.slice(at, at + 300);
    count = (await core.invoke('songs.name', { list, clipIds: portion, after: at })).named;
  }
  return { list, count };
}

async function coreWithList(): Promise<Core> {
  const core = await world.core(null);
  await core.invoke('playlists.create', { id: LIST, name: 'Long', clipIds: await named(core, SONGS) });
  return core;
}

describe('a playlist of many entries', () => {
  it('is made of songs that were named before, and stands in the library folder', async () => {
    const core = await coreWithList();
    expect(await listed(core)).toMatchObject({ count: COUNT });
    expect(await songs(core)).toEqual(SONGS);
    const inFile = () =>
      (
        JSON.parse(readFileSync(join(core.library, 'library.json'), 'utf8')) as {
          playlists: { clipIds: ClipId[] }[];
        }
      ).playlists[0]?.clipIds;
    await core.waitFor(() => inFile()?.length === COUNT);
    expect(inFile()).toEqual(SONGS);
    const again = await world.restart(core);
    expect(await songs(again)).toEqual(SONGS);
  });

  it('is told only when it is whole, and of songs that were not named there is none', async () => {
    const core = await world.core(null);
    const making = core.invoke('playlists.create', {
      id: LIST,
      name: 'Long',
      clipIds: await named(core, SONGS),
    });
    expect(await listed(core)).toBeNull();
    await making;
    for (const event of core.events.of('playlists.changed'))
      expect(event.playlists.map(({ count }) => count)).toEqual([COUNT]);
    const unknown = { id: COPY, name: 'x', clipIds: { list: 7, count: 3 } };
    await expect(core.invoke('playlists.create', unknown)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is added to, put in order, emptied, had back and duplicated as one of few', async () => {
    const core = await coreWithList();
    const before = await entries(core);
    const more = SONGS.map((id) => `more-${id}` as ClipId);
    expect(
      await core.invoke('playlists.add', {
        id: LIST,
        clipIds: await named(core, more),
        before: before[500]?.entryId ?? 0,
      }),
    ).toEqual({ added: COUNT });
    const whole = [...SONGS.slice(0, 500), ...more, ...SONGS.slice(500)];
    expect(await songs(core)).toEqual(whole);
    expect(await listed(core)).toMatchObject({ count: 2 * COUNT });

    const ids = before.slice(0, 400).map(({ entryId }) => entryId);
    await core.invoke('playlists.moveEntries', { id: LIST, entryIds: ids.toReversed(), before: null });
    const moved = [...whole.slice(400), ...whole.slice(0, 400)];
    expect(await songs(core)).toEqual(moved);

    const { removal, removed } = await core.invoke('playlists.removeEntries', { id: LIST, entryIds: ids });
    expect(removed).toBe(400);
    expect(await listed(core)).toMatchObject({ count: 2 * COUNT - 400 });
    expect(await songs(core)).toEqual(whole.slice(400));
    await core.invoke('playlists.restoreEntries', { id: LIST, removals: [removal] });
    expect(await songs(core)).toEqual(moved);
    expect(await listed(core)).toMatchObject({ count: 2 * COUNT });

    await core.invoke('playlists.duplicate', { id: LIST, copyId: COPY, name: 'Copy' });
    expect(await songs(core, COPY)).toEqual(moved);
    expect((await core.invoke('app.snapshot', {})).playlists.map(({ name }) => name)).toEqual([
      'Long',
      'Copy',
    ]);
  });

  it('takes changes one after the other', async () => {
    const core = await coreWithList();
    const added = ['more', 'other'].map((kind) => SONGS.map((id) => `${kind}-${id}` as ClipId));
    const chosen = [await named(core, added[0] ?? [], 1), await named(core, added[1] ?? [], 2)];
    await Promise.all(
      chosen.map((clipIds) => core.invoke('playlists.add', { id: LIST, clipIds, before: null })),
    );
    // Both at once would have found the same places.
    expect(await songs(core)).toEqual([...SONGS, ...added.flat()]);
  });

  it('that is deleted while it is filled is filled no further', async () => {
    const core = await coreWithList();
    const many = Array.from({ length: 20 }, () => SONGS).flat();
    const clipIds = await named(core, many);
    const written = () =>
      core.sql<{ count: number }>('SELECT count(*) AS count FROM playlist_entry')[0]?.count ?? 0;
    const adding = core.invoke('playlists.add', { id: LIST, clipIds, before: null });
    let hasEnded = false;
    const ended = adding.then(
      () => null,
      (error: unknown) => error,
    );
    void ended.then(() => {
      hasEnded = true;
    });
    await core.waitFor(() => written() > COUNT);
    await core.invoke('playlists.remove', { id: LIST });
    const atRemoval = written();
    expect(atRemoval, 'it was deleted in the midst of it').toBeLessThan(COUNT + many.length);
    // Had it gone on, it would be full by then.
    await core.waitFor(() => hasEnded || written() === COUNT + many.length);
    expect(written()).toBe(atRemoval);
    expect(await ended).toMatchObject({ code: 'not-found' });
    expect(await listed(core)).toBeNull();
    expect(written()).toBe(atRemoval);
  });

  it('that was deleted, or never was whole, leaves nothing after the next start', async () => {
    const core = await coreWithList();
    await core.invoke('playlists.remove', { id: LIST });
    const again = await world.restart(core);
    await expect(again.invoke('playlists.restore', { id: LIST })).rejects.toMatchObject({
      code: 'not-found',
    });
    await again.waitFor(() => again.sql('SELECT 1 FROM playlist_entry').length === 0);
    await again.waitFor(() => again.sql('SELECT 1 FROM playlist').length === 0);
  });
});
