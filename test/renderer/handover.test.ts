import { describe, expect, it } from 'vitest';
import { settled } from '../../src/renderer/player/handover';

const SAMPLE = 1 / 48_000;

describe('what looks at two clocks come to', () => {
  it('is what most agree on, whatever the others say', () => {
    const looks = [0.5, 0.5, 0.5 + SAMPLE / 3, 0.5, 0.503, 0.5, 0.498];
    expect(settled(looks)).toBe(0.5);
  });

  it('is the mean where clocks go on in steps', () => {
    const step = 128 * SAMPLE;
    const looks = [0.5, 0.5 + step, 0.5, 0.5 + step, 0.5, 0.5 + step];
    expect(settled(looks)).toBeCloseTo(0.5 + step / 2, 9);
  });

  it('is nothing without a look', () => {
    expect(settled([])).toBeNaN();
  });
});
