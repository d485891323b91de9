import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import {
  SONG_SORTS,
  SONG_VIEWS,
  type ClipId,
  type PlaylistId,
  type SongListing,
  type SongSort,
  type SongView,
  type SortDirection,
} from '@shared/model';

export const PLACES = ['songs', 'lyrics', 'jobs', 'downloads', 'settings'] as const;
/** `check` is reached from the menu and from Settings, a playlist by its name: neither is in the list of places. */
export type Place = (typeof PLACES)[number] | 'check' | 'playlist';

/** What is listed when the address says nothing else: all songs, the last added first. */
export const DEFAULT_LISTING: SongListing = { search: '', sort: 'arrived', direction: 'desc' };

function isPlace(text: string): text is Place {
  return text === 'check' || text === 'playlist' || (PLACES as readonly string[]).includes(text);
}

function isSort(text: string | null): text is SongSort {
  return text !== null && (SONG_SORTS as readonly string[]).includes(text);
}

function isView(text: string | null): text is SongView {
  return text !== null && (SONG_VIEWS as readonly string[]).includes(text);
}

function isDirection(text: string | null): text is SortDirection {
  return text === 'asc' || text === 'desc';
}

/** Address of a place. Search, order and selection stay while one walks between places. */
export function placePath(place: Place): string {
  return `/${place}`;
}

/** Goes to a place from code outside of components. */
export function goTo(place: Place): void {
  const target = placePath(place);
  if (window.location.pathname !== target)
    window.history.pushState(null, '', target + window.location.search);
}

/** Whether a place is open, for code outside of components. */
export function isPlaceOpen(place: Place): boolean {
  return placeOf(window.location.pathname) === place;
}

function placeOf(path: string): Place {
  const name = path.slice(1);
  return isPlace(name) ? name : 'songs';
}

/** The place that is open, and how to go to another. */
export function usePlace(): readonly [Place, (place: Place) => void] {
  const [path] = useLocation();
  return [placeOf(path), goTo];
}

/** Changes search parameters in place: no entry in the history for each typed letter. */
function replaceParams(change: (params: URLSearchParams) => void): void {
  const params = new URLSearchParams(window.location.search);
  change(params);
  const search = params.toString();
  if (search === window.location.search.slice(1)) return;
  window.history.replaceState(null, '', window.location.pathname + (search === '' ? '' : `?${search}`));
}

function setOrDelete(params: URLSearchParams, name: string, value: string, byDefault: string): void {
  if (value === byDefault) params.delete(name);
  else params.set(name, value);
}

/** Reads a listing from the search part of an address. */
export function parseListing(search: string): SongListing {
  const params = new URLSearchParams(search);
  const sort = params.get('sort');
  const direction = params.get('dir');
  return {
    search: params.get('q') ?? DEFAULT_LISTING.search,
    sort: isSort(sort) ? sort : DEFAULT_LISTING.sort,
    direction: isDirection(direction) ? direction : DEFAULT_LISTING.direction,
  };
}

function writeListing(params: URLSearchParams, listing: SongListing): void {
  setOrDelete(params, 'q', listing.search, DEFAULT_LISTING.search);
  setOrDelete(params, 'sort', listing.sort, DEFAULT_LISTING.sort);
  setOrDelete(params, 'dir', listing.direction, DEFAULT_LISTING.direction);
}

/** Address of the songs of a listing, with all else that the address says now. */
export function listingPath(listing: SongListing): string {
  const params = new URLSearchParams(window.location.search);
  writeListing(params, listing);
  const search = params.toString();
  return placePath('songs') + (search === '' ? '' : `?${search}`);
}

/** Whether two listings are of the same songs in the same order. */
export function isSameListing(one: SongListing, other: SongListing): boolean {
  return one.search === other.search && one.sort === other.sort && one.direction === other.direction;
}

/** The listing of the address, for code outside of components. */
export function openListing(): SongListing {
  return parseListing(window.location.search);
}

/** Which songs are listed and in what order, kept in the address; the second value changes a part of it. */
export function useListing(): readonly [SongListing, (patch: Partial<SongListing>) => void] {
  const search = useSearch();
  const listing = useMemo(() => parseListing(search), [search]);
  const change = useCallback((patch: Partial<SongListing>) => {
    replaceParams((params) => {
      writeListing(params, { ...parseListing(params.toString()), ...patch });
    });
  }, []);
  return [listing, change];
}

/** The one song that is selected, whose words the panel shows; kept in the address. */
export function useSelectedSong(): readonly [ClipId | null, (clipId: ClipId | null) => void] {
  const clipId = new URLSearchParams(useSearch()).get('song');
  const select = useCallback((next: ClipId | null) => {
    replaceParams((params) => {
      setOrDelete(params, 'song', next ?? '', '');
    });
  }, []);
  return [clipId as ClipId | null, select];
}

/**
 * How songs are shown, kept in the address.
 *
 * @param byDefault what an address means that says nothing
 */
export function useSongView(byDefault: SongView): readonly [SongView, (view: SongView) => void] {
  const view = new URLSearchParams(useSearch()).get('view');
  const show = useCallback((next: SongView) => {
    replaceParams((params) => {
      params.set('view', next);
    });
  }, []);
  return [isView(view) ? view : byDefault, show];
}

/** Address of a playlist, with all else that the address says now. */
export function playlistPath(id: PlaylistId): string {
  const params = new URLSearchParams(window.location.search);
  params.set('list', id);
  return `${placePath('playlist')}?${params.toString()}`;
}

/** Opens a playlist. */
export function goToPlaylist(id: PlaylistId): void {
  const path = playlistPath(id);
  if (path !== window.location.pathname + window.location.search) window.history.pushState(null, '', path);
}

/** Which playlist the address names; it is open where the place is `playlist`. */
export function useNamedPlaylist(): PlaylistId | null {
  return new URLSearchParams(useSearch()).get('list') as PlaylistId | null;
}
