import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedText } from '@shared/model';
import {
  beforeStep,
  beginHistory,
  record,
  redo,
  undo,
} from '../../src/renderer/features/lyrics/editor/edit-history';
import { merged, split } from '../../src/renderer/features/lyrics/editor/cut-lines';
import {
  contentOf,
  disordered,
  documentOf,
  hasUntimedWords,
  isSameContent,
  lengthOf,
  nextSung,
  nudged,
  nudgedWord,
  optionPlaces,
  previousSung,
  roomOfStart,
  shifted,
  textOf,
  withEnd,
  withNextWord,
  withoutTimes,
  withText,
  withStart,
  withWordStart,
  wordStarts,
  wordText,
  type EditorDocument,
} from '../../src/renderer/features/lyrics/editor/editor-document';
import { areAlike, matchLines } from '../../src/renderer/features/lyrics/editor/match-lines';
import { retyped } from '../../src/renderer/features/lyrics/editor/retyped';
import { shownHandles } from '../../src/renderer/features/lyrics/editor/shown-handles';
import { stampText } from '../../src/renderer/features/lyrics/editor/stamp-text';

const TEXT = '[Verse 1]\nSalt on the railing\n\nLight on the bay\nCarry me over';
const at = (line: number, startMs: number, endMs: number | null = null) => ({
  line,
  startMs,
  endMs,
  words: [],
});
const CONTENT: TimedText = { text: TEXT, timing: [at(1, 1_000, 2_500), at(3, 4_000)] };

const document = () => documentOf(CONTENT);
const starts = (lines: EditorDocument) => lines.map(({ startMs }) => startMs);

describe('times that are moved by key', () => {
  const timed = documentOf({ text: TEXT, timing: [at(1, 1_000), at(3, 4_000), at(4, 9_000)] });

  it('stay between those around them, and in the song', () => {
    expect(starts(nudged(timed, 3, 100))[3]).toBe(4_100);
    expect(starts(nudged(timed, 3, 60_000))[3]).toBe(9_000);
    expect(starts(nudged(timed, 3, -60_000))[3]).toBe(1_000);
    expect(starts(nudged(timed, 1, -60_000))[1]).toBe(0);
    expect(starts(nudged(timed, 4, 60_000, 10_000))[4]).toBe(10_000);
    expect(nudged(timed, 4, 100, 9_000)).toBe(timed);
  });

  it('all together keep their distances, so that the way back leads to where they were', () => {
    const earlier = shifted(timed, -5_000);
    expect(starts(earlier).filter((ms) => ms !== null)).toEqual([0, 3_000, 8_000]);
    expect(shifted(shifted(timed, -700), 700)).toEqual(timed);
    expect(shifted(earlier, -100)).toBe(earlier);
    expect(starts(shifted(timed, 5_000, 10_000)).filter((ms) => ms !== null)).toEqual([2_000, 5_000, 10_000]);
  });
});

describe('a time that is dragged', () => {
  it('has room between those of the timed lines around it', () => {
    const timed = documentOf({ text: TEXT, timing: [at(1, 1_000), at(4, 9_000)] });
    expect(roomOfStart(timed, 3)).toEqual([1_000, 9_000]);
    expect(roomOfStart(timed, 1)).toEqual([0, 9_000]);
    expect(roomOfStart(timed, 4)).toEqual([1_000, Infinity]);
  });

  it('of a line takes its words along, but not over its end or the next line', () => {
    const words = [0, 5, 8].map((place, index) => ({ at: place, startMs: 1_000 + index * 500, endMs: null }));
    const timed = (endMs: number | null) =>
      documentOf({ text: TEXT, timing: [{ line: 1, startMs: 1_000, endMs, words }, at(3, 4_000)] });
    const wordsAt = (lines: EditorDocument, line = 1) => lines[line]?.words.map(({ startMs }) => startMs);
    expect(wordsAt(withStart(timed(null), 1, 3_500))).toEqual([3_500, 4_000, 4_000]);
    expect(wordsAt(withStart(timed(2_500), 1, 1_800))).toEqual([1_800, 2_300, 2_500]);
    expect(wordsAt(nudged(timed(null), 1, 2_800))).toEqual([3_800, 4_000, 4_000]);
    expect(nudged(timed(2_500), 1, 2_000)[1]).toMatchObject({ startMs: 3_000, endMs: 4_000 });
    expect(wordsAt(nudged(timed(2_500), 1, 2_000))).toEqual([3_000, 3_500, 4_000]);
    // The line behind does not go over words either.
    expect(roomOfStart(timed(null), 3)[0]).toBe(2_000);
    expect(starts(nudged(timed(null), 3, -3_000))[3]).toBe(2_000);
    // Nor does an end.
    expect(withEnd(timed(2_500), 1, 9_000)[1]?.endMs).toBe(4_000);
    expect(withEnd(timed(2_500), 1, 1_200)[1]?.endMs).toBe(2_000);
  });

  it('of lines that are sung at once already may come back, and go no further', () => {
    const words = [0, 5, 8].map((place, index) => ({
      at: place,
      startMs: 1_000 + index * 2_000,
      endMs: null,
    }));
    const timed = documentOf({
      text: TEXT,
      timing: [{ line: 1, startMs: 1_000, endMs: 6_000, words }, at(3, 4_000)],
    });
    expect(nudged(timed, 1, 100)[1]?.words.map(({ startMs }) => startMs)).toEqual([1_100, 3_100, 5_000]);
    expect(nudged(timed, 1, -100)[1]).toMatchObject({ endMs: 5_900 });
    expect(withWordStart(timed, 1, 2, 5_500)[1]?.words[2]?.startMs).toBe(5_000);
    expect(withWordStart(timed, 1, 2, 4_500)[1]?.words[2]?.startMs).toBe(4_500);
    expect(roomOfStart(timed, 3)).toEqual([1_000, Infinity]);
  });

  it('of a word stays between those of its neighbours, and the first one moves the line', () => {
    const words = [
      { at: 0, startMs: 1_000, endMs: null },
      { at: 5, startMs: 1_200, endMs: 1_250 },
      { at: 8, startMs: 1_500, endMs: null },
    ];
    const timed = documentOf({ text: TEXT, timing: [{ line: 1, startMs: 1_000, endMs: null, words }] });
    expect(withWordStart(timed, 1, 1, 1_400)[1]?.words[1]).toEqual({ at: 5, startMs: 1_400, endMs: null });
    expect(withWordStart(timed, 1, 1, 9_000)[1]?.words[1]?.startMs).toBe(1_500);
    expect(withWordStart(timed, 1, 1, 0)[1]?.words[1]?.startMs).toBe(1_000);
    expect(withWordStart(timed, 1, 0, 900)[1]?.startMs).toBe(900);
    expect(withWordStart(timed, 1, 7, 900)).toBe(timed);
    const ended = documentOf({
      text: TEXT,
      timing: [{ line: 1, startMs: 1_000, endMs: 1_400, words: words.slice(0, 2) }, at(3, 1_600)],
    });
    expect(withWordStart(ended, 1, 1, 9_000)[1]?.words[1]?.startMs).toBe(1_400);
    expect(withWordStart(withEnd(ended, 1, null), 1, 1, 9_000)[1]?.words[1]?.startMs).toBe(1_600);
    expect(
      withWordStart(
        documentOf({ text: TEXT, timing: [at(1, 500), { line: 3, startMs: 1_000, endMs: null, words }] }),
        3,
        0,
        100,
      )[3]?.startMs,
    ).toBe(500);
  });
});

describe('a word that is moved in steps', () => {
  const words = [
    { at: 0, startMs: 1_000, endMs: null },
    { at: 5, startMs: 1_200, endMs: null },
    { at: 8, startMs: 1_500, endMs: null },
  ];
  const timed = documentOf({
    text: TEXT,
    timing: [{ line: 1, startMs: 1_000, endMs: null, words }, at(3, 4_000)],
  });
  const begins = (lines: EditorDocument, word: number) => lines[1]?.words[word]?.startMs;

  it('goes as far as one that is dragged', () => {
    expect(begins(nudgedWord(timed, 1, 1, 100), 1)).toBe(1_300);
    expect(begins(nudgedWord(timed, 1, 1, 9_000), 1)).toBe(1_500);
    expect(begins(nudgedWord(timed, 1, 1, -9_000), 1)).toBe(1_000);
    expect(begins(nudgedWord(timed, 1, 2, 9_000), 2)).toBe(4_000);
    expect(begins(nudgedWord(timed, 1, 2, 9_000, 1_800), 2)).toBe(1_800);
    expect(nudgedWord(timed, 1, 0, -100)[1]).toMatchObject({ startMs: 900 });
    expect(begins(nudgedWord(timed, 1, 0, -9_000), 0)).toBe(0);
  });

  it('never goes the other way, and nothing is changed where it cannot go', () => {
    const crossed = documentOf({
      text: TEXT,
      timing: [
        {
          line: 1,
          startMs: 1_000,
          endMs: null,
          words: words.with(1, { ...words[1], at: 5, startMs: 1_900, endMs: null }),
        },
      ],
    });
    expect(nudgedWord(crossed, 1, 1, 100)).toBe(crossed);
    expect(begins(nudgedWord(crossed, 1, 1, -100), 1)).toBe(1_800);
    expect(nudgedWord(crossed, 1, 2, -100)).toBe(crossed);
    expect(nudgedWord(timed, 1, 2, 100, 1_000)).toBe(timed);
    expect(begins(nudgedWord(timed, 1, 2, -100, 1_000), 2)).toBe(1_400);
    expect(nudgedWord(timed, 1, 7, 100)).toBe(timed);
    expect(nudgedWord(timed, 9, 0, 100)).toBe(timed);
  });

  it('is called as it is written, up to the next word', () => {
    const line = timed[1] as EditorDocument[number];
    expect(words.map((_, word) => wordText(line, word))).toEqual(['Salt', 'on', 'the']);
    const syllables = {
      ...line,
      text: ' Salty air',
      words: [0, 4].map((place) => ({ at: place, startMs: 0, endMs: null })),
    };
    expect([wordText(syllables, 0), wordText(syllables, 1)]).toEqual(['Salt', 'y']);
  });
});

describe('the handles of a waveform', () => {
  const span = { fromMs: 10_000, lengthMs: 10_000 };
  const room = { offsetMs: 0, width: 1_000, selected: null, flagPx: 100 };
  const lines = (...all: (number | null)[]): EditorDocument =>
    all.map((startMs) => ({ text: 'la', startMs, endMs: null, words: [] }));
  const shown = (document: EditorDocument, more = {}) =>
    shownHandles(document, span, { ...room, ...more }).map(({ index }) => index);

  it('are those of lines that are seen, or whose words are', () => {
    expect(shown(lines(8_999, 9_000, 15_000, 20_000, 20_001, null))).toEqual([1, 2, 3]);
    expect(shown(lines(8_999, 19_500), { offsetMs: 1_000 })).toEqual([0]);
    expect(shown([{ text: '[Verse]', startMs: 12_000, endMs: null, words: [] }])).toEqual([]);
    expect(shown(lines(12_000), { width: 0 })).toEqual([]);
  });

  it('are as many as can be told apart, and always the selected one', () => {
    const crowd = lines(...Array.from({ length: 110_000 }, (_, index) => index / 2));
    expect(shown(crowd).length).toBeLessThanOrEqual(280);
    expect(shown(lines(15_000, 15_001, 15_002, 15_040))).toEqual([0, 3]);
    expect(shown(lines(15_000, 15_001, 15_002, 15_040), { selected: 2 })).toEqual([0, 2, 3]);
    expect(shown(lines(15_040, 15_000))).toEqual([1, 0]);
  });
});

describe('a document', () => {
  it('is the same where the same is kept of it', () => {
    expect(isSameContent(document(), document())).toBe(true);
    expect(lengthOf(document())).toBe(TEXT.length);
    expect(lengthOf(documentOf({ text: '', timing: [] }))).toBe(0);
    const lines = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom(null, 1, 2), fc.boolean()), {
      maxLength: 3,
    });
    const made = (all: readonly (readonly [string, number | null, boolean])[]): EditorDocument =>
      all.map(([text, startMs, hasWords]) => ({
        text,
        startMs,
        endMs: hasWords ? 9 : null,
        words: hasWords ? [{ at: 0, startMs: 1, endMs: startMs }] : [],
      }));
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        fc.pre(one.length > 0 && other.length > 0);
        expect(isSameContent(made(one), made(other))).toBe(
          JSON.stringify(contentOf(made(one))) === JSON.stringify(contentOf(made(other))),
        );
      }),
    );
  });

  it('is what it was made of', () => {
    expect(contentOf(document())).toEqual(CONTENT);
    expect(textOf(document())).toBe(TEXT);
    expect(contentOf(documentOf({ text: '', timing: [] }))).toEqual({ text: '', timing: [] });
  });

  it('has places to choose from for what is sung and what is being written alone', () => {
    expect(optionPlaces(document(), null)).toEqual({ places: [null, 1, null, 2, 3], total: 3 });
    expect(optionPlaces(document(), 2)).toEqual({ places: [null, 1, 2, 3, 4], total: 4 });
  });

  it('has lines that are sung, between labels and blank ones', () => {
    expect([nextSung(document(), -1), nextSung(document(), 1), nextSung(document(), 4)]).toEqual([
      1,
      3,
      null,
    ]);
    expect([previousSung(document(), 4), previousSung(document(), 1)]).toEqual([3, null]);
  });
});

describe('another text', () => {
  const retype = (text: string) => starts(retyped(document(), text));

  it.each([
    ['the same', TEXT, [null, 1_000, null, 4_000, null]],
    ['a line in front', `Hush\n${TEXT}`, [null, null, 1_000, null, 4_000, null]],
    ['a line less', TEXT.replace('Salt on the railing\n', ''), [null, null, 4_000, null]],
    ['a line changed', TEXT.replace('Salt', 'Pepper'), [null, 1_000, null, 4_000, null]],
    ['a line between', TEXT.replace('\n\n', '\nHush\n\n'), [null, 1_000, null, null, 4_000, null]],
    ['lines the other way round', 'Light on the bay\nSalt on the railing', [4_000, null]],
    ['nothing', '', [null]],
  ])('%s', (_name, text, expected) => {
    expect(retype(text)).toEqual(expected);
    expect(textOf(retyped(document(), text))).toBe(text);
  });

  it('keeps the words of a line that stays, and none of one that is changed', () => {
    const words = [
      { at: 0, startMs: 1_000, endMs: null },
      { at: 5, startMs: 1_400, endMs: null },
    ];
    const timed = documentOf({ text: TEXT, timing: [{ line: 1, startMs: 1_000, endMs: null, words }] });
    expect(retyped(timed, `Hush\n${TEXT}`)[2]?.words).toEqual(words);
    expect(retyped(timed, TEXT.replace('Salt', 'Pepper'))[1]).toMatchObject({ startMs: 1_000, words: [] });
  });

  it.each([
    ['Salt on the railing', 'Salt on the railings', true],
    ['Salt on the railing', 'Pepper on the railing', true],
    ['Hallelujah', 'alleluia', true],
    ['Oh', 'Ooh, oh', true],
    ['我爱你', '我愛你', true],
    ['Я тебя люблю', 'И я тебя люблю', true],
    ['Line one here', 'Wholly other words', false],
    ['Salt on the railing', 'Carry me over', false],
    ['Salt on the railing', '', false],
    ['I want you to stay', 'Light on the bay', false],
  ])('%j and %j are alike: %s', (one, other, expected) => {
    expect(areAlike(one, other)).toBe(expected);
    expect(areAlike(other, one)).toBe(expected);
    expect(areAlike(one, one)).toBe(true);
  });

  it('of wholly other words has no times, and those it had when the words come back', () => {
    const words = [0, 5].map((place) => ({ at: place, startMs: 1_000 + place, endMs: null }));
    const timed = documentOf({
      text: TEXT,
      timing: [{ line: 1, startMs: 1_000, endMs: 2_500, words }, at(3, 4_000)],
    });
    const other = retyped(timed, '[Verse 1]\nWholly other words\n\nLight on a bay\nCarry me over');
    expect(starts(other)).toEqual([null, null, null, 4_000, null]);
    expect(contentOf(other).timing.map(({ line }) => line)).toEqual([3]);
    expect(retyped(other, TEXT)).toEqual(timed);
    // Letter by letter it is the same, however near each step is to the one before.
    let typed = timed;
    const type = (line: string) => (typed = retyped(typed, TEXT.replace('Salt on the railing', line)));
    for (let length = 'Salt on the railing'.length; length >= 0; length -= 1)
      type('Salt on the railing'.slice(0, length));
    expect(starts(typed)[1]).toBeNull();
    for (let length = 1; length <= 'Pepper on the railing'.length; length += 1)
      type('Pepper on the railing'.slice(0, length));
    expect(typed[1]).toMatchObject({ startMs: 1_000, endMs: 2_500, words: [] });
    // What was timed anew is measured by itself.
    const stamped = withStart(type('Wholly other words'), 1, 3_000);
    expect(starts(retyped(stamped, TEXT.replace('Salt on the railing', 'Wholly other words!')))[1]).toBe(
      3_000,
    );
  });

  it('knows a corrected line behind one that was put in', () => {
    const corrected = retyped(document(), TEXT.replace('Salt on the', 'A new one\nSalt on a'));
    expect(starts(corrected)).toEqual([null, null, 1_000, null, 4_000, null]);
  });

  it('never invents a time and loses none of lines that stay', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const timed = documentOf({
          text: before.join('\n'),
          timing: before.map((_, line) => at(line, line * 1_000)),
        });
        const next = retyped(timed, after.join('\n'));
        const times = starts(next).filter((ms) => ms !== null);
        expect(new Set(times).size).toBe(times.length);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(retyped(timed, textOf(timed))).toEqual(timed);
      }),
    );
  });

  it('of any length is compared in a moment', () => {
    const long = Array.from({ length: 20_000 }, (_, index) => `line ${index % 97}`);
    const other = [
      ...long.slice(0, 5_000),
      'new',
      ...long.slice(5_000, 15_000),
      'newer',
      ...long.slice(15_100),
    ];
    const matches = matchLines(long, other);
    expect(matches).toHaveLength(other.length);
    expect(matches[0]).toEqual({ index: 0, isSame: true });
    expect(matches.at(-1)).toEqual({ index: long.length - 1, isSame: true });
  });
});

describe('words that are cut out and put in again', () => {
  const WORDS = ['Salt on the railing', 'Light on the bay', 'Carry me over', 'Nobody calls me home'];
  const timed = documentOf({
    text: WORDS.join('\n'),
    timing: WORDS.map((_, line) => at(line, (line + 1) * 1_000)),
  });
  /** The last of these texts, each typed in place of the one before it. */
  const typed = (...texts: readonly string[]) =>
    texts.reduce((lines, text) => retyped(lines, text, timed), timed);
  /** Letter by letter, at the beginning of a line. */
  const inFrontOf = (line: number, letters: string) =>
    Array.from(letters, (_, index) =>
      WORDS.map((text, number) => (number === line ? letters.slice(0, index + 1) + text : text)).join('\n'),
    );

  it.each(['Oh yes', 'Hush', 'A whole new line that goes on for longer than any of the others'])(
    '%j in front of a line leaves it its time',
    (letters) => {
      const lines = typed(...inFrontOf(1, letters), WORDS.toSpliced(1, 0, letters).join('\n'));
      expect(starts(lines)).toEqual([1_000, null, 2_000, 3_000, 4_000]);
      expect(lines[2]).toBe(timed[1]);
      // The same line by line, as if nothing but the last step were known.
      const alone = [...inFrontOf(1, letters), WORDS.toSpliced(1, 0, letters).join('\n')];
      expect(starts(alone.reduce((before, text) => retyped(before, text), timed))).toEqual(starts(lines));
    },
  );

  it('a corrected line that is cut begins with its first part', () => {
    const corrected = WORDS.with(0, 'Salt on a railing');
    const cut = typed(corrected.join('\n'), corrected.toSpliced(0, 1, 'Salt on ', 'a railing').join('\n'));
    expect(starts(cut)).toEqual([1_000, null, 2_000, 3_000, 4_000]);
  });

  it('all of them, in two steps, have all their times', () => {
    expect(typed('', WORDS.join('\n'))).toEqual(timed);
    expect(isSameContent(typed('', WORDS.join('\n')), timed)).toBe(true);
    expect(starts(typed('', 'New', `New\n${WORDS.join('\n')}`))).toEqual([null, 1_000, 2_000, 3_000, 4_000]);
    // What was corrected before is known still.
    const corrected = WORDS.with(1, 'Light on a bay');
    expect(starts(typed(corrected.join('\n'), '', corrected.join('\n')))).toEqual(starts(timed));
  });

  it('some of them have their times where they come back to, and in no other order', () => {
    const [salt = '', light = '', carry = '', nobody = ''] = WORDS;
    expect(starts(typed([salt, nobody].join('\n'), WORDS.join('\n')))).toEqual(starts(timed));
    expect(starts(typed([salt, light].join('\n'), [carry, nobody, salt, light].join('\n')))).toEqual([
      null,
      null,
      1_000,
      2_000,
    ]);
    // Moved among lines without times.
    const few = withoutTimes(withoutTimes(timed, 0), 1);
    const moved = retyped(
      retyped(few, [salt, light, nobody].join('\n'), few),
      [carry, salt, light, nobody].join('\n'),
      few,
    );
    expect(starts(moved)).toEqual([3_000, null, null, 4_000]);
  });

  it('have their times once, though the line that went from there is empty still', () => {
    expect(starts(typed('', `${WORDS[0]}\n`, `${WORDS[0]}\n${WORDS[0]}`))).toEqual([1_000, null]);
  });

  it('at the very top, without a line end, take no time of another line', () => {
    const [salt = '', light = '', carry = '', nobody = ''] = WORDS;
    const lines = typed(
      [salt, light].join('\n'),
      [carry, `${nobody}${salt}`, light].join('\n'),
      [carry, nobody, salt, light].join('\n'),
    );
    expect(starts(lines)).toEqual([null, null, 1_000, 2_000]);
  });

  it('have no time twice, whatever is done', () => {
    const texts = fc.array(
      fc.array(fc.constantFrom('Salt on', 'Light on', 'Salt on the', 'Carry', ''), { maxLength: 7 }),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(texts, (steps) => {
        const [first = [], ...rest] = steps;
        const begun = documentOf({
          text: first.join('\n'),
          timing: first.flatMap((text, line) => (text === '' ? [] : [at(line, line * 1_000)])),
        });
        const end = rest.reduce((lines, text) => retyped(lines, text.join('\n'), begun), begun);
        const times = starts(end).filter((ms) => ms !== null);
        expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
        expect(starts(retyped(end, textOf(begun), begun))).toEqual(starts(begun));
      }),
      {
        examples: [
          [
            [
              ['Salt on', '', 'Carry'],
              ['', '', 'Salt on'],
              ['Carry', 'Salt on'],
            ],
          ],
        ],
      },
    );
  });

  it('are known again at any length', () => {
    const long = Array.from({ length: 110_000 }, (_, line) => `Line ${line} of a song`);
    const begun = documentOf({ text: long.join('\n'), timing: long.map((_, line) => at(line, line)) });
    const empty = retyped(begun, '', begun);
    expect(isSameContent(retyped(empty, long.join('\n'), begun), begun)).toBe(true);
  });
});

describe('times', () => {
  it('of a line are set, moved and taken away', () => {
    const set = withStart(document(), 4, 6_000.4);
    expect(starts(set)).toEqual([null, 1_000, null, 4_000, 6_000]);
    expect(starts(nudged(set, 4, -100))[4]).toBe(5_900);
    expect(starts(nudged(set, 4, -10_000))[4]).toBe(4_000);
    expect(starts(withoutTimes(set, 4))).toEqual([null, 1_000, null, 4_000, null]);
    expect(withStart(document(), 99, 5)).toEqual(document());
    expect(nudged(document(), 4, 100)).toEqual(document());
  });

  it('of a line that begins where another still goes on end that one', () => {
    expect(withStart(document(), 3, 2_000)[1]).toMatchObject({ startMs: 1_000, endMs: null });
    expect(withStart(document(), 3, 2_500)[1]).toMatchObject({ startMs: 1_000, endMs: 2_500 });
  });

  it('have ends behind their starts alone', () => {
    expect(withEnd(document(), 3, 5_000)[3]).toMatchObject({ endMs: 5_000 });
    expect(withEnd(document(), 3, 4_000)).toEqual(document());
    expect(withEnd(document(), 4, 9_000)).toEqual(document());
    expect(withStart(document(), 1, 3_000)[1]).toMatchObject({ startMs: 3_000, endMs: null });
    expect(nudged(document(), 1, 1_000)[1]).toMatchObject({ startMs: 2_000, endMs: 3_500 });
  });

  it('of all lines are shifted together, to the beginning of the song at most', () => {
    const later = shifted(document(), 250);
    expect(starts(later)).toEqual([null, 1_250, null, 4_250, null]);
    expect(later[1]).toMatchObject({ endMs: 2_750 });
    const earlier = shifted(document(), -3_000);
    expect(starts(earlier)).toEqual([null, 0, null, 3_000, null]);
    expect(earlier[1]).toMatchObject({ endMs: 1_500 });
  });

  it('of a line before those of the one in front are taken, and found', () => {
    expect(disordered(document())).toEqual([]);
    expect(disordered(withStart(document(), 4, 490))).toEqual([4]);
    expect(disordered(withStart(document(), 4, 4_000))).toEqual([]);
    // The line that others are behind is not the one that is told of, nor are all behind it.
    expect(disordered(withStart(withStart(document(), 4, 5_000), 1, 9_000))).toEqual([3]);
    expect(starts(withStart(document(), 4, 490))).toEqual([null, 1_000, null, 4_000, 490]);
  });

  it('of words come one after the other, and move with their line', () => {
    let lines = document();
    for (const ms of [8_000, 8_300, 8_900, 9_500]) lines = withNextWord(lines, 4, ms);
    expect(lines[4]).toMatchObject({ startMs: 8_000 });
    expect(lines[4]?.words.map((word) => ['Carry me over'.slice(word.at), word.startMs])).toEqual([
      ['Carry me over', 8_000],
      ['me over', 8_300],
      ['over', 8_900],
    ]);
    expect(hasUntimedWords(lines[4] as EditorDocument[number])).toBe(false);
    expect(withStart(lines, 4, 7_000)[4]?.words.map(({ startMs }) => startMs)).toEqual([7_000, 7_300, 7_900]);
    expect(withNextWord(withNextWord(document(), 4, 8_000), 4, 7_000)[4]?.words.at(-1)?.startMs).toBe(8_000);
  });

  it('of words are for what is a word, in every script', () => {
    const line = (text: string) => ({ text, startMs: null, endMs: null, words: [] });
    expect(wordStarts(line('  Salt, on — water!'))).toEqual([0, 6, 11]);
    expect(wordStarts(line('море и небо'))).toEqual([0, 5, 7]);
    expect(wordStarts(line('我爱你 so'))).toEqual([0, 1, 2, 4]);
    expect(wordStarts(line(''))).toEqual([]);
  });
});

describe('lines in two, and two in one', () => {
  const words = [0, 5, 8, 12].map((place, index) => ({
    at: place,
    startMs: 1_000 + index * 100,
    endMs: null,
  }));
  const timed = documentOf({
    text: TEXT,
    timing: [{ line: 1, startMs: 1_000, endMs: 2_000, words }, at(3, 4_000)],
  });

  it('are cut where a word begins, whose time the second has', () => {
    const cut = split(timed, 1, 8);
    expect(cut[1]).toEqual({ text: 'Salt on', startMs: 1_000, endMs: null, words: words.slice(0, 2) });
    expect(cut[2]).toEqual({
      text: 'the railing',
      startMs: 1_200,
      endMs: 2_000,
      words: [
        { at: 0, startMs: 1_200, endMs: null },
        { at: 4, startMs: 1_300, endMs: null },
      ],
    });
  });

  it('are cut while the text is typed, and stay as they are written', () => {
    const written = TEXT.replace('Salt on the', 'Salt on \nthe');
    const cut = retyped(timed, written);
    expect(textOf(cut)).toBe(written);
    expect(cut[1]).toEqual({ text: 'Salt on ', startMs: 1_000, endMs: null, words: words.slice(0, 2) });
    expect(cut[2]?.startMs).toBe(1_200);
    expect(cut[4]?.startMs).toBe(4_000);
  });

  it('keep their times when an empty line is typed in front of them or behind', () => {
    const before = retyped(timed, TEXT.replace('Salt', '\nSalt'));
    expect(before[1]).toEqual({ text: '', startMs: null, endMs: null, words: [] });
    expect(before[2]).toEqual(timed[1]);
    const behind = retyped(timed, TEXT.replace('railing', 'railing\n'));
    expect(behind[1]).toEqual(timed[1]);
    expect(behind[2]?.startMs).toBeNull();
  });

  it('are cut behind words that were put in front of them, and keep what they were', () => {
    const written = withText(timed, 1, 'Oh yes, Salt on the railing');
    const cut = split(written, 1, 'Oh yes,'.length, timed[1]);
    expect(cut[1]).toEqual({ text: 'Oh yes,', startMs: null, endMs: null, words: [] });
    expect(cut[2]).toEqual(timed[1]);
    const corrected = split(withText(timed, 1, 'Oh yes, Salt on a railing'), 1, 'Oh yes,'.length, timed[1]);
    expect(starts(corrected).slice(1, 3)).toEqual([null, 1_000]);
    expect(corrected[2]).toMatchObject({ endMs: 2_000, words: [] });
    const behind = split(withText(timed, 1, 'Salt on the railing, oh yes'), 1, 20, timed[1]);
    expect(starts(behind).slice(1, 3)).toEqual([1_000, null]);
  });

  it('have no invented time, and are not cut at an end', () => {
    expect(split(document(), 1, 7)[2]).toEqual({
      text: 'the railing',
      startMs: null,
      endMs: null,
      words: [],
    });
    expect(split(document(), 1, 0)).toEqual(document());
    expect(split(document(), 1, 99)).toEqual(document());
  });

  it('are joined with the times of words that they have', () => {
    const joined = merged(withStart(document(), 4, 6_000), 3);
    expect(joined[3]).toEqual({
      text: 'Light on the bay Carry me over',
      startMs: 4_000,
      endMs: null,
      words: [
        { at: 0, startMs: 4_000, endMs: null },
        { at: 17, startMs: 6_000, endMs: null },
      ],
    });
    expect(joined).toHaveLength(4);
    expect(merged(document(), 0)).toEqual(document());
    expect(merged(document(), 4)).toEqual(document());
  });
});

describe('steps', () => {
  it('are taken back and done again without end', () => {
    let history = beginHistory(0);
    for (let step = 1; step <= 1_000; step += 1) history = record(history, step);
    for (let step = 0; step < 1_000; step += 1) history = undo(history);
    expect(history.present).toBe(0);
    expect(undo(history)).toBe(history);
    for (let step = 0; step < 1_000; step += 1) history = redo(history);
    expect(history.present).toBe(1_000);
    expect(redo(history)).toBe(history);
  });

  it('of one kind are one; a new one ends what was taken back', () => {
    let history = beginHistory('');
    for (const text of ['a', 'ab', 'abc']) history = record(history, text, 'type');
    history = record(history, 'abcd', 'shift');
    history = undo(undo(history));
    expect(history.present).toBe('');
    history = record(redo(history), 'abx', 'type');
    expect(history).toMatchObject({ past: ['', 'abc'], present: 'abx', future: [] });
    expect(record(history, 'abx')).toBe(history);
  });

  it('that are one have what was before the first of them', () => {
    let history = record(beginHistory(''), 'a', 'shift');
    expect(beforeStep(history, 'type')).toBe('a');
    for (const text of ['ab', 'abc']) history = record(history, text, 'type');
    expect(beforeStep(history, 'type')).toBe('a');
    expect(beforeStep(history, 'shift')).toBe('abc');
    expect(beforeStep(redo(undo(history)), 'type')).toBe('abc');
  });
});

it.each([
  [null, '–:––.––'],
  [0, '0:00.00'],
  [59_995, '1:00.00'],
  [754_321, '12:34.32'],
])('%s ms are written %s', (ms, text) => {
  expect(stampText(ms)).toBe(text);
});
