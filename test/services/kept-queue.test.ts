import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import { uuid } from '../support/songs';
import { createWorld } from '../support/world';

/** The player's queue in the library's database: songs in portions, then their order, then where it stands. */

const world = createWorld();
const songs = ['a', 'b', 'c'].map((name) => uuid(name) as ClipId);
const QUEUE = uuid('queue');
const PLACE = {
  at: 1,
  positionMs: 12_000,
  isPlaying: true,
  history: [{ clipId: uuid('a') as ClipId, at: 5 }],
};

async function keptIn(core: Awaited<ReturnType<typeof world.core>>, queueId = QUEUE) {
  await core.invoke('queue.keepSongs', { queueId, after: 0, clipIds: songs.slice(0, 2) });
  await core.invoke('queue.keepSongs', { queueId, after: 2, clipIds: songs.slice(2) });
  await core.invoke('queue.keepOrder', {
    queueId,
    walk: '2,0,1',
    listed: '0,1,2',
    isByHand: false,
    at: 0,
  });
}

describe('the queue that is kept', () => {
  it('is none in a new library', async () => {
    const core = await world.core(null);
    expect(await core.invoke('queue.kept', {})).toBeNull();
  });

  it('is there after a restart, where it stood last, and waits', async () => {
    const core = await world.core(null);
    await keptIn(core);
    await core.invoke('queue.keepPlace', PLACE);
    expect(await core.invoke('queue.kept', {})).toMatchObject({ at: 1, wasPlaying: true });
    const next = await world.restart(core);
    const { isPlaying: _, ...place } = PLACE;
    expect(await next.invoke('queue.kept', {})).toEqual({
      songs,
      walk: '2,0,1',
      listed: '0,1,2',
      isByHand: false,
      ...place,
      wasPlaying: false,
    });
  });

  it('keeps what was played where only the place is told', async () => {
    const core = await world.core(null);
    await keptIn(core);
    await core.invoke('queue.keepPlace', PLACE);
    await core.invoke('queue.keepPlace', { ...PLACE, positionMs: 13_000, history: null });
    const told = { positionMs: 13_000, history: PLACE.history };
    expect(await core.invoke('queue.kept', {})).toMatchObject(told);
    await core.advance(10_000);
    await core.invoke('queue.keepPlace', { ...PLACE, positionMs: 14_000, history: null });
    const next = await world.restart(core);
    expect(await next.invoke('queue.kept', {})).toMatchObject({ ...told, positionMs: 14_000 });
  });

  it('is the one whose order was kept, however far another has come', async () => {
    const core = await world.core(null);
    await keptIn(core);
    await core.invoke('queue.keepSongs', { queueId: uuid('other'), after: 0, clipIds: songs.slice(1) });
    expect(await core.invoke('queue.kept', {})).toMatchObject({ songs, walk: '2,0,1' });
    await core.invoke('queue.keepOrder', {
      queueId: uuid('other'),
      walk: '1,0',
      listed: null,
      isByHand: true,
      at: 1,
    });
    expect(await core.invoke('queue.kept', {})).toMatchObject({
      songs: songs.slice(1),
      walk: '1,0',
      isByHand: true,
      at: 1,
    });
  });

  it('is written down now and then while it plays, and at once when playback stops', async () => {
    const core = await world.core(null);
    await keptIn(core);
    const written = () => core.sql<{ position_ms: number }>('SELECT position_ms FROM queue')[0]?.position_ms;
    await core.invoke('queue.keepPlace', PLACE);
    expect(written()).toBe(0);
    await core.advance(10_000);
    expect(written()).toBe(12_000);
    await core.invoke('queue.keepPlace', { ...PLACE, positionMs: 13_000, isPlaying: false });
    expect(written()).toBe(13_000);
  });

  it('takes only what can be a queue', async () => {
    const core = await world.core(null);
    for (const walk of ['a', '1,', ',1', '1,,2', '1234567', '-1']) {
      await expect(
        core.invoke('queue.keepOrder', { queueId: QUEUE, walk, listed: null, isByHand: true, at: 0 }),
      ).rejects.toMatchObject({ code: 'bad-input' });
    }
  });
});
