import { join, relative } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { ClipRepository } from '../db/clips';
import type { MetaRepository } from '../db/meta';
import type { RemovedClipRepository } from '../db/removed-clips';
import type { Log } from '../ports';
import type { Holds } from './holds';
import { createLibraryFolder, isWithin, type LibraryFolder } from './library-folder';
import type { SettingsService } from './settings';

/** Where the library folder is, and whether it is there. */
export interface LibraryLocation {
  current(): LibraryFolder;
  /** Looks at the folder and sets or clears its hold. Returns whether it can be used. */
  check(): Promise<boolean>;
  /** Whether the last look found a folder that can be used; true before the first. */
  isOpen(): boolean;
  /**
   * Uses another folder: one that this library was moved to, an empty one while no file is on disk yet, or one that holds
   * a library while this one is empty.
   * Throws `library-in-use` when files are on disk elsewhere, `other-library` when the folder belongs to another library,
   * `library-unavailable` when it cannot be used, `disk-full` when it is new and there is no room to begin it.
   */
  use(path: string): Promise<void>;
  /**
   * Goes over to a folder that holds this whole library already: first the setting, then, with what `also` writes, the
   * database. Synchronous, so that nothing is written to the old folder in between.
   */
  switchTo(path: string, also: () => void): void;
  /** The identity of our library; null when it was never read. */
  libraryId(): string | null;
  /** Whether a folder says of itself that it holds this library. */
  isAt(path: string): Promise<boolean>;
}

/** Meta keys: the folder that has been used before, and the identity that its library file gives. */
const USED_FOLDER = 'library-folder';
const LIBRARY_ID = 'library-id';

export interface LibraryLocationDeps {
  readonly db: Database;
  readonly meta: MetaRepository;
  readonly jobs: JobRepository;
  readonly clips: ClipRepository;
  readonly downloads: DownloadRepository;
  readonly removed: RemovedClipRepository;
  readonly settings: SettingsService;
  readonly holds: Holds;
  /** The database was lost: the folder has to be there, however new it looks. */
  readonly isRecovering: () => boolean;
  /** A folder that holds another library was opened, because this one was empty. */
  readonly onOtherLibrary: () => void;
  /** There is no room to begin the library in its folder. */
  readonly onDiskFull: () => void;
  readonly log: Log;
}

export function createLibraryLocation(deps: LibraryLocationDeps): LibraryLocation {
  const { db, meta, settings, holds } = deps;
  let folder = createLibraryFolder(settings.libraryFolder());

  /** One look at a time: an older one that took longer must not have the last word. */
  let looking: Promise<unknown> = Promise.resolve();
  let isOpen = true;
  function check(): Promise<boolean> {
    const look = looking.then(lookAtFolder);
    looking = look.catch(() => {});
    return look;
  }

  async function lookAtFolder(): Promise<boolean> {
    const isNew = meta.get(USED_FOLDER) !== folder.root && !deps.downloads.hasFiles() && !deps.isRecovering();
    const state = await folder.open(isNew);
    // First of all: whoever is told of a hold asks this.
    isOpen = state === 'ready';
    switch (state) {
      case 'ready':
        await remember();
        holds.clear('library-missing', 'library-readonly');
        return true;
      case 'missing':
        holds.clear('library-readonly');
        holds.set({ kind: 'library-missing', folder: folder.root });
        return false;
      case 'readonly':
        holds.clear('library-missing');
        holds.set({ kind: 'library-readonly', folder: folder.root });
        return false;
      case 'full':
        holds.clear('library-missing', 'library-readonly');
        deps.onDiskFull();
        return false;
    }
  }

  async function remember(): Promise<void> {
    if (meta.get(USED_FOLDER) === folder.root) return;
    const id = await folder.libraryId();
    db.transactDurably(() => {
      meta.set(USED_FOLDER, folder.root);
      if (id !== null) meta.set(LIBRARY_ID, id);
      // Another folder has to be told everything that explains the library.
      deps.jobs.markAllNotJournaled();
      deps.clips.markAllSidecarsDue();
      deps.removed.markAllNotJournaled();
    });
  }

  return {
    current: () => folder,
    check,
    isOpen: () => isOpen,
    async use(path) {
      const next = createLibraryFolder(path);
      const id = await next.libraryId();
      const isThisLibrary = id !== null && id === meta.get(LIBRARY_ID);
      const isEmpty = deps.jobs.counts().total === 0 && deps.clips.count() === 0;
      const isOpened = !isThisLibrary && id !== null && (isEmpty || deps.isRecovering());
      if (!isThisLibrary && id !== null && !isOpened)
        throw new AppError('other-library', 'The folder belongs to another library.');
      if (!isThisLibrary && deps.downloads.hasFiles()) {
        throw new AppError('library-in-use', 'The songs are in another folder; it has to be moved first.');
      }
      const state = await next.open(!isThisLibrary && !isOpened);
      if (state !== 'ready') {
        throw new AppError(state === 'full' ? 'disk-full' : 'library-unavailable', `The folder is ${state}.`);
      }
      deps.log.info('Library folder chosen', { folder: path, isMoved: isThisLibrary });
      folder = next;
      settings.update({ libraryFolder: path });
      if (isOpened) deps.onOtherLibrary();
      await check();
    },
    switchTo(path, also) {
      const exportFolder = settings.exportFolder();
      const isInside = exportFolder !== null && isWithin(folder.root, exportFolder);
      settings.update({
        libraryFolder: path,
        ...(isInside ? { exportFolder: join(path, relative(folder.root, exportFolder)) } : {}),
      });
      folder = createLibraryFolder(path);
      db.transactDurably(() => {
        meta.set(USED_FOLDER, path);
        also();
      });
    },
    libraryId: () => meta.get(LIBRARY_ID),
    async isAt(path) {
      const id = await createLibraryFolder(path).libraryId();
      return id !== null && id === meta.get(LIBRARY_ID);
    },
  };
}
