import { describe, expect, it } from 'vitest';
import { success } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

describe('typing in the list of songs', () => {
  it('finds titles that begin with digits by each of them', async () => {
    const server = await world.server();
    const job = uuid('digits');
    server.job(job, success([clip('99 Red'), clip('Other'), clip('2020 Again')]));
    const core = await world.core(server);
    await core.add(job);
    await core.settled();
    const listing = { search: '', sort: 'title', direction: 'asc' } as const;
    const titles = (await core.invoke('songs.page', { ...listing, offset: 0, limit: 10 })).rows.map(
      (row) => row.title,
    );
    expect(titles).toEqual(['99 Red', '2020 Again', 'Other']);
    for (const [prefix, index] of [
      ['9', 0],
      ['99', 0],
      ['2', 1],
      ['20', 1],
      ['o', 2],
      ['x', null],
    ] as const) {
      expect(await core.invoke('songs.jump', { ...listing, prefix, after: 0 })).toBe(index);
    }
  });
});
