import { latin1, uintBe, type ByteReader } from './byte-reader';
import type { MediaStructure } from './media-structure';

interface Box {
  readonly type: string;
  readonly headBytes: number;
  /** Null: the box goes on to the end of what it stands in. */
  readonly bytes: number | null;
}

/** ISO base media (m4a, mp4): a row of boxes that each tell their size; `moov` describes what `mdat` holds. */
export async function readMp4Structure(file: ByteReader): Promise<MediaStructure> {
  let hasMovie = false;
  let hasMedia = false;
  let isFragmented = false;
  let lastType = '';
  for (let at = 0; at < file.size;) {
    const box = readBox(await file.read(at, 16));
    // A few bytes after the last box do no harm; before it, nothing playable is there.
    if (box === null) return hasMovie && hasMedia ? 'undecided' : 'cut';
    hasMovie ||= box.type === 'moov';
    hasMedia ||= box.type === 'mdat';
    if (box.bytes === null) return hasMovie && hasMedia ? 'undecided' : 'cut';
    if (at + box.bytes > file.size) return 'cut';
    isFragmented ||=
      box.type === 'moof' ||
      (box.type === 'moov' && (await hasChild(file, at + box.headBytes, at + box.bytes, 'mvex')));
    lastType = box.type;
    at += box.bytes;
  }
  if (!hasMovie || !hasMedia) return 'cut';
  // Fragments can end after any of them; only their index stands at the end.
  return isFragmented && lastType !== 'mfra' ? 'undecided' : 'whole';
}

function readBox(head: Uint8Array): Box | null {
  const type = latin1(head, 4, 4);
  if (head.length < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  const short = uintBe(head, 0, 4);
  if (short === 0) return { type, headBytes: 8, bytes: null };
  if (short !== 1) return short < 8 ? null : { type, headBytes: 8, bytes: short };
  const long = head.length < 16 ? 0 : uintBe(head, 8, 8);
  return long < 16 ? null : { type, headBytes: 16, bytes: long };
}

async function hasChild(file: ByteReader, start: number, end: number, type: string): Promise<boolean> {
  for (let at = start; at < end;) {
    const box = readBox(await file.read(at, 16));
    if (box === null) return false;
    if (box.type === type) return true;
    if (box.bytes === null) return false;
    at += box.bytes;
  }
  return false;
}
