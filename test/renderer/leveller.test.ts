import { describe, expect, it, vi } from 'vitest';
import type { ClipId, SongSound } from '@shared/model';
import { createLeveller } from '../../src/renderer/player/leveller';

const clipId = 'a' as ClipId;
const measured: SongSound = {
  state: 'measured',
  loudness: { lufs: -20, truePeakDb: -9 },
  takesLoudness: { lufs: -18, truePeakDb: -6 },
  waveform: null,
};

function setUp(sound: SongSound | null) {
  const getSound = vi.fn(async () => sound);
  const want = vi.fn();
  return { getSound, want, leveller: createLeveller({ getSound, want }) };
}

describe('the gain of a song', () => {
  it('is none, and nobody is asked, while levelling is off', async () => {
    const { leveller, getSound } = setUp(measured);
    expect(await leveller.gainDb({ clipId })).toBe(0);
    expect(getSound).not.toHaveBeenCalled();
  });

  it('is what the song needs, or its takes together', async () => {
    const { leveller } = setUp(measured);
    leveller.set({ levelling: 'usual', levellingBy: 'song' });
    expect(await leveller.gainDb({ clipId })).toBe(6);
    leveller.set({ levelling: 'usual', levellingBy: 'takes' });
    expect(await leveller.gainDb({ clipId })).toBe(4);
  });

  it('is none before the song is measured, which is asked for', async () => {
    const { leveller, want } = setUp({ ...measured, state: 'waiting', loudness: null, takesLoudness: null });
    leveller.set({ levelling: 'usual', levellingBy: 'song' });
    expect(await leveller.gainDb({ clipId })).toBe(0);
    expect(want).toHaveBeenCalledWith('a');
  });
});
