import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** Real media for the file host: the sample songs' files, and sound of any size. */

const FOLDER = join(import.meta.dirname, '../../resources/sample/media');

/** A file of the sample songs, for example `low-tide.m4a`. */
export function media(name: string): Buffer {
  return readFileSync(join(FOLDER, name));
}

export const audio = () => media('low-tide.m4a');
export const otherAudio = () => media('night-ferry.m4a');
export const mp3 = () => media('slow-machines.mp3');
export const wav = () => media('low-tide.wav');
export const video = () => media('low-tide.mp4');
export const jpg = () => media('low-tide.jpg');
export const webp = () => media('slow-machines.webp');

/** A picture of one pixel. */
export function png(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(1, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.from([0, 40, 90, 120]))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const WAV_HEADER_BYTES = 44;

/**
 * A valid WAV (PCM, 16 bit, 44.1 kHz, stereo) of exactly so many bytes, rounded down to whole samples. The same seed gives
 * the same bytes; no two places in it are alike, so a piece put in the wrong place shows.
 */
export function bigAudio(bytes: number, seed = 1): Buffer {
  const size = Math.max(WAV_HEADER_BYTES + 4, bytes - (bytes % 4));
  const file = Buffer.alloc(size);
  const dataBytes = size - WAV_HEADER_BYTES;
  let state = (seed * 0x9e3779b9) >>> 0 || 1;
  for (let at = 0; at < size; at += 4) {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    file.writeUInt32LE(state, at);
  }
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(size - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(44_100, 24);
  file.writeUInt32LE(44_100 * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(dataBytes, 40);
  return file;
}

/** SHA-256 in hex. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
