import type { ClipId, Playlist, PlaylistId } from '@shared/model';
import type { Database } from './database';

/** Work on many entries, one or a few at each step: who does it in slices stands back between two. */
export type Steps<Result = void> = Generator<undefined, Result>;

/** A playlist as it is kept outside of the database too: its songs by their ids, in order. */
export interface KeptPlaylist {
  readonly id: PlaylistId;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly clipIds: readonly ClipId[];
}

/** The same with its songs in portions, read when they are wanted. */
export interface KeptInPortions extends Omit<KeptPlaylist, 'clipIds'> {
  readonly clipIds: Iterable<readonly ClipId[]>;
}

/**
 * Playlists and their entries. What is deleted only stands aside until `giveUpRemoved`, so that it can be had back. All that
 * writes is to be called inside a transaction. Steps may be of several transactions, where nothing else is done to the
 * entries of the playlist between them.
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
  /** The same for one that is not whole yet: it does not stand before `complete`, and is given up where that never comes. */
  begin(id: PlaylistId, name: string, now: number): number;
  complete(row: number): void;
  /** Gives up one that was begun and will not be whole. */
  abandon(row: number): void;
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
  insert(row: number, clipIds: readonly ClipId[], before: number | null, now: number): Steps;
  /** Puts the songs of one playlist at the end of another. */
  copyEntries(from: number, to: number, now: number): Steps;
  /** Takes entries out; returns the number of the removal and how many they were. */
  removeEntries(
    row: number,
    entryIds: readonly number[],
  ): Steps<{ readonly removal: number; readonly removed: number }>;
  /** Entries that these removals took out, counted up to `most`. */
  countRemoved(row: number, removals: readonly number[], most: number): number;
  /** Puts the entries of these removals back where they were. */
  restoreEntries(row: number, removals: readonly number[]): Steps;
  /** Puts entries, in their order, before another one; at the end where that is null or not there. */
  moveEntries(row: number, entryIds: readonly number[], before: number | null): Steps;

  /** All that stands, for the library folder. */
  kept(): readonly KeptInPortions[];
  /** Makes these the playlists, in this order; others stay behind them where they are to. */
  replace(playlists: readonly KeptPlaylist[], keepsOthers: boolean, now: number): void;
  /** Gives up what was deleted and what never was whole; `clear` then makes room. */
  giveUpRemoved(): void;
  /** Takes what was given up from the disk. */
  clear(): Steps;
}

interface PlaylistRow {
  readonly playlist_id: string;
  readonly name: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly revision: number;
  readonly count: number;
}

/** What `is_removed` tells. Who was begun and is not whole yet is given up, until it is. */
const STANDS = 0;
const DELETED = 1;
const GIVEN_UP = 2;

/** Entries that are read or written at a step where one alone would be too little. */
const PORTION = 50;
/** Songs that are read at once for the library folder. */
const KEPT_PORTION = 1_000;

/** Room between two entries: a selection as large as a playlist can be goes between them. */
const GAP = 2 ** 20;

export function createPlaylistRepository(db: Database): PlaylistRepository {
  const selectAll = db.prepare<PlaylistRow>(`
    SELECT playlist_id, name, created_at, updated_at, revision, count FROM playlist
    WHERE is_removed = ${STANDS} ORDER BY position, id`);
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
  const updateCount = db.prepare('UPDATE playlist SET count = count + :by WHERE id = :row');
  const updateTimes = db.prepare(
    'UPDATE playlist SET created_at = :createdAt, updated_at = :updatedAt WHERE id = :row',
  );
  const deletePlaylist = db.prepare('DELETE FROM playlist WHERE playlist_id = ?');
  const selectRemoved = db.prepare(`SELECT id FROM playlist WHERE is_removed <> ${STANDS}`);
  const giveUpAll = db.prepare(`UPDATE playlist SET is_removed = ${GIVEN_UP} WHERE is_removed <> ${STANDS}`);
  const deleteRow = db.prepare('DELETE FROM playlist WHERE id = ?');

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
  const selectBehind = db.prepare<{ position: number; clip_id: string; title: string }>(`
    SELECT position, clip_id, title FROM playlist_entry
    WHERE playlist = :row AND position > :after AND removal IS NULL ORDER BY position LIMIT :most`);
  const insertCopy = db.prepare(`
    INSERT INTO playlist_entry (playlist, position, clip_id, title, added_at)
    VALUES (:to, :position, :clip_id, :title, :now)`);
  const updatePosition = db.prepare('UPDATE playlist_entry SET position = :position WHERE id = :id');
  const spread = db.prepare(`
    UPDATE playlist_entry SET position = placed.number * ${GAP}
    FROM (SELECT id, row_number() OVER (ORDER BY position) AS number FROM playlist_entry WHERE playlist = :row) AS placed
    WHERE placed.id = playlist_entry.id`);
  const selectLastRemoval = db.prepare<{ last: number | null }>(
    'SELECT max(removal) AS last FROM playlist_entry WHERE removal IS NOT NULL',
  );
  const updateRemoval = db.prepare(`
    UPDATE playlist_entry SET removal = :removal WHERE id = :id AND playlist = :row AND removal IS NULL`);
  const countOfRemoval = db.prepare<{ count: number }>(`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM playlist_entry INDEXED BY playlist_entry_removed
      WHERE removal = :removal AND playlist = :row LIMIT :most)`);
  const clearRemoval = db.prepare(`
    UPDATE playlist_entry SET removal = NULL WHERE id IN (
      SELECT id FROM playlist_entry INDEXED BY playlist_entry_removed
      WHERE removal = :removal AND playlist = :row LIMIT ${PORTION})`);
  const deleteEntriesOf = db.prepare(`
    DELETE FROM playlist_entry WHERE id IN (SELECT id FROM playlist_entry WHERE playlist = ? LIMIT ${PORTION})`);
  const deleteRemovedEntries = db.prepare(`
    DELETE FROM playlist_entry WHERE id IN (
      SELECT id FROM playlist_entry INDEXED BY playlist_entry_removed
      WHERE removal IS NOT NULL AND removal <= ? LIMIT ${PORTION})`);
  const selectSongsBehind = db.prepare<{ position: number; clip_id: string }>(`
    SELECT position, clip_id FROM playlist_entry
    WHERE playlist = :row AND position > :after AND removal IS NULL ORDER BY position LIMIT ${KEPT_PORTION}`);

  function rowOf(id: PlaylistId): number | null {
    const found = selectRow.get([id]);
    return found?.is_removed === STANDS ? found.id : null;
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

  function* insert(row: number, clipIds: readonly ClipId[], before: number | null, now: number): Steps {
    const { first, step } = roomFor(row, clipIds.length, before, new Set());
    for (const [at, clipId] of clipIds.entries()) {
      insertEntry.run({ row, position: first + at * step, clipId, now });
      updateCount.run({ row, by: 1 });
      yield;
    }
  }

  function* copyEntries(from: number, to: number, now: number): Steps {
    for (let after = Number.MIN_SAFE_INTEGER; ;) {
      const portion = selectBehind.all({ row: from, after, most: PORTION });
      for (const { position, clip_id, title } of portion) {
        insertCopy.run({ to, position, clip_id, title, now });
        after = position;
      }
      if (portion.length < PORTION) return;
      yield;
    }
  }

  /** Removals that were given up and are not cleared yet have numbers up to this one. */
  let lastGivenUp = 0;
  let givenUp: readonly number[] = [];

  function* removeEntries(
    row: number,
    entryIds: readonly number[],
  ): Steps<{ readonly removal: number; readonly removed: number }> {
    const removal = Math.max(selectLastRemoval.get()?.last ?? 0, lastGivenUp) + 1;
    let removed = 0;
    for (const id of entryIds) {
      const { changes } = updateRemoval.run({ removal, id, row });
      updateCount.run({ row, by: -changes });
      removed += changes;
      yield;
    }
    return { removal, removed };
  }

  function countRemoved(row: number, removals: readonly number[], most: number): number {
    let count = 0;
    for (const removal of removals) {
      if (count >= most) break;
      count += countOfRemoval.get({ row, removal, most: most - count })?.count ?? 0;
    }
    return count;
  }

  function* restoreEntries(row: number, removals: readonly number[]): Steps {
    for (const removal of removals) {
      for (;;) {
        const { changes } = clearRemoval.run({ row, removal });
        if (changes === 0) break;
        updateCount.run({ row, by: changes });
        yield;
      }
    }
  }

  function* moveEntries(row: number, entryIds: readonly number[], before: number | null): Steps {
    const placed: { readonly id: number; readonly position: number }[] = [];
    for (const id of new Set(entryIds)) {
      const place = selectPlace.get({ entry: id, row });
      if (place !== undefined) placed.push({ id, position: place.position });
      yield;
    }
    // Nearly sorted already, as they are listed: that costs little.
    placed.sort((one, other) => one.position - other.position);
    const { first, step } = roomFor(row, placed.length, before, new Set(placed.map(({ id }) => id)));
    for (const [at, { id }] of placed.entries()) {
      updatePosition.run({ id, position: first + at * step });
      yield;
    }
  }

  function* clear(): Steps {
    while (deleteRemovedEntries.run([lastGivenUp]).changes > 0) yield;
    for (const row of givenUp) {
      while (deleteEntriesOf.run([row]).changes > 0) yield;
      deleteRow.run([row]);
      yield;
    }
    givenUp = [];
  }

  function* songsOf(row: number): Generator<readonly ClipId[]> {
    for (let after = Number.MIN_SAFE_INTEGER; ;) {
      const portion = selectSongsBehind.all({ row, after });
      const last = portion.at(-1);
      if (last === undefined) return;
      yield portion.map(({ clip_id: clipId }) => clipId as ClipId);
      after = last.position;
    }
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
    begin(id, name, now) {
      const row = create(id, name, now);
      updateRemoved.run({ row, isRemoved: GIVEN_UP });
      return row;
    },
    complete: (row) => void updateRemoved.run({ row, isRemoved: STANDS }),
    abandon(row) {
      givenUp = [...givenUp, row];
    },
    rename: (row, name) => void updateName.run({ row, name }),
    arrange,
    remove: (row) => void updateRemoved.run({ row, isRemoved: DELETED }),
    restore(id) {
      const found = selectRow.get([id]);
      if (found?.is_removed !== DELETED) return false;
      updateRemoved.run({ row: found.id, isRemoved: STANDS });
      return true;
    },
    touch: (row, now) => void updateTouched.run({ row, now }),

    countOf: (row) => selectCount.get([row])?.count ?? 0,
    insert,
    copyEntries,
    removeEntries,
    countRemoved,
    restoreEntries,
    moveEntries,

    kept: () =>
      list().map(({ id, name, createdAt, updatedAt }) => ({
        id,
        name,
        createdAt,
        updatedAt,
        clipIds: songsOf(rowOf(id) ?? 0),
      })),
    replace(playlists, keepsOthers, now) {
      const taken = playlists.map(({ id }) => id);
      const others = list().flatMap(({ id }) => (taken.includes(id) ? [] : [id]));
      for (const id of [...taken, ...(keepsOthers ? [] : others)]) deletePlaylist.run([id]);
      for (const { id, name, createdAt, updatedAt, clipIds } of playlists) {
        const row = create(id, name, now);
        takeAll(insert(row, clipIds, null, now));
        updateTouched.run({ row, now });
        updateTimes.run({ row, createdAt, updatedAt });
      }
      arrange([...taken, ...(keepsOthers ? others : [])]);
    },
    giveUpRemoved() {
      lastGivenUp = selectLastRemoval.get()?.last ?? 0;
      givenUp = selectRemoved.values<number>();
      giveUpAll.run();
    },
    clear,
  };
}

/** Takes all steps at once. */
export function takeAll<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
