import type { SongSort } from '@shared/model';
import type { SqlValue } from './database';

/** Notes by their columns. An index holds the songs that have one: they are few of many. */
const MARKS = {
  favourite: { column: 'favourite_at', isNoted: 'favourite_at IS NOT NULL' },
  rating: { column: 'rating', isNoted: 'rating > 0' },
  plays: { column: 'plays', isNoted: 'plays > 0' },
  played: { column: 'last_played_at', isNoted: 'last_played_at IS NOT NULL' },
} as const;

/** What is noted on songs and can be sorted by: those on which nothing is noted come first, as they arrived. */
export type MarkSort = keyof typeof MARKS;

/** A value that is noted, or with `orNone` that none is. The range is half open; null leaves an end open. */
export interface MarkCondition {
  readonly kind: 'mark';
  readonly field: MarkSort;
  readonly from: number | null;
  readonly to: number | null;
  readonly orNone: boolean;
}

export function isMarkSort(sort: SongSort): sort is MarkSort {
  return sort in MARKS;
}

/** Lists by what is noted on songs. */
export interface SongMarkIndex {
  /** All songs: those on which nothing is noted in the order of their arrival, then the others by what is. */
  ordered(sort: MarkSort): Uint32Array;
  /** Songs of which it holds, in no order. */
  withMark(condition: MarkCondition): Uint32Array;
}

/**
 * @param rowsOf the rows that a statement gives
 * @param arrived all songs, the first that arrived first
 */
export function createSongMarkIndex(
  rowsOf: (sql: string, params: readonly SqlValue[]) => Uint32Array,
  arrived: () => Uint32Array,
): SongMarkIndex {
  return {
    ordered(sort) {
      const { column, isNoted } = MARKS[sort];
      const noted = rowsOf(`SELECT id FROM clip WHERE ${isNoted} ORDER BY ${column}, id`, []);
      const rows = arrived();
      rows.set(without(rows, noted));
      rows.set(noted, rows.length - noted.length);
      return rows;
    },
    withMark({ field, from, to, orNone }) {
      const { column, isNoted } = MARKS[field];
      const range = [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER];
      if (!orNone) {
        return rowsOf(`SELECT id FROM clip WHERE ${isNoted} AND ${column} >= ? AND ${column} < ?`, range);
      }
      // Those without a note stand in no index: they are all but the ones whose note is another.
      const others = `SELECT id FROM clip WHERE ${isNoted} AND NOT (${column} >= ? AND ${column} < ?)`;
      return without(arrived(), rowsOf(others, range));
    },
  };
}

/** The rows that are not among the others, in their order. */
function without(rows: Uint32Array, others: Uint32Array): Uint32Array {
  if (others.length === 0) return rows;
  const isTaken = new Uint8Array(rows.reduce((most, row) => Math.max(most, row), 0) + 1);
  for (const row of others) isTaken[row] = 1;
  return rows.filter((row) => isTaken[row] === 0);
}
