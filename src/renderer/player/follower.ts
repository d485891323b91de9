import { mediaUrl } from '@shared/media-url';
import type { Song } from '@shared/model';
import type { OpenFile } from '@shared/system';
import type { Source } from './engine';
import type { Successor } from './open-song';
import { chooseFile } from './playable';
import type { PlayerState } from './player-state';
import type { Peek, QueueProgress } from './queue-progress';
import { repeatWhenAsked } from './repeat';

/** What is heard by itself when the current song ends. */
export interface Follower {
  /**
   * Looks what follows, and has it opened ahead, so that it comes without a gap. Until that is known the answer before
   * stands.
   */
  lookAhead(): void;
  /** Goes to what was opened ahead, which is heard by now; null where something else is to follow. */
  take(): Successor | null;
}

export interface FollowerDeps {
  readonly queue: QueueProgress;
  readonly state: () => PlayerState;
  readonly getGain: (song: Song) => Promise<number>;
  readonly prepare: (source: Source | null, file: OpenFile | null) => void;
  /**
   * The current song or the one that follows shows a moving picture, which is opened when its time has come: a delay would
   * part it from its sound.
   */
  readonly isPictured: (following: Song) => boolean;
  readonly onHasNext: (hasNext: boolean) => void;
  readonly onFailure: (error: unknown) => void;
}

export function createFollower(deps: FollowerDeps): Follower {
  const { queue, state } = deps;
  let looks = 0;
  let next: { readonly peek: Peek; readonly gainDb: number } | null = null;

  async function peek(): Promise<Peek | null> {
    const { repeat, song, stop } = state();
    if (stop?.kind === 'song') return null;
    if (repeat !== 'one') return queue.peek(repeat);
    return song === null ? null : { song, take: () => queue.current() === song.clipId };
  }

  return {
    lookAhead() {
      looks += 1;
      const look = looks;
      const isWanted = () => look === looks;
      queue
        .hasNext(repeatWhenAsked(state().repeat), undefined, isWanted)
        .then(async (hasNext) => {
          if (!isWanted()) return;
          deps.onHasNext(hasNext);
          const found = await peek();
          const gainDb = found === null ? 0 : await deps.getGain(found.song);
          if (!isWanted()) return;
          const kind = found === null || deps.isPictured(found.song) ? null : soundOf(found.song, state());
          next = found === null || kind === null ? null : { peek: found, gainDb };
          if (found === null || kind === null) {
            deps.prepare(null, null);
            return;
          }
          const { clipId } = found.song;
          const address = mediaUrl(clipId, kind.kind, kind.version);
          deps.prepare({ address, gainDb }, { clipId, kind: kind.kind });
        })
        .catch(deps.onFailure);
    },
    take() {
      const taken = next;
      next = null;
      const kind = taken === null ? null : soundOf(taken.peek.song, state());
      if (taken === null || kind === null || !taken.peek.take()) return null;
      return { song: taken.peek.song, kind: kind.kind, gainDb: taken.gainDb };
    },
  };
}

function soundOf(song: Song, { source }: PlayerState) {
  const asset = chooseFile(song, source, false);
  if (asset === null || asset.kind === 'cover') return null;
  return { kind: asset.kind, version: asset.version };
}
