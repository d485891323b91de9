/** From the bytes of a file to its text. */

export type TextEncodingName =
  'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1251' | 'windows-1252';

export interface DecodedText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** The file does not tell its encoding: this is what its bytes look like. */
  readonly isGuess: boolean;
}

function decode(bytes: Uint8Array, encoding: TextEncodingName, isGuess: boolean): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding, isGuess };
}

function isValid(bytes: Uint8Array, encoding: TextEncodingName): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without a mark: every other byte of line breaks, digits and Latin letters is a zero, which no other text has. */
function unmarkedUtf16(bytes: Uint8Array): TextEncodingName | null {
  let evenZeros = 0;
  let oddZeros = 0;
  for (const [index, byte] of bytes.entries()) {
    if (byte !== 0) continue;
    if (index % 2 === 0) evenZeros += 1;
    else oddZeros += 1;
  }
  const zeros = evenZeros + oddZeros;
  if (zeros === 0 || zeros < bytes.length / 20 || bytes.length % 2 === 1) return null;
  if (evenZeros === 0) return 'utf-16le';
  return oddZeros === 0 ? 'utf-16be' : null;
}

/**
 * Western letters with marks stand alone between plain ones; Cyrillic ones come in whole words, mostly small letters, which
 * are the last 32 bytes; of Chinese characters few bytes are so high.
 */
function guessOfBytes(bytes: Uint8Array): TextEncodingName {
  let high = 0;
  let runs = 0;
  let small = 0;
  let wasHigh = false;
  for (const byte of bytes) {
    const isHigh = byte >= 0x80;
    if (isHigh) high += 1;
    if (isHigh && !wasHigh) runs += 1;
    if (byte >= 0xe0) small += 1;
    wasHigh = isHigh;
  }
  if (high < runs * 2) return 'windows-1252';
  return small * 2 < high && isValid(bytes, 'gb18030') ? 'gb18030' : 'windows-1251';
}

/**
 * The text of a file: by its byte order mark, else UTF-8 where it is valid, else by a guess among UTF-16 without a mark,
 * GB18030, windows-1251 and windows-1252. Never throws.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decode(bytes, 'utf-8', false);
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le', false);
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be', false);
  const utf16 = unmarkedUtf16(bytes);
  if (utf16 !== null) return decode(bytes, utf16, true);
  return isValid(bytes, 'utf-8') ? decode(bytes, 'utf-8', false) : decode(bytes, guessOfBytes(bytes), true);
}
