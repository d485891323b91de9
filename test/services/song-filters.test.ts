import { describe, expect, it } from 'vitest';
import { success } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

describe('filters in the text of the search box', () => {
  it('are not searched for as words, and models and actions are there to choose from', async () => {
    const server = await world.server();
    const job = uuid('two songs');
    server.job(job, success([clip('Low Tide'), clip('Has Video')]));
    const core = await world.core(server);
    await core.add(job);
    await core.settled();
    const titlesOf = async (search: string) =>
      (
        await core.invoke('songs.page', { search, sort: 'title', direction: 'asc', offset: 0, limit: 10 })
      ).rows.map((row) => row.title);

    expect(await titlesOf('model:FUZZ-2.0 tide')).toEqual(['Low Tide']);
    expect(await titlesOf('"has video"')).toEqual(['Has Video']);
    // What cannot be understood is not searched for either.
    expect(await titlesOf('has:vidio low')).toEqual(['Low Tide']);
    expect(await titlesOf('-')).toEqual(['Has Video', 'Low Tide']);
    expect(await titlesOf('-tide')).toEqual(['Has Video']);
    expect(await titlesOf('is:without-files')).toEqual(['Has Video', 'Low Tide']);
    expect(await titlesOf('-is:without-files')).toEqual([]);
    expect(await core.invoke('songs.facets', {})).toEqual({
      models: [{ value: 'FUZZ-2.0', count: 2 }],
      actions: [{ value: 'music', count: 2 }],
      tags: [],
    });
  });
});
