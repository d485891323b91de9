import { useSyncExternalStore } from 'react';
import { QueryClient, useQuery, type QueryKey } from '@tanstack/react-query';
import type { AssetKind, ClipId, Counts, DownloadProgress, Snapshot, SongListing } from '@shared/model';
import { invoke, onEvent } from './bridge';

/** Rows asked of main at once; every list is paged by it. */
export const PAGE_SIZE = 100;

/** Names of everything that is read from main, so that an event can say what became stale. */
export const queryKeys = {
  snapshot: () => ['snapshot'] as const,
  songs: () => ['songs'] as const,
  songsPage: (listing: SongListing, page: number) => ['songs', 'page', listing, page] as const,
  song: (clipId: ClipId) => ['songs', 'one', clipId] as const,
  lyricsAll: () => ['lyrics'] as const,
  lyrics: (clipId: ClipId) => ['lyrics', 'one', clipId] as const,
  lyricsPage: (search: string, page: number) => ['lyrics', 'page', search, page] as const,
  jobs: () => ['jobs'] as const,
  jobsPage: (page: number) => ['jobs', 'page', page] as const,
  diagnostics: () => ['diagnostics'] as const,
  downloads: () => ['downloads'] as const,
  downloadsPage: (page: number) => ['downloads', 'page', page] as const,
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

/** The snapshot, kept true by events. Only below `app.tsx`, which renders nothing before the first one is there. */
export function useSnapshot(): Snapshot {
  const { data } = useQuery(snapshotQuery);
  if (!data) throw new Error('useSnapshot was called before the snapshot was read');
  return data;
}

/** Puts something newer into the snapshot at once, for example a setting that the user has just changed. */
export function patchSnapshot(client: QueryClient, patch: Partial<Snapshot>): void {
  client.setQueryData<Snapshot>(queryKeys.snapshot(), (old) => (old ? { ...old, ...patch } : old));
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
    invalidate(queryKeys.songs(), queryKeys.lyricsAll());
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
  onEvent('holds.changed', ({ holds }) => patch({ holds }));
  onEvent('settings.changed', ({ settings }) => patch({ settings }));
  onEvent('key.changed', ({ key }) => patch({ key }));
  onEvent('library-folder.changed', (folders) => {
    patch(folders);
    invalidate(queryKeys.songs(), queryKeys.lyricsAll());
  });
  onEvent('profile.changed', () => {
    progress.clear();
    void client.resetQueries();
  });
}

// ------------------------------------------------------------------------------------------------------- progress

/** A transfer that has not been heard of for this long counts as standing still. */
const PROGRESS_FORGOTTEN_AFTER_MS = 3_000;

/** The sum of all speeds is told at most this often. */
const SPEED_TOLD_EVERY_MS = 1_000;

/** Which transfer is meant: there is at most one per file of a clip. */
export function downloadKey(clipId: ClipId, kind: AssetKind): string {
  return `${clipId}/${kind}`;
}

/**
 * Progress changes four times a second for several rows at once. It lives outside of React so that only the cells that
 * show it render, never their list.
 */
function createProgressStore() {
  const current = new Map<string, DownloadProgress>();
  const heardAt = new Map<string, number>();
  const listeners = new Map<string, Set<() => void>>();
  let bytesPerSecond = 0;
  let speedToldAt = 0;
  const speedListeners = new Set<() => void>();
  let sweep: number | null = null;

  function tell(key: string): void {
    for (const listener of listeners.get(key) ?? []) listener();
  }

  function sumUp(): void {
    let sum = 0;
    for (const transfer of current.values()) sum += transfer.bytesPerSecond;
    // A number that changes four times a second cannot be read; beginning and end are told at once.
    const isTurn = (sum === 0) !== (bytesPerSecond === 0);
    const now = Date.now();
    if (sum === bytesPerSecond || (!isTurn && now - speedToldAt < SPEED_TOLD_EVERY_MS)) return;
    speedToldAt = now;
    bytesPerSecond = sum;
    for (const listener of speedListeners) listener();
  }

  function forgetSilent(): void {
    sweep = null;
    const limit = Date.now() - PROGRESS_FORGOTTEN_AFTER_MS;
    for (const [key, at] of heardAt) {
      if (at > limit) continue;
      heardAt.delete(key);
      current.delete(key);
      tell(key);
    }
    sumUp();
    scheduleSweep();
  }

  function scheduleSweep(): void {
    if (sweep === null && heardAt.size > 0) sweep = window.setTimeout(forgetSilent, 1_000);
  }

  return {
    take(transfers: readonly DownloadProgress[]): void {
      const now = Date.now();
      for (const transfer of transfers) {
        const key = downloadKey(transfer.clipId, transfer.kind);
        current.set(key, transfer);
        heardAt.set(key, now);
        tell(key);
      }
      sumUp();
      scheduleSweep();
    },
    clear(): void {
      const keys = [...current.keys()];
      current.clear();
      heardAt.clear();
      keys.forEach(tell);
      sumUp();
    },
    get: (key: string): DownloadProgress | null => current.get(key) ?? null,
    subscribe(key: string, listener: () => void): () => void {
      const ofKey = listeners.get(key) ?? new Set();
      listeners.set(key, ofKey);
      ofKey.add(listener);
      return () => {
        ofKey.delete(listener);
        if (ofKey.size === 0) listeners.delete(key);
      };
    },
    getSpeed: (): number => bytesPerSecond,
    subscribeSpeed(listener: () => void): () => void {
      speedListeners.add(listener);
      return () => speedListeners.delete(listener);
    },
  };
}

const progress = createProgressStore();

/** What the transfer with this key (see `downloadKey`) did last; null while it stands still. */
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
