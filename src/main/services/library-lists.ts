import { z } from 'zod';
import {
  MAX_SAVED_SEARCH_NAME,
  MAX_SAVED_SEARCHES,
  SONG_SORTS,
  type SavedSearch,
  type SavedSearchId,
} from '@shared/model';
import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { isJsonObject, readJsonObject } from './json-object';

/** What `library.json` holds of the user's own beside the library's identity (docs/LIBRARY-FOLDER.md). */
export interface LibraryLists {
  readonly libraryId: string;
  /** Grows with every change; of two lists of one library the one with the higher number is the newer. */
  readonly revision: number;
  readonly savedSearches: readonly SavedSearch[];
}

const savedSearch = z.object({
  id: z.uuid().transform((id) => id as SavedSearchId),
  name: z.string().trim().min(1).max(MAX_SAVED_SEARCH_NAME),
  search: z.string().max(MAX_QUERY_LENGTH),
  sort: z.enum(SONG_SORTS),
  direction: z.enum(['asc', 'desc']),
});

const lists = z.object({
  libraryId: z.string(),
  listsRevision: z.int().nonnegative().catch(0),
  savedSearches: z.array(z.unknown()).catch([]),
});

/** Reads the lists; rows that make no sense to this version are passed over. Null when it is no library file. */
export function readLibraryLists(text: string): LibraryLists | null {
  const content = lists.safeParse(readJsonObject(text)).data;
  if (!content) return null;
  const read = content.savedSearches.flatMap((row) => savedSearch.safeParse(row).data ?? []);
  const byId = new Map(read.map((row) => [row.id, row]));
  return {
    libraryId: content.libraryId,
    revision: content.listsRevision,
    savedSearches: [...byId.values()].slice(0, MAX_SAVED_SEARCHES),
  };
}

/**
 * The text of a library file with these lists in it. All that this version does not know stays: other fields, fields of a
 * row, and rows that it could not read.
 *
 * @param present a text that `readLibraryLists` can read
 */
export function printLibraryLists(present: string, { revision, savedSearches }: LibraryLists): string {
  const content = readJsonObject(present);
  const before = content?.['savedSearches'];
  const rows = Array.isArray(before) ? before.filter(isJsonObject) : [];
  const ours = savedSearches.map((row) => ({ ...rows.find(({ id }) => id === row.id), ...row }));
  const strangers = rows.filter((row) => !savedSearch.safeParse(row).success);
  return `${JSON.stringify({ ...content, listsRevision: revision, savedSearches: [...ours, ...strangers] }, null, 2)}\n`;
}
