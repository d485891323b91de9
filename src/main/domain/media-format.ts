import type { AssetKind, MediaFormat } from '@shared/model';

/** How many bytes of a file's beginning `sniffMedia` and `looksLikeHtml` want to see; fewer give a cautious answer. */
export const SNIFF_BYTES = 256;

/** What a file of each format is served as. */
export const MIME_TYPES: Readonly<Record<MediaFormat, string>> = {
  m4a: 'audio/mp4',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** The formats that a file of each kind usually has; only first bytes decide. */
export const USUAL_FORMATS: Readonly<Record<AssetKind, readonly MediaFormat[]>> = {
  audio: ['m4a', 'mp3'],
  wav: ['wav'],
  video: ['mp4'],
  cover: ['jpg', 'png', 'webp'],
};

/** Brands of ISO base media files that hold sound only. */
const AUDIO_BRANDS: ReadonlySet<string> = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B ']);
/** Brands that hold moving pictures for certain. */
const VIDEO_BRANDS: ReadonlySet<string> = new Set([
  'M4V ',
  'M4VH',
  'M4VP',
  'qt  ',
  'F4V ',
  '3gp4',
  '3gp5',
  '3gp6',
]);
/** Brands of the same container that hold still pictures or documents. */
const IMAGE_BRANDS: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'hevc',
  'heim',
  'heis',
  'mif1',
  'msf1',
  'avif',
  'avis',
  'crx ',
  'jp2 ',
  'jpx ',
]);

function asciiAt(head: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...head.subarray(offset, offset + length));
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

/** The major brand of an ISO base media file (m4a, mp4); null when the bytes do not begin with a `ftyp` box. */
function majorBrand(head: Uint8Array): string | null {
  if (head.length < 12 || asciiAt(head, 4, 4) !== 'ftyp') return null;
  const boxBytes = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0);
  const isPlausible = boxBytes >= 16 && boxBytes <= 65_536;
  return isPlausible ? asciiAt(head, 8, 4) : null;
}

function isM4a(head: Uint8Array): boolean {
  const brand = majorBrand(head);
  return brand !== null && !VIDEO_BRANDS.has(brand) && !IMAGE_BRANDS.has(brand);
}

function isMp4(head: Uint8Array): boolean {
  const brand = majorBrand(head);
  return brand !== null && !AUDIO_BRANDS.has(brand) && !IMAGE_BRANDS.has(brand);
}

function isRiff(head: Uint8Array, form: string): boolean {
  return asciiAt(head, 0, 4) === 'RIFF' && asciiAt(head, 8, 4) === form;
}

function isWav(head: Uint8Array): boolean {
  // RF64 is the form of WAV for files over 4 GB.
  return isRiff(head, 'WAVE') || (asciiAt(head, 0, 4) === 'RF64' && asciiAt(head, 8, 4) === 'WAVE');
}

/** A tag in front of the sound: `ID3`, a version, flags and a length whose bytes keep their highest bit clear. */
function hasId3(head: Uint8Array): boolean {
  if (head.length < 10 || asciiAt(head, 0, 3) !== 'ID3') return false;
  const major = head[3] ?? 0xff;
  return major >= 2 && major <= 4 && head.subarray(6, 10).every((byte) => byte < 0x80);
}

/**
 * A frame header of MPEG audio layer III. The eleven sync bits alone would let AAC streams and UTF-16 text pass, so
 * every field with a forbidden value is looked at: version, layer, bit rate, sample rate, emphasis.
 */
function hasMp3Frame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const isVersionKnown = ((second >> 3) & 0b11) !== 0b01;
  const isLayer3 = ((second >> 1) & 0b11) === 0b01;
  const bitRate = third >> 4;
  const isBitRateKnown = bitRate !== 0b0000 && bitRate !== 0b1111;
  const isSampleRateKnown = ((third >> 2) & 0b11) !== 0b11;
  const isEmphasisKnown = (fourth & 0b11) !== 0b10;
  return (
    head.length >= 4 && isVersionKnown && isLayer3 && isBitRateKnown && isSampleRateKnown && isEmphasisKnown
  );
}

function sniffAudio(head: Uint8Array): MediaFormat | null {
  if (isM4a(head)) return 'm4a';
  if (isWav(head)) return 'wav';
  return hasId3(head) || hasMp3Frame(head) ? 'mp3' : null;
}

function sniffCover(head: Uint8Array): MediaFormat | null {
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpg';
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  return isRiff(head, 'WEBP') ? 'webp' : null;
}

/**
 * The format that a file's first bytes (see `SNIFF_BYTES`) say, or null when they are not media that fits the kind.
 * The kind is needed because m4a and mp4 are one container: with a brand that says neither, the kind decides.
 */
export function sniffMedia(head: Uint8Array, kind: AssetKind): MediaFormat | null {
  switch (kind) {
    case 'audio':
      return sniffAudio(head);
    case 'wav':
      return isWav(head) ? 'wav' : null;
    case 'video':
      return isMp4(head) ? 'mp4' : null;
    case 'cover':
      return sniffCover(head);
  }
}

/** Whether the first bytes are a web page: what an expired link, a login page or a proxy answers with status 200. */
export function looksLikeHtml(head: Uint8Array): boolean {
  const text = asciiAt(head, 0, SNIFF_BYTES).replace(/^\u00ef\u00bb\u00bf/u, '');
  return /^\s*<(?:!doctype\s+html|html|head|body|title|script|!--)/i.test(text);
}
