import { describe, expect, it } from 'vitest';
import { pending, rateLimited } from '../support/flow-server';
import { uuid } from '../support/songs';
import { createWorld } from '../support/world';

const world = createWorld();
const MINUTE = 60_000;

describe('a pause that the service asks for', () => {
  it('of two answers that ask for different pauses the longer counts, in whatever order they come', async () => {
    const server = await world.server();
    const long = uuid('long');
    const short = uuid('short');
    server.job(long, [rateLimited(600), pending()]);
    // Answered later than the other, and with a shorter pause.
    server.job(short, async (count) => {
      if (count > 0) return pending();
      while (server.asked(long)[0]?.status !== 429) await new Promise((resolve) => setTimeout(resolve, 5));
      await new Promise((resolve) => setTimeout(resolve, 50));
      return rateLimited(2);
    });
    const core = await world.core(server);
    await core.add(long, short);
    await core.waitFor(
      () => server.requests.every((request) => request.isOver) && server.asked().length === 2,
      {
        pace: 0,
      },
    );
    await core.waitFor(async () => (await core.holds()).some((hold) => hold.kind === 'rate-limited'), {
      pace: 0,
    });
    await core.advance(9 * MINUTE);
    expect(server.asked()).toHaveLength(2);
    await core.waitFor(() => server.asked().length > 2);
  });
});
