import { describe, expect, it } from 'vitest';
import { speaksOfKey } from '../../src/main/remote/key-messages';

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
    'Unauthorized: invalid token',
    '401 Unauthorized - token is missing',
    'Error 401: invalid token',
    'Invalid token, please check',
    'Invalid token (request id: 20261121-0815)',
    'Token is invalid or expired',
    'The provided token is invalid, expired or revoked.',
    'Token has expired. Please log in again.',
    'Please provide a valid key',
    'Please check your key and try again.',
    'No key provided',
    'Invalid secret key',
    'Incorrect credentials',
    'user not active',
    'The user has been blocked.',
    'User does not exist, please contact support',
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
    'Unauthorized: lyrics of another artist',
    'Invalid key, H minor',
    'Invalid key signature',
    'Invalid key "H minor"',
    'Invalid key: “H minor”',
    'Please provide a valid key for the song',
    'Please provide a valid key, such as C major',
    'Please check the prompt',
    'Please try again',
    'The prompt was refused: key',
    'The prompt “lost my API key to your heart” was refused.',
    'Refused: "the account of my life was frozen"',
    'The user does not exist in the lyrics',
    'The token in the prompt is invalid',
    'Too many tokens in the lyrics',
    '401',
    '',
  ])('%s: no', (message) => {
    expect(speaksOfKey(message)).toBe(false);
  });
});
