import type { ClipId, Playlist, PlaylistId } from '@shared/model';
import type { Database } from './database';

/** A playlist as it is kept outside of the database too: its songs by their ids, in order. */
export interface KeptPlaylist {
  readonly id: PlaylistId;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly clipIds: readonly ClipId[];
}

/**
 * Playlists and their entries. What is deleted only stands aside until `forgetRemoved`, so that it can be had back. All that
 * writes is to be called inside a transaction.
 */
export interface PlaylistRepository {
  /** Those that stand, in the user's order. */
  list(): readonly Playlist[];
  /** The row of a playlist that stands; null where there is none. */
  rowOf(id: PlaylistId): number | null;
  /** Whether this id is taken, also by one that was deleted and can be had back. */
  has(id: PlaylistId): boolean;
  /** Makes an empty playlist at the end of the list; returns its row. */
  create(id: PlaylistId, name: string, now: number): number;
  rename(row: number, name: string): void;
  /** The playlists in this order, from the top. */
  arrange(ids: readonly PlaylistId[]): void;
  remove(row: number): void;
  /** Brings back a playlist that was deleted; false when there is none. */
  restore(id: PlaylistId): boolean;
  /** Notes that a playlist was changed, and counts its entries anew. */
  touch(row: number, now: number): void;

  /** Entries of a playlist, as counted last. */
  countOf(row: number): number;
  /** Puts songs before an entry; at the end where that is null or not there. */
  insert(row: number, clipIds: readonly ClipId[], before: number | null, now: number): void;
  /** Puts the songs of one playlist at the end of another. */
  copyEntries(from: number, to: number, now: number): void;
  /** Takes entries out; returns the number of the removal and how many they were. */
  removeEntries(
    row: number,
    entryIds: readonly number[],
  ): { readonly removal: number; readonly removed: number };
  /** Puts entries back where they were. */
  restoreEntries(row: number, removal: number): void;
  /** Puts entries, in their order, before another one; at the end where that is null or not there. */
  moveEntries(row: number, entryIds: readonly number[], before: number | null): void;

  /** All that stands, for the library folder. */
  kept(): readonly KeptPlaylist[];
  /** Makes these the playlists, in this order; others stay behind them where they are to. */
  replace(playlists: readonly KeptPlaylist[], keepsOthers: boolean, now: number): void;
  /** Gives up what was deleted. */
  forgetRemoved(): void;
}

interface PlaylistRow {
  readonly playlist_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly revision: number;
  readonly count: number;
}

/** Room between two entries: a selection as large as a playlist can be goes between them. */
const GAP = 2 ** 20;

export function createPlaylistRepository(db: Database): PlaylistRepository {
  const selectAll = db.prepare<PlaylistRow>(`
    SELECT playlist_id, name, created_at, updated_at, revision, count FROM playlist
    WHERE is_removed = 0 ORDER BY position, id`);
  const selectRow = db.prepare<{ id: number; is_removed: number }>(
    'SELECT id, is_removed FROM playlist WHERE playlist_id = ?',
  );
  const insertPlaylist = db.prepare(`
    INSERT INTO playlist (playlist_id, position, name, created_at, updated_at)
    VALUES (:id, (SELECT coalesce(max(position), 0) + 1 FROM playlist), :name, :now, :now)`);
  const updateName = db.prepare('UPDATE playlist SET name = :name WHERE id = :row');
  const updatePlace = db.prepare('UPDATE playlist SET position = :position WHERE playlist_id = :id');
  const updateRemoved = db.prepare('UPDATE playlist SET is_removed = :isRemoved WHERE id = :row');
  const updateTouched = db.prepare(`
    UPDATE playlist SET updated_at = :now, revision = revision + 1,
      count = (SELECT count(*) FROM playlist_entry WHERE playlist = :row AND removal IS NULL)
    WHERE id = :row`);
  const updateTimes = db.prepare(
    'UPDATE playlist SET created_at = :createdAt, updated_at = :updatedAt WHERE id = :row',
  );
  const deletePlaylist = db.prepare('DELETE FROM playlist WHERE playlist_id = ?');
  const deleteRemoved = db.prepare('DELETE FROM playlist WHERE is_removed = 1');

  const selectCount = db.prepare<{ count: number }>('SELECT count FROM playlist WHERE id = ?');
  const selectPlace = db.prepare<{ position: number }>(
    'SELECT position FROM playlist_entry WHERE id = :entry AND playlist = :row AND removal IS NULL',
  );
  const selectPlaceBefore = db.prepare<{ id: number; position: number }>(`
    SELECT id, position FROM playlist_entry WHERE playlist = :row AND position < :position
    ORDER BY position DESC LIMIT :most`);
  const selectFrom = db.prepare<{ id: number }>(`
    SELECT id FROM playlist_entry WHERE playlist = :row AND position >= :position AND removal IS NULL
    ORDER BY position LIMIT :most`);
  const selectLastPlace = db.prepare<{ position: number | null }>(
    'SELECT max(position) AS position FROM playlist_entry WHERE playlist = ?',
  );
  const insertEntry = db.prepare(`
    INSERT INTO playlist_entry (playlist, position, clip_id, title, added_at)
    VALUES (:row, :position, :clipId, coalesce((SELECT title FROM clip WHERE clip_id = :clipId), ''), :now)`);
  const copyAll = db.prepare(`
    INSERT INTO playlist_entry (playlist, position, clip_id, title, added_at)
    SELECT :to, position, clip_id, title, :now FROM playlist_entry WHERE playlist = :from AND removal IS NULL
    ORDER BY position`);
  const selectThese = db.prepare<{ id: number }>(`
    SELECT id FROM playlist_entry
    WHERE id IN (SELECT value FROM json_each(:ids)) AND playlist = :row AND removal IS NULL
    ORDER BY position`);
  const updatePosition = db.prepare('UPDATE playlist_entry SET position = :position WHERE id = :id');
  const spread = db.prepare(`
    UPDATE playlist_entry SET position = placed.number * ${GAP}
    FROM (SELECT id, row_number() OVER (ORDER BY position) AS number FROM playlist_entry WHERE playlist = :row) AS placed
    WHERE placed.id = playlist_entry.id`);
  const selectNextRemoval = db.prepare<{ next: number }>(
    'SELECT coalesce(max(removal), 0) + 1 AS next FROM playlist_entry WHERE removal IS NOT NULL',
  );
  const updateRemoval = db.prepare(`
    UPDATE playlist_entry SET removal = :removal
    WHERE id IN (SELECT value FROM json_each(:ids)) AND playlist = :row AND removal IS NULL`);
  const clearRemoval = db.prepare(
    'UPDATE playlist_entry SET removal = NULL WHERE removal = :removal AND playlist = :row',
  );
  const deleteRemovedEntries = db.prepare('DELETE FROM playlist_entry WHERE removal IS NOT NULL');
  const selectClipIds = db.prepare(
    'SELECT clip_id FROM playlist_entry WHERE playlist = ? AND removal IS NULL ORDER BY position',
  );

  function rowOf(id: PlaylistId): number | null {
    const found = selectRow.get([id]);
    return found?.is_removed === 0 ? found.id : null;
  }

  interface Room {
    readonly first: number;
    readonly step: number;
  }

  /** Places for so many entries before another; those that are to be moved there take no room themselves. */
  function roomFor(row: number, count: number, before: number | null, moved: ReadonlySet<number>): Room {
    const next = before === null ? null : targetOf(row, before, moved);
    if (next === null) {
      const last = selectLastPlace.get([row])?.position ?? 0;
      return { first: last + GAP, step: GAP };
    }
    const between = roomBetween(row, next, count, moved);
    if (between !== null) return between;
    spread.run({ row });
    const spacious = roomBetween(row, next, count, moved);
    if (spacious === null) throw new Error(`There is no room for ${count} entries.`);
    return spacious;
  }

  /** The entry that is to follow: the one that is named, or the first behind it that stays where it is. */
  function targetOf(row: number, before: number, moved: ReadonlySet<number>): number | null {
    const place = selectPlace.get({ entry: before, row });
    if (place === undefined) return null;
    if (!moved.has(before)) return before;
    const following = selectFrom.values<number>({ row, position: place.position, most: moved.size + 1 });
    return following.find((id) => !moved.has(id)) ?? null;
  }

  function roomBetween(row: number, next: number, count: number, moved: ReadonlySet<number>): Room | null {
    const end = selectPlace.get({ entry: next, row })?.position ?? 0;
    const start = lastBefore(row, end, moved) ?? end - GAP * (count + 1);
    const step = Math.floor((end - start) / (count + 1));
    return step < 1 ? null : { first: start + step, step };
  }

  /** The place of the nearest entry before that stays, also of one that was taken out and may come back. */
  function lastBefore(row: number, position: number, moved: ReadonlySet<number>): number | null {
    const nearest = selectPlaceBefore.all({ row, position, most: moved.size + 1 });
    return nearest.find(({ id }) => !moved.has(id))?.position ?? null;
  }

  function insert(row: number, clipIds: readonly ClipId[], before: number | null, now: number): void {
    const { first, step } = roomFor(row, clipIds.length, before, new Set());
    clipIds.forEach((clipId, at) => insertEntry.run({ row, position: first + at * step, clipId, now }));
  }

  function create(id: PlaylistId, name: string, now: number): number {
    return insertPlaylist.run({ id, name, now }).lastInsertRowid;
  }

  function list(): readonly Playlist[] {
    return selectAll.all().map((row) => ({
      id: row.playlist_id as PlaylistId,
      name: row.name,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      revision: row.revision,
      count: row.count,
    }));
  }

  function arrange(ids: readonly PlaylistId[]): void {
    ids.forEach((id, position) => updatePlace.run({ id, position }));
  }

  return {
    list,
    rowOf,
    has: (id) => selectRow.get([id]) !== undefined,
    create,
    rename: (row, name) => void updateName.run({ row, name }),
    arrange,
    remove: (row) => void updateRemoved.run({ row, isRemoved: 1 }),
    restore(id) {
      const found = selectRow.get([id]);
      if (found?.is_removed !== 1) return false;
      updateRemoved.run({ row: found.id, isRemoved: 0 });
      return true;
    },
    touch: (row, now) => void updateTouched.run({ row, now }),

    countOf: (row) => selectCount.get([row])?.count ?? 0,
    insert,
    copyEntries: (from, to, now) => void copyAll.run({ from, to, now }),
    removeEntries(row, entryIds) {
      const removal = selectNextRemoval.get()?.next ?? 1;
      const removed = updateRemoval.run({ removal, ids: JSON.stringify(entryIds), row }).changes;
      return { removal, removed };
    },
    restoreEntries: (row, removal) => void clearRemoval.run({ row, removal }),
    moveEntries(row, entryIds, before) {
      const inOrder = selectThese.values<number>({ ids: JSON.stringify(entryIds), row });
      const { first, step } = roomFor(row, inOrder.length, before, new Set(inOrder));
      inOrder.forEach((id, at) => updatePosition.run({ id, position: first + at * step }));
    },

    kept: () =>
      list().map(({ id, name, createdAt, updatedAt }) => ({
        id,
        name,
        createdAt,
        updatedAt,
        clipIds: selectClipIds.values<string>([rowOf(id) ?? 0]) as ClipId[],
      })),
    replace(playlists, keepsOthers, now) {
      const taken = playlists.map(({ id }) => id);
      const others = list().flatMap(({ id }) => (taken.includes(id) ? [] : [id]));
      for (const id of [...taken, ...(keepsOthers ? [] : others)]) deletePlaylist.run([id]);
      for (const { id, name, createdAt, updatedAt, clipIds } of playlists) {
        const row = create(id, name, now);
        insert(row, clipIds, null, now);
        updateTouched.run({ row, now });
        updateTimes.run({ row, createdAt, updatedAt });
      }
      arrange([...taken, ...(keepsOthers ? others : [])]);
    },
    forgetRemoved() {
      deleteRemovedEntries.run();
      deleteRemoved.run();
    },
  };
}
