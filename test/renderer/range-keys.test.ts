import { describe, expect, it, vi } from 'vitest';
import { createRangeKeys } from '../../src/renderer/ui/range-keys';

/** A long list, of which the window has only the rows about `near`. */
function createList(length: number) {
  let list = Array.from({ length }, (_, index) => `row-${index}`);
  let near = length - 1;
  const load = vi.fn((first: number, last: number) => Promise.resolve(list.slice(first, last + 1)));
  const keys = createRangeKeys<string>();
  const keyAt = (index: number) => (Math.abs(index - near) <= 50 ? list[index] : undefined);
  return {
    load,
    keys,
    rows: (first: number, last: number) => list.slice(first, last + 1),
    to(index: number, from = 0) {
      near = index;
      return keys.between(from, index, keyAt, load);
    },
    insert: (key: string) => {
      list = [key, ...list];
    },
  };
}

describe('the keys of a range that grows and shrinks', () => {
  it('are asked for once, and are there at once with each further row', async () => {
    const { to, rows, load } = createList(100_000);
    expect(await to(99_999)).toEqual(rows(0, 99_999));
    for (const last of [99_998, 99_997, 99_950, 99_951, 99_990]) {
      expect(to(last)).toEqual(rows(0, last));
    }
    expect(load.mock.calls).toEqual([[0, 99_999]]);
  });

  it('wait for those that are coming, and are not asked for again', async () => {
    const { to, rows, load } = createList(1_000);
    const [whole, less, least] = [to(999), to(998), to(997)];
    expect(await whole).toEqual(rows(0, 999));
    expect(await less).toEqual(rows(0, 998));
    expect(await least).toEqual(rows(0, 997));
    expect(load.mock.calls).toEqual([[0, 999]]);
  });

  it('go up as well as down', async () => {
    const { to, rows, load } = createList(1_000);
    expect(await to(0, 999)).toEqual(rows(0, 999));
    expect(to(5, 999)).toEqual(rows(5, 999));
    expect(to(2, 999)).toEqual(rows(2, 999));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('are asked for anew when rows have come before them', async () => {
    const { to, rows, load, insert } = createList(1_000);
    await to(999);
    insert('new');
    expect(await to(998)).toEqual(rows(0, 998));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('are asked for anew once they are forgotten, also those that were on their way', async () => {
    const { to, rows, load, keys } = createList(1_000);
    const first = to(999);
    keys.forget();
    expect(await to(998)).toEqual(rows(0, 998));
    expect(await first).toEqual(rows(0, 999));
    expect(to(997)).toEqual(rows(0, 997));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('that cannot be had are a failure, and the next range is asked for', async () => {
    const { to, rows, load } = createList(1_000);
    load.mockRejectedValueOnce(new Error('away'));
    await expect(to(999)).rejects.toThrow('away');
    expect(await to(998)).toEqual(rows(0, 998));
  });
});
