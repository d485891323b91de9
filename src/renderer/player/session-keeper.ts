import type { PlaybackSession, RepeatedPart } from '@shared/model';
import type { Player } from './player';

export interface SessionKeeperDeps {
  readonly player: Player;
  readonly load: () => Promise<PlaybackSession | null>;
  readonly keep: (session: PlaybackSession) => Promise<unknown>;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}

/** Keeps how songs are played in main, and has a window that is opened anew go on so. */
export interface SessionKeeper {
  /** Resolves when all is as it was, but for the part that is repeated: that waits for its song. To be called before one is opened. */
  begin(): Promise<void>;
  /** The time at which playback was to end by itself has gone by while there was no window: nothing is to go on. */
  isOver(): boolean;
  stop(): void;
}

export function createSessionKeeper({
  player,
  load,
  keep,
  now,
  onFailure,
}: SessionKeeperDeps): SessionKeeper {
  let runs = 0;
  let kept = '';
  let isOver = false;
  let endings: readonly (() => void)[] = [];

  function session(): PlaybackSession {
    const { speed, isMuted, stop, loop, clipId } = player.getState();
    const repeated =
      loop === null || clipId === null
        ? null
        : { clipId, fromMs: Math.round(loop.fromMs), toMs: Math.round(loop.toMs) };
    return { speed, isMuted, stop, repeated };
  }

  function keepNow(): void {
    const next = session();
    const text = JSON.stringify(next);
    if (text === kept) return;
    kept = text;
    keep(next).catch(onFailure);
  }

  /** Repeats the part of the song that is opened first, if it is that song. */
  function repeatWhenOpen(part: RepeatedPart): () => void {
    const look = () => {
      const { clipId } = player.getState();
      if (clipId === null) return;
      end();
      // The song that is opened forgets what was repeated of the one before.
      if (clipId === part.clipId) queueMicrotask(() => player.repeatPart(part));
    };
    const end = player.subscribe(look);
    return end;
  }

  return {
    async begin() {
      runs += 1;
      const run = runs;
      const found = await load();
      if (run !== runs) return;
      if (found !== null) {
        player.setSpeed(found.speed);
        player.setMuted(found.isMuted);
        isOver = found.stop?.kind === 'time' && found.stop.at <= now();
        if (!isOver) player.setStop(found.stop);
      }
      kept = JSON.stringify(session());
      endings = [
        ...(found === null || found.repeated === null ? [] : [repeatWhenOpen(found.repeated)]),
        player.subscribe(keepNow),
      ];
    },
    isOver: () => isOver,
    stop() {
      runs += 1;
      for (const end of endings) end();
      endings = [];
    },
  };
}
