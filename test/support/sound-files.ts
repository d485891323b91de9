import type { ClipId, LyricsLine } from '@shared/model';
import type { SongTags, TaggedWords } from '../../src/main/domain/tags/song-tags';
import { media } from './media';

/** Sound files with tags of others in them, put together byte by byte, and what is to be written into them. */

// ------------------------------------------------------------------------------------------------------------ ID3

export interface FixtureFrame {
  readonly id: string;
  readonly data: Buffer;
  readonly flags?: number;
}

const syncsafe = (value: number) => Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 0x7f));
const uint32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint32Le = (value: number) => uint32(value).reverse();

export function id3Frame(id: string, data: Buffer | string, flags = 0): FixtureFrame {
  return { id, flags, data: typeof data === 'string' ? Buffer.from(data, 'latin1') : data };
}

export function id3Bytes(
  version: 2 | 3 | 4,
  frames: readonly FixtureFrame[],
  { padding = 0, hasPlainSizes = false } = {},
): Buffer {
  const body = Buffer.concat([
    ...frames.flatMap(({ id, data, flags = 0 }) => [
      Buffer.from(id, 'latin1'),
      version === 4 && !hasPlainSizes ? syncsafe(data.length) : uint32(data.length),
      Buffer.from([flags >> 8, flags & 0xff]),
      data,
    ]),
    Buffer.alloc(padding),
  ]);
  return Buffer.concat([Buffer.from('ID3'), Buffer.from([version, 0, 0]), syncsafe(body.length), body]);
}

/** The sound of the sample song alone, without any tag. */
export const bareMp3 = () => media('slow-machines.mp3').subarray(20);
export const mp3With = (tag: Buffer, behind = Buffer.alloc(0)) => Buffer.concat([tag, bareMp3(), behind]);

// ------------------------------------------------------------------------------------------------------------ WAV

export function chunk(id: string, data: Buffer | string): Buffer {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
  return Buffer.concat([
    Buffer.from(id, 'latin1'),
    uint32Le(bytes.length),
    bytes,
    Buffer.alloc(bytes.length % 2),
  ]);
}

export function wavOf(...chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return Buffer.concat([Buffer.from('RIFF'), uint32Le(body.length), body]);
}

export const wavFormat = () => media('low-tide.wav').subarray(12, 36);
export const wavData = () => media('low-tide.wav').subarray(36);

// ------------------------------------------------------------------------------------------------------------ MP4

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(8 + body.length), Buffer.from(type, 'latin1'), body]);
}

export const item = (type: string, kind: number, data: Buffer | string) =>
  box(type, box('data', uint32(kind), Buffer.alloc(4), Buffer.from(data)));

export const freeField = (owner: string, name: string, value: string) =>
  box(
    '----',
    box('mean', Buffer.alloc(4), Buffer.from(owner)),
    box('name', Buffer.alloc(4), Buffer.from(name)),
    box('data', uint32(1), Buffer.alloc(4), Buffer.from(value)),
  );

export const metaOf = (...items: readonly Buffer[]) =>
  box(
    'meta',
    Buffer.alloc(4),
    box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9)),
    box('ilst', ...items),
  );

export interface M4aLayout {
  /** Behind the track in `moov`; the sample song’s is left out. */
  readonly inMovie?: readonly Buffer[];
  readonly inTrack?: readonly Buffer[];
  readonly isIndexLast?: boolean;
  readonly behind?: Buffer;
  /** Places of 64 bits. */
  readonly hasLongPlaces?: boolean;
}

/** The sample song’s sound in a file of another order. */
export function m4aOf(layout: M4aLayout = {}): Buffer {
  const { inMovie = [], inTrack = [], isIndexLast = false, behind = Buffer.alloc(0) } = layout;
  const song = media('low-tide.m4a');
  const type = song.subarray(0, 28);
  const mdat = song.subarray(6558);
  const movie = (place: number) => {
    const offsets =
      layout.hasLongPlaces === true
        ? box('co64', Buffer.alloc(4), uint32(1), uint32(0), uint32(place))
        : box('stco', Buffer.alloc(4), uint32(1), uint32(place));
    const table = box('stbl', song.subarray(433, 6415), offsets, song.subarray(6435, 6489));
    const inner = box('minf', song.subarray(373, 425), table);
    const mediaBox = box('mdia', song.subarray(288, 365), inner);
    const track = box('trak', song.subarray(152, 280), mediaBox, ...inTrack);
    return box('moov', song.subarray(36, 144), track, ...inMovie);
  };
  const length = movie(0).length;
  return isIndexLast
    ? Buffer.concat([type, mdat, movie(28 + 8), behind])
    : Buffer.concat([type, movie(28 + length + 8), mdat, behind]);
}

// ----------------------------------------------------------------------------------------------------------- tags

export function sungLine(
  text: string,
  startMs: number | null,
  endMs: number | null = null,
  words: LyricsLine['words'] = [],
): LyricsLine {
  return { kind: 'sung', text, startMs, endMs, words };
}

export const blankLine: LyricsLine = { kind: 'blank', text: '', startMs: null, endMs: null, words: [] };

export const TIMED_WORDS: TaggedWords = {
  text: '[Verse]\n海の歌 🌊\n\nשיר של הים\nHello',
  lines: [
    { ...blankLine, kind: 'section', text: 'Verse' },
    sungLine('海の歌 🌊', 1_000, 4_000, [
      { at: 0, startMs: 1_000, endMs: 2_000 },
      { at: 4, startMs: 2_500, endMs: 4_000 },
    ]),
    blankLine,
    sungLine('שיר של הים', 6_500),
    sungLine('Hello', 9_010),
  ],
  lrc: '[00:01.00]海の歌 🌊\n[00:04.00]\n[00:06.50]שיר של הים\n[00:09.01]Hello\n',
  syncBy: 'line',
};

export const PLAIN_WORDS: TaggedWords = {
  text: '[Verse]\nSalt on the railing\nالمدّ المنخفض',
  lines: [sungLine('Salt on the railing', null)],
  lrc: null,
  syncBy: 'line',
};

/** All there is to say of a song. */
export function songTags(changes: Partial<SongTags> = {}): SongTags {
  return {
    title: 'Low Tide 海 🌊 ים',
    clipId: '0f5c1a52-8d0e-4c6f-9d6e-2f3c4b5a6978' as ClipId,
    model: 'FUZZ-2.0',
    seed: '4242',
    bpm: '120.4',
    createdAt: Date.UTC(2026, 10, 28, 16, 40, 5),
    prompt: 'A slow song\nof the sea',
    cover: media('low-tide.jpg'),
    words: TIMED_WORDS,
    ...changes,
  };
}
