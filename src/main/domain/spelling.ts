/** Words that somebody may have meant who made a slip: a letter too many, missing, another, or two changed over. */

/** Shorter words are too near to too many others. */
const SHORTEST = 4;
/** From this length on two slips are forgiven. */
const LONG = 8;

/** How many slips are forgiven in a word of so many letters. */
export function slipsForgiven(length: number): number {
  if (length < SHORTEST) return 0;
  return length < LONG ? 1 : 2;
}

/**
 * How many slips lie between two words; more than `most` is told as `most + 1`. Letters are code points.
 *
 * @param isPrefix `typed` may be the beginning of a longer `word`: what follows in that counts as no slip
 */
export function slipsBetween(typed: string, word: string, most: number, isPrefix = false): number {
  const [from, to] = [[...typed], [...word]];
  if (Math.max(0, from.length - to.length, isPrefix ? 0 : to.length - from.length) > most) return most + 1;
  let beforePrevious: number[] = [];
  let previous = to.map((_, index) => index + 1);
  previous.unshift(0);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      let slips = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isTurned =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isTurned) slips = Math.min(slips, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(slips);
    }
    if (Math.min(...current) > most) return most + 1;
    [beforePrevious, previous] = [previous, current];
  }
  const slips = isPrefix ? Math.min(...previous) : (previous.at(-1) ?? 0);
  return Math.min(slips, most + 1);
}
