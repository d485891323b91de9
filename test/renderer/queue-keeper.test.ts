import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import type { ClipId, KeptQueue } from '@shared/model';
import { queueOfText, queueText } from '../../src/renderer/player/kept-queue-text';
import type { Player } from '../../src/renderer/player/player';
import { createQueueKeeper } from '../../src/renderer/player/queue-keeper';
import { currentOf, songAt, startQueue, withoutEntries, type Queue } from '../../src/renderer/player/queue';

const ids = (...names: string[]) => names as ClipId[];

function orderOf(queue: Queue): (ClipId | null)[] {
  return queue.walk.map((_, place) => songAt(queue, place));
}

function keptOf(queue: Queue, limit?: number): KeptQueue {
  const { from, ...text } = queueText(queue, limit);
  const { isByHand } = queue;
  return { ...text, isByHand, at: queue.at - from, positionMs: 0, history: [], wasPlaying: false };
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
          expect(back.isByHand).toBe(false);
          expect(back.listed?.map((entry) => back.songs[entry])).toEqual(
            queue.listed?.map((entry) => queue.songs[entry]),
          );
        },
      ),
    );
  });

  it('that was put together by hand is told from one that was a list', () => {
    const listed = startQueue(ids('a', 'b'), 'a' as ClipId, false, () => 0);
    expect(queueOfText(keptOf(listed)).isByHand).toBe(false);
    expect(queueOfText(keptOf(withoutEntries(listed, new Set([1])))).isByHand).toBe(true);
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

  it.each<[string, Partial<KeptQueue>, string[], string | null]>([
    ['a song that is not there', { walk: '0,7,1,2', at: 2 }, ['a', 'b', 'c'], 'b'],
    ['a song that is not there as the current one', { walk: '0,1,7,2', at: 2 }, ['a', 'b', 'c'], 'c'],
    ['a song twice', { walk: '0,1,0,2', at: 1 }, ['a', 'b', 'c'], 'b'],
    ['what is no number', { walk: '0,x,2,,1.5,-1', at: 0 }, ['a', 'c'], 'a'],
    ['a place past its end', { at: 9 }, ['a', 'b', 'c'], 'c'],
    ['no song', { walk: '' }, [], null],
  ])('is read as far as possible where it names %s', (_what, part, order, current) => {
    const kept = keptOf(startQueue(ids('a', 'b', 'c'), 'a' as ClipId, false, () => 0));
    const back = queueOfText({ ...kept, ...part });
    expect(orderOf(back)).toEqual(order);
    expect(currentOf(back)).toBe(current);
  });

  it('stays shuffled where the order to come back to is not whole', () => {
    const kept = keptOf(startQueue(ids('a', 'b', 'c'), 'a' as ClipId, true, () => 0));
    const back = queueOfText({ ...kept, listed: '2,8,2' });
    expect(back.listed).toEqual([2, 0, 1]);
  });

  it('never names more songs than are kept', () => {
    const broken = {
      ...startQueue(ids('a', 'b'), 'a' as ClipId, false, () => 0),
      walk: [0, 5, 1],
      listed: [5, 1, 0],
    };
    expect(queueText(broken)).toMatchObject({ songs: ['a', 'b'], walk: '0,1', listed: '1,0' });
  });
});

describe('where playback stands', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('window', globalThis);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function setUp() {
    const queue = startQueue(ids('a', 'b'), 'a' as ClipId, false, () => 0);
    const history: ReturnType<Player['history']> = [];
    let place = { positionMs: 0, isPlaying: true };
    let tell = (): void => undefined;
    let elsewhere: () => typeof place | null = () => null;
    const player = {
      awaitQueue: () => undefined,
      restoreQueue: () => undefined,
      queue: () => queue,
      history: () => history,
      positionMs: () => place.positionMs,
      getState: () => ({ isPlaying: place.isPlaying }),
      subscribeQueue: () => () => undefined,
      subscribe: () => () => undefined,
      subscribeTime: (listener: () => void) => {
        tell = listener;
        return () => undefined;
      },
    } as unknown as Player;
    const keepPlace = vi.fn(() => Promise.resolve());
    const keeper = createQueueKeeper({
      player,
      load: () => Promise.resolve(null),
      keepSongs: () => Promise.resolve(),
      keepOrder: () => Promise.resolve(),
      keepPlace,
      placeElsewhere: () => elsewhere(),
      onElsewhere: () => () => undefined,
      newId: () => 'id',
      onFailure: (error) => {
        throw error;
      },
    });
    await keeper.begin();
    await vi.advanceTimersByTimeAsync(2_000);
    keepPlace.mockClear();
    return {
      keepPlace,
      at: (next: Partial<typeof place>) => {
        place = { ...place, ...next };
        tell();
      },
      goOnElsewhere: (next: typeof elsewhere) => {
        elsewhere = next;
        tell();
      },
    };
  }

  it('is kept once a second while a song goes on', async () => {
    const { keepPlace, at } = await setUp();
    for (const positionMs of [250, 500, 750]) at({ positionMs });
    expect(keepPlace).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keepPlace).toHaveBeenCalledTimes(1);
    expect(keepPlace).toHaveBeenCalledWith(expect.objectContaining({ positionMs: 750 }));
  });

  it('is kept at once when somebody stops or goes to another place, for the program may be ended behind it', async () => {
    const { keepPlace, at } = await setUp();
    at({ positionMs: 20_000 });
    expect(keepPlace).toHaveBeenLastCalledWith(expect.objectContaining({ positionMs: 20_000 }));
    at({ isPlaying: false });
    expect(keepPlace).toHaveBeenLastCalledWith(expect.objectContaining({ isPlaying: false }));
    expect(keepPlace).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(keepPlace).toHaveBeenCalledTimes(2);
  });

  it('is where the music goes on elsewhere, once a second, although nobody tells that time goes by there', async () => {
    const { keepPlace, at, goOnElsewhere } = await setUp();
    at({ isPlaying: false });
    let positionMs = 5_000;
    goOnElsewhere(() => ({ positionMs, isPlaying: true }));
    expect(keepPlace).toHaveBeenLastCalledWith(
      expect.objectContaining({ positionMs: 5_000, isPlaying: true }),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    positionMs = 6_100;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keepPlace).toHaveBeenLastCalledWith(
      expect.objectContaining({ positionMs: 6_100, isPlaying: true }),
    );
  });

  it('is kept at once where its last sound was, a moment after it was stopped', async () => {
    const { keepPlace, at } = await setUp();
    at({ isPlaying: false });
    at({ positionMs: 1_090 });
    expect(keepPlace).toHaveBeenLastCalledWith(
      expect.objectContaining({ positionMs: 1_090, isPlaying: false }),
    );
  });
});
