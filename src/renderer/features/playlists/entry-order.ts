/** Where selected entries of a list go, one step up or down, as one block. */

/**
 * The entry that the selected ones are to stand before; null: they go to the end. Undefined where they are there already.
 *
 * @param order all entries
 */
export function stepTarget(
  order: readonly number[],
  selected: ReadonlySet<number>,
  step: -1 | 1,
): number | null | undefined {
  const places = order.flatMap((id, at) => (selected.has(id) ? [at] : []));
  const [first] = places;
  const last = places.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const isWhole = last - first + 1 === places.length;
  if (isWhole && (step < 0 ? first === 0 : last === order.length - 1)) return undefined;
  const others = order.filter((id) => !selected.has(id));
  // Over one of the others; what stands apart comes together there.
  const passed = step < 0 ? Math.max(0, first - 1) : last - places.length + 2;
  return others[passed] ?? null;
}

/** Entries that are put before another one together; null: to the end. */
export interface EntryMove {
  readonly entryIds: readonly number[];
  readonly before: number | null;
}

/** What brings moved entries back to where `order` has them, one move after the other; the others have kept their order. */
export function movesBack(order: readonly number[], moved: ReadonlySet<number>): readonly EntryMove[] {
  const moves: EntryMove[] = [];
  // From the end on: what a block stood before is at its place then.
  for (let end = order.length; end > 0;) {
    const from = order.findLastIndex((id, place) => place < end && !moved.has(id)) + 1;
    if (from < end) moves.push({ entryIds: order.slice(from, end), before: order[end] ?? null });
    end = from - 1;
  }
  return moves;
}

/** All entries after the selected ones were put before another; where that is one of them, before the first behind it that is not. */
export function orderAfter(
  order: readonly number[],
  selected: ReadonlySet<number>,
  before: number | null,
): readonly number[] {
  const moved = order.filter((id) => selected.has(id));
  const others = order.filter((id) => !selected.has(id));
  const target = before === null ? -1 : order.indexOf(before);
  const next = target === -1 ? undefined : order.slice(target).find((id) => !selected.has(id));
  return others.toSpliced(next === undefined ? others.length : others.indexOf(next), 0, ...moved);
}

/** Whether those that are in both stand in the same order. */
export function isSameOrder(one: readonly number[], other: readonly number[]): boolean {
  const inOne = new Set(one);
  const inOther = new Set(other);
  const common = other.filter((id) => inOne.has(id));
  return one.filter((id) => inOther.has(id)).every((id, place) => id === common[place]);
}
