import { describe, expect, it, vi } from 'vitest';
import type { ClipId } from '@shared/model';

// Only the rule is tested: the player and the address need a window.
vi.mock('../../src/renderer/player/use-player', () => ({ usePlayerValue: vi.fn() }));
vi.mock('../../src/renderer/navigation', () => ({ useSelectedSong: vi.fn() }));
const { followsAfter } = await import('../../src/renderer/features/lyrics/shown-song');

const sight = (selected: string | null, playing: string | null) => ({
  selected: selected as ClipId | null,
  playing: playing as ClipId | null,
});

describe('whether the words follow what plays', () => {
  it('goes on with the next song of the queue, whatever is selected', () => {
    expect(followsAfter(true, sight('a', 'a'), sight('a', 'b'))).toBe(true);
  });

  it('ends when another song is chosen, and stays ended while the queue goes on', () => {
    expect(followsAfter(true, sight('a', 'a'), sight('c', 'a'))).toBe(false);
    expect(followsAfter(false, sight('c', 'a'), sight('c', 'b'))).toBe(false);
  });

  it('begins again when the chosen song is played, or the one that plays is chosen', () => {
    expect(followsAfter(false, sight('c', 'a'), sight('c', 'c'))).toBe(true);
    expect(followsAfter(false, sight('c', 'a'), sight('a', 'a'))).toBe(true);
  });

  it('is not ended by a selection that is taken away, or while nothing plays', () => {
    expect(followsAfter(true, sight('a', 'b'), sight(null, 'b'))).toBe(true);
    expect(followsAfter(true, sight(null, null), sight('a', null))).toBe(true);
  });
});
