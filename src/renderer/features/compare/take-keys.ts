import { MAX_COMPARED } from '@shared/model';

/** What the takes are called, by their places. */
const LETTERS = 'ABCDEFGHI';

/** The letter of a take, which is also its key. */
export function letterOf(index: number): string {
  return LETTERS.charAt(index);
}

/** The keys of each place, whether or not a take stands there: such a key does nothing, instead of what it does elsewhere. */
export const TAKE_KEYS: readonly (readonly string[])[] = Array.from({ length: MAX_COMPARED }, (_, index) => [
  letterOf(index),
  String(index + 1),
]);

/** The place of the next take that can be heard, above (-1) or below (1), and round again; null where there is none. */
export function stepTo(canHear: readonly boolean[], from: number, step: 1 | -1): number | null {
  const count = canHear.length;
  for (let distance = 1; distance <= count; distance += 1) {
    const index = (((from + step * distance) % count) + count) % count;
    if (canHear[index] === true) return index === from ? null : index;
  }
  return null;
}
