import { lstat, realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import { AppError } from '@shared/ipc/errors';
import type { LibraryFolderRefusal, LibraryMovePlan } from '@shared/model';
import { isUnfinishedText } from '../domain/library-check';
import type { Disks } from '../ports';
import { listFolder, type FolderListing } from './folder-listing';
import { JOB_JOURNAL } from './job-journal';
import { isKeptLibraryFile, LIBRARY_FILE } from './library-file';
import { areOnOneDisk, freeBytesAt, type LibraryPlace } from './library-place';
import { CLIP_FILE } from './clip-file';

export type FreePlace = Extract<LibraryPlace, { kind: 'free' }>;
export type PlannedMove =
  | { readonly kind: 'planned'; readonly plan: Omit<LibraryMovePlan, 'id' | 'songs'> }
  | { readonly kind: 'refused'; readonly refusal: LibraryFolderRefusal };

/** Finds out what a move to a free place takes. Changes nothing. Throws `file-failed` when the library cannot be listed. */
export async function planMove(from: string, place: FreePlace, disks: Disks): Promise<PlannedMove> {
  const listing = await listOrFail(from);
  // Renaming a link would move the link; what is shown and taken away later is the folder behind it.
  const isLink = (await lstat(from)).isSymbolicLink();
  const way = !isLink && (await areOnOneDisk(from, place.path)) ? 'rename' : 'copy';
  if (way === 'copy') {
    const neededBytes = bytesOnDisk(listing);
    const freeBytes = await freeBytesAt(place.path, disks);
    if (freeBytes < neededBytes) {
      return {
        kind: 'refused',
        refusal: { reason: 'too-little-space', folder: place.path, neededBytes, freeBytes },
      };
    }
  }
  return {
    kind: 'planned',
    plan: {
      way,
      from: isLink ? await realpath(from) : from,
      to: place.path,
      isSubfolder: place.isSubfolder,
      files: listing.files.length,
      bytes: listing.bytes,
      leftOut: way === 'copy' ? listing.others.length : 0,
    },
  };
}

async function listOrFail(root: string): Promise<FolderListing> {
  try {
    return await listFolder(root);
  } catch (error) {
    throw new AppError('file-failed', 'The library folder could not be listed.', { cause: error });
  }
}

/** What file systems keep a file in pieces of. */
const BLOCK_BYTES = 4_096;

/** What a copy takes at its place: each file in whole blocks, each folder one. */
function bytesOnDisk({ files, folders }: FolderListing): number {
  const blocks = files.reduce((sum, file) => sum + Math.ceil(file.size / BLOCK_BYTES), folders.length + 1);
  return blocks * BLOCK_BYTES;
}

/** Files that the program writes again in any folder that it goes over to. */
const WRITTEN_AGAIN: ReadonlySet<string> = new Set([JOB_JOURNAL, LIBRARY_FILE]);

/** How many files of one folder the other does not have in the same length. */
export async function countLacking(of: string, inFolder: string): Promise<number> {
  const [wanted, present] = await Promise.all([listOrFail(of), listOrFail(inFolder)]);
  const sizes = new Map(present.files.map((file) => [file.path, file.size]));
  return wanted.files.filter(
    ({ path, size }) =>
      !WRITTEN_AGAIN.has(path) &&
      !isKeptLibraryFile(path) &&
      posix.basename(path) !== CLIP_FILE &&
      !isUnfinishedText(path) &&
      sizes.get(path) !== size,
  ).length;
}
