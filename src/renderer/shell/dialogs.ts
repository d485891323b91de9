import { useSyncExternalStore } from 'react';
import { isEarlyEscape } from '../ui/early-escape';
import type { ClipId, ImportedPlaylist, JobId, Playlist, ReadLyricsFile, SavedSearch } from '@shared/model';

/** What the dialog *Add jobs* opens with, or what comes to it while it is open. */
export interface IncomingJobs {
  readonly text: string;
  /** Why something of it was left out; null when nothing was. */
  readonly problem: (() => string) | null;
}

/** The dialog that is open over the whole window; there is one at a time. */
export type OpenDialog =
  | { readonly kind: 'add-jobs'; readonly incoming: IncomingJobs }
  /** Asks before the job that a link names is added. */
  | { readonly kind: 'linked-job'; readonly jobId: JobId }
  | { readonly kind: 'export'; readonly clipIds: readonly ClipId[] }
  /** How far the present export is, or what became of the last one. */
  | { readonly kind: 'export-status' }
  /** Tags for the library's own sound files of these songs. */
  | { readonly kind: 'write-tags'; readonly clipIds: readonly ClipId[] }
  /** What was read of a file of words, for this song. */
  | { readonly kind: 'import-lyrics'; readonly clipId: ClipId; readonly file: ReadLyricsFile }
  /** Files of words for several songs. */
  | { readonly kind: 'import-many'; readonly files: readonly File[] }
  /** Gives up the user's own words of a song. */
  | { readonly kind: 'revert-lyrics'; readonly clipId: ClipId }
  /** Tags of these songs. */
  | { readonly kind: 'song-tags'; readonly clipIds: readonly ClipId[] }
  | { readonly kind: 'remove-songs'; readonly clipIds: readonly ClipId[] }
  /** Gives a search its name. `position`: where it stands, or is to stand, among the others. */
  | { readonly kind: 'saved-search'; readonly search: SavedSearch; readonly position: number }
  /** Gives a playlist another name; null makes a new one of these songs. */
  | {
      readonly kind: 'playlist-name';
      readonly playlist: Playlist | null;
      readonly clipIds: readonly ClipId[];
      readonly name: string;
    }
  /** Asks which playlist songs are to be added to. */
  | { readonly kind: 'add-to-playlist'; readonly clipIds: readonly ClipId[] }
  /** What of a playlist file was not found. */
  | { readonly kind: 'playlist-import'; readonly imported: ImportedPlaylist }
  /** Puts a saved search together by rules; null makes a new one. */
  | { readonly kind: 'smart-playlist'; readonly search: SavedSearch | null; readonly position: number }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'guide' }
  | { readonly kind: 'diagnostics' };

let current: OpenDialog | null = null;
const listeners = new Set<() => void>();

function show(next: OpenDialog | null): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens and closes the window's dialogs from anywhere, also from outside of components. */
export const dialogs = {
  openAddJobs: (text = '', problem: IncomingJobs['problem'] = null): void => {
    show({ kind: 'add-jobs', incoming: { text, problem } });
  },
  openLinkedJob: (jobId: JobId): void => {
    show({ kind: 'linked-job', jobId });
  },
  openExport: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'export', clipIds });
  },
  openWriteTags: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'write-tags', clipIds });
  },
  openExportStatus: (): void => {
    show({ kind: 'export-status' });
  },
  openImportLyrics: (clipId: ClipId, file: ReadLyricsFile): void => {
    show({ kind: 'import-lyrics', clipId, file });
  },
  openImportMany: (files: readonly File[]): void => {
    show({ kind: 'import-many', files });
  },
  openRevertLyrics: (clipId: ClipId): void => {
    show({ kind: 'revert-lyrics', clipId });
  },
  openSongTags: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'song-tags', clipIds });
  },
  openRemoveSongs: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'remove-songs', clipIds });
  },
  openSavedSearch: (search: SavedSearch, position: number): void => {
    show({ kind: 'saved-search', search, position });
  },
  /** @param name what a new one may be called */
  openPlaylistName: (playlist: Playlist | null, clipIds: readonly ClipId[] = [], name = ''): void => {
    show({ kind: 'playlist-name', playlist, clipIds, name });
  },
  openAddToPlaylist: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'add-to-playlist', clipIds });
  },
  openPlaylistImport: (imported: ImportedPlaylist): void => {
    show({ kind: 'playlist-import', imported });
  },
  openSmartPlaylist: (search: SavedSearch | null, position: number): void => {
    show({ kind: 'smart-playlist', search, position });
  },
  openShortcuts: (): void => {
    show({ kind: 'shortcuts' });
  },
  openGuide: (): void => {
    show({ kind: 'guide' });
  },
  openDiagnostics: (): void => {
    show({ kind: 'diagnostics' });
  },
  close: (): void => {
    show(null);
  },
  isOpen: (): boolean => current !== null,
  isAddJobsOpen: (): boolean => current?.kind === 'add-jobs',
};

/**
 * Lets Escape give up a dialog whose code is still on its way; to be called once. From then on the dialog sees to that itself. The
 * returned function ends it.
 */
export function listenForEscape(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (current === null || !isEarlyEscape(event) || document.querySelector('[data-modal]') !== null) return;
    event.preventDefault();
    event.stopPropagation();
    show(null);
  };
  window.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    window.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

/** How to open the window's dialogs. */
export function useDialogs(): typeof dialogs {
  return dialogs;
}

/** Which dialog is open; for `app.tsx`, which shows it. */
export function useOpenDialog(): OpenDialog | null {
  return useSyncExternalStore(subscribe, () => current);
}
