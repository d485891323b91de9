import { assertNever } from '@shared/assert-never';
import type { CalendarDate, DateSpan } from '@shared/song-query/date-span';
import {
  LYRICS_STATES,
  MATCHES,
  MAX_FILTERS,
  SONG_IS,
  SONG_PARTS,
  type FilterKind,
  type QueryProblem,
  type SongFilter,
} from '@shared/song-query/filters';
import type { LengthSpan } from '@shared/song-query/length-span';
import type { Span } from '@shared/song-query/span';
import { parseSongQuery } from '@shared/song-query/parse';
import { EXAMPLES } from '@shared/song-query/qualifiers';
import { formatDuration, formatNumber } from '../format';
import { actionText } from './action-words';
import { byLanguage, shownLocale, translate } from '../i18n';

const either = byLanguage((locale) => new Intl.ListFormat(locale, { type: 'disjunction' }));
const month = byLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }),
);
const day = byLanguage((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }));

function dateWords(date: CalendarDate): string {
  if (date.month === null) return String(date.year);
  const at = Date.UTC(date.year, date.month - 1, date.day ?? 1);
  return (date.day === null ? month : day)().format(at);
}

function dateSpanWords(span: DateSpan): string {
  switch (span.kind) {
    case 'within':
      return translate(`filters.date.${span.unit}`, { count: span.count });
    case 'at':
      return dateWords(span.point);
    case 'between':
      return translate('filters.date.between', { first: dateWords(span.first), last: dateWords(span.last) });
    case 'compare': {
      const word = ({ '<': 'before', '<=': 'until', '>': 'after', '>=': 'since' } as const)[span.comparison];
      return translate(`filters.date.${word}`, { date: dateWords(span.point) });
    }
    default:
      return assertNever(span);
  }
}

function lengthWords(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

function lengthSpanWords(span: LengthSpan): string {
  switch (span.kind) {
    case 'at':
      return lengthWords(span.point);
    case 'between':
      return translate('filters.length.between', {
        first: lengthWords(span.first),
        last: lengthWords(span.last),
      });
    case 'compare': {
      const word = ({ '<': 'under', '<=': 'upTo', '>': 'over', '>=': 'atLeast' } as const)[span.comparison];
      return translate(`filters.length.${word}`, { length: lengthWords(span.point) });
    }
    default:
      return assertNever(span);
  }
}

/** Whole numbers, by what stands for each of them. */
function numberSpanWords(span: Span<number>, words: (count: number) => string): string {
  switch (span.kind) {
    case 'at':
      return words(span.point);
    case 'between':
      return translate('filters.number.between', { first: String(span.first), last: words(span.last) });
    case 'compare': {
      const word = ({ '<': 'under', '<=': 'upTo', '>': 'over', '>=': 'atLeast' } as const)[span.comparison];
      return translate(`filters.number.${word}`, { number: words(span.point) });
    }
    default:
      return assertNever(span);
  }
}

const starWords = (count: number): string =>
  count === 0 ? translate('filters.number.noStars') : translate('filters.number.stars', { count });
const playWords = (count: number): string => translate('filters.number.plays', { count });

/** The values of a filter as they stand in a phrase. */
function valueWords(filter: SongFilter): readonly string[] {
  switch (filter.kind) {
    case 'has':
      return filter.values.map((value) => translate(`filters.value.has.${value}`));
    case 'is':
      return filter.values.map((value) => translate(`filters.value.is.${value}`));
    case 'lyrics':
      return filter.values.map((value) => translate(`filters.value.lyrics.${value}`));
    case 'match':
      return filter.values.map((value) => translate(`filters.value.match.${value}`));
    case 'created':
    case 'added':
      return filter.values.map(dateSpanWords);
    case 'length':
      return filter.values.map(lengthSpanWords);
    case 'limit':
      return filter.values.map(formatNumber);
    case 'rating':
      return filter.values.map((span) => numberSpanWords(span, starWords));
    case 'plays':
      return filter.values.map((span) => numberSpanWords(span, playWords));
    case 'played':
      return filter.values.map((span) =>
        span.kind === 'never' ? translate('filters.date.never') : dateSpanWords(span),
      );
    case 'action':
      return filter.values.map((value) => actionText(value));
    case 'tag':
    case 'model':
    case 'title':
    case 'words':
    case 'prompt':
    case 'text':
    case 'bpm':
    case 'seed':
    case 'id':
      return filter.values;
    default:
      return assertNever(filter);
  }
}

/** What a filter asks for: `Has audio or WAV`, `State: not failed`, `Created: since May 2026`. */
export function filterWords(filter: SongFilter): string {
  const values = either().format(valueWords(filter));
  if (filter.kind === 'has') {
    return translate(filter.isNegated ? 'filters.chip.hasNot' : 'filters.chip.has', { values });
  }
  const name = translate(`filters.name.${filter.kind}`);
  return translate(filter.isNegated ? 'filters.chip.otherNot' : 'filters.chip.other', { name, values });
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(shownLocale()) + text.slice(1);
}

/** One value, given as it is written, where it stands by itself: `7d` → `Last 7 days`. */
export function choiceWords(kind: FilterKind, value: string): string {
  const [filter] = parseSongQuery(`${kind}:${value}`).filters;
  if (!filter) return value;
  const [first] = filter.values;
  switch (filter.kind) {
    case 'has':
      return translate(`filters.choice.has.${first as (typeof filter.values)[number]}`);
    case 'is':
      return translate(`filters.choice.is.${first as (typeof filter.values)[number]}`);
    case 'lyrics':
      return translate(`filters.choice.lyrics.${first as (typeof filter.values)[number]}`);
    case 'created':
    case 'added':
    case 'length':
    case 'rating':
    case 'plays':
    case 'played':
    case 'match':
      return capitalised(valueWords(filter)[0] ?? value);
    default:
      return valueWords(filter)[0] ?? value;
  }
}

const SHOWN_OF_TYPED = 40;

/** A piece of the search box, cut where it is too long to be read. */
function shortened(text: string): string {
  return text.length > SHOWN_OF_TYPED ? `${text.slice(0, SHOWN_OF_TYPED).trimEnd()}…` : text;
}

const DATE_EXAMPLES = ['2026', '2026-05', '2026-05-01..2026-06', '>=2026-05', '7d', '3m'];
const LENGTH_EXAMPLES = ['3:00', '90s', '2m..4m', '>3:00'];
const RATING_EXAMPLES = ['5', '>=4', '2..3', 'none'];
const PLAYS_EXAMPLES = ['0', '>10', '5..20'];

function choicesOf(kind: FilterKind): readonly string[] {
  switch (kind) {
    case 'has':
      return SONG_PARTS;
    case 'is':
      return SONG_IS;
    case 'lyrics':
      return LYRICS_STATES;
    case 'match':
      return MATCHES;
    case 'created':
    case 'added':
      return DATE_EXAMPLES;
    case 'length':
      return LENGTH_EXAMPLES;
    case 'rating':
      return RATING_EXAMPLES;
    case 'plays':
      return PLAYS_EXAMPLES;
    case 'played':
      return ['never', ...DATE_EXAMPLES];
    default:
      return [EXAMPLES[kind]];
  }
}

/** What is wrong with a piece of the search box, and what could stand there instead. */
export function problemWords({ code, kind, range }: QueryProblem, text: string): string {
  const typed = shortened(text.slice(range.start, range.end));
  const choices = choicesOf(kind).join(', ');
  switch (code) {
    case 'no-value':
      return translate('filters.problem.noValue', { typed, example: EXAMPLES[kind] });
    case 'unknown-value':
      return translate('filters.problem.unknownValue', { typed, choices });
    case 'bad-date':
      return translate('filters.problem.badDate', { typed, choices });
    case 'bad-length':
      return translate('filters.problem.badLength', { typed, choices });
    case 'bad-limit':
      return translate('filters.problem.badLimit', { typed, choices });
    case 'bad-number':
      return translate('filters.problem.badNumber', { typed, choices });
    case 'too-many':
      return translate('filters.problem.tooMany', { typed, count: MAX_FILTERS });
    default:
      return assertNever(code);
  }
}
