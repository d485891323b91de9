import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedText } from '@shared/model';
import { beginHistory, record, redo, undo } from '../../src/renderer/features/lyrics/editor/edit-history';
import {
  contentOf,
  documentOf,
  hasUntimedWords,
  merged,
  nextSung,
  nudged,
  previousSung,
  retyped,
  roomOfStart,
  shifted,
  split,
  textOf,
  withEnd,
  withNextWord,
  withoutTimes,
  withStart,
  withWordStart,
  wordStarts,
  type EditorDocument,
} from '../../src/renderer/features/lyrics/editor/editor-document';
import { matchLines } from '../../src/renderer/features/lyrics/editor/match-lines';
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
  });
});

describe('a document', () => {
  it('is what it was made of', () => {
    expect(contentOf(document())).toEqual(CONTENT);
    expect(textOf(document())).toBe(TEXT);
    expect(contentOf(documentOf({ text: '', timing: [] }))).toEqual({ text: '', timing: [] });
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
    expect(nudged(document(), 1, 2_000)[1]).toMatchObject({ startMs: 3_000, endMs: 4_500 });
  });

  it('of all lines are shifted together, to the beginning of the song at most', () => {
    const later = shifted(document(), 250);
    expect(starts(later)).toEqual([null, 1_250, null, 4_250, null]);
    expect(later[1]).toMatchObject({ endMs: 2_750 });
    const earlier = shifted(document(), -3_000);
    expect(starts(earlier)).toEqual([null, 0, null, 3_000, null]);
    expect(earlier[1]).toMatchObject({ endMs: 1_500 });
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
});

it.each([
  [null, '–:––.––'],
  [0, '0:00.00'],
  [59_995, '1:00.00'],
  [754_321, '12:34.32'],
])('%s ms are written %s', (ms, text) => {
  expect(stampText(ms)).toBe(text);
});
