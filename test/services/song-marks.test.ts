import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MAX_TAGS } from '@shared/song-tags';
import { MAX_UNDO_STEPS, type ClipId, type SongRow } from '@shared/model';
import type { Core } from '../support/core';
import { success } from '../support/flow-server';
import { loseDatabase, reportOf } from '../support/library-state';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** What the user notes on songs: changed, taken back, found, and had back from the library folder. */

const world = createWorld();
const JOB = uuid('job');
const NAMES = ['Anchor', 'Beacon', 'Current', 'Drift'];
const [ANCHOR, BEACON, CURRENT, DRIFT] = NAMES.map((name) => uuid(`clip ${name}`)) as [
  ClipId,
  ClipId,
  ClipId,
  ClipId,
];
const ALL = [ANCHOR, BEACON, CURRENT, DRIFT];

async function coreWithSongs(): Promise<Core> {
  const server = await world.server();
  server.job(JOB, success(NAMES.map((name) => clip(name, { lyrics_id: 'words', lyrics: `${name} at sea` }))));
  const core = await world.core(server, { settings: { wantedAssets: [] } });
  await core.add(JOB);
  await core.settled();
  await written(core);
  return core;
}

/** Waits until nothing is due beside the songs. */
async function written(core: Core): Promise<void> {
  await core.waitFor(() => core.sql('SELECT 1 FROM clip WHERE is_sidecar_due <> 0').length === 0);
}

const titles = async (core: Core, search: string) =>
  (await core.songs(search)).map(({ title }) => title).toSorted();

async function song(core: Core, clipId: ClipId): Promise<SongRow> {
  const found = await core.invoke('songs.get', { clipId });
  if (found === null) throw new Error('no song');
  return found;
}

function clipFile(core: Core, name: string) {
  const path = join(core.library, `${name} [${uuid(`clip ${name}`).slice(0, 8)}]`, 'clip.json');
  const content = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  return { path, content, marks: content['marks'] as Record<string, unknown> | undefined };
}

describe('notes', () => {
  it('are told with the song, and taken back to what was before', async () => {
    const core = await coreWithSongs();
    expect(await song(core, ANCHOR)).toMatchObject({
      isFavourite: false,
      rating: 0,
      tags: [],
      plays: 0,
      lastPlayedAt: null,
      isHidden: false,
    });
    await core.invoke('songs.setRating', { clipIds: [ANCHOR], rating: 2 });
    await core.invoke('songs.setRating', { clipIds: [BEACON], rating: 5 });
    const { changed, undoId } = await core.invoke('songs.setRating', { clipIds: ALL, rating: 5 });
    expect(changed).toBe(3);
    expect(await titles(core, 'rating:5')).toEqual(NAMES);
    expect(await core.invoke('songs.undoMarks', { id: undoId ?? 0 })).toEqual({ changed: 3 });
    expect((await song(core, ANCHOR)).rating).toBe(2);
    expect((await song(core, BEACON)).rating).toBe(5);
    expect((await song(core, DRIFT)).rating).toBe(0);
    await expect(core.invoke('songs.undoMarks', { id: undoId ?? 0 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are taken back as many steps as the window knows, where each was two changes', async () => {
    const core = await coreWithSongs();
    const undoIds: number[] = [];
    for (let at = 0; at < MAX_UNDO_STEPS; at += 1) {
      const [removed, added] = [
        await core.invoke('songs.removeTags', { clipIds: [ANCHOR], tags: [`tag ${at - 1}`] }),
        await core.invoke('songs.addTags', { clipIds: [ANCHOR], tags: [`tag ${at}`] }),
      ];
      undoIds.push(...[removed, added].flatMap(({ undoId }) => undoId ?? []));
    }
    for (const id of undoIds.toReversed()) await core.invoke('songs.undoMarks', { id });
    expect((await song(core, ANCHOR)).tags).toEqual([]);
  });

  it('that change nothing, and songs that are not there, have nothing to take back', async () => {
    const core = await coreWithSongs();
    const none = { changed: 0, full: 0, undoId: null };
    expect(await core.invoke('songs.setFavourite', { clipIds: [ANCHOR], isFavourite: false })).toEqual(none);
    const nobody = ['nobody' as ClipId];
    expect(await core.invoke('songs.setRating', { clipIds: nobody, rating: 3 })).toEqual(none);
    expect(clipFile(core, 'Anchor').marks).toBeUndefined();
  });

  it('a favourite that is made one again keeps its time, and so its place', async () => {
    const core = await coreWithSongs();
    await core.invoke('songs.setFavourite', { clipIds: [BEACON], isFavourite: true });
    await core.advance(1_000);
    await core.invoke('songs.setFavourite', { clipIds: [ANCHOR], isFavourite: true });
    await core.advance(1_000);
    await core.invoke('songs.setFavourite', { clipIds: ALL, isFavourite: true });
    const listing = { search: '', sort: 'favourite', direction: 'desc' } as const;
    const ids = await core.invoke('songs.ids', { ...listing, offset: 0, limit: 10 });
    expect(ids.slice(2)).toEqual([ANCHOR, BEACON]);
  });

  it('of two changes at once the later one is in force', async () => {
    const core = await coreWithSongs();
    await Promise.all([
      core.invoke('songs.setRating', { clipIds: ALL, rating: 1 }),
      core.invoke('songs.setRating', { clipIds: ALL, rating: 4 }),
    ]);
    expect(await titles(core, 'rating:4')).toEqual(NAMES);
  });
});

describe('tags', () => {
  it('that differ in case or composition are one, and stay as they were written', async () => {
    const core = await coreWithSongs();
    const add = (clipIds: ClipId[], ...tags: string[]) => core.invoke('songs.addTags', { clipIds, tags });
    await add([ANCHOR], '  Late   Night ', 'late night', 'Caf\u00e9');
    expect((await song(core, ANCHOR)).tags).toEqual(['Café', 'Late Night']);
    expect(await add([ANCHOR], 'LATE NIGHT', 'cafe\u0301')).toMatchObject({ changed: 0 });
    expect(await add(ALL, 'late night')).toMatchObject({ changed: 3 });
    await core.invoke('songs.setRating', { clipIds: [ANCHOR], rating: 1 });
    expect(await core.invoke('songs.tags', {})).toEqual([
      { value: 'Café', count: 1 },
      { value: 'late night', count: 4 },
    ]);
    expect(await core.invoke('songs.tagsOf', { clipIds: [ANCHOR, BEACON] })).toEqual([
      { value: 'Café', count: 1 },
      { value: 'Late Night', count: 2 },
    ]);
    expect(await titles(core, 'tag:"LATE NIGHT"')).toEqual(NAMES);
    expect(await titles(core, 'tag:café,nothing')).toEqual(['Anchor']);
    const gone = await core.invoke('songs.removeTags', { clipIds: ALL, tags: ['late night'] });
    expect(await titles(core, 'tag:"late night"')).toEqual([]);
    await core.invoke('songs.undoMarks', { id: gone.undoId ?? 0 });
    expect((await song(core, ANCHOR)).tags).toEqual(['Café', 'Late Night']);
    expect((await song(core, BEACON)).tags).toEqual(['late night']);
  });

  it('a song that has as many as there may be gets none, the others do', async () => {
    const core = await coreWithSongs();
    const tags = Array.from({ length: MAX_TAGS }, (_, index) => `tag ${index}`);
    await core.invoke('songs.addTags', { clipIds: [ANCHOR], tags });
    expect(await core.invoke('songs.addTags', { clipIds: ALL, tags: ['one more'] })).toMatchObject({
      changed: 3,
      full: 1,
    });
    expect((await song(core, ANCHOR)).tags).toHaveLength(MAX_TAGS);
    for (const tag of ['', '   ', 'x'.repeat(61)]) {
      await expect(core.invoke('songs.addTags', { clipIds: [DRIFT], tags: [tag] })).rejects.toMatchObject({
        code: 'bad-input',
      });
    }
    expect(await core.invoke('songs.addTags', { clipIds: [DRIFT], tags: ['😀'.repeat(60)] })).toMatchObject({
      changed: 1,
    });
  });
});

describe('hidden songs', () => {
  it('are in no list, count, search or facet, and there again where they are asked for', async () => {
    const core = await coreWithSongs();
    const all = { search: '', sort: 'arrived', direction: 'desc' } as const;
    const hide = await core.invoke('songs.setHidden', { clipIds: [CURRENT], isHidden: true });
    const others = ['Anchor', 'Beacon', 'Drift'];
    expect(await titles(core, '')).toEqual(others);
    expect(await titles(core, 'sea')).toEqual(others);
    expect(await titles(core, '-has:audio')).toEqual(others);
    expect(await core.invoke('songs.count', all)).toBe(3);
    expect(await core.invoke('songs.ids', { ...all, offset: 0, limit: 9 })).not.toContain(CURRENT);
    expect(await core.invoke('songs.position', { ...all, clipId: CURRENT })).toBeNull();
    expect(await core.invoke('lyrics.count', { search: 'sea' })).toBe(1);
    expect((await core.invoke('app.snapshot', {})).counts.songs).toBe(3);
    expect((await core.invoke('songs.facets', {})).actions).toEqual([{ value: 'music', count: 3 }]);
    expect((await core.invoke('lyrics.takes', { clipId: ANCHOR })).map(({ clipId }) => clipId)).not.toContain(
      CURRENT,
    );
    // By itself.
    expect((await song(core, CURRENT)).isHidden).toBe(true);
    expect(await titles(core, 'is:hidden')).toEqual(['Current']);
    expect(await titles(core, `id:${CURRENT}`)).toEqual(['Current']);
    expect(await titles(core, '-is:hidden')).toEqual(others);
    await core.invoke('songs.undoMarks', { id: hide.undoId ?? 0 });
    expect(await titles(core, '')).toEqual(NAMES);
    expect(await core.invoke('songs.count', all)).toBe(4);
  });

  it('that are removed are counted no more', async () => {
    const core = await coreWithSongs();
    await core.invoke('songs.setHidden', { clipIds: [CURRENT], isHidden: true });
    await core.invoke('songs.remove', { clipIds: [CURRENT], keepsFiles: true });
    expect((await core.invoke('app.snapshot', {})).counts.songs).toBe(3);
    expect(core.sql(`SELECT value FROM counter WHERE name = 'hidden-songs'`)).toEqual([{ value: 0 }]);
  });
});

describe('what was heard', () => {
  it('is counted with its time, and found', async () => {
    const core = await coreWithSongs();
    await core.invoke('songs.notePlayed', { clipId: ANCHOR });
    await core.invoke('songs.notePlayed', { clipId: ANCHOR });
    await core.invoke('songs.notePlayed', { clipId: 'nobody' as ClipId });
    expect(await song(core, ANCHOR)).toMatchObject({ plays: 2, lastPlayedAt: core.clock.now() });
    expect(await titles(core, 'plays:2')).toEqual(['Anchor']);
    expect(await titles(core, 'plays:<2')).toEqual(['Beacon', 'Current', 'Drift']);
    expect(await titles(core, 'played:never')).toEqual(['Beacon', 'Current', 'Drift']);
    expect(await titles(core, 'played:1d')).toEqual(['Anchor']);
    expect(await titles(core, '-played:never plays:>=1')).toEqual(['Anchor']);
  });
});

describe('a database that was lost', () => {
  it('has all notes back from the library folder', async () => {
    const core = await coreWithSongs();
    await core.invoke('songs.setRating', { clipIds: [ANCHOR, BEACON], rating: 4 });
    await core.invoke('songs.setFavourite', { clipIds: [ANCHOR], isFavourite: true });
    await core.invoke('songs.addTags', { clipIds: [ANCHOR], tags: ['Late night', 'sea'] });
    await core.invoke('songs.setHidden', { clipIds: [DRIFT], isHidden: true });
    await core.invoke('songs.notePlayed', { clipId: ANCHOR });
    const before = await Promise.all(ALL.map((clipId) => song(core, clipId)));
    await written(core);
    await loseDatabase(core);
    const again = await world.restart(core);
    await reportOf(again);
    expect(await Promise.all(ALL.map((clipId) => song(again, clipId)))).toEqual(before);
    expect(await titles(again, '')).toEqual(['Anchor', 'Beacon', 'Current']);
  });

  it('takes of a note here and one there the newer, and never fewer plays', async () => {
    const core = await coreWithSongs();
    await core.invoke('songs.setRating', { clipIds: [ANCHOR, BEACON, CURRENT], rating: 4 });
    for (let count = 0; count < 3; count += 1) await core.invoke('songs.notePlayed', { clipId: ANCHOR });
    await written(core);
    await core.stop();
    const change = (name: string, marks: Record<string, unknown>) => {
      const { path, content } = clipFile(core, name);
      writeFileSync(path, JSON.stringify({ ...content, marks }));
    };
    const late = new Date(core.clock.now() + 60_000).toISOString();
    change('Anchor', { notedAt: late, rating: 1, tags: ['from there', '', 7], plays: 1, ours: 'kept' });
    change('Beacon', { notedAt: '2020-01-01T00:00:00.000Z', rating: 1, plays: 8, lastPlayedAt: late });
    change('Current', {});
    const db = new BetterSqlite3(core.databaseFile);
    db.exec(`INSERT INTO meta (key, value) VALUES ('rebuild', '{"reason":"missing","setAside":null,"copiedAt":null}')
      ON CONFLICT DO UPDATE SET value = excluded.value`);
    db.close();
    const again = await world.restart(core);
    await again.settled();
    await again.waitFor(async () => (await song(again, ANCHOR)).rating === 1);
    expect(await song(again, ANCHOR)).toMatchObject({ tags: ['from there'], plays: 3 });
    expect(await song(again, BEACON)).toMatchObject({ rating: 4, plays: 8, lastPlayedAt: Date.parse(late) });
    expect(await song(again, CURRENT)).toMatchObject({ rating: 4 });
    await again.invoke('songs.setRating', { clipIds: [ANCHOR], rating: 2 });
    await written(again);
    expect(clipFile(again, 'Anchor').marks).toMatchObject({ rating: 2, ours: 'kept', plays: 3 });
  });
});
