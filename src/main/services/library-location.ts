import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { Database } from '../db/database';
import type { DownloadRepository } from '../db/downloads';
import type { JobRepository } from '../db/jobs';
import type { ClipRepository } from '../db/clips';
import type { MetaRepository } from '../db/meta';
import type { RemovedClipRepository } from '../db/removed-clips';
import type { SidecarRepository } from '../db/sidecars';
import { isSystemName } from '../domain/library-check';
import type { Log } from '../ports';
import type { Holds } from './holds';
import { readLibraryFile, type LibraryFile } from './library-file';
import { createLibraryFolder, isWithin, type LibraryFolder } from './library-folder';
import type { LibraryRecognition } from './library-recognition';
import type { SettingsService } from './settings';
import { isDiskFull } from './whole-file';

/** Where the library folder is, and whether it is there. */
export interface LibraryLocation {
  current(): LibraryFolder;
  /**
   * Looks at the folder and sets or clears its hold. Returns whether it can be used. Where it plainly is this library and
   * its library file is gone or damaged, that is written again first.
   */
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
  /** Whether a folder says of itself that it holds this library. */
  isAt(path: string): Promise<boolean>;
  /** Whose a folder is that the user has chosen, by its library file. */
  ownerByFile(path: string): Promise<FolderOwner | null>;
  /** As `ownerByFile`, and where that file says nothing by what stands in the folder. */
  owner(path: string): Promise<FolderOwner | null>;
}

/** Whose folder it is; null stands for nobody's. */
export type FolderOwner = 'this-library' | 'other-library';

/** What a look at the folder came to. */
type Verdict =
  | { readonly state: 'ready'; readonly libraryId: string | null; readonly isOther: boolean }
  | { readonly state: 'missing'; readonly instead?: 'empty-folder' | 'other-folder' }
  | { readonly state: 'readonly' | 'full' };

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
  readonly sidecars: SidecarRepository;
  readonly settings: SettingsService;
  readonly holds: Holds;
  readonly recognition: LibraryRecognition;
  /** The database was lost: the folder has to be there, however new it looks. */
  readonly isRecovering: () => boolean;
  /** A folder that holds another library was opened, because this one was empty. */
  readonly onOtherLibrary: () => void;
  /** A damaged library file was written again; it is kept under this name. */
  readonly onMended: (keptAs: string) => void;
  /** There is no room to begin the library in its folder. */
  readonly onDiskFull: () => void;
  readonly log: Log;
}

export function createLibraryLocation(deps: LibraryLocationDeps): LibraryLocation {
  const { db, meta, settings, holds, recognition } = deps;
  let folder = createLibraryFolder(settings.libraryFolder());

  /** Chosen in the time of another database, which is gone. Where nothing stands there, the disk with the songs is away. */
  let isOfEarlierDatabase = meta.get(USED_FOLDER) === null && settings.isLibraryFolderChosen();

  /** One look at a time: an older one that took longer must not have the last word. */
  let looking: Promise<unknown> = Promise.resolve();
  let isOpen = true;
  function check(): Promise<boolean> {
    const look = looking.then(lookAtFolder);
    looking = look.catch(() => {});
    return look;
  }

  const isEmpty = () => deps.jobs.counts().total === 0 && deps.clips.count() === 0;

  async function lookAtFolder(): Promise<boolean> {
    const isNew =
      meta.get(USED_FOLDER) !== folder.root &&
      !(isOfEarlierDatabase && !existsSync(folder.root)) &&
      !deps.downloads.hasFiles() &&
      !deps.isRecovering();
    const verdict = await judge(isNew);
    // First of all: whoever is told of a hold asks this.
    isOpen = verdict.state === 'ready';
    switch (verdict.state) {
      case 'ready':
        remember(verdict.libraryId, verdict.isOther);
        holds.clear('library-missing', 'library-readonly');
        if (verdict.isOther) deps.onOtherLibrary();
        return true;
      case 'missing': {
        const { instead } = verdict;
        holds.clear('library-readonly');
        holds.set({ kind: 'library-missing', folder: folder.root, ...(instead && { instead }) });
        return false;
      }
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

  async function judge(isNew: boolean): Promise<Verdict> {
    const seen = await folder.look(isNew);
    if (seen.state === 'forbidden') return { state: 'readonly' };
    if (seen.state !== 'there') return { state: seen.state };
    const { file, isWritable } = seen;
    const owner = await ownerOfPlace(file, isNew);
    if (owner === null) return { state: 'missing', instead: await whatIsInstead() };
    if (!isWritable) return { state: 'readonly' };
    const libraryId = file.kind === 'whole' ? file.libraryId : null;
    if (file.kind === 'none' || file.kind === 'damaged') return mend(isNew);
    return { state: 'ready', libraryId, isOther: owner === 'other-library' };
  }

  /** Whose the folder is that settings name: an empty library takes any, otherwise it has to be ours. */
  async function ownerOfPlace(file: LibraryFile, isNew: boolean): Promise<FolderOwner | null> {
    switch (file.kind) {
      case 'unreadable':
        return 'this-library';
      case 'whole': {
        const known = meta.get(LIBRARY_ID);
        if (known === null || known === file.libraryId) return 'this-library';
        if (isEmpty() || deps.isRecovering()) return 'other-library';
        // Begun by us a moment before the program ended, or by somebody who has put nothing into it.
        const isUnused = isNew && !(await recognition.isLibrary(folder, 'place'));
        return isUnused || (await recognition.holdsOurSongs(folder)) ? 'this-library' : null;
      }
      case 'none':
      case 'damaged': {
        if (isNew || (await recognition.isOurs(folder, 'place'))) return 'this-library';
        const takesAny = isEmpty() || deps.isRecovering();
        return takesAny && (await recognition.isLibrary(folder, 'place')) ? 'this-library' : null;
      }
    }
  }

  /** Writes the library file where it is missing or damaged. */
  async function mend(isNew: boolean): Promise<Verdict> {
    try {
      const keptAs = await folder.writeLibraryFile(isNew ? null : meta.get(LIBRARY_ID));
      if (!isNew) deps.log.warn('The library file was written again', { keptAs });
      if (keptAs !== null) deps.onMended(keptAs);
    } catch (error) {
      return { state: isDiskFull(error) ? 'full' : 'readonly' };
    }
    const file = await readLibraryFile(folder.root);
    return { state: 'ready', libraryId: file.kind === 'whole' ? file.libraryId : null, isOther: false };
  }

  async function whatIsInstead(): Promise<'empty-folder' | 'other-folder'> {
    try {
      const { files, folders } = await folder.listNames('');
      return [...files, ...folders].every(isSystemName) ? 'empty-folder' : 'other-folder';
    } catch {
      return 'other-folder';
    }
  }

  function remember(libraryId: string | null, isOther: boolean): void {
    const isSamePlace = meta.get(USED_FOLDER) === folder.root;
    const isSameLibrary = libraryId === null || libraryId === meta.get(LIBRARY_ID);
    if (isSamePlace && isSameLibrary) return;
    db.transactDurably(() => {
      meta.set(USED_FOLDER, folder.root);
      if (libraryId !== null) meta.set(LIBRARY_ID, libraryId);
      if (isSamePlace && !isOther) return;
      if (!isSameLibrary) deps.sidecars.forgetAll();
      // Another folder has to be told everything that explains the library.
      deps.jobs.markAllNotJournaled();
      deps.clips.markAllSidecarsDue();
      deps.removed.markAllNotJournaled();
    });
  }

  async function ownerByFile(path: string): Promise<FolderOwner | null> {
    const file = await readLibraryFile(path);
    if (file.kind !== 'whole') return null;
    return file.libraryId === meta.get(LIBRARY_ID) ? 'this-library' : 'other-library';
  }

  async function owner(path: string): Promise<FolderOwner | null> {
    const byFile = await ownerByFile(path);
    if (byFile !== null) return byFile;
    const chosen = createLibraryFolder(path);
    if (await recognition.isOurs(chosen, 'chosen')) return 'this-library';
    return (await recognition.isLibrary(chosen, 'chosen')) ? 'other-library' : null;
  }

  /** Begins the library in a folder that is nobody's. */
  async function begin(next: LibraryFolder): Promise<void> {
    const seen = await next.look(true);
    try {
      if (seen.state === 'there') await next.writeLibraryFile(null);
    } catch (error) {
      throw refusal(isDiskFull(error) ? 'full' : 'readonly', error);
    }
    if (seen.state !== 'there') throw refusal(seen.state);
  }

  function refusal(state: string, cause?: unknown): AppError {
    return new AppError(state === 'full' ? 'disk-full' : 'library-unavailable', `The folder is ${state}.`, {
      cause,
    });
  }

  return {
    current: () => folder,
    check,
    isOpen: () => isOpen,
    async use(path) {
      const next = createLibraryFolder(path);
      const whose = await owner(path);
      const isOpened = whose === 'other-library' && (isEmpty() || deps.isRecovering());
      if (whose === 'other-library' && !isOpened) {
        throw new AppError('other-library', 'The folder belongs to another library.');
      }
      if (whose !== 'this-library' && deps.downloads.hasFiles()) {
        throw new AppError('library-in-use', 'The songs are in another folder; it has to be moved first.');
      }
      if (whose === null) await begin(next);
      const seen = await next.look(false);
      if (seen.state !== 'there' || !seen.isWritable) throw refusal('readonly');
      deps.log.info('Library folder chosen', { folder: path, isMoved: whose === 'this-library' });
      if (whose !== 'this-library') {
        // What is known of the folder so far is of another.
        meta.delete(USED_FOLDER);
        meta.delete(LIBRARY_ID);
      }
      folder = next;
      isOfEarlierDatabase = false;
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
    async isAt(path) {
      return (await ownerByFile(path)) === 'this-library';
    },
    ownerByFile,
    owner,
  };
}
