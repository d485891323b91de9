import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LYRICS_FORMATS, type LineTiming } from '@shared/model';
import { LYRICS_FILE_KINDS } from '../../src/main/domain/lyrics/lyrics-formats';
import { syncedTexts } from '../../src/main/domain/tags/song-tags';
import { printSong, type StoredWords } from '../../src/main/services/song-printing';

/** What is written of a song whose words are shown earlier or later than they are told. */

const DURATION_MS = 33_600;

const line = fc.record({
  startMs: fc.integer({ min: 0, max: 40_000 }),
  lengthMs: fc.option(fc.nat({ max: 9_000 })),
  stepMs: fc.option(fc.nat({ max: 3_000 })),
});

const songs: fc.Arbitrary<StoredWords> = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    offsetMs: fc.integer({ min: -10_000, max: 10_000 }),
  })
  .map(({ lines, offsetMs }) => ({
    text: lines.map((_, number) => `one two ${number}`).join('\n'),
    markers: null,
    timing: lines.map(({ startMs, lengthMs, stepMs }, number): LineTiming => {
      const words = [0, 4, 8].map((at, index) => ({
        at,
        startMs: startMs + index * (stepMs ?? 0),
        endMs: lengthMs === null ? null : startMs + index * (stepMs ?? 0) + lengthMs,
      }));
      return {
        line: number,
        startMs,
        endMs: lengthMs === null ? null : startMs + lengthMs,
        words: stepMs === null ? [] : words,
      };
    }),
    title: 'Low Tide',
    durationMs: DURATION_MS,
    model: null,
    clipId: null,
    createdAt: null,
    offsetMs,
  }));

function expectInside(moments: readonly (number | null)[]): void {
  for (const ms of moments) {
    if (ms === null) continue;
    expect(ms).toBeGreaterThanOrEqual(0);
    expect(ms).toBeLessThanOrEqual(DURATION_MS);
  }
}

describe('a song that is printed with an offset', () => {
  it.each(LYRICS_FORMATS.filter((format) => LYRICS_FILE_KINDS[format].times !== 'none'))(
    'has every time of %s within it',
    (format) => {
      fc.assert(
        fc.property(songs, (words) => {
          const { files } = printSong({ words, formats: [format], hasSections: true, isForTags: false });
          for (const file of files) {
            if (file.kind !== 'printed') continue;
            const { lines } = LYRICS_FILE_KINDS[format].parse?.(file.content) ?? { lines: [] };
            expect(lines.length).toBeGreaterThan(0);
            for (const each of lines) {
              expectInside([each.startMs, each.endMs]);
              for (const word of each.words) expectInside([word.startMs, word.endMs]);
            }
          }
        }),
      );
    },
  );

  it.each(['line', 'word'] as const)('has every moment of synced lyrics within it, by %s', (syncBy) => {
    fc.assert(
      fc.property(songs, (words) => {
        const { tagged } = printSong({ words, formats: [], hasSections: true, isForTags: true });
        if (tagged === null) throw new Error('nothing to tag');
        const moments = syncedTexts({ ...tagged, syncBy }).map(({ atMs }) => atMs);
        expect(moments.length).toBeGreaterThan(0);
        expectInside(moments);
        const [stamp] = [...(tagged.lrc ?? '').matchAll(/^\[(\d\d):(\d\d\.\d\d)\]/gm)].slice(-1);
        expectInside([Number(stamp?.[1]) * 60_000 + Math.round(Number(stamp?.[2]) * 1_000)]);
      }),
    );
  });
});
