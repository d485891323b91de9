import { z } from 'zod';
import {
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLIST_NAME,
  MAX_PLAYLISTS,
  MAX_SAVED_SEARCH_NAME,
  MAX_SAVED_SEARCHES,
  SONG_SORTS,
  type ClipId,
  type PlaylistId,
  type SavedSearch,
  type SavedSearchId,
} from '@shared/model';
import { oneLineName } from '@shared/list-names';
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import type { KeptInPortions, KeptPlaylist } from '../db/playlists';
import { isJsonObject, readJsonObject, type JsonObject } from './json-object';

export interface LibraryHead {
  readonly libraryId: string;
  /** Grows with every change; of two lists of one library the one with the higher number is the newer. */
  readonly revision: number;
}

/** What `library.json` holds of the user's own beside the library's identity (docs/LIBRARY-FOLDER.md). */
export interface LibraryLists extends LibraryHead {
  readonly savedSearches: readonly SavedSearch[];
  readonly playlists: readonly KeptPlaylist[];
}

const MAX_CLIP_ID = 200;

const name = (most: number) => z.string().transform(oneLineName).pipe(z.string().min(1).max(most));

const savedSearch = z.object({
  id: z.uuid().transform((id) => id as SavedSearchId),
  name: name(MAX_SAVED_SEARCH_NAME),
  search: z.string().max(MAX_QUERY_LENGTH),
  sort: z.enum(SONG_SORTS),
  direction: z.enum(['asc', 'desc']),
});

const time = z.int().nonnegative().catch(0);
/** Looked at by hand: of a hundred thousand ids a schema of each would hold main up. */
function isClipIds(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_PLAYLIST_ENTRIES &&
    value.every((id) => typeof id === 'string' && id.length > 0 && id.length <= MAX_CLIP_ID)
  );
}

const playlist = z.object({
  id: z.uuid().transform((id) => id as PlaylistId),
  name: name(MAX_PLAYLIST_NAME),
  createdAt: time,
  updatedAt: time,
  clipIds: z.custom<readonly ClipId[]>(isClipIds),
});

const head = z.object({ libraryId: z.string(), listsRevision: z.int().nonnegative().catch(0) });

const lists = head.extend({
  savedSearches: z.array(z.unknown()).catch([]),
  playlists: z.array(z.unknown()).catch([]),
});

/** What else stands in a library file: it stays when our lists are written. */
export interface LibraryRest extends LibraryHead {
  readonly content: JsonObject;
  readonly savedSearches: RowsRest;
  readonly playlists: RowsRest;
}

interface RowsRest {
  /** What this version does not know of rows that it does, by their ids. */
  readonly fields: ReadonlyMap<string, JsonObject>;
  /** Rows that it could not read. */
  readonly strangers: readonly JsonObject[];
}

/** Reads which library it is, how new its lists are, and what is not ours. Null when it is no library file. */
export function readLibraryRest(text: string): LibraryRest | null {
  const content = readJsonObject(text);
  const own = head.safeParse(content).data;
  if (content === null || own === undefined) return null;
  return {
    libraryId: own.libraryId,
    revision: own.listsRevision,
    // Their places among the other fields are kept.
    content: { ...content, savedSearches: [], playlists: [] },
    savedSearches: restOf(content['savedSearches'], savedSearch),
    playlists: restOf(content['playlists'], playlist),
  };
}

function restOf(value: unknown, schema: z.ZodObject): RowsRest {
  const rows = Array.isArray(value) ? value.filter(isJsonObject) : [];
  const fields = new Map<string, JsonObject>();
  const strangers: JsonObject[] = [];
  for (const row of rows) {
    if (!schema.safeParse(row).success) strangers.push(row);
    const others = Object.entries(row).filter(([name]) => !(name in schema.shape));
    if (typeof row['id'] === 'string' && others.length > 0) fields.set(row['id'], Object.fromEntries(others));
  }
  return { fields, strangers };
}

/** Reads the lists; rows that make no sense to this version are passed over. Null when it is no library file. */
export function readLibraryLists(text: string): LibraryLists | null {
  const content = lists.safeParse(readJsonObject(text)).data;
  if (!content) return null;
  return {
    libraryId: content.libraryId,
    revision: content.listsRevision,
    savedSearches: readRows(content.savedSearches, savedSearch).slice(0, MAX_SAVED_SEARCHES),
    playlists: readRows(content.playlists, playlist).slice(0, MAX_PLAYLISTS),
  };
}

/** The rows that can be read, of each id the last. */
function readRows<Row extends { readonly id: string }>(
  rows: readonly unknown[],
  schema: z.ZodType<Row>,
): readonly Row[] {
  const read = rows.flatMap((row) => schema.safeParse(row).data ?? []);
  return [...new Map(read.map((row) => [row.id, row])).values()];
}

/** Lists that are to be written. */
export interface WrittenLists extends LibraryHead {
  readonly savedSearches: readonly SavedSearch[];
  readonly playlists: readonly KeptInPortions[];
}

/** The text of a library file with these lists in it, in pieces. All that this version does not know stays. */
export function* printLibraryLists(rest: LibraryRest, own: WrittenLists): Generator<string> {
  const { fields, strangers } = rest.savedSearches;
  const savedSearches = [
    ...own.savedSearches.map((row) => ({ ...fields.get(row.id), ...row })),
    ...strangers,
  ];
  const printed = { ...rest.content, listsRevision: own.revision, savedSearches, playlists: [] };
  const [before = '', behind = ''] = `${JSON.stringify(printed, null, 2)}\n`.split(NO_PLAYLISTS);
  yield before;
  yield* printPlaylists(own.playlists, rest.playlists);
  yield behind;
}

/** Stands just once in the text: a line break within a string is written otherwise, and deeper fields stand further in. */
const NO_PLAYLISTS = /(?<=\n {2}"playlists": )\[\]/;

function* printPlaylists(
  playlists: readonly KeptInPortions[],
  { fields, strangers }: RowsRest,
): Generator<string> {
  if (playlists.length + strangers.length === 0) {
    yield '[]';
    return;
  }
  let opening = '[\n    ';
  for (const { clipIds, ...row } of playlists) {
    yield opening;
    yield* printPlaylist({ ...fields.get(row.id), ...row }, clipIds);
    opening = ',\n    ';
  }
  for (const row of strangers) {
    yield opening + indented(row);
    opening = ',\n    ';
  }
  yield '\n  ]';
}

function* printPlaylist(row: object, clipIds: KeptInPortions['clipIds']): Generator<string> {
  yield `${indented(row).slice(0, -'\n    }'.length)},\n      "clipIds": [`;
  const between = ',\n        ';
  let opening = '\n        ';
  let end = ']\n    }';
  for (const portion of clipIds) {
    if (portion.length === 0) continue;
    yield opening + portion.map((clipId) => JSON.stringify(clipId)).join(between);
    opening = between;
    end = '\n      ]\n    }';
  }
  yield end;
}

/** A row as it stands in a list of the file. */
function indented(row: object): string {
  return JSON.stringify(row, null, 2).replaceAll('\n', '\n    ');
}
