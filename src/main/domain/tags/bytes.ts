/** Bytes of several pieces in one. */
export function concatBytes(...pieces: readonly Uint8Array[]): Uint8Array {
  return joinBytes(pieces);
}

/** As `concatBytes`, for any number of pieces. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Characters as bytes, one for one; none may be above U+00FF. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-16, the lower byte first, with the mark that says so. */
export function utf16Bytes(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(2 + index * 2, text.charCodeAt(index), true);
  return new Uint8Array(view.buffer);
}

/** Four bytes, the highest first; 0 to 2^32 - 1. */
export function uint32Be(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Four bytes, the lowest first; 0 to 2^32 - 1. */
export function uint32Le(value: number): Uint8Array {
  return uint32Be(value).reverse();
}

export function uint16Be(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}
