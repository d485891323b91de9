import { describe, expect, it } from 'vitest';
import type { Loudness, SongSound } from '@shared/model';
import { levellingGainDb } from '../../src/renderer/player/levelling';

const USUAL = { levelling: 'usual', levellingBy: 'song' } as const;
const QUIET = { levelling: 'quiet', levellingBy: 'song' } as const;

function soundOf(loudness: Loudness | null, takesLoudness = loudness): SongSound {
  return { state: 'measured', loudness, takesLoudness, waveform: null };
}

describe('the gain of levelling', () => {
  it.each([
    [-14, 0, -4],
    [-8, 0, -10],
    [-18, -6, 0],
    [-24, -12, 6],
  ])('brings %d LUFS with a peak of %d dBTP to -18 LUFS by %d dB', (lufs, truePeakDb, gain) => {
    expect(levellingGainDb(soundOf({ lufs, truePeakDb }), QUIET)).toBeCloseTo(gain, 9);
  });

  it('raises no song so far that its peak goes beyond -1 dBTP', () => {
    expect(levellingGainDb(soundOf({ lufs: -24, truePeakDb: -5 }), USUAL)).toBeCloseTo(4, 9);
    expect(levellingGainDb(soundOf({ lufs: -24, truePeakDb: -1 }), USUAL)).toBe(0);
    expect(levellingGainDb(soundOf({ lufs: -24, truePeakDb: 0.5 }), USUAL)).toBe(0);
  });

  it('lowers a song whose peak is beyond it all the same by no more than its loudness asks for', () => {
    expect(levellingGainDb(soundOf({ lufs: -10, truePeakDb: 2 }), USUAL)).toBeCloseTo(-4, 9);
  });

  it('is that of the takes together where these are levelled, else that of the song', () => {
    const byTakes = { levelling: 'usual', levellingBy: 'takes' } as const;
    const own = { lufs: -20, truePeakDb: -10 };
    const takes = { lufs: -10, truePeakDb: 0 };
    expect(levellingGainDb(soundOf(own, takes), byTakes)).toBeCloseTo(-4, 9);
    expect(levellingGainDb(soundOf(own, takes), USUAL)).toBeCloseTo(6, 9);
    expect(levellingGainDb(soundOf(own, null), byTakes)).toBeCloseTo(6, 9);
  });

  it('is none while it is off, and of what is not known', () => {
    const loud = soundOf({ lufs: -5, truePeakDb: 0 });
    expect(levellingGainDb(loud, { levelling: 'off', levellingBy: 'song' })).toBe(0);
    expect(levellingGainDb(null, USUAL)).toBe(0);
    expect(levellingGainDb(soundOf(null), USUAL)).toBe(0);
  });
});
