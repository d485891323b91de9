import { describe, expect, it } from 'vitest';
import {
  inOrderOfTime,
  parsedLyrics,
  tidyLines,
  toStoredLyrics,
} from '../../../src/main/domain/lyrics/lyrics-document';
import { readLyrics } from '../../../src/main/domain/lyrics/reading';
import { BLANK, instruction, section, sung, word } from './documents';

describe('tidyLines', () => {
  it('drops blank lines at both ends and times of what is not sung', () => {
    expect(
      tidyLines([
        BLANK,
        { ...section('Verse'), startMs: 5 },
        BLANK,
        BLANK,
        sung('a', 1.4, 2.6),
        { ...BLANK, startMs: 9 },
      ]),
    ).toEqual([section('Verse'), BLANK, sung('a', 1, 3)]);
  });

  it('knows lines by their text alone', () => {
    expect(tidyLines([sung('[Chorus]', 5), section('End - 0:20'), section('a] b'), section(' ')])).toEqual([
      section('Chorus'),
      instruction('[End - 0:20]'),
      sung('[a] b]', null),
    ]);
  });

  it.each([
    ['a start that is negative', sung('a b', -5), sung('a b', 0)],
    ['an end that is not behind the start', sung('a b', 5, 5), sung('a b', 5)],
    ['words that fall', sung('a b', 5, null, [word(0, 9), word(2, 7)]), sung('a b', 5, null, [word(0, 9), word(2, 9)])],
    ['words behind the text', sung('a b', 5, null, [word(0, 5), word(2, 7), word(3, 9)]), sung('a b', 5, null, [word(0, 5), word(2, 7)])],
    ['words behind the end', sung('a b', 5, 8, [word(0, 5), word(2, 9)]), sung('a b', 5, 8, [word(0, 5), word(2, 8)])],
    ['a word on a space', sung('a b', 5, null, [word(0, 5), word(1, 7)]), sung('a b', 5, null, [word(0, 5), word(2, 7)])],
    ['a first word that is not the first', sung('a b', 5, null, [word(2, 7)]), sung('a b', 5, null, [word(0, 5), word(2, 7)])],
    ['a word within a character', sung('a 🌊b', 5, null, [word(0, 5), word(3, 6), word(4, 7)]), sung('a 🌊b', 5, null, [word(0, 5), word(4, 7)])],
    ['one word, which is the line', sung('a', 5, null, [word(0, 5, 8)]), sung('a', 5, 8)],
    ['ends of words behind the next', sung('a b', 5, null, [word(0, 5, 9), word(2, 7, 6)]), sung('a b', 5, null, [word(0, 5, 7), word(2, 7)])],
    ['spaces around', sung('  a b ', 5, null, [word(2, 5), word(4, 7)]), sung('a b', 5, null, [word(0, 5), word(2, 7)])],
    ['a line of two', sung('a\nb', 5), sung('a b', 5)],
  ])('sets right %s', (_, given, expected) => {
    expect(tidyLines([given])).toEqual([expected]);
    expect(tidyLines([expected])).toEqual([expected]);
  }); // prettier-ignore
});

describe('inOrderOfTime', () => {
  it('takes along what stands in front of a line', () => {
    expect(
      inOrderOfTime([
        section('B'),
        sung('b', 9),
        sung('no time', null),
        BLANK,
        section('A'),
        sung('a', 1),
        section('Z'),
      ]),
    ).toEqual([
      sung('no time', null),
      BLANK,
      section('A'),
      sung('a', 1),
      section('B'),
      sung('b', 9),
      section('Z'),
    ]);
  });
});

describe('parsedLyrics', () => {
  it('applies an offset, and nothing becomes negative', () => {
    const lines = [
      sung('a', 1_000, 3_000),
      sung('c d', 9_000, null, [word(0, 9_000), word(2, 9_500, 9_800)]),
    ];
    expect(parsedLyrics(lines, { offsetMs: 2_000 })).toMatchObject({
      offsetMs: 2_000,
      lines: [sung('a', 0, 1_000), sung('c d', 7_000, null, [word(0, 7_000), word(2, 7_500, 7_800)])],
    });
    expect(parsedLyrics(lines, { offsetMs: -500 }).lines[0]).toEqual(sung('a', 1_500, 3_500));
  });
});

describe('toStoredLyrics', () => {
  it('counts the lines of the text that it has made, blank ones too', () => {
    expect(
      toStoredLyrics({ text: null, lines: [section('Verse'), BLANK, sung('a', 1, 2), sung('b', null)] }),
    ).toEqual({
      text: '[Verse]\n\na\nb',
      timing: [{ line: 2, startMs: 1, endMs: 2, words: [] }],
    });
  });

  it('keeps the text of the file and counts its lines', () => {
    const text = '\n\n  a\r\n\r\n\r\nb';
    const lines = [sung('a', 1), BLANK, sung('b', 5)];
    const stored = toStoredLyrics({ text, lines });
    expect(stored.text).toBe(text);
    expect(stored.timing.map(({ line }) => line)).toEqual([2, 5]);
    expect(readLyrics({ ...stored, markers: null, durationMs: null }).lines).toEqual(lines);
  });

  it('does not keep a text that is of other lines', () => {
    expect(toStoredLyrics({ text: 'x', lines: [sung('a', 1)] }).text).toBe('a');
  });
});
