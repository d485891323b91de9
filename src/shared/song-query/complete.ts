import type { SongFacets, TextRange } from '@shared/model';
import { printDateSpan, type CalendarDate } from './date-span';
import { LYRICS_STATES, MATCHES, MAX_QUERY_LENGTH, SONG_IS, SONG_PARTS, type FilterKind } from './filters';
import { isInQuotes, quote, readPieces, readValues, unquote, type Piece, type PieceHead } from './pieces';
import { EXAMPLES, FILTER_KINDS } from './qualifiers';

/** What may stand at the caret. */
export type Proposal =
  | { readonly kind: 'name'; readonly filter: FilterKind; readonly insert: string; readonly example: string }
  | {
      readonly kind: 'value';
      readonly filter: FilterKind;
      readonly insert: string;
      readonly value: string;
      /** How many songs have it; null where that is not known. */
      readonly count: number | null;
    };

/** What is being typed at the caret, and what could be meant. */
export interface Completion {
  /** What a proposal takes the place of. */
  readonly range: TextRange;
  /** What of it stands before the caret. */
  readonly typed: string;
  /** The best first; all are of one kind. */
  readonly proposals: readonly Proposal[];
}

/** The values that there are to propose. */
export interface CompletionValues extends SongFacets {
  /** The day on the user's calendar: its month and its year are proposed. */
  readonly today: CalendarDate;
}

/** Proposed before the months and years that can be named. */
const LAST_DATES = ['7d', '1m', '3m', '1y'];
const LENGTHS = ['<2:00', '2:00..4:00', '>4:00'];
const LIMITS = ['25', '50', '100'];
const RATINGS = ['5', '>=4', '>=3', 'none'];
const PLAYS = ['0', '>=1', '>10'];
/** From so many letters on a name is also found by letters in its middle. */
const MIN_INNER_LENGTH = 3;

interface Candidate {
  readonly value: string;
  readonly count: number | null;
}

function candidatesOf(kind: FilterKind, values: CompletionValues): readonly Candidate[] {
  switch (kind) {
    case 'has':
      return uncounted(SONG_PARTS);
    case 'is':
      return uncounted(SONG_IS);
    case 'lyrics':
      return uncounted(LYRICS_STATES);
    case 'created':
    case 'added':
      return uncounted(datesUpTo(values.today));
    case 'length':
      return uncounted(LENGTHS);
    case 'rating':
      return uncounted(RATINGS);
    case 'plays':
      return uncounted(PLAYS);
    case 'played':
      return uncounted(['never', ...datesUpTo(values.today)]);
    case 'tag':
      return values.tags;
    case 'model':
      return values.models;
    case 'action':
      return values.actions;
    case 'limit':
      return uncounted(LIMITS);
    case 'match':
      return uncounted(MATCHES);
    case 'title':
    case 'words':
    case 'prompt':
    case 'text':
    case 'bpm':
    case 'seed':
    case 'id':
      return [];
  }
}

function datesUpTo({ year, month }: CalendarDate): readonly string[] {
  const dates = [
    { year, month, day: null },
    { year, month: null, day: null },
    { year: year - 1, month: null, day: null },
  ];
  return [...LAST_DATES, ...dates.map((point) => printDateSpan({ kind: 'at', point }))];
}

function uncounted(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value, count: null }));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Those that are what was typed, then those that begin with it, then those that hold it; else as they came. */
function ranked<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string,
  typed: string,
  minInnerLength: number,
): Item[] {
  const wanted = fold(typed);
  const rankOf = (item: Item): number => {
    const text = fold(textOf(item));
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    return wanted.length >= minInnerLength && text.includes(wanted) ? 2 : 3;
  };
  return [0, 1, 2].flatMap((rank) => items.filter((item) => rankOf(item) === rank));
}

/**
 * What could be meant at the caret: a name where a word begins or is typed, a value behind a name's colon. Null where
 * nothing is to be completed: in quotes that are no value, within a word that is no name, in a text that is full.
 */
export function completeSongQuery(text: string, caret: number, values: CompletionValues): Completion | null {
  if (text.length > MAX_QUERY_LENGTH) return null;
  const piece = readPieces(text).find(({ range }) => range.start <= caret && caret <= range.end);
  const completion =
    piece?.head?.isNamed && caret >= piece.head.valuesStart
      ? completeValue(text, caret, piece.head, piece.range.end, values)
      : completeName(text, caret, piece);
  if (completion === null) return null;
  const proposals = completion.proposals.filter(
    (proposal) => applyCompletion(text, completion, proposal).text.length <= MAX_QUERY_LENGTH,
  );
  return { ...completion, proposals };
}

function completeName(text: string, caret: number, piece: Piece | undefined): Completion | null {
  const range = piece?.range ?? { start: caret, end: caret };
  const word = text.slice(range.start, range.end);
  if (!/^-?[a-z]*$/i.test(word)) return null;
  const start = Math.min(caret, range.start + (word.startsWith('-') ? 1 : 0));
  const typed = text.slice(start, caret);
  const proposals = ranked(FILTER_KINDS, (kind) => kind, typed, MIN_INNER_LENGTH).map((filter) => ({
    kind: 'name' as const,
    filter,
    insert: `${filter}:`,
    example: EXAMPLES[filter],
  }));
  return { range: { start, end: range.end }, typed, proposals };
}

function completeValue(
  text: string,
  caret: number,
  head: PieceHead,
  end: number,
  values: CompletionValues,
): Completion | null {
  const pieces = readValues(text, head.valuesStart, end);
  const current = pieces.find(({ range }) => range.start <= caret && caret <= range.end);
  if (!current) return null;
  // Quotes that are not closed yet take in what stood behind the caret before they were opened.
  const range = isInQuotes(current.raw) ? { start: current.range.start, end: caret } : current.range;
  const others = pieces.filter((value) => value !== current).map((value) => fold(value.text));
  const typed = unquote(text.slice(current.range.start, caret));
  const found = ranked(candidatesOf(head.kind, values), ({ value }) => value, typed, 1).filter(
    ({ value }) => !others.includes(fold(value)),
  );
  // What is there already needs no proposal, unless it could go on.
  const isDone = found.length === 1 && found[0] !== undefined && fold(found[0].value) === fold(typed);
  const proposals = (isDone ? [] : found).map(({ value, count }) => ({
    kind: 'value' as const,
    filter: head.kind,
    insert: quote(value),
    value,
    count,
  }));
  return { range, typed, proposals };
}

/** The text and the caret after a proposal was taken: behind a value stands a space, so that one can go on typing. */
export function applyCompletion(
  text: string,
  { range }: Pick<Completion, 'range'>,
  { kind, insert }: Proposal,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(range.end);
  const space = kind === 'value' && !/^[\s,，]/.test(rest) ? ' ' : '';
  const before = text.slice(0, range.start) + insert + space;
  // A space that was there already is gone over, not doubled.
  const caret = before.length + (kind === 'value' && /^\s/.test(rest) ? 1 : 0);
  return { text: before + rest, caret };
}
