import type { ClipId, Page, PlaylistEntry, PlaylistId, PlaylistSummary } from '@shared/model';
import type { ListedEntry, PlaylistEntries } from '../db/playlist-entries';
import type { SongRows } from '../db/song-rows';
import type { SelectSongs } from './select-songs';
import { restOneTurn } from './slices';
import type { SongLists } from './song-lists';

/** The entries of playlists in pages; with a search, those whose songs it finds. */
export interface PlaylistPages {
  page(wanted: EntryPart, signal: AbortSignal): Promise<Page<PlaylistEntry>>;
  entryIds(wanted: EntryPart, signal: AbortSignal): Promise<readonly number[]>;
  /** Songs in the order of their entries, without those that are not in the library. */
  clipIds(id: PlaylistId, search: string, signal: AbortSignal): Promise<readonly ClipId[]>;
  summary(id: PlaylistId): Promise<PlaylistSummary>;
}

export interface EntryPart {
  readonly id: PlaylistId;
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export interface PlaylistPagesDeps {
  readonly entries: PlaylistEntries;
  readonly rows: SongRows;
  readonly lists: Pick<SongLists, 'part'>;
  readonly select: SelectSongs;
}

export function createPlaylistPages({ entries, rows, lists, select }: PlaylistPagesDeps): PlaylistPages {
  /** Ids of the entries whose songs a search finds. */
  async function found(id: PlaylistId, search: string, signal: AbortSignal): Promise<readonly number[]> {
    const selection = select({ search, sort: 'arrived', direction: 'asc' });
    if (selection === null) return [];
    const all = { offset: 0, limit: Number.MAX_SAFE_INTEGER };
    // Who has put a song in wants it there, hidden or not.
    const hits = new Set((await lists.part({ ...selection, hasHidden: true }, all, signal)).rows);
    return entries.withRows(id).flatMap(({ entryId, clipRow }) => (hits.has(clipRow) ? [entryId] : []));
  }

  function toEntries(listed: readonly ListedEntry[]): readonly PlaylistEntry[] {
    const clipRows = [...new Set(listed.flatMap(({ clipRow }) => clipRow ?? []))];
    const songs = new Map(rows.of(clipRows).map((song) => [song.clipId, song]));
    return listed.map(({ entryId, clipId, title }) => ({
      entryId,
      clipId,
      title,
      song: songs.get(clipId) ?? null,
    }));
  }

  return {
    async page({ id, search, offset, limit }, signal) {
      if (search.trim() === '') {
        const total = entries.count(id);
        return { rows: toEntries(entries.part(id, offset, limit)), total, offset };
      }
      const ids = await found(id, search, signal);
      return { rows: toEntries(entries.these(ids.slice(offset, offset + limit))), total: ids.length, offset };
    },
    async entryIds({ id, search, offset, limit }, signal) {
      if (search.trim() === '') return entries.ids(id, offset, limit);
      return (await found(id, search, signal)).slice(offset, offset + limit);
    },
    async clipIds(id, search, signal) {
      if (search.trim() === '') return entries.clipIds(id);
      const listed = entries.these(await found(id, search, signal));
      return listed.flatMap(({ clipId, clipRow }) => (clipRow === null ? [] : [clipId]));
    },
    async summary(id) {
      const steps = entries.summary(id);
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return value;
        await restOneTurn();
      }
    },
  };
}
