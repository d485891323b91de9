import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Playlist, PlaylistId } from '@shared/model';
import { moveEntries, stepEntries } from '../../src/renderer/features/playlists/entry-moves';
import { orderAfter } from '../../src/renderer/features/playlists/entry-order';
import { forgetUndo, undoNewest } from '../../src/renderer/shell/notices';
import { newestStep, rememberStep } from '../../src/renderer/shell/undo-history';

vi.mock('../../src/renderer/i18n', () => ({ translate: (key: string) => key }));
const { invoke } = vi.hoisted(() => ({
  invoke: vi.fn<(route: string, request: MoveRequest) => Promise<unknown>>(),
}));
vi.mock('../../src/renderer/bridge', () => ({
  invoke,
  onEvent: () => () => undefined,
  WireFailure: class extends Error {},
}));

interface MoveRequest {
  readonly entryIds: readonly number[];
  readonly before: number | null;
}

const playlist = { id: 'list' as PlaylistId, name: 'List' } as Playlist;
const older = { text: () => 'older', run: vi.fn() };
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** What stands in the playlist. */
let order: readonly number[] = [];
/** Which of the moves main does not make, counted from 1. */
let refused: readonly number[] = [];

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  forgetUndo();
  older.run.mockReset();
  rememberStep(older);
  order = [1, 2, 3, 4];
  refused = [];
  invoke.mockReset();
  invoke.mockImplementation(async (route, { entryIds, before }) => {
    await Promise.resolve();
    if (route === 'playlists.entryIds') return order;
    if (refused.includes(requests())) throw new Error('no');
    order = orderAfter(order, new Set(entryIds), before);
    return {};
  });
});

const step = (entryId: number, way: -1 | 1) => stepEntries(playlist, [entryId], way, entryId);
const requests = () => invoke.mock.calls.filter(([route]) => route === 'playlists.moveEntries').length;

describe('moves in a playlist', () => {
  it('go back together where they are of the same entries, and tell where the active one stands', async () => {
    expect(await step(1, 1)).toBe(1);
    expect(await step(1, 1)).toBe(2);
    await moveEntries(playlist, [4, 2], 3);
    expect(order).toEqual([2, 4, 3, 1]);
    undoNewest();
    await settled();
    expect(order).toEqual([2, 3, 1, 4]);
    undoNewest();
    await settled();
    expect(order).toEqual([1, 2, 3, 4]);
    expect(newestStep()).toBe(older);
  });

  it('are no step where nothing stands elsewhere in the end', async () => {
    await moveEntries(playlist, [2], 2);
    await moveEntries(playlist, [2, 3], 4);
    expect(await step(1, -1)).toBeNull();
    expect(requests()).toBe(0);
    expect(newestStep()).toBe(older);

    await step(2, 1);
    await step(2, -1);
    expect(order).toEqual([1, 2, 3, 4]);
    expect(newestStep()).toBe(older);
    // The next one is a step of its own.
    await step(2, 1);
    undoNewest();
    await settled();
    expect(order).toEqual([1, 2, 3, 4]);
    expect(older.run).not.toHaveBeenCalled();
  });

  it('are taken back by a key that comes before main has answered', async () => {
    const moving = step(2, 1);
    undoNewest();
    await moving;
    await settled();
    expect(requests()).toBe(2);
    expect(order).toEqual([1, 2, 3, 4]);
    expect(older.run).not.toHaveBeenCalled();
    expect(newestStep()).toBe(older);
  });

  it('that come quickly are one step, whichever of them changes nothing', async () => {
    await Promise.all([step(1, -1), step(1, 1), step(1, 1)]);
    expect(order).toEqual([2, 3, 1, 4]);
    undoNewest();
    await settled();
    expect(order).toEqual([1, 2, 3, 4]);

    await Promise.all([step(1, 1), step(1, -1), step(1, -1)]);
    expect(newestStep()).toBe(older);

    // What comes behind Undo stays.
    const quickly = [step(1, 1)];
    undoNewest();
    await Promise.all([...quickly, step(1, 1)]);
    expect(order).toEqual([2, 1, 3, 4]);
    expect(newestStep()).not.toBe(older);
  });

  it('that fail are no step, and those around them are', async () => {
    refused = [1, 3];
    await expect(step(1, 1)).rejects.toThrow('no');
    expect(newestStep()).toBe(older);

    const moving = await Promise.allSettled([step(1, 1), step(1, 1), step(1, 1)]);
    expect(moving.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(order).toEqual([2, 3, 1, 4]);
    undoNewest();
    await settled();
    expect(order).toEqual([1, 2, 3, 4]);
    expect(newestStep()).toBe(older);
  });

  it('leave what was put in and taken out since', async () => {
    await step(1, 1);
    order = [5, 2, 1, 4];
    undoNewest();
    await settled();
    expect(order).toEqual([5, 1, 2, 4]);
  });
});
