import { describe, expect, it } from 'vitest';
import { countDropouts } from '../../bench/measure/dropouts';

/** A sound that is looked at every 100 ms and stands still at the given moments for so long. */
function playing(samples: number, gaps: Readonly<Record<number, number>> = {}) {
  let audioMs = 0;
  return Array.from({ length: samples }, (_, index) => {
    audioMs += 100 - (gaps[index] ?? 0);
    return { wallMs: (index + 1) * 100, audioMs };
  });
}

describe('dropouts', () => {
  it('are none while the sound keeps step with the clock, or drifts a little', () => {
    expect(countDropouts(playing(100))).toBe(0);
    const drifting = playing(6_000).map((sample) => ({ ...sample, audioMs: sample.audioMs * 0.9999 }));
    expect(countDropouts(drifting)).toBe(0);
  });

  it('are counted once each, however long', () => {
    expect(countDropouts(playing(100, { 20: 60 }))).toBe(1);
    expect(countDropouts(playing(100, { 20: 60, 70: 90 }))).toBe(2);
  });

  it('are not a single sample that was read late', () => {
    const samples = playing(100).map((sample, index) =>
      index === 42 ? { ...sample, wallMs: sample.wallMs + 500 } : sample,
    );
    expect(countDropouts(samples)).toBe(0);
  });

  it('are not gaps that nobody hears', () => {
    expect(countDropouts(playing(100, { 20: 10, 40: 10 }))).toBe(0);
  });
});
