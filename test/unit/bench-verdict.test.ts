import { describe, expect, it } from 'vitest';
import { median, percentile } from '../../bench/measure/statistics';
import { compare, compareWithLimit, judge, type Round } from '../../bench/measure/verdict';

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

  it('has the same noise whether the floor became slower or faster', () => {
    expect(compare([round([10, 20], [1, 1])]).noise).toBe(1);
    expect(compare([round([20, 10], [1, 1])]).noise).toBe(1);
  });
});

describe('a comparison with a limit', () => {
  it('tells the share of the limit, and takes what the floor has of it for noise', () => {
    const figures = { limit: 50, program: 40, lowest: 30, highest: 60, floor: 5 };
    expect(compareWithLimit(figures)).toEqual({ ratio: 0.8, lowest: 0.6, highest: 1.2, noise: 0.1 });
  });

  it('has no noise without a floor', () => {
    expect(compareWithLimit({ limit: 2, program: 1, lowest: 1, highest: 1, floor: null }).noise).toBe(0);
  });

  it('can be one of nothing at all', () => {
    const nothing = { limit: 0, lowest: 0, highest: 0, floor: null };
    expect(judge(compareWithLimit({ ...nothing, program: 0 }), { atMost: 1 })).toBe('pass');
    expect(judge(compareWithLimit({ ...nothing, program: 1 }), { atMost: 1 })).toBe('miss');
    expect(judge(compareWithLimit({ ...nothing, program: 1, floor: 1 }), { atMost: 1 })).toBe('undecided');
    expect(judge(compareWithLimit({ ...nothing, program: 0, floor: 1 }), { atMost: 1 })).toBe('pass');
  });
});

describe('a verdict', () => {
  const at = (ratio: number, noise = 0.05) => ({ ratio, lowest: ratio, highest: ratio, noise });

  it('is a pass up to the goal, a miss above it, and undecided where noise could tip it', () => {
    expect(judge(at(1), { atMost: 1.25 })).toBe('pass');
    expect(judge(at(1.5), { atMost: 1.25 })).toBe('miss');
    expect(judge(at(1.24), { atMost: 1.25 })).toBe('undecided');
    expect(judge(at(1.26), { atMost: 1.25 })).toBe('undecided');
    expect(judge(at(1.25, 0), { atMost: 1.25 })).toBe('pass');
  });

  it('holds for a goal that is to be reached from above as well', () => {
    expect(judge(at(1), { atLeast: 0.9 })).toBe('pass');
    expect(judge(at(0.8), { atLeast: 0.9 })).toBe('miss');
    expect(judge(at(0.91), { atLeast: 0.9 })).toBe('undecided');
    expect(judge(at(0.89), { atLeast: 0.9 })).toBe('undecided');
  });

  it('is undecided only where the noise is wider than the margin, however wide it is', () => {
    expect(judge(at(0.5, 0.9), { atMost: 1 })).toBe('pass');
    expect(judge(at(0.5, 1.1), { atMost: 1 })).toBe('undecided');
    expect(judge(at(2, 0.9), { atMost: 1 })).toBe('miss');
    expect(judge(at(2, 1.1), { atMost: 1 })).toBe('undecided');
  });

  it('is a miss where nothing was measured', () => {
    expect(judge(at(NaN), { atMost: 1.25 })).toBe('miss');
    expect(judge(at(NaN), { atLeast: 0.9 })).toBe('miss');
    expect(judge(at(0), { atLeast: 0.9 })).toBe('miss');
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
