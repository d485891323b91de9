import {
  FASTEST_PLAYBACK,
  SLOWEST_PLAYBACK,
  type PlaybackSource,
  type PlaybackStop,
  type Repeat,
  type Settings,
} from '@shared/model';
import type { Engine, Loop } from './engine';
import { SHORTEST_LOOP_MS } from './loop-end';
import type { PlayerNotice, PlayerState } from './player-state';
import { standIn } from './stand-in';
import { createStops } from './stops';

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
  /** How fast songs are played, their pitch kept; bounded to `SLOWEST_PLAYBACK` and `FASTEST_PLAYBACK`. */
  setSpeed(speed: number): void;
  /**
   * Marks where a part begins that is to be heard again and again, then where it ends, then gives it up. One that would be
   * too short is given up at once.
   */
  stepLoop(): void;
  /** Has a part of the song be heard again and again. */
  repeatPart(part: Loop): void;
  /** The part that is repeated is another one; nothing happens where none is. Whoever is beyond its end goes to its beginning. */
  setLoop(loop: Loop): void;
  clearLoop(): void;
  /** Has playback end by itself; null for never. */
  setStop(stop: PlaybackStop | null): void;
  /** The engine goes silent slowly no more: it stands, or plays on. */
  onFadeEnded(): void;
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
  readonly fadeAway: (ms: number) => void;
  readonly start: () => void;
  readonly onSourceChange: () => void;
  /** What is heard after the current song may be another one. */
  readonly onFollowerChange: () => void;
  readonly tell: (notice: PlayerNotice) => void;
  readonly now: () => number;
}

/** Where the volume was nothing from the start on, and something is to be heard. */
const MODEST_VOLUME = 0.5;

export function createPlaybackOptions(deps: PlaybackOptionsDeps): PlaybackOptions {
  const { engine, state, change, save } = deps;
  let heardVolume = MODEST_VOLUME;
  const stops = createStops({
    fadeAway: (fadeMs) => {
      standIn()?.pause();
      if (!state().isPlaying) return false;
      deps.tell({
        kind: 'sleeping',
        playOn: () => {
          stops.set(null);
        },
      });
      deps.fadeAway(fadeMs);
      return true;
    },
    playOn: deps.start,
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

  function repeatPart({ fromMs, toMs }: Loop): void {
    const loop = { fromMs, toMs };
    change({ loop, loopFromMs: null });
    engine.setLoop(loop);
  }

  function setVolume(volume: number): void {
    const next = Math.min(1, Math.max(0, volume));
    heardVolume = next || state().volume || heardVolume;
    change({ volume: next, isMuted: false });
    engine.setVolume(next);
    save({ volume: next });
  }

  return {
    setVolume,
    setMuted,
    toggleMuted() {
      const { volume, isMuted } = state();
      // Who has turned it down to nothing wants to hear as much as before.
      if (volume === 0) setVolume(heardVolume);
      else setMuted(!isMuted);
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
      const next = Math.min(FASTEST_PLAYBACK, Math.max(SLOWEST_PLAYBACK, Math.round(speed * 100) / 100));
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
        repeatPart(next);
        deps.seekTo(next.fromMs);
      }
    },
    repeatPart,
    setLoop(next) {
      if (state().loop === null) return;
      change({ loop: next });
      engine.setLoop(next);
      if (engine.positionMs() > next.toMs) deps.seekTo(next.fromMs);
    },
    clearLoop,
    setStop: stops.set,
    onFadeEnded() {
      stops.over();
      deps.tell({ kind: 'sleep-over' });
    },
    setDevice: engine.setDevice,
  };
}
