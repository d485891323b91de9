import type { ClipId, PlaylistId, PlaylistSummary } from '@shared/model';
import type { Database } from './database';
import type { Steps } from './playlists';

/** An entry of a playlist and the row of its song; null while that is not in the library. */
export interface ListedEntry {
  readonly entryId: number;
  readonly clipId: ClipId;
  readonly title: string;
  readonly clipRow: number | null;
}

/** Reads the entries of playlists, in their order; of a playlist that is not there, none. */
export interface PlaylistEntries {
  part(id: PlaylistId, offset: number, limit: number): ListedEntry[];
  ids(id: PlaylistId, offset: number, limit: number): number[];
  /** Entries as `clipRows` has them, all of them. */
  withRows(id: PlaylistId): { readonly entryId: number; readonly clipRow: number }[];
  /** As `part`, of these entries. */
  these(entryIds: readonly number[]): ListedEntry[];
  /** Songs that are in the library. */
  clipIds(id: PlaylistId): ClipId[];
  /** How many there are. */
  count(id: PlaylistId): number;
  /** Adds up portion by portion: a hundred thousand songs take a while. */
  summary(id: PlaylistId): Steps<PlaylistSummary>;
  name(id: PlaylistId): string | null;
}

interface EntryRow {
  readonly id: number;
  readonly clip_id: string;
  readonly title: string;
  readonly clip: number | null;
}

/** Entries that are added up at once. */
const SUMMED = 1_000;

export function createPlaylistEntries(db: Database): PlaylistEntries {
  const selectPlaylist = db.prepare<{ id: number; name: string; count: number }>(
    'SELECT id, name, count FROM playlist WHERE playlist_id = ? AND is_removed = 0',
  );
  // What is passed over is passed over in the index; only what is listed is looked up.
  const selectPart = db.prepare<EntryRow>(`
    SELECT entry.id, entry.clip_id, entry.title, clip.id AS clip
    FROM (SELECT id, clip_id, title, position FROM playlist_entry
          WHERE playlist = :row AND removal IS NULL ORDER BY position LIMIT :limit OFFSET :offset) AS entry
    LEFT JOIN clip ON clip.clip_id = entry.clip_id ORDER BY entry.position`);
  const selectThese = db.prepare<EntryRow>(`
    SELECT entry.id, entry.clip_id, entry.title, clip.id AS clip
    FROM playlist_entry AS entry LEFT JOIN clip ON clip.clip_id = entry.clip_id
    WHERE entry.id IN (SELECT value FROM json_each(?)) ORDER BY entry.position`);
  const selectIds = db.prepare(`
    SELECT id FROM playlist_entry WHERE playlist = :row AND removal IS NULL
    ORDER BY position LIMIT :limit OFFSET :offset`);
  const selectRows = db.prepare<{ entryId: number; clipRow: number }>(`
    SELECT entry.id AS entryId, clip.id AS clipRow
    FROM playlist_entry AS entry CROSS JOIN clip ON clip.clip_id = entry.clip_id
    WHERE entry.playlist = ? AND entry.removal IS NULL ORDER BY entry.position`);
  const selectClipIds = db.prepare(`
    SELECT entry.clip_id FROM playlist_entry AS entry CROSS JOIN clip ON clip.clip_id = entry.clip_id
    WHERE entry.playlist = ? AND entry.removal IS NULL ORDER BY entry.position`);
  const selectSums = db.prepare<{ last: number | null; found: number; durationMs: number | null }>(`
    SELECT max(entry.position) AS last, count(clip.id) AS found, sum(clip.duration_ms) AS durationMs
    FROM (SELECT position, clip_id FROM playlist_entry
          WHERE playlist = :row AND position > :after AND removal IS NULL ORDER BY position LIMIT ${SUMMED}) AS entry
    LEFT JOIN clip ON clip.clip_id = entry.clip_id`);

  const rowOf = (id: PlaylistId) => selectPlaylist.get([id])?.id ?? 0;
  const toEntry = (row: EntryRow): ListedEntry => ({
    entryId: row.id,
    clipId: row.clip_id as ClipId,
    title: row.title,
    clipRow: row.clip,
  });

  return {
    part: (id, offset, limit) => selectPart.all({ row: rowOf(id), offset, limit }).map(toEntry),
    ids: (id, offset, limit) => selectIds.values<number>({ row: rowOf(id), offset, limit }),
    withRows: (id) => selectRows.all([rowOf(id)]),
    these: (entryIds) => selectThese.all([JSON.stringify(entryIds)]).map(toEntry),
    clipIds: (id) => selectClipIds.values<string>([rowOf(id)]) as ClipId[],
    count: (id) => selectPlaylist.get([id])?.count ?? 0,
    *summary(id) {
      const playlist = selectPlaylist.get([id]);
      if (playlist === undefined) return { count: 0, missing: 0, durationMs: 0 };
      const { id: row, count } = playlist;
      let found = 0;
      let durationMs = 0;
      for (let after: number | null = Number.MIN_SAFE_INTEGER; after !== null;) {
        const sums = selectSums.get({ row, after });
        found += sums?.found ?? 0;
        durationMs += sums?.durationMs ?? 0;
        after = sums?.last ?? null;
        yield;
      }
      // Of a list that was changed meanwhile it is told again.
      return { count, missing: Math.max(0, count - found), durationMs };
    },
    name: (id) => selectPlaylist.get([id])?.name ?? null,
  };
}
