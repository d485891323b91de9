import { describe, expect, it } from 'vitest';
import {
  JUMP_PAUSE_MS,
  beginsJump,
  keysBetween,
  moveTarget,
  toggled,
  typeAhead,
} from '../../src/renderer/ui/grid-selection';

describe('keys that move', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowDown', 99, 99],
    ['PageDown', 3, 13],
    ['PageDown', 95, 99],
    ['PageUp', 3, 0],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from row %i', (key, active, expected) => {
    expect(moveTarget(key, active, 100, 10)).toBe(expected);
  });
  it('leave all other keys and empty lists alone', () => {
    expect(moveTarget('Enter', 3, 100, 10)).toBeNull();
    expect(moveTarget('ArrowDown', 0, 0, 10)).toBeNull();
  });
});

describe('selecting', () => {
  it('puts a row in and takes it out', () => {
    const one = toggled(new Set(['a']), 'b');
    expect([...one]).toEqual(['a', 'b']);
    expect([...toggled(one, 'a')]).toEqual(['b']);
  });
  it('takes all between two rows in either direction', () => {
    const rows = ['a', 'b', 'c', 'd'];
    expect(keysBetween(1, 3, (at) => rows[at])).toEqual(['b', 'c', 'd']);
    expect(keysBetween(3, 1, (at) => rows[at])).toEqual(['b', 'c', 'd']);
    expect(keysBetween(2, 2, (at) => rows[at])).toEqual(['c']);
  });
  it('asks where a row between is not loaded', () => {
    expect(keysBetween(0, 2, (at) => (at === 1 ? undefined : String(at)))).toBeNull();
  });
});

describe('typing in a list', () => {
  const nothing = { text: '', at: 0 };
  it('begins with letters and digits of any script', () => {
    for (const key of ['a', 'Z', '7', 'ж', '海', 'é']) expect(beginsJump(key)).toBe(true);
    for (const key of [' ', '?', '/', 'Enter', 'ArrowDown', '']) expect(beginsJump(key)).toBe(false);
  });
  it('gathers what is typed without a pause, spaces included', () => {
    const first = typeAhead(nothing, 'l', 1_000);
    const second = first && typeAhead(first, 'o', 1_200);
    expect(second && typeAhead(second, ' ', 1_400)?.text).toBe('lo ');
  });
  it('begins anew after a pause', () => {
    expect(typeAhead({ text: 'lo', at: 1_000 }, 'n', 1_000 + JUMP_PAUSE_MS)?.text).toBe('n');
  });
  it('walks on with the same letter again', () => {
    expect(typeAhead({ text: 'l', at: 1_000 }, 'l', 1_100)?.text).toBe('l');
  });
  it('does not begin with a space: that is the player', () => {
    expect(typeAhead(nothing, ' ', 1_000)).toBeNull();
    expect(typeAhead({ text: 'lo', at: 1_000 }, 'Shift', 1_100)).toBeNull();
  });
});
