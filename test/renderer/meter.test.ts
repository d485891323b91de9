import { describe, expect, it } from 'vitest';
import {
  bandEdges,
  bandsOf,
  levelOf,
  settled,
  takenByVolumeDb,
} from '../../src/renderer/player/meter-values';

const BINS = 1_024;
const RATE = 48_000;

describe('the spectrum', () => {
  const edges = bandEdges(21, BINS, RATE);

  it('has bands that touch and have at least one bin each', () => {
    expect(edges).toHaveLength(22);
    for (const [band, edge] of edges.entries()) {
      if (band > 0) expect(edge).toBeGreaterThan(edges[band - 1] ?? NaN);
    }
    expect(edges.at(-1)).toBe(Math.round(14_000 / (RATE / 2 / BINS)));
  });

  it('never looks beyond the last bin', () => {
    expect(Math.max(...bandEdges(40, 64, 16_000))).toBe(64);
  });

  it('shows a tone in its band alone', () => {
    const decibels = new Float32Array(BINS).fill(-Infinity);
    decibels[Math.round(1_000 / (RATE / 2 / BINS))] = -25;
    const bands = bandsOf(decibels, edges, 0);
    expect(bands.filter((value) => value > 0)).toEqual([1]);
    const [from = 0, to = 0] = [edges[bands.indexOf(1)], edges[bands.indexOf(1) + 1]];
    expect(from * (RATE / 2 / BINS)).toBeLessThanOrEqual(1_000);
    expect(to * (RATE / 2 / BINS)).toBeGreaterThan(1_000);
  });

  it('is as high whatever the volume', () => {
    const half = -40 * Math.log10(0.5);
    expect(takenByVolumeDb(0.5)).toBeCloseTo(half, 9);
    expect(takenByVolumeDb(1)).toBeCloseTo(0, 9);
    expect(takenByVolumeDb(0)).toBeNull();
    const bands = (db: number, gainDb: number) => bandsOf(new Float32Array(BINS).fill(db), edges, gainDb)[0];
    expect(bands(-55 - half, half)).toBeCloseTo(bands(-55, 0) ?? NaN, 5);
    expect(bands(-55, 0)).toBeCloseTo(0.5, 5);
  });
});

describe('levels', () => {
  it.each([
    [[0, 0.1, -1], 1],
    [[10 ** (-24 / 20)], 0.5],
    [[0.001], 0],
    [[0, 0], 0],
    [[], 0],
    [[4], 1],
  ])('of %j are %d', (samples, level) => {
    expect(levelOf(Float32Array.from(samples), 0)).toBeCloseTo(level, 5);
  });
});

describe('what was high', () => {
  it('sinks slowly, and rises at once', () => {
    expect(settled([1, 0.2], [0, 0.9], 100)).toEqual([0.89, 0.9]);
    expect(settled([0.05], [0], 100)).toEqual([0]);
    expect(settled([], [0.3], 100)).toEqual([0.3]);
  });
});
