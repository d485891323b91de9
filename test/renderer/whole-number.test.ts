import { describe, expect, it } from 'vitest';
import { wholeNumber } from '../../src/renderer/features/settings/whole-number';

describe('a number that is typed', () => {
  it.each([
    ['7', 7],
    [' 12 ', 12],
    ['007', 7],
    ['-3', -3],
    ['0', 0],
    ['12', 12],
    ['13', null],
    ['-4', null],
    ['99999', null],
    ['2.5', null],
    ['', null],
    [' ', null],
    ['-', null],
    ['abc', null],
    ['Infinity', null],
    ['NaN', null],
  ])('“%s” from -3 to 12 is %s', (text, number) => {
    expect(wholeNumber(text, -3, 12)).toBe(number);
  });
});
