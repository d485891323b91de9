import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import type { ExportFailure, SoundFailure } from '@shared/export';
import type { ByteReader } from '../domain/byte-reader';
import { sniffMedia, SNIFF_BYTES } from '../domain/media-format';
import { readMediaStructure } from '../domain/media-structure';
import type {
  Piece,
  SongTags,
  Stretch,
  TagContainer,
  TagNote,
  UntaggableReason,
} from '../domain/tags/song-tags';
import { findSound, planTags } from '../domain/tags/tag-plan';
import { exportFailureOf } from './export-failure';
import { wrongTagIn } from './tag-check';
import { isErrno } from './whole-file';

/** Why a file could not be tagged; what was there before is as it was. */
export type TagFailure = ExportFailure | SoundFailure;

/** A tagged file under a name for the time being, on the disk itself and checked; or nothing under that name. */
export type TagWriting =
  | {
      readonly kind: 'written';
      readonly container: TagContainer;
      readonly bytes: number;
      readonly sha256: string;
      readonly notes: readonly TagNote[];
    }
  /** `no-container`: what the file holds has no place for tags that we know. */
  | { readonly kind: 'skipped'; readonly reason: UntaggableReason | 'no-container' }
  | {
      readonly kind: 'failed';
      readonly reason: TagFailure;
      /** For the log: a code of the system, or which check failed; never a title. */
      readonly detail: string | null;
    };

const COPY_BYTES = 1024 * 1024;

/**
 * Writes the sound file with these tags to `temporary`, and reads it back: the tags with another library, the sound byte for
 * byte. The source is only read. Never throws for what a disk or a file can do, and leaves nothing but a good file.
 *
 * @param temporary on the disk of the final name; what stands there is replaced
 */
export async function writeTagged(source: string, temporary: string, tags: SongTags): Promise<TagWriting> {
  let writing: TagWriting;
  try {
    writing = await writeFrom(source, temporary, tags);
  } catch (error) {
    const isOfSource = error instanceof SourceError;
    writing = isOfSource
      ? failureOf(
          error.cause,
          isErrno(error.cause, 'ENOENT', 'ENOTDIR') ? 'source-gone' : 'source-unreadable',
        )
      : failureOf(error, exportFailureOf(error));
  }
  // One that cannot be removed lies beside its name until the next try replaces it.
  if (writing.kind !== 'written') await rm(temporary, { force: true }).catch(() => undefined);
  return writing;
}

async function writeFrom(source: string, temporary: string, tags: SongTags): Promise<TagWriting> {
  const file = await atSource(() => open(source, 'r'));
  try {
    const reader = await readerOf(file);
    const container = containerOf(await reader.read(0, SNIFF_BYTES));
    if (container === null) return { kind: 'skipped', reason: 'no-container' };
    if ((await readMediaStructure(reader, container)) === 'cut') return damaged('cut');
    const plan = await planTags(reader, container, tags);
    if (plan.kind === 'untaggable') return { kind: 'skipped', reason: plan.reason };
    const sound = await findSound(reader, container);
    if (plan.kind === 'damaged' || sound === null) return damaged('structure');
    await writePieces(reader, temporary, plan.pieces);
    const soundHash = await hashOf(reader, sound);
    const wrong =
      (await soundHashIn(temporary, container)) === soundHash
        ? await wrongTagIn(temporary, container, tags, plan.notes)
        : 'sound';
    if (wrong !== null) return { kind: 'failed', reason: 'verification', detail: wrong };
    return { kind: 'written', container, ...(await wholeHashOf(temporary)), notes: plan.notes };
  } finally {
    await file.close();
  }
}

/** By first bytes alone: what a file is called says nothing. */
function containerOf(head: Uint8Array): TagContainer | null {
  const format = sniffMedia(head, 'audio');
  return format === 'mp3' || format === 'm4a' || format === 'wav' ? format : null;
}

async function writePieces(source: ByteReader, path: string, pieces: readonly Piece[]): Promise<void> {
  await rm(path, { force: true });
  const target = await open(path, 'wx');
  try {
    for (const piece of pieces) {
      if (piece instanceof Uint8Array) await target.writeFile(piece);
      else for await (const bytes of bytesIn(source, piece)) await target.writeFile(bytes);
    }
    await target.sync();
  } finally {
    await target.close();
  }
}

async function* bytesIn(file: ByteReader, { start, end }: Stretch): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end;) {
    const bytes = await file.read(at, Math.min(COPY_BYTES, end - at));
    if (bytes.length === 0) throw new SourceError(new Error('It has become shorter.'));
    yield bytes;
    at += bytes.length;
  }
}

async function hashOf(file: ByteReader, sound: readonly Stretch[]): Promise<string> {
  const hash = createHash('sha256');
  for (const stretch of sound) for await (const bytes of bytesIn(file, stretch)) hash.update(bytes);
  return hash.digest('hex');
}

/** Found anew, by what the written file says of itself; null when it does not tell. */
async function soundHashIn(path: string, container: TagContainer): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const reader = await readerOf(file);
    const sound = await findSound(reader, container);
    return sound === null ? null : await hashOf(reader, sound);
  } finally {
    await file.close();
  }
}

async function wholeHashOf(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const file = await open(path, 'r');
  try {
    const reader = await readerOf(file);
    return { bytes: reader.size, sha256: await hashOf(reader, [{ start: 0, end: reader.size }]) };
  } finally {
    await file.close();
  }
}

async function readerOf(file: FileHandle): Promise<ByteReader> {
  const { size } = await atSource(() => file.stat());
  return {
    size,
    async read(offset, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await atSource(() => file.read(buffer, 0, buffer.length, offset));
      return buffer.subarray(0, bytesRead);
    },
  };
}

/** What is wrong is with the file that is read. */
class SourceError extends Error {
  constructor(override readonly cause: unknown) {
    super('The sound file cannot be read.');
    this.name = 'SourceError';
  }
}

async function atSource<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new SourceError(error);
  }
}

function damaged(detail: string): TagWriting {
  return { kind: 'failed', reason: 'damaged', detail };
}

function failureOf(error: unknown, reason: TagFailure): TagWriting {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  return { kind: 'failed', reason, detail: code ?? (error instanceof Error ? error.name : null) };
}
