import { describe, expect, it } from 'vitest';
import { beginsJump, JUMP_PAUSE_MS, moveTarget, typeAhead } from '../../src/renderer/ui/grid-keys';
import { listLayout } from '../../src/renderer/ui/row-scroll';

describe('keys that move', () => {
  const list = listLayout(100, 50);
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
    expect(moveTarget(key, active, list, 10)).toBe(expected);
  });
  it('leave all other keys and empty lists alone, and what is beside a row', () => {
    expect(moveTarget('Enter', 3, list, 10)).toBeNull();
    expect(moveTarget('ArrowRight', 3, list, 10)).toBeNull();
    expect(moveTarget('ArrowDown', 0, listLayout(0, 50), 10)).toBeNull();
  });

  // 0 1 2 3 / 4 5 6 7 / 8 9
  const tiles = { ...listLayout(10, 50), perBand: 4 };
  it.each([
    ['ArrowRight', 3, 4],
    ['ArrowRight', 9, 9],
    ['ArrowLeft', 4, 3],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 5],
    ['ArrowDown', 5, 9],
    ['ArrowDown', 6, 9],
    ['ArrowDown', 8, 8],
    ['ArrowUp', 9, 5],
    ['ArrowUp', 2, 2],
    ['PageDown', 1, 9],
    ['PageUp', 6, 0],
    ['Home', 6, 0],
    ['End', 6, 9],
  ])('%s from tile %i', (key, active, expected) => {
    expect(moveTarget(key, active, tiles, 8)).toBe(expected);
  });
  it('go up to the first tile where the first band begins later', () => {
    // . . 0 1 / 2 3 4 5 / 6 7 8 9
    const led = { ...tiles, lead: 2 };
    expect(moveTarget('ArrowUp', 3, led, 8)).toBe(0);
    expect(moveTarget('ArrowUp', 1, led, 8)).toBe(1);
    expect(moveTarget('ArrowDown', 6, led, 8)).toBe(6);
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
