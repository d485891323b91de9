import { FASTEST_PLAYBACK, type ClipId } from '@shared/model';
import type { Player } from './player';

/** A song counts as heard after half of it, or after four minutes of a long one. */
const HEARD_SHARE = 0.5;
const HEARD_MS = 4 * 60_000;
/** A step of the place that is longer than what can have been played meanwhile, and this, is a jump. */
const JUMP_MS = 500;

export interface PlayCountDeps {
  readonly player: Pick<Player, 'subscribe' | 'subscribeTime' | 'getState' | 'positionMs'>;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** A song was heard. */
  readonly onHeard: (clipId: ClipId) => void;
}

/**
 * Counts what is heard of each song: time that the music has gone on, not where it stands, so that seeking counts for
 * nothing. Each time round counts of a song that is repeated. The returned function ends it.
 */
export function countPlays({ player, now, onHeard }: PlayCountDeps): () => void {
  let clipId: ClipId | null = null;
  let positionMs = 0;
  let at = now();
  let heardMs = 0;
  let isCounted = false;

  function begin(next: ClipId | null): void {
    clipId = next;
    heardMs = 0;
    isCounted = false;
  }

  function take(): void {
    const state = player.getState();
    const before = { clipId, positionMs, at };
    positionMs = player.positionMs();
    at = now();
    if (state.clipId !== before.clipId) {
      begin(state.clipId);
      return;
    }
    const stepMs = positionMs - before.positionMs;
    // At twice the speed the place goes twice as far; what is further was a jump.
    const furthestMs = FASTEST_PLAYBACK * (at - before.at) + JUMP_MS;
    // Round again: it was counted, and has only just begun anew.
    if (stepMs < 0 && isCounted && positionMs <= furthestMs) begin(state.clipId);
    else if (stepMs > 0 && stepMs <= furthestMs) heardMs += stepMs;
    const { durationMs } = state;
    if (isCounted || clipId === null || durationMs === null || durationMs <= 0) return;
    if (heardMs < Math.min(HEARD_MS, durationMs * HEARD_SHARE)) return;
    isCounted = true;
    onHeard(clipId);
  }

  take();
  const endState = player.subscribe(take);
  const endTime = player.subscribeTime(take);
  return () => {
    endState();
    endTime();
  };
}
