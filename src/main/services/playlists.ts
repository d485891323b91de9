import { AppError } from '@shared/ipc/errors';
import {
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLISTS,
  type ClipId,
  type Playlist,
  type PlaylistId,
} from '@shared/model';
import { isDamage } from '../db/damage';
import type { PlaylistRepository } from '../db/playlists';
import type { Clock } from '../ports';
import type { KeptLists } from './kept-lists';

/**
 * Playlists that the user makes. Each change is one durable transaction, and the window is told what comes of it. What names a
 * playlist that is not there fails with `not-found`.
 */
export interface Playlists {
  list(): readonly Playlist[];
  /**
   * Makes a playlist at the end of the list.
   *
   * @throws AppError `too-many-playlists`, `playlist-full`, `not-allowed` where there is one with this id
   */
  create(id: PlaylistId, name: string, clipIds: readonly ClipId[]): void;
  rename(id: PlaylistId, name: string): void;
  /** `restore` brings it back, until the program is started anew. */
  remove(id: PlaylistId): void;
  restore(id: PlaylistId): void;
  /**
   * Makes another one of the same songs, behind it.
   *
   * @throws AppError `too-many-playlists`
   */
  duplicate(id: PlaylistId, copyId: PlaylistId, name: string): void;
  /** @param position its place from the top; one past the end is the end */
  move(id: PlaylistId, position: number): void;
  /**
   * Puts songs before an entry, at the end where that is null or gone.
   *
   * @throws AppError `playlist-full`
   */
  add(id: PlaylistId, clipIds: readonly ClipId[], before: number | null): { readonly added: number };
  /** `restoreEntries` brings them back by the number of the removal, until the program is started anew. */
  removeEntries(
    id: PlaylistId,
    entryIds: readonly number[],
  ): { readonly removal: number; readonly removed: number };
  restoreEntries(id: PlaylistId, removal: number): void;
  /** Puts entries, in their order, before another one, at the end where that is null or gone. */
  moveEntries(id: PlaylistId, entryIds: readonly number[], before: number | null): void;
  /** Tells the window what there is. */
  tell(): void;
}

export interface PlaylistsDeps {
  readonly rows: PlaylistRepository;
  readonly kept: Pick<KeptLists, 'change'>;
  readonly clock: Clock;
  readonly onChange: (playlists: readonly Playlist[]) => void;
}

export function createPlaylists({ rows, kept, clock, onChange }: PlaylistsDeps): Playlists {
  /** What was listed last: a damaged database must not keep the window from opening. */
  let lastListed: readonly Playlist[] = [];
  function list(): readonly Playlist[] {
    try {
      lastListed = rows.list();
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
    return lastListed;
  }

  const tell = () => {
    onChange(list());
  };

  function change(work: () => void): void {
    kept.change(work);
    tell();
  }

  function rowOf(id: PlaylistId): number {
    const row = rows.rowOf(id);
    if (row === null) throw new AppError('not-found', 'There is no such playlist.');
    return row;
  }

  /** Changes one playlist. */
  function changeOne(id: PlaylistId, work: (row: number, now: number) => void): void {
    const row = rowOf(id);
    const now = clock.now();
    change(() => {
      work(row, now);
      rows.touch(row, now);
    });
  }

  function requireRoomForOne(): void {
    const { length } = rows.list();
    if (length >= MAX_PLAYLISTS) throw new AppError('too-many-playlists', `There are ${length} playlists.`);
  }

  function requireNewId(id: PlaylistId): void {
    if (rows.has(id)) throw new AppError('not-allowed', 'There is a playlist with this id already.');
  }

  function requireRoomIn(count: number, added: number): void {
    if (count + added > MAX_PLAYLIST_ENTRIES)
      throw new AppError('playlist-full', `It would hold ${count + added} entries.`);
  }

  return {
    list,
    create(id, name, clipIds) {
      requireNewId(id);
      requireRoomForOne();
      requireRoomIn(0, clipIds.length);
      const now = clock.now();
      change(() => {
        const row = rows.create(id, name, now);
        rows.insert(row, clipIds, null, now);
        rows.touch(row, now);
      });
    },
    rename(id, name) {
      changeOne(id, (row) => {
        rows.rename(row, name);
      });
    },
    remove(id) {
      changeOne(id, rows.remove);
    },
    restore(id) {
      if (rows.rowOf(id) !== null) return;
      requireRoomForOne();
      change(() => {
        if (!rows.restore(id)) throw new AppError('not-found', 'It was deleted before the last start.');
      });
    },
    duplicate(id, copyId, name) {
      requireNewId(copyId);
      requireRoomForOne();
      const from = rowOf(id);
      const now = clock.now();
      change(() => {
        const ids = rows.list().map((playlist) => playlist.id);
        const to = rows.create(copyId, name, now);
        rows.copyEntries(from, to, now);
        rows.touch(to, now);
        rows.arrange(ids.toSpliced(ids.indexOf(id) + 1, 0, copyId));
      });
    },
    move(id, position) {
      rowOf(id);
      const others = rows.list().flatMap((playlist) => (playlist.id === id ? [] : [playlist.id]));
      change(() => {
        rows.arrange(others.toSpliced(position, 0, id));
      });
    },
    add(id, clipIds, before) {
      requireRoomIn(rows.countOf(rowOf(id)), clipIds.length);
      changeOne(id, (row, now) => {
        rows.insert(row, clipIds, before, now);
      });
      return { added: clipIds.length };
    },
    removeEntries(id, entryIds) {
      let result = { removal: 1, removed: 0 };
      changeOne(id, (row) => {
        result = rows.removeEntries(row, entryIds);
      });
      return result;
    },
    restoreEntries(id, removal) {
      changeOne(id, (row) => {
        rows.restoreEntries(row, removal);
      });
    },
    moveEntries(id, entryIds, before) {
      changeOne(id, (row) => {
        rows.moveEntries(row, entryIds, before);
      });
    },
    tell,
  };
}
