import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClipId, PlaylistId } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createPlaylistEntries } from '../../src/main/db/playlist-entries';
import {
  createPlaylistRepository,
  takeAll,
  type KeptPlaylist,
  type PlaylistRepository,
} from '../../src/main/db/playlists';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';
import { uuid } from '../support/songs';

/** Playlists and the order of their entries. */

const databases = createDatabases();
const ONE = uuid('one') as PlaylistId;
const TWO = uuid('two') as PlaylistId;
const ids = (...names: readonly string[]) => names as ClipId[];

function open() {
  const { db, ...rest } = databases.open();
  const playlists = inOneGo(createPlaylistRepository(db));
  const entries = createPlaylistEntries(db);
  const clips = createClipRepository(db);
  const addSong = (id: string) =>
    clips.insert(factsOf(id, { durationMs: 60_000 }), namingOf(`Song ${id}`), placeOf(id), 1);
  const listed = (id = ONE) => entries.part(id, 0, 1_000).map(({ clipId }) => clipId as string);
  const entryOf = (clipId: string, id = ONE) =>
    entries.part(id, 0, 1_000).find((each) => each.clipId === clipId)?.entryId ?? 0;
  return { db, playlists, entries, clips, addSong, listed, entryOf, ...rest };
}

/** The same with all steps taken at once. */
function inOneGo(rows: PlaylistRepository) {
  return {
    ...rows,
    insert: (...how: Parameters<typeof rows.insert>) => {
      takeAll(rows.insert(...how));
    },
    copyEntries: (...how: Parameters<typeof rows.copyEntries>) => {
      takeAll(rows.copyEntries(...how));
    },
    removeEntries: (...how: Parameters<typeof rows.removeEntries>) => takeAll(rows.removeEntries(...how)),
    restoreEntries: (...how: Parameters<typeof rows.restoreEntries>) => {
      takeAll(rows.restoreEntries(...how));
    },
    moveEntries: (...how: Parameters<typeof rows.moveEntries>) => {
      takeAll(rows.moveEntries(...how));
    },
    forgetRemoved() {
      rows.giveUpRemoved();
      takeAll(rows.clear());
    },
    kept: () => rows.kept().map((list) => ({ ...list, clipIds: [...list.clipIds].flat() })),
  };
}

describe('playlists', () => {
  it('are made, named, arranged, deleted and had back', () => {
    const { playlists } = open();
    const one = playlists.create(ONE, 'One', 5);
    playlists.create(TWO, 'Two', 6);
    playlists.rename(one, 'First');
    playlists.touch(one, 7);
    expect(playlists.list()).toEqual([
      { id: ONE, name: 'First', createdAt: 5, updatedAt: 7, revision: 2, count: 0 },
      { id: TWO, name: 'Two', createdAt: 6, updatedAt: 6, revision: 1, count: 0 },
    ]);
    playlists.arrange([TWO, ONE]);
    expect(playlists.list().map(({ name }) => name)).toEqual(['Two', 'First']);
    playlists.remove(one);
    expect(playlists.list().map(({ name }) => name)).toEqual(['Two']);
    expect(playlists.rowOf(ONE)).toBeNull();
    expect(playlists.restore(ONE)).toBe(true);
    expect(playlists.restore(ONE)).toBe(false);
    expect(playlists.list().map(({ name }) => name)).toEqual(['Two', 'First']);
    playlists.remove(one);
    playlists.forgetRemoved();
    expect(playlists.restore(ONE)).toBe(false);
  });

  it('hold songs in order, the same one twice too, and those that are not in the library', () => {
    const { playlists, entries, addSong, listed } = open();
    addSong('a');
    addSong('b');
    const row = playlists.create(ONE, 'One', 1);
    playlists.insert(row, ids('a', 'gone', 'a'), null, 2);
    playlists.touch(row, 2);
    expect(listed()).toEqual(['a', 'gone', 'a']);
    expect(entries.part(ONE, 1, 1)).toEqual([
      { entryId: expect.any(Number) as number, clipId: 'gone', title: '', clipRow: null },
    ]);
    expect(entries.part(ONE, 2, 5)[0]).toMatchObject({ title: 'Song a', clipRow: 1 });
    expect(entries.clipIds(ONE)).toEqual(['a', 'a']);
    expect(takeAll(entries.summary(ONE))).toEqual({ count: 3, missing: 1, durationMs: 120_000 });
    addSong('gone');
    expect(takeAll(entries.summary(ONE))).toEqual({ count: 3, missing: 0, durationMs: 180_000 });
    expect(entries.clipIds(ONE)).toEqual(['a', 'gone', 'a']);
    expect(takeAll(entries.summary(TWO))).toEqual({ count: 0, missing: 0, durationMs: 0 });
    expect(entries.part(TWO, 0, 10)).toEqual([]);
  });

  it('keep what was taken out for as long as it can be had back', () => {
    const { playlists, entries, listed, entryOf } = open();
    const row = playlists.create(ONE, 'One', 1);
    playlists.insert(row, ids('a', 'b', 'c', 'd'), null, 1);
    const first = playlists.removeEntries(row, [entryOf('b'), entryOf('c')]);
    expect(first.removed).toBe(2);
    expect(listed()).toEqual(['a', 'd']);
    const second = playlists.removeEntries(row, [entryOf('a'), entryOf('b')]);
    expect(second).toEqual({ removal: first.removal + 1, removed: 1 });
    // What comes where they were leaves their places alone.
    playlists.insert(row, ids('e'), entryOf('d'), 1);
    expect(playlists.countRemoved(row, [first.removal, second.removal], 9)).toBe(3);
    expect(playlists.countRemoved(row, [first.removal, second.removal], 2)).toBe(2);
    playlists.restoreEntries(row, [first.removal]);
    expect(listed()).toEqual(['b', 'c', 'e', 'd']);
    playlists.restoreEntries(row, [second.removal]);
    expect(listed()).toEqual(['a', 'b', 'c', 'e', 'd']);
    playlists.removeEntries(row, entries.ids(ONE, 0, 10));
    playlists.forgetRemoved();
    playlists.restoreEntries(row, [1]);
    expect(listed()).toEqual([]);
  });

  it('do not mix: an entry of another playlist is neither moved nor taken out nor a place', () => {
    const { playlists, listed, entryOf } = open();
    const [one, two] = [playlists.create(ONE, 'One', 1), playlists.create(TWO, 'Two', 1)];
    playlists.insert(one, ids('a', 'b'), null, 1);
    playlists.copyEntries(one, two, 1);
    const other = entryOf('a', TWO);
    playlists.moveEntries(one, [other], null);
    expect(playlists.removeEntries(one, [other]).removed).toBe(0);
    playlists.insert(one, ids('c'), other, 1);
    expect(listed(ONE)).toEqual(['a', 'b', 'c']);
    expect(listed(TWO)).toEqual(['a', 'b']);
  });

  it('stay in order through any moves and insertions, also where there is no room between two', () => {
    const { playlists, entries } = open();
    const row = playlists.create(ONE, 'One', 1);
    const place = fc.nat({ max: 30 });
    const step = fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), count: fc.integer({ min: 1, max: 3 }), place }),
      fc.record({
        kind: fc.constant('move' as const),
        which: fc.array(place, { minLength: 1, maxLength: 4 }),
        place,
      }),
      fc.record({
        kind: fc.constant('remove' as const),
        which: fc.array(place, { minLength: 1, maxLength: 2 }),
      }),
    );
    let number = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        for (const each of steps) {
          const before = entries.part(ONE, 0, 10_000);
          const names = before.map(({ clipId }) => clipId as string);
          const chosen = 'which' in each ? before.filter((_, at) => each.which.includes(at)) : [];
          const target = 'place' in each ? (before[each.place] ?? null) : null;
          const chosenNames = chosen.map(({ clipId }) => clipId as string);
          let expected: string[] = [];
          if (each.kind === 'insert') {
            const added = Array.from({ length: each.count }, () => `song ${(number += 1)}`);
            playlists.insert(row, ids(...added), target?.entryId ?? null, 1);
            expected = names.toSpliced(
              target === null ? names.length : names.indexOf(target.clipId),
              0,
              ...added,
            );
          } else if (each.kind === 'move') {
            playlists.moveEntries(
              row,
              chosen.map(({ entryId }) => entryId).toReversed(),
              target?.entryId ?? null,
            );
            const following = target === null ? [] : names.slice(names.indexOf(target.clipId));
            const next = following.find((name) => !chosenNames.includes(name));
            const others = names.filter((name) => !chosenNames.includes(name));
            expected = others.toSpliced(
              next === undefined ? others.length : others.indexOf(next),
              0,
              ...chosenNames,
            );
          } else {
            playlists.removeEntries(
              row,
              chosen.map(({ entryId }) => entryId),
            );
            expected = names.filter((name) => !chosenNames.includes(name));
          }
          expect(entries.part(ONE, 0, 10_000).map(({ clipId }) => clipId)).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('make room where a place was used again and again', () => {
    const { playlists, listed, entryOf, rows } = open();
    const row = playlists.create(ONE, 'One', 1);
    playlists.insert(row, ids('first', 'last'), null, 1);
    const expected: string[] = [];
    for (let count = 0; count < 60; count += 1) {
      playlists.insert(row, ids(`s${count}`), entryOf('last'), 1);
      expected.push(`s${count}`);
    }
    expect(listed()).toEqual(['first', ...expected, 'last']);
    const places = rows<{ position: number }>('SELECT position FROM playlist_entry ORDER BY position');
    expect(new Set(places.map(({ position }) => position)).size).toBe(62);
  });

  it('are told for the library folder, and taken from it', () => {
    const { playlists, listed } = open();
    const row = playlists.create(ONE, 'One', 1);
    playlists.insert(row, ids('a', 'b', 'a'), null, 1);
    playlists.touch(row, 3);
    playlists.create(uuid('mine') as PlaylistId, 'Mine', 1);
    expect(playlists.kept()[0]).toEqual({
      id: ONE,
      name: 'One',
      createdAt: 1,
      updatedAt: 3,
      clipIds: ['a', 'b', 'a'],
    });
    const found: KeptPlaylist[] = [
      { id: TWO, name: 'Two', createdAt: 8, updatedAt: 9, clipIds: ids('x') },
      { id: ONE, name: 'One again', createdAt: 1, updatedAt: 10, clipIds: ids('b', 'a') },
    ];
    playlists.replace(found, true, 20);
    expect(playlists.list().map(({ name, count }) => [name, count])).toEqual([
      ['Two', 1],
      ['One again', 2],
      ['Mine', 0],
    ]);
    expect(listed(ONE)).toEqual(['b', 'a']);
    expect(playlists.kept().slice(0, 2)).toEqual(found);
    playlists.replace(found, false, 20);
    expect(playlists.kept()).toEqual(found);
  });
});

describe('the queries of playlists', () => {
  it('go by an index alone, and nothing is sorted that is not a page', () => {
    const { prepared, plan } = open();
    const asked = prepared.filter((sql) => /playlist_entry/.test(sql) && /^\s*(SELECT|UPDATE)/.test(sql));
    expect(asked.length).toBeGreaterThan(12);
    for (const sql of asked) {
      const steps = plan(sql);
      // Going through what a subquery or a list of ids has given is no going through a table.
      const scans = steps.filter(
        (step) => /^SCAN/.test(step) && !/json_each|entry$|placed|\(subquery/i.test(step),
      );
      expect([sql, scans.filter((step) => !/USING (COVERING )?INDEX/.test(step))]).toEqual([sql, []]);
    }
    const paged = prepared.find((sql) => sql.includes('LIMIT :limit OFFSET :offset) AS entry')) ?? '';
    expect(plan(paged).join('\n')).toContain('playlist_entry_by_position');
    const clipIds = prepared.find((sql) => sql.includes('SELECT entry.clip_id')) ?? '';
    expect(plan(clipIds).join('\n')).toMatch(/COVERING INDEX playlist_entry_by_position/);
    expect(plan(clipIds).join('\n')).not.toContain('TEMP B-TREE');
  });
});
