import { AppError } from '@shared/ipc/errors';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { ClipRepository } from '../db/clips';
import type { MetaRepository } from '../db/meta';
import type { Log } from '../ports';
import type { Holds } from './holds';
import { createLibraryFolder, type LibraryFolder } from './library-folder';
import type { SettingsService } from './settings';

/** Where the library folder is, and whether it is there. */
export interface LibraryLocation {
  current(): LibraryFolder;
  /** Looks at the folder and sets or clears its hold. Returns whether it can be used. */
  check(): Promise<boolean>;
  /**
   * Uses another folder: one that this library was moved to, or an empty one while no file is on disk yet.
   * Throws `library-in-use` when files are on disk elsewhere, `other-library` when the folder belongs to another library,
   * `library-unavailable` when it cannot be used.
   */
  use(path: string): Promise<void>;
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
  readonly settings: SettingsService;
  readonly holds: Holds;
  readonly log: Log;
}

export function createLibraryLocation(deps: LibraryLocationDeps): LibraryLocation {
  const { db, meta, settings, holds } = deps;
  let folder = createLibraryFolder(settings.libraryFolder());

  /** One look at a time: an older one that took longer must not have the last word. */
  let looking: Promise<unknown> = Promise.resolve();
  function check(): Promise<boolean> {
    const look = looking.then(lookAtFolder);
    looking = look.catch(() => {});
    return look;
  }

  async function lookAtFolder(): Promise<boolean> {
    const isNew = meta.get(USED_FOLDER) !== folder.root && !deps.downloads.hasFiles();
    switch (await folder.open(isNew)) {
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
    });
  }

  return {
    current: () => folder,
    check,
    async use(path) {
      const next = createLibraryFolder(path);
      const id = await next.libraryId();
      const isThisLibrary = id !== null && id === meta.get(LIBRARY_ID);
      if (!isThisLibrary && id !== null)
        throw new AppError('other-library', 'The folder belongs to another library.');
      if (!isThisLibrary && deps.downloads.hasFiles()) {
        throw new AppError('library-in-use', 'The songs are in another folder; it has to be moved first.');
      }
      const state = await next.open(!isThisLibrary);
      if (state !== 'ready') throw new AppError('library-unavailable', `The folder is ${state}.`);
      deps.log.info('Library folder chosen', { folder: path, isMoved: isThisLibrary });
      folder = next;
      settings.update({ libraryFolder: path });
      await check();
    },
  };
}
