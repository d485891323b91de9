import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClipId, Song } from '@shared/model';
import type { PlayerState } from '../../src/renderer/player/player-state';
import { currentOf, songAt, startQueue, withShuffle } from '../../src/renderer/player/queue';
import { createQueueCommands } from '../../src/renderer/player/queue-commands';
import { rememberQueueMove, tellQueueChange } from '../../src/renderer/player/queue-notices';
import { createQueueProgress } from '../../src/renderer/player/queue-progress';
import { createTurns } from '../../src/renderer/player/turns';
import { forgetUndo, undoNewest } from '../../src/renderer/shell/notices';
import { newestStep } from '../../src/renderer/shell/undo-history';

vi.mock('../../src/renderer/i18n', () => ({ translate: (key: string) => key }));
vi.mock('../../src/renderer/bridge', () => ({
  invoke: vi.fn(),
  onEvent: () => () => undefined,
  WireFailure: class extends Error {},
}));

const ids = [...'abcd'] as ClipId[];
const random = () => 0.5;

/** The queue of four songs that stands at the second. */
async function setUp() {
  const getSong = async (clipId: ClipId) => ({ clipId }) as Song;
  const queue = createQueueProgress({ getSong, canPlay: () => true, random, onChange: () => undefined });
  let resets = 0;
  const commands = createQueueCommands({
    queue,
    turns: createTurns({ onOutcome: () => undefined, onFailure: () => undefined }),
    state: () => ({ isPlaying: true, repeat: 'off' }) as PlayerState,
    getSong,
    arriveAt: async (song, startMs, isPlaying = true) => ({ song, startMs, isPlaying, gainDb: 0 }),
    unload: () => undefined,
    tellStopped: () => undefined,
    tellChange: tellQueueChange,
    tellMove: rememberQueueMove,
    positionMs: () => 0,
    random,
    onChosen: () => undefined,
    isSameLibrary: () => {
      const before = resets;
      return () => resets === before;
    },
    hasBegun: () => () => false,
  });
  const [, second = '' as ClipId] = ids;
  const begin = () => queue.start(ids, second, { isShuffled: false, canPassOver: false });
  await begin();
  return {
    ...commands,
    queue,
    begin,
    order: () =>
      queue
        .queue()
        .walk.map((_, place) => songAt(queue.queue(), place))
        .join(''),
    openAnother: () => (resets += 1),
  };
}

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  forgetUndo();
});

describe('moves in the queue', () => {
  it('are taken back by key, those of the same entries together, and what plays goes on', async () => {
    const { moveInQueue, order, queue } = await setUp();
    moveInQueue(new Set([3]), 2);
    moveInQueue(new Set([3]), 0);
    moveInQueue(new Set([1]), 4);
    expect(order()).toBe('dacb');
    expect(newestStep()?.text()).toBe('queue.notice.moved');
    undoNewest();
    expect(order()).toBe('dabc');
    undoNewest();
    expect(order()).toBe('abcd');
    expect(currentOf(queue.queue())).toBe('b');
    expect(newestStep()).toBeNull();
  });

  it('are no step where nothing stands elsewhere in the end', async () => {
    const { moveInQueue, order, queue } = await setUp();
    moveInQueue(new Set([1]), 1);
    moveInQueue(new Set(), 3);
    moveInQueue(new Set([1]), 2);
    expect(queue.queue().isByHand).toBe(false);
    expect(newestStep()).toBeNull();
    moveInQueue(new Set([0]), 2);
    moveInQueue(new Set([0]), 0);
    expect(newestStep()).toBeNull();
    moveInQueue(new Set([0]), 2);
    undoNewest();
    expect(order()).toBe('abcd');
  });

  it('go back among what was taken out and put in since', async () => {
    const { moveInQueue, dequeue, enqueue, order } = await setUp();
    moveInQueue(new Set([3]), 0);
    dequeue(new Set([3]));
    // With the song away there is nothing to go back.
    enqueue(['x' as ClipId], 'end');
    undoNewest();
    expect(order()).toBe('dabcx');
    undoNewest();
    expect(order()).toBe('abcxd');
    moveInQueue(new Set([2]), 0);
    dequeue(new Set([0]));
    undoNewest();
    undoNewest();
    expect(order()).toBe('abcxd');
  });

  it('are told apart where the queue was shuffled between them', async () => {
    const { moveInQueue, queue, order } = await setUp();
    moveInQueue(new Set([3]), 0);
    queue.setShuffled(true);
    const mixed = order();
    moveInQueue(new Set([3]), mixed.indexOf('d') === 0 ? 4 : 0);
    undoNewest();
    expect(order()).toBe(mixed);
    undoNewest();
    expect(order()).toBe(mixed);
    queue.set(withShuffle(queue.queue(), false, random));
    expect(order()).toBe('abcd');
  });

  it('mean nothing to another queue or another library', async () => {
    const { moveInQueue, begin, order, queue, openAnother } = await setUp();
    moveInQueue(new Set([3]), 0);
    const [before, number] = [queue.queue(), queue.number()];
    await begin();
    expect(newestStep()).toBeNull();
    moveInQueue(new Set([3]), 0);
    undoNewest();
    expect(order()).toBe('abcd');
    expect(newestStep()).toBeNull();
    queue.putBack(before, number);
    expect(order()).toBe('dabc');
    expect(newestStep()).not.toBeNull();
    openAnother();
    expect(newestStep()).toBeNull();
    queue.set(startQueue(ids, 'a' as ClipId, false, random));
    undoNewest();
    expect(order()).toBe('abcd');
  });
});
