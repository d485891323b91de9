import { latin1, uintBe, type ByteReader } from '../byte-reader';
import { joinBytes, latin1Bytes, uint32Be } from './bytes';
import type { Stretch } from './song-tags';

/** A box of ISO base media: a size, a name of four characters, a content. Places count from where the bytes begin. */
export interface Mp4Box extends Stretch {
  readonly type: string;
  /** Where its content begins. */
  readonly bodyStart: number;
}

/** The boxes of a file up to its end, or to where bytes follow that are no box. */
export async function fileBoxes(file: ByteReader): Promise<readonly Mp4Box[]> {
  const boxes: Mp4Box[] = [];
  for (let start = 0; start < file.size;) {
    const box = boxAt(await file.read(start, 16), 0, file.size - start);
    if (box === null) break;
    boxes.push({ ...box, start, bodyStart: start + box.bodyStart, end: start + box.end });
    start += box.end;
  }
  return boxes;
}

/**
 * The boxes in a stretch of bytes; null where one has no sense. Fewer bytes at the end than a box has, or zeros there,
 * are allowed: some writers end a list with them.
 */
export function boxesIn(bytes: Uint8Array, { start, end }: Stretch): readonly Mp4Box[] | null {
  const boxes: Mp4Box[] = [];
  for (let at = start; at + 8 <= end;) {
    if (uintBe(bytes, at, 4) === 0) break;
    const box = boxAt(bytes, at, end - at);
    if (box === null) return null;
    boxes.push({ ...box, start: at, bodyStart: at + box.bodyStart, end: at + box.end });
    at += box.end;
  }
  return boxes;
}

/** The box at an offset, its places counted from there. */
function boxAt(bytes: Uint8Array, offset: number, room: number): Omit<Mp4Box, 'start'> | null {
  const type = latin1(bytes, offset + 4, 4);
  const short = uintBe(bytes, offset, 4);
  const bodyStart = short === 1 ? 16 : 8;
  const end = short === 0 ? room : short === 1 ? uintBe(bytes, offset + 8, 8) : short;
  return room < 8 || end < bodyStart || end > room ? null : { type, bodyStart, end };
}

/** A box with this content. */
export function boxOf(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const bytes = content.reduce((sum, piece) => sum + piece.length, 0);
  return joinBytes([uint32Be(8 + bytes), latin1Bytes(type), ...content]);
}

/** The content of the box that a path of names leads to, by the first of each name; null where there is none. */
export function boxAlong(bytes: Uint8Array, from: Stretch, ...path: readonly string[]): Stretch | null {
  let place = from;
  for (const type of path) {
    const found = boxesIn(bytes, place)?.find((box) => box.type === type);
    if (found === undefined) return null;
    place = { start: found.bodyStart, end: found.end };
  }
  return place;
}
