import type { ClipId } from '@shared/model';
import type { Player } from '../../player/player';
import type { CompareEngine } from './compare-engine';

/** What of the player is told to go on or to stand. */
export type HandingPlayer = Pick<
  Player,
  'getState' | 'subscribe' | 'positionMs' | 'play' | 'pause' | 'seekTo' | 'goOnWith'
>;

/** A player that stands elsewhere by more than this was moved since; a pause lets it go on for a moment. */
const MOVED_MS = 1_000;
/** So near to its end a song cannot be gone on with. */
const END_MS = 500;

/**
 * The way of the music from the player into the comparison, and back. One of the two is heard, whoever began last; what was played
 * or moved last is where the music stands.
 */
export interface MusicHandover {
  /**
   * To be called once, when the engine knows the takes. One of them that plays goes on in the comparison at its place; what
   * else plays stands.
   *
   * @param from the take from which the comparison was opened; null for the one that the player stands at
   */
  begin(from: ClipId | null): void;
  /** The comparison is left, before its engine is closed: what is heard goes on in the player. One that was used since stays. */
  leave(): void;
  /** Where the player's song stands, which was heard or moved last in the comparison; null where it stands in the player. */
  place(): { readonly positionMs: number; readonly isPlaying: boolean } | null;
}

export function createMusicHandover(player: HandingPlayer, engine: CompareEngine): MusicHandover {
  /** The player's own music has gone on in the comparison. */
  let isTakenOver = false;
  /** Where the player stood when the comparison was played or moved, which was later; null where the player was. */
  let left: { readonly clipId: ClipId | null; readonly positionMs: number } | null = null;
  let seen = engine.getState();
  let endWaiting: (() => void) | null = null;
  const endings = [
    player.subscribe(() => {
      if (!player.getState().isPlaying) return;
      engine.pause();
      if (endWaiting !== null) return;
      left = null;
      isTakenOver = false;
    }),
    engine.subscribe(() => {
      const now = engine.getState();
      const isUsed = (now.isPlaying && !seen.isPlaying) || now.placeMs !== seen.placeMs;
      seen = now;
      if (isUsed) left = { clipId: player.getState().clipId, positionMs: player.positionMs() };
      if (now.isPlaying) player.pause();
    }),
  ];

  /** The music stands in the comparison. */
  function isHere(): boolean {
    if (player.getState().isPlaying) return false;
    if (engine.getState().isPlaying) return true;
    if (left === null) return false;
    const isMoved = Math.abs(player.positionMs() - left.positionMs) > MOVED_MS;
    return player.getState().clipId === left.clipId && !isMoved;
  }

  /** The player plays on until the file is open: nobody waits in silence. */
  function takeOver(clipId: ClipId): void {
    const look = () => {
      const { heard, isPlaying, takes } = engine.getState();
      const state = takes.get(clipId);
      const isMeant = heard === clipId && !isPlaying && player.getState().isPlaying;
      if (isMeant && state === 'opening') return;
      endWaiting?.();
      endWaiting = null;
      if (!isMeant) return;
      if (state !== 'ready') {
        player.pause();
        return;
      }
      isTakenOver = true;
      engine.beginAt(clipId, player.positionMs());
      engine.play();
    };
    endWaiting = engine.subscribe(look);
    look();
  }

  return {
    place() {
      const { clipId, durationMs } = player.getState();
      const { heard, isPlaying } = engine.getState();
      const positionMs = engine.positionMs();
      const isPlayers = heard === clipId || isTakenOver;
      const isInSong = durationMs === null || positionMs < durationMs - END_MS;
      return isHere() && isPlayers && isInSong ? { positionMs, isPlaying } : null;
    },
    begin(from) {
      const { clipId: current, isPlaying } = player.getState();
      const { takes } = engine.getState();
      if (isPlaying && current !== null && takes.has(current)) {
        engine.beginAt(current, player.positionMs());
        takeOver(current);
        if (isTakenOver || endWaiting !== null) return;
      }
      player.pause();
      const first = from ?? current;
      // Who comes from a song goes on with it, where it stood.
      if (first !== null && takes.has(first))
        engine.beginAt(first, first === current ? player.positionMs() : 0);
      left = null;
    },
    leave() {
      for (const end of endings) end();
      endWaiting?.();
      if (!isHere()) return;
      const { heard, isPlaying, takes } = engine.getState();
      const state = heard === null ? undefined : takes.get(heard);
      if (heard === null || (state !== 'ready' && state !== 'over')) return;
      const positionMs = engine.positionMs();
      if (heard === player.getState().clipId) {
        player.seekTo(positionMs);
        if (isPlaying) player.play();
      } else if (isPlaying && isTakenOver) player.goOnWith(heard, positionMs);
    },
  };
}
