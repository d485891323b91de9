import { printDateSpan } from './date-span';
import type { SongFilter, SongQuery } from './filters';
import { printLengthSpan } from './length-span';
import { printCountSpan, printRatingSpan } from './number-span';
import { printPlayedSpan } from './played-span';
import { isInQuotes, isOneValue, quote, unquote } from './pieces';

/** The values of a filter as they are written, each in the one way in which the program writes it. */
export function printValues(filter: SongFilter): readonly string[] {
  switch (filter.kind) {
    case 'has':
    case 'is':
    case 'lyrics':
    case 'match':
      return filter.values;
    case 'created':
    case 'added':
      return filter.values.map(printDateSpan);
    case 'length':
      return filter.values.map(printLengthSpan);
    case 'limit':
      return filter.values.map(String);
    case 'rating':
      return filter.values.map(printRatingSpan);
    case 'plays':
      return filter.values.map(printCountSpan);
    case 'played':
      return filter.values.map(printPlayedSpan);
    case 'title':
    case 'words':
    case 'prompt':
    case 'text':
      return filter.values.map(printSearch);
    case 'tag':
    case 'model':
    case 'action':
    case 'bpm':
    case 'seed':
    case 'id':
      return filter.values.map(quote);
  }
}

/** A search has its quotes in it; what would be read as several values becomes one phrase. */
function printSearch(raw: string): string {
  return isOneValue(raw) ? raw : quote(unquote(raw));
}

/** A filter as it is written: `-is:failed,missing`. */
export function printFilter(filter: SongFilter): string {
  return `${filter.isNegated ? '-' : ''}${filter.kind}:${printValues(filter).join(',')}`;
}

/** A text that is read as this query again: its filters, then what is searched for. */
export function printSongQuery({
  filters,
  text,
}: Pick<SongQuery, 'text'> & { readonly filters: readonly SongFilter[] }): string {
  const parts = [...filters.map(printFilter), text].filter((part) => part !== '');
  // Quotes that are not closed take in all that follows.
  return parts.sort((one, other) => Number(isInQuotes(one)) - Number(isInQuotes(other))).join(' ');
}
