import type { ClipId, Repeat, SongListing } from '@shared/model';
import {
  EMPTY_QUEUE,
  currentOf,
  hasNext,
  nextOf,
  previousOf,
  startQueue,
  withIds,
  withShuffle,
  type Queue,
  type Random,
} from './queue';

/** The songs that a queue is made of. */
export interface QueueSource {
  readonly ids: readonly ClipId[];
  /** The list that the songs stand in, so that the queue can follow its changes; null for songs chosen by hand. */
  readonly listing: SongListing | null;
}

/** Where playback is in its queue. */
export interface QueueProgress {
  current(): ClipId | null;
  /** How many songs the queue has. */
  size(): number;
  start(source: QueueSource, current: ClipId, isShuffled: boolean): void;
  /** Goes one song on; false, and nothing changes, where the queue ends. */
  advance(repeat: Repeat): boolean;
  /** Goes one song back; false, and nothing changes, at the beginning. */
  stepBack(repeat: Repeat): boolean;
  /** Whether `advance` would find a song. */
  hasNext(repeat: Repeat): boolean;
  setShuffled(isShuffled: boolean): void;
  /** Reads the list behind the queue again. */
  refresh(): Promise<void>;
  clear(): void;
}

export interface QueueProgressDeps {
  readonly getIds: (listing: SongListing) => Promise<readonly ClipId[]>;
  readonly random: Random;
  /** The queue is another one, or stands at another song. */
  readonly onChange: () => void;
}

/** Keeps the queue that plays and the list that it came from. */
export function createQueueProgress({ getIds, random, onChange }: QueueProgressDeps): QueueProgress {
  let queue: Queue = EMPTY_QUEUE;
  let listing: SongListing | null = null;

  function set(next: Queue): void {
    queue = next;
    onChange();
  }

  /** Takes a queue over where there is one. */
  function moveTo(next: Queue | null): boolean {
    if (next !== null) set(next);
    return next !== null;
  }

  return {
    current: () => currentOf(queue),
    size: () => queue.ids.length,
    start(source, current, isShuffled) {
      listing = source.listing;
      set(startQueue(source.ids, current, isShuffled, random));
    },
    advance: (repeat) => moveTo(nextOf(queue, repeat, random)),
    stepBack: (repeat) => moveTo(previousOf(queue, repeat)),
    hasNext: (repeat) => hasNext(queue, repeat),
    setShuffled(isShuffled) {
      set(withShuffle(queue, isShuffled, random));
    },
    async refresh() {
      const behind = listing;
      if (behind === null) return;
      const ids = await getIds(behind);
      // Another list may have been started meanwhile.
      if (listing === behind) set(withIds(queue, ids, random));
    },
    clear() {
      listing = null;
      set(EMPTY_QUEUE);
    },
  };
}
