import { randomUUID } from 'node:crypto';
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonObject } from './json-object';
import { isErrno, writeWholeFile } from './whole-file';

/** `library.json` at the root of the library folder: what makes a folder a library (docs/LIBRARY-FOLDER.md). */
export const LIBRARY_FILE = 'library.json';

/**
 * `whole` it gives the library's identity · `none` there is none · `damaged` what stands there gives no identity ·
 * `unreadable` the disk does not let it be read, which says nothing about it.
 */
export type LibraryFile =
  | { readonly kind: 'whole'; readonly libraryId: string }
  | { readonly kind: 'none' | 'damaged' | 'unreadable' };

/** Looks at the library file of a folder, which need not be there. */
export async function readLibraryFile(root: string): Promise<LibraryFile> {
  try {
    const libraryId = identityIn(await readFile(join(root, LIBRARY_FILE), 'utf8'));
    return libraryId === null ? { kind: 'damaged' } : { kind: 'whole', libraryId };
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return { kind: 'none' };
    return { kind: isErrno(error, 'EISDIR') ? 'damaged' : 'unreadable' };
  }
}

function identityIn(text: string): string | null {
  const libraryId = readJsonObject(text)?.['libraryId'];
  return typeof libraryId === 'string' && libraryId !== '' ? libraryId : null;
}

/**
 * Writes the library file where there is none or a damaged one; that is kept beside it. Its name is not flushed.
 *
 * @param libraryId the identity; a new one when null
 * @returns the name under which the damaged one is kept; null when there was none
 * @throws what the disk throws
 */
export async function writeLibraryFile(root: string, libraryId: string | null): Promise<string | null> {
  const path = join(root, LIBRARY_FILE);
  const keptAs = (await isThere(path)) ? await keptName(root) : null;
  if (keptAs !== null) await rename(path, join(root, keptAs));
  const content = {
    format: 'flowshelf.library',
    version: 1,
    libraryId: libraryId ?? randomUUID(),
    playlists: [],
    savedSearches: [],
  };
  await writeWholeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  return keptAs;
}

const KEPT_NAME = /^library \(damaged(?: \d+)?\)\.json$/;

/** Whether a name at the root is that of a damaged library file that was kept. */
export function isKeptLibraryFile(name: string): boolean {
  return KEPT_NAME.test(name);
}

/** The first name that no kept file has. */
async function keptName(root: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? 'library (damaged).json' : `library (damaged ${count}).json`;
    if (!(await isThere(join(root, name)))) return name;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
