import { useLayoutEffect, useRef, useState, type RefObject } from 'react';
import {
  EVERYTHING,
  NOTHING,
  these,
  toggled,
  withKeys,
  type GridKey,
  type LoadKeys,
  type Selection,
} from './grid-selection';
import { createRangeKeys } from './range-keys';
import { findAnchor } from './row-scroll';
import { ANCHOR_RADIUS, type RangeStart } from './use-steady-rows';

export interface GridSelectionOptions<Key extends GridKey> {
  readonly count: number;
  /** Another function tells that rows changed. */
  readonly getRow: (index: number) => unknown;
  readonly keyAt: (index: number) => Key | undefined;
  readonly active: number;
  readonly rangeStart: RefObject<RangeStart<Key> | null>;
  readonly listKey: string | undefined;
  readonly selection: Selection<Key>;
  readonly onSelectionChange: (selection: Selection<Key>, active: Key | null) => void;
  readonly loadKeys: LoadKeys<Key>;
}

export interface GridSelection {
  /** Selects one row alone; one that is not loaded yet as soon as it is. */
  readonly selectOnly: (index: number) => void;
  /** Puts a row in or takes it out; a range goes on from it. */
  readonly toggle: (index: number) => void;
  /** Selects from the row where the range began to `index`, asking for the keys where rows are not loaded. */
  readonly selectRangeTo: (index: number, isAdded: boolean) => Promise<void>;
  readonly selectAll: () => void;
}

/** Which rows hands and keys select. */
export function useGridSelection<Key extends GridKey>(options: GridSelectionOptions<Key>): GridSelection {
  const { count, keyAt, active, rangeStart, listKey, selection, onSelectionChange, loadKeys } = options;
  const selectWhenLoaded = useRef(false);
  /** The range that was asked for last: keys of an earlier one come too late. */
  const asked = useRef(0);
  const [rangeKeys] = useState(() => createRangeKeys<Key>());

  /** What was asked for is of no use any more, and the next range is another one. */
  const beginAnew = (): void => {
    asked.current += 1;
    rangeKeys.forget();
  };

  const selectOnly = (index: number): void => {
    beginAnew();
    const key = keyAt(index);
    selectWhenLoaded.current = key === undefined;
    if (key === undefined) return;
    rangeStart.current = { key, index };
    onSelectionChange(these([key]), key);
  };

  useLayoutEffect(() => {
    asked.current += 1;
    rangeKeys.forget();
    rangeStart.current = null;
  }, [listKey, rangeKeys, rangeStart]);

  // What has come or gone may stand inside of the range.
  useLayoutEffect(() => {
    rangeKeys.forget();
  }, [count, rangeKeys]);

  useLayoutEffect(() => {
    if (selectWhenLoaded.current && keyAt(active) !== undefined) selectOnly(active);
    // Only rows that changed are an occasion; the other values are read as they are at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [options.getRow, count]);

  /** The range's first row where it stands now; the active one when there is none. */
  const startOfRange = (): RangeStart<Key> | null => {
    const known = rangeStart.current;
    const activeKey = keyAt(active);
    if (known === null) return activeKey === undefined ? null : { key: activeKey, index: active };
    const index = findAnchor(known, count, keyAt, ANCHOR_RADIUS);
    return index === null ? known : { ...known, index };
  };

  return {
    selectOnly,
    toggle(index) {
      beginAnew();
      const key = keyAt(index);
      if (key === undefined) return;
      rangeStart.current = { key, index };
      onSelectionChange(toggled(selection, key), key);
    },
    async selectRangeTo(index, isAdded) {
      asked.current += 1;
      const request = asked.current;
      const start = startOfRange();
      if (start === null) return;
      rangeStart.current = start;
      const base = isAdded ? selection : NOTHING;
      const found = rangeKeys.between(start.index, index, keyAt, loadKeys);
      const keys = found instanceof Promise ? await found : found;
      if (request !== asked.current) return;
      const end = index < start.index ? keys[0] : keys.at(-1);
      onSelectionChange(withKeys(base, keys), end ?? null);
    },
    selectAll() {
      beginAnew();
      onSelectionChange(EVERYTHING, keyAt(active) ?? null);
    },
  };
}
