/** Which old line a new one is. */
export interface LineMatch {
  readonly index: number;
  /** False: it stands in its place with other words. */
  readonly isSame: boolean;
}

/** The comparison of every line with every other is done up to so many pairs; beyond it lines are looked for in order. */
const MOST_PAIRS = 1_000_000;
/** The same for lines of which it is asked whether they are alike, which takes longer. */
const MOST_LIKE_PAIRS = 10_000;
/** Characters of a line that are looked at for that. */
const MOST_COMPARED = 1_000;

/**
 * For each new line the old one that it comes from: the same text, or, between lines that are the same, one that is like
 * it, else the one in its place. Null for a line that is new.
 *
 * @param origins what lines are like or not: the old ones as they were once
 */
export function matchLines(
  before: readonly string[],
  after: readonly string[],
  origins: readonly string[] = before,
): (LineMatch | null)[] {
  const same = commonLines(before, after);
  const matches: (LineMatch | null)[] = Array.from({ length: after.length }, () => null);
  let [oldAt, newAt] = [0, 0];
  for (const [oldIndex, newIndex] of [...same, [before.length, after.length] as const]) {
    const between = likePairs(origins.slice(oldAt, oldIndex), after.slice(newAt, newIndex));
    for (const [one, other] of between) matches[newAt + other] = { index: oldAt + one, isSame: false };
    if (newIndex < after.length) matches[newIndex] = { index: oldIndex, isSame: true };
    [oldAt, newAt] = [oldIndex + 1, newIndex + 1];
  }
  return matches;
}

/** Pairs of places of lines that are alike, and, between those, of lines that have taken each other's place, one by one. */
function likePairs(one: readonly string[], other: readonly string[]): (readonly [number, number])[] {
  if (one.length === 0 || other.length === 0) return [];
  const isSmall = one.length * other.length <= MOST_LIKE_PAIRS;
  const alike = isSmall ? longestCommon(one, other, areAlike) : [];
  const pairs: (readonly [number, number])[] = [];
  let [oneAt, otherAt] = [0, 0];
  for (const [oneIndex, otherIndex] of [...alike, [one.length, other.length] as const]) {
    for (let step = 0; oneAt + step < oneIndex && otherAt + step < otherIndex; step += 1) {
      pairs.push([oneAt + step, otherAt + step]);
    }
    if (otherIndex < other.length) pairs.push([oneIndex, otherIndex]);
    [oneAt, otherAt] = [oneIndex + 1, otherIndex + 1];
  }
  return pairs;
}

/** Lines that share this part of their pairs of characters are one line and a correction of it. */
const LEAST_SHARED = 0.45;

/** Whether one line can be a correction of the other: by the pairs of characters that they share (Dice's coefficient). */
export function areAlike(one: string, other: string): boolean {
  const [pairs, others] = [pairsOf(one), pairsOf(other)];
  const total = pairs.length + others.length;
  const left = new Map<string, number>();
  for (const pair of pairs) left.set(pair, (left.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of others) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return total > 0 && (2 * shared) / total >= LEAST_SHARED;
}

/** What follows what in a line's words, whose beginnings and ends count; case, signs and spaces do not. */
function pairsOf(text: string): readonly string[] {
  const words =
    text
      .slice(0, MOST_COMPARED)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const signs = [' ', ...word, ' '];
    return signs.slice(1).map((sign, index) => `${signs[index] ?? ''}${sign}`);
  });
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

function longestCommon(
  one: readonly string[],
  other: readonly string[],
  areEqual: (one: string, other: string) => boolean = (left, right) => left === right,
): (readonly [number, number])[] {
  const width = other.length + 1;
  const equal = one.map((left) => other.map((right) => areEqual(left, right)));
  const lengths = new Uint32Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        equal[row]?.[column] === true
          ? (lengths[(row + 1) * width + column + 1] ?? 0) + 1
          : Math.max(lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    if (equal[row]?.[column] === true) {
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
