import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInstrumental, lyricsStateOf, placeLines, splitLines } from '../../../src/main/domain/lyrics/lines';

function kinds(text: string): string[] {
  return splitLines(text).map((line) => (line.text === '' ? line.kind : `${line.kind} ${line.text}`));
}

describe('splitLines', () => {
  it('tells sung lines, section labels and blank lines of the documented example apart', () => {
    expect(kinds('[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over')).toEqual([
      'section Verse 1',
      'sung Salt on the railing',
      'sung Light on the bay',
      'blank',
      'section Chorus',
      'sung Carry me over',
    ]);
  });

  it('gives no line a time', () => {
    expect(splitLines('One\n[Two]').every((line) => line.startMs === null && line.endMs === null)).toBe(true);
  });

  it('drops blank lines at both ends and keeps a run of them as one', () => {
    expect(kinds('\n \n\nOne\n\n \n\t\nTwo\n\n')).toEqual(['sung One', 'blank', 'sung Two']);
    expect(kinds('[A]\n\n\n[B]')).toEqual(['section A', 'blank', 'section B']);
  });

  it('takes every system’s line ends for one', () => {
    expect(kinds('a\r\nb\rc\nd\u2028e\u2029f\u0085g')).toEqual([
      'sung a',
      'sung b',
      'sung c',
      'sung d',
      'sung e',
      'sung f',
      'sung g',
    ]);
  });

  it.each([
    ['[Pre-Chorus]', 'Pre-Chorus'],
    ['[Verse 2 - a note]', 'Verse 2 - a note'],
    ['  [ Final   Chorus ]  ', 'Final Chorus'],
    ['[Outro]', 'Outro'],
    ['[End Chorus]', 'End Chorus'],
    ['[Ending]', 'Ending'],
    ['[Rap][whispered]', 'Rap · whispered'],
    ['[[Bridge]]', 'Bridge'],
    ['【副歌】', '副歌'],
    ['［Verse］', 'Verse'],
  ])('reads %s as a section', (text, label) => {
    expect(splitLines(text)).toEqual([
      { kind: 'section', text: label, startMs: null, endMs: null, words: [] },
    ]);
  });

  it.each([
    '[End - 1:20]',
    '[End: 3:05]',
    '[end at 2:00]',
    '[END]',
    '[Fade out]',
    '[Fade-out - slowly]',
    '[End of song]',
    '[3:20]',
  ])('reads %s as an instruction and shows it as written', (text) => {
    expect(splitLines(`Word\n${text}`)[1]).toEqual({
      kind: 'instruction',
      text,
      startMs: null,
      endMs: null,
      words: [],
    });
  });

  it.each([
    '[softly] Carry me',
    'Carry me [x2]',
    '[a] and [b]',
    '(Chorus)',
    '[open',
    'close]',
    '] odd [',
    '[a]][[b]',
  ])('takes %s for words', (text) => {
    expect(kinds(text)).toEqual([`sung ${text}`]);
  });

  it('takes empty brackets for a blank line', () => {
    expect(kinds('One\n[ ]\nTwo')).toEqual(['sung One', 'blank', 'sung Two']);
  });

  it('reads instrumental parts of a song with words as sections', () => {
    expect(kinds('One\n[Instrumental]\n[Instrumental Break]')).toEqual([
      'sung One',
      'section Instrumental',
      'section Instrumental Break',
    ]);
  });

  it('keeps right-to-left words, emoji and Chinese as they are', () => {
    expect(kinds('שלום עולם\n🌊🌊\n海の上で')).toEqual(['sung שלום עולם', 'sung 🌊🌊', 'sung 海の上で']);
  });

  it('loses no word of any text and never begins or ends with a blank line', () => {
    const texts = fc
      .array(fc.constantFrom('a', ' ', '\n', '\r', '[', ']', '海', '🌊', '1:20', 'End'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const lines = splitLines(text);
        expect(lines.at(0)?.kind).not.toBe('blank');
        expect(lines.at(-1)?.kind).not.toBe('blank');
        const letters = (value: string) => value.replace(/[^a-z0-9海🌊]/giu, '');
        expect(letters(lines.map((line) => line.text).join(''))).toBe(letters(text));
      }),
    );
  });

  it('reads five megabytes', () => {
    expect(splitLines('[x] la la la\n'.repeat(400_000))).toHaveLength(400_000);
    expect(splitLines(`[${' '.repeat(2_000_000)}x${' '.repeat(2_000_000)}]`)).toHaveLength(1);
  });
});

describe('placeLines', () => {
  it('says where in the text each line stood', () => {
    const text = '\r\n[A]\r\n\r\n  🌊 one ';
    expect(placeLines(text).map(({ line, start, end }) => [line.kind, text.slice(start, end)])).toEqual([
      ['section', '[A]'],
      ['blank', ''],
      ['sung', '  🌊 one '],
    ]);
  });
});

describe('isInstrumental', () => {
  it.each(['[Instrumental]', ' [instrumental] \n', '[Intro]\n[Instrumental Break]\n[End - 2:10]'])(
    'is true for %j',
    (text) => expect(isInstrumental(text)).toBe(true),
  );

  it.each(['', '[Verse]', 'Instrumental', '[Instrumental]\nBut a word', '[Not Instrumental]'])(
    'is false for %j',
    (text) => expect(isInstrumental(text)).toBe(false),
  );
});

describe('lyricsStateOf', () => {
  it.each([
    ['', 'none'],
    ['[Verse]\n[End - 1:00]', 'none'],
    ['[Instrumental]', 'instrumental'],
    ['One', 'plain'],
  ])('calls %j %s', (text, state) => expect(lyricsStateOf(splitLines(text))).toBe(state));

  it('calls words timed as soon as one sung line has a start, and not when only a label has', () => {
    const [label, one, two] = splitLines('[A]\nOne\nTwo');
    if (!label || !one || !two) throw new Error('three lines expected');
    expect(lyricsStateOf([{ ...label, startMs: 0 }, one, two])).toBe('plain');
    expect(lyricsStateOf([label, one, { ...two, startMs: 0 }])).toBe('timed');
  });
});
