import { latin1, uintBe, type ByteReader } from './byte-reader';
import type { MediaStructure } from './media-structure';

const PNG_SIGNATURE_BYTES = 8;
/** Length, type and checksum of a chunk. */
const PNG_CHUNK_FRAME_BYTES = 12;

/** PNG: chunks that tell their length, the last of them `IEND`. */
export async function readPngStructure(file: ByteReader): Promise<MediaStructure> {
  for (let at = PNG_SIGNATURE_BYTES; at < file.size;) {
    const head = await file.read(at, 8);
    const type = latin1(head, 4, 4);
    if (head.length < 8) return 'cut';
    if (!/^[A-Za-z]{4}$/.test(type)) return 'undecided';
    at += PNG_CHUNK_FRAME_BYTES + uintBe(head, 0, 4);
    if (at > file.size) return 'cut';
    if (type === 'IEND') return at === file.size ? 'whole' : 'undecided';
  }
  return 'cut';
}

const SCAN_BYTES = 16 * 1024;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** Markers that stand alone, without a length: TEM, RST0 to RST7, SOI. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** JPEG: segments that tell their length, between them the scans, at the end the mark `EOI`. */
export async function readJpegStructure(file: ByteReader): Promise<MediaStructure> {
  for (let at = 2; at < file.size;) {
    const head = await file.read(at, 4);
    if (head[0] !== 0xff) return 'undecided';
    if (head.length < 2) return 'cut';
    const marker = head[1] ?? 0;
    if (marker === END_OF_IMAGE) return at + 2 === file.size ? 'whole' : 'undecided';
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else {
      if (head.length < 4) return 'cut';
      at += 2 + uintBe(head, 2, 2);
      if (marker === START_OF_SCAN) at = await endOfScan(file, at);
    }
  }
  return 'cut';
}

/** Where the coded picture ends: at the next marker that is neither a stuffed byte nor a restart. */
async function endOfScan(file: ByteReader, start: number): Promise<number> {
  for (let at = start; at < file.size;) {
    const piece = await file.read(at, SCAN_BYTES);
    const found = piece.indexOf(0xff);
    const next = piece[found + 1];
    if (found === -1) at += piece.length;
    else if (next === undefined) {
      if (at + found + 1 >= file.size) return file.size;
      at += found;
    } else if (next === 0 || (next >= 0xd0 && next <= 0xd7)) at += found + 2;
    else return at + found;
  }
  return file.size;
}
