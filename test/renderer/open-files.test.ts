import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipId } from '@shared/model';
import type { Player } from '../../src/renderer/player/player';
import { createPlayerStore } from '../../src/renderer/player/player-state';
import { setStandIn, type StandIn } from '../../src/renderer/player/stand-in';
import { tellOpenFiles } from '../../src/renderer/player/tell-open-files';

const told: unknown[] = [];
vi.mock('../../src/renderer/bridge', () => ({
  invoke: async (route: string, { files }: { files: unknown }) => void told.push([route, files]),
}));

const id = (name: string) => name as ClipId;
const fail = (error: unknown) => {
  throw error;
};

function standInWith(names: readonly string[]): StandIn {
  const nothing = () => undefined;
  return {
    play: nothing,
    pause: nothing,
    previous: nothing,
    next: nothing,
    seekBy: nothing,
    seekTo: nothing,
    positionMs: () => 0,
    playersPlace: () => null,
    getState: () => ({ song: null, isPlaying: false, canStep: false, durationMs: 0 }),
    files: names.map((name) => ({ clipId: id(name), kind: 'wav' })),
    subscribe: () => nothing,
  };
}

describe('files that are open in the window', () => {
  beforeEach(() => {
    told.length = 0;
    setStandIn(null);
  });

  it('are those of the player: what plays, what it takes over from, what follows', () => {
    const store = createPlayerStore();
    const end = tellOpenFiles({ ...store, getState: store.get } as unknown as Player, fail);
    store.change({ clipId: id('a'), kind: 'audio' });
    store.change({ kind: 'wav', leaving: 'audio', following: { clipId: id('b'), kind: 'wav' } });
    // Nothing else is open then.
    store.change({ volume: 0.5 });
    store.change({ leaving: null, following: null });
    end();
    store.change({ clipId: null, kind: null });
    const [a, aWav, bWav] = [
      { clipId: 'a', kind: 'audio' },
      { clipId: 'a', kind: 'wav' },
      { clipId: 'b', kind: 'wav' },
    ];
    expect(told).toEqual([
      ['player.loaded', []],
      ['player.loaded', [a]],
      ['player.loaded', [aWav, a, bWav]],
      ['player.loaded', [aWav]],
    ]);
  });

  it('are those that are compared too, until the comparison is closed', () => {
    const store = createPlayerStore();
    store.change({ clipId: id('a'), kind: 'audio' });
    const end = tellOpenFiles({ ...store, getState: store.get } as unknown as Player, fail);
    setStandIn(standInWith(['b', 'c']));
    setStandIn(null);
    end();
    expect(told.map((each) => (each as [string, unknown[]])[1].length)).toEqual([1, 3, 1]);
  });
});
