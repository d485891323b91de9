import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ExportOutcome, KeptBeside, OnExisting, TagNote } from '@shared/export';
import type { ExportedContent, ExportedFileRepository } from '../db/exported-files';
import { numbered, type ExportNames } from '../domain/export-names';
import type { Log } from '../ports';
import { EXPORT_SLOTS } from './export-run';
import { flushFolder } from './library-folder';
import type { UnfinishedFiles } from './unfinished-files';
import { isErrno, renamePatiently, sha256OfFile, writeFileBy } from './whole-file';

/** A file that an export is to write. */
export interface NewExportFile {
  /** Its name without ending, unless another file has it. */
  readonly stem: string;
  readonly ending: string;
  /** The name that the song's files have, which tells them from those of another song. */
  readonly owner: string;
  /** Its words have times. */
  readonly isTimed: boolean;
  readonly notes: readonly TagNote[];
  /** What the file counts as made at, in milliseconds since the epoch; null: now. */
  readonly date: number | null;
}

/** What a file of words is to hold. */
export interface NewText {
  readonly content: string;
  readonly sha256: string;
}

/** A whole file under a name for the time being, which is taken or removed. */
export interface StagedFile {
  readonly path: string;
  readonly sha256: string;
}

/** Where the files of one export go. What the system says is thrown. */
export interface ExportTarget {
  /** What is written to, for people to read. */
  readonly path: string;
  /** Where a file of the slot's song is made ready; one at a time. */
  stagingPath(slot: number): string;
  /** What is clear before a sound file is made, which takes long; null when it has to be made. */
  refuses(file: Pick<NewExportFile, 'stem' | 'ending'>): Promise<ExportOutcome | null>;
  putText(file: NewExportFile, words: NewText, slot: number): Promise<ExportOutcome>;
  putFile(file: NewExportFile, staged: StagedFile): Promise<ExportOutcome>;
  /** Every song was seen to. */
  finish(): Promise<void>;
  /** The export ended before its time; whether what it wrote stays. */
  abandon(): Promise<boolean>;
}

/** After so many files their notes are brought to the disk. */
const KEPT_AT_ONCE = 32;

export interface FolderTargetDeps {
  readonly folder: string;
  readonly onExisting: OnExisting;
  readonly names: ExportNames;
  readonly exported: ExportedFileRepository;
  readonly unfinished: UnfinishedFiles;
  /** Writes into the database without holding anybody up. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly log: Log;
}

/** Writes each file beside the others, whole or not at all. @throws what the system says when the folder cannot be made */
export async function openFolderTarget(deps: FolderTargetDeps): Promise<ExportTarget> {
  const { onExisting, names, exported, unfinished, log } = deps;
  const folder = resolve(deps.folder);
  await mkdir(folder, { recursive: true });
  const staging = await unfinished.begin(folder, EXPORT_SLOTS);
  let unkept = 0;

  /** A database that is damaged or full is told elsewhere; the files are written all the same. */
  async function inDatabase(work: () => void): Promise<void> {
    await deps
      .inTurn(work)
      .catch((error: unknown) => log.error('What an export wrote could not be noted', error));
  }

  async function keepNotes(): Promise<void> {
    unkept = 0;
    await inDatabase(exported.keep);
  }

  function stagingPath(slot: number): string {
    const path = staging[slot];
    if (path === undefined) throw new Error('There are not so many slots.');
    return path;
  }

  /** @param write puts the content under this path */
  async function put(
    file: NewExportFile,
    hash: string,
    write: (path: string) => Promise<void>,
  ): Promise<ExportOutcome> {
    let beside: KeptBeside | null = null;
    for (let number = 1; ; number += 1) {
      const stem = numbered(file.stem, number);
      if (number > 1 && !names.claim(stem, file.owner)) continue;
      const fileName = `${stem}.${file.ending}`;
      const path = join(folder, fileName);
      const present = number === 1 ? await sha256OfFile(path) : await hashAt(path);
      if (present === hash) return { kind: 'unchanged', fileName };
      const ours = present === null ? null : exported.find(path, present);
      if (present !== null) {
        if (onExisting === 'skip') return { kind: 'skipped', reason: 'exists', fileName };
        const verdict = onExisting === 'replace' ? judge(path, ours, file.isTimed) : 'both';
        if (verdict === 'timed-there') return { kind: 'skipped', reason: verdict, fileName };
        if (verdict !== 'ours') {
          beside ??= verdict;
          continue;
        }
      }
      // In front of the name: a program that is ended in between leaves no file that counts as somebody else's.
      const coming = { sha256: hash, isTimed: file.isTimed };
      await inDatabase(() => {
        exported.noteComing(path, coming, ours);
      });
      await write(path);
      unkept += 1;
      if (unkept >= KEPT_AT_ONCE) await keepNotes();
      return { kind: present === null ? 'written' : 'replaced', fileName, beside, notes: file.notes };
    }
  }

  /** Whether a file may be replaced: it has to be as an export of ours wrote it, and not better than what would come. */
  function judge(
    path: string,
    ours: ExportedContent | null,
    isTimed: boolean,
  ): 'ours' | 'timed-there' | KeptBeside {
    if (ours === null) return exported.hasWritten(path) ? 'changed' : 'foreign';
    return ours.isTimed && !isTimed ? 'timed-there' : 'ours';
  }

  return {
    path: folder,
    stagingPath,
    async refuses({ stem, ending }) {
      if (onExisting !== 'skip') return null;
      const fileName = `${stem}.${ending}`;
      const isThere = (await hashAt(join(folder, fileName))) !== null;
      return isThere ? { kind: 'skipped', reason: 'exists', fileName } : null;
    },
    putText: (file, { content, sha256 }, slot) =>
      put(file, sha256, (path) => writeFileBy(stagingPath(slot), path, content)),
    async putFile(file, staged) {
      try {
        return await put(file, staged.sha256, async (path) => {
          await renamePatiently(staged.path, path);
          await flushFolder(dirname(path)).catch((error: unknown) =>
            log.error('A folder was not flushed', error),
          );
        });
      } finally {
        await rm(staged.path, { force: true });
      }
    },
    async finish() {
      await keepNotes();
      await unfinished.end(staging);
    },
    async abandon() {
      await keepNotes();
      await unfinished.end(staging);
      return true;
    },
  };
}

/** Null when nothing stands there; a folder has a hash that no file has. */
export async function hashAt(path: string): Promise<string | null> {
  try {
    return await sha256OfFile(path);
  } catch (error) {
    if (isErrno(error, 'EISDIR')) return 'folder';
    throw error;
  }
}
