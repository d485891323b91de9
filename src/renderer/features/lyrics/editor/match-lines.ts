/** Which old line a new one is. */
export interface LineMatch {
  readonly index: number;
  /** False: it stands in its place with other words. */
  readonly isSame: boolean;
}

/** The comparison of every line with every other is done up to so many pairs; beyond it lines are looked for in order. */
const MOST_PAIRS = 1_000_000;

/**
 * For each new line the old one that it comes from: the same text, or, between lines that are the same, the one in its
 * place. Null for a line that is new.
 */
export function matchLines(before: readonly string[], after: readonly string[]): (LineMatch | null)[] {
  const same = commonLines(before, after);
  const matches: (LineMatch | null)[] = Array.from({ length: after.length }, () => null);
  let [oldAt, newAt] = [0, 0];
  for (const [oldIndex, newIndex] of [...same, [before.length, after.length] as const]) {
    // What lies between two lines that stayed has taken each other's place, one by one.
    for (let step = 0; oldAt + step < oldIndex && newAt + step < newIndex; step += 1) {
      matches[newAt + step] = { index: oldAt + step, isSame: false };
    }
    if (newIndex < after.length) matches[newIndex] = { index: oldIndex, isSame: true };
    [oldAt, newAt] = [oldIndex + 1, newIndex + 1];
  }
  return matches;
}

/** Pairs of places of lines that are the same, rising in both. */
function commonLines(
  before: readonly string[],
  after: readonly string[],
): (readonly [oldIndex: number, newIndex: number])[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const rest = Math.min(before.length, after.length) - start;
  while (end < rest && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const oldMiddle = before.slice(start, before.length - end);
  const newMiddle = after.slice(start, after.length - end);
  const isSmall = oldMiddle.length * newMiddle.length <= MOST_PAIRS;
  const middle = isSmall ? longestCommon(oldMiddle, newMiddle) : inOrder(oldMiddle, newMiddle);
  return [
    ...Array.from({ length: start }, (_, index) => [index, index] as const),
    ...middle.map(([one, other]) => [one + start, other + start] as const),
    ...Array.from(
      { length: end },
      (_, index) => [before.length - end + index, after.length - end + index] as const,
    ),
  ];
}

function longestCommon(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        one[row] === other[column]
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    if (one[row] === other[column]) {
      pairs.push([row, column]);
      row += 1;
      column += 1;
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) {
      row += 1;
    } else {
      column += 1;
    }
  }
  return pairs;
}

/** The next old line with the same text, for texts too long for more. */
function inOrder(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  const places = new Map<string, number[]>();
  one.forEach((line, index) => {
    const known = places.get(line);
    if (known) known.push(index);
    else places.set(line, [index]);
  });
  const pairs: (readonly [number, number])[] = [];
  let from = 0;
  other.forEach((line, index) => {
    const candidates = places.get(line);
    while (candidates && candidates.length > 0 && (candidates[0] ?? 0) < from) candidates.shift();
    const found = candidates?.[0];
    if (found === undefined) return;
    pairs.push([found, index]);
    from = found + 1;
  });
  return pairs;
}
