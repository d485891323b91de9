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

/** Where an entry stands after the selected ones were put before another; `order` is the list before. */
export function placeAfter(
  order: readonly number[],
  selected: ReadonlySet<number>,
  before: number | null,
  entry: number,
): number {
  const moved = order.filter((id) => selected.has(id));
  const others = order.filter((id) => !selected.has(id));
  const target = before === null ? -1 : others.indexOf(before);
  const at = target === -1 ? others.length : target;
  return others.toSpliced(at, 0, ...moved).indexOf(entry);
}
