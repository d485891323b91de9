import type { ClipId, Song } from '@shared/model';
import { isPlayable } from './playable';
import type { Arrival } from './player';
import type { PlayerState } from './player-state';
import {
  atPlace,
  songAt,
  withMoved,
  withOrderOf,
  withSongs,
  withoutEntries,
  type Queue,
  type QueuePlace,
} from './queue';
import type { QueueProgress } from './queue-progress';
import type { Turns } from './turns';

/** Brings the queue back to the order that it had; songs that were put in since stay. */
export type UndoOrder = () => void;

/** What a person does with the queue. Entries are named by their numbers, see `Queue`. */
export interface QueueCommands {
  /** Puts songs into the queue. Where there is none, it begins with them and waits to be played. */
  enqueue(ids: readonly ClipId[], place: QueuePlace): void;
  /** Puts songs behind the current one and plays the first of them; the queue goes on behind them. */
  playNow(ids: readonly ClipId[]): void;
  /** Plays what stands at a place of the queue. */
  playPlace(place: number): void;
  /** Takes entries out; where the current song is among them, the one behind it takes its turn. */
  dequeue(entries: ReadonlySet<number>): UndoOrder;
  /** Puts entries before the one that stands at `place`. */
  moveInQueue(entries: ReadonlySet<number>, place: number): UndoOrder;
  /** Takes everything but the current song out. */
  clearQueue(): UndoOrder;
}

export interface QueueCommandsDeps {
  readonly queue: QueueProgress;
  readonly turns: Turns<Arrival>;
  readonly state: () => PlayerState;
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  readonly arriveAt: (song: Song, startMs: number, isPlaying?: boolean) => Promise<Arrival>;
  readonly unload: () => void;
  readonly tellStopped: (song: Song | null) => void;
  /** Somebody has chosen a song of the queue. */
  readonly onChosen: () => void;
  /** Begins to watch; what is answered says whether the library is still the same one. */
  readonly isSameLibrary: () => () => boolean;
}

export function createQueueCommands(deps: QueueCommandsDeps): QueueCommands {
  const { queue, turns, state } = deps;

  /** Another order of the queue; where it stands at another song by that, this one is opened. */
  function reorder(next: Queue): void {
    const before = queue.queue();
    const isSame = next.walk[next.at] === before.walk[before.at];
    queue.set(next);
    if (isSame) return;
    if (next.walk.length === 0) {
      turns.forget();
      deps.unload();
      return;
    }
    const { isPlaying } = state();
    turns.take(async () => {
      const clipId = queue.current();
      const song = clipId === null ? null : await deps.getSong(clipId);
      if (song !== null && isPlayable(song)) return deps.arriveAt(song, 0, isPlaying);
      const other = await queue.go('on', state().repeat);
      return other === null ? null : deps.arriveAt(other, 0, isPlaying);
    }, deps.unload);
  }

  function reorderUndoably(next: Queue): UndoOrder {
    const before = queue.queue();
    const isSameLibrary = deps.isSameLibrary();
    reorder(next);
    return () => {
      if (isSameLibrary()) reorder(withOrderOf(before, queue.queue()));
    };
  }

  function playPlace(place: number): void {
    turns.take(async () => {
      const at = queue.queue();
      const clipId = songAt(at, place);
      const song = clipId === null ? null : await deps.getSong(clipId);
      if (song === null || !isPlayable(song)) {
        deps.tellStopped(song);
        return null;
      }
      deps.onChosen();
      queue.set(atPlace(at, place));
      return deps.arriveAt(song, 0);
    });
  }

  return {
    enqueue(ids, place) {
      reorder(withSongs(queue.queue(), ids, place));
    },
    playNow(ids) {
      const isEmpty = queue.queue().walk.length === 0;
      queue.set(withSongs(queue.queue(), ids, 'next'));
      playPlace(isEmpty ? 0 : queue.queue().at + 1);
    },
    playPlace,
    dequeue: (entries) => reorderUndoably(withoutEntries(queue.queue(), entries)),
    moveInQueue: (entries, place) => reorderUndoably(withMoved(queue.queue(), entries, place)),
    clearQueue() {
      const { walk, at } = queue.queue();
      return reorderUndoably(withoutEntries(queue.queue(), new Set(walk.filter((_, place) => place !== at))));
    },
  };
}
