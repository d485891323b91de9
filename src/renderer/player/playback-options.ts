import type { PlaybackSource, Repeat, Settings } from '@shared/model';
import type { Engine } from './engine';
import type { PlayerState } from './player-state';
import { createStops, type Stop } from './stops';

export const SLOWEST = 0.5;
export const FASTEST = 2;
/** A part that is repeated has at least this length. */
export const SHORTEST_LOOP_MS = 200;

/** What is kept of it as settings. */
export type SavedOptions = Partial<Pick<Settings, 'volume' | 'isShuffled' | 'repeat' | 'playbackSource'>>;

/** How songs are played: all that can be set while one plays. */
export interface PlaybackOptions {
  setVolume(volume: number): void;
  setMuted(isMuted: boolean): void;
  toggleMuted(): void;
  setRepeat(repeat: Repeat): void;
  /** Plays from the lossless or the compressed file, without losing the place. */
  setSource(source: PlaybackSource): void;
  /** Over how long two songs that follow each other are both heard, in milliseconds. */
  setCrossfade(ms: number): void;
  /** How fast songs are played, their pitch kept; bounded to `SLOWEST` and `FASTEST`. */
  setSpeed(speed: number): void;
  /**
   * Marks where a part begins that is to be heard again and again, then where it ends, then gives it up. One that would be
   * too short is given up at once.
   */
  stepLoop(): void;
  clearLoop(): void;
  /** Has playback end by itself; null for never. */
  setStop(stop: Stop | null): void;
  /** Where songs are heard; fails where that device is not there. */
  setDevice(deviceId: string): Promise<void>;
}

export interface PlaybackOptionsDeps {
  readonly engine: Engine;
  readonly state: () => PlayerState;
  readonly change: (patch: Partial<PlayerState>) => void;
  readonly save: (settings: SavedOptions) => void;
  readonly seekTo: (ms: number) => void;
  /** Ends playback, going silent over so many milliseconds. */
  readonly stand: (fadeMs: number) => void;
  readonly onSourceChange: () => void;
  /** What is heard after the current song may be another one. */
  readonly onFollowerChange: () => void;
  readonly now: () => number;
}

export function createPlaybackOptions(deps: PlaybackOptionsDeps): PlaybackOptions {
  const { engine, state, change, save } = deps;
  const stops = createStops({
    pause: (fadeMs) => {
      if (state().isPlaying) deps.stand(fadeMs);
    },
    onChange: (stop) => {
      change({ stop });
      deps.onFollowerChange();
    },
    now: deps.now,
  });

  function setMuted(isMuted: boolean): void {
    change({ isMuted });
    engine.setVolume(isMuted ? 0 : state().volume);
  }

  function clearLoop(): void {
    engine.setLoop(null);
    change({ loop: null, loopFromMs: null });
  }

  return {
    setVolume(volume) {
      const next = Math.min(1, Math.max(0, volume));
      change({ volume: next, isMuted: false });
      engine.setVolume(next);
      save({ volume: next });
    },
    setMuted,
    toggleMuted() {
      setMuted(!state().isMuted);
    },
    setRepeat(repeat) {
      change({ repeat });
      deps.onFollowerChange();
      save({ repeat });
    },
    setSource(source) {
      if (source === state().source) return;
      change({ source });
      save({ playbackSource: source });
      deps.onSourceChange();
      deps.onFollowerChange();
    },
    setCrossfade: engine.setCrossfade,
    setSpeed(speed) {
      const next = Math.min(FASTEST, Math.max(SLOWEST, Math.round(speed * 100) / 100));
      change({ speed: next });
      engine.setSpeed(next);
    },
    stepLoop() {
      const { clipId, loop, loopFromMs } = state();
      if (clipId === null) return;
      const atMs = engine.positionMs();
      if (loop !== null) clearLoop();
      else if (loopFromMs === null) change({ loopFromMs: atMs });
      else if (Math.abs(atMs - loopFromMs) < SHORTEST_LOOP_MS) change({ loopFromMs: null });
      else {
        const next = { fromMs: Math.min(atMs, loopFromMs), toMs: Math.max(atMs, loopFromMs) };
        change({ loop: next, loopFromMs: null });
        engine.setLoop(next);
        deps.seekTo(next.fromMs);
      }
    },
    clearLoop,
    setStop: stops.set,
    setDevice: engine.setDevice,
  };
}
