import { describe, expect, it } from 'vitest';
import type { MediaFormat } from '@shared/model';
import type { ByteReader } from '../../src/main/domain/byte-reader';
import { readMediaStructure } from '../../src/main/domain/media-structure';
import { bigAudio, jpg, media, mp3, png, video, wav, webp } from '../support/media';

function reader(bytes: Buffer): ByteReader {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
const structureOf = (bytes: Buffer, format: MediaFormat) => readMediaStructure(reader(bytes), format);

/** Lengths to cut a file to: dense at both ends, spread over the rest. */
function cuts(bytes: Buffer, sniffed = 256): number[] {
  const size = bytes.length;
  const last = Array.from({ length: 64 }, (_, index) => size - 1 - index);
  const first = Array.from({ length: 32 }, (_, index) => sniffed + index * 7);
  const spread = Array.from({ length: 100 }, (_, index) => Math.floor((size * (index + 1)) / 102));
  return [...new Set([...first, ...spread, ...last])].filter((at) => at > 0 && at < size);
}

const box = (type: string, body: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const FTYP = box('ftyp', Buffer.from('M4A \0\0\0\0M4A mp42'));

/** So many frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz, without any note about the file. */
function bareMp3(frames: number): Buffer {
  const frame = Buffer.alloc(417, 0x55);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  return Buffer.concat(Array.from({ length: frames }, () => frame));
}

const WHOLE: readonly (readonly [string, MediaFormat, () => Buffer])[] = [
  ['m4a', 'm4a', () => media('low-tide.m4a')],
  ['another m4a', 'm4a', () => media('paper-lanterns-b.m4a')],
  ['mp4', 'mp4', video],
  ['wav', 'wav', wav],
  ['mp3', 'mp3', mp3],
  ['jpg', 'jpg', jpg],
  ['another jpg', 'jpg', () => media('beyond-the-sea.jpg')],
  ['png', 'png', png],
  ['webp', 'webp', webp],
];

describe('what a media file says of its own end', () => {
  it.each(WHOLE)('%s: whole, and cut at every length', async (_name, format, read) => {
    const bytes = read();
    expect(await structureOf(bytes, format)).toBe('whole');
    for (const at of cuts(bytes, Math.min(256, bytes.length >> 1))) {
      expect(await structureOf(bytes.subarray(0, at), format), `cut at ${at} of ${bytes.length}`).toBe('cut');
    }
  });

  it.each(WHOLE)('%s with a few bytes behind its end is never called cut', async (_name, format, read) => {
    for (const extra of [1, 3, 7]) {
      expect(await structureOf(Buffer.concat([read(), Buffer.alloc(extra)]), format)).not.toBe('cut');
    }
  });
});

describe('mp4', () => {
  const moov = box('moov', box('mvhd', Buffer.alloc(100)));
  const mdat = box('mdat', Buffer.alloc(500, 7));

  it.each([
    ['the index first', [FTYP, moov, mdat], 'whole'],
    ['the index last', [FTYP, box('free', Buffer.alloc(0)), mdat, moov], 'whole'],
    ['no index', [FTYP, mdat], 'cut'],
    ['no media', [FTYP, moov], 'cut'],
    ['nothing but its type', [FTYP], 'cut'],
    ['noise after its type', [FTYP, Buffer.alloc(64, 0xf0)], 'cut'],
    ['a box smaller than its head', [FTYP, Buffer.from([0, 0, 0, 4, 0x6d, 0x64, 0x61, 0x74])], 'cut'],
  ] as const)('%s', async (_name, boxes, expected) => {
    expect(await structureOf(Buffer.concat([...boxes]), 'mp4')).toBe(expected);
  });

  it('a last box without a size tells nothing', async () => {
    const open = Buffer.from(mdat);
    open.writeUInt32BE(0, 0);
    expect(await structureOf(Buffer.concat([FTYP, moov, open]), 'm4a')).toBe('undecided');
    expect(await structureOf(Buffer.concat([FTYP, open]), 'm4a')).toBe('cut');
  });

  it('a size of 64 bits is read', async () => {
    const long = Buffer.alloc(16 + 300);
    long.writeUInt32BE(1, 0);
    long.write('mdat', 4, 'latin1');
    long.writeBigUInt64BE(BigInt(long.length), 8);
    expect(await structureOf(Buffer.concat([FTYP, moov, long]), 'm4a')).toBe('whole');
    expect(await structureOf(Buffer.concat([FTYP, moov, long.subarray(0, -1)]), 'm4a')).toBe('cut');
    expect(await structureOf(Buffer.concat([FTYP, moov, long.subarray(0, 12)]), 'm4a')).not.toBe('whole');
  });

  it('fragments are whole only with their index behind them', async () => {
    const fragmented = box(
      'moov',
      Buffer.concat([box('mvhd', Buffer.alloc(20)), box('mvex', Buffer.alloc(8))]),
    );
    const pieces = [FTYP, fragmented, box('moof', Buffer.alloc(40)), mdat];
    expect(await structureOf(Buffer.concat(pieces), 'mp4')).toBe('undecided');
    expect(await structureOf(Buffer.concat([...pieces, box('mfra', Buffer.alloc(16))]), 'mp4')).toBe('whole');
    expect(await structureOf(Buffer.concat(pieces).subarray(0, -1), 'mp4')).toBe('cut');
  });
});

describe('wav', () => {
  function wavWith(edit: (bytes: Buffer) => void): Buffer {
    const bytes = bigAudio(4_000);
    edit(bytes);
    return bytes;
  }

  it.each([
    [0xffff_ffff, 0xffff_ffff],
    [0, 0],
    [0x7fff_ffff, 0x7fff_ffd3],
  ])('sizes that its writer could not fill in (%i, %i) tell nothing', async (form, data) => {
    const bytes = wavWith((each) => {
      each.writeUInt32LE(form, 4);
      each.writeUInt32LE(data, 40);
    });
    expect(await structureOf(bytes, 'wav')).toBe('undecided');
  });

  it('the sound alone is enough where only the form has no size', async () => {
    const bytes = wavWith((each) => void each.writeUInt32LE(0xffff_ffff, 4));
    expect(await structureOf(bytes, 'wav')).toBe('whole');
    expect(await structureOf(bytes.subarray(0, -1), 'wav')).toBe('cut');
  });

  it('what the form announces behind the sound is missed', async () => {
    const bytes = wavWith((each) => void each.writeUInt32LE(each.length + 200, 4));
    expect(await structureOf(bytes, 'wav')).toBe('cut');
  });

  it('a padding byte that is counted and not written is no cut', async () => {
    const bytes = wavWith((each) => void each.writeUInt32LE(each.length - 7, 4));
    expect(await structureOf(bytes, 'wav')).toBe('undecided');
  });

  it('over 4 GB the sizes of ds64 count', async () => {
    const ds64 = Buffer.alloc(8 + 28);
    ds64.write('ds64', 0, 'latin1');
    ds64.writeUInt32LE(28, 4);
    const plain = bigAudio(4_000);
    const bytes = Buffer.concat([plain.subarray(0, 12), ds64, plain.subarray(12)]);
    bytes.write('RF64', 0, 'latin1');
    bytes.writeUInt32LE(0xffff_ffff, 4);
    bytes.writeUInt32LE(0xffff_ffff, 40 + ds64.length);
    bytes.writeBigUInt64LE(BigInt(bytes.length - 8), 20);
    bytes.writeBigUInt64LE(BigInt(plain.length - 44), 28);
    expect(await structureOf(bytes, 'wav')).toBe('whole');
    expect(await structureOf(bytes.subarray(0, -2), 'wav')).toBe('cut');
  });
});

describe('mp3', () => {
  it('without a note about the file, only a cut inside a frame shows', async () => {
    const bytes = bareMp3(40);
    expect(await structureOf(bytes, 'mp3')).toBe('undecided');
    expect(await structureOf(bytes.subarray(0, 417 * 20), 'mp3')).toBe('undecided');
    for (const missing of [1, 100, 416]) {
      expect(await structureOf(bytes.subarray(0, bytes.length - missing), 'mp3')).toBe('cut');
    }
  });

  it('a tag at the end says that it is the end', async () => {
    const tag = Buffer.alloc(128);
    tag.write('TAG', 0, 'latin1');
    expect(await structureOf(Buffer.concat([bareMp3(40), tag]), 'mp3')).toBe('whole');
    expect(await structureOf(Buffer.concat([bareMp3(40), tag.subarray(0, 90)]), 'mp3')).not.toBe('whole');
  });

  it('a tag in front is stepped over; a tag alone is no sound', async () => {
    const tag = Buffer.alloc(10 + 300);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 2, 44]);
    expect(await structureOf(Buffer.concat([tag, bareMp3(3)]), 'mp3')).toBe('undecided');
    expect(await structureOf(Buffer.concat([tag, bareMp3(3)]).subarray(0, -1), 'mp3')).toBe('cut');
    expect(await structureOf(tag, 'mp3')).toBe('cut');
    expect(await structureOf(tag.subarray(0, 200), 'mp3')).toBe('cut');
    expect(await structureOf(Buffer.concat([tag, Buffer.alloc(500)]), 'mp3')).toBe('cut');
  });

  it('less than one frame is no sound', async () => {
    expect(await structureOf(bareMp3(1).subarray(0, 4), 'mp3')).toBe('cut');
    expect(await structureOf(bareMp3(1).subarray(0, 416), 'mp3')).toBe('cut');
  });

  it('the note of a variable rate (VBRI) counts', async () => {
    const bytes = bareMp3(40);
    bytes.write('VBRI', 36, 'latin1');
    bytes.writeUInt32BE(bytes.length, 46);
    expect(await structureOf(bytes, 'mp3')).toBe('whole');
    expect(await structureOf(bytes.subarray(0, 417 * 39), 'mp3')).toBe('cut');
  });
});

describe('jpg', () => {
  it('an end mark inside an embedded preview is not the end', async () => {
    const preview = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
    const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 2 + preview.length]), preview]);
    const whole = jpg();
    const bytes = Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)]);
    expect(await structureOf(bytes, 'jpg')).toBe('whole');
    expect(await structureOf(bytes.subarray(0, bytes.length >> 1), 'jpg')).toBe('cut');
  });
});
