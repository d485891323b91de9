import { describe, expect, it } from 'vitest';
import type { Vitals } from '../support/core-process-entry';
import { createRandom } from '../support/fake-clock';
import { judge, type Reading } from './steadiness';

const MEGABYTE = 1024 * 1024;

/** Forty readings, a second apart, around 60 MB of heap and 40 open files, with this difference at each. */
function readings(change: (index: number) => Partial<Vitals>): readonly Reading[] {
  const usual: Vitals = {
    heapBytes: 60 * MEGABYTE,
    outsideBytes: 8 * MEGABYTE,
    residentBytes: 200 * MEGABYTE,
    openFiles: 40,
    activeResources: 20,
  };
  return Array.from({ length: 40 }, (_, index) => ({
    atMs: 1_000 * index,
    vitals: { ...usual, ...change(index) },
  }));
}

const unsteady = (list: readonly Reading[]) =>
  judge(list).flatMap(({ what, isSteady }) => (isSteady ? [] : [what]));

describe('what counts as steady', () => {
  it('is what stays the same, whatever it does in between', () => {
    const random = createRandom(3);
    const noise = () => random() - 0.5;
    expect(
      unsteady(
        readings((index) => ({
          heapBytes: (60 + 8 * noise()) * MEGABYTE,
          outsideBytes: (8 + (index % 7 === 0 ? 40 : 0)) * MEGABYTE,
          openFiles: 40 + Math.round(12 * noise()),
        })),
      ),
    ).toEqual([]);
  });

  it('is nothing that grows, in small steps or by one that is never taken back', () => {
    expect(unsteady(readings((index) => ({ heapBytes: (60 + 0.3 * index) * MEGABYTE })))).toEqual([
      'heapBytes',
    ]);
    expect(unsteady(readings((index) => ({ openFiles: 40 + Math.floor(index / 3) })))).toEqual(['openFiles']);
    expect(unsteady(readings((index) => ({ activeResources: index < 20 ? 20 : 40 })))).toEqual([
      'activeResources',
    ]);
  });

  it('is not asked of what the system does not tell', () => {
    expect(judge(readings(() => ({ openFiles: null }))).map(({ what }) => what)).not.toContain('openFiles');
  });

  it('cannot be told from a handful', () => {
    expect(() => judge(readings(() => ({})).slice(0, 5))).toThrow('5 readings');
  });
});
