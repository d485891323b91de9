import { describe, expect, it } from 'vitest';
import type { LyricsLine, LyricsLineKind } from '@shared/model';
import { lineAt, timelineOf, untilNext, wordsBegun } from '../../src/renderer/features/lyrics/timeline';

function line(startMs: number | null, kind: LyricsLineKind = 'sung'): LyricsLine {
  return { kind, text: 'x', startMs, endMs: null, words: [] };
}

describe('the line that is sung', () => {
  const timeline = timelineOf([
    line(null, 'section'),
    line(1_000),
    line(2_000),
    line(null, 'blank'),
    line(null, 'section'),
    line(5_000),
  ]);

  it.each([
    [0, null],
    [999, null],
    [1_000, 1],
    [1_999, 1],
    [2_000, 2],
    [4_999.9, 2],
    [5_000, 5],
    [9_999_999, 5],
  ])('at %d ms', (positionMs, expected) => {
    expect(lineAt(timeline, positionMs)).toBe(expected);
  });

  it('is none where no line has a time', () => {
    expect(lineAt(timelineOf([line(null), line(null)]), 10_000)).toBeNull();
    expect(lineAt(timelineOf([]), 0)).toBeNull();
  });

  it('is found also where starts are out of order or equal', () => {
    const odd = timelineOf([line(3_000), line(1_000), line(1_000)]);
    expect(lineAt(odd, 1_500)).toBe(2);
    expect(lineAt(odd, 3_000)).toBe(0);
  });

  it('is the same as a search from the beginning would find', () => {
    const starts = Array.from({ length: 500 }, (_, index) => index * 37);
    const long = timelineOf(starts.map((start) => line(start)));
    for (let at = -10; at < 20_000; at += 13) {
      const plain = starts.findLastIndex((start) => start <= at);
      expect(lineAt(long, at)).toBe(plain === -1 ? null : plain);
    }
  });
});

describe('the next line', () => {
  const timeline = timelineOf([line(1_000), line(null, 'blank'), line(2_500)]);

  it.each([
    [0, 1_000],
    [999, 1],
    [1_000, 1_500],
    [2_499, 1],
    [2_500, null],
    [9_000, null],
  ])('after %d ms is so far away', (positionMs, expected) => {
    expect(untilNext(timeline, positionMs)).toBe(expected);
  });
});

describe('words within a line', () => {
  const words = [1_000, 1_200, 1_900].map((startMs, at) => ({ at, startMs, endMs: null }));
  const timeline = timelineOf([{ ...line(1_000), words }, line(3_000)]);

  it.each([
    [0, 0, 1_000],
    [1_000, 1, 200],
    [1_899, 2, 1],
    [1_900, 3, 1_100],
    [3_000, 0, null],
  ])('at %d ms: %d begun, and so long until the next', (positionMs, count, waitMs) => {
    expect(wordsBegun(timeline, positionMs)).toBe(count);
    expect(untilNext(timeline, positionMs)).toBe(waitMs);
  });
});
