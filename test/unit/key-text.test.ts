import { describe, expect, it } from 'vitest';
import { readKey } from '../../src/main/domain/key-text';

describe('the key in a pasted text', () => {
  it.each([
    ['tt-4711', 'tt-4711'],
    ['  tt-4711\n', 'tt-4711'],
    ['\u200btt-4711\ufeff', 'tt-4711'],
    ['\u2060 tt-4711\u00ad', 'tt-4711'],
    ['a~!b', 'a~!b'],
  ])('%j: %s', (text, key) => {
    expect(readKey(text)).toBe(key);
  });

  it.each([
    '',
    '  ',
    '\u200b',
    'ключ-4711',
    'tt\u200b4711',
    'tt 4711',
    '“tt-4711”',
    'tt-4711\u0000',
    'tt\n4711',
  ])('%j is none', (text) => {
    expect(readKey(text)).toBeNull();
  });
});
