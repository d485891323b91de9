import type { ClipId, KeptQueue, PlaybackPlace, PlayedSong, QueueOrder } from '@shared/model';
import type { Database } from '../db/database';
import type { KeptQueueRepository } from '../db/kept-queue';
import type { Clock, Log } from '../ports';

/** Keeps the player's queue, so that the next start goes on where this one ended. */
export interface KeptQueueService {
  keepSongs(queueId: string, after: number, clipIds: readonly ClipId[]): Promise<void>;
  keepOrder(queueId: string, order: QueueOrder, at: number): Promise<void>;
  /** @param history what was played; null where that is as it was */
  keepPlace(place: PlaybackPlace, history: readonly PlayedSong[] | null, isPlaying: boolean): void;
  load(): KeptQueue | null;
  /** Writes down what has not been written yet. */
  stop(): Promise<void>;
}

/** The place changes every second, and a disk need not be woken for each. */
const WRITE_PLACE_AFTER_MS = 10_000;

export interface KeptQueueDeps {
  readonly db: Database;
  readonly rows: KeptQueueRepository;
  readonly clock: Clock;
  readonly log: Log;
}

export function createKeptQueue({ db, rows, clock, log }: KeptQueueDeps): KeptQueueService {
  let isPlaying = false;
  let unwritten: PlaybackPlace | null = null;
  let unwrittenHistory: readonly PlayedSong[] | null = null;
  let cancel: (() => void) | null = null;

  async function writePlace(): Promise<void> {
    cancel?.();
    cancel = null;
    await db.inTurn(() => {
      if (unwritten !== null) rows.putPlace(unwritten, unwrittenHistory);
      unwritten = null;
      unwrittenHistory = null;
    });
  }

  function writeInBackground(): void {
    writePlace().catch((error: unknown) => {
      log.error('Where playback stands could not be kept', error);
    });
  }

  return {
    keepSongs: (queueId, after, clipIds) =>
      db.inTurn(() => {
        rows.putSongs(queueId, after, clipIds);
      }),
    keepOrder: (queueId, order, at) =>
      db.inTurn(() => {
        db.transact(() => {
          rows.putOrder(queueId, order, at);
        });
      }),
    keepPlace(place, history, isPlayingNow) {
      const hasStopped = isPlaying && !isPlayingNow;
      isPlaying = isPlayingNow;
      unwritten = place;
      unwrittenHistory = history ?? unwrittenHistory;
      if (hasStopped) writeInBackground();
      else cancel ??= clock.schedule(writeInBackground, WRITE_PLACE_AFTER_MS);
    },
    load() {
      const kept = rows.load();
      const history = unwrittenHistory ?? kept?.history ?? [];
      return kept && { ...kept, ...unwritten, history, wasPlaying: isPlaying };
    },
    stop: writePlace,
  };
}
