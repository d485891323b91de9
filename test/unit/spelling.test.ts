import { describe, expect, it } from 'vitest';
import { slipsBetween, slipsForgiven } from '../../src/main/domain/spelling';

describe('slips between two words', () => {
  it.each([
    ['railing', 'railing', 0],
    ['raling', 'railing', 1],
    ['raillling', 'railing', 2],
    ['railong', 'railing', 1],
    ['rialing', 'railing', 1],
    ['море', 'морэ', 1],
    ['ca', 'ac', 1],
    ['', 'ab', 2],
  ])('%s and %s: %i', (typed, word, slips) => {
    expect(slipsBetween(typed, word, 3)).toBe(slips);
    expect(slipsBetween(word, typed, 3)).toBe(slips);
  });

  it('are not counted beyond what is asked', () => {
    expect(slipsBetween('abcdefgh', 'zzzzzzzz', 2)).toBe(3);
    expect(slipsBetween('abc', 'abcdefgh', 2)).toBe(3);
  });

  it('of a beginning leave out what the word goes on with', () => {
    expect(slipsBetween('raling', 'railings', 2, true)).toBe(1);
    expect(slipsBetween('rail', 'railings', 2, true)).toBe(0);
    expect(slipsBetween('railings', 'rail', 2, true)).toBe(3);
  });

  it('count letters, whatever they are made of', () => {
    expect(slipsBetween('𝔞𝔟𝔠𝔡', '𝔞𝔟𝔠𝔢', 2)).toBe(1);
  });

  it('are forgiven where a word is long enough', () => {
    expect([1, 3, 4, 7, 8, 30].map(slipsForgiven)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});
