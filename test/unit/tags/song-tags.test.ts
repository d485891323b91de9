import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dateParts,
  ownFields,
  syncedTexts,
  tagLine,
  tagText,
  tempoOf,
  wordsText,
} from '../../../src/main/domain/tags/song-tags';
import { blankLine, songTags, sungLine, TIMED_WORDS } from '../../support/sound-files';

describe('what of a song goes into a tag', () => {
  it.each([
    ['120', 120],
    ['120.4', 120],
    [' 89.6 ', 90],
    ['0', null],
    ['0.4', null],
    ['1000', null],
    ['fast', null],
    ['12e3', null],
    ['-5', null],
    ['', null],
    [null, null],
  ])('a tempo of %j', (bpm, tempo) => {
    expect(tempoOf(bpm)).toBe(tempo);
  });

  it.each([
    [Date.UTC(2026, 10, 28, 6, 4, 5), { year: '2026', month: '11', day: '28', time: '06:04:05' }],
    [0, { year: '1970', month: '01', day: '01', time: '00:00:00' }],
    [null, null],
    [Number.NaN, null],
    [Date.UTC(12_000, 0), null],
    [9e15, null],
  ])('a time of %j', (at, parts) => {
    expect(dateParts(at)).toEqual(parts);
  });

  it('texts lose what would end or break them, and nothing else', () => {
    expect(tagText('a\0b\r\nc\rd\n\ud83c')).toBe('ab\nc\nd\n\ufffd');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!/[\0\r\ufeff]/.test(text) && !/\p{Surrogate}/u.test(text));
        expect(tagText(text)).toBe(text);
      }),
    );
    expect(tagLine('  two\n lines\t')).toBe('two lines');
  });

  it('free fields without a value are none', () => {
    expect(ownFields(songTags({ model: null, seed: '' })).map(([name]) => name)).toEqual([
      'Flowshelf Clip Id',
    ]);
  });

  it('the words are LRC where there are times, and nothing where there are none', () => {
    expect(wordsText(TIMED_WORDS)).toBe(TIMED_WORDS.lrc);
    expect(wordsText({ ...TIMED_WORDS, lrc: null })).toBe(TIMED_WORDS.text);
    expect(wordsText({ ...TIMED_WORDS, lrc: null, text: ' \n' })).toBeNull();
    expect(wordsText(null)).toBeNull();
  });
});

describe('synced lyrics', () => {
  const texts = (lines: Parameters<typeof syncedTexts>[0]['lines'], syncBy: 'line' | 'word' = 'line') =>
    syncedTexts({ text: '', lines, lrc: '', syncBy }).map(({ atMs, text }) => [atMs, text]);

  it('leave out labels and lines without a time', () => {
    const label = { ...blankLine, kind: 'section', text: 'Verse', startMs: 0 } as const;
    expect(texts([label, sungLine('a', null), sungLine('b', 5)])).toEqual([[5, 'b']]);
  });

  it('are silent where a blank line follows whose moment is known, unless words begin just then', () => {
    expect(texts([sungLine('a', 0, 5), blankLine, sungLine('b', 9)])).toEqual([
      [0, 'a'],
      [5, ''],
      [9, 'b'],
    ]);
    expect(texts([sungLine('a', 0, 9), blankLine, sungLine('b', 9)])).toEqual([
      [0, 'a'],
      [9, 'b'],
    ]);
    expect(texts([sungLine('a', 0), blankLine, sungLine('b', 9)])).toEqual([
      [0, 'a'],
      [9, 'b'],
    ]);
  });

  it('by word hold the whole of each line', () => {
    const words = [
      { at: 1, startMs: 10, endMs: null },
      { at: 5, startMs: 20, endMs: null },
    ];
    expect(texts([sungLine('"one two"', 10, null, words), sungLine('three', 30)], 'word')).toEqual([
      [10, '"one '],
      [20, 'two"'],
      [30, '\nthree'],
    ]);
    expect(texts([sungLine('"one two"', 10, null, words)])).toEqual([[10, '"one two"']]);
  });

  it('rise and are never negative, whatever order the lines have', () => {
    const line = fc.tuple(fc.string(), fc.option(fc.integer({ min: -1_000, max: 10_000_000 })));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const times = texts(lines.map(([text, startMs]) => sungLine(text, startMs))).map(([at]) =>
          Number(at),
        );
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every((at) => at >= 0 && Number.isInteger(at))).toBe(true);
      }),
    );
  });
});
