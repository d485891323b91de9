import fc from 'fast-check';
import type { LyricsLine, LyricsWord } from '@shared/model';
import { linesAsText, tidyLines, type LyricsDocument } from '../../../src/main/domain/lyrics/lyrics-document';

/** Words of songs for the tests of formats: by hand and made. */

export function sung(
  text: string,
  startMs: number | null,
  endMs: number | null = null,
  words: LyricsWord[] = [],
): LyricsLine {
  return { kind: 'sung', text, startMs, endMs, words };
}

export function word(at: number, startMs: number, endMs: number | null = null): LyricsWord {
  return { at, startMs, endMs };
}

export const BLANK: LyricsLine = { kind: 'blank', text: '', startMs: null, endMs: null, words: [] };

export function section(text: string): LyricsLine {
  return { ...BLANK, kind: 'section', text };
}

export function instruction(text: string): LyricsLine {
  return { ...BLANK, kind: 'instruction', text };
}

export function documentOf(lines: readonly LyricsLine[], told: Partial<LyricsDocument> = {}): LyricsDocument {
  return {
    title: null,
    durationMs: null,
    model: null,
    clipId: null,
    createdAt: null,
    text: linesAsText(tidyLines(lines)),
    ...told,
    lines,
  };
}

/** A song with everything in it that a format can get wrong. */
export const SONG: LyricsDocument = documentOf(
  [
    section('Verse 1'),
    sung('Salt on the railing', 1_000, 3_000, [
      word(0, 1_000, 1_400),
      word(5, 1_500),
      word(8, 2_000),
      word(12, 2_400, 2_900),
    ]),
    sung('海の上で 🌊🏴‍☠️', 3_000, 5_000, [word(0, 3_000), word(2, 3_500), word(5, 4_000)]),
    sung('שלום, עולם!', 5_000),
    BLANK,
    section('Chorus & <more>'),
    sung('Both at once', 9_000, 11_000),
    sung('(both) {at} once \\N', 9_000, 11_000),
    instruction('[End - 0:20]'),
    sung('Carry me over', 59_999),
  ],
  {
    title: 'Low Tide --> [#1]',
    durationMs: 70_000,
    model: 'FUZZ-2.0',
    clipId: '837e6f94',
    createdAt: Date.UTC(2026, 4, 1, 12),
  },
);

const wordings = fc
  .oneof(
    fc.constantFrom(
      '海の上で',
      'שלום עולם!',
      'مرحبا يا بحر',
      '🌊🏴‍☠️ 👩‍👩‍👧',
      '한국어 노래',
      'a --> b',
      '1',
      '<i>x</i> & &amp;',
      '{\\an8}x \\N y',
      '[x] y',
      '12:30 [00:01.00] <00:02.5>',
      '# 1. *not* _so_ `x` \\',
      'NOTE x',
      'WEBVTT',
    ),
    fc.string({ unit: 'grapheme', maxLength: 24 }),
    fc.string({ unit: 'binary', maxLength: 12 }),
  )
  .filter((text) => text.trim() !== '');

/** A line whose words begin at places of its text, with times that may be equal, and ends that may be missing. */
const sungLines = fc
  .record({
    text: wordings,
    startMs: fc.option(fc.integer({ min: 0, max: 120_000 }), { freq: 6 }),
    lengthMs: fc.option(fc.integer({ min: 0, max: 6_000 })),
    words: fc.array(fc.tuple(fc.nat({ max: 24 }), fc.nat({ max: 900 }), fc.option(fc.nat({ max: 500 }))), {
      maxLength: 5,
    }),
  })
  .map(({ text, startMs, lengthMs, words }) => {
    if (startMs === null) return sung(text, null);
    let latestMs = startMs;
    const timed = [...words]
      .sort(([a], [b]) => a - b)
      .map(([at, stepMs, wordLengthMs]) => {
        latestMs += stepMs;
        return word(at, latestMs, wordLengthMs === null ? null : latestMs + wordLengthMs);
      });
    return sung(text, startMs, lengthMs === null ? null : startMs + lengthMs, timed);
  });

const anyLine = fc.oneof(
  { weight: 5, arbitrary: sungLines },
  { weight: 1, arbitrary: fc.constant(BLANK) },
  { weight: 1, arbitrary: fc.constantFrom('Verse 1', '副歌', 'Chorus & <x> --> y', 'Hook {x}').map(section) },
  { weight: 1, arbitrary: fc.constant(instruction('[End - 1:20]')) },
);

export const documents: fc.Arbitrary<LyricsDocument> = fc
  .record({
    lines: fc.array(anyLine, { maxLength: 14 }),
    title: fc.option(fc.string({ unit: 'grapheme', maxLength: 20 })),
    durationMs: fc.option(fc.integer({ min: 1_000, max: 130_000 })),
  })
  .map(({ lines, ...told }) => documentOf(tidyLines(lines), told));
