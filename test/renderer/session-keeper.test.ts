import { describe, expect, it, vi } from 'vitest';
import type { ClipId, PlaybackSession } from '../../src/shared/model';
import type { Player } from '../../src/renderer/player/player';
import { createPlayerStore } from '../../src/renderer/player/player-state';
import { createSessionKeeper } from '../../src/renderer/player/session-keeper';

/** How songs are played outlives the window, but not the program. */

const [SONG, OTHER] = ['song', 'other'] as ClipId[] as [ClipId, ClipId];
const NOW = 1_000_000;
const PART = { clipId: SONG, fromMs: 1_000, toMs: 5_000 };
const USUAL: PlaybackSession = { speed: 1, isMuted: false, stop: null, repeated: null };

async function setUp(found: PlaybackSession | null) {
  const store = createPlayerStore();
  const repeatPart = vi.fn<Player['repeatPart']>();
  const player = {
    getState: store.get,
    subscribe: store.subscribe,
    setSpeed: (speed: number) => {
      store.change({ speed });
    },
    setMuted: (isMuted: boolean) => {
      store.change({ isMuted });
    },
    setStop: (stop: PlaybackSession['stop']) => {
      store.change({ stop });
    },
    repeatPart,
  } as unknown as Player;
  const keep = vi.fn<(session: PlaybackSession) => Promise<void>>(() => Promise.resolve());
  const keeper = createSessionKeeper({
    player,
    load: () => Promise.resolve(found),
    keep,
    now: () => NOW,
    onFailure: (error) => {
      throw error;
    },
  });
  await keeper.begin();
  return { store, keep, keeper, repeatPart };
}

describe('how songs are played', () => {
  it('is kept when it changes, and only then', async () => {
    const { store, keep } = await setUp(null);
    store.change({ isPlaying: true });
    expect(keep).not.toHaveBeenCalled();
    store.change({ speed: 1.5 });
    expect(keep).toHaveBeenLastCalledWith({ ...USUAL, speed: 1.5 });
    store.change({ clipId: SONG, loop: { fromMs: 999.6, toMs: 5_000.2 } });
    expect(keep).toHaveBeenLastCalledWith({ ...USUAL, speed: 1.5, repeated: PART });
    store.change({ isPlaying: false });
    expect(keep).toHaveBeenCalledTimes(2);
  });

  it('is as it was in a window that is opened anew', async () => {
    const stop = { kind: 'time', at: NOW + 60_000 } as const;
    const { store, keep, keeper } = await setUp({ ...USUAL, speed: 1.5, isMuted: true, stop });
    expect(store.get()).toMatchObject({ speed: 1.5, isMuted: true, stop });
    expect(keeper.isOver()).toBe(false);
    expect(keep).not.toHaveBeenCalled();
  });

  it('repeats a part of the song that is opened first, and of no other', async () => {
    const same = await setUp({ ...USUAL, repeated: PART });
    expect(same.repeatPart).not.toHaveBeenCalled();
    same.store.change({ clipId: SONG });
    await Promise.resolve();
    expect(same.repeatPart).toHaveBeenCalledExactlyOnceWith(PART);

    const another = await setUp({ ...USUAL, repeated: PART });
    another.store.change({ clipId: OTHER });
    another.store.change({ clipId: SONG });
    await Promise.resolve();
    expect(another.repeatPart).not.toHaveBeenCalled();
  });

  it('has nothing go on where its time ran out while there was no window', async () => {
    const { store, keeper } = await setUp({ ...USUAL, stop: { kind: 'time', at: NOW - 1 } });
    expect(keeper.isOver()).toBe(true);
    expect(store.get().stop).toBeNull();
  });
});
