import { describe, expect, it } from 'vitest';
import { NO_PADDING, paddingIn } from '../../src/renderer/player/encoder-padding';

interface Note {
  readonly name?: string;
  /** Which of frames, bytes, table and quality stand in it. */
  readonly flags?: number;
  readonly before?: number;
  readonly behind?: number;
  /** The four bytes of the frame's head. */
  readonly head?: readonly number[];
  readonly sideBytes?: number;
}

const STEREO_44 = [0xff, 0xfb, 0x90, 0x00];
const MONO_48 = [0xff, 0xfb, 0x94, 0xc0];
const MONO_24 = [0xff, 0xf3, 0x94, 0xc0];

function firstFrame({
  name = 'Info',
  flags = 15,
  before = 576,
  behind = 1_200,
  head = STEREO_44,
  sideBytes = 32,
}: Note): Uint8Array {
  const sizes = [4, 4, 100, 4].filter((_, bit) => (flags & (1 << bit)) !== 0);
  const fields = Array<number>(sizes.reduce((sum, size) => sum + size, 0)).fill(7);
  const encoder = Array<number>(21).fill(3);
  const delays = [before >> 4, ((before & 15) << 4) | (behind >> 8), behind & 255];
  const letters = [...name].map((letter) => letter.charCodeAt(0));
  return Uint8Array.from([
    ...head,
    ...Array<number>(sideBytes).fill(0),
    ...letters,
    0,
    0,
    0,
    flags,
    ...fields,
    ...encoder,
    ...delays,
    ...Array<number>(300).fill(0),
  ]);
}

describe('silence that an encoder puts around an MP3', () => {
  it.each([
    ['44.1 kHz, all fields', {}, 44_100],
    ['few fields', { flags: 1, name: 'Xing' }, 44_100],
    ['48 kHz, mono', { head: MONO_48, sideBytes: 17 }, 48_000],
    ['24 kHz, mono', { head: MONO_24, sideBytes: 9 }, 24_000],
  ] satisfies [string, Note, number][])('is read from its note: %s', (_, note, rate) => {
    const { headS, tailS } = paddingIn(firstFrame(note));
    expect(headS).toBeCloseTo((576 + 529) / rate, 9);
    expect(tailS).toBeCloseTo((1_200 - 529) / rate, 9);
  });

  it('is found behind what stands before the first frame', () => {
    expect(paddingIn(Uint8Array.from([0, 0, 0, ...firstFrame({})])).headS).toBeGreaterThan(0);
  });

  it.each([
    ['no frame', new Uint8Array(50)],
    ['nothing', new Uint8Array()],
    ['another note', firstFrame({ name: 'VBRI' })],
    ['no delays', firstFrame({ before: 0, behind: 0 })],
    ['a frame that is cut', firstFrame({}).subarray(0, 60)],
  ])('is none where nothing tells of it: %s', (_, bytes) => {
    expect(paddingIn(bytes)).toEqual(NO_PADDING);
  });
});
