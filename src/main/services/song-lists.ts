import type { ClipId, FacetValue, SongFacets, SongListing, SongPage } from '@shared/model';
import type { SongIndex } from '../db/song-index';
import { isMarkSort } from '../db/song-mark-index';
import type { SongRows } from '../db/song-rows';
import { titleWords } from '../domain/search-query';
import type { SelectSongs } from './select-songs';
import { createSharedWork } from './shared-work';
import { isFresh, type SongList, type SongSelection } from './song-list';

/** The lists of songs, of any length, in pages. */
export interface SongLists {
  page(listing: SongListing, part: ListPart, signal: AbortSignal): Promise<SongPage>;
  /** How many songs a listing has, counted to the end. */
  count(listing: SongListing, signal: AbortSignal): Promise<number>;
  /** Ids of songs in the order of a listing. */
  ids(listing: SongListing, part: ListPart, signal: AbortSignal): Promise<readonly ClipId[]>;
  /** Position of the next song whose title begins so, from `after` on and around; null if none does. */
  jump(listing: SongListing, prefix: string, after: number, signal: AbortSignal): Promise<number | null>;
  position(listing: SongListing, clipId: ClipId, signal: AbortSignal): Promise<number | null>;
  facets(): SongFacets;
  /** All tags with how many songs have each, in the order of their letters. */
  tags(): readonly FacetValue[];
  /** Rows of a selection, for lists that show something else of songs. */
  part(selection: SongSelection, part: ListPart, signal: AbortSignal): Promise<ListedRows>;
  /** As `count`, of a selection. */
  size(selection: SongSelection, signal: AbortSignal): Promise<number>;
}

export interface ListPart {
  readonly offset: number;
  readonly limit: number;
}

export interface ListedRows {
  readonly rows: readonly number[];
  /** At least so many; see `isTotalExact`. */
  readonly total: number;
  readonly isTotalExact: boolean;
}

/** Makes whole lists, here or in another process. */
export interface SongListMaker {
  /** Rejects when the signal was aborted before the work began. */
  make(selection: SongSelection, signal: AbortSignal): Promise<SongList>;
  /** See `correctSearch`. */
  correct(search: string, signal: AbortSignal): Promise<string | null>;
}

export interface SongListsDeps {
  readonly index: SongIndex;
  readonly rows: SongRows;
  readonly maker: SongListMaker;
  readonly select: SelectSongs;
}

/** Hits are counted up to this many before a list is shown; the rest is counted when there is time. */
const COUNTED_HITS = 1_001;
/** Rows that an index is walked to in place of making the whole list. */
const QUICK_ROWS = 2_000;
/** Lists that are kept: the one on the screen, the one behind the queue, and what was typed just before. */
const KEPT_LISTS = 4;
/** More than anybody has: a menu of them has to stay a menu. */
const MOST_FACET_VALUES = 200;
/** Ids that are looked up in one statement. */
const IDS_AT_ONCE = 5_000;

export function createSongLists(deps: SongListsDeps): SongLists {
  const { index, rows, maker, select } = deps;
  const kept = new Map<string, SongList>();
  /** Several pages of one list wait for the same one. */
  const making = createSharedWork<SongList>();

  /** The direction is a matter of reading, not of making. */
  function nameOf({ match, filters, sort, isByWords, hasHidden }: SongSelection): string {
    return JSON.stringify([match, filters, sort, isByWords, hasHidden]);
  }

  function keptList(selection: SongSelection): SongList | null {
    const list = kept.get(nameOf(selection));
    return list && isFresh(list, selection, index.revisions()) ? list : null;
  }

  async function wholeList(selection: SongSelection, signal: AbortSignal): Promise<SongList> {
    const known = keptList(selection);
    if (known) return known;
    const name = nameOf(selection);
    const list = await making.join(name, signal, (ended) => maker.make(selection, ended));
    kept.delete(name);
    kept.set(name, list);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_LISTS) break;
      kept.delete(oldest);
    }
    return list;
  }

  /** The rows of a part without making the list, where an index is in its order already; null where none is. */
  function quickPart(selection: SongSelection, { offset, limit }: ListPart): ListedRows | null {
    const { match, filters, sort, direction } = selection;
    if (filters.length > 0 || offset + limit > QUICK_ROWS) return null;
    if (sort === 'match' || isMarkSort(sort)) return null;
    if (match === null) {
      if (selection.isByWords) return null;
      return {
        rows: index.orderedPart(sort, direction, offset, limit),
        total: index.count(),
        isTotalExact: true,
      };
    }
    if (sort !== 'arrived' || !index.isInOrderOfArrival()) return null;
    // Found and counted in one: beginning a search is the most of it.
    const asked = Math.max(offset + limit, COUNTED_HITS);
    const hits = index.firstHits(match, direction, asked);
    const listed = selection.isByWords ? index.firstTakes(hits) : hits;
    const isTotalExact = hits.length < asked;
    // Where words that were taken out leave too few, the next ones are further on than was looked.
    if (!isTotalExact && listed.length < offset + limit) return null;
    return { rows: listed.slice(offset, offset + limit), total: listed.length, isTotalExact };
  }

  async function part(selection: SongSelection, wanted: ListPart, signal: AbortSignal): Promise<ListedRows> {
    const within = limited(selection, wanted);
    const quick = keptList(selection) ? null : quickPart(selection, within);
    if (quick) return cut(selection, quick);
    const list = await wholeList(selection, signal);
    return { rows: read(list, selection, within), total: lengthOf(list, selection), isTotalExact: true };
  }

  async function size(selection: SongSelection, signal: AbortSignal): Promise<number> {
    if (selection.match === null && selection.filters.length === 0 && !selection.isByWords) {
      return Math.min(index.count(), selection.limit ?? Infinity);
    }
    return lengthOf(await wholeList(selection, signal), selection);
  }

  /** Looks for a place in the list of a listing. */
  async function place(
    listing: SongListing,
    signal: AbortSignal,
    find: (list: Uint32Array, isReversed: boolean) => number | null,
  ): Promise<number | null> {
    const selection = select(listing);
    if (selection === null) return null;
    const { rows: whole } = await wholeList(selection, signal);
    const isBackwards = isReversed(selection);
    const most = selection.limit ?? whole.length;
    // What is read backwards begins at the end.
    return find(
      isBackwards ? whole.subarray(Math.max(0, whole.length - most)) : whole.subarray(0, most),
      isBackwards,
    );
  }

  return {
    part,
    size,
    async page(listing, wanted, signal) {
      const { offset } = wanted;
      const selection = select(listing);
      if (selection === null) return { rows: [], total: 0, isTotalExact: true, offset };
      const listed = await part(selection, wanted, signal);
      return { ...listed, rows: rows.of(listed.rows), offset };
    },
    count(listing, signal) {
      const selection = select(listing);
      return selection === null ? Promise.resolve(0) : size(selection, signal);
    },
    async ids(listing, wanted, signal) {
      const selection = select(listing);
      if (selection === null) return [];
      const listed = read(await wholeList(selection, signal), selection, limited(selection, wanted));
      const ids: ClipId[] = [];
      for (let from = 0; from < listed.length; from += IDS_AT_ONCE) {
        ids.push(...index.clipIds(listed.slice(from, from + IDS_AT_ONCE)));
      }
      return ids;
    },
    async jump(listing, prefix, after, signal) {
      const words = titleWords(prefix);
      const fitting = new Set(words.length === 0 ? [] : index.withTitleBeginning(words));
      if (fitting.size === 0) return null;
      return place(listing, signal, (list, isBackwards) => {
        for (let step = 0; step < list.length; step += 1) {
          const at = (after + step) % list.length;
          if (fitting.has(list[isBackwards ? list.length - 1 - at : at] ?? 0)) return at;
        }
        return null;
      });
    },
    async position(listing, clipId, signal) {
      const row = index.rowOf(clipId);
      if (row === null) return null;
      return place(listing, signal, (list, isBackwards) => {
        const at = list.indexOf(row);
        if (at === -1) return null;
        return isBackwards ? list.length - 1 - at : at;
      });
    },
    facets: () => ({
      models: mostFrequent(index.values('model')),
      actions: mostFrequent(index.values('action')),
      tags: mostFrequent(index.tags()),
    }),
    tags: () => index.tags(),
  };
}

function mostFrequent(values: readonly FacetValue[]): readonly FacetValue[] {
  return values
    .filter(({ value }) => value !== '')
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_FACET_VALUES);
}

/** What of a part lies within the list's limit. */
function limited({ limit }: SongSelection, { offset, limit: wanted }: ListPart): ListPart {
  return { offset, limit: limit === null ? wanted : Math.max(0, Math.min(wanted, limit - offset)) };
}

function cut({ limit }: SongSelection, listed: ListedRows): ListedRows {
  if (limit === null || listed.total < limit) return listed;
  return { ...listed, total: limit, isTotalExact: true };
}

function lengthOf({ rows }: SongList, { limit }: SongSelection): number {
  return Math.min(rows.length, limit ?? rows.length);
}

/** Lists stand in ascending order; the best of a ranked one stand first. */
function isReversed({ sort, match, direction }: SongSelection): boolean {
  const isRanked = sort === 'match' && match !== null;
  return !isRanked && direction === 'desc';
}

function read(list: SongList, selection: SongSelection, { offset, limit }: ListPart): number[] {
  const { rows } = list;
  if (!isReversed(selection)) return Array.from(rows.subarray(offset, offset + limit));
  const end = Math.max(0, rows.length - offset);
  return Array.from(rows.subarray(Math.max(0, end - limit), end)).reverse();
}
