import { describe, expect, it } from 'vitest';
import { SORTED_AT_ONCE, sortInSlices } from '../../src/main/services/sort-in-slices';
import { createRandom } from '../support/fake-clock';

interface Item {
  readonly key: number;
  readonly place: number;
}

function itemsOf(length: number, keys: number): Item[] {
  const random = createRandom(length + 1);
  return Array.from({ length }, (_, place) => ({ key: Math.floor(random() * keys), place }));
}
const byKey = (a: Item, b: Item): number => a.key - b.key;

describe('sorting in slices', () => {
  it.each([0, 1, 2, SORTED_AT_ONCE, SORTED_AT_ONCE + 1, 3 * SORTED_AT_ONCE, 20_001])(
    'of %i items sorts as sort does, equal ones as they stood',
    async (length) => {
      for (const keys of [1, 7, 1_000_000]) {
        const items = itemsOf(length, keys);
        const before = [...items];
        expect(await sortInSlices(items, byKey, () => Promise.resolve())).toEqual(items.toSorted(byKey));
        expect(items).toEqual(before);
      }
    },
  );

  it('compares no more than a slice needs before it gives way', async () => {
    let [compared, most, rests] = [0, 0, 0];
    const items = itemsOf(100_000, 1_000_000);
    const counting = (a: Item, b: Item): number => {
      compared += 1;
      return byKey(a, b);
    };
    await sortInSlices(items, counting, () => {
      most = Math.max(most, compared);
      compared = 0;
      rests += 1;
      return Promise.resolve();
    });
    expect(rests).toBeGreaterThan(100);
    expect(Math.max(most, compared)).toBeLessThan(
      SORTED_AT_ONCE * Math.log2(SORTED_AT_ONCE) + SORTED_AT_ONCE,
    );
  });

  it('ends with what the rest throws', async () => {
    const stop = () => Promise.reject(new Error('stop'));
    await expect(sortInSlices(itemsOf(20_000, 9), byKey, stop)).rejects.toThrow('stop');
  });
});
