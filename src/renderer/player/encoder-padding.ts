/** Silence that an encoder put around the sound of an MP3 file, and that decoders leave in. */
export interface EncoderPadding {
  readonly headS: number;
  readonly tailS: number;
}

export const NO_PADDING: EncoderPadding = { headS: 0, tailS: 0 };

const ID3_BYTES = 10;
/** From the first frame to the end of its note, and a little that may stand before it. */
const FRAME_BYTES = 4_096;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;
/** What decoding itself adds at the beginning: 528 samples and one. */
const DECODER_SAMPLES = 529;
/** Of the note: its names and flags, and where in what follows the encoder stands. */
const NOTE_HEAD_BYTES = 8;
const NOTE_FIELD_BYTES = [4, 4, 100, 4] as const;
const DELAYS_AT = 21;

/** Reads the beginning of a file of the library. Nothing where it is no MP3 file, or its encoder has noted nothing. */
export async function readEncoderPadding(address: string): Promise<EncoderPadding> {
  const tag = await bytesOf(address, 0, ID3_BYTES);
  const start = id3Bytes(tag);
  const isMp3 = start > 0 || (tag[0] === 0xff && ((tag[1] ?? 0) & 0xe6) === 0xe2);
  return isMp3 ? paddingIn(await bytesOf(address, start, FRAME_BYTES)) : NO_PADDING;
}

async function bytesOf(address: string, start: number, count: number): Promise<Uint8Array> {
  // eslint-disable-next-line no-restricted-globals -- a file of the library
  const response = await fetch(address, { headers: { range: `bytes=${start}-${start + count - 1}` } });
  if (!response.ok) throw new Error(`A file was not there to be looked at: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Bytes of the ID3v2 tag that a file begins with; 0 where there is none. */
function id3Bytes(head: Uint8Array): number {
  if (text(head, 0, 3) !== 'ID3') return 0;
  return ID3_BYTES + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + ((head[at] ?? 0) & 0x7f), 0);
}

function text(bytes: Uint8Array, start: number, count: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + count));
}

/** What the note of the first frame tells (Xing or Info, with the delays that LAME and libavformat write). */
export function paddingIn(bytes: Uint8Array): EncoderPadding {
  const frame = bytes.findIndex((byte, at) => byte === 0xff && ((bytes[at + 1] ?? 0) & 0xe6) === 0xe2);
  if (frame === -1) return NO_PADDING;
  const version = ((bytes[frame + 1] ?? 0) >> 3) & 3;
  const isMono = (bytes[frame + 3] ?? 0) >> 6 === 3;
  const sideBytes = version === 3 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  const note = frame + 4 + sideBytes;
  if (!['Xing', 'Info'].includes(text(bytes, note, 4))) return NO_PADDING;
  const flags = bytes[note + NOTE_HEAD_BYTES - 1] ?? 0;
  const fields = NOTE_FIELD_BYTES.filter((_, bit) => (flags & (1 << bit)) !== 0);
  const delaysAt = note + NOTE_HEAD_BYTES + fields.reduce((sum, count) => sum + count, 0) + DELAYS_AT;
  const [a, b, c] = [bytes[delaysAt] ?? 0, bytes[delaysAt + 1] ?? 0, bytes[delaysAt + 2] ?? 0];
  const before = (a << 4) | (b >> 4);
  const behind = ((b & 15) << 8) | c;
  if (before === 0 && behind === 0) return NO_PADDING;
  const rate = sampleRateOf(version, ((bytes[frame + 2] ?? 0) >> 2) & 3);
  return {
    headS: (before + DECODER_SAMPLES) / rate,
    tailS: Math.max(0, behind - DECODER_SAMPLES) / rate,
  };
}

/** MPEG 1 is version 3, MPEG 2 is 2 and half as fast, MPEG 2.5 is 0 and half of that. */
function sampleRateOf(version: number, index: number): number {
  const rate = SAMPLE_RATES[index] ?? SAMPLE_RATES[0];
  return version === 3 ? rate : version === 2 ? rate / 2 : rate / 4;
}
