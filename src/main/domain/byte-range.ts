/** What to serve for a `Range` header. `start` and `end` are the first and the last byte, both included. */
export type RequestedRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/** What a `Content-Range` header tells. `start` and `end` are both included; `total` is null when the host gave `*`. */
export type ContentRange =
  | { readonly start: number; readonly end: number; readonly total: number | null }
  | { readonly unsatisfied: true; readonly total: number | null };

const WHOLE: RequestedRange = { kind: 'whole' };
const UNSATISFIABLE: RequestedRange = { kind: 'unsatisfiable' };

/**
 * What a client asks of a resource of `size` bytes. Only a single range of bytes is served as a part: several ranges,
 * another unit and malformed headers get the whole, as RFC 9110 allows. The end is clamped to the last byte; a start
 * behind it, and any range of an empty resource, is unsatisfiable.
 */
export function parseRange(header: string | null, size: number): RequestedRange {
  const match = header === null ? null : /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header);
  if (match === null) return WHOLE;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return WHOLE;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? UNSATISFIABLE : { kind: 'part', start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return WHOLE;
  if (start >= size) return UNSATISFIABLE;
  return { kind: 'part', start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value);
}

/**
 * Reads the `Content-Range` of a file host's 206 or 416. Strict, because bytes are appended on its word: null for
 * anything but one range of bytes whose end is not before its start and lies inside the total.
 */
export function parseContentRange(header: string | null): ContentRange | null {
  const match =
    header === null ? null : /^bytes (?:(\d{1,16})-(\d{1,16})|\*)\/(\d{1,16}|\*)$/i.exec(header.trim());
  if (match === null) return null;
  const [, first, last, whole] = match;
  const total = whole === '*' ? null : Number(whole);
  if (total !== null && !isCount(total)) return null;
  if (first === undefined || last === undefined) return { unsatisfied: true, total };
  const start = Number(first);
  const end = Number(last);
  if (!isCount(start) || !isCount(end) || end < start) return null;
  return total !== null && end >= total ? null : { start, end, total };
}
