/** What identifies a row whatever its place. */
export type GridKey = string | number;

/**
 * Which rows of a list are selected. `all` holds none of the keys that it means: a list of a million rows is selected as
 * quickly as one of ten, and rows that come into it are selected too.
 */
export type Selection<Key> =
  | { readonly kind: 'some'; readonly keys: ReadonlySet<Key> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<Key> };

/** No row. */
export const NOTHING: Selection<never> = { kind: 'some', keys: new Set() };
/** Every row of the list. */
export const EVERYTHING: Selection<never> = { kind: 'all', except: new Set() };

export function these<Key>(keys: Iterable<Key>): Selection<Key> {
  return { kind: 'some', keys: new Set(keys) };
}

export function isSelected<Key>(selection: Selection<Key>, key: Key): boolean {
  return selection.kind === 'some' ? selection.keys.has(key) : !selection.except.has(key);
}

/** How many rows are selected of a list of `total`. */
export function sizeOf<Key>(selection: Selection<Key>, total: number): number {
  return selection.kind === 'some' ? selection.keys.size : Math.max(0, total - selection.except.size);
}

/** The row that was selected last; null when there is none, or when nobody has selected a single one. */
export function lastSelected<Key>(selection: Selection<Key>): Key | null {
  if (selection.kind === 'all') return null;
  let last: Key | null = null;
  for (const key of selection.keys) last = key;
  return last;
}

/** The selection with one row put in or taken out. */
export function toggled<Key>(selection: Selection<Key>, key: Key): Selection<Key> {
  if (selection.kind === 'all') return { kind: 'all', except: flipped(selection.except, key) };
  return { kind: 'some', keys: flipped(selection.keys, key) };
}

function flipped<Key>(keys: ReadonlySet<Key>, key: Key): ReadonlySet<Key> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** The selection with these rows in it. */
export function withKeys<Key>(selection: Selection<Key>, keys: Iterable<Key>): Selection<Key> {
  if (selection.kind === 'some') {
    // What begins anew is not copied twice: it may be a whole list.
    return selection.keys.size === 0 ? these(keys) : these([...selection.keys, ...keys]);
  }
  const added = new Set(keys);
  return { kind: 'all', except: new Set([...selection.except].filter((key) => !added.has(key))) };
}

/** The selection after rows have left the list; those of it that are still there stay selected. */
export function withoutGone<Key>(selection: Selection<Key>, gone: ReadonlySet<Key>): Selection<Key> {
  const stays = (key: Key) => !gone.has(key);
  return selection.kind === 'some'
    ? these([...selection.keys].filter(stays))
    : { kind: 'all', except: new Set([...selection.except].filter(stays)) };
}

/** Asks for the keys of the rows from `first` to `last`, both inclusive; fewer where the list has become shorter. */
export type LoadKeys<Key> = (first: number, last: number) => Promise<readonly Key[]>;

/**
 * The keys of a selection, in portions. Those of a whole list are asked for only as they are needed, in its order, and to
 * its end, wherever that is by then.
 */
export async function* selectedKeys<Key>(
  selection: Selection<Key>,
  loadKeys: LoadKeys<Key>,
  portion: number,
): AsyncGenerator<readonly Key[], void, void> {
  if (selection.kind === 'some') {
    const keys = [...selection.keys];
    for (let first = 0; first < keys.length; first += portion) yield keys.slice(first, first + portion);
    return;
  }
  for (let first = 0; ; first += portion) {
    const keys = await loadKeys(first, first + portion - 1);
    if (keys.length > 0) yield keys.filter((key) => !selection.except.has(key));
    if (keys.length < portion) return;
  }
}

/** The keys of all rows between two places, in either order. Null when one of them is not loaded. */
export function keysBetween<Key>(
  from: number,
  to: number,
  keyAt: (index: number) => Key | undefined,
): Key[] | null {
  const keys: Key[] = [];
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const key = keyAt(index);
    if (key === undefined) return null;
    keys.push(key);
  }
  return keys;
}
