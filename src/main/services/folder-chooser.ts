import { AppError } from '@shared/ipc/errors';
import type { LibraryFolderChoice, LibraryMovePlan } from '@shared/model';
import type { Disks } from '../ports';
import type { LibraryLocation } from './library-location';
import { countLacking, planMove, type FreePlace } from './library-move-plan';
import { assessPlace } from './library-place';

/** Decides what a folder means that the user has chosen for the library. */
export interface FolderChooser {
  /** Uses the folder where nothing has to be moved, else plans. Throws `other-library`, `library-unavailable`, `file-failed`. */
  consider(chosen: string): Promise<LibraryFolderChoice>;
  /** Uses a folder as it is. Throws as `LibraryLocation.use` does. */
  use(path: string): Promise<LibraryFolderChoice>;
  /** The plan made last, once. Throws `not-found` when it is another. */
  takePlan(id: number): LibraryMovePlan;
}

export interface FolderChooserDeps {
  readonly location: LibraryLocation;
  readonly hasFiles: () => boolean;
  readonly countSongs: () => number;
  readonly disks: Disks;
  readonly isMoveUnfinished: () => boolean;
  readonly onUsed: (path: string) => void;
}

export function createFolderChooser(deps: FolderChooserDeps): FolderChooser {
  const { location } = deps;
  let plan: LibraryMovePlan | null = null;
  let plans = 0;

  async function use(path: string): Promise<LibraryFolderChoice> {
    await location.use(path);
    deps.onUsed(path);
    return { kind: 'used', libraryFolder: path };
  }

  /** This library was found elsewhere: moved by hand, or copied. */
  async function relink(root: string, path: string): Promise<LibraryFolderChoice> {
    const lackingFiles = (await location.isAt(root)) ? await countLacking(root, path) : 0;
    if (lackingFiles === 0) return use(path);
    return { kind: 'refused', refusal: { reason: 'older-copy', folder: path, lackingFiles } };
  }

  /** The user says that the library is where it is looked for: so it is, or it begins anew there while it has no file. */
  async function reopen(
    root: string,
    isOpen: boolean,
    refused: LibraryFolderChoice,
  ): Promise<LibraryFolderChoice> {
    if (isOpen) return { kind: 'used', libraryFolder: root };
    return deps.hasFiles() ? refused : use(root);
  }

  async function planFor(root: string, place: FreePlace): Promise<LibraryFolderChoice> {
    if (deps.isMoveUnfinished()) {
      return { kind: 'refused', refusal: { reason: 'move-unfinished', folder: place.path } };
    }
    const hasFiles = deps.hasFiles();
    if (!hasFiles && !place.isSubfolder) return use(place.path);
    if (hasFiles && !(await location.isAt(root))) {
      return { kind: 'refused', refusal: { reason: 'library-missing', folder: root } };
    }
    const planned = hasFiles ? await planMove(root, place, deps.disks) : planUse(root, place);
    if (planned.kind === 'refused') return planned;
    plan = { id: (plans += 1), songs: deps.countSongs(), ...planned.plan };
    return { kind: 'planned', plan };
  }

  return {
    async consider(chosen) {
      plan = null;
      const { root } = location.current();
      const wasOpen = location.isOpen();
      // A library file that is gone or damaged is written again first: a library without it cannot be moved.
      const isOpen = await location.check();
      const place = await assessPlace(chosen, root, location);
      switch (place.kind) {
        case 'refused':
          return place.refusal.reason === 'same' && !wasOpen ? reopen(root, isOpen, place) : place;
        case 'other-library':
          return use(place.path);
        case 'this-library':
          return relink(root, place.path);
        case 'free':
          return planFor(root, place);
      }
    },
    use,
    takePlan(id) {
      if (plan?.id !== id) throw new AppError('not-found', 'The plan is not the last one.');
      const taken = plan;
      plan = null;
      return taken;
    },
  };
}

/** Without a file on disk there is nothing to move. */
function planUse(from: string, { path, isSubfolder }: FreePlace) {
  const plan = { way: 'use', from, to: path, isSubfolder, files: 0, bytes: 0, leftOut: 0 } as const;
  return { kind: 'planned', plan } as const;
}
