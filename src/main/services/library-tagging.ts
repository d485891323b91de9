import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ExportedFile, ExportOutcome, ExportStatus } from '@shared/export';
import type { ClipId, SoundKind } from '@shared/model';
import type { CheckedFile, CheckedFileRepository } from '../db/checked-files';
import type { ClipRepository, StoredClip } from '../db/clips';
import type { Database } from '../db/database';
import type { ExportedFileRepository } from '../db/exported-files';
import type { Log } from '../ports';
import { exportFailureOf } from './export-failure';
import type { ExportRun } from './export-run';
import type { LibraryFolder } from './library-folder';
import type { LibraryReader } from './library-reader';
import type { OpenFiles } from './open-files';
import { FATAL } from './song-export';
import type { PrintWords } from './song-printing';
import type { SongSound } from './song-sound';
import type { ReadStoredWords } from './stored-words';
import type { TaggedFiles, TagOutcome } from './tagged-files';
import type { UnfinishedFiles } from './unfinished-files';
import { unfinishedPath } from './whole-file';

/**
 * Writes tags into the library's own sound files, by the user's word. A file gets them only where it is what the library
 * knows; from then on the library knows the new one, and what was served beside.
 */
export interface LibraryTagging {
  /** Begins; it goes on by itself, as an export does. Fails with `export-running` and `library-unavailable`. */
  start(clipIds: readonly ClipId[], kinds: readonly SoundKind[]): Promise<ExportStatus>;
  /** Takes up what a program that ended in the middle has left. */
  settle(): Promise<void>;
}

export interface LibraryTaggingDeps {
  readonly db: Database;
  readonly run: ExportRun;
  readonly clips: ClipRepository;
  readonly files: CheckedFileRepository;
  readonly exported: ExportedFileRepository;
  readonly unfinished: UnfinishedFiles;
  readonly taggedFiles: TaggedFiles;
  readonly sound: SongSound;
  readonly storedWords: ReadStoredWords;
  readonly print: PrintWords;
  readonly reader: LibraryReader;
  readonly folder: () => LibraryFolder;
  readonly openFiles: OpenFiles;
  readonly log: Log;
  /** Looks whether the library folder is there and sets its hold; throws `library-unavailable` when it is not. */
  readonly requireFolder: () => Promise<void>;
  readonly isFolderReady: () => boolean;
  /** Keeps downloads and the files beside the song from being written until the returned function is called. */
  readonly holdSong: (clipRow: number) => Promise<() => void>;
  /** Files of the song hold other bytes now. */
  readonly onChange: (clipId: ClipId) => void;
}

export function createLibraryTagging(deps: LibraryTaggingDeps): LibraryTagging {
  const { db, run, clips, files, exported, unfinished, taggedFiles, sound, reader, folder, openFiles, log } =
    deps;
  const never = new AbortController().signal;

  async function tagSong(
    clip: StoredClip,
    kinds: readonly SoundKind[],
    signal: AbortSignal,
  ): Promise<ExportedFile[]> {
    const release = await deps.holdSong(clip.row);
    try {
      const tagged: ExportedFile[] = [];
      for (const kind of kinds) {
        tagged.push({ part: kind, outcome: await tagKind(clip, kind, signal), untimedLines: 0 });
      }
      return tagged;
    } finally {
      release();
    }
  }

  async function tagKind(clip: StoredClip, kind: SoundKind, signal: AbortSignal): Promise<ExportOutcome> {
    const file = files.find(clip.row, kind);
    if (file === null || file.isMissing) return { kind: 'skipped', reason: 'no-sound' };
    const fileName = basename(file.path);
    if (!deps.isFolderReady()) return { kind: 'failed', reason: 'folder-gone', fileName };
    try {
      return await tagFile(clip, file, kind, signal);
    } catch (error) {
      if (signal.aborted) return { kind: 'skipped', reason: 'stopped' };
      log.error('Tags could not be written into a file of the library', error);
      return { kind: 'failed', reason: exportFailureOf(error), fileName };
    }
  }

  async function tagFile(
    clip: StoredClip,
    file: CheckedFile,
    kind: SoundKind,
    signal: AbortSignal,
  ): Promise<ExportOutcome> {
    const isPlaying = () => openFiles.isOpen(clip.clipId, kind);
    if (isPlaying()) return { kind: 'skipped', reason: 'playing' };
    // What somebody changed is not made the right one by writing a title into it.
    const hash = await reader.hash(file.path, signal, () => undefined);
    if (hash !== file.sha256 || file.isComing) return { kind: 'skipped', reason: 'changed' };
    const path = await folder().resolveExisting(file.path);
    const words = deps.storedWords(clip);
    const { tagged } = await deps.print({ words, formats: [], hasSections: true, isForTags: true });
    const tags = await sound.tagsOf(clip, tagged);
    const temporary = [unfinishedPath(path)];
    await unfinished.note(temporary);
    const outcome = await taggedFiles
      .tagInPlace(path, tags, {
        signal,
        isPlaying,
        onReady: (ready) => {
          exported.noteTagged({ clipRow: clip.row, kind, ...ready });
          return Promise.resolve();
        },
      })
      .finally(() => unfinished.end(temporary));
    if (outcome.kind === 'written') await accept(clip, kind, path, outcome);
    else exported.forgetTagged(clip.row, kind);
    return outcomeOf(outcome, file);
  }

  async function accept(
    clip: StoredClip,
    kind: SoundKind,
    path: string,
    present: { readonly bytes: number; readonly sha256: string },
  ): Promise<void> {
    const { mtimeMs } = await stat(path);
    db.transactDurably(() => {
      files.accept({ clipRow: clip.row, kind }, { ...present, changedAt: mtimeMs });
      exported.forgetTagged(clip.row, kind);
      // The file beside the song is to tell of both hashes.
      clips.markSidecarDue(clip.row);
    });
    deps.onChange(clip.clipId);
  }

  return {
    async start(clipIds, kinds) {
      run.requireNone();
      await deps.requireFolder();
      return run.start({
        purpose: 'tags',
        target: folder().root,
        clipIds,
        parts: kinds,
        begin(clipId, _index, _slot, signal) {
          const clip = clips.find(clipId);
          return clip === null ? null : { title: clip.title, files: tagSong(clip, kinds, signal) };
        },
        isFatal: (reason) => FATAL.has(reason),
        finish: () => Promise.resolve(),
        abandon: () => Promise.resolve(true),
      });
    },
    async settle() {
      for (const { clipRow, kind, bytes, sha256 } of exported.tagged()) {
        if (!deps.isFolderReady()) return;
        const file = files.find(clipRow, kind);
        const clip = clips.findRow(clipRow);
        const hash = file && (await reader.hash(file.path, never, () => undefined).catch(() => null));
        if (file && clip && hash === sha256)
          await accept(clip, kind, await folder().resolveExisting(file.path), { bytes, sha256 });
        else exported.forgetTagged(clipRow, kind);
      }
    },
  };
}

function outcomeOf(outcome: TagOutcome, { path, sha256 }: CheckedFile): ExportOutcome {
  const fileName = basename(path);
  if (outcome.kind === 'skipped') return { kind: 'skipped', reason: outcome.reason };
  if (outcome.kind === 'failed') return { kind: 'failed', reason: outcome.reason, fileName };
  // A note is worth telling also where nothing else was new.
  if (outcome.sha256 === sha256 && outcome.notes.length === 0) return { kind: 'unchanged', fileName };
  return { kind: 'written', fileName, beside: null, notes: outcome.notes };
}
