import { describe, expect, it } from 'vitest';
import { median, percentile } from '../../bench/measure/statistics';
import { compare, judge, type Round } from '../../bench/measure/verdict';

const round = (floor: readonly [number, number], program: readonly [number, number]): Round => ({
  floor,
  program,
});

describe('a comparison of rounds', () => {
  it('is the median of the rounds’ ratios, with the range', () => {
    const rounds = [round([1, 1], [1, 1]), round([1, 1], [2, 2]), round([2, 2], [6, 6])];
    expect(compare(rounds)).toEqual({ ratio: 2, lowest: 1, highest: 3, noise: 0 });
  });

  it('is not moved by a machine that slows down within a round', () => {
    expect(compare([round([1, 3], [2, 2])]).ratio).toBe(1);
  });

  it('takes what the floor strays from itself for noise', () => {
    const rounds = [round([10, 11], [10, 10]), round([10, 8], [10, 10]), round([10, 10], [10, 10])];
    expect(compare(rounds).noise).toBeCloseTo(0.1);
  });
});

describe('a verdict', () => {
  const at = (ratio: number, noise = 0.05) => ({ ratio, lowest: ratio, highest: ratio, noise });

  it('is a pass up to the goal, a miss above it, and undecided where noise could tip it', () => {
    expect(judge(at(1), 1.25)).toBe('pass');
    expect(judge(at(1.5), 1.25)).toBe('miss');
    expect(judge(at(1.24), 1.25)).toBe('undecided');
    expect(judge(at(1.26), 1.25)).toBe('undecided');
    expect(judge(at(1.25, 0), 1.25)).toBe('pass');
  });

  it('is a miss where nothing was measured', () => {
    expect(judge(at(NaN), 1.25)).toBe('miss');
  });
});

describe('statistics', () => {
  it('median of an even and an odd number of values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('percentiles by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(hundred, 0.5)).toBe(50);
    expect(percentile(hundred, 0.99)).toBe(99);
    expect(percentile(hundred, 1)).toBe(100);
    expect(percentile([7], 0.01)).toBe(7);
  });
});
