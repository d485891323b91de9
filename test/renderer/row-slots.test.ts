import { describe, expect, it } from 'vitest';
import { createRowSlots, type SlottedRow } from '../../src/renderer/ui/row-slots';

/** Rows from `first` on, with one letter each for their keys; the active one is in capitals. */
function rows(letters: string, first = 0): SlottedRow[] {
  return [...letters].map((letter, at) => ({
    index: first + at,
    key: letter.toLowerCase(),
    isActive: letter !== letter.toLowerCase(),
  }));
}

describe('slots of rows', () => {
  it('stay with their rows while these move', () => {
    const slots = createRowSlots();
    const [a, b, c] = slots.take(rows('abc'));
    expect(slots.take(rows('xabc'))).toEqual([expect.any(Number), a, b, c]);
    expect(new Set(slots.take(rows('xabc'))).size).toBe(4);
  });

  it('go to the rows that take the place of others', () => {
    const slots = createRowSlots();
    const before = slots.take(rows('abc', 7));
    expect(slots.take(rows('xyz', 7))).toEqual(before);
  });

  it('are the same when they are asked for twice', () => {
    const slots = createRowSlots();
    slots.take(rows('abc'));
    expect(slots.take(rows('xbz'))).toEqual(slots.take(rows('xbz')));
  });

  it('are new for an active row that takes the place of another', () => {
    const slots = createRowSlots();
    const [a, b, c] = slots.take(rows('aBc'));
    const [x, y, z] = slots.take(rows('xYz'));
    expect([x, z]).toEqual([a, c]);
    expect([a, b, c]).not.toContain(y);
  });

  it('are no row’s twice where some rows go and others move up', () => {
    const slots = createRowSlots();
    const [a, , c, d] = slots.take(rows('abcd'));
    const after = slots.take(rows('acdx'));
    expect(after.slice(0, 3)).toEqual([a, c, d]);
    expect(new Set(after).size).toBe(4);
  });

  it('are no row’s twice where a song stands in two rows for a moment', () => {
    const slots = createRowSlots();
    slots.take(rows('abc'));
    const twice = slots.take(rows('abca'));
    expect(new Set(twice).size).toBe(4);
    expect(slots.take(rows('abca'))).toEqual(twice);
    const other = slots.take(rows('xyzw'));
    expect(new Set(other).size).toBe(4);
  });

  it('are new for rows that are scrolled to', () => {
    const slots = createRowSlots();
    const before = slots.take(rows('abc', 0));
    const after = slots.take(rows('cde', 2));
    expect(after[0]).toBe(before[2]);
    expect(before).not.toContain(after[1]);
  });
});
