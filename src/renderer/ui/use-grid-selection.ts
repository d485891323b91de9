import { useLayoutEffect, useRef } from 'react';
import { keysBetween, toggled, type GridKey } from './grid-selection';
import { findAnchor } from './row-scroll';
import { ANCHOR_RADIUS } from './use-steady-rows';

export interface GridSelectionOptions<Key extends GridKey> {
  readonly count: number;
  /** Another function tells that rows changed. */
  readonly getRow: (index: number) => unknown;
  readonly keyAt: (index: number) => Key | undefined;
  readonly active: number;
  readonly listKey: string | undefined;
  readonly selection: ReadonlySet<Key>;
  readonly onSelectionChange: (selection: ReadonlySet<Key>, active: Key | null) => void;
  readonly loadKeys: (() => Promise<readonly Key[]>) | undefined;
}

export interface GridSelection {
  /** Selects one row alone; one that is not loaded yet as soon as it is. */
  readonly selectOnly: (index: number) => void;
  /** Puts a row in or takes it out; a range goes on from it. */
  readonly toggle: (index: number) => void;
  /** Selects from the row where the range began to `index`, asking for the keys where rows are not loaded. */
  readonly selectRangeTo: (index: number, isAdded: boolean) => Promise<void>;
  readonly selectAll: () => Promise<void>;
}

/** Which rows hands and keys select. */
export function useGridSelection<Key extends GridKey>(options: GridSelectionOptions<Key>): GridSelection {
  const { count, keyAt, active, listKey, selection, onSelectionChange, loadKeys } = options;
  const rangeFrom = useRef<Key | null>(null);
  const selectWhenLoaded = useRef(false);

  const selectOnly = (index: number): void => {
    const key = keyAt(index);
    selectWhenLoaded.current = key === undefined;
    if (key === undefined) return;
    rangeFrom.current = key;
    onSelectionChange(new Set([key]), key);
  };

  useLayoutEffect(() => {
    rangeFrom.current = null;
  }, [listKey]);

  useLayoutEffect(() => {
    if (selectWhenLoaded.current && keyAt(active) !== undefined) selectOnly(active);
    // Only rows that changed are an occasion; the other values are read as they are at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [options.getRow, count]);

  return {
    selectOnly,
    toggle(index) {
      const key = keyAt(index);
      if (key === undefined) return;
      rangeFrom.current = key;
      onSelectionChange(toggled(selection, key), key);
    },
    async selectRangeTo(index, isAdded) {
      const base = isAdded ? selection : new Set<Key>();
      const startKey = rangeFrom.current ?? keyAt(active);
      if (startKey === undefined) return;
      rangeFrom.current = startKey;
      const start = findAnchor({ key: startKey, index: active }, count, keyAt, ANCHOR_RADIUS);
      let keys = start === null ? null : keysBetween(start, index, keyAt);
      if (keys === null && loadKeys) {
        const all = await loadKeys();
        const from = all.indexOf(startKey);
        keys = from < 0 ? null : keysBetween(from, index, (at) => all[at]);
      }
      if (keys) onSelectionChange(new Set([...base, ...keys]), keyAt(index) ?? null);
    },
    async selectAll() {
      const keys = (await loadKeys?.()) ?? keysBetween(0, count - 1, keyAt) ?? [];
      onSelectionChange(new Set(keys), keyAt(active) ?? null);
    },
  };
}
