import { createContext, useContext, useSyncExternalStore } from 'react';
import { QueryClient, queryOptions, useQuery, type QueryKey } from '@tanstack/react-query';
import type { ExportStatus } from '@shared/export';
import type { FindingKind } from '@shared/library-check';
import type {
  ClipId,
  Counts,
  DownloadProgress,
  Hold,
  PlaylistId,
  Snapshot,
  Song,
  SongFacets,
  SongListing,
} from '@shared/model';
import type { SystemState } from '@shared/system';
import type { UpdateStatus } from '@shared/updates';
import { invoke, onEvent } from './bridge';
import { createProgressStore } from './transfer-progress';

/** Rows asked of main at once; every list is paged by it. */
export const PAGE_SIZE = 100;

/** Names of everything that is read from main, so that an event can say what became stale. */
export const queryKeys = {
  snapshot: () => ['snapshot'] as const,
  songs: () => ['songs'] as const,
  songsPage: (listing: SongListing, page: number) => ['songs', 'page', listing, page] as const,
  songFacets: () => ['songs', 'facets'] as const,
  songCount: (search: string) => ['songs', 'count', search] as const,
  tags: () => ['songs', 'tags'] as const,
  tagsOf: (clipIds: readonly ClipId[]) => ['songs', 'tags-of', clipIds] as const,
  song: (clipId: ClipId | null) => ['songs', 'one', clipId] as const,
  songRows: (clipIds: readonly ClipId[]) => ['songs', 'rows', clipIds] as const,
  lyricsAll: () => ['lyrics'] as const,
  lyrics: (clipId: ClipId) => ['lyrics', 'one', clipId] as const,
  lyricsEditable: (clipId: ClipId) => ['lyrics-editable', clipId] as const,
  soundPeaks: (address: string) => ['sound-peaks', address] as const,
  lyricsHits: (clipId: ClipId, search: string) => ['lyrics', 'hits', clipId, search] as const,
  lyricsCorrected: (search: string) => ['lyrics', 'corrected', search] as const,
  lyricsPage: (search: string, page: number) => ['lyrics', 'page', search, page] as const,
  sounds: () => ['sounds'] as const,
  sound: (clipId: ClipId | null) => ['sounds', 'one', clipId] as const,
  soundProgress: () => ['sounds', 'progress'] as const,
  jobs: () => ['jobs'] as const,
  jobsPage: (page: number) => ['jobs', 'page', page] as const,
  licences: () => ['licences'] as const,
  diagnostics: () => ['diagnostics'] as const,
  exportStatus: () => ['export', 'status'] as const,
  exportReport: (id: number, isProblemsOnly: boolean) => ['export', 'report', id, isProblemsOnly] as const,
  downloads: () => ['downloads'] as const,
  downloadsPage: (page: number) => ['downloads', 'page', page] as const,
  system: () => ['system'] as const,
  updates: () => ['updates'] as const,
  playlists: () => ['playlists'] as const,
  playlistPages: (id: PlaylistId) => ['playlists', 'page', id] as const,
  playlistPage: (id: PlaylistId, search: string, page: number) =>
    ['playlists', 'page', id, search, page] as const,
  playlistSummary: (id: PlaylistId) => ['playlists', 'summary', id] as const,
  checkStatus: () => ['check', 'status'] as const,
  findings: () => ['check', 'findings'] as const,
  findingsPage: (kind: FindingKind | null, page: number) => ['check', 'findings', kind, page] as const,
};

/** Main is always there and never stale by itself: nothing is asked again unless an event says so. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

// ------------------------------------------------------------------------------------------------------- snapshot

/** Options of the one query that holds what the window always needs. */
export const snapshotQuery = {
  queryKey: queryKeys.snapshot(),
  queryFn: () => invoke('app.snapshot', {}),
  gcTime: Infinity,
};

/** Asks for the songs of a listing from `offset` on; `limit` is at most 500. */
export function fetchSongs(listing: SongListing, offset: number, limit: number, signal?: AbortSignal) {
  return invoke('songs.page', { ...listing, offset, limit }, signal);
}

/** The query for the first page of a listing, for whoever asks before the list is there. */
export function firstSongsQuery(listing: SongListing) {
  return {
    queryKey: queryKeys.songsPage(listing, 0),
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => fetchSongs(listing, 0, PAGE_SIZE, signal),
  };
}

/** One song, kept true by events; null while it is not known, and where there is none. */
export function useSong(clipId: ClipId | null): Song | null {
  return useQuery(songQuery(clipId)).data ?? null;
}

/** The same, with the song before shown until the new one is there. */
export function useSteadySong(clipId: ClipId | null): Song | null {
  return useQuery({ ...songQuery(clipId), placeholderData: (previous) => previous }).data ?? null;
}

/** The query for one song, for whoever shows several that are not one list. */
export function songQuery(clipId: ClipId | null) {
  return queryOptions({
    queryKey: queryKeys.song(clipId),
    queryFn: () => (clipId === null ? null : invoke('songs.get', { clipId })),
  });
}

/** The query for how loud a song is, and its waveform. */
export function soundQuery(clipId: ClipId | null) {
  return queryOptions({
    queryKey: queryKeys.sound(clipId),
    queryFn: () => (clipId === null ? null : invoke('sound.get', { clipId })),
  });
}

/** The words of a song, kept true by events; null where it has none. */
export function lyricsQuery(clipId: ClipId | null) {
  return queryOptions({
    queryKey: clipId === null ? ([...queryKeys.lyricsAll(), 'one', null] as const) : queryKeys.lyrics(clipId),
    queryFn: () => (clipId === null ? null : invoke('lyrics.get', { clipId })),
  });
}

/**
 * The snapshot that `app.tsx` draws the window with. Handed down instead of read by each part: while another library is
 * opened there is none for a moment, and a part that is drawn anew in that moment must not find out before the window.
 */
export const SnapshotContext = createContext<Snapshot | null>(null);

/** The snapshot, kept true by events. Only below `app.tsx`, which renders nothing before the first one is there. */
export function useSnapshot(): Snapshot {
  const snapshot = useContext(SnapshotContext);
  if (!snapshot) throw new Error('useSnapshot was called outside of the window');
  return snapshot;
}

/** Puts something newer into the snapshot at once, for example a setting that the user has just changed. */
export function patchSnapshot(client: QueryClient, patch: Partial<Snapshot>): void {
  client.setQueryData<Snapshot>(queryKeys.snapshot(), (old) => (old ? { ...old, ...patch } : old));
}

/** How many songs a search lists, counted only while `isWanted`; 0 before that is known. */
export function useSongCount(search: string, isWanted: boolean): number {
  const listing = { search, sort: 'arrived', direction: 'desc' } as const;
  const { data } = useQuery({
    queryKey: queryKeys.songCount(search),
    queryFn: () => invoke('songs.count', listing),
    enabled: isWanted,
  });
  return data ?? 0;
}

// --------------------------------------------------------------------------------------------------------- facets

const NO_FACETS: SongFacets = { models: [], actions: [], tags: [] };

/** Which models and actions there are to choose from, read only while `isWanted`; none before they are known. */
export function useSongFacets(isWanted: boolean): SongFacets {
  const { data } = useQuery({
    queryKey: queryKeys.songFacets(),
    queryFn: () => invoke('songs.facets', {}),
    enabled: isWanted,
  });
  return data ?? NO_FACETS;
}

// --------------------------------------------------------------------------------------------------------- events

/** While thousands of songs arrive, lists are read again at most this often. */
const INVALIDATE_EVERY_MS = 250;

/** Collects stale queries: the first is invalidated at once, the rest together after a moment. */
function createInvalidator(client: QueryClient) {
  const stale = new Map<string, QueryKey>();
  let timer: number | null = null;

  function flush(): void {
    timer = null;
    if (stale.size === 0) return;
    const keys = [...stale.values()];
    stale.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
    timer = window.setTimeout(flush, INVALIDATE_EVERY_MS);
  }

  return (...keys: readonly QueryKey[]) => {
    for (const key of keys) stale.set(JSON.stringify(key), key);
    if (timer === null) flush();
  };
}

function arePaused(holds: readonly Hold[]): boolean {
  return holds.some((hold) => hold.kind === 'downloads-paused');
}

/** Lets main's events keep queries and snapshot true; to be called once. */
export function connectEvents(client: QueryClient): void {
  const invalidate = createInvalidator(client);
  const patch = (part: Partial<Snapshot>): void => patchSnapshot(client, part);
  const patchCounts = (counts: Counts): void => {
    const isEmpty = counts.songs === 0 && counts.jobs === 0;
    // The welcome ends with the first job; it never comes back while the window is open.
    patch(isEmpty ? { counts } : { counts, isFirstStart: false });
  };

  onEvent('library.changed', ({ counts }) => {
    patchCounts(counts);
    invalidate(queryKeys.songs(), queryKeys.lyricsAll(), queryKeys.playlists());
  });
  onEvent('jobs.changed', ({ counts }) => {
    patchCounts(counts);
    invalidate(queryKeys.jobs());
  });
  onEvent('downloads.changed', ({ counts }) => {
    patchCounts(counts);
    invalidate(queryKeys.downloads());
  });
  onEvent('downloads.progress', ({ transfers }) => progress.take(transfers));
  onEvent('holds.changed', ({ holds }) => {
    patch({ holds });
    progress.setPaused(arePaused(holds));
  });
  onEvent('recovery.changed', ({ report }) => patch({ recovery: report }));
  onEvent('settings.changed', ({ settings }) => patch({ settings }));
  onEvent('saved-searches.changed', (changed) => patch(changed));
  onEvent('playlists.changed', (changed) => {
    patch(changed);
    invalidate(queryKeys.playlists());
  });
  onEvent('key.changed', ({ key }) => patch({ key }));
  onEvent('library-folder.changed', (folders) => {
    patch(folders);
    invalidate(queryKeys.songs(), queryKeys.lyricsAll());
  });
  onEvent('system.changed', ({ state }) => client.setQueryData(queryKeys.system(), state));
  onEvent('updates.changed', ({ status }) => client.setQueryData(queryKeys.updates(), status));
  let findingsRevision = 0;
  onEvent('check.changed', ({ status }) => {
    client.setQueryData(queryKeys.checkStatus(), status);
    if (status.revision !== findingsRevision) invalidate(queryKeys.findings());
    findingsRevision = status.revision;
  });
  onEvent('export.changed', ({ status }) => client.setQueryData(queryKeys.exportStatus(), status));
  // All of them: what is known of a song is known of its takes too.
  onEvent('sound.measured', () => invalidate(queryKeys.sounds()));
  onEvent('library-move.changed', ({ move }) => patch({ libraryMove: move }));
  onEvent('profile.changed', () => {
    progress.clear();
    // The other library's own holds come with its snapshot and its first event.
    progress.setPaused(false);
    void client.resetQueries();
  });
}

// --------------------------------------------------------------------------------------------------------- system

const NO_SYSTEM: SystemState = {
  globalKeys: { isSupported: true, refused: {} },
  hasNotifications: true,
  programs: [],
};

/** Keys that work everywhere and programs that songs are opened with; none before they are known. */
export function useSystemState(): SystemState {
  const { data } = useQuery({
    queryKey: queryKeys.system(),
    queryFn: () => invoke('system.state', {}),
    gcTime: Infinity,
  });
  return data ?? NO_SYSTEM;
}

/** How things stand with new versions of the program; null before it is known. */
export function useUpdateStatus(): UpdateStatus | null {
  const { data } = useQuery({
    queryKey: queryKeys.updates(),
    queryFn: () => invoke('updates.status', {}),
    gcTime: Infinity,
  });
  return data ?? null;
}

// --------------------------------------------------------------------------------------------------------- export

/** The present export or the last one; null before the first. */
export function useExportStatus(): ExportStatus | null {
  const { data } = useQuery({
    queryKey: queryKeys.exportStatus(),
    queryFn: () => invoke('export.status', {}),
    gcTime: Infinity,
  });
  return data ?? null;
}

// ------------------------------------------------------------------------------------------------------- progress

const progress = createProgressStore();

/** What the transfer with this key (see `downloadKey`) did last; null when it is not known. */
export function useProgress(key: string): DownloadProgress | null {
  return useSyncExternalStore(
    (listener) => progress.subscribe(key, listener),
    () => progress.get(key),
  );
}

/** Bytes that arrive per second over all transfers. */
export function useDownloadSpeed(): number {
  return useSyncExternalStore(progress.subscribeSpeed, progress.getSpeed);
}
