import { describe, expect, it } from 'vitest';
import {
  rulerOf,
  spanFrom,
  turnedTo,
  turnsAtMs,
  zoomed,
} from '../../src/renderer/features/lyrics/editor/waveform-span';
import { loudestBetween, peaksOf } from '../../src/renderer/player/sound-peaks';

const SONG_MS = 60_000;
const SPAN = { fromMs: 10_000, lengthMs: 10_000 };

describe('the part of a song that is shown', () => {
  it('stays within the song', () => {
    expect(spanFrom(SPAN, -500, SONG_MS).fromMs).toBe(0);
    expect(spanFrom(SPAN, 59_000, SONG_MS).fromMs).toBe(50_000);
    expect(spanFrom(SPAN, 5_000, 4_000).fromMs).toBe(0);
  });

  it('is turned on before the music leaves it, and not where the song ends', () => {
    expect(turnedTo(SPAN, 15_000, SONG_MS)).toBe(SPAN);
    expect(turnsAtMs(SPAN, SONG_MS)).toBe(19_400);
    const next = turnedTo(SPAN, 19_400, SONG_MS);
    expect(next.fromMs).toBeGreaterThan(18_000);
    expect(next.fromMs).toBeLessThan(19_400);
    const last = { fromMs: 50_000, lengthMs: 10_000 };
    expect(turnedTo(last, 59_900, SONG_MS)).toBe(last);
    expect(turnsAtMs(last, SONG_MS)).toBeNull();
  });

  it('goes to a moment outside of it', () => {
    expect(turnedTo(SPAN, 2_000, SONG_MS).fromMs).toBe(800);
    expect(turnedTo(SPAN, 300, SONG_MS).fromMs).toBe(0);
    expect(turnedTo(SPAN, 40_000, SONG_MS).fromMs).toBe(38_800);
  });

  it('is made shorter and longer around a moment that keeps its place', () => {
    expect(zoomed(SPAN, 0.5, 12_000, SONG_MS)).toEqual({ fromMs: 11_000, lengthMs: 5_000 });
    expect(zoomed(SPAN, 2, 12_000, SONG_MS)).toEqual({ fromMs: 8_000, lengthMs: 20_000 });
    expect(zoomed(SPAN, 0.001, 12_000, SONG_MS).lengthMs).toBe(2_000);
  });

  it('has a ruler of round times within it', () => {
    expect(rulerOf({ fromMs: 9_500, lengthMs: 10_000 })).toEqual(
      [10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((second) => second * 1_000),
    );
    for (const lengthMs of [2_000, 7_300, 33_000, 120_000]) {
      expect(rulerOf({ fromMs: 123, lengthMs }).length).toBeLessThanOrEqual(15);
    }
  });
});

describe('the peaks of a sound', () => {
  it('are the loudest sample of each step, over both channels and both signs', () => {
    const left = Float32Array.from([0, 0.5, 0, 0, 0.1, 0]);
    const right = Float32Array.from([-1.5, 0, 0.2, 0, 0, 0]);
    expect([...peaksOf([left, right], 2)]).toEqual([255, 51, 26]);
    expect([...peaksOf([left], 4)]).toEqual([128, 26]);
    expect([...peaksOf([], 4)]).toEqual([]);
  });

  it('are found between any two moments, also within one step', () => {
    const peaks = { stepMs: 10, values: Uint8Array.from([0, 255, 0, 51]) };
    expect(loudestBetween(peaks, 0, 10)).toBe(0);
    expect(loudestBetween(peaks, 12, 13)).toBe(1);
    expect(loudestBetween(peaks, 5, 15)).toBe(1);
    expect(loudestBetween(peaks, 20, 400)).toBeCloseTo(0.2);
    expect(loudestBetween(peaks, 90, 100)).toBe(0);
  });
});
