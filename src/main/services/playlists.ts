import { AppError } from '@shared/ipc/errors';
import {
  MAX_PLAYLIST_ENTRIES,
  MAX_PLAYLIST_NAME,
  MAX_PLAYLISTS,
  type ClipId,
  type Playlist,
  type PlaylistId,
} from '@shared/model';
import { freeName } from '@shared/list-names';
import { isDamage } from '../db/damage';
import type { Database } from '../db/database';
import { takeAll, type PlaylistRepository, type Steps } from '../db/playlists';
import type { Clock, Log } from '../ports';
import type { KeptLists } from './kept-lists';
import type { Slices } from './slices';

/**
 * Playlists that the user makes. Each change is on the disk when it returns or resolves, and the window is told what comes of it.
 * What is done to a few entries is one transaction. With many it is done in slices beside everything else: a new playlist
 * stands when it is whole, and of what is changed in one that stands a kill leaves a part. One change of the entries of a
 * playlist follows the other. What names a playlist that is not there, or goes meanwhile, fails with `not-found`.
 */
export interface Playlists {
  list(): readonly Playlist[];
  /**
   * Makes a playlist at the end of the list.
   *
   * @throws AppError `too-many-playlists`, `playlist-full`, `not-allowed` where there is one with this id
   */
  create(id: PlaylistId, name: string, clipIds: readonly ClipId[]): Promise<void>;
  rename(id: PlaylistId, name: string): void;
  /** The name, with a number behind it where another playlist has it. */
  freeName(name: string): string;
  /** `restore` brings it back, until the program is started anew. */
  remove(id: PlaylistId): void;
  restore(id: PlaylistId): void;
  /**
   * Makes another one of the same songs, behind it.
   *
   * @throws AppError `too-many-playlists`
   */
  duplicate(id: PlaylistId, copyId: PlaylistId, name: string): Promise<void>;
  /** @param position its place from the top; one past the end is the end */
  move(id: PlaylistId, position: number): void;
  /**
   * Puts songs before an entry, at the end where that is null or gone.
   *
   * @throws AppError `playlist-full`
   */
  add(id: PlaylistId, clipIds: readonly ClipId[], before: number | null): Promise<{ readonly added: number }>;
  /** `restoreEntries` brings them back by the numbers of the removals, until the program is started anew. */
  removeEntries(
    id: PlaylistId,
    entryIds: readonly number[],
  ): Promise<{ readonly removal: number; readonly removed: number }>;
  /** Brings back the entries of all these removals. */
  restoreEntries(id: PlaylistId, removals: readonly number[]): Promise<void>;
  /** Puts entries, in their order, before another one, at the end where that is null or gone. */
  moveEntries(id: PlaylistId, entryIds: readonly number[], before: number | null): Promise<void>;
  /** Tells the window what there is. */
  tell(): void;
  /** What was deleted before, or never was whole, can be had back no more, and goes from the disk bit by bit. At a start. */
  giveUpRemoved(): void;
  /** Ends what is under way after its slice. */
  stop(): Promise<void>;
}

export interface PlaylistsDeps {
  readonly db: Pick<Database, 'transact' | 'flushAside'>;
  readonly rows: PlaylistRepository;
  readonly slices: Slices;
  readonly kept: Pick<KeptLists, 'change'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChange: (playlists: readonly Playlist[]) => void;
}

/** So many entries are written in one go: a few milliseconds. */
const AT_ONCE = 200;

export function createPlaylists(deps: PlaylistsDeps): Playlists {
  const { db, rows, slices, kept, clock, onChange } = deps;
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

  let isStopped = false;
  /** The last change of entries of each playlist that has one under way. */
  const changing = new Map<PlaylistId, Promise<unknown>>();

  /** One change of a playlist's entries after the other: places that were found for some are not to be taken by others. */
  async function afterOthers<Result>(id: PlaylistId, work: () => Promise<Result>): Promise<Result> {
    const answer = (changing.get(id) ?? Promise.resolve()).then(work);
    const ended = answer.catch(() => undefined);
    changing.set(id, ended);
    try {
      return await answer;
    } finally {
      if (changing.get(id) === ended) changing.delete(id);
    }
  }

  function inSlices<Result>(steps: Steps<Result>, before: () => void = () => undefined): Promise<Result> {
    return slices.steps(steps, () => {
      if (isStopped) throw new AppError('cancelled', 'The program ends.');
      before();
    });
  }

  /** Changes the entries of a playlist that stands, at once where they are few. */
  function changeEntries<Result>(
    id: PlaylistId,
    count: (row: number) => number,
    steps: (row: number, now: number) => Steps<Result>,
  ): Promise<Result> {
    return afterOthers(id, async () => {
      const row = rowOf(id);
      const now = clock.now();
      if (count(row) <= AT_ONCE) {
        let result: Result | undefined;
        changeOne(id, () => {
          result = takeAll(steps(row, now));
        });
        return result as Result;
      }
      const result = await inSlices(steps(row, now), () => rowOf(id));
      await db.flushAside();
      changeOne(id, () => undefined);
      return result;
    });
  }

  /** Makes a playlist that stands when it is whole. */
  async function fill(
    id: PlaylistId,
    name: string,
    steps: (row: number, now: number) => Steps,
    complete: (row: number) => void,
  ): Promise<void> {
    const now = clock.now();
    const row = db.transact(() => rows.begin(id, name, now));
    try {
      await inSlices(steps(row, now));
      await db.flushAside();
      requireRoomForOne();
      change(() => {
        rows.complete(row);
        complete(row);
        rows.touch(row, now);
      });
    } catch (error) {
      rows.abandon(row);
      clear();
      throw error;
    }
  }

  /** What is cleared of what was given up. */
  let clearing: Promise<void> | null = null;
  function clear(): void {
    clearing ??= inSlices(rows.clear())
      .catch((error: unknown) => {
        // It is given up all the same, and cleared after the next start.
        if (!isStopped) deps.log.error('Playlists that were deleted were not cleared', error);
      })
      .finally(() => {
        clearing = null;
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
    async create(id, name, clipIds) {
      requireNewId(id);
      requireRoomForOne();
      requireRoomIn(0, clipIds.length);
      if (clipIds.length > AT_ONCE) {
        await fill(
          id,
          name,
          (row, now) => rows.insert(row, clipIds, null, now),
          () => undefined,
        );
        return;
      }
      const now = clock.now();
      change(() => {
        const row = rows.create(id, name, now);
        takeAll(rows.insert(row, clipIds, null, now));
        rows.touch(row, now);
      });
    },
    rename(id, name) {
      changeOne(id, (row) => {
        rows.rename(row, name);
      });
    },
    freeName: (name) =>
      freeName(
        name,
        list().map((playlist) => playlist.name),
        MAX_PLAYLIST_NAME,
      ),
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
      rowOf(id);
      return afterOthers(id, () =>
        fill(
          copyId,
          name,
          (row, now) => rows.copyEntries(rowOf(id), row, now),
          () => {
            const others = rows.list().flatMap((playlist) => (playlist.id === copyId ? [] : [playlist.id]));
            rows.arrange(others.toSpliced(others.indexOf(id) + 1, 0, copyId));
          },
        ),
      );
    },
    move(id, position) {
      rowOf(id);
      const others = rows.list().flatMap((playlist) => (playlist.id === id ? [] : [playlist.id]));
      change(() => {
        rows.arrange(others.toSpliced(position, 0, id));
      });
    },
    async add(id, clipIds, before) {
      await changeEntries(
        id,
        (row) => {
          requireRoomIn(rows.countOf(row), clipIds.length);
          return clipIds.length;
        },
        (row, now) => rows.insert(row, clipIds, before, now),
      );
      return { added: clipIds.length };
    },
    removeEntries: (id, entryIds) =>
      changeEntries(
        id,
        () => entryIds.length,
        (row) => rows.removeEntries(row, entryIds),
      ),
    restoreEntries: (id, removals) =>
      changeEntries(
        id,
        (row) => rows.countRemoved(row, removals, AT_ONCE + 1),
        (row) => rows.restoreEntries(row, removals),
      ),
    moveEntries: (id, entryIds, before) =>
      changeEntries(
        id,
        () => entryIds.length,
        (row) => rows.moveEntries(row, entryIds, before),
      ),
    tell,
    giveUpRemoved() {
      db.transact(rows.giveUpRemoved);
      clear();
    },
    async stop() {
      isStopped = true;
      await Promise.all([...changing.values(), clearing]);
    },
  };
}
