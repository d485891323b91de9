import { describe, expect, it } from 'vitest';
import { freeName, oneLineName } from '@shared/list-names';

describe('names of lists', () => {
  it('are one line, and turn nothing around them', () => {
    expect(oneLineName('  Night \n\t drive\u0000 ')).toBe('Night drive');
    expect(oneLineName('\u202egnp.\u202c late\u2067x\u2069')).toBe('gnp. latex');
    // These only help and stay.
    expect(oneLineName('\u200fשלום')).toBe('\u200fשלום');
  });

  it('get the first number that is free where they are taken', () => {
    expect(freeName('Mine', [], 20)).toBe('Mine');
    expect(freeName('Mine', ['mine'], 20)).toBe('Mine 2');
    expect(freeName('Mine', ['Mine', 'MINE 2', 'Mine 4'], 20)).toBe('Mine 3');
    expect(freeName('Caf\u00e9', ['Cafe\u0301'], 20)).toBe('Caf\u00e9 2');
  });

  it('are cut so that the number fits', () => {
    expect(freeName('A long name', ['A long nam'], 10)).toBe('A long n 2');
  });
});
