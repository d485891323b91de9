import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Playlist, PlaylistEntry, PlaylistId } from '@shared/model';
import { removeEntries } from '../../src/renderer/features/playlists/entry-actions';
import { letGo, letStay, placeAmong, placesOf } from '../../src/renderer/features/playlists/going-entries';
import { forgetUndo, undoNewest } from '../../src/renderer/shell/notices';

vi.mock('../../src/renderer/i18n', () => ({ translate: (key: string) => key }));
const { invoke } = vi.hoisted(() => ({
  invoke: vi.fn<(route: string, request: unknown) => Promise<unknown>>(),
}));
vi.mock('../../src/renderer/bridge', () => ({
  invoke,
  onEvent: () => () => undefined,
  WireFailure: class extends Error {},
}));

const id = 'list' as PlaylistId;
const playlist = { id, name: 'List' } as Playlist;
/** Rows of a list whose entries have these numbers; null where a row is not loaded. */
const rowsOf = (...entryIds: readonly (number | null)[]) => ({
  total: entryIds.length,
  getRow: (place: number) => {
    const entryId = entryIds[place] ?? null;
    return entryId === null ? undefined : ({ entryId } as PlaylistEntry);
  },
});
const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  invoke.mockReset();
  forgetUndo();
});

describe('entries that are being taken out', () => {
  it('are found among the rows that are loaded', () => {
    expect(placesOf(rowsOf(11, 12, 13, 14), new Set([14, 12, 99]))).toEqual([1, 3]);
    const second = Array.from({ length: 150 }, (_, at) => (at < 100 ? null : at));
    expect(placesOf(rowsOf(...second), new Set([3, 103]))).toEqual([103]);
  });

  it('are passed over by the places of the others', () => {
    const hidden = [1, 2, 5];
    expect([0, 1, 2, 3].map((place) => placeAmong(hidden, place))).toEqual([0, 3, 4, 6]);
    expect(placeAmong([0, 1], 0)).toBe(2);
    expect(placeAmong([], 7)).toBe(7);
  });

  it('go once, until they stay again', () => {
    expect(letGo(id, [1, 2])).toEqual([1, 2]);
    expect(letGo(id, [2, 3])).toEqual([3]);
    letStay(id, [2]);
    expect(letGo(id, [1, 2, 3])).toEqual([2]);
    letStay(id, [1, 2, 3]);
  });

  it('come back by one request, those too that main has not answered yet', async () => {
    const answers: ((answer: unknown) => void)[] = [];
    invoke.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    for (const entryId of [1, 2, 2, 3]) removeEntries(playlist, [entryId]);
    expect(invoke.mock.calls.map(([, request]) => request)).toEqual(
      [1, 2, 3].map((entryId) => ({ id, entryIds: [entryId] })),
    );
    answers.forEach((answer, at) => {
      if (at < 2) answer({ removal: at + 1, removed: 1 });
    });
    undoNewest();
    await turn();
    expect(invoke).toHaveBeenCalledTimes(3);
    answers[2]?.({ removal: 3, removed: 1 });
    await turn();
    expect(invoke.mock.calls.slice(3)).toEqual([['playlists.restoreEntries', { id, removals: [1, 2, 3] }]]);
    answers[3]?.({});
    await turn();
    expect(letGo(id, [1, 2, 3])).toEqual([1, 2, 3]);
    letStay(id, [1, 2, 3]);
  });

  it('stay where main cannot take them out', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    invoke.mockRejectedValueOnce(new Error('no')).mockResolvedValue({ removal: 7, removed: 1 });
    removeEntries(playlist, [1]);
    removeEntries(playlist, [2]);
    await turn();
    undoNewest();
    await turn();
    expect(invoke.mock.calls.slice(2)).toEqual([['playlists.restoreEntries', { id, removals: [7] }]]);
    expect(letGo(id, [1])).toEqual([1]);
    letStay(id, [1]);
  });
});
