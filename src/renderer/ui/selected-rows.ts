import { selectedKeys, sizeOf, these, type LoadKeys, type Selection } from './grid-selection';

/** Rows that something is to be done with: how many, and the way to their keys once it comes to it. */
export interface SelectedRows<Key> {
  readonly count: number;
  readonly keys: () => Promise<readonly Key[]>;
}

/** Keys that are asked for at once. */
const PORTION = 10_000;

/**
 * The rows of a selection.
 *
 * @param total how many rows the list has
 */
export function selectedRows<Key>(
  selection: Selection<Key>,
  total: number,
  loadKeys: LoadKeys<Key>,
): SelectedRows<Key> {
  return {
    count: sizeOf(selection, total),
    async keys() {
      const all: Key[] = [];
      for await (const keys of selectedKeys(selection, loadKeys, PORTION)) {
        for (const key of keys) all.push(key);
      }
      return all;
    },
  };
}

/** One row alone. */
export function oneRow<Key>(key: Key): SelectedRows<Key> {
  return selectedRows(these([key]), 1, () => Promise.resolve([]));
}
