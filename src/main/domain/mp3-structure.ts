import { latin1, uintBe, type ByteReader } from './byte-reader';
import type { MediaStructure } from './media-structure';

/** Between a tag and the first frame some writers leave a gap of zeros. */
const LONGEST_GAP_BYTES = 16 * 1024;
const ID3V1_BYTES = 128;

/** Kilobits per second of layer III by index, MPEG 1 and MPEG 2 or 2.5; 0 is not told. */
const BIT_RATES = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

interface Frame {
  readonly bytes: number;
  /** Where in the frame the note of an encoder about the whole file stands, if there is one. */
  readonly noteOffset: number;
}

/** MP3: the length that an encoder noted in the first frame (Xing, Info, VBRI), else frame after frame. */
export async function readMp3Structure(file: ByteReader): Promise<MediaStructure> {
  const afterTags = await skipId3(file);
  if (afterTags >= file.size) return 'cut';
  const start = await findFrame(file, afterTags);
  if (start === null) return file.size - afterTags < LONGEST_GAP_BYTES ? 'cut' : 'undecided';
  const noted = await notedBytes(file, start);
  if (noted !== null) return start + noted > file.size ? 'cut' : 'whole';
  return walkFrames(file, start);
}

async function skipId3(file: ByteReader): Promise<number> {
  let at = 0;
  for (;;) {
    const head = await file.read(at, 10);
    if (head.length < 10 || latin1(head, 0, 3) !== 'ID3') return at;
    const size = [6, 7, 8, 9].reduce((sum, index) => sum * 128 + ((head[index] ?? 0) & 0x7f), 0);
    const hasFooter = ((head[5] ?? 0) & 0x10) !== 0;
    at += 10 + size + (hasFooter ? 10 : 0);
  }
}

async function findFrame(file: ByteReader, from: number): Promise<number | null> {
  const gap = await file.read(from, LONGEST_GAP_BYTES);
  for (let index = 0; index + 4 <= gap.length; index += 1) {
    if (readFrame(gap.subarray(index, index + 4)) !== null) return from + index;
  }
  return null;
}

/** Bytes from the first frame to the end of the last as the encoder noted them; null when it did not. */
async function notedBytes(file: ByteReader, start: number): Promise<number | null> {
  const head = await file.read(start, 64);
  const frame = readFrame(head);
  if (frame === null) return null;
  const name = latin1(head, frame.noteOffset, 4);
  if (name === 'Xing' || name === 'Info') {
    const flags = uintBe(head, frame.noteOffset + 4, 4);
    const hasFrames = (flags & 1) !== 0;
    const hasBytes = (flags & 2) !== 0;
    return hasBytes ? uintBe(head, frame.noteOffset + (hasFrames ? 12 : 8), 4) : null;
  }
  return latin1(head, 36, 4) === 'VBRI' ? uintBe(head, 46, 4) : null;
}

async function walkFrames(file: ByteReader, start: number): Promise<MediaStructure> {
  for (let at = start; at < file.size;) {
    const head = await file.read(at, 8);
    const frame = readFrame(head);
    if (frame === null) {
      const isTag = latin1(head, 0, 3) === 'TAG' && file.size - at === ID3V1_BYTES;
      if (isTag) return 'whole';
      return head.length < 4 && head[0] === 0xff ? 'cut' : 'undecided';
    }
    if (at + frame.bytes > file.size) return 'cut';
    at += frame.bytes;
  }
  // Another frame could follow, or none.
  return 'undecided';
}

function readFrame(head: Uint8Array): Frame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  const isLayer3 = (second & 0b0110) === 0b0010;
  if (head.length < 4 || first !== 0xff || (second & 0xe0) !== 0xe0 || !isLayer3) return null;
  const version = (second >> 3) & 0b11;
  if (version === 0b01) return null;
  const isMpeg1 = version === 0b11;
  const kilobits = BIT_RATES[isMpeg1 ? 1 : 2][third >> 4] ?? 0;
  const fullRate = SAMPLE_RATES[((third >> 2) & 0b11) as 0 | 1 | 2];
  if (kilobits === 0 || fullRate === undefined) return null;
  // MPEG 2 halves the sample rate, MPEG 2.5 quarters it.
  const sampleRate = isMpeg1 ? fullRate : version === 0b10 ? fullRate / 2 : fullRate / 4;
  const padding = (third >> 1) & 1;
  const bytes = Math.floor(((isMpeg1 ? 144_000 : 72_000) * kilobits) / sampleRate) + padding;
  const isMono = fourth >> 6 === 0b11;
  const sideInfoBytes = isMpeg1 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  return { bytes, noteOffset: 4 + sideInfoBytes };
}
