import type { ClipId, PlayedSong, Song, SongListing } from '@shared/model';
import type { Arrival } from './open-song';
import type { PlayHistory } from './play-history';
import { isPlayable } from './playable';
import type { PlayerNotice, PlayerState } from './player-state';
import { isShuffled as isQueueShuffled, type Queue } from './queue';
import type { QueueProgress } from './queue-progress';
import type { SongLookup } from './song-lookup';
import type { Turns } from './turns';

/** What is kept of playback when the window closes. */
export interface KeptPlayback {
  readonly queue: Queue;
  readonly history: readonly PlayedSong[];
  readonly positionMs: number;
  readonly isPlaying: boolean;
}

/** Ways in which a queue begins, or goes on where it had stopped. */
export interface QueueStart {
  /** Plays a song, or the first that can be played; the queue is the listing that it stands in. */
  playListing(from: SongListing, clipId: ClipId | null, startMs?: number): void;
  /**
   * Plays just these songs, in this order, from one of them on.
   *
   * @param at where that one stands, of songs that stand there more than once
   */
  playSongs(ids: readonly ClipId[], clipId: ClipId, at?: number): void;
  /** Plays the song that had stopped, once more. */
  tryAgain(): void;
  /** Stands where the queue stood, at the same place of the song; where there is a queue, or nothing was kept, all stays as it is. */
  restoreQueue(kept: KeptPlayback | null): void;
}

export interface QueueStartDeps {
  readonly queue: QueueProgress;
  readonly turns: Turns<Arrival>;
  readonly history: PlayHistory;
  readonly lookup: SongLookup;
  readonly state: () => PlayerState;
  readonly change: (patch: Partial<PlayerState>) => void;
  readonly getIds: (listing: SongListing) => Promise<readonly ClipId[]>;
  readonly arriveAt: (song: Song, startMs: number, isPlaying?: boolean) => Promise<Arrival>;
  /** Where the song that had stopped is to go on. */
  readonly awaitedMs: () => number;
  /** See `QueueReplacing`. */
  readonly beforeAnother: () => () => void;
  readonly isSameLibrary: () => () => boolean;
  /** Somebody has chosen a song; what did not play before is tried again. */
  readonly onChosen: () => void;
  readonly forgetFailures: () => void;
  /** The queue of before stands, or there was none. */
  readonly onRestored: () => void;
  readonly tell: (notice: PlayerNotice) => void;
}

interface BeginOptions {
  readonly startMs: number;
  /** Begins with the next song that can be played where the one that is meant cannot. */
  readonly canPassOver: boolean;
  /** Where the song stands, of songs that stand there more than once. */
  readonly at?: number | undefined;
}

export function createQueueStart(deps: QueueStartDeps): QueueStart {
  const { queue, turns, lookup, state, arriveAt, tell } = deps;

  /** Begins a queue at a song, or where `canPassOver` at the next that can be played. */
  async function begin(
    ids: readonly ClipId[],
    current: ClipId,
    { startMs, canPassOver, at }: BeginOptions,
  ): Promise<Arrival | null> {
    const isSameLibrary = deps.isSameLibrary();
    const tellReplaced = deps.beforeAnother();
    const song = await queue.start(ids, current, { isShuffled: state().isShuffled, canPassOver, at });
    if (!isSameLibrary()) return null;
    if (song === null) {
      if (canPassOver) tell({ kind: 'nothing-playable' });
      else tell(lookup.whyStopped(await lookup.getSong(current)));
      return null;
    }
    tellReplaced();
    // Turned on or off meanwhile.
    queue.setShuffled(state().isShuffled);
    deps.onChosen();
    return arriveAt(song, song.clipId === current ? startMs : 0);
  }

  return {
    playListing(from, clipId, startMs = 0) {
      turns.take(async () => {
        const ids = await deps.getIds(from);
        const current = clipId ?? ids[0];
        return current === undefined ? null : begin(ids, current, { startMs, canPassOver: clipId === null });
      });
    },
    playSongs(ids, clipId, at) {
      turns.take(() => begin(ids, clipId, { startMs: 0, canPassOver: true, at }));
    },
    tryAgain() {
      turns.take(async () => {
        deps.forgetFailures();
        const clipId = queue.current();
        const song = clipId === null ? null : await lookup.getSong(clipId);
        if (song !== null && isPlayable(song)) return arriveAt(song, deps.awaitedMs());
        tell(lookup.whyStopped(song));
        return null;
      });
    },
    restoreQueue(kept) {
      turns.take(async () => {
        if (kept === null || state().clipId !== null || queue.queue().walk.length > 0) return null;
        deps.history.restore(kept.history);
        queue.set(kept.queue);
        if (kept.queue.walk.length > 0) deps.change({ isShuffled: isQueueShuffled(kept.queue) });
        const clipId = queue.current();
        const song = clipId === null ? null : await lookup.getSong(clipId);
        if (song !== null && isPlayable(song)) return arriveAt(song, kept.positionMs, kept.isPlaying);
        // Behind it, or where none follows before it.
        const other = (await queue.go('on', 'off')) ?? (await queue.go('back', 'off'));
        return other === null ? null : arriveAt(other, 0, false);
      }, deps.onRestored);
    },
  };
}
