import type { LaterShortcutId } from '../../shell/later-shortcuts';

/** The actions that hear a take, by its place; where none stands, its key does nothing, instead of what it does elsewhere. */
export const TAKE_ACTIONS = [
  'compare-take-1',
  'compare-take-2',
  'compare-take-3',
  'compare-take-4',
  'compare-take-5',
  'compare-take-6',
  'compare-take-7',
  'compare-take-8',
  'compare-take-9',
] as const satisfies readonly LaterShortcutId[];

/** What the takes are called, by their places: as their usual keys. */
const LETTERS = 'ABCDEFGHI';

/** The letter of a take. */
export function letterOf(index: number): string {
  return LETTERS.charAt(index);
}

/** The place of the next take that can be heard, above (-1) or below (1), and round again; null where there is none. */
export function stepTo(canHear: readonly boolean[], from: number, step: 1 | -1): number | null {
  const count = canHear.length;
  for (let distance = 1; distance <= count; distance += 1) {
    const index = (((from + step * distance) % count) + count) % count;
    if (canHear[index] === true) return index === from ? null : index;
  }
  return null;
}
