import { describe, expect, it, vi } from 'vitest';
import type { ClipId, SongListing } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { createRemovedClipRepository } from '../../src/main/db/removed-clips';
import { createSongIndex } from '../../src/main/db/song-index';
import { createSongRows } from '../../src/main/db/song-rows';
import { isFresh, makeSongList, type SongSelection } from '../../src/main/services/song-list';
import { createSongLists, type SongListMaker } from '../../src/main/services/song-lists';
import { createSongSelector } from '../../src/main/services/select-songs';
import { createDatabases, factsOf, namingOf, placeOf } from '../support/database';
import { fillWithSongs, inOrder, LISTINGS } from '../support/listed-songs';

const databases = createDatabases();
const { signal } = new AbortController();
const ALL = { offset: 0, limit: 1_000 };
const NOW = Date.UTC(2026, 4, 20);
const selectSongs = createSongSelector(() => NOW);
const correct: SongListMaker['correct'] = () => Promise.resolve(null);

/** Lists over a library of so many songs, and what was made for them. */
function open(songs: number, select = selectSongs) {
  const test = databases.open();
  const all = fillWithSongs(test, songs);
  const index = createSongIndex(test.db);
  const make = vi.fn<SongListMaker['make']>((selection) => Promise.resolve(makeSongList(index, selection)));
  const lists = createSongLists({ index, rows: createSongRows(test.db), maker: { make, correct }, select });
  const idsOf = async (listing: SongListing, offset: number, limit: number) =>
    (await lists.page(listing, { offset, limit }, signal)).rows.map(({ clipId }) => clipId);
  return { ...test, all, index, lists, make, idsOf };
}

describe('lists', () => {
  it.each(LISTINGS)('$sort, $direction: pages, ids and places in one order', async (listing) => {
    const { all, lists, idsOf } = open(60);
    const expected = inOrder(all, listing);
    const pages = [await idsOf(listing, 0, 25), await idsOf(listing, 25, 25), await idsOf(listing, 50, 25)];
    expect(pages.flat()).toEqual(expected);
    expect(await lists.ids(listing, ALL, signal)).toEqual(expected);
    expect(await lists.ids(listing, { offset: 7, limit: 3 }, signal)).toEqual(expected.slice(7, 10));
    // Once more from the whole list, which is there by now.
    expect(await idsOf(listing, 20, 25)).toEqual(expected.slice(20, 45));
    expect(await lists.position(listing, expected[11] as ClipId, signal)).toBe(11);
    expect(await lists.position(listing, 'nobody' as ClipId, signal)).toBeNull();
    expect(await lists.count(listing, signal)).toBe(60);
  });

  it.each(LISTINGS)('$sort, $direction: a search keeps the order', async (listing) => {
    const { all, lists, idsOf } = open(60);
    const search = { ...listing, search: 'salt' };
    const hits = all.filter(({ words }) => words.startsWith('salt'));
    const expected =
      listing.sort === 'match'
        ? // All are as good as each other, so the newest comes first.
          inOrder(hits, { ...listing, direction: 'desc' })
        : inOrder(hits, listing);
    expect(expected.length).toBeGreaterThan(5);
    expect((await idsOf(search, 1, 3)).length).toBe(3);
    if (listing.sort !== 'match') expect(await idsOf(search, 1, 3)).toEqual(expected.slice(1, 4));
    expect((await lists.ids(search, ALL, signal)).toSorted()).toEqual(expected.toSorted());
    expect(await lists.count(search, signal)).toBe(expected.length);
  });

  it('the same songs come also where the songs did not arrive in the order of their rows', async () => {
    const { db, all, lists, idsOf, make } = open(30);
    const late = createClipRepository(db).insert(factsOf('late'), namingOf('x'), placeOf('late'), NOW - 1);
    const expected = inOrder([...all, late], { search: '', sort: 'arrived', direction: 'desc' });
    const listing = { search: '', sort: 'arrived', direction: 'desc' } as const;
    expect(await idsOf(listing, 0, 100)).toEqual(expected);
    make.mockClear();
    const hits = await lists.ids({ ...listing, search: 'salt' }, ALL, signal);
    expect(hits).toEqual(
      expected.filter((id) => all.some((s) => s.clipId === id && s.words.startsWith('salt'))),
    );
  });

  it('a search that holds nothing to look for lists nothing', async () => {
    const { lists } = open(5);
    const listing = { search: '?', sort: 'arrived', direction: 'desc' } as const;
    expect(await lists.page(listing, ALL, signal)).toEqual({
      rows: [],
      total: 0,
      isTotalExact: true,
      offset: 0,
    });
    expect(await lists.count(listing, signal)).toBe(0);
    expect(await lists.ids(listing, ALL, signal)).toEqual([]);
    expect(await lists.jump(listing, 'a', 0, signal)).toBeNull();
  });

  it('a sign that something is to follow changes nothing yet', async () => {
    const { all, lists } = open(5);
    for (const search of ['"', '-', '“ -', '-has:video "'])
      expect(await lists.count({ search, sort: 'arrived', direction: 'desc' }, signal)).toBe(all.length);
  });

  it('songs with an excluded word or phrase are left out', async () => {
    const { all, lists } = open(60);
    const find = (search: string) => lists.ids({ search, sort: 'arrived', direction: 'asc' }, ALL, signal);
    const withoutSalt = all.filter(({ words }) => !words.startsWith('salt')).map(({ clipId }) => clipId);
    expect(withoutSalt.length).toBeLessThan(60);
    expect(await find('-salt')).toEqual(withoutSalt);
    expect(await find('-"salt"')).toEqual(withoutSalt);
    expect(await find('gamma -gamma')).toEqual([]);
  });

  it('one of the filters is enough where that is said, also one that is turned round', async () => {
    const { all, lists } = open(120);
    const find = (search: string) => lists.ids({ search, sort: 'arrived', direction: 'asc' }, ALL, signal);
    const those = (isMeant: (song: (typeof all)[number]) => boolean) =>
      all.filter(isMeant).map(({ clipId }) => clipId);
    const isSalt = ({ words }: { readonly words: string }) => words.startsWith('salt');
    const expected = those((song) => isSalt(song) || song.rating >= 3);
    expect(expected.length).toBeGreaterThan(those((song) => isSalt(song) && song.rating >= 3).length);
    expect(expected.length).toBeLessThan(120);
    expect(await find('words:salt rating:>=3 match:any')).toEqual(expected);
    expect(await find('match:any text:salt,nothing rating:>=3')).toEqual(expected);
    expect(await find('words:salt rating:>=3 match:all')).toEqual(
      those((song) => isSalt(song) && song.rating >= 3),
    );
    // Neither of two that are turned round is enough to be left out: both have to be false.
    expect(await find('-rating:>=3 -words:salt plays:12 match:any')).toEqual(
      those((song) => song.rating < 3 || !isSalt(song) || song.plays === 12),
    );
    expect(await find('rating:5 -is:favourite match:any')).toEqual(
      those((song) => song.rating === 5 || song.favouriteAt === null),
    );
    // A word has to be there all the same, and of what is left only so many are listed.
    expect(await find('salt rating:5 is:favourite match:any')).toEqual(
      those((song) => isSalt(song) && (song.rating === 5 || song.favouriteAt !== null)),
    );
    expect(await find('rating:5 is:favourite match:any limit:4')).toHaveLength(4);
    expect(await find('rating:5 match:any')).toEqual(those((song) => song.rating === 5));
    expect(await find('match:any')).toHaveLength(120);
  });

  it('the first letter finds titles, a further first letter changes nothing yet', async () => {
    const { all, lists } = open(60);
    const find = (search: string) => lists.ids({ search, sort: 'arrived', direction: 'asc' }, ALL, signal);
    const titled = (title: string) => all.filter((song) => song.title === title).map(({ clipId }) => clipId);
    expect(await find('g')).toEqual(titled('Gamma'));
    expect(await find('u')).toEqual(titled('Überall'));
    expect(await find('gamma b')).toEqual(titled('Gamma'));
    expect(await find('汉')).toEqual(titled('汉字'));
  });

  it('typed letters jump to the next title that begins so, and around', async () => {
    const { all, lists } = open(60);
    for (const listing of LISTINGS) {
      const titles = new Map(all.map((song) => [song.clipId as string, song.title]));
      const order = inOrder(all, listing).map((id) => titles.get(id) ?? '');
      const expected = (from: number, title: string) => {
        const ahead = order.indexOf(title, from);
        return ahead === -1 ? order.indexOf(title) : ahead;
      };
      expect(await lists.jump(listing, 'g', 0, signal)).toBe(expected(0, 'Gamma'));
      expect(await lists.jump(listing, 'delta o', 31, signal)).toBe(expected(31, 'delta one'));
      expect(await lists.jump(listing, '2020', 59, signal)).toBe(expected(59, '2020 Again'));
      expect(await lists.jump(listing, 'nothing', 0, signal)).toBeNull();
    }
  });
});

describe('long lists', () => {
  const listing = { search: '', sort: 'arrived', direction: 'desc' } as const;

  it('the first pages are read along an index; far ones from the whole list, which is made once', async () => {
    const { all, make, idsOf } = open(2_300);
    const expected = inOrder(all, listing);
    expect(await idsOf(listing, 0, 100)).toEqual(expected.slice(0, 100));
    expect(await idsOf({ ...listing, sort: 'title' }, 0, 100)).toHaveLength(100);
    expect(make).not.toHaveBeenCalled();
    expect(await Promise.all([idsOf(listing, 2_000, 100), idsOf(listing, 2_200, 100)])).toEqual([
      expected.slice(2_000, 2_100),
      expected.slice(2_200, 2_300),
    ]);
    expect(await idsOf({ ...listing, direction: 'asc' }, 2_200, 100)).toEqual(
      expected.slice(0, 100).reverse(),
    );
    expect(make).toHaveBeenCalledTimes(1);
  });

  it('hits are counted to a thousand at first, and to the end when that is asked for', async () => {
    const { lists, make } = open(2_300);
    const search = { ...listing, search: 'on the' };
    const page = await lists.page(search, { offset: 0, limit: 10 }, signal);
    expect(page).toMatchObject({ total: 1_001, isTotalExact: false });
    expect(page.rows).toHaveLength(10);
    expect(make).not.toHaveBeenCalled();
    const count = await lists.count(search, signal);
    expect(count).toBeGreaterThan(1_001);
    // From now on the count stands.
    expect(await lists.page(search, { offset: 0, limit: 10 }, signal)).toMatchObject({
      total: count,
      isTotalExact: true,
      rows: page.rows,
    });
  });

  it('a limit leaves the first of the order, in whichever direction it is read', async () => {
    const { lists } = open(300);
    const part = { offset: 0, limit: 100 };
    for (const sort of ['title', 'arrived'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        for (const search of ['', 'on the', 'lyrics:timed']) {
          const all = { ...listing, search, sort, direction };
          const limited = { ...all, search: `${search} limit:7` };
          const whole = await lists.ids(all, part, signal);
          expect(await lists.ids(limited, part, signal)).toEqual(whole.slice(0, 7));
          expect(await lists.ids(limited, { offset: 5, limit: 9 }, signal)).toEqual(whole.slice(5, 7));
          const page = await lists.page(limited, part, signal);
          expect(page).toMatchObject({ total: Math.min(7, whole.length), isTotalExact: true });
          expect(page.rows.map(({ clipId }) => clipId)).toEqual(whole.slice(0, 7));
          expect(await lists.count(limited, signal)).toBe(Math.min(7, whole.length));
          const [sixth, eighth] = [whole[5], whole[7]];
          if (sixth) expect(await lists.position(limited, sixth, signal)).toBe(5);
          if (eighth) expect(await lists.position(limited, eighth, signal)).toBeNull();
        }
      }
    }
  });

  it('a list is made anew after a change that concerns it, and after no other', async () => {
    const selectTimed = (wanted: SongListing): SongSelection => ({
      match: null,
      filters: [{ anyOf: [{ kind: 'lyrics', state: 'timed' }], isNegated: false }],
      sort: wanted.sort,
      direction: wanted.direction,
      isByWords: false,
      limit: null,
      hasHidden: false,
    });
    const { db, all, lists, make } = open(40, selectTimed);
    const clips = createClipRepository(db);
    const count = () => lists.count(listing, signal);
    const [first] = all.filter(({ lyricsState }) => lyricsState === 'timed');
    if (!first) throw new Error('no song is timed');
    const before = await count();
    clips.index(first.row, { title: 'other', words: '', about: '' });
    clips.markSidecarDue(first.row);
    expect(await count()).toBe(before);
    expect(make).toHaveBeenCalledTimes(1);
    clips.setLyricsState(first.row, 'plain');
    expect(await count()).toBe(before - 1);
    createRemovedClipRepository(db).remove(
      all.find((song) => song.lyricsState === 'timed' && song.row !== first.row)?.row ?? 0,
      NOW,
    );
    expect(await count()).toBe(before - 2);
    expect(make).toHaveBeenCalledTimes(3);
  });

  it('nobody waits for a list that was typed over, and it is not made', async () => {
    const test = databases.open();
    fillWithSongs(test, 10);
    const index = createSongIndex(test.db);
    const ended: string[] = [];
    const make: SongListMaker['make'] = (selection, end) =>
      new Promise((resolve) => {
        end.addEventListener('abort', () => void ended.push(selection.match?.everything ?? ''));
        if (selection.match?.everything.includes('gamma') === true) resolve(makeSongList(index, selection));
      });
    const lists = createSongLists({
      index,
      rows: createSongRows(test.db),
      maker: { make, correct },
      select: selectSongs,
    });
    const typed = (search: string, end: AbortController) =>
      lists.count({ search, sort: 'title', direction: 'asc' }, end.signal);
    const [first, second, other] = [new AbortController(), new AbortController(), new AbortController()];
    const waiting = [typed('alpha', first), typed('alpha', second)];
    first.abort();
    expect(ended).toEqual([]);
    second.abort();
    expect(ended).toEqual(['"alpha" *']);
    expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await typed('gamma', other)).toBeGreaterThan(0);
    expect(ended).toHaveLength(1);
  });
});

describe('filters', () => {
  const selection = (filters: SongSelection['filters']): SongSelection => ({
    match: null,
    filters,
    sort: 'arrived',
    direction: 'asc',
    isByWords: false,
    limit: null,
    hasHidden: false,
  });
  const timed = { kind: 'lyrics', state: 'timed' } as const;
  const plain = { kind: 'lyrics', state: 'plain' } as const;
  const music = { kind: 'value', field: 'action', value: 'music' } as const;

  it('any value of one, all of several, none of what is ruled out', () => {
    const { all, index } = open(60);
    const listed = (filters: SongSelection['filters']) => [...makeSongList(index, selection(filters)).rows];
    const rows = (holds: (song: (typeof all)[number]) => boolean) => all.filter(holds).map(({ row }) => row);
    expect(listed([{ anyOf: [timed, plain, timed], isNegated: false }])).toEqual(
      rows(({ lyricsState }) => lyricsState !== 'none'),
    );
    expect(
      listed([
        { anyOf: [timed, plain], isNegated: false },
        { anyOf: [music], isNegated: false },
      ]),
    ).toEqual(rows(({ lyricsState, action }) => lyricsState !== 'none' && action === 'music'));
    expect(
      listed([
        { anyOf: [music], isNegated: true },
        { anyOf: [timed], isNegated: false },
      ]),
    ).toEqual(rows(({ lyricsState, action }) => lyricsState === 'timed' && action !== 'music'));
    expect(listed([{ anyOf: [timed, plain], isNegated: true }])).toEqual(
      rows(({ lyricsState }) => lyricsState === 'none'),
    );
    expect(listed([{ anyOf: [], isNegated: false }])).toEqual([]);
  });

  it('of which one is enough are looked at as a whole when something changes', () => {
    const { index } = open(10);
    const selected = selectSongs({
      search: 'has:wav -rating:5 match:any',
      sort: 'arrived',
      direction: 'asc',
    });
    expect(selected).not.toBeNull();
    if (selected === null) return;
    const list = makeSongList(index, selected);
    const { revisions } = list;
    expect(isFresh(list, selected, revisions)).toBe(true);
    expect(isFresh(list, selected, { ...revisions, words: revisions.words + 1 })).toBe(true);
    expect(isFresh(list, selected, { ...revisions, marks: revisions.marks + 1 })).toBe(false);
    expect(isFresh(list, selected, { ...revisions, facets: revisions.facets + 1 })).toBe(false);
  });

  it('narrow a search as they narrow everything', () => {
    const { all, index } = open(60);
    const match = { everything: '"salt"', titles: null } as const;
    for (const sort of ['arrived', 'title', 'match'] as const) {
      const list = makeSongList(index, {
        match,
        filters: [{ anyOf: [music], isNegated: false }],
        sort,
        direction: 'asc',
        isByWords: false,
        limit: null,
        hasHidden: false,
      });
      const expected = all.filter(({ words, action }) => words.startsWith('salt') && action === 'music');
      expect([...list.rows].sort((a, b) => a - b)).toEqual(expected.map(({ row }) => row));
    }
  });
});

describe('what is typed as a filter', () => {
  const HOUR = 60 * 60_000;

  /** The ids that a text lists, by their rows. */
  function open40() {
    const opened = open(40);
    return {
      ...opened,
      find: async (search: string) =>
        [...(await opened.lists.ids({ search, sort: 'arrived', direction: 'asc' }, ALL, signal))] as string[],
      ids: (holds: (song: (typeof opened.all)[number]) => boolean) =>
        opened.all.filter(holds).map(({ clipId }) => clipId as string),
    };
  }

  it('narrows by what is known of a song, whatever its case', async () => {
    const { find, ids } = open40();
    expect(await find('model:"lyria 3 PRO"')).toEqual(ids(({ model }) => model === 'Lyria 3 Pro'));
    expect(await find('-model:fuzz-2.0')).toEqual(ids(({ model }) => model !== 'FUZZ-2.0'));
    expect(await find('action:music,cover lyrics:timed')).toEqual(
      ids(({ action, lyricsState }) => action !== null && lyricsState === 'timed'),
    );
    expect(await find('has:lyrics')).toEqual(ids(({ lyricsState }) => lyricsState !== 'none'));
    expect(await find('length:2s..3s')).toEqual(
      ids(({ durationMs }) => durationMs !== null && durationMs >= 1_500),
    );
    expect(await find('length:<2s')).toEqual(ids(({ durationMs }) => durationMs === 1_000));
    expect(await find('id:c1')).toEqual(ids(({ clipId }) => clipId.startsWith('c1')));
    expect(await find('model:nobody')).toEqual([]);
  });

  it('narrows by day, in the calendar of the user', async () => {
    const { find, ids } = open40();
    const day = new Date(NOW - 4);
    const text = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
    const next = new Date(NOW + 36 * HOUR).toISOString().slice(0, 10);
    const created = await find(`created:${text}`);
    expect(created).toEqual(
      ids(({ createdAt }) => createdAt !== null && new Date(createdAt).getDate() === day.getDate()),
    );
    expect(created.length).toBeGreaterThan(0);
    expect(await find(`created:>=${next}`)).toEqual([]);
    expect(await find('added:7d')).toEqual(ids(() => true));
  });

  it('looks for words in one field only', async () => {
    const { find, ids } = open40();
    expect(await find('title:gamma')).toEqual(ids(({ title }) => title === 'Gamma'));
    expect(await find('title:g')).toEqual(ids(({ title }) => title === 'Gamma'));
    expect(await find('words:"on the"')).toEqual(ids(({ words }) => words.includes('on the')));
    expect(await find('words:g')).toEqual([]);
    expect(await find('prompt:lyria')).toEqual(ids(({ model }) => model === 'Lyria 3 Pro'));
    expect(await find('words:salt title:beta')).toEqual(
      ids(({ words, title }) => words.startsWith('salt') && title === 'beta'),
    );
    expect(await find('-words:salt bay')).toEqual(ids(({ words }) => words.endsWith('bay')));
    expect(await find('title:"!"')).toEqual([]);
  });
});
