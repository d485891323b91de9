import { keysBetween, type LoadKeys } from './grid-selection';

/**
 * The keys of a range that grows and shrinks row by row, as Shift with an arrow does: those that are known are not asked
 * for again, however many they are.
 */
export interface RangeKeys<Key> {
  /**
   * The keys from one row to another, in the order of the list whichever comes first; at once where all are known.
   *
   * @param keyAt of the rows that are loaded
   */
  between(
    from: number,
    to: number,
    keyAt: (index: number) => Key | undefined,
    loadKeys: LoadKeys<Key>,
  ): readonly Key[] | Promise<readonly Key[]>;
  /** The next range is another one. */
  forget(): void;
}

interface KnownRange<Key> {
  readonly first: number;
  readonly keys: readonly Key[];
}

export function createRangeKeys<Key>(): RangeKeys<Key> {
  let known: KnownRange<Key> | null = null;
  /** What is being asked for: a range that changes meanwhile waits for it and asks for the rest. */
  let coming: Promise<void> | null = null;
  let generation = 0;

  /** Null when some of them have to be asked for. */
  function fromKnown(
    first: number,
    last: number,
    keyAt: (index: number) => Key | undefined,
  ): readonly Key[] | null {
    const piece = known === null ? null : stillThere(known, keyAt);
    if (piece === null) return null;
    const end = piece.first + piece.keys.length - 1;
    if (first > end + 1 || last < piece.first - 1) return null;
    const before = first < piece.first ? keysBetween(first, piece.first - 1, keyAt) : [];
    const after = last > end ? keysBetween(end + 1, last, keyAt) : [];
    if (before === null || after === null) return null;
    const inside = piece.keys.slice(Math.max(0, first - piece.first), Math.max(0, last - piece.first + 1));
    return [...before, ...inside, ...after];
  }

  return {
    between(from, to, keyAt, loadKeys) {
      const [first, last] = from < to ? [from, to] : [to, from];
      const keep = (keys: readonly Key[]): readonly Key[] => {
        known = { first, keys };
        return keys;
      };
      const here = fromKnown(first, last, keyAt) ?? keysBetween(first, last, keyAt);
      if (here !== null) return keep(here);
      const asked = generation;
      const ask = async (): Promise<readonly Key[]> => {
        await coming;
        const near = asked === generation ? fromKnown(first, last, keyAt) : null;
        if (near !== null) return keep(near);
        const keys = await loadKeys(first, last);
        return asked === generation ? keep(keys) : keys;
      };
      const asking = ask();
      const settled: Promise<void> = asking.then(
        () => undefined,
        () => undefined,
      );
      coming = settled;
      return asking;
    },
    forget() {
      generation += 1;
      known = null;
      coming = null;
    },
  };
}

/** Null when rows have come or gone: another row stands at one of its ends. */
function stillThere<Key>(
  known: KnownRange<Key>,
  keyAt: (index: number) => Key | undefined,
): KnownRange<Key> | null {
  const { first, keys } = known;
  if (keys.length === 0) return null;
  const isAt = (index: number, key: Key | undefined) => {
    const present = keyAt(index);
    return present === undefined || present === key;
  };
  return isAt(first, keys[0]) && isAt(first + keys.length - 1, keys.at(-1)) ? known : null;
}
