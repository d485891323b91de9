import { latin1, uintBe } from '../byte-reader';
import { joinBytes, latin1Bytes, uint16Be, uint32Be } from './bytes';

/** ID3v2 as a row of frames whose contents are kept as they came: what is not understood is not lost. */
export interface Id3Tag {
  readonly version: 3 | 4;
  readonly frames: readonly Id3Frame[];
}

export interface Id3Frame {
  readonly id: string;
  /** As they stand in a tag of this version. */
  readonly flags: number;
  readonly data: Uint8Array;
}

export const ID3_HEAD_BYTES = 10;
const FRAME_HEAD_BYTES = 10;
/** Sizes in the head have seven bits in a byte. */
const LARGEST_TAG_BYTES = 2 ** 28 - 1;
const FRAME_ID = /^[A-Z][A-Z0-9]{3}$/;

/** Flags of the head. */
const UNSYNCHRONISED = 0x80;
const HAS_EXTENDED_HEAD = 0x40;
const HAS_FOOTER = 0x10;

/** Flags of a frame's form; what is packed in one of these ways is kept, not read. */
const V3_PACKED = 0x00e0;
const V4_PACKED = 0x004c;
const V4_UNSYNCHRONISED = 0x0002;
const V4_HAS_LENGTH = 0x0001;

/** Length of the whole tag whose first ten bytes these are; null when no tag begins here. */
export function id3TagBytes(head: Uint8Array): number | null {
  if (head.length < ID3_HEAD_BYTES || latin1(head, 0, 3) !== 'ID3') return null;
  const hasFooter = ((head[5] ?? 0) & HAS_FOOTER) !== 0;
  return ID3_HEAD_BYTES + syncsafe(head, 6) + (hasFooter ? ID3_HEAD_BYTES : 0);
}

/**
 * The frames of a tag. `old`: it is of version 2.2, whose frames have other names and forms, or of one that nobody knows ·
 * `damaged`: not all of it can be read, so not all of it could be kept.
 */
export function readId3Tag(bytes: Uint8Array): Id3Tag | 'old' | 'damaged' {
  const version = bytes[3];
  if (version !== 3 && version !== 4) return 'old';
  const flags = bytes[5] ?? 0;
  const size = syncsafe(bytes, 6);
  if (bytes.length < ID3_HEAD_BYTES + size) return 'damaged';
  let body = bytes.subarray(ID3_HEAD_BYTES, ID3_HEAD_BYTES + size);
  // Before 2.4 the tag as a whole is unsynchronised, since then each frame for itself.
  if (version === 3 && (flags & UNSYNCHRONISED) !== 0) body = synchronised(body);
  if ((flags & HAS_EXTENDED_HEAD) !== 0) {
    // A checksum of what will change, and how much of it is padding: of no use afterwards.
    body = body.subarray(version === 3 ? 4 + uintBe(body, 0, 4) : syncsafe(body, 0));
  }
  const frames = readFrames(body, version);
  return frames === null ? 'damaged' : { version, frames };
}

function readFrames(body: Uint8Array, version: 3 | 4): Id3Frame[] | null {
  const frames: Id3Frame[] = [];
  let at = 0;
  // Zeros behind the last frame are padding; fewer bytes than a head hold no frame.
  while (at + FRAME_HEAD_BYTES <= body.length && body[at] !== 0) {
    const id = latin1(body, at, 4);
    const size = frameBytes(body, at, version);
    if (!FRAME_ID.test(id) || size === null) return null;
    const data = body.subarray(at + FRAME_HEAD_BYTES, at + FRAME_HEAD_BYTES + size);
    frames.push(plainFrame({ id, flags: uintBe(body, at + 8, 2), data }, version));
    at += FRAME_HEAD_BYTES + size;
  }
  return frames;
}

/** Some writers of 2.4 have sizes of eight bits in a byte: the one that leads to a next frame or to the end is right. */
function frameBytes(body: Uint8Array, at: number, version: 3 | 4): number | null {
  const plain = uintBe(body, at + 4, 4);
  const isSyncsafe = body.subarray(at + 4, at + 8).every((byte) => byte < 0x80);
  const candidates = version === 3 ? [plain] : isSyncsafe ? [syncsafe(body, at + 4), plain] : [plain];
  return candidates.find((size) => leadsOn(body, at + FRAME_HEAD_BYTES + size)) ?? null;
}

function leadsOn(body: Uint8Array, next: number): boolean {
  if (next > body.length) return false;
  return next + FRAME_HEAD_BYTES > body.length || body[next] === 0 || FRAME_ID.test(latin1(body, next, 4));
}

/** Without unsynchronisation where it can be undone, so that its content can be read. */
function plainFrame(frame: Id3Frame, version: 3 | 4): Id3Frame {
  const { flags, data } = frame;
  if (version === 3 || (flags & (V4_UNSYNCHRONISED | V4_HAS_LENGTH)) === 0 || (flags & V4_PACKED) !== 0) {
    return frame;
  }
  const content = (flags & V4_HAS_LENGTH) === 0 ? data : data.subarray(4);
  return {
    ...frame,
    flags: flags & ~(V4_UNSYNCHRONISED | V4_HAS_LENGTH),
    data: (flags & V4_UNSYNCHRONISED) === 0 ? content : synchronised(content),
  };
}

/** Whether a frame's data are compressed, encrypted or grouped, and therefore say nothing here. */
export function isPacked(frame: Id3Frame, version: 3 | 4): boolean {
  return (frame.flags & (version === 3 ? V3_PACKED : V4_PACKED)) !== 0;
}

/** The bytes of a tag, without padding; null when they are more than a tag can have. */
export function printId3Tag({ version, frames }: Id3Tag): Uint8Array | null {
  const body = joinBytes(
    frames.flatMap(({ id, flags, data }) => [
      latin1Bytes(id),
      version === 3 ? uint32Be(data.length) : syncsafeBytes(data.length),
      uint16Be(flags),
      data,
    ]),
  );
  if (body.length > LARGEST_TAG_BYTES) return null;
  return joinBytes([latin1Bytes('ID3'), Uint8Array.of(version, 0, 0), syncsafeBytes(body.length), body]);
}

function syncsafe(bytes: Uint8Array, offset: number): number {
  return [0, 1, 2, 3].reduce((sum, index) => sum * 128 + ((bytes[offset + index] ?? 0) & 0x7f), 0);
}

function syncsafeBytes(value: number): Uint8Array {
  return Uint8Array.from([21, 14, 7, 0], (shift) => (value >> shift) & 0x7f);
}

/** Takes out the zeros that were put behind each 0xff so that no player takes a tag for sound. */
function synchronised(bytes: Uint8Array): Uint8Array {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (bytes[index] === 0 && bytes[index - 1] === 0xff) continue;
    plain[length] = bytes[index] ?? 0;
    length += 1;
  }
  return plain.subarray(0, length);
}
