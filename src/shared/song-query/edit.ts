import type { TextRange } from '@shared/model';
import { MAX_QUERY_LENGTH, type FilterKind, type PlacedFilter, type SongFilter } from './filters';
import { parseSongQuery } from './parse';
import { readPieces } from './pieces';
import { printFilter, printValues } from './print';

/*
 * Chips and menus change the text of the search box, which is all that says what is listed. What they do not change stays
 * as it was typed. A change that would make the text too long, or the filters too many, is refused with null.
 */

function fits(text: string): string | null {
  const { problems } = parseSongQuery(text);
  return text.length > MAX_QUERY_LENGTH || problems.some(({ code }) => code === 'too-many') ? null : text;
}

/** Puts something behind all that was typed, but not into quotes that are still open. */
function withPiece(text: string, piece: string): string {
  const last = readPieces(text).at(-1);
  const at = last?.isOpen === true ? last.range.start : text.length;
  const [left, right] = [text.slice(0, at).trimEnd(), text.slice(at)];
  return [left, piece, right].filter((part) => part !== '').join(' ');
}

/** The text with a filter more; null when there is no room for it. */
export function withFilter(text: string, filter: SongFilter): string | null {
  return fits(withPiece(text, printFilter(filter)));
}

/** The text without the filter, or the problem, that stands there. */
export function withoutFilter(text: string, { start, end }: TextRange): string {
  return [text.slice(0, start).trimEnd(), text.slice(end).trimStart()]
    .filter((part) => part !== '')
    .join(' ');
}

/** The text without anything but what is searched for. */
export function withoutFilters(text: string): string {
  return parseSongQuery(text).text;
}

function withReplaced(text: string, { range }: PlacedFilter, filter: SongFilter): string {
  return text.slice(0, range.start) + printFilter(filter) + text.slice(range.end);
}

/** The filter that is written as this kind with this value. */
function filterFor(kind: FilterKind, value: string): SongFilter {
  const [filter] = parseSongQuery(`${kind}:${value}`).filters;
  if (!filter) throw new Error(`There is no filter ${kind}:${value}.`);
  return filter;
}

function isSameValue(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Filters of a kind that ask for something, which a menu shows as chosen. */
function askingFilters(text: string, kind: FilterKind): PlacedFilter[] {
  return parseSongQuery(text).filters.filter((filter) => filter.kind === kind && !filter.isNegated);
}

/** The values that are asked for, as `printValues` writes them. */
export function chosenValues(text: string, kind: FilterKind): readonly string[] {
  return askingFilters(text, kind).flatMap(printValues);
}

/** Whether a value is among the chosen ones. */
export function isChosen(chosen: readonly string[], value: string): boolean {
  return chosen.some((one) => isSameValue(one, value));
}

/** The same filter with other values, given as they are written; null when none is left. */
function withValues(filter: SongFilter, values: readonly string[]): SongFilter | null {
  return values.length === 0
    ? null
    : { ...filterFor(filter.kind, values.join(',')), isNegated: filter.isNegated };
}

/** Takes a value out of the filters for which `isMeant` is true. Backwards, so that ranges stay true. */
function withoutValue(text: string, value: string, isMeant: (filter: PlacedFilter) => boolean): string {
  let result = text;
  for (const filter of parseSongQuery(text).filters.filter(isMeant).toReversed()) {
    const values = printValues(filter);
    const rest = values.filter((one) => !isSameValue(one, value));
    if (rest.length === values.length) continue;
    const left = withValues(filter, rest);
    result = left === null ? withoutFilter(result, filter.range) : withReplaced(result, filter, left);
  }
  return result;
}

/**
 * Chooses a value, as `printValues` writes it, or takes it back. What a song has is asked for piece by piece, all of it;
 * of anything else several values stand in one filter, any of them. A filter that rules the value out gives way to it.
 */
export function withChoice(text: string, kind: FilterKind, value: string, isWanted: boolean): string | null {
  const cleared = withoutValue(
    text,
    value,
    (filter) => filter.kind === kind && filter.isNegated === isWanted,
  );
  if (!isWanted) return cleared;
  const asking = kind === 'has' ? undefined : askingFilters(cleared, kind)[0];
  if (isChosen(chosenValues(cleared, kind), value)) return cleared;
  if (!asking) return withFilter(cleared, filterFor(kind, value));
  const joined = withValues(asking, [...printValues(asking), value]);
  return joined === null ? cleared : fits(withReplaced(cleared, asking, joined));
}

/** Makes a value the only one that is asked for of a kind; null asks for none. */
export function withOnly(text: string, kind: FilterKind, value: string | null): string | null {
  const cleared = askingFilters(text, kind)
    .toReversed()
    .reduce((rest, { range }) => withoutFilter(rest, range), text);
  return value === null ? cleared : withFilter(cleared, filterFor(kind, value));
}
