import { describe, expect, it } from 'vitest';
import { configuration } from '../../packaging/configuration.mjs';
import { FEED_VARIABLE, feedOf } from '../../packaging/feed.mjs';
import { readUpdateFeed } from '../../src/main/domain/update-feed';

const given = (feed?: string) => feedOf({ [FEED_VARIABLE]: feed });
const BUILD = { version: '0.2.0', isTest: false };

describe('where a copy will look for updates', () => {
  it('is nowhere unless the environment says so', () => {
    expect(given()).toBeNull();
    expect(given('  ')).toBeNull();
    const { publish, releaseInfo } = configuration(BUILD);
    expect(publish).toBeNull();
    expect(releaseInfo).toBeUndefined();
  });

  it.each([
    [
      'https://updates.example.org/flowshelf',
      { provider: 'generic', url: 'https://updates.example.org/flowshelf' },
    ],
    ['github:flow-shelf/flowshelf', { provider: 'github', owner: 'flow-shelf', repo: 'flowshelf' }],
  ])('%s', (feed, expected) => {
    expect(given(feed)).toEqual(expected);
    expect(configuration({ ...BUILD, feed: given(feed) }).publish).toEqual(expected);
    // What is written of it beside the program is understood by the program.
    const written = Object.entries(expected).map(([name, value]) => `${name}: ${value}\n`);
    expect(readUpdateFeed(written.join(''))).not.toBeNull();
  });

  it.each([
    'http://updates.example.org/',
    'https://me:secret@updates.example.org/',
    'https://updates.example.org/?token=1',
    'github:flowshelf',
    'updates.example.org',
  ])('is refused where it would not be safe: %s', (feed) => {
    expect(() => given(feed)).toThrow(FEED_VARIABLE);
  });

  it('has the notes of the version with it', () => {
    expect(configuration({ ...BUILD, releaseNotes: '- New' }).releaseInfo).toEqual({ releaseNotes: '- New' });
  });
});
