import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import type { MediaFormat } from '@shared/model';
import type { ByteReader } from '../domain/byte-reader';
import { SNIFF_BYTES } from '../domain/media-format';
import { readMediaStructure, type MediaStructure } from '../domain/media-structure';

/** Length in bytes; 0 when there is no such file. */
export async function partBytes(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** Feeds what is on disk to the hash and gives its first bytes back. */
export async function hashPart(path: string, hash: Hash): Promise<Buffer> {
  let first: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (first.length < SNIFF_BYTES) first = Buffer.concat([first, chunk]).subarray(0, SNIFF_BYTES);
    hash.update(chunk);
  }
  return first;
}

/** Brings what is written to the disk itself. */
export async function flushPart(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What the container of the file says of its end. */
export async function structureOfPart(path: string, format: MediaFormat): Promise<MediaStructure> {
  const file = await open(path, 'r');
  try {
    return await readMediaStructure(readerOf(file, (await file.stat()).size), format);
  } finally {
    await file.close();
  }
}

function readerOf(file: FileHandle, size: number): ByteReader {
  return {
    size,
    async read(offset, length) {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - offset)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      return buffer.subarray(0, bytesRead);
    },
  };
}
