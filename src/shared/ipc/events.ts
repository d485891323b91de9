import type { ExportStatus } from '@shared/export';
import type { CheckStatus, WorkProgress } from '@shared/library-check';
import type {
  ClipId,
  Counts,
  DownloadProgress,
  Hold,
  JobId,
  KeyStatus,
  LibraryMove,
  Playlist,
  RecoveryReport,
  SavedSearch,
  Settings,
} from '@shared/model';
import type { SystemState } from '@shared/system';
import type { UpdateStatus } from '@shared/updates';

/** Things worth telling once that are not the state of anything, shown as a short notice. */
export type Notice =
  | { readonly kind: 'downloads-resumed'; readonly count: number }
  /** Songs left the list, for this file of the library folder says that they were removed. Their files stay. */
  | { readonly kind: 'removed-by-journal'; readonly count: number; readonly file: string }
  /** Files beside a song could not be written; `detail` is the song's title. Told once in a run. */
  | { readonly kind: 'sidecar-failed'; readonly detail: string }
  /** A check that ran by itself found something. */
  | { readonly kind: 'check-found'; readonly count: number }
  | { readonly kind: 'library-moved'; readonly libraryFolder: string }
  /** A move ended before its time; Settings tells why. */
  | { readonly kind: 'library-move-stopped' }
  /** `library.json` was damaged and is written again; what it held stands under this name in the library folder. */
  | { readonly kind: 'library-file-mended'; readonly file: string }
  /** A version of the program that is newer was found by itself. */
  | { readonly kind: 'update-found'; readonly version: string }
  /** The program was to start as this version and is still the one before; Settings tells more. */
  | { readonly kind: 'update-not-installed'; readonly version: string }
  /** The window's process had ended and its page was opened again. */
  | { readonly kind: 'window-reloaded' }
  /** The settings file could not be read: it stands under this path now, and the usual settings hold. */
  | { readonly kind: 'settings-set-aside'; readonly path: string }
  /** A bug showed itself in main; the log knows it by this short id. */
  | { readonly kind: 'unexpected-failure'; readonly logId: string };

/** Commands of the application menu that the window carries out. */
export type MenuCommand =
  | 'add-jobs'
  | 'find'
  | 'export-lyrics'
  | 'settings'
  | 'check-library'
  | 'play-pause'
  | 'next'
  | 'previous'
  | 'toggle-lyrics'
  | 'mini-player'
  | 'shortcuts'
  | 'guide'
  | 'look-for-updates'
  | 'diagnostics';

/** What tray, notifications and keys ask of the window beside what the menu does. */
export type WindowCommand = MenuCommand | 'place-songs' | 'place-jobs';

/**
 * What main tells the window. Topic events carry no rows: they say which queries are stale. Progress is the exception
 * and goes as a batch, at most four a second.
 */
export interface Events {
  'library.changed': { readonly clipIds: readonly ClipId[]; readonly counts: Counts };
  'jobs.changed': { readonly jobIds: readonly JobId[]; readonly counts: Counts };
  'downloads.changed': { readonly counts: Counts };
  'downloads.progress': { readonly transfers: readonly DownloadProgress[] };
  'holds.changed': { readonly holds: readonly Hold[] };
  'settings.changed': { readonly settings: Settings };
  'key.changed': { readonly key: KeyStatus };
  'library-folder.changed': { readonly libraryFolder: string; readonly exportFolder: string };
  'recovery.changed': { readonly report: RecoveryReport | null };
  'check.changed': { readonly status: CheckStatus };
  /**
   * How far repairs are, planning a removal, removing songs or bringing them back, noting something on songs, and adding jobs
   * from a long text; at most four a second.
   */
  'repair.progress': WorkProgress;
  'removal-plan.progress': WorkProgress;
  'removal.progress': WorkProgress;
  'marks.progress': WorkProgress;
  'adding.progress': WorkProgress;
  /** At most four a second while an export goes on, and once at its end. */
  'export.changed': { readonly status: ExportStatus };
  'playlists.changed': { readonly playlists: readonly Playlist[] };
  'saved-searches.changed': { readonly savedSearches: readonly SavedSearch[] };
  /** At most four a second while bytes are copied. */
  'library-move.changed': { readonly move: LibraryMove | null };
  /** These songs have been measured, or cannot be; at most four a second. What is known of their takes is another too. */
  'sound.measured': { readonly clipIds: readonly ClipId[] };
  'profile.changed': Record<string, never>;
  /** A link or a file was opened with the program: `handedOver.take` has it. */
  'handed-over.waiting': Record<string, never>;
  'menu.command': { readonly command: WindowCommand };
  /** The machine goes to sleep: nothing may sound by itself when it wakes. */
  'player.pause': Record<string, never>;
  /** The window was minimised or hidden, or is there again. */
  'window.seen': { readonly isSeen: boolean };
  /** At most four a second while an update is fetched. */
  'updates.changed': { readonly status: UpdateStatus };
  'system.changed': { readonly state: SystemState };
  notice: Notice;
}
export type EventName = keyof Events;
