import { describe, expect, it } from 'vitest';
import type { LyricsLine } from '@shared/model';
import { markAt, marksOf, NO_MARKS, stepAlong } from '../../src/renderer/player/song-marks';
import {
  barsFor,
  bytesOf,
  heightsOf,
  momentAt,
  shareOf,
  ticksOf,
} from '../../src/renderer/player/waveform-bars';

const line = (kind: LyricsLine['kind'], text: string, startMs: number | null = null) => ({
  kind,
  text,
  startMs,
});

describe('the sections and lines of a song', () => {
  const marks = marksOf([
    line('section', 'Intro'),
    line('section', 'Verse 1'),
    line('sung', 'not timed'),
    line('sung', 'first', 3_000),
    line('blank', ''),
    line('instruction', '[End]', 4_000),
    line('sung', 'second', 6_000),
    line('section', 'Chorus', 9_000),
    line('sung', 'third', 10_000),
    line('section', 'Outro'),
    line('sung', 'never timed'),
  ]);

  it('begin where they say, else with their first timed line', () => {
    expect(marks.sections).toEqual([
      { startMs: 3_000, text: 'Verse 1' },
      { startMs: 9_000, text: 'Chorus' },
    ]);
    expect(marks.lines.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  });

  it('stand in the order of time, whatever the order of the text', () => {
    const { sections, lines } = marksOf([
      line('section', 'B', 8_000),
      line('sung', 'late', 9_000),
      line('section', 'A'),
      line('sung', 'early', 1_000),
    ]);
    expect(sections.map(({ text }) => text)).toEqual(['A', 'B']);
    expect(lines.map(({ text }) => text)).toEqual(['early', 'late']);
  });

  it('are none where nothing has a time', () => {
    expect(marksOf([line('section', 'Verse'), line('sung', 'words')])).toBe(NO_MARKS);
    expect(marksOf([])).toBe(NO_MARKS);
  });

  it.each([
    [2_999, null],
    [3_000, 'Verse 1'],
    [8_999, 'Verse 1'],
    [9_000, 'Chorus'],
    [1e9, 'Chorus'],
  ])('at %d ms', (ms, text) => {
    expect(markAt(marks.sections, ms)?.text ?? null).toBe(text);
  });

  it.each([
    ['on', 0, 3_000],
    ['on', 2_999, 9_000],
    ['on', 3_000, 9_000],
    ['on', 9_000, null],
    ['back', 12_000, 9_000],
    ['back', 10_600, 9_000],
    ['back', 10_400, 3_000],
    ['back', 9_000, 3_000],
    ['back', 3_500, 0],
    ['back', 100, 0],
  ] as const)('a step %s from %d ms leads to %s', (way, fromMs, toMs) => {
    expect(stepAlong(marks.sections, fromMs, way)).toBe(toMs);
  });

  it('lead nowhere where there are none', () => {
    expect(stepAlong([], 5_000, 'back')).toBeNull();
    expect(stepAlong([], 5_000, 'on')).toBeNull();
  });
});

describe('the bars of a waveform', () => {
  it.each([
    [500, 1, { count: 167, barPx: 2, pitchPx: 3 }],
    [625, 1.25, { count: 156, barPx: 3, pitchPx: 4 }],
    [750, 1.5, { count: 150, barPx: 3, pitchPx: 5 }],
    [1_000, 2, { count: 167, barPx: 4, pitchPx: 6 }],
    [333, 0.67, { count: 167, barPx: 1, pitchPx: 2 }],
    [1, 1, { count: 0, barPx: 2, pitchPx: 3 }],
    [0, 1, { count: 0, barPx: 2, pitchPx: 3 }],
  ])('over %d pixels at a ratio of %d are whole pixels and stay within', (widthPx, ratio, expected) => {
    const grid = barsFor(widthPx, ratio);
    expect(grid).toEqual({ ...expected, widthPx });
    expect(grid.count * grid.pitchPx - (grid.pitchPx - grid.barPx)).toBeLessThanOrEqual(Math.max(0, widthPx));
  });

  it('stand where their sound is, and the loudest reaches the top', () => {
    const values = new Uint8Array(800).fill(10);
    values.fill(100, 400, 600);
    const grid = barsFor(600, 1);
    const heights = heightsOf(values, grid);
    const loud = [...heights].flatMap((height, bar) => (height === 1 ? [bar] : []));
    expect(loud[0]).toBe(100);
    expect(loud.at(-1)).toBe(149);
    expect(heights[0]).toBeCloseTo(0.1 ** 1.3, 5);
  });

  it('of silence are low', () => {
    const heights = heightsOf(new Uint8Array(800).fill(1), barsFor(600, 1));
    expect(Math.max(...heights)).toBeLessThan(0.1);
  });

  it('are there where a screen has more of them than the waveform has values', () => {
    const heights = heightsOf(Uint8Array.from([255, 128]), barsFor(3_000, 1));
    expect(heights).toHaveLength(1_000);
    expect(heights[0]).toBe(1);
    expect(heights[999]).toBeLessThan(0.5);
    expect(heightsOf(new Uint8Array(0), barsFor(30, 1))).toEqual(new Float32Array(10));
  });

  it('come from bytes in base64', () => {
    expect([...bytesOf(btoa(String.fromCharCode(0, 127, 255)))]).toEqual([0, 127, 255]);
  });
});

describe('places of the seek bar', () => {
  it('are moments, bounded to the song', () => {
    expect(momentAt(50, 200, 60_000)).toBe(15_000);
    expect(momentAt(-5, 200, 60_000)).toBe(0);
    expect(momentAt(300, 200, 60_000)).toBe(60_000);
    expect(momentAt(10, 0, 60_000)).toBe(0);
    expect(shareOf(15_000, 60_000)).toBe(0.25);
    expect(shareOf(70_000, 60_000)).toBe(1);
    expect(shareOf(5, 0)).toBe(0);
  });

  it('of ticks stay within, and none touches another', () => {
    const at = (...starts: readonly number[]) => starts.map((startMs) => ({ startMs, text: '' }));
    expect(ticksOf(at(0, 500, 1_000), 1_000, 100, 1)).toEqual([0, 50, 99]);
    expect(ticksOf(at(0, 10, 20, 30, 40), 1_000, 100, 1)).toEqual([0, 3]);
    expect(ticksOf(at(0, 10, 20, 30, 40), 1_000, 200, 2)).toEqual([0, 6]);
    expect(ticksOf(at(500, 1_500), 1_000, 100, 1)).toEqual([50]);
    expect(ticksOf(at(500), 0, 100, 1)).toEqual([]);
  });
});
