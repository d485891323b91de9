import { describe, expect, it } from 'vitest';
import { speaksOfKey } from '../../src/main/remote/wire';

describe('whether a message speaks of the account’s key', () => {
  it.each([
    'Invalid API key',
    'TT-API-KEY is missing',
    'api_key not found',
    'Invalid key',
    'The key is expired.',
    'Unauthorized',
    '401 Unauthorized',
    'Unauthorised access',
    'Authentication failed',
    'Your account is not active',
    'The account has been suspended',
    'Invalid access token',
  ])('%s: yes', (message) => {
    expect(speaksOfKey(message)).toBe(true);
  });

  // One refused prompt must never hold every other job.
  it.each([
    null,
    'Unauthorized use of copyrighted lyrics in the prompt.',
    'Invalid key: H minor',
    'The key is not valid for this mode',
    'The song changes key too often',
    'Quota too low',
    'The prompt was refused by the provider.',
    'Authentication is what the lyrics are about',
  ])('%s: no', (message) => {
    expect(speaksOfKey(message)).toBe(false);
  });
});
