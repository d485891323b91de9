import type { ClipId, Repeat, Song } from '@shared/model';
import {
  EMPTY_QUEUE,
  currentOf,
  nextOf,
  previousOf,
  startQueue,
  withShuffle,
  type Queue,
  type Random,
} from './queue';

export interface StartOptions {
  readonly isShuffled: boolean;
  /** Begins with the next song that can be played where `current` cannot. */
  readonly canPassOver: boolean;
  /** Where `current` stands, of songs that stand there more than once. */
  readonly at?: number | undefined;
}

/** Which way through the queue. */
export type Direction = 'on' | 'back';

/** A song that follows, as long as the queue stays as it is. */
export interface Peek {
  readonly song: Song;
  /** Goes to it; false, and nothing changes, where the queue is another one by now. */
  take(): boolean;
}

/** Where playback is in its queue. Songs of which there is nothing to hear stand in it and are passed over. */
export interface QueueProgress {
  current(): ClipId | null;
  queue(): Queue;
  /** Puts it in another order, or other songs in it; nothing is asked about them. */
  set(queue: Queue): void;
  /** Which queue it is: each that was begun has another number, and keeps it however it changes. */
  number(): number;
  /** One that was there before takes the place of this one. */
  putBack(queue: Queue, number: number): void;
  /** Begins a queue of these songs and answers the song that it stands at; null, and nothing changes, where none can be played. */
  start(ids: readonly ClipId[], current: ClipId, options: StartOptions): Promise<Song | null>;
  /**
   * Goes to the nearest song that way that can be played and is not among `except`, and answers it; null, and nothing
   * changes, where there is none.
   */
  go(direction: Direction, repeat: Repeat, except?: ReadonlySet<ClipId>): Promise<Song | null>;
  /** The song that `go` would find further on, without going there; null where there is none. */
  peek(repeat: Repeat): Promise<Peek | null>;
  /** Whether `go` would find a song further on. Ends early, with false, when `isWanted` says that nobody asks any more. */
  hasNext(repeat: Repeat, except?: ReadonlySet<ClipId>, isWanted?: () => boolean): Promise<boolean>;
  setShuffled(isShuffled: boolean): void;
  /** These songs changed: what was known of them counts no more. */
  refresh(changed: readonly ClipId[]): void;
  clear(): void;
}

export interface QueueProgressDeps {
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  /** Whether there is anything of the song to be heard. */
  readonly canPlay: (song: Song) => boolean;
  readonly random: Random;
  /** The queue is another one, stands at another song, or another of its songs may be one that can be played. */
  readonly onChange: () => void;
}

interface Place {
  readonly queue: Queue;
  readonly song: Song;
}

const NONE: ReadonlySet<ClipId> = new Set();

/** Keeps the queue that plays. */
export function createQueueProgress(deps: QueueProgressDeps): QueueProgress {
  const { random, onChange } = deps;
  let queue: Queue = EMPTY_QUEUE;
  /** How often it was emptied: what was begun before that comes too late. */
  let emptied = 0;
  let begun = 0;
  let number = 0;
  /** Songs that were found to have nothing to hear: a list of words alone is asked about once. */
  const silent = new Set<ClipId>();

  function set(next: Queue): void {
    queue = next;
    onChange();
  }

  function beginAnother(): void {
    begun += 1;
    number = begun;
  }

  /** The song, if it is there and can be played. */
  async function playable(clipId: ClipId): Promise<Song | null> {
    if (silent.has(clipId)) return null;
    const song = await deps.getSong(clipId);
    if (song !== null && deps.canPlay(song)) return song;
    silent.add(clipId);
    return null;
  }

  /** Looks from a place on, that place included, for a song that can be played. */
  async function look(
    from: Queue | null,
    stepOf: (at: Queue) => Queue | null,
    except: ReadonlySet<ClipId>,
    isWanted: () => boolean,
  ): Promise<Place | null> {
    // What is left of this round and one round more show every song, also where all repeat.
    const most = from === null ? 0 : 2 * from.walk.length;
    let at = from;
    for (let looked = 0; at !== null && looked < most && isWanted(); looked += 1) {
      const clipId = currentOf(at);
      const song = clipId === null || except.has(clipId) ? null : await playable(clipId);
      if (song !== null) return { queue: at, song };
      at = stepOf(at);
    }
    return null;
  }

  /** The nearest song that way from where the queue stands. */
  async function find(
    direction: Direction,
    repeat: Repeat,
    except: ReadonlySet<ClipId> = NONE,
    isWanted = () => true,
  ): Promise<Place | null> {
    for (;;) {
      const before = queue;
      const ended = currentOf(before);
      const stepOf = (at: Queue) =>
        direction === 'on' ? nextOf(at, repeat, random, ended) : previousOf(at, repeat);
      const isSame = () => queue === before && isWanted();
      const place = await look(stepOf(before), stepOf, except, isSame);
      // Where the list has changed meanwhile, another song may stand there now.
      if (queue === before || !isWanted()) return place;
    }
  }

  return {
    current: () => currentOf(queue),
    queue: () => queue,
    set,
    number: () => number,
    putBack(before, itsNumber) {
      number = itsNumber;
      set(before);
    },
    async start(ids, current, { isShuffled, canPassOver, at }) {
      const before = emptied;
      // Who chooses a song may see more than is known here.
      silent.delete(current);
      const first = startQueue(ids, current, isShuffled, random, at);
      const stepOf = (at: Queue) => (canPassOver ? nextOf(at, 'off', random) : null);
      const place = await look(first, stepOf, NONE, () => emptied === before);
      if (place === null || emptied !== before) return null;
      beginAnother();
      set(place.queue);
      return place.song;
    },
    async go(direction, repeat, except) {
      const place = await find(direction, repeat, except);
      if (place !== null) set(place.queue);
      return place?.song ?? null;
    },
    async peek(repeat) {
      const place = await find('on', repeat);
      if (place === null) return null;
      const before = queue;
      return {
        song: place.song,
        take() {
          if (queue !== before) return false;
          set(place.queue);
          return true;
        },
      };
    },
    hasNext: async (repeat, except, isWanted) => (await find('on', repeat, except, isWanted)) !== null,
    setShuffled(isShuffled) {
      const next = withShuffle(queue, isShuffled, random);
      if (next !== queue) set(next);
    },
    refresh(changed) {
      for (const clipId of changed) silent.delete(clipId);
      onChange();
    },
    clear() {
      emptied += 1;
      beginAnother();
      silent.clear();
      set(EMPTY_QUEUE);
    },
  };
}
