import type { ClipId } from '@shared/model';
import type { Player } from '../../player/player';
import type { CompareEngine } from './compare-engine';

/** What of the player is told to go on or to stand. */
export type HandingPlayer = Pick<
  Player,
  'getState' | 'subscribe' | 'positionMs' | 'play' | 'pause' | 'seekTo' | 'goOnWith'
>;

/** The way of the music from the player into the comparison, and back. One of the two is heard: whoever began last. */
export interface MusicHandover {
  /**
   * To be called once, when the engine knows the takes. One of them that plays goes on in the comparison at its place; what
   * else plays stands.
   *
   * @param from the take from which the comparison was opened; null for the one that the player stands at
   */
  begin(from: ClipId | null): void;
  /** The comparison is left, before its engine is closed: what is heard goes on in the player. */
  leave(): void;
  /** Where the player's own music stands, which has gone on in the comparison; null where it has not. */
  place(): { readonly positionMs: number; readonly isPlaying: boolean } | null;
}

export function createMusicHandover(player: HandingPlayer, engine: CompareEngine): MusicHandover {
  /** The player's own music has gone on in the comparison. */
  let isTakenOver = false;
  let endWaiting: (() => void) | null = null;
  const endings = [
    player.subscribe(() => {
      if (player.getState().isPlaying) engine.pause();
    }),
    engine.subscribe(() => {
      if (engine.getState().isPlaying) player.pause();
    }),
  ];

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
    place: () =>
      isTakenOver ? { positionMs: engine.positionMs(), isPlaying: engine.getState().isPlaying } : null,
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
    },
    leave() {
      for (const end of endings) end();
      endWaiting?.();
      if (player.getState().isPlaying) return;
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
