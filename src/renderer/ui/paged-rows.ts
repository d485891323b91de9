import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { skipToken, useQueries, useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';
import type { CountedPage, Page } from '@shared/model';
import type { LoadKeys } from './grid-selection';

/** A list that main serves in pages. `identity` names the whole list: another one shares no page with it. */
export interface PagedSource<Row> {
  readonly identity: string;
  readonly pageSize: number;
  readonly queryKey: (page: number) => QueryKey;
  /** Nobody waits for the rows any more when the signal is aborted. */
  readonly fetch: (
    offset: number,
    limit: number,
    signal?: AbortSignal,
  ) => Promise<Page<Row> | CountedPage<Row>>;
  /** Counts a list to its end whose pages say only that there are many. */
  readonly count?: (signal: AbortSignal) => Promise<number>;
}

export interface PagedRows<Row> {
  /** Undefined before the first page is there. */
  readonly total: number | undefined;
  /** False while a long list is being counted: there are at least `total` rows. */
  readonly isTotalExact: boolean;
  /** A new function whenever a row changed. */
  readonly getRow: (index: number) => Row | undefined;
  readonly onRangeChange: (first: number, last: number) => void;
  readonly error: Error | null;
}

/** Most rows that main gives at once. */
const MOST_ROWS = 500;

/** The keys of a stretch of a list that main serves only in pages. */
export function keysOfPages<Row, Key>(
  fetch: PagedSource<Row>['fetch'],
  getKey: (row: Row) => Key,
): LoadKeys<Key> {
  return async (first, last) => {
    const keys: Key[] = [];
    while (first + keys.length <= last) {
      const { rows } = await fetch(first + keys.length, Math.min(MOST_ROWS, last - first - keys.length + 1));
      if (rows.length === 0) break;
      keys.push(...rows.map(getKey));
    }
    return keys;
  };
}

/** While a list is leapt through, as dragging its scrollbar does, pages are asked for at most this often. */
const LEAP_MS = 100;

interface SeenPages {
  readonly identity: string;
  readonly first: number;
  readonly last: number;
}

/** Which pages are in view; of those that a hand only passes over many are left out. */
function useSeenPages(identity: string): readonly [SeenPages, (first: number, last: number) => void] {
  const [seen, setSeen] = useState<SeenPages>({ identity, first: 0, last: 0 });
  const latest = useRef(seen);
  const leaptAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef(0);

  useEffect(
    () => () => {
      window.clearTimeout(timer.current);
    },
    [],
  );

  const see = useCallback(
    (first: number, last: number) => {
      const from = latest.current;
      const isSameList = from.identity === identity;
      if (isSameList && from.first === first && from.last === last) return;
      latest.current = { identity, first, last };
      window.clearTimeout(timer.current);
      const take = () => {
        leaptAt.current = performance.now();
        setSeen(latest.current);
      };
      const isNear = isSameList && first <= from.last + 1 && last >= from.first - 1;
      const wait = leaptAt.current + LEAP_MS - performance.now();
      if (isNear) setSeen(latest.current);
      else if (wait <= 0) take();
      else timer.current = window.setTimeout(take, wait);
    },
    [identity],
  );
  return [seen, see];
}

interface Shown<Row> {
  readonly identity: string;
  readonly pages: ReadonlyMap<number, Page<Row>>;
  readonly total: number | undefined;
  readonly isTotalExact: boolean;
}

interface Loaded<Row> {
  readonly pages: ReadonlyMap<number, Page<Row>>;
  readonly total: number | undefined;
  readonly isTotalExact: boolean;
  /** Every page that was shown before has its newest rows. */
  readonly isSettled: boolean;
  readonly error: Error | null;
}

/**
 * The pages of a list that are in view, for `VirtualGrid`. While pages are read again, all of them stay as they are and
 * change together: rows from two moments of one list would show a song twice or not at all.
 */
export function usePagedRows<Row>(source: PagedSource<Row>): PagedRows<Row> {
  const { identity, pageSize, queryKey, fetch, count } = source;
  const [seen, see] = useSeenPages(identity);
  // Another list begins at its first page, wherever the one before it was scrolled to.
  const first = seen.identity === identity ? seen.first : 0;
  const last = seen.identity === identity ? seen.last : 0;
  const pageNumbers = useMemo(
    () => Array.from({ length: last - first + 1 }, (_, at) => first + at),
    [first, last],
  );

  const combine = useCallback(
    (results: UseQueryResult<Page<Row>>[]): Loaded<Row> => {
      const pages = new Map<number, Page<Row>>();
      results.forEach((result, at) => {
        const page = pageNumbers[at];
        if (result.data !== undefined && page !== undefined) pages.set(page, result.data);
      });
      const newest = results.reduce<UseQueryResult<Page<Row>> | null>(
        (best, result) =>
          result.data !== undefined && (best === null || result.dataUpdatedAt >= best.dataUpdatedAt)
            ? result
            : best,
        null,
      );
      return {
        pages,
        total: newest?.data?.total,
        isTotalExact: newest?.data === undefined || isExact(newest.data),
        isSettled: results.every((result) => result.data === undefined || !result.isFetching),
        error: results.find((result) => result.error !== null)?.error ?? null,
      };
    },
    [pageNumbers],
  );

  const loaded = useQueries({
    queries: pageNumbers.map((page) => ({
      queryKey: queryKey(page),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetch(page * pageSize, pageSize, signal),
    })),
    combine,
  });

  const [shown, setShown] = useState<Shown<Row>>({
    identity,
    pages: new Map(),
    total: undefined,
    isTotalExact: true,
  });
  const next = nextShown(shown, identity, loaded);
  // Kept from one drawing to the next; React draws again at once, before anything is painted.
  if (next !== shown) setShown(next);

  const isCounting = count !== undefined && !loaded.isTotalExact;
  const counted = useQuery({
    // Beside the pages, so that whatever makes them stale makes the count stale too.
    queryKey: [...queryKey(0), 'count'],
    queryFn: count === undefined ? skipToken : ({ signal }) => count(signal),
    enabled: isCounting,
  });
  const whole = isCounting && next.identity === identity ? counted.data : undefined;

  const getRow = useCallback(
    (index: number) => {
      const page = Math.floor(index / pageSize);
      return next.pages.get(page)?.rows[index - page * pageSize];
    },
    [next.pages, pageSize],
  );

  const onRangeChange = useCallback(
    (firstRow: number, lastRow: number) => {
      const firstPage = Math.floor(Math.max(0, firstRow) / pageSize);
      see(firstPage, Math.max(firstPage, Math.floor(lastRow / pageSize)));
    },
    [see, pageSize],
  );

  return {
    total: whole ?? next.total,
    isTotalExact: whole !== undefined || next.isTotalExact,
    getRow,
    onRangeChange,
    error: loaded.error,
  };
}

/** What is shown after the queries have moved on; the same object when nothing changes for the eye. */
function nextShown<Row>(shown: Shown<Row>, identity: string, loaded: Loaded<Row>): Shown<Row> {
  if (shown.identity !== identity) {
    // Another search: the old rows stay until the first new ones are there, so that typing does not flicker.
    if (loaded.pages.size === 0 && loaded.error === null) return shown;
    return { identity, pages: loaded.pages, total: loaded.total, isTotalExact: loaded.isTotalExact };
  }
  if (loaded.isSettled) {
    const isSame = loaded.total === shown.total && samePages(loaded.pages, shown.pages);
    if (isSame || loaded.total === undefined) return shown;
    return { identity, pages: loaded.pages, total: loaded.total, isTotalExact: loaded.isTotalExact };
  }
  // Being read again: only pages that were not shown before come in.
  const added = [...loaded.pages].filter(([page]) => !shown.pages.has(page));
  if (added.length === 0) return shown;
  return { ...shown, pages: new Map([...shown.pages, ...added]) };
}

function isExact<Row>(page: Page<Row> | CountedPage<Row>): boolean {
  return !('isTotalExact' in page) || page.isTotalExact;
}

function samePages<Row>(a: ReadonlyMap<number, Page<Row>>, b: ReadonlyMap<number, Page<Row>>): boolean {
  return a.size === b.size && [...a].every(([page, rows]) => b.get(page) === rows);
}
