import fc from 'fast-check';
import {
  LYRICS_STATES,
  MATCHES,
  SONG_PARTS,
  SONG_IS,
  type FilterKind,
  type SongFilter,
} from '@shared/song-query/filters';
import type { CalendarDate, DateSpan } from '@shared/song-query/date-span';
import type { LengthSpan } from '@shared/song-query/length-span';
import type { Comparison, Span } from '@shared/song-query/span';

/** Texts as they may stand in the search box, and filters of every kind. */

const PIECES = [
  'has:',
  '-is:',
  '-salt',
  '－',
  'text:',
  'model:',
  'created：',
  'Length:',
  'title:',
  'id:',
  'job:',
  'video',
  'failed',
  '2026-05',
  '7d',
  '3:00',
  '>=',
  '..',
  ',',
  '，',
  '"',
  '“',
  '»',
  '""',
  ':',
  '-',
  ' ',
  ' ',
  '\u3000',
  'salt',
  'שיר',
  '\u202e',
  '海の',
  '🌊',
  '\ud83c',
  'e\u0301',
];

/** Anything: what a person types, what a cat types, and what no keyboard has. */
export const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 520 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
);

/** Words and phrases that are no filters, as the parser gives them. */
export const freeText = fc
  .array(
    fc.constantFrom(
      'salt',
      'a',
      '3:00',
      '海の上',
      '"carry me  home"',
      '“has:video x”',
      'don"t go"',
      '-',
      '🌊',
    ),
    {
      maxLength: 5,
    },
  )
  .map((pieces) => pieces.join(' '));

const someText = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc
      .array(fc.constantFrom('"', '“', '»', ',', '，', ' ', ':', 'a', '-'), { minLength: 1, maxLength: 8 })
      .map((all) => all.join('')),
  )
  .filter((text) => text.trim() !== '');

const searches = fc.constantFrom('salt', '"carry me"', '“carry, me”', 'a"b c"d', '海の上', '-', '3:00');

const date: fc.Arbitrary<CalendarDate> = fc
  .record({
    year: fc.integer({ min: 1000, max: 9999 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    depth: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ year, month, day, depth }) => ({
    year,
    month: depth > 1 ? month : null,
    day: depth > 2 ? day : null,
  }));

const comparison = fc.constantFrom<Comparison>('<', '<=', '>', '>=');

function spanOf<Point>(
  point: fc.Arbitrary<Point>,
  order: (point: Point) => number,
): fc.Arbitrary<Span<Point>> {
  return fc.oneof(
    point.map((at) => ({ kind: 'at' as const, point: at })),
    fc
      .tuple(comparison, point)
      .map(([sign, at]) => ({ kind: 'compare' as const, comparison: sign, point: at })),
    fc
      .tuple(point, point)
      .filter(([first, last]) => order(first) < order(last))
      .map(([first, last]) => ({ kind: 'between' as const, first, last })),
  );
}

const dateSpan: fc.Arbitrary<DateSpan> = fc.oneof(
  fc.record({
    kind: fc.constant('within' as const),
    count: fc.integer({ min: 1, max: 999 }),
    unit: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
  }),
  spanOf(date, ({ year, month, day }) => year * 10_000 + (month ?? 1) * 100 + (day ?? 1)),
);
const lengthSpan: fc.Arbitrary<LengthSpan> = spanOf(
  fc.integer({ min: 0, max: 359_999 }),
  (seconds) => seconds,
);

const inOrder = (count: number): number => count;
const ratingSpan = spanOf(fc.integer({ min: 0, max: 5 }), inOrder);
const countSpan = spanOf(fc.integer({ min: 0, max: 999_999 }), inOrder);

function filterOf<Kind extends FilterKind, Value>(kinds: readonly Kind[], value: fc.Arbitrary<Value>) {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
    isNegated: fc.boolean(),
  });
}

/** Filters of every kind with values of every form. */
export const anyFilter: fc.Arbitrary<SongFilter> = fc.oneof(
  filterOf(['has'], fc.constantFrom(...SONG_PARTS)),
  filterOf(['is'], fc.constantFrom(...SONG_IS)),
  filterOf(['rating'], ratingSpan),
  filterOf(['plays'], countSpan),
  filterOf(['played'], fc.oneof(dateSpan, fc.constant({ kind: 'never' as const }))),
  filterOf(['lyrics'], fc.constantFrom(...LYRICS_STATES)),
  filterOf(['created', 'added'], dateSpan),
  filterOf(['length'], lengthSpan),
  filterOf(['title', 'words', 'prompt', 'text'], searches),
  filterOf(['tag', 'model', 'action', 'bpm', 'seed', 'id'], someText),
  fc.record({
    kind: fc.constant('limit' as const),
    values: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 3 }),
    isNegated: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('match' as const),
    values: fc.array(fc.constantFrom(...MATCHES), { minLength: 1, maxLength: 2 }),
    isNegated: fc.constant(false),
  }),
) as fc.Arbitrary<SongFilter>;
