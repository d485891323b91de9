import { describe, expect, it, vi } from 'vitest';
import type { ClipId } from '../../src/shared/model';
import type { CompareEngine, CompareState } from '../../src/renderer/features/compare/compare-engine';
import { createMusicHandover, type HandingPlayer } from '../../src/renderer/features/compare/music-handover';
import { createPlayerStore } from '../../src/renderer/player/player-state';

/** Music goes on in the comparison at its place, and in the player when the comparison is left. */

const [A, B, OTHER] = ['a', 'b', 'other'] as ClipId[] as [ClipId, ClipId, ClipId];

function setUp({
  plays,
  isPlaying,
  positionMs = 12_000,
}: {
  plays: ClipId;
  isPlaying: boolean;
  positionMs?: number;
}) {
  const store = createPlayerStore();
  store.change({ clipId: plays, isPlaying, durationMs: 60_000 });
  let playerMs = positionMs;
  const goOnWith = vi.fn<HandingPlayer['goOnWith']>();
  const seekTo = vi.fn<HandingPlayer['seekTo']>();
  const player: HandingPlayer = {
    getState: store.get,
    subscribe: store.subscribe,
    positionMs: () => playerMs,
    play: () => {
      store.change({ isPlaying: true });
    },
    pause: () => {
      store.change({ isPlaying: false });
    },
    seekTo,
    goOnWith,
  };
  let state: CompareState = {
    heard: A,
    isPlaying: false,
    durationMs: 60_000,
    placeMs: 0,
    takes: new Map([
      [A, 'ready'],
      [B, 'ready'],
    ]),
  };
  const listeners = new Set<() => void>();
  const change = (patch: Partial<CompareState>) => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const beginAt = vi.fn<CompareEngine['beginAt']>((heard, placeMs) => {
    change({ heard, placeMs });
  });
  const engine = {
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    positionMs: () => state.placeMs,
    beginAt,
    play: () => {
      change({ isPlaying: true });
    },
    pause: () => {
      change({ isPlaying: false });
    },
  } as unknown as CompareEngine;
  return {
    store,
    player,
    engine,
    change,
    beginAt,
    goOnWith,
    seekTo,
    movePlayer: (ms: number) => {
      playerMs = ms;
    },
    music: createMusicHandover(player, engine),
  };
}

describe('a comparison that is opened', () => {
  it('goes on with a take that plays, at its place, and the player stands then', () => {
    const { music, engine, store, beginAt } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    expect(beginAt).toHaveBeenLastCalledWith(B, 12_000);
    expect(engine.getState()).toMatchObject({ heard: B, isPlaying: true });
    expect(store.get().isPlaying).toBe(false);
  });

  it('goes on with the take that plays also when it was opened from another one', () => {
    const { music, engine } = setUp({ plays: B, isPlaying: true });
    music.begin(A);
    expect(engine.getState()).toMatchObject({ heard: B, isPlaying: true });
  });

  it('leaves the player playing until the file is open', () => {
    const { music, engine, store, change } = setUp({ plays: B, isPlaying: true });
    change({ takes: new Map([[B, 'opening']]) });
    music.begin(null);
    expect(store.get().isPlaying).toBe(true);
    expect(engine.getState().isPlaying).toBe(false);
    change({ takes: new Map([[B, 'ready']]) });
    expect(store.get().isPlaying).toBe(false);
    expect(engine.getState().isPlaying).toBe(true);
  });

  it('is not begun by a file that comes when the player was paused meanwhile', () => {
    const { music, engine, player, change } = setUp({ plays: B, isPlaying: true });
    change({ takes: new Map([[B, 'opening']]) });
    music.begin(null);
    player.pause();
    change({ takes: new Map([[B, 'ready']]) });
    expect(engine.getState().isPlaying).toBe(false);
  });

  it('stands where the player stands, and silences another song', () => {
    const paused = setUp({ plays: B, isPlaying: false });
    paused.music.begin(B);
    expect(paused.beginAt).toHaveBeenLastCalledWith(B, 12_000);
    expect(paused.engine.getState().isPlaying).toBe(false);
    const elsewhere = setUp({ plays: OTHER, isPlaying: true });
    elsewhere.music.begin(B);
    expect(elsewhere.beginAt).toHaveBeenLastCalledWith(B, 0);
    expect(elsewhere.store.get().isPlaying).toBe(false);
    expect(elsewhere.engine.getState().isPlaying).toBe(false);
  });
});

describe('a comparison that is left', () => {
  it('plays on in the player with the song of it', () => {
    const { music, change, seekTo, store, goOnWith } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    change({ placeMs: 40_000 });
    music.leave();
    expect(seekTo).toHaveBeenLastCalledWith(40_000);
    expect(store.get().isPlaying).toBe(true);
    expect(goOnWith).not.toHaveBeenCalled();
  });

  it('plays on with the take that is heard', () => {
    const { music, change, seekTo, goOnWith } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    change({ heard: A, placeMs: 40_000 });
    music.leave();
    expect(goOnWith).toHaveBeenLastCalledWith(A, 40_000);
    expect(seekTo).not.toHaveBeenCalled();
  });

  it('lets the player stand at the end of its song where that is over', () => {
    const { music, change, seekTo, store } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    change({
      isPlaying: false,
      placeMs: 50_000,
      takes: new Map([
        [A, 'ready'],
        [B, 'over'],
      ]),
    });
    music.leave();
    expect(seekTo).toHaveBeenLastCalledWith(50_000);
    expect(store.get().isPlaying).toBe(false);
  });

  it('leaves the player standing when nothing is heard, at the place of its song', () => {
    const { music, engine, change, seekTo, store, goOnWith } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    change({ placeMs: 40_000 });
    engine.pause();
    music.leave();
    expect(store.get().isPlaying).toBe(false);
    expect(seekTo).toHaveBeenLastCalledWith(40_000);
    change({ heard: A });
    expect(goOnWith).not.toHaveBeenCalled();
  });

  it('leaves a queue alone that stood at another song', () => {
    const { music, engine, seekTo, goOnWith, store } = setUp({ plays: OTHER, isPlaying: true });
    music.begin(A);
    engine.play();
    music.leave();
    expect(goOnWith).not.toHaveBeenCalled();
    expect(seekTo).not.toHaveBeenCalled();
    expect(store.get().isPlaying).toBe(false);
  });

  it('leaves a player that plays where it is', () => {
    const { music, player, engine, seekTo } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    player.play();
    expect(engine.getState().isPlaying).toBe(false);
    music.leave();
    expect(seekTo).not.toHaveBeenCalled();
  });
});

describe('the place of the music', () => {
  it('is that of the comparison while its music is there, playing or standing', () => {
    const { music, engine, change } = setUp({ plays: B, isPlaying: true });
    expect(music.place()).toBeNull();
    music.begin(null);
    change({ placeMs: 40_000 });
    expect(music.place()).toEqual({ positionMs: 40_000, isPlaying: true });
    change({ heard: A });
    expect(music.place()).toEqual({ positionMs: 40_000, isPlaying: true });
    engine.pause();
    expect(music.place()).toEqual({ positionMs: 40_000, isPlaying: false });
  });

  it('is that of the comparison also where the player stood before', () => {
    const { music, engine, change } = setUp({ plays: B, isPlaying: false });
    music.begin(B);
    expect(music.place()).toBeNull();
    engine.play();
    change({ placeMs: 40_000 });
    expect(music.place()).toEqual({ positionMs: 40_000, isPlaying: true });
  });

  it('is the player’s own where another song than its own is heard, or its own is over by then', () => {
    const { music, engine, change } = setUp({ plays: B, isPlaying: false });
    music.begin(B);
    engine.play();
    change({ heard: A });
    expect(music.place()).toBeNull();
    change({ heard: B, placeMs: 59_800 });
    expect(music.place()).toBeNull();
  });

  it('is the player’s again where that has played since, and stays there', () => {
    const { music, engine, player, movePlayer, seekTo, goOnWith } = setUp({ plays: B, isPlaying: true });
    music.begin(null);
    engine.pause();
    player.play();
    movePlayer(34_000);
    expect(music.place()).toBeNull();
    player.pause();
    expect(music.place()).toBeNull();
    music.leave();
    expect(seekTo).not.toHaveBeenCalled();
    expect(goOnWith).not.toHaveBeenCalled();
  });

  it('is the player’s again where that was moved since, unless the comparison plays', () => {
    const moved = setUp({ plays: B, isPlaying: true });
    moved.music.begin(null);
    moved.engine.pause();
    moved.movePlayer(34_000);
    expect(moved.music.place()).toBeNull();
    moved.music.leave();
    expect(moved.seekTo).not.toHaveBeenCalled();

    const heard = setUp({ plays: B, isPlaying: true });
    heard.music.begin(null);
    heard.movePlayer(34_000);
    heard.music.leave();
    expect(heard.seekTo).toHaveBeenCalledOnce();
  });

  it('stays the player’s where another take is only looked at', () => {
    const { music, change, seekTo } = setUp({ plays: B, isPlaying: false });
    music.begin(A);
    change({ heard: B });
    expect(music.place()).toBeNull();
    music.leave();
    expect(seekTo).not.toHaveBeenCalled();
  });
});
