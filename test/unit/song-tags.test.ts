import { describe, expect, it } from 'vitest';
import { tagKey, tagProblem, tidyTag } from '@shared/song-tags';

describe('tags', () => {
  it('are kept composed, without space around and with single spaces within', () => {
    expect(tidyTag('  late \t night ')).toBe('late night');
    expect(tidyTag('Cafe\u0301')).toBe('Café');
  });

  it.each([
    ['Late Night', 'late  night'],
    ['CAFÉ', 'cafe\u0301'],
    ['夜', ' 夜 '],
  ])('%s and %s are one', (one, other) => expect(tagKey(one)).toBe(tagKey(other)));

  it('others are not', () => {
    expect(tagKey('cafe')).not.toBe(tagKey('café'));
    expect(tagKey('late-night')).not.toBe(tagKey('late night'));
  });

  it('have 1 to 60 characters, as people count them', () => {
    expect(tagProblem(' ')).toBe('empty');
    expect(tagProblem('x'.repeat(60))).toBeNull();
    expect(tagProblem('🌊'.repeat(60))).toBeNull();
    expect(tagProblem('x'.repeat(61))).toBe('too-long');
  });
});
