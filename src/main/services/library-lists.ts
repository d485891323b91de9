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
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import type { KeptPlaylist } from '../db/playlists';
import { isJsonObject, readJsonObject } from './json-object';

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

const savedSearch = z.object({
  id: z.uuid().transform((id) => id as SavedSearchId),
  name: z.string().trim().min(1).max(MAX_SAVED_SEARCH_NAME),
  search: z.string().max(MAX_QUERY_LENGTH),
  sort: z.enum(SONG_SORTS),
  direction: z.enum(['asc', 'desc']),
});

const time = z.int().nonnegative().catch(0);
const clipId = z
  .string()
  .min(1)
  .max(200)
  .transform((id) => id as ClipId);

const playlist = z.object({
  id: z.uuid().transform((id) => id as PlaylistId),
  name: z.string().trim().min(1).max(MAX_PLAYLIST_NAME),
  createdAt: time,
  updatedAt: time,
  clipIds: z.array(clipId).max(MAX_PLAYLIST_ENTRIES),
});

const head = z.object({ libraryId: z.string(), listsRevision: z.int().nonnegative().catch(0) });

const lists = head.extend({
  savedSearches: z.array(z.unknown()).catch([]),
  playlists: z.array(z.unknown()).catch([]),
});

/** Reads which library it is and how new its lists are. Null when it is no library file. */
export function readLibraryHead(text: string): LibraryHead | null {
  const content = head.safeParse(readJsonObject(text)).data;
  return content ? { libraryId: content.libraryId, revision: content.listsRevision } : null;
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

/**
 * The text of a library file with these lists in it. All that this version does not know stays: other fields, fields of a
 * row, and rows that it could not read.
 *
 * @param present a text that `readLibraryLists` can read
 */
export function printLibraryLists(present: string, own: LibraryLists): string {
  const content = readJsonObject(present);
  const printed = {
    ...content,
    listsRevision: own.revision,
    savedSearches: withStrangers(content?.['savedSearches'], own.savedSearches, savedSearch),
    playlists: withStrangers(content?.['playlists'], own.playlists, playlist),
  };
  return `${JSON.stringify(printed, null, 2)}\n`;
}

/** Our rows with what else stands in them, then those that this version could not read. */
function withStrangers(
  before: unknown,
  ours: readonly { readonly id: string }[],
  schema: z.ZodType,
): readonly object[] {
  const rows = Array.isArray(before) ? before.filter(isJsonObject) : [];
  const known = new Map(rows.map((row) => [row['id'], row]));
  const strangers = rows.filter((row) => !schema.safeParse(row).success);
  return [...ours.map((row) => ({ ...known.get(row.id), ...row })), ...strangers];
}
