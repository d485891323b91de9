import { parseDateSpan } from './date-span';
import {
  LYRICS_STATES,
  MATCHES,
  MAX_FILTERS,
  MAX_LIMIT,
  MAX_QUERY_LENGTH,
  SONG_IS,
  SONG_PARTS,
  type FilterKind,
  type PlacedFilter,
  type QueryProblem,
  type QueryProblemCode,
  type SongFilter,
  type SongQuery,
} from './filters';
import { parseLengthSpan } from './length-span';
import { parseCountSpan, parseRatingSpan } from './number-span';
import { parsePlayedSpan } from './played-span';
import { readPieces, readValues, type PieceHead, type TypedValue } from './pieces';

/**
 * Reads the text of the search box: `model:"Lyria 3 Pro" has:video -is:failed "carry me home"`. A piece is a filter when it
 * begins with a known name and a colon, or with `-`; anything else, and all that begins with a quote, is searched for. What a filter
 * does not understand is a problem and no text to search for. At most 500 characters and 32 filters are read.
 */
export function parseSongQuery(input: string): SongQuery {
  const text = input.slice(0, MAX_QUERY_LENGTH);
  const words: string[] = [];
  const filters: PlacedFilter[] = [];
  const problems: QueryProblem[] = [];

  for (const { range, head } of readPieces(text)) {
    if (head === null) {
      words.push(text.slice(range.start, range.end));
      continue;
    }
    const read = readFilter(head, readValues(text, head.valuesStart, range.end));
    const { kind } = head;
    if ('code' in read) problems.push({ ...read, kind, range });
    else if (filters.length < MAX_FILTERS) filters.push({ ...read, range });
    else problems.push({ code: 'too-many', kind, value: text.slice(head.valuesStart, range.end), range });
  }
  return { text: words.join(' '), filters, problems };
}

type Misread = Pick<QueryProblem, 'code' | 'value'>;

/** What a value of a closed set is compared by: wide letters and digits are the narrow ones, capitals the small ones. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

function oneOf<Value extends string>(choices: readonly Value[]): (typed: TypedValue) => Value | null {
  return ({ text }) => choices.find((choice) => choice === plain(text)) ?? null;
}

function readLimit({ text }: TypedValue): number | null {
  const digits = /^\d{1,7}$/.exec(plain(text))?.[0];
  const limit = Number(digits ?? 0);
  return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
}

/** A filter of all values, or what is told of the first that cannot be read. */
function readEach<Value, Filter extends SongFilter>(
  values: readonly TypedValue[],
  read: (typed: TypedValue) => Value | null,
  code: QueryProblemCode,
  build: (values: readonly Value[]) => Filter,
): Filter | Misread {
  const result: Value[] = [];
  for (const typed of values) {
    const value = read(typed);
    if (value === null) return { code, value: typed.text };
    result.push(value);
  }
  return build(result);
}

function readFilter({ kind, isNegated }: PieceHead, typed: readonly TypedValue[]): SongFilter | Misread {
  const given = typed.filter(({ text }) => text.trim() !== '');
  if (given.length === 0) return { code: 'no-value', value: '' };
  switch (kind) {
    case 'has':
      return readEach(given, oneOf(SONG_PARTS), 'unknown-value', (values) => ({ kind, values, isNegated }));
    case 'is':
      return readEach(given, oneOf(SONG_IS), 'unknown-value', (values) => ({ kind, values, isNegated }));
    case 'lyrics':
      return readEach(given, oneOf(LYRICS_STATES), 'unknown-value', (values) => ({
        kind,
        values,
        isNegated,
      }));
    case 'created':
    case 'added':
      return readEach(
        given,
        ({ text }) => parseDateSpan(plain(text)),
        'bad-date',
        (values) => ({ kind, values, isNegated }),
      );
    case 'length':
      return readEach(
        given,
        ({ text }) => parseLengthSpan(plain(text)),
        'bad-length',
        (values) => ({ kind, values, isNegated }),
      );
    case 'rating':
      return readEach(
        given,
        ({ text }) => parseRatingSpan(plain(text)),
        'bad-number',
        (values) => ({ kind, values, isNegated }),
      );
    case 'plays':
      return readEach(
        given,
        ({ text }) => parseCountSpan(plain(text)),
        'bad-number',
        (values) => ({ kind, values, isNegated }),
      );
    case 'played':
      return readEach(
        given,
        ({ text }) => parsePlayedSpan(plain(text)),
        'bad-date',
        (values) => ({ kind, values, isNegated }),
      );
    case 'title':
    case 'words':
    case 'prompt':
    case 'text':
      return { kind, values: given.map(({ raw }) => raw), isNegated };
    case 'tag':
    case 'model':
    case 'action':
    case 'bpm':
    case 'seed':
    case 'id':
      return { kind, values: given.map(({ text }) => text), isNegated };
    case 'match':
      return isNegated
        ? { code: 'unknown-value', value: given[0]?.text ?? '' }
        : readEach(given, oneOf(MATCHES), 'unknown-value', (values) => ({ kind, values, isNegated }));
    case 'limit':
      return isNegated
        ? { code: 'bad-limit', value: given[0]?.text ?? '' }
        : readEach(given, readLimit, 'bad-limit', (values) => ({ kind, values, isNegated }));
  }
}

/** Whether a value of this kind can be understood; any text can where a value is text. */
export function isReadable(kind: FilterKind, text: string): boolean {
  const head = { kind, isNegated: false, valuesStart: 0, isNamed: true };
  return !('code' in readFilter(head, [{ range: { start: 0, end: text.length }, raw: text, text }]));
}
