/** Looks into a file anywhere, without holding the whole of it. */
export interface ByteReader {
  /** Length of the file in bytes. */
  readonly size: number;
  /** The bytes from `offset` on, fewer than `length` where the file ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

const WINDOW_BYTES = 64 * 1024;

/** Serves small reads that lie close together from one larger read. */
export function windowed(file: ByteReader): ByteReader {
  let start = 0;
  let window: Uint8Array = new Uint8Array(0);
  return {
    size: file.size,
    async read(offset, length) {
      const isInside = offset >= start && offset + length <= start + window.length;
      if (!isInside) {
        start = offset;
        window = await file.read(offset, Math.max(length, WINDOW_BYTES));
      }
      return window.subarray(offset - start, offset - start + length);
    },
  };
}

/** A whole number of one to eight bytes, the highest first; exact up to 2^53. */
export function uintBe(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = 0; index < length; index += 1) value = value * 256 + (bytes[offset + index] ?? 0);
  return value;
}

/** A whole number of one to eight bytes, the lowest first; exact up to 2^53. */
export function uintLe(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[offset + index] ?? 0);
  return value;
}

/** Bytes as characters, one for one. */
export function latin1(bytes: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + length));
}
