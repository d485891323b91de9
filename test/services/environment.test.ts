import { describe, expect, it } from 'vitest';
import { createWorld } from '../support/world';

const world = createWorld();

describe('an address in the environment that no key may be sent to', () => {
  it('is refused; the key of the environment goes nowhere else instead', async () => {
    const environment = { apiUrl: 'http://proxy.example/api', apiKey: 'k' };
    await expect(world.core(null, { key: null, environment })).rejects.toThrow('FLOWSHELF_API_URL');
  });

  it('is refused with what is wrong with it', async () => {
    const environment = { apiUrl: 'https://user:pw@proxy.example', apiKey: 'k' };
    await expect(world.core(null, { key: null, environment })).rejects.toMatchObject({
      reason: 'address-with-login',
    });
  });
});
