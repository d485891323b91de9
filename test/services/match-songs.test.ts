import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { createSongMatcher } from '../../src/main/services/match-songs';

/** Which of several takes of one title a playlist file means. */
const chosenOf = async (lengthsMs: readonly (number | null)[], durationS: number | null) => {
  const takes = lengthsMs.map((durationMs, at) => ({ clipId: String(at) as ClipId, durationMs }));
  const match = createSongMatcher({
    files: {
      after: () => ({ files: [], lastRow: 0 }),
      ofRows: () => new Map(),
      titled: () => takes,
      soundPaths: () => new Map(),
    },
    libraryFolder: () => '/library',
    rest: () => Promise.resolve(),
  });
  const [clipId] = await match([{ location: 'gone.mp3', title: 'Tide', durationS }], null);
  return clipId === undefined || clipId === null ? null : Number(clipId);
};

describe('of several takes of one title', () => {
  it.each<[(number | null)[], number | null, number | null]>([
    [[17_000, 18_000], 17, 0],
    [[17_000, 18_000], 18, 1],
    [[18_040, 17_040, 19_100], 17, 1],
    [[18_000, 17_000, 19_000], 18, 0],
    // As near as the other one, or nearly so.
    [[17_000, 19_000], 18, null],
    [[17_000, 17_000], 17, null],
    [[17_200, 17_600], 17, null],
    // Nothing is known of one of them, or nothing is told.
    [[17_000, null], 17, null],
    [[20_000, null], 17, 1],
    [[17_000, 18_000], null, null],
    [[17_000, 30_000], 18, 0],
    [[30_000, 40_000], 17, null],
  ])('with %j ms and %s s told, it is %s', async (lengths, told, chosen) => {
    expect(await chosenOf(lengths, told)).toBe(chosen);
  });
});
