import { beforeAll, describe, expect, it } from 'vitest';
import type { Asset, AssetKind, AssetState, LyricsState, SongListing } from '@shared/model';
import { badgeText } from '../../src/renderer/features/songs/file-badges';
import { fileBadges } from '../../src/renderer/features/songs/song-files';
import { startTexts } from '../../src/renderer/i18n';
import { orderBy } from '../../src/renderer/features/songs/song-order';
import { chooseFile } from '../../src/renderer/player/playable';
import { clockText } from '../../src/renderer/player/clock-text';

function asset(kind: AssetKind, state: AssetState): Asset {
  return {
    kind,
    state,
    format: null,
    version: null,
    isUnverified: false,
    percent: null,
    failure: null,
  };
}
function badges(states: Partial<Record<AssetKind, AssetState>>, lyricsState: LyricsState = 'plain') {
  const assets = Object.entries(states).map(([kind, state]) => asset(kind as AssetKind, state));
  return fileBadges({ assets, lyricsState }).map((badge) =>
    'assets' in badge
      ? `${badge.kind} ${badge.assets.map((each) => each.kind).join('+')}`
      : 'asset' in badge
        ? `${badge.kind} ${badge.asset.kind}`
        : badge.kind,
  );
}

describe('what a row says about its files', () => {
  it('names what is there, but not the cover that is seen', () => {
    expect(badges({ cover: 'present', video: 'present', wav: 'present', audio: 'present' })).toEqual([
      'present audio',
      'present wav',
      'present video',
    ]);
  });
  it('says alike things once', () => {
    expect(badges({ cover: 'waiting', audio: 'running', wav: 'waiting', video: 'waiting' })).toEqual([
      'waiting wav+video+cover',
      'running audio',
    ]);
  });
  it('says last, so nearest to the edge, what needs a person', () => {
    expect(badges({ audio: 'present', wav: 'failed', video: 'running' })).toEqual([
      'present audio',
      'running video',
      'failed wav',
    ]);
  });
  it('tells words only from no files', () => {
    expect(badges({})).toEqual(['lyrics-only']);
    expect(badges({}, 'none')).toEqual(['none']);
    expect(badges({ audio: 'offered' })).toEqual(['offered audio']);
    expect(badges({ audio: 'present', wav: 'offered' })).toEqual(['present audio']);
  });
});

describe('the badge of a file on disk', () => {
  beforeAll(startTexts);
  it('says so when nobody vouches for its end', () => {
    const present = { ...asset('audio', 'present'), format: 'm4a' } as const;
    expect(badgeText({ kind: 'present', asset: present })).toBe('m4a');
    expect(badgeText({ kind: 'present', asset: { ...present, isUnverified: true } })).toBe('m4a unverified');
    const wav = { ...asset('wav', 'present'), isUnverified: true };
    expect(badgeText({ kind: 'present', asset: wav })).toBe('WAV unverified');
  });
});

describe('the order of the list', () => {
  const listing: SongListing = { search: '', sort: 'created', direction: 'desc' };
  it('begins with what is most likely wanted and turns round when pressed again', () => {
    expect(orderBy(listing, 'title')).toEqual({ sort: 'title', direction: 'asc' });
    expect(orderBy(listing, 'duration')).toEqual({ sort: 'duration', direction: 'desc' });
    expect(orderBy(listing, 'created')).toEqual({ sort: 'created', direction: 'asc' });
  });
});

describe('the file that plays', () => {
  const whole = { assets: [asset('audio', 'present'), asset('wav', 'present'), asset('video', 'present')] };
  it('is the preferred one', () => {
    expect(chooseFile(whole, 'wav', false)?.kind).toBe('wav');
    expect(chooseFile(whole, 'audio', false)?.kind).toBe('audio');
    expect(chooseFile(whole, 'audio', true)?.kind).toBe('video');
  });
  it('is another where the preferred one is not on disk', () => {
    expect(
      chooseFile({ assets: [asset('audio', 'present'), asset('wav', 'running')] }, 'wav', true)?.kind,
    ).toBe('audio');
    expect(chooseFile({ assets: [asset('video', 'present')] }, 'wav', false)?.kind).toBe('video');
    expect(
      chooseFile({ assets: [asset('audio', 'failed'), asset('cover', 'present')] }, 'wav', false),
    ).toBeNull();
  });
});

it.each([
  [0, '0:00'],
  [5_999, '0:05'],
  [60_000, '1:00'],
  [754_000, '12:34'],
  [3_725_000, '1:02:05'],
  [-5, '0:00'],
])('a clock at %i ms shows %s', (ms, text) => {
  expect(clockText(ms)).toBe(text);
});
