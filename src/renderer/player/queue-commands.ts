import type { ClipId, Song } from '@shared/model';
import { isPlayable } from './playable';
import type { Arrival } from './open-song';
import type { PlayerState, QueueChange, QueueMove } from './player-state';
import {
  atPlace,
  isShuffled,
  nearestPlaceOf,
  songAt,
  withMoved,
  withMovedBack,
  withReturned,
  withShuffle,
  withSongs,
  withoutEntries,
  type Queue,
  type QueuePlace,
  type Random,
} from './queue';
import type { QueueProgress } from './queue-progress';
import type { Turns } from './turns';

/** What a person does with the queue. Entries are named by their numbers, see `Queue`. */
export interface QueueCommands {
  /** Puts songs into the queue. Where there is none, it begins with them and waits to be played. */
  enqueue(ids: readonly ClipId[], place: QueuePlace): void;
  /**
   * Puts songs behind the current one and plays the first of them; the queue goes on behind them.
   */
  playNow(ids: readonly ClipId[]): void;
  /**
   * Goes on with a song from a place in it: where it stands in the queue, or as one that is played now. The queue goes on behind it.
   */
  goOnWith(clipId: ClipId, startMs: number): void;
  /** Plays what stands at a place of the queue. */
  playPlace(place: number): void;
  /**
   * Takes entries out and tells how they come back. Where the current song is among them, the one behind it takes its turn;
   * where none is, playback ends.
   */
  dequeue(entries: ReadonlySet<number>): void;
  /** Puts entries before the one that stands at `place`, and tells how they go back. */
  moveInQueue(entries: ReadonlySet<number>, place: number): void;
  /** Takes everything but the current song out and tells how it comes back. */
  clearQueue(): void;
}

/** What the player does with them beside. */
export interface QueueReplacing {
  /**
   * To be called before another queue is begun; what it answers, when that was done: it tells how the one before comes back
   * where that was put together by hand.
   */
  beforeAnother(): () => void;
}

export interface QueueCommandsDeps {
  readonly queue: QueueProgress;
  readonly turns: Turns<Arrival>;
  readonly state: () => PlayerState;
  readonly getSong: (clipId: ClipId) => Promise<Song | null>;
  readonly arriveAt: (song: Song, startMs: number, isPlaying?: boolean) => Promise<Arrival>;
  readonly unload: () => void;
  readonly tellStopped: (song: Song | null) => void;
  readonly tellChange: (change: QueueChange) => void;
  readonly tellMove: (move: QueueMove) => void;
  readonly positionMs: () => number;
  readonly random: Random;
  /** Somebody has chosen a song of the queue. */
  readonly onChosen: () => void;
  /** Begins to watch; what is answered says whether the library is still the same one. */
  readonly isSameLibrary: () => () => boolean;
  /** Begins to watch; what is answered says whether playback has begun since. */
  readonly hasBegun: () => () => boolean;
}

/** What is opened instead of a song that went. */
interface Instead {
  readonly entry: number | undefined;
  readonly isPlaying: boolean;
}

export function createQueueCommands(deps: QueueCommandsDeps): QueueCommands & QueueReplacing {
  const { queue, turns, state } = deps;

  /**
   * Opens the song that the queue stands at; where that cannot be played, goes to the nearest one that can, and tells `onMoved`
   * of that.
   */
  function openCurrent(startMs: number, isPlaying: boolean, onMoved?: (to: Instead) => void): void {
    turns.take(async () => {
      const clipId = queue.current();
      const song = clipId === null ? null : await deps.getSong(clipId);
      if (song !== null && isPlayable(song)) return deps.arriveAt(song, startMs, isPlaying);
      const next = await queue.go('on', state().repeat);
      const other = next ?? (await queue.go('back', 'off'));
      onMoved?.({ entry: currentEntry(), isPlaying: isPlaying && next !== null });
      return other === null ? null : deps.arriveAt(other, 0, isPlaying && next !== null);
    }, deps.unload);
  }

  function currentEntry(): number | undefined {
    const { walk, at } = queue.queue();
    return walk[at];
  }

  /** Another order of the queue; where it stands at another song by that, this one is opened. */
  function reorder(next: Queue): void {
    const before = currentEntry();
    queue.set(next);
    if (currentEntry() !== before) openCurrent(0, state().isPlaying);
  }

  /** What is heard just now. */
  function moment() {
    const positionMs = deps.positionMs();
    return { positionMs, isPlaying: state().isPlaying };
  }

  /** Begins to watch; what is answered says whether the queue is still the same one, of the same library. */
  function isSameQueue(): () => boolean {
    const number = queue.number();
    const isSameLibrary = deps.isSameLibrary();
    return () => isSameLibrary() && queue.number() === number;
  }

  function takeOut(change: 'removed' | 'cleared', entries: ReadonlySet<number>): void {
    const before = queue.queue();
    const taken = before.walk.filter((entry) => entries.has(entry));
    if (taken.length === 0) return;
    const isSame = isSameQueue();
    const heard = moment();
    const current = currentEntry();
    const isCurrentTaken = current !== undefined && entries.has(current);
    const left = withoutEntries(before, entries);
    const hasNext = before.walk.slice(before.at).some((entry) => !entries.has(entry));
    const goesRound = !hasNext && left.walk.length > 0 && state().repeat === 'all';
    queue.set(goesRound ? atPlace(left, 0) : left);
    const hasBegun = deps.hasBegun();
    let instead: Instead = {
      entry: currentEntry(),
      isPlaying: heard.isPlaying && (hasNext || goesRound),
    };
    if (left.walk.length === 0) {
      turns.forget();
      deps.unload();
    } else if (isCurrentTaken) openCurrent(0, instead.isPlaying, (to) => (instead = to));

    const undo = () => {
      if (!isSame()) return;
      const now = queue.queue();
      const back = withReturned(before, now, deps.random);
      if (back === now) return;
      // Nobody has gone to another song since.
      if (isCurrentTaken && currentEntry() === instead.entry) {
        queue.set(atPlace(back, back.walk.indexOf(current)));
        // Where the user has paused since it stands; where the removal itself had stopped the music it goes on.
        const isStopped = heard.isPlaying && !instead.isPlaying && !hasBegun();
        openCurrent(heard.positionMs, isStopped || state().isPlaying);
      } else queue.set(back);
    };
    deps.tellChange({ change, count: taken.length, undo });
  }

  function move(entries: ReadonlySet<number>, place: number): void {
    const before = queue.queue();
    const next = withMoved(before, entries, place);
    if (next === before) return;
    const moved = new Set(before.walk.filter((entry) => entries.has(entry)));
    const isSame = isSameQueue();
    queue.set(next);
    const back = () => withMovedBack(before, queue.queue(), moved);
    deps.tellMove({
      order: `${queue.number()} ${isShuffled(next) ? 'shuffled' : 'listed'}`,
      entries: moved,
      undo: () => {
        if (isSame()) queue.set(back());
      },
      hasEffect: () => isSame() && back() !== queue.queue(),
    });
  }

  function beforeAnother(): () => void {
    const before = queue.queue();
    const number = queue.number();
    const isSameLibrary = deps.isSameLibrary();
    const heard = moment();
    return () => {
      if (!before.isByHand) return;
      const undo = () => {
        if (!isSameLibrary()) return;
        const tellReplaced = beforeAnother();
        queue.putBack(withShuffle(before, state().isShuffled, deps.random), number);
        openCurrent(heard.positionMs, heard.isPlaying && state().isPlaying);
        tellReplaced();
      };
      const count = Math.max(0, before.walk.length - before.at - 1);
      deps.tellChange({ change: 'replaced', count, undo });
    };
  }

  function playFrom(place: number, startMs: number): void {
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
      return deps.arriveAt(song, startMs);
    });
  }

  function playBehind(ids: readonly ClipId[], startMs: number): void {
    const isEmpty = queue.queue().walk.length === 0;
    queue.set(withSongs(queue.queue(), ids, 'next'));
    playFrom(isEmpty ? 0 : queue.queue().at + 1, startMs);
  }

  return {
    // Into the queue that was asked for before, which may still be on its way.
    enqueue(ids, place) {
      turns.inOrder(() => {
        reorder(withSongs(queue.queue(), ids, place));
      });
    },
    playNow(ids) {
      turns.inOrder(() => {
        playBehind(ids, 0);
      });
    },
    goOnWith(clipId, startMs) {
      turns.inOrder(() => {
        const place = nearestPlaceOf(queue.queue(), clipId);
        if (place < 0) playBehind([clipId], startMs);
        else playFrom(place, startMs);
      });
    },
    playPlace(place) {
      playFrom(place, 0);
    },
    dequeue(entries) {
      takeOut('removed', entries);
    },
    moveInQueue: move,
    clearQueue() {
      const { walk, at } = queue.queue();
      takeOut('cleared', new Set(walk.filter((_, place) => place !== at)));
    },
    beforeAnother,
  };
}
