import type { ClipId, KeptQueue, PlaybackPlace, PlayedSong, QueueOrder } from '@shared/model';
import type { Database } from './database';
import type { MetaRepository } from './meta';

/** The player's queue. */
export interface KeptQueueRepository {
  putSongs(queueId: string, after: number, clipIds: readonly ClipId[]): void;
  /** Makes it the queue that counts; songs of others go. Inside a transaction. */
  putOrder(queueId: string, order: QueueOrder, at: number): void;
  /** A null leaves the history that is there. */
  putPlace(place: PlaybackPlace, history: readonly PlayedSong[] | null): void;
  load(): Omit<KeptQueue, 'wasPlaying'> | null;
}

interface QueueRow {
  readonly queue_id: string;
  readonly walk: string;
  readonly listed: string | null;
  readonly at: number;
  readonly position_ms: number;
  readonly history: string;
}

/** The queue that is a list which was played; one of which nothing is noted was put together by hand. */
const LISTED_QUEUE = 'listed-queue';

export function createKeptQueueRepository(
  db: Database,
  meta: Pick<MetaRepository, 'get' | 'set' | 'delete'>,
): KeptQueueRepository {
  const insertSongs = db.prepare(`
    INSERT INTO queue_songs (queue_id, after, clip_ids) VALUES (?, ?, ?)
    ON CONFLICT (queue_id, after) DO UPDATE SET clip_ids = excluded.clip_ids`);
  const deleteOthers = db.prepare('DELETE FROM queue_songs WHERE queue_id <> ?');
  const insertOrder = db.prepare(`
    INSERT INTO queue (one, queue_id, walk, listed, at, position_ms, history) VALUES (1, ?, ?, ?, ?, 0, '[]')
    ON CONFLICT (one) DO UPDATE
      SET queue_id = excluded.queue_id, walk = excluded.walk, listed = excluded.listed, at = excluded.at`);
  const updatePlace = db.prepare('UPDATE queue SET at = ?, position_ms = ?, history = coalesce(?, history)');
  const selectQueue = db.prepare<QueueRow>(
    'SELECT queue_id, walk, listed, at, position_ms, history FROM queue',
  );
  const selectSongs = db.prepare('SELECT clip_ids FROM queue_songs WHERE queue_id = ? ORDER BY after');

  return {
    putSongs(queueId, after, clipIds) {
      insertSongs.run([queueId, after, JSON.stringify(clipIds)]);
    },
    putOrder(queueId, { walk, listed, isByHand }, at) {
      insertOrder.run([queueId, walk, listed, at]);
      if (isByHand) meta.delete(LISTED_QUEUE);
      else meta.set(LISTED_QUEUE, queueId);
      deleteOthers.run([queueId]);
    },
    putPlace({ at, positionMs }, history) {
      updatePlace.run([at, positionMs, history === null ? null : JSON.stringify(history)]);
    },
    load() {
      const row = selectQueue.get();
      if (!row) return null;
      return {
        songs: selectSongs
          .values<string>([row.queue_id])
          .flatMap((clipIds) => JSON.parse(clipIds) as readonly ClipId[]),
        walk: row.walk,
        listed: row.listed,
        isByHand: meta.get(LISTED_QUEUE) !== row.queue_id,
        at: row.at,
        positionMs: row.position_ms,
        history: JSON.parse(row.history) as readonly PlayedSong[],
      };
    },
  };
}
