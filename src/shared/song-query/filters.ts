import type { LyricsState, TextRange } from '@shared/model';
import type { DateSpan } from './date-span';
import type { LengthSpan } from './length-span';
import type { CountSpan, RatingSpan } from './number-span';
import type { PlayedSpan } from './played-span';

/** What a song can have, in `has:`. */
export const SONG_PARTS = ['audio', 'wav', 'video', 'cover', 'lyrics'] as const;
export type SongPart = (typeof SONG_PARTS)[number];

/**
 * How the files of a song stand, in `is:`. `complete`: every file that is wanted of it is on disk. The others are true of
 * a song as soon as one of its files is so: on its way, failed, gone from the disk, or of an end that nobody vouches for.
 * `without-files`: it has none and none is coming, as what a lyrics job makes.
 */
export const SONG_STATES = [
  'complete',
  'coming',
  'failed',
  'missing',
  'unverified',
  'without-files',
] as const;
export type SongState = (typeof SONG_STATES)[number];

/** What the user has noted on a song, in `is:` too. A hidden song is found only by one that asks for it. */
export const SONG_NOTES = ['favourite', 'hidden'] as const;
export type SongNote = (typeof SONG_NOTES)[number];
export const SONG_IS = [...SONG_STATES, ...SONG_NOTES] as const;

/** In `lyrics:`. `edited`: words of the user's own, or of a file, are in force. */
export const LYRICS_STATES = ['timed', 'plain', 'none', 'instrumental', 'edited'] as const;
export type LyricsFilterValue = LyricsState | 'edited';

/** In `match:`. `any`: of all other filters one is enough. */
export const MATCHES = ['all', 'any'] as const;
export type Match = (typeof MATCHES)[number];

interface FilterOf<Kind extends string, Value> {
  readonly kind: Kind;
  /** Any of these; never empty. */
  readonly values: readonly Value[];
  /** Songs of which this is not true. */
  readonly isNegated: boolean;
}

/**
 * A condition that a song is listed by. All filters of a query have to be true, or with `match:any` one of them, and of each filter any
 * value.
 */
export type SongFilter =
  | FilterOf<'has', SongPart>
  | FilterOf<'is', SongState | SongNote>
  | FilterOf<'lyrics', LyricsFilterValue>
  /** The whole of it, whatever its case. */
  | FilterOf<'model' | 'action', string>
  /** The service's time of creation, and when the song came into this library. */
  | FilterOf<'created' | 'added', DateSpan>
  | FilterOf<'length', LengthSpan>
  | FilterOf<'rating', RatingSpan>
  /** How often the song was heard, and when last. */
  | FilterOf<'plays', CountSpan>
  | FilterOf<'played', PlayedSpan>
  /** The whole of it, whatever its case. */
  | FilterOf<'tag', string>
  /** A full-text search in one field, quotes as they were typed. */
  | FilterOf<'title' | 'words' | 'prompt', string>
  /** The same in all of them; a word behind a lone `-` is this filter, negated. */
  | FilterOf<'text', string>
  /** Exactly this text. */
  | FilterOf<'bpm' | 'seed', string>
  /** The beginning of a clip id, or a whole job id. */
  | FilterOf<'id', string>
  /** Only so many songs, the first in the order of the list; of several the fewest. Never negated. */
  | FilterOf<'limit', number>
  /** How many of the other filters, but for `limit`, have to be true; says nothing of what is searched for. Never negated. */
  | FilterOf<'match', Match>;

export type FilterKind = SongFilter['kind'];

/** A filter and the place in the text that it was read from. */
export type PlacedFilter = SongFilter & { readonly range: TextRange };

/** Why a piece that begins like a filter is none. */
export type QueryProblemCode =
  | 'no-value'
  | 'unknown-value'
  | 'bad-date'
  | 'bad-length'
  | 'bad-limit'
  | 'bad-number'
  | /** Only the first 32 count. */ 'too-many';

/** A piece of the text that begins like a filter and cannot be understood. It neither filters nor is it searched for. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly kind: FilterKind;
  /** What stands where the value is expected, without quotes; empty for `no-value`. */
  readonly value: string;
  /** The whole piece. */
  readonly range: TextRange;
}

/** What the text of the search box asks for. */
export interface SongQuery {
  /** What is no filter: the full-text search, quotes as they were typed, single spaces between what stood apart. */
  readonly text: string;
  /** In the order of the text. */
  readonly filters: readonly PlacedFilter[];
  readonly problems: readonly QueryProblem[];
}

/** Longer texts are read up to here. */
export const MAX_QUERY_LENGTH = 500;
export const MAX_FILTERS = 32;
/** Largest value of `limit:`. */
export const MAX_LIMIT = 1_000_000;
