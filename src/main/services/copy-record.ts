import { open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedFile } from './folder-listing';
import { isErrno } from './whole-file';

/**
 * What a copy has written so far, kept beside it while it is not whole: a copy that was cut off, by whatever, can be gone
 * on with, and taken away again without touching a file of another hand.
 */
export interface CopyRecord {
  /** Notes a file, as it stands on the disk, before it gets its name. */
  addFile(file: ListedFile): Promise<void>;
  addFolder(path: string): Promise<void>;
  forget(path: string): void;
  file(path: string): ListedFile | null;
  hasFolder(path: string): boolean;
  close(): Promise<void>;
  /** Closes it and takes its file away. */
  remove(): Promise<void>;
}

/** Name of the record in the folder that is being written. */
export const RECORD_FILE = '.flowshelf-copy.jsonl';

type Line = { readonly file: ListedFile } | { readonly folder: string };

/** Opens the record of the copy in `root`, or begins it. */
export async function openCopyRecord(root: string): Promise<CopyRecord> {
  const path = join(root, RECORD_FILE);
  const files = new Map<string, ListedFile>();
  const folders = new Set<string>();
  for (const line of await readLines(path)) {
    if ('file' in line) files.set(line.file.path, line.file);
    else folders.add(line.folder);
  }
  let handle: FileHandle | null = await open(path, 'a');
  // A line that was cut off is ended first, so that it takes no whole line with it.
  await handle.appendFile('\n');

  async function append(line: Line): Promise<void> {
    await handle?.appendFile(`${JSON.stringify(line)}\n`);
  }
  async function close(): Promise<void> {
    await handle?.close();
    handle = null;
  }

  return {
    async addFile(file) {
      await append({ file });
      files.set(file.path, file);
    },
    async addFolder(folder) {
      await append({ folder });
      folders.add(folder);
    },
    forget: (file) => void files.delete(file),
    file: (file) => files.get(file) ?? null,
    hasFolder: (folder) => folders.has(folder),
    close,
    async remove() {
      await close();
      await rm(path, { force: true });
    },
  };
}

async function readLines(path: string): Promise<Line[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => readLine(line) ?? []);
}

/** Null for a line that was cut off. */
function readLine(line: string): Line | null {
  if (line === '') return null;
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}
