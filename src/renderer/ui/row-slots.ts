/** A row that is to be drawn. */
export interface SlottedRow {
  readonly index: number;
  /** Of its song, or of its place while that is on the way. */
  readonly key: string | number;
  /** Where the keyboard is: its element never becomes that of another row, which nobody would be told of. */
  readonly isActive: boolean;
}

/** Which element stands for which row. */
export interface RowSlots {
  /**
   * The slots of the rows that are drawn now, in the same order; asked twice for the same rows it says the same. A row keeps
   * its slot wherever it moves. One that takes the place of another takes its slot as well, so that another search
   * changes what rows say and makes no elements anew.
   */
  take(rows: readonly SlottedRow[]): readonly number[];
}

/**
 * While a list is read again pages of two moments can stand beside each other, and a song in two rows. Two elements of one
 * slot would stay in the page for good: the second row goes by its place.
 */
function eachOnce(rows: readonly SlottedRow[]): readonly SlottedRow[] {
  const seen = new Set<SlottedRow['key']>();
  return rows.map((row) => {
    if (seen.has(row.key)) return { ...row, key: `again-${row.index}` };
    seen.add(row.key);
    return row;
  });
}

/** Knows the slots of one grid. */
export function createRowSlots(): RowSlots {
  let slotOfKey: ReadonlyMap<SlottedRow['key'], number> = new Map();
  let keyAtIndex: ReadonlyMap<number, SlottedRow['key']> = new Map();
  let made = 0;

  return {
    take(rows) {
      const drawn = eachOnce(rows);
      const isDrawn = new Set(drawn.map(({ key }) => key));
      const slots = drawn.map(({ index, key, isActive }) => {
        const own = slotOfKey.get(key);
        if (own !== undefined) return own;
        const former = isActive ? undefined : keyAtIndex.get(index);
        const inherited = former === undefined || isDrawn.has(former) ? undefined : slotOfKey.get(former);
        if (inherited !== undefined) return inherited;
        made += 1;
        return made;
      });
      slotOfKey = new Map(drawn.map(({ key }, at) => [key, slots[at] ?? 0]));
      keyAtIndex = new Map(drawn.map(({ index, key }) => [index, key]));
      return slots;
    },
  };
}
