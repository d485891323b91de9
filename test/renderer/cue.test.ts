import { describe, expect, it } from 'vitest';
import {
  exchangeFor,
  EXCHANGE_FADE_MS,
  furtherAhead,
  LOOP_FADE_MS,
  overlapMs,
  partEndMs,
  wantedCue,
  type Cue,
  type Exchange,
  type Wishes,
} from '../../src/renderer/player/cue';

const source = (address: string) => ({ address, gainDb: -3 });
const PLAYING: Wishes = {
  playing: source('playing'),
  prepared: source('next'),
  loop: null,
  exchange: null,
  crossfadeMs: 0,
  speed: 1,
};
const LOOP = { fromMs: 10_000, toMs: 14_000 };
const at = (positionMs: number, durationMs: number | null = 60_000, headMs = 0) => ({
  positionMs: () => positionMs,
  durationMs: () => durationMs,
  headMs: () => headMs,
});

describe('what is opened ahead', () => {
  it('is what was prepared, from its beginning', () => {
    expect(wantedCue(PLAYING, null, at(0))).toEqual({ ...source('next'), startMs: 0, kind: 'song' });
    expect(wantedCue({ ...PLAYING, prepared: null }, null, at(0))).toBeNull();
  });

  it('is the beginning of a part that is repeated, unless that is over before it could be opened', () => {
    const looped = { ...PLAYING, loop: LOOP };
    expect(wantedCue(looped, null, at(11_000))).toEqual({
      ...source('playing'),
      startMs: 10_000,
      kind: 'loop',
    });
    expect(wantedCue({ ...looped, loop: { fromMs: 0, toMs: 1_000 } }, null, at(0))).toBeNull();
    // Twice as fast it lasts half as long.
    expect(wantedCue({ ...looped, loop: { fromMs: 0, toMs: 2_000 }, speed: 2 }, null, at(0))).toBeNull();
  });

  it('is another file of the song before all else, a little ahead of what is heard, and stays where it was opened', () => {
    const exchanging = { ...PLAYING, loop: LOOP, exchange: exchangeFor(source('wav')) };
    const first = wantedCue(exchanging, null, at(11_000));
    expect(first).toMatchObject({ address: 'wav', kind: 'file' });
    expect(first?.startMs).toBeGreaterThan(11_000);
    expect(wantedCue(exchanging, first, at(11_200))?.startMs).toBe(first?.startMs);
  });

  it('is none where the part or the song is over before the other file could take over', () => {
    const exchanging = { ...PLAYING, exchange: exchangeFor(source('wav')) };
    expect(wantedCue(exchanging, null, at(59_900))?.kind).toBe('song');
    expect(wantedCue({ ...exchanging, loop: LOOP }, null, at(13_900))?.kind).toBe('loop');
  });

  it('is tried further ahead each time, and not for ever', () => {
    const tries: number[] = [];
    for (let next: Exchange | null = exchangeFor(source('wav')); next !== null; next = furtherAhead(next))
      tries.push(next.aheadMs);
    expect(tries).toEqual(tries.toSorted((one, other) => one - other));
    expect(tries.length).toBeGreaterThan(1);
    expect(tries.length).toBeLessThan(5);
  });
});

describe('where it takes over', () => {
  const file: Cue = { ...source('wav'), startMs: 20_000, kind: 'file' };

  it('is the end of the file or of the part, and the same sound in another file', () => {
    expect(partEndMs(PLAYING, null, at(0), at(0))).toBeNull();
    expect(partEndMs({ ...PLAYING, loop: LOOP }, null, at(0), at(0))).toBe(14_000);
    // 50 ms of silence stand before the sound of the one, 10 ms before that of the other.
    expect(partEndMs(PLAYING, file, at(0, null, 50), at(0, null, 10))).toBe(20_040 + EXCHANGE_FADE_MS);
  });

  it('lasts as long as a crossfade is meant to, and no longer than half of the shorter song', () => {
    const crossfaded = { ...PLAYING, crossfadeMs: 12_000 };
    expect(overlapMs(crossfaded, null, at(0), at(0))).toBe(12_000);
    expect(overlapMs(crossfaded, null, at(0), at(0, 10_000))).toBe(5_000);
    expect(overlapMs({ ...crossfaded, speed: 2 }, null, at(0), at(0, 10_000))).toBe(2_500);
    expect(overlapMs({ ...crossfaded, loop: LOOP }, null, at(0), at(0))).toBe(LOOP_FADE_MS);
    expect(overlapMs(crossfaded, file, at(0), at(0))).toBe(EXCHANGE_FADE_MS);
  });
});
