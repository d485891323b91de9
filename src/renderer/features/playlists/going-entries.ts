import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { notifyManager, useQueryClient } from '@tanstack/react-query';
import type { PlaylistEntry, PlaylistId } from '@shared/model';
import { PAGE_SIZE, queryKeys } from '../../query';
import type { PagedRows } from '../../ui/paged-rows';

/*
 * Entries that are being taken out of playlists: no longer shown, from the key that takes them out on, until the rows that
 * come from main are without them. Those that come back are shown with the first rows that were read after it.
 */

interface Going {
  /** Not shown. */
  readonly out: ReadonlySet<number>;
  /** Of those, the ones that stay so whether or not the rows have them: they are to come back together. */
  readonly held: ReadonlySet<number>;
  /** Of those not shown, the ones that are there again in main. */
  readonly returning: ReadonlySet<number>;
}

const NONE: Going = { out: new Set(), held: new Set(), returning: new Set() };
const goingOf = new Map<PlaylistId, Going>();
const listeners = new Set<() => void>();
/** For each list that is in view what reads its rows anew. */
const readersOf = new Map<PlaylistId, () => Promise<void>>();

function set(id: PlaylistId, going: Going): void {
  if (going.out.size === 0) goingOf.delete(id);
  else goingOf.set(id, going);
  for (const listener of listeners) listener();
}

/** Shows entries no more; returns those that were shown until now. */
export function letGo(id: PlaylistId, entryIds: readonly number[]): readonly number[] {
  const going = goingOf.get(id) ?? NONE;
  const gone = entryIds.filter((entryId) => !going.out.has(entryId));
  if (gone.length > 0) set(id, { ...going, out: new Set([...going.out, ...gone]) });
  return gone;
}

/** Shows entries that are about to come back not before `letReturn`: rows may have some of them earlier than others. */
export function holdBack(id: PlaylistId, entryIds: readonly number[]): void {
  const { out, held, returning } = goingOf.get(id) ?? NONE;
  set(id, { out: new Set([...out, ...entryIds]), held: new Set([...held, ...entryIds]), returning });
}

/** Shows entries again that are still there. */
export function letStay(id: PlaylistId, entryIds: readonly number[]): void {
  const { out, held, returning } = goingOf.get(id) ?? NONE;
  const staying = new Set(entryIds);
  const others = without(out, staying);
  if (others.size === out.size) return;
  set(id, { out: others, held: without(held, staying), returning: without(returning, staying) });
}

/**
 * Shows entries again that are back in main, all of them with the first rows that are read after it: those that are shown
 * now may lack some. Resolves when these are there; `letStay` then lets go of what was held.
 */
export async function letReturn(id: PlaylistId, entryIds: readonly number[]): Promise<void> {
  const read = readersOf.get(id);
  if (read === undefined) return;
  const going = goingOf.get(id) ?? NONE;
  set(id, { ...going, returning: new Set([...going.returning, ...entryIds]) });
  await read();
  // Behind the new rows, whose coming is told in this way.
  await new Promise<void>((resolve) => notifyManager.schedule(resolve));
}

function without(ids: ReadonlySet<number>, others: ReadonlySet<number>): ReadonlySet<number> {
  return new Set([...ids].filter((id) => !others.has(id)));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

type Rows = Pick<PagedRows<PlaylistEntry>, 'total' | 'getRow'>;

/** The places of the entries among the rows that are loaded, from the first on. */
export function placesOf({ total = 0, getRow }: Rows, entryIds: ReadonlySet<number>): readonly number[] {
  const places: number[] = [];
  if (entryIds.size === 0) return places;
  for (let page = 0; page < total; page += PAGE_SIZE) {
    // Pages are loaded as a whole.
    if (getRow(page) === undefined) continue;
    for (let place = page; place < Math.min(total, page + PAGE_SIZE); place += 1) {
      const row = getRow(place);
      if (row !== undefined && entryIds.has(row.entryId)) places.push(place);
    }
  }
  return places;
}

/** Where a row stands in a list of which those at `hidden`, in their order, are not shown. */
export function placeAmong(hidden: readonly number[], shownPlace: number): number {
  let place = shownPlace;
  for (const each of hidden) {
    if (each > place) break;
    place += 1;
  }
  return place;
}

/** Which entries are not shown among these rows. */
function useHiddenIds(id: PlaylistId, getRow: Rows['getRow']): ReadonlySet<number> {
  const going = useSyncExternalStore(subscribe, () => goingOf.get(id) ?? NONE);
  const { out, returning } = going;
  const [before, setBefore] = useState({ returning, getRow });
  if (before.returning !== returning) setBefore({ returning, getRow });
  const areRowsNew = before.returning === returning && before.getRow !== getRow;
  return useMemo(() => (areRowsNew ? without(out, returning) : out), [areRowsNew, out, returning]);
}

/** Lets `letReturn` read the rows anew while they are in view. */
function useReader(id: PlaylistId): void {
  const client = useQueryClient();
  useEffect(() => {
    const read = () => client.invalidateQueries({ queryKey: queryKeys.playlistPages(id) });
    readersOf.set(id, read);
    return () => {
      if (readersOf.get(id) === read) readersOf.delete(id);
    };
  }, [client, id]);
}

/** The rows of a playlist without those that are being taken out. */
export function useRowsThatStay(id: PlaylistId, rows: PagedRows<PlaylistEntry>): PagedRows<PlaylistEntry> {
  const { total, getRow, onRangeChange } = rows;
  useReader(id);
  const hiddenIds = useHiddenIds(id, getRow);
  const hidden = useMemo(() => placesOf({ total, getRow }, hiddenIds), [total, getRow, hiddenIds]);

  useEffect(() => {
    // What comes back by Undo has the same number: it must not be kept hidden.
    if (total === undefined || hiddenIds.size === hidden.length) return;
    const left = new Set(hidden.map((place) => getRow(place)?.entryId));
    const { held } = goingOf.get(id) ?? NONE;
    letStay(
      id,
      [...hiddenIds].filter((entryId) => !left.has(entryId) && !held.has(entryId)),
    );
  }, [id, total, getRow, hiddenIds, hidden]);

  return {
    ...rows,
    total: total === undefined ? undefined : total - hidden.length,
    getRow: useCallback((place: number) => getRow(placeAmong(hidden, place)), [getRow, hidden]),
    onRangeChange: useCallback(
      (first: number, last: number) => {
        onRangeChange(placeAmong(hidden, first), placeAmong(hidden, last));
      },
      [onRangeChange, hidden],
    ),
  };
}
