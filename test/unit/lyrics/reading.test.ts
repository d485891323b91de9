import { describe, expect, it } from 'vitest';
import type { LyricsTiming } from '@shared/model';
import { readLyrics } from '../../../src/main/domain/lyrics/reading';

const TEXT = '\n[Verse 1]\nSalt on the railing\n\n\nLight on the bay\n[End - 1:20]\n';

function read(
  timing: LyricsTiming | null,
  { markers = null as unknown, durationMs = 60_000 as number | null } = {},
) {
  return readLyrics({ text: TEXT, markers, timing, durationMs });
}

const at = (line: number, startMs: number | null, endMs: number | null = null) => ({
  line,
  startMs,
  endMs,
  words: [],
});

describe('times that people or files have told', () => {
  it('belong to lines of the text, blank ones counted', () => {
    const { lines, state } = read([at(2, 1000, 2500), at(5, 4000)]);
    expect(state).toBe('timed');
    expect(lines.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['Verse 1', null, null],
      ['Salt on the railing', 1000, 2500],
      ['', null, null],
      ['Light on the bay', 4000, null],
      ['[End - 1:20]', null, null],
    ]);
  });

  it('count before markers, also where they say that there are none', () => {
    const markers = [
      [TEXT.indexOf('Salt'), 9],
      [TEXT.indexOf('Light'), 12],
    ];
    expect(read(null, { markers }).state).toBe('timed');
    expect(read([], { markers }).state).toBe('plain');
    expect(read([at(2, 1000)], { markers }).lines.map(({ startMs }) => startMs)).toContain(1000);
  });

  it('are none for labels, instructions and lines that are not there', () => {
    expect(read([at(1, 1000), at(3, 2000), at(6, 3000), at(99, 4000)]).state).toBe('plain');
  });

  it('lie inside the song', () => {
    const word = (place: number, startMs: number, endMs: number | null) => ({ at: place, startMs, endMs });
    const timing = [
      { line: 2, startMs: 59_000, endMs: 70_000, words: [word(0, 59_000, 59_500), word(5, 61_000, 62_000)] },
      at(5, 75_000, 80_000),
    ];
    expect(read(timing).lines.filter(({ kind }) => kind === 'sung')).toMatchObject([
      { startMs: 59_000, endMs: 60_000, words: [word(0, 59_000, 59_500), word(5, 60_000, null)] },
      { startMs: 60_000, endMs: null },
    ]);
    expect(read(timing, { durationMs: null }).lines.at(-2)).toMatchObject({ startMs: 75_000, endMs: 80_000 });
  });

  it('have no words behind the end of their line', () => {
    const words = [
      { at: 0, startMs: 1000, endMs: null },
      { at: 40, startMs: 2000, endMs: null },
    ];
    expect(read([{ line: 2, startMs: 1000, endMs: null, words }]).lines[1]?.words).toEqual([words[0]]);
  });
});
