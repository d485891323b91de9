import { chmod, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BigIntStats } from 'node:fs';
import type { SongTags, TagNote } from '../domain/tags/song-tags';
import type { Log } from '../ports';
import { exportFailureOf } from './export-failure';
import { flushFolder } from './library-folder';
import type { TagFailure, TagWriting } from './tag-writing';
import { renamePatiently, unfinishedPath } from './whole-file';

/** What became of one file. */
export type TagOutcome =
  | {
      readonly kind: 'written';
      readonly bytes: number;
      /** Of the whole file as it stands there now. */
      readonly sha256: string;
      /** What of the song is not in it, though the rest is. */
      readonly notes: readonly TagNote[];
    }
  | {
      readonly kind: 'skipped';
      /** `playing`: it is heard just now · `changed`: it is another file by now. Both may work another time. */
      readonly reason: Extract<TagWriting, { kind: 'skipped' }>['reason'] | 'playing' | 'changed';
    }
  | { readonly kind: 'failed'; readonly reason: TagFailure };

/** Writes songs' tags and words into sound files. Nothing but a whole, checked file ever has its final name. */
export interface TaggedFiles {
  /**
   * Writes a copy of a sound file with tags, under a name for the time being: one that is not whole and checked is removed.
   * What stands there is replaced. The source is never changed.
   *
   * @throws the signal's reason when it was aborted before the file was begun
   */
  writeTaggedCopy(source: string, target: string, tags: SongTags, signal: AbortSignal): Promise<TagOutcome>;
  /**
   * Writes tags into a file of the library itself: a checked copy takes its place. The hash that is returned is what is
   * there from now on, by the user's word; the one of what was served stays true of that.
   *
   * @throws the signal's reason when it was aborted before the file was begun
   */
  tagInPlace(path: string, tags: SongTags, options: TagInPlaceOptions): Promise<TagOutcome>;
}

export interface TagInPlaceOptions {
  readonly signal: AbortSignal;
  /** Asked before the work and once more before the file is replaced. */
  readonly isPlaying: () => boolean;
  /**
   * Told what the file is about to be, before it is: who notes it knows after a crash in between that this file is no
   * stranger. What it throws ends the work, and the file stays as it is.
   */
  readonly onReady: (file: { readonly bytes: number; readonly sha256: string }) => Promise<void>;
}

export interface TaggedFilesDeps {
  /** `writeTagged`, by whoever does it: a thread, or this one. */
  readonly write: (
    source: string,
    temporary: string,
    tags: SongTags,
    signal: AbortSignal,
  ) => Promise<TagWriting>;
  readonly log: Log;
}

export function createTaggedFiles({ write, log }: TaggedFilesDeps): TaggedFiles {
  /** @param mayReplace asked when all is ready; why not, or null */
  async function writeAndRename(
    { source, target, tags, signal }: TagWork,
    mayReplace: (ready: Extract<TagWriting, { kind: 'written' }>) => Promise<'playing' | 'changed' | null>,
  ): Promise<TagOutcome> {
    signal.throwIfAborted();
    const temporary = unfinishedPath(target);
    const writing = await write(source, temporary, tags, signal);
    if (writing.kind === 'skipped') return { kind: 'skipped', reason: writing.reason };
    if (writing.kind === 'failed') return failed(writing.reason, writing.detail);
    let hasName = false;
    try {
      const refusal = await mayReplace(writing);
      if (refusal !== null) return { kind: 'skipped', reason: refusal };
      await renamePatiently(temporary, target);
      hasName = true;
    } catch (error) {
      if (!isOfSystem(error)) throw error;
      return failed(exportFailureOf(error), error.message);
    } finally {
      if (!hasName) await rm(temporary, { force: true }).catch(() => undefined);
    }
    // The file is there; a crash right now may bring the old one back, no more.
    await flushFolder(dirname(target)).catch((error: unknown) =>
      log.error('A folder was not flushed', error),
    );
    return { kind: 'written', bytes: writing.bytes, sha256: writing.sha256, notes: writing.notes };
  }

  function failed(reason: TagFailure, detail: string | null): TagOutcome {
    log.warn('A sound file was not tagged', { reason, detail });
    return { kind: 'failed', reason };
  }

  return {
    async writeTaggedCopy(source, target, tags, signal) {
      if (await isSameFile(source, target)) throw new Error('A copy needs another name than its source.');
      signal.throwIfAborted();
      const writing = await write(source, target, tags, signal);
      if (writing.kind === 'skipped') return { kind: 'skipped', reason: writing.reason };
      if (writing.kind === 'failed') return failed(writing.reason, writing.detail);
      const { bytes, sha256, notes } = writing;
      return { kind: 'written', bytes, sha256, notes };
    },

    async tagInPlace(path, tags, { signal, isPlaying, onReady }) {
      signal.throwIfAborted();
      if (isPlaying()) return { kind: 'skipped', reason: 'playing' };
      const before = await statOrNull(path);
      return writeAndRename({ source: path, target: path, tags, signal }, async ({ bytes, sha256 }) => {
        // Who may read and write it stays as it was, where the system lets that be said.
        if (before !== null)
          await chmod(unfinishedPath(path), Number(before.mode & 0o7777n)).catch(() => undefined);
        await onReady({ bytes, sha256 });
        const now = await statOrNull(path);
        if (before === null || now === null || !isUnchanged(before, now)) return 'changed';
        return isPlaying() ? 'playing' : null;
      });
    },
  };
}

interface TagWork {
  readonly source: string;
  readonly target: string;
  readonly tags: SongTags;
  readonly signal: AbortSignal;
}

function isUnchanged(before: BigIntStats, now: BigIntStats): boolean {
  return before.ino === now.ino && before.size === now.size && before.mtimeNs === now.mtimeNs;
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([statOrNull(one), statOrNull(other)]);
  return first !== null && second !== null && first.ino === second.ino && first.dev === second.dev;
}

/** Null where nothing can be seen; what is to be said of that says whoever opens it. */
async function statOrNull(path: string): Promise<BigIntStats | null> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isOfSystem(error)) return null;
    throw error;
  }
}

function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
