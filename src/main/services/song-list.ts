import type { SongSort, SortDirection } from '@shared/model';
import type { IndexQuery } from '../domain/search-query';
import type { IndexedSort, SongCondition, SongIndex, SongRevisions } from '../db/song-index';
import { isMarkSort } from '../db/song-mark-index';

/** Which songs a list holds and by what it is sorted. */
export interface SongSelection {
  /** Null: whatever is said in them. */
  readonly match: IndexQuery | null;
  /** All of them must hold. */
  readonly filters: readonly SelectionFilter[];
  /** Hidden songs are among those that are asked for; else they are left out. */
  readonly hasHidden: boolean;
  /** `match` needs something to match; the best come first whatever the direction. */
  readonly sort: SongSort;
  readonly direction: SortDirection;
  /** Of songs with the same words only the one that comes last in the order, so the newest of those that arrived. */
  readonly isByWords: boolean;
  /** Only so many, the first as they are read; null: all. A matter of reading, not of making. */
  readonly limit: number | null;
}

export interface SelectionFilter {
  /** One of them must hold; with `isNegated` none may. */
  readonly anyOf: readonly SongCondition[];
  /** It is enough too where of one of these groups none holds. Not with `isNegated`. */
  readonly orNoneOf?: readonly (readonly SongCondition[])[];
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
  const rows = listRows(index, selection);
  return { rows: selection.isByWords ? lastTakes(index, rows) : rows, revisions };
}

function listRows(index: SongIndex, selection: SongSelection): Uint32Array {
  const { match, sort } = selection;
  const asked =
    selection.hasHidden || !index.hasHidden() ? selection.filters : [NOT_HIDDEN, ...selection.filters];
  if (match !== null && sort === 'match') {
    return narrowed(index, bestFirst(index, match), asked);
  }
  const order: IndexedSort = sort === 'match' ? 'arrived' : sort;
  if (match !== null && order === 'arrived' && index.isInOrderOfArrival()) {
    // The index of words is in the order of rows itself.
    return narrowed(index, index.hits(match), asked);
  }
  const filters = match === null ? asked : [matchFilter(match), ...asked];
  return narrowed(index, index.ordered(order), filters);
}

const NOT_HIDDEN: SelectionFilter = { anyOf: [{ kind: 'hidden' }], isNegated: true };

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
  for (const { anyOf, orNoneOf = [], isNegated } of filters.slice(0, MOST_FILTERS)) {
    for (const condition of anyOf) {
      for (const row of index.withCondition(condition)) {
        // A row counts once for a filter, however many of its conditions hold; a banned one for none.
        if (isNegated) marks[row] = BANNED;
        else if (marks[row] === passes) marks[row] = passes + 1;
      }
    }
    for (const group of orNoneOf) {
      const holds = new Uint8Array(marks.length);
      for (const condition of group) for (const row of index.withCondition(condition)) holds[row] = 1;
      for (const row of rows) if (holds[row] === 0 && marks[row] === passes) marks[row] = passes + 1;
    }
    if (!isNegated) passes += 1;
  }
  const passing = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) if (marks[row] === passes) passing[count++] = row;
  return passing.slice(0, count);
}

/** Without the songs whose words stand further on in the list. */
function lastTakes(index: SongIndex, rows: Uint32Array): Uint32Array {
  const groups = index.takes();
  if (groups.length === 0) return rows;
  const most = groups.reduce((last, group) => Math.max(last, group.at(-1) ?? 0), 0);
  /** Zero: none. */
  const groupOf = new Uint32Array(most + 1);
  groups.forEach((group, at) => {
    for (const row of group) groupOf[row] = at + 1;
  });
  const isSeen = new Uint8Array(groups.length + 1);
  const kept = new Uint32Array(rows.length);
  let start = rows.length;
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const row = rows[at] ?? 0;
    const group = groupOf[row] ?? 0;
    if (group > 0 && isSeen[group] === 1) continue;
    isSeen[group] = 1;
    start -= 1;
    kept[start] = row;
  }
  return kept.slice(start);
}

/** Whether a list is still what it would be if it were made now. */
export function isFresh(list: SongList, selection: SongSelection, now: SongRevisions): boolean {
  const { revisions } = list;
  if (revisions.order !== now.order) return false;
  // Whose words are in force is known by what is searched in.
  const isSearch = ({ kind }: SongCondition) => kind === 'match' || kind === 'edited';
  // That a song is hidden or shown again changes the order of all.
  const isMark = ({ kind }: SongCondition) => kind === 'mark' || kind === 'tag' || kind === 'hidden';
  const conditions = selection.filters.flatMap(({ anyOf, orNoneOf = [] }) => [...anyOf, ...orNoneOf.flat()]);
  const dependsOnWords = selection.match !== null || conditions.some(isSearch);
  const dependsOnMarks = isMarkSort(selection.sort) || conditions.some(isMark);
  const dependsOnFacets = conditions.some((condition) => !isSearch(condition) && !isMark(condition));
  return (
    (!dependsOnWords || revisions.words === now.words) &&
    (!dependsOnMarks || revisions.marks === now.marks) &&
    (!dependsOnFacets || revisions.facets === now.facets)
  );
}
