import type { SongSort, SortDirection } from '@shared/model';
import type { IndexQuery } from '../domain/search-query';
import type { IndexedSort, SongCondition, SongIndex, SongRevisions } from '../db/song-index';

/** Which songs a list holds and by what it is sorted. */
export interface SongSelection {
  /** Null: whatever is said in them. */
  readonly match: IndexQuery | null;
  /** All of them must hold. */
  readonly filters: readonly SelectionFilter[];
  /** `match` needs something to match; the best come first whatever the direction. */
  readonly sort: SongSort;
  readonly direction: SortDirection;
}

export interface SelectionFilter {
  /** One of them must hold; with `isNegated` none may. */
  readonly anyOf: readonly SongCondition[];
  readonly isNegated: boolean;
}

/** The songs of a selection, as rows of the database in ascending order, and when that was so. */
export interface SongList {
  readonly rows: Uint32Array;
  readonly revisions: SongRevisions;
}

/** More hits than these are not ranked: the others follow, the newest first. */
const RANKED = 2_000;
/** Filters are counted in bytes. */
const MOST_FILTERS = 250;
const BANNED = 255;

/** Makes the whole list of a selection: its order, narrowed to what is found and to what holds. */
export function makeSongList(index: SongIndex, selection: SongSelection): SongList {
  const revisions = index.revisions();
  const { match, sort } = selection;
  if (match !== null && sort === 'match') {
    return { rows: narrowed(index, bestFirst(index, match), selection.filters), revisions };
  }
  const order: IndexedSort = sort === 'match' ? 'arrived' : sort;
  if (match !== null && order === 'arrived' && index.isInOrderOfArrival()) {
    // The index of words is in the order of rows itself.
    return { rows: narrowed(index, index.hits(match), selection.filters), revisions };
  }
  const filters = match === null ? selection.filters : [matchFilter(match), ...selection.filters];
  return { rows: narrowed(index, index.ordered(order), filters), revisions };
}

function matchFilter(match: IndexQuery): SelectionFilter {
  return { anyOf: [{ kind: 'match', match }], isNegated: false };
}

function bestFirst(index: SongIndex, match: IndexQuery): Uint32Array {
  const best = index.bestHits(match, RANKED);
  // Those are all: the index of titles alone was not asked, and there are no more of the other.
  if (match.titles === null && best.length < RANKED) return Uint32Array.from(best);
  const hits = index.hits(match);
  const rows = new Uint32Array(hits.length);
  rows.set(best);
  const ranked = new Set(best);
  let end = best.length;
  for (let at = hits.length - 1; at >= 0; at -= 1) {
    const row = hits[at] ?? 0;
    if (!ranked.has(row)) rows[end++] = row;
  }
  return rows.subarray(0, end);
}

/** What of the rows passes all filters, in their order. */
function narrowed(index: SongIndex, rows: Uint32Array, filters: readonly SelectionFilter[]): Uint32Array {
  if (filters.length === 0) return rows;
  const marks = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), 0) + 1);
  let passes = 0;
  for (const { anyOf, isNegated } of filters.slice(0, MOST_FILTERS)) {
    for (const condition of anyOf) {
      for (const row of index.withCondition(condition)) {
        // A row counts once for a filter, however many of its conditions hold; a banned one for none.
        if (isNegated) marks[row] = BANNED;
        else if (marks[row] === passes) marks[row] = passes + 1;
      }
    }
    if (!isNegated) passes += 1;
  }
  const passing = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) if (marks[row] === passes) passing[count++] = row;
  return passing.slice(0, count);
}

/** Whether a list is still what it would be if it were made now. */
export function isFresh(list: SongList, selection: SongSelection, now: SongRevisions): boolean {
  const { revisions } = list;
  if (revisions.order !== now.order) return false;
  const isSearch = (condition: SongCondition) => condition.kind === 'match';
  const conditions = selection.filters.flatMap(({ anyOf }) => anyOf);
  const dependsOnWords = selection.match !== null || conditions.some(isSearch);
  const dependsOnFacets = conditions.some((condition) => !isSearch(condition));
  return (
    (!dependsOnWords || revisions.words === now.words) &&
    (!dependsOnFacets || revisions.facets === now.facets)
  );
}
