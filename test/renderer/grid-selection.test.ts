import { describe, expect, it, vi } from 'vitest';
import {
  EVERYTHING,
  isSelected,
  keysBetween,
  lastSelected,
  NOTHING,
  selectedKeys,
  sizeOf,
  these,
  toggled,
  withKeys,
  withoutGone,
  type Selection,
} from '../../src/renderer/ui/grid-selection';
import { oneRow, selectedRows } from '../../src/renderer/ui/selected-rows';

/** All of a list but these. */
const allBut = (...keys: readonly string[]): Selection<string> => ({ kind: 'all', except: new Set(keys) });

describe('a selection of some rows', () => {
  it('takes a row in and out', () => {
    const both = toggled(these(['a']), 'b');
    expect(both).toEqual(these(['a', 'b']));
    expect(toggled(both, 'a')).toEqual(these(['b']));
    expect(isSelected(both, 'b')).toBe(true);
    expect(isSelected(both, 'c')).toBe(false);
  });
  it('is as large as its keys, whatever the list', () => {
    expect(sizeOf(these(['a', 'b']), 1_000)).toBe(2);
    expect(sizeOf(NOTHING, 1_000)).toBe(0);
  });
  it('knows which row came last', () => {
    expect(lastSelected(toggled(these(['a', 'b']), 'c'))).toBe('c');
    expect(lastSelected(NOTHING)).toBeNull();
    expect(lastSelected(EVERYTHING)).toBeNull();
  });
  it('grows by others, and loses what has gone', () => {
    expect(withKeys(these(['a']), ['b', 'a'])).toEqual(these(['a', 'b']));
    expect(withoutGone(these(['a', 'b']), new Set(['b', 'x']))).toEqual(these(['a']));
  });
});

describe('a selection of all rows', () => {
  it('holds no key of the rows it means', () => {
    expect(EVERYTHING).toEqual(allBut());
    expect(isSelected(EVERYTHING as Selection<string>, 'anything')).toBe(true);
    expect(sizeOf(EVERYTHING, 1_000_000)).toBe(1_000_000);
  });
  it('lets rows out and takes them in again', () => {
    const most = toggled<string>(EVERYTHING, 'b');
    expect(most).toEqual(allBut('b'));
    expect(isSelected(most, 'b')).toBe(false);
    expect(sizeOf(most, 3)).toBe(2);
    expect(toggled(most, 'b')).toEqual(allBut());
    expect(withKeys(allBut('a', 'b', 'c'), ['b', 'x'])).toEqual(allBut('a', 'c'));
  });
  it('stays as rows of it go, and forgets those that were let out and went', () => {
    const left = withoutGone(allBut('a', 'b'), new Set(['a', 'c']));
    expect(left).toEqual(allBut('b'));
    expect(sizeOf(left, 1)).toBe(0);
  });
});

describe('the keys of a selection', () => {
  const list = Array.from({ length: 25 }, (_, index) => `row-${index}`);
  const load = vi.fn((first: number, last: number) => Promise.resolve(list.slice(first, last + 1)));
  const portions = async (selection: Selection<string>) => {
    load.mockClear();
    const all: (readonly string[])[] = [];
    for await (const keys of selectedKeys(selection, load, 10)) all.push(keys);
    return all;
  };

  it('are there already when there are some, in portions', async () => {
    expect(await portions(these(list))).toEqual([list.slice(0, 10), list.slice(10, 20), list.slice(20)]);
    expect(load).not.toHaveBeenCalled();
  });
  it('are asked for portion by portion when there are all', async () => {
    const keys = await portions(allBut('row-3', 'row-24'));
    expect(keys.flat()).toEqual(list.filter((key) => key !== 'row-3' && key !== 'row-24'));
    expect(load.mock.calls).toEqual([
      [0, 9],
      [10, 19],
      [20, 29],
    ]);
  });
  it('end with the list, also where that ends with a portion', async () => {
    const keys: string[] = [];
    for await (const portion of selectedKeys<string>(EVERYTHING, load, 5)) keys.push(...portion);
    expect(keys).toEqual(list);
    expect(await portions(EVERYTHING)).toHaveLength(3);
  });
  it('are asked for no further than they are wanted', async () => {
    load.mockClear();
    for await (const keys of selectedKeys<string>(EVERYTHING, load, 10)) {
      expect(keys).toHaveLength(10);
      break;
    }
    expect(load).toHaveBeenCalledTimes(1);
  });
  it('come together for what needs all of them', async () => {
    load.mockClear();
    const rows = selectedRows(allBut('row-0'), 25, load);
    expect(rows.count).toBe(24);
    expect(load).not.toHaveBeenCalled();
    expect(await rows.keys()).toEqual(list.slice(1));
    expect(await oneRow('x').keys()).toEqual(['x']);
  });
});

describe('the keys between two rows', () => {
  const rows = ['a', 'b', 'c', 'd'];
  it('are those of all rows, in either direction', () => {
    expect(keysBetween(1, 3, (at) => rows[at])).toEqual(['b', 'c', 'd']);
    expect(keysBetween(3, 1, (at) => rows[at])).toEqual(['b', 'c', 'd']);
    expect(keysBetween(2, 2, (at) => rows[at])).toEqual(['c']);
  });
  it('are not known where a row between is not loaded', () => {
    expect(keysBetween(0, 2, (at) => (at === 1 ? undefined : String(at)))).toBeNull();
  });
});
