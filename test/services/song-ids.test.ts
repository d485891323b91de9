import { expect, it } from 'vitest';
import { success } from '../support/flow-server';
import { clip, uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();

it('the ids of a listing come as a stretch of it, which may be all', async () => {
  const server = await world.server();
  const job = uuid('five');
  server.job(job, success(['Anchor', 'Beacon', 'Current', 'Drift', 'Ebb'].map((title) => clip(title))));
  const core = await world.core(server);
  await core.add(job);
  await core.settled();
  const listing = { search: '', sort: 'title', direction: 'asc' } as const;
  const stretch = (offset: number, limit: number) => core.invoke('songs.ids', { ...listing, offset, limit });
  const all = await stretch(0, 1_000_000);
  expect(all).toEqual(['Anchor', 'Beacon', 'Current', 'Drift', 'Ebb'].map((title) => uuid(`clip ${title}`)));
  expect(await stretch(1, 2)).toEqual(all.slice(1, 3));
  expect(await stretch(3, 100)).toEqual(all.slice(3));
  expect(await stretch(5, 1)).toEqual([]);
});
