import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LyricsLine } from '@shared/model';
import { parseLrc, printLrc } from '../../../src/main/domain/lyrics/lrc';

function sung(text: string, startMs: number | null, endMs: number | null = null): LyricsLine {
  return { kind: 'sung', text, startMs, endMs, words: [] };
}

const BLANK: LyricsLine = { kind: 'blank', text: '', startMs: null, endMs: null, words: [] };
const SECTION: LyricsLine = { kind: 'section', text: 'Verse', startMs: 1000, endMs: null, words: [] };
const INSTRUCTION: LyricsLine = {
  kind: 'instruction',
  text: '[End - 1:20]',
  startMs: 1000,
  endMs: null,
  words: [],
};

/** The stamped lines of a print without tags. */
function body(lines: readonly LyricsLine[], lengthMs: number | null = null): string[] {
  return printLrc(lines, { lengthMs })
    .split('\n')
    .filter((line) => /^\[\d/.test(line));
}

describe('printLrc', () => {
  it('writes title, length and program, then a stamped line for every timed one', () => {
    const lines = [
      SECTION,
      sung('Salt on the railing', 12_050),
      sung('Light on the bay', 15_500),
      INSTRUCTION,
    ];
    expect(printLrc(lines, { title: 'Low Tide', lengthMs: 181_706 })).toBe(
      '[ti:Low Tide]\n[length:03:02]\n[re:Flowshelf]\n[00:12.05]Salt on the railing\n[00:15.50]Light on the bay\n',
    );
  });

  it('leaves out a title and a length that are not known', () => {
    expect(printLrc([], {})).toBe('[re:Flowshelf]\n');
    expect(printLrc([], { title: ' \n', lengthMs: null })).toBe('[re:Flowshelf]\n');
    expect(printLrc([], { lengthMs: 0 })).toBe('[re:Flowshelf]\n');
  });

  it.each([
    [0, '00:00.00'],
    [4, '00:00.00'],
    [5, '00:00.01'],
    [12_050, '00:12.05'],
    [12_500, '00:12.50'],
    [59_994, '00:59.99'],
    [59_999, '01:00.00'],
    [3_599_999, '60:00.00'],
    [6_000_000, '100:00.00'],
    [-20, '00:00.00'],
  ])('stamps %i ms as %s', (ms, stamp) => expect(body([sung('x', ms)])).toEqual([`[${stamp}]x`]));

  it('never stamps behind the length of the song', () => {
    expect(body([sung('x', 10_006)], 10_006)).toEqual(['[00:10.00]x']);
    expect(body([sung('x', 99_000)], 10_000)).toEqual(['[00:10.00]x']);
  });

  it('writes neither labels nor instructions nor lines without a time', () => {
    expect(body([SECTION, INSTRUCTION, sung('no time', null), sung(' ', 5)])).toEqual([]);
  });

  it('puts lines into the order of their times and keeps that of equal ones', () => {
    expect(body([sung('c', 3000), sung('a', 1000), sung('b', 3000)])).toEqual([
      '[00:01.00]a',
      '[00:03.00]c',
      '[00:03.00]b',
    ]);
  });

  it('writes a blank line as an empty stamp where the line before it has an end, and only there', () => {
    expect(
      body([sung('a', 1000, 2000), BLANK, SECTION, sung('b', 9000), BLANK, sung('c', 12_000, 14_000)]),
    ).toEqual(['[00:01.00]a', '[00:02.00]', '[00:09.00]b', '[00:12.00]c']);
  });

  it('does not give the end of one line to another that has no time', () => {
    expect(body([sung('a', 1000, 2000), sung('b', null), BLANK])).toEqual(['[00:01.00]a']);
  });

  it('leaves an empty stamp out that would hide the next words', () => {
    expect(body([sung('a', 1000, 9000), BLANK, sung('b', 9000)])).toHaveLength(2);
    expect(body([sung('a', 1000, 9500), BLANK, sung('b', 9000)])).toHaveLength(2);
    expect(body([BLANK, sung('b', 9000)])).toHaveLength(1);
  });

  it('makes brackets and line breaks of a title safe', () => {
    expect(printLrc([], { title: 'A]\n[00:01.00]b' })).toBe('[ti:A) (00:01.00)b]\n[re:Flowshelf]\n');
  });

  it('makes words safe that would be read as a stamp, and keeps other brackets', () => {
    expect(body([sung('[00:01.00] one <00:02.5> [softly] 2\n3\u0085', 0)])).toEqual([
      '[00:00.00](00:01.00) one (00:02.5) [softly] 2 3',
    ]);
  });
});

describe('parseLrc', () => {
  const times = (text: string) => parseLrc(text).lines.map((line) => [line.startMs, line.text]);

  it('reads lines, tags and any line ends after a byte order mark', () => {
    expect(
      parseLrc('\ufeff[ti: Low Tide ]\r\n[length: 03:02]\r[offset:+500]\n[00:01.00] One\n\n[00:02.50]Two'),
    ).toEqual({
      lines: [sung('One', 1000), sung('Two', 2500)],
      tags: { title: 'Low Tide', lengthMs: 182_000 },
      offsetMs: 500,
    });
  });

  it.each([
    ['[00:01.5]x', 1500],
    ['[00:01.05]x', 1050],
    ['[00:01.005]x', 1005],
    ['[00:01:50]x', 1500],
    ['[1:02]x', 62_000],
    ['[100:00.00]x', 6_000_000],
    ['  [ 00:01.00 ]x', 1000],
  ])('reads the stamp of %s', (text, ms) => expect(times(text)).toEqual([[ms, 'x']]));

  it('gives a line with several stamps to each of them, in the order of time', () => {
    expect(times('[00:10.00] [00:30.00]Chorus\n[00:20.00]Verse')).toEqual([
      [10_000, 'Chorus'],
      [20_000, 'Verse'],
      [30_000, 'Chorus'],
    ]);
  });

  it.each([
    ['[offset:+250]', 250],
    ['[offset: -250 ]', -250],
    ['[offset:1000]', 1000],
    ['[offset:soon]', 0],
    ['[offset:]', 0],
    ['', 0],
  ])('reads %j as an offset of %i', (text, offset) => expect(parseLrc(text).offsetMs).toBe(offset));

  it('does not apply the offset, so that nothing becomes negative', () => {
    expect(times('[offset:5000]\n[00:01.00]x')).toEqual([[1000, 'x']]);
  });

  it('takes word stamps (A2) out', () => {
    expect(times('[00:01.00]<00:01.00>Salt <00:01.50>on <00:02.00>the<00:02.50> railing <00:03.00>')).toEqual(
      [[1000, 'Salt on the railing']],
    );
    expect(times('[00:01.00] <00:01.00> Salt <00:01.50> on')).toEqual([[1000, 'Salt on']]);
  });

  it('reads an empty stamp as a blank line and as the end of the words before it', () => {
    expect(parseLrc('[00:01.00]One\n[00:03.00]\n[00:09.00]Two').lines).toEqual([
      sung('One', 1000, 3000),
      { ...BLANK, startMs: 3000 },
      sung('Two', 9000),
    ]);
  });

  it('reads labels as labels, with a stamp or without, and does not take them for tags', () => {
    expect(parseLrc('[Chorus: both]\n[00:01.00][Verse 1]\n[00:02.00]One').lines).toEqual([
      { kind: 'section', text: 'Chorus: both', startMs: null, endMs: null, words: [] },
      { kind: 'section', text: 'Verse 1', startMs: 1000, endMs: null, words: [] },
      sung('One', 2000),
    ]);
  });

  it('keeps a line without a stamp behind the one it followed', () => {
    expect(times('[00:09.00]Late\nand on\n[00:01.00]Early')).toEqual([
      [1000, 'Early'],
      [9000, 'Late'],
      [null, 'and on'],
    ]);
  });

  it('passes over tags that it has no use for', () => {
    expect(parseLrc('[ar:Someone]\n[by: me]\n[#: note]\n[la:en]\n[length: long]')).toEqual({
      lines: [],
      tags: {},
      offsetMs: 0,
    });
  });

  it('never throws', () => {
    const texts = fc
      .array(fc.constantFrom('[', ']', '00:01', '.5', '<', '>', 'x', '\n', ':', 'ti', 'offset', ' '))
      .map((all) => all.join(''));
    fc.assert(fc.property(texts, (text) => Array.isArray(parseLrc(text).lines)));
  });

  it('reads megabytes of hostile text', () => {
    for (const piece of ['[00:01.00]', '[', '<00:01.00>', '] ', '[ti:', ' ']) parseLrc(piece.repeat(200_000));
  });
});

/** Words as they come out of `splitLines`: trimmed, no brackets around the whole. */
const words = fc
  .oneof(
    fc.constantFrom('海の上で', 'שלום עולם', '🌊🏴‍☠️', '한국어', 'It’s 12:30', '<3', '[x] y', 'a --> b', '1'),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  .map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .filter((text) => text !== '' && !/^[[［【]/u.test(text) && !/[<[]\s*\d+:/.test(text));

describe('printed and parsed again', () => {
  it('words and starts are the same to a hundredth of a second', () => {
    const lines = fc.array(fc.tuple(words, fc.nat({ max: 7_200_000 })));
    fc.assert(
      fc.property(lines, fc.string(), (made, title) => {
        const given = made
          .map(([text, startMs]) => sung(text, startMs))
          .sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
        const read = parseLrc(printLrc(given, { title }));
        expect(read.lines).toEqual(
          given.map((line) => ({ ...line, startMs: Math.round((line.startMs ?? 0) / 10) * 10 })),
        );
      }),
    );
  });

  it('the text is the same, ends and all', () => {
    const lines = fc.array(
      fc.tuple(words, fc.nat({ max: 60_000 }), fc.option(fc.nat({ max: 5_000 })), fc.boolean()),
    );
    fc.assert(
      fc.property(lines, fc.option(fc.nat({ max: 70_000 })), (made, lengthMs) => {
        const given = made.flatMap(([text, start, length, isBlankNext]) => {
          const line = sung(text, start, length === null ? null : start + length);
          return isBlankNext ? [line, BLANK] : [line];
        });
        const once = printLrc(given, { title: 'A', lengthMs });
        const read = parseLrc(once);
        expect(printLrc(read.lines, { title: 'A', lengthMs })).toBe(once);
      }),
    );
  });

  it('stamps rise and stay within the song', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, fc.integer({ min: -1000, max: 90_000 }))),
        fc.integer({ min: 10, max: 60_000 }),
        (made, lengthMs) => {
          const printed = printLrc(
            made.map(([text, start]) => sung(text, start)),
            { lengthMs },
          );
          const starts = parseLrc(printed).lines.map((line) => line.startMs ?? NaN);
          expect(starts).toEqual([...starts].sort((a, b) => a - b));
          expect(starts.every((start) => start >= 0 && start <= lengthMs)).toBe(true);
        },
      ),
    );
  });
});

describe('what other programs write', () => {
  it('tags that nobody knows are no words in front of the first stamp, and labels behind it stay', () => {
    const { lines } = parseLrc(
      '[encoding:utf-8]\n[total: 12]\n[Verse 1]\n[00:01.00]a\n[Chorus: both]\n[00:02.00]b',
    );
    expect(lines.map(({ kind, text }) => [kind, text])).toEqual([
      ['section', 'Verse 1'],
      ['sung', 'a'],
      ['section', 'Chorus: both'],
      ['sung', 'b'],
    ]);
  });

  it('hours are told by the fraction behind the seconds', () => {
    const { lines } = parseLrc('[1:02:03.45]late\n[01:02:03]early');
    expect(lines.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['early', 62_030],
      ['late', 3_723_450],
    ]);
  });
});
