import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ExportOutcome, KeptBeside, OnExisting, TagNote } from '@shared/export';
import type { ExportedFileNote, ExportedFileRepository } from '../db/exported-files';
import { numbered, type ExportNames } from '../domain/export-names';
import type { Log } from '../ports';
import { flushFolder } from './library-folder';
import { isErrno, renamePatiently, sha256OfFile, unfinishedPath, writeWholeFile } from './whole-file';

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
  /** Where the sound of the slot's song is made ready. */
  stagingPath(slot: number): string;
  /** What is clear before a sound file is made, which takes long; null when it has to be made. */
  refuses(file: Pick<NewExportFile, 'stem' | 'ending'>): Promise<ExportOutcome | null>;
  putText(file: NewExportFile, words: NewText): Promise<ExportOutcome>;
  putFile(file: NewExportFile, staged: StagedFile): Promise<ExportOutcome>;
  /** Every song was seen to. */
  finish(): Promise<void>;
  /** The export ended before its time; whether what it wrote stays. */
  abandon(): Promise<boolean>;
}

/** Notes of written files are kept so many at once. */
const NOTED_AT_ONCE = 32;

export interface FolderTargetDeps {
  readonly folder: string;
  readonly onExisting: OnExisting;
  readonly names: ExportNames;
  readonly exported: ExportedFileRepository;
  /** Writes into the database without holding anybody up. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly log: Log;
}

/** Writes each file beside the others, whole or not at all. @throws what the system says when the folder cannot be made */
export async function openFolderTarget(deps: FolderTargetDeps): Promise<ExportTarget> {
  const { onExisting, names, exported, log } = deps;
  const folder = resolve(deps.folder);
  await mkdir(folder, { recursive: true });
  let notes: ExportedFileNote[] = [];

  async function note(file: ExportedFileNote): Promise<void> {
    notes.push(file);
    if (notes.length >= NOTED_AT_ONCE) await keepNotes();
  }

  async function keepNotes(): Promise<void> {
    const kept = notes;
    notes = [];
    // A database that is damaged or full is told elsewhere; the files are written all the same.
    await deps
      .inTurn(() => exported.note(kept))
      .catch((error: unknown) => log.error('What an export wrote could not be noted', error));
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
      if (present !== null) {
        if (onExisting === 'skip') return { kind: 'skipped', reason: 'exists', fileName };
        const verdict = onExisting === 'replace' ? judge(path, present, file.isTimed) : 'both';
        if (verdict === 'timed-there') return { kind: 'skipped', reason: verdict, fileName };
        if (verdict !== 'ours') {
          beside ??= verdict;
          continue;
        }
      }
      await write(path);
      await note({ path, sha256: hash, isTimed: file.isTimed });
      return { kind: present === null ? 'written' : 'replaced', fileName, beside, notes: file.notes };
    }
  }

  /** Whether a file may be replaced: it has to be as an export of ours wrote it, and not better than what would come. */
  function judge(path: string, present: string, isTimed: boolean): 'ours' | 'timed-there' | KeptBeside {
    const ours = exported.find(path);
    if (ours?.sha256 !== present) return ours === null ? 'foreign' : 'changed';
    return ours.isTimed && !isTimed ? 'timed-there' : 'ours';
  }

  return {
    path: folder,
    stagingPath: (slot) => unfinishedPath(join(folder, `sound-${slot}`)),
    async refuses({ stem, ending }) {
      if (onExisting !== 'skip') return null;
      const fileName = `${stem}.${ending}`;
      const isThere = (await hashAt(join(folder, fileName))) !== null;
      return isThere ? { kind: 'skipped', reason: 'exists', fileName } : null;
    },
    putText: (file, { content, sha256 }) => put(file, sha256, (path) => writeWholeFile(path, content)),
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
    finish: keepNotes,
    async abandon() {
      await keepNotes();
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
