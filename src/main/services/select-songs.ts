import type { AssetKind, JobId, SongListing } from '@shared/model';
import { assertNever } from '@shared/assert-never';
import { dateBounds, type LocalTime } from '@shared/song-query/date-span';
import {
  SONG_NOTES,
  type SongFilter,
  type SongNote,
  type SongPart,
  type SongState,
} from '@shared/song-query/filters';
import { lengthBounds } from '@shared/song-query/length-span';
import { isWithin, numberBounds } from '@shared/song-query/number-span';
import type { Span } from '@shared/song-query/span';
import { tagKey } from '@shared/song-tags';
import { parseSongQuery } from '@shared/song-query/parse';
import { isBegun } from '@shared/song-query/pieces';
import { FILE_FLAGS, type SongCondition } from '../db/song-index';
import { parseSearch, toIndexQuery, type SearchColumn } from '../domain/search-query';
import type { SelectionFilter, SongSelection } from './song-list';

/** What a listing asks for; null for a search that holds nothing to look for, such as `?`: it lists nothing. */
export type SelectSongs = (
  listing: SongListing,
  /** Where its free text is looked for; everywhere when it is left out. */
  columns?: readonly SearchColumn[],
) => SongSelection | null;

/** @param now milliseconds since the epoch; dates are those of this machine's calendar */
export function createSongSelector(now: () => number): SelectSongs {
  return ({ search, sort, direction }, columns) => {
    const { text, filters } = parseSongQuery(search);
    const match = toIndexQuery(parseSearch(text), columns);
    if (match === null && !isBegun(text)) return null;
    const local: LocalTime = { now: now(), offsetMsAt: localOffset };
    return {
      match,
      filters: toSelectionFilters(filters, local),
      limit: limitOf(filters),
      hasHidden: filters.some(asksForHidden),
      sort,
      direction,
      isByWords: false,
    };
  };
}

function toSelectionFilters(filters: readonly SongFilter[], local: LocalTime): readonly SelectionFilter[] {
  const all = filters.flatMap((filter) =>
    filter.kind === 'limit' || filter.kind === 'match' ? [] : toSelectionFilter(filter, local),
  );
  const isOneEnough = filters.some((filter) => filter.kind === 'match' && filter.values.includes('any'));
  return isOneEnough && all.length > 1 ? [oneOf(all)] : all;
}

/** True where one of them is. */
function oneOf(filters: readonly SelectionFilter[]): SelectionFilter {
  return {
    anyOf: filters.flatMap(({ anyOf, isNegated }) => (isNegated ? [] : anyOf)),
    orNoneOf: filters.flatMap(({ anyOf, isNegated }) => (isNegated ? [anyOf] : [])),
    isNegated: false,
  };
}

/** The fewest that are asked for; null when nothing is said of it. */
function limitOf(filters: readonly SongFilter[]): number | null {
  const limits = filters.flatMap((filter) => (filter.kind === 'limit' ? filter.values : []));
  return limits.length === 0 ? null : Math.min(...limits);
}

function localOffset(at: number): number {
  return -new Date(at).getTimezoneOffset() * 60_000;
}

/** Who names a song means it, hidden or not. */
function asksForHidden(filter: SongFilter): boolean {
  if (filter.isNegated) return false;
  return filter.kind === 'id' || (filter.kind === 'is' && filter.values.includes('hidden'));
}

/** What says something of a song by itself, whatever else is listed. */
type ConditionFilter = Exclude<SongFilter, { readonly kind: 'limit' | 'match' }>;

function toSelectionFilter(filter: ConditionFilter, local: LocalTime): SelectionFilter {
  return { anyOf: conditionsOf(filter, local), isNegated: filter.isNegated };
}

function conditionsOf(filter: ConditionFilter, local: LocalTime): readonly SongCondition[] {
  switch (filter.kind) {
    case 'has':
      return filter.values.flatMap(partConditions);
    case 'is':
      return filter.values.map((state) =>
        isNote(state) ? noteCondition(state) : { kind: 'files', ...STATES[state] },
      );
    case 'lyrics':
      return filter.values.map((value) =>
        value === 'edited' ? { kind: 'edited' } : { kind: 'lyrics', state: value },
      );
    case 'model':
    case 'action':
    case 'bpm':
    case 'seed':
      return filter.values.map((value) => ({ kind: 'value', field: filter.kind, value }));
    case 'created':
      return filter.values.map((span) => ({ kind: 'range', field: 'created', ...dateBounds(span, local) }));
    case 'added':
      return filter.values.map((span) => ({ kind: 'range', field: 'arrived', ...dateBounds(span, local) }));
    case 'length':
      return filter.values.map((span) => ({ kind: 'range', field: 'duration', ...lengthBounds(span) }));
    case 'rating':
    case 'plays':
      return filter.values.map((span) => countCondition(filter.kind, span));
    case 'played':
      return filter.values.map((span) => ({
        kind: 'mark',
        field: 'played',
        ...(span.kind === 'never' ? NOTHING : dateBounds(span, local)),
        orNone: span.kind === 'never',
      }));
    case 'tag':
      return filter.values.map((tag) => ({ kind: 'tag', tag: tagKey(tag) }));
    case 'title':
    case 'words':
    case 'prompt':
    case 'text':
      return filter.values.flatMap((text) => {
        const match = toIndexQuery(parseSearch(text), COLUMNS[filter.kind]);
        return match === null ? [] : [{ kind: 'match', match }];
      });
    case 'id':
      return filter.values.flatMap((id) => [
        { kind: 'clip', beginning: id },
        { kind: 'job', jobId: id as JobId },
      ]);
    default:
      return assertNever(filter);
  }
}

const COLUMNS = { title: ['title'], words: ['words'], prompt: ['about'], text: undefined } as const;

const NOTHING = { from: 0, to: 0 } as const;
const ANYTHING = { from: null, to: null } as const;

function isNote(value: SongState | SongNote): value is SongNote {
  return (SONG_NOTES as readonly string[]).includes(value);
}

function noteCondition(note: SongNote): SongCondition {
  return note === 'hidden' ? { kind: 'hidden' } : { kind: 'mark', field: note, ...ANYTHING, orNone: false };
}

/** A song without stars has none, and one that was never heard was heard no time. */
function countCondition(field: 'rating' | 'plays', span: Span<number>): SongCondition {
  const bounds = numberBounds(span);
  return { kind: 'mark', field, ...bounds, orNone: isWithin(0, bounds) };
}

function partConditions(part: SongPart): readonly SongCondition[] {
  if (part === 'lyrics') {
    return [
      { kind: 'lyrics', state: 'plain' },
      { kind: 'lyrics', state: 'timed' },
    ];
  }
  return [{ kind: 'files', any: FILE_FLAGS[part satisfies AssetKind], none: 0 }];
}

const ON_DISK = FILE_FLAGS.cover | FILE_FLAGS.audio | FILE_FLAGS.wav | FILE_FLAGS.video;
const STATES: Readonly<Record<SongState, { readonly any: number; readonly none: number }>> = {
  // What is not wanted, or was declined, is not missed.
  complete: { any: ON_DISK, none: FILE_FLAGS.coming | FILE_FLAGS.failed | FILE_FLAGS.missing },
  coming: { any: FILE_FLAGS.coming, none: 0 },
  failed: { any: FILE_FLAGS.failed, none: 0 },
  missing: { any: FILE_FLAGS.missing, none: 0 },
  unverified: { any: FILE_FLAGS.unverified, none: 0 },
  'without-files': { any: 0, none: ON_DISK | FILE_FLAGS.coming | FILE_FLAGS.failed | FILE_FLAGS.missing },
};
