import type { TextRange } from '@shared/model';
import { filterKindOf } from './qualifiers';
import type { FilterKind } from './filters';

/** The signs that full-text search takes for quotes too: any of them opens, and any closes what is open. */
const QUOTE = /["“”„«»]/;
const SPACE = /\s/;
/** Typed by those who write Chinese or Japanese; between values it is as good as the other. */
const COMMA = /[,，]/;
/** What makes a filter of a piece; the wide colon too. */
const HEAD = /^([-－−]?)([a-z]+)[:：]/i;
/** A word, or quotes, that songs are not to have. */
const EXCLUDED = /^[-－−]["“”„«»]?[\p{L}\p{N}\p{Extended_Pictographic}]/u;
/** Signs that something else is still to follow. */
const BEGUN = /^[-－−"“”„«»\s]*$/;

/** What makes a filter of a piece: its name, and where its values begin. */
export interface PieceHead {
  readonly kind: FilterKind;
  readonly isNegated: boolean;
  readonly valuesStart: number;
  /** False for the `-` in front of what is excluded. */
  readonly isNamed: boolean;
}

/** A stretch of the text between spaces; a space in quotes parts nothing. */
export interface Piece {
  readonly range: TextRange;
  /** Null for free text. */
  readonly head: PieceHead | null;
  /** It ends, with the text, in quotes that are not closed. */
  readonly isOpen: boolean;
}

/** One of the values of a filter. */
export interface TypedValue {
  readonly range: TextRange;
  /** As it was typed. */
  readonly raw: string;
  /** Without its quotes. */
  readonly text: string;
}

/** Where the stretch ends that begins at `start` and goes on to a sign of this kind outside of quotes. */
function endOfStretch(text: string, start: number, end: number, stop: RegExp): [number, boolean] {
  let isQuoted = false;
  let index = start;
  for (; index < end; index += 1) {
    const sign = text.charAt(index);
    if (QUOTE.test(sign)) isQuoted = !isQuoted;
    else if (!isQuoted && stop.test(sign)) break;
  }
  return [index, isQuoted];
}

function headOf(text: string, start: number, end: number): PieceHead | null {
  const piece = text.slice(start, end);
  const match = HEAD.exec(piece);
  const kind = match ? filterKindOf(match[2] ?? '') : null;
  if (match && kind !== null)
    return { kind, isNegated: match[1] !== '', valuesStart: start + match[0].length, isNamed: true };
  return EXCLUDED.test(piece)
    ? { kind: 'text', isNegated: true, valuesStart: start + 1, isNamed: false }
    : null;
}

/** The pieces of a text from its beginning to its end. */
export function readPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  while (start < text.length) {
    if (SPACE.test(text.charAt(start))) {
      start += 1;
      continue;
    }
    const [end, isOpen] = endOfStretch(text, start, text.length, SPACE);
    pieces.push({ range: { start, end }, head: headOf(text, start, end), isOpen });
    start = end;
  }
  return pieces;
}

/** The values between commas, empty ones included: where they stand, something may still be typed. */
export function readValues(text: string, start: number, end: number): TypedValue[] {
  const values: TypedValue[] = [];
  for (let from = start; from <= end;) {
    const [to] = endOfStretch(text, from, end, COMMA);
    const raw = text.slice(from, to);
    values.push({ range: { start: from, end: to }, raw, text: unquote(raw) });
    from = to + 1;
  }
  return values;
}

/** Takes the quotes away; inside of quotes a doubled quote stands for itself. */
export function unquote(raw: string): string {
  let text = '';
  let isQuoted = false;
  for (let index = 0; index < raw.length; index += 1) {
    const sign = raw.charAt(index);
    if (!QUOTE.test(sign)) text += sign;
    else if (isQuoted && raw.charAt(index + 1) === sign) {
      text += sign;
      index += 1;
    } else isQuoted = !isQuoted;
  }
  return text;
}

/** Writes a value so that `unquote` gives it back, in quotes where it needs them. */
export function quote(text: string): string {
  const isPlain = text !== '' && !QUOTE.test(text) && !SPACE.test(text) && !COMMA.test(text);
  return isPlain ? text : `"${text.replace(new RegExp(QUOTE, 'g'), '$&$&')}"`;
}

/** Whether a text says nothing to search for yet: as long as it stands alone it changes nothing. */
export function isBegun(text: string): boolean {
  return BEGUN.test(text);
}

/** Whether quotes are open at the end of a stretch of text. */
export function isInQuotes(text: string): boolean {
  return text.split(QUOTE).length % 2 === 0;
}

/** Whether a text would be read as one value as it is. */
export function isOneValue(raw: string): boolean {
  return raw !== '' && !SPACE.test(withoutQuoted(raw)) && !COMMA.test(withoutQuoted(raw));
}

function withoutQuoted(raw: string): string {
  return raw
    .split(QUOTE)
    .filter((_, index) => index % 2 === 0)
    .join('');
}
