import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LyricsLine } from '@shared/model';
import { parseSrt, printSrt } from '../../../src/main/domain/lyrics/srt';

function sung(text: string, startMs: number | null, endMs: number | null = null): LyricsLine {
  return { kind: 'sung', text, startMs, endMs, words: [] };
}

/** The time lines of a print. */
function times(lines: readonly LyricsLine[], durationMs: number | null = null): string[] {
  return printSrt(lines, durationMs)
    .split('\n')
    .filter((line) => line.includes(' --> '));
}

describe('printSrt', () => {
  it('writes numbered cues with a blank line between them', () => {
    expect(printSrt([sung('Salt', 1234, 4000), sung('Light', 3_723_004, 3_724_000)], null)).toBe(
      '1\n00:00:01,234 --> 00:00:04,000\nSalt\n\n2\n01:02:03,004 --> 01:02:04,000\nLight\n',
    );
  });

  it('writes nothing where nothing is timed', () => {
    expect(
      printSrt([sung('x', null), { kind: 'section', text: 'A', startMs: 5, endMs: null, words: [] }], 1000),
    ).toBe('');
  });

  it.each([
    ['its own end', [sung('a', 1000, 3000), sung('b', 9000, 10_000)], 60_000, '00:00:03,000'],
    ['the next line’s start', [sung('a', 1000), sung('b', 5000)], 60_000, '00:00:05,000'],
    [
      'seven seconds, when the next line is further on',
      [sung('a', 1000), sung('b', 30_000)],
      60_000,
      '00:00:08,000',
    ],
    ['the song’s end', [sung('a', 1000)], 6000, '00:00:06,000'],
    ['seven seconds, when the song goes on', [sung('a', 1000)], 60_000, '00:00:08,000'],
    ['four seconds, when nothing is known', [sung('a', 1000)], null, '00:00:05,000'],
    ['four seconds, when the length is zero', [sung('a', 1000)], 0, '00:00:05,000'],
    [
      'the next line’s start, when its own end is behind that',
      [sung('a', 1000, 9000), sung('b', 5000)],
      null,
      '00:00:05,000',
    ],
    ['the song’s end, when its own is behind that', [sung('a', 1000, 9000)], 8500, '00:00:08,500'],
    ['a guess, when its own end is not behind its start', [sung('a', 1000, 1000)], null, '00:00:05,000'],
    ['the song’s end, when it starts there', [sung('a', 6000)], 6000, '00:00:06,000'],
  ])('ends a cue at %s', (_, lines, durationMs, end) => {
    expect(times(lines, durationMs)[0]?.split(' --> ')[1]).toBe(end);
  });

  it('puts cues into the order of their starts', () => {
    expect(times([sung('b', 5000, 6000), sung('a', 1000, 2000)])).toEqual([
      '00:00:01,000 --> 00:00:02,000',
      '00:00:05,000 --> 00:00:06,000',
    ]);
  });

  it('shows lines of one and the same start in one cue, until the last of them is over', () => {
    const together = [
      sung('a', 1000, 1500),
      sung('- b', 1000, 2000),
      sung('שלום', 1000, 1200),
      sung('c', 3000),
    ];
    expect(printSrt(together, 4000)).toBe(
      '1\n00:00:01,000 --> 00:00:02,000\n- a\n- - b\n\u202b- שלום\u202c\n\n2\n00:00:03,000 --> 00:00:04,000\nc\n',
    );
    expect(times([sung('a', 1000, 1500), sung('b', 1000), sung('c', 9000)])[0]).toBe(
      '00:00:01,000 --> 00:00:08,000',
    );
  });

  it('has room for any number of lines within the song', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => sung(`line ${index}`, Math.floor(index / 4)));
    const crowded = times([...many, sung('late', 300), sung('later', 900)], 200);
    expect(crowded).toHaveLength(200);
    expect(crowded.at(-1)).toBe('00:00:00,199 --> 00:00:00,200');
    expect(parseSrt(printSrt(many, 200)).map((line) => line.text)).toEqual(many.map((line) => line.text));
  });

  it('cannot be broken by words', () => {
    const text = printSrt(
      [sung('a --> b\n\n2\n00:00:01,000 --> 00:00:02,000\n<i>c</i> {\\an8} <3', 0, 500)],
      null,
    );
    expect(text).toBe(
      '1\n00:00:00,000 --> 00:00:00,500\na → b 2 00:00:01,000 → 00:00:02,000 ‹i>c‹/i> (\\an8} <3\n',
    );
  });
});

describe('parseSrt', () => {
  it('reads cues with any line ends after a byte order mark', () => {
    expect(
      parseSrt(
        '\ufeff1\r\n00:00:01,234 --> 00:00:04,000\r\nSalt\r\n\r\n2\r\n01:02:03,004 --> 01:02:04,000\r\nLight\r\n',
      ),
    ).toEqual([sung('Salt', 1234, 4000), sung('Light', 3_723_004, 3_724_000)]);
  });

  it.each([
    ['00:01.5 --> 00:02.25', 1500, 2250],
    ['1:00:00,5-->1:00:01,5 X1:40 X2:600', 3_600_500, 3_601_500],
    ['00:00:01 --> 00:00:02', 1000, 2000],
  ])('reads the times of %s', (timing, start, end) => {
    expect(parseSrt(`1\n${timing}\nx`)).toEqual([sung('x', start, end)]);
  });

  it('joins the lines of a cue and takes styles out', () => {
    expect(
      parseSrt(
        '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Salt</i> on\n<font color="#fff">the railing</font>',
      ),
    ).toEqual([sung('Salt on the railing', 1000, 2000)]);
  });

  it('takes rows of several voices for lines that begin at once, and no others', () => {
    const cue = (...rows: string[]) => parseSrt(`1\n00:00:01,000 --> 00:00:02,000\n${rows.join('\n')}\n`);
    expect(cue('- <i>a</i>', '\u202b- שלום\u202c')).toEqual([
      sung('a', 1000, 2000),
      sung('שלום', 1000, 2000),
    ]);
    expect(cue('- a')).toEqual([sung('- a', 1000, 2000)]);
    expect(cue('- a', 'b')).toEqual([sung('- a b', 1000, 2000)]);
  });

  it('reads cues without numbers and without blank lines between them', () => {
    expect(
      parseSrt(
        '00:00:01,000 --> 00:00:02,000\na\n2\n00:00:02,000 --> 00:00:03,000\n1984\n\n00:00:04,000 --> 00:00:05,000\nb',
      ),
    ).toEqual([sung('a', 1000, 2000), sung('1984', 2000, 3000), sung('b', 4000, 5000)]);
  });

  it('keeps words behind a blank line within a cue', () => {
    expect(
      parseSrt(
        '1\n00:00:01,000 --> 00:00:02,000\nfirst\n\nstill first\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n',
      ),
    ).toEqual([sung('first still first', 1000, 2000), sung('b', 3000, 4000)]);
  });

  it('sorts cues, forgets ends that are not behind the start, and passes over what is empty or no cue', () => {
    expect(
      parseSrt(
        'WEBVTT\n\n00:00:05,000 --> 00:00:04,000\nlate\n\n00:00:01,000 --> 00:00:02,000\nearly\n\n00:00:09,000 --> 00:00:10,000\n \nstray',
      ),
    ).toEqual([sung('early', 1000, 2000), sung('late', 5000, null)]);
  });

  it('never throws, whatever it reads', () => {
    const texts = fc
      .array(fc.constantFrom('1', '00:01', ',5', ' --> ', '\n', 'x', '<i', '>', '{\\'))
      .map((all) => all.join(''));
    fc.assert(fc.property(texts, (text) => Array.isArray(parseSrt(text))));
    for (const piece of ['<i', '{\\', '00:00 --> ', ' ', '\n1']) parseSrt(piece.repeat(200_000));
  });
});

const words = fc
  .oneof(
    fc.constantFrom('海の上で', 'שלום עולם', '🌊🏴‍☠️', '한국어', '12', '<3', '[x] y', '{x}', '00:00:01,000'),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  .map((text) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim())
  .filter((text) => text !== '' && !/^[[［【]/u.test(text) && !/-->|<\/?(?:i|b|u|s|font)\b|\{\\/i.test(text));

const timed = fc.tuple(words, fc.nat({ max: 600_000 }), fc.option(fc.nat({ max: 20_000 })));

describe('printed and parsed again', () => {
  it('words and starts are the same to the millisecond', () => {
    fc.assert(
      fc.property(fc.array(timed), (made) => {
        const given = made
          .map(([text, start]) => sung(text, start))
          .sort((a, b) => (a.startMs ?? 0) - (b.startMs ?? 0));
        const read = parseSrt(printSrt(given, null));
        expect(read.map((line) => ({ ...line, endMs: null }))).toEqual(given);
      }),
    );
  });

  it('the text is the same', () => {
    fc.assert(
      fc.property(fc.array(timed), fc.option(fc.nat({ max: 700_000 })), (made, durationMs) => {
        const once = printSrt(
          made.map(([text, start, length]) => sung(text, start, length === null ? null : start + length)),
          durationMs,
        );
        // The length is told no second time: it has shortened or made the ends already.
        expect(printSrt(parseSrt(once), null)).toBe(once);
      }),
    );
  });

  it('every cue lasts a millisecond at least, none overlaps the next, and none is behind the song', () => {
    const starts = fc.array(
      fc.tuple(words, fc.integer({ min: -5, max: 50 }), fc.option(fc.integer({ min: -9, max: 60 }))),
    );
    fc.assert(
      fc.property(starts, fc.option(fc.integer({ min: 1, max: 60 })), (made, durationMs) => {
        const lines = made.map(([text, start, end]) => sung(text, start, end));
        const cues = times(lines, durationMs).map((each) => each.split(' --> '));
        expect(parseSrt(printSrt(lines, durationMs))).toHaveLength(made.length);
        cues.forEach(([from = '', to = ''], index) => {
          expect(from >= (cues[index - 1]?.[1] ?? '')).toBe(true);
          expect(to > from).toBe(true);
          if (durationMs !== null) expect(to <= `00:00:00,${String(durationMs).padStart(3, '0')}`).toBe(true);
        });
      }),
    );
  });
});
