import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { ClipId, KeptQueue } from '@shared/model';
import { queueOfText, queueText } from '../../src/renderer/player/kept-queue-text';
import { currentOf, songAt, startQueue, withoutEntries, type Queue } from '../../src/renderer/player/queue';

const ids = (...names: string[]) => names as ClipId[];

function orderOf(queue: Queue): (ClipId | null)[] {
  return queue.walk.map((_, place) => songAt(queue, place));
}

function keptOf(queue: Queue, limit?: number): KeptQueue {
  const { from, ...text } = queueText(queue, limit);
  return { ...text, at: queue.at - from, positionMs: 0, history: [], wasPlaying: false };
}

describe('a queue that is kept', () => {
  it('comes back as it was, shuffled or not', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.boolean(),
        (names, isMixed) => {
          const queue = startQueue(names as ClipId[], names[0] as ClipId, isMixed, () => 0.3);
          const back = queueOfText(keptOf(queue));
          expect(orderOf(back)).toEqual(orderOf(queue));
          expect(currentOf(back)).toBe(currentOf(queue));
          expect(back.listed?.map((entry) => back.songs[entry])).toEqual(
            queue.listed?.map((entry) => queue.songs[entry]),
          );
        },
      ),
    );
  });

  it('leaves behind what was taken out of it', () => {
    const queue = withoutEntries(
      startQueue(ids('a', 'b', 'c'), 'c' as ClipId, false, () => 0),
      new Set([0]),
    );
    expect(queueText(queue)).toEqual({ songs: ['b', 'c'], walk: '0,1', listed: null, from: 0 });
  });

  it('is cut where it is too long, from a little before the song that plays', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `s${index}`) as ClipId[];
    const queue = startQueue(names, 's3000' as ClipId, false, () => 0);
    const back = queueOfText(keptOf(queue, 1_500));
    expect(back.walk).toHaveLength(1_500);
    expect(currentOf(back)).toBe('s3000');
    expect(songAt(back, 0)).toBe('s2000');
  });

  it.each<[string, Partial<KeptQueue>]>([
    ['names a song that is not there', { walk: '0,7' }],
    ['names a song twice', { walk: '0,0' }],
    ['is empty', { walk: '' }],
  ])('is none where it %s', (_what, part) => {
    const kept = { ...keptOf(startQueue(ids('a', 'b'), 'a' as ClipId, false, () => 0)), ...part };
    expect(queueOfText(kept).walk).toEqual([]);
  });

  it('is not shuffled where the order to come back to makes no sense', () => {
    const kept = keptOf(startQueue(ids('a', 'b'), 'a' as ClipId, true, () => 0));
    expect(queueOfText({ ...kept, listed: '0' }).listed).toBeNull();
    expect(queueOfText({ ...kept, at: 9 }).at).toBe(1);
  });
});
