import { describe, expect, it } from 'vitest';
import type { FoundUpdate, UpdateState } from '@shared/updates';
import { afterUpdateEvent, isLookDue, type UpdateEvent } from '../../src/main/domain/update';
import { updateFailureOf } from '../../src/main/domain/update-failure';
import { isOfFeed, readUpdateFeed } from '../../src/main/domain/update-feed';
import { plainNotes } from '../../src/main/domain/update-notes';
import { updateRefusal, type Installation } from '../../src/main/domain/update-refusal';

const UPDATE: FoundUpdate = { version: '0.2.0', notes: 'New', bytes: 10 };
const PROGRESS = { doneBytes: 5, bytes: 10, bytesPerSecond: 1 };

const STATES = {
  unsupported: { kind: 'unsupported', reason: 'no-feed' },
  idle: { kind: 'idle' },
  looking: { kind: 'looking', isByItself: false },
  'looking by itself': { kind: 'looking', isByItself: true },
  none: { kind: 'none' },
  found: { kind: 'found', update: UPDATE },
  waiting: { kind: 'waiting', update: UPDATE, atQuit: true, waitsFor: 'downloads' },
  fetching: { kind: 'fetching', update: UPDATE, atQuit: true, progress: PROGRESS },
  ready: { kind: 'ready', update: UPDATE, atQuit: true },
  'look failed': { kind: 'failed', during: 'look', reason: 'offline' },
  'fetch failed': { kind: 'failed', during: 'fetch', reason: 'wrong-file', update: UPDATE },
  'install failed': { kind: 'failed', during: 'install', version: '0.2.0' },
} as const satisfies Readonly<Record<string, UpdateState>>;
type StateName = keyof typeof STATES;

const EVENTS = {
  look: { kind: 'look', isByItself: false },
  'look by itself': { kind: 'look', isByItself: true },
  'answered with one': { kind: 'answered', update: UPDATE },
  'answered with none': { kind: 'answered', update: null },
  'look failed': { kind: 'look-failed', reason: 'offline' },
  fetch: { kind: 'fetch', atQuit: true, waitsFor: null },
  'fetch later': { kind: 'fetch', atQuit: true, waitsFor: 'downloads' },
  progress: { kind: 'progress', progress: PROGRESS },
  fetched: { kind: 'fetched' },
  'fetch failed': { kind: 'fetch-failed', reason: 'wrong-file' },
  cancel: { kind: 'cancel' },
  later: { kind: 'later' },
} as const satisfies Readonly<Record<string, UpdateEvent>>;
type EventName = keyof typeof EVENTS;

/** All that leads to another state; every other pair leaves it as it is. */
const MOVES: Readonly<Record<StateName, Readonly<Partial<Record<EventName, StateName>>>>> = {
  unsupported: {},
  idle: { look: 'looking', 'look by itself': 'looking by itself' },
  none: { look: 'looking', 'look by itself': 'looking by itself' },
  looking: { 'answered with one': 'found', 'answered with none': 'none', 'look failed': 'look failed' },
  'looking by itself': {
    look: 'looking',
    'answered with one': 'found',
    'answered with none': 'none',
    // Nobody has asked, so nobody is told.
    'look failed': 'idle',
  },
  found: { look: 'looking', fetch: 'fetching', 'fetch later': 'waiting', later: 'idle' },
  waiting: { fetch: 'fetching', cancel: 'found' },
  fetching: { fetched: 'ready', 'fetch failed': 'fetch failed', cancel: 'found' },
  ready: {},
  'look failed': { look: 'looking', later: 'idle' },
  'fetch failed': { look: 'looking', later: 'idle' },
  'install failed': { look: 'looking', later: 'idle' },
};

describe('the machine of updates', () => {
  const PAIRS = (Object.keys(STATES) as StateName[]).flatMap((state) =>
    (Object.keys(EVENTS) as EventName[]).map((event) => [state, event] as const),
  );

  it.each(PAIRS)('%s, %s', (from, event) => {
    const after = afterUpdateEvent(STATES[from], EVENTS[event]);
    const to = MOVES[from][event] ?? from;
    const fresh = { doneBytes: 0, bytes: 0, bytesPerSecond: 0 };
    const isBegun = to === 'fetching' && from !== 'fetching';
    expect(after).toEqual(isBegun ? { ...STATES.fetching, progress: fresh } : STATES[to]);
  });

  it('fetches nothing that the user has not agreed to: only the found version leads there', () => {
    const leading = PAIRS.filter(([state, event]) => {
      const { kind } = afterUpdateEvent(STATES[state], EVENTS[event]);
      return kind === 'fetching' && STATES[state].kind !== 'fetching';
    });
    expect(leading).toEqual([
      ['found', 'fetch'],
      ['waiting', 'fetch'],
    ]);
  });

  it.each([
    [null, 1_000, true],
    [0, 86_399_999, false],
    [0, 86_400_000, true],
    // The clock was put back.
    [5_000, 4_000, true],
  ])('looks once a day: last at %s, now %s', (lookedAt, now, isDue) => {
    expect(isLookDue(lookedAt, now)).toBe(isDue);
  });
});

describe('whom a copy would ask', () => {
  it.each([
    ['provider: generic\nurl: https://updates.example.org/flowshelf/\n', 'updates.example.org'],
    [
      "provider: generic\nurl: 'https://updates.example.org'\nupdaterCacheDirName: x-updater\n",
      'updates.example.org',
    ],
    ['provider: generic\nurl: http://127.0.0.1:8080/\n', '127.0.0.1:8080'],
    ['owner: flowshelf\nrepo: flowshelf\nprovider: github\n', 'github.com'],
  ])('%j', (text, host) => {
    expect(readUpdateFeed(text)?.host).toBe(host);
  });

  it.each([
    '',
    'provider: generic\n',
    'provider: generic\nurl: http://updates.example.org/\n',
    'provider: generic\nurl: file:///tmp/\n',
    'provider: generic\nurl: https://me:secret@updates.example.org/\n',
    'provider: s3\nbucket: x\n',
    'provider: github\nhost: github.example.org\nowner: a\nrepo: b\n',
    '{"provider":"generic","url":"https://updates.example.org"}',
  ])('nobody by %j', (text) => {
    expect(readUpdateFeed(text)).toBeNull();
  });

  it('lets requests go to its own hosts alone, by the same protocol', () => {
    const generic = readUpdateFeed('provider: generic\nurl: https://updates.example.org/a/');
    const github = readUpdateFeed('provider: github\nowner: a\nrepo: b\n');
    if (generic === null || github === null) throw new Error('They are feeds.');
    expect(isOfFeed(generic, 'https://updates.example.org/a/latest.yml?noCache=1')).toBe(true);
    for (const address of [
      'http://updates.example.org/a/latest.yml',
      'https://updates.example.org:444/a/latest.yml',
      'https://updates.example.org.evil.test/',
      'https://evil.test/updates.example.org',
      'file:///etc/passwd',
      '',
    ]) {
      expect(isOfFeed(generic, address), address).toBe(false);
    }
    expect(isOfFeed(github, 'https://release-assets.githubusercontent.com/x')).toBe(true);
    expect(isOfFeed(github, 'https://api.github.com/x')).toBe(false);
  });
});

describe('a copy that is not brought up to date by itself', () => {
  const APP_IMAGE: Installation = {
    isPackaged: true,
    platform: 'linux',
    packageType: null,
    isAppImage: true,
    isWritable: true,
    hasFeed: true,
  };
  const UNPACKED: Installation = { ...APP_IMAGE, isAppImage: false };

  it.each([
    ['an AppImage of the user', {}, null],
    ['an AppImage in a folder of root', { isWritable: false }, 'not-yours'],
    ['an AppImage without a source', { hasFeed: false }, 'no-feed'],
    ['Windows, per user', { platform: 'win32', isAppImage: false }, null],
    ['Windows, for all users', { platform: 'win32', isAppImage: false, isWritable: false }, 'not-yours'],
    ['macOS', { platform: 'darwin', isAppImage: false }, null],
    [
      'a working copy',
      { isPackaged: false, hasFeed: false, isAppImage: false, isWritable: false },
      'no-feed',
    ],
  ] as const)('%s', (_name, change, reason) => {
    expect(updateRefusal({ ...APP_IMAGE, ...change })).toBe(reason);
  });

  it.each([
    ['a .deb', { packageType: 'deb', isWritable: false, hasFeed: false }, 'package-manager'],
    ['a .deb, run by root', { packageType: 'deb', hasFeed: false }, 'package-manager'],
    ['an .rpm', { packageType: 'rpm', isWritable: false }, 'package-manager'],
    ['something else in /usr', { isWritable: false, hasFeed: false }, 'package-manager'],
    ['unpacked by the user', { hasFeed: false }, 'no-feed'],
    ['an AppImage that was unpacked', {}, 'cannot-replace'],
  ] as const)('%s', (_name, change, reason) => {
    expect(updateRefusal({ ...UNPACKED, ...change })).toBe(reason);
  });
});

describe('release notes', () => {
  it('of Markdown stay as they are written, but for the signs of headings', () => {
    expect(plainNotes('### Added\n\n- One `thing` < another & <b>bold</b> words\r\n')).toBe(
      'Added\n\n- One `thing` < another & <b>bold</b> words',
    );
  });

  it('of HTML lose their markup and keep their words and lines', () => {
    const html =
      '<h2>0.2.0</h2>\n<ul>\n  <li>One &amp; two</li>\n  <li>Three <a href="https://x.test">here</a></li>\n</ul><script>alert(1)</script><p>End &#8211; &lt;b&gt;</p>';
    expect(plainNotes(html)).toBe('0.2.0\n\n- One & two\n\n- Three here\n\nEnd – <b>');
  });

  it('of several versions stand behind each other', () => {
    expect(
      plainNotes([
        { version: '0.3.0', note: '- c' },
        { version: '0.2.0', note: null },
      ]),
    ).toBe('0.3.0\n\n- c\n\n0.2.0');
  });

  it('hide nothing, turn nothing round, and end', () => {
    expect(plainNotes('a\u202Eb\u0000c\u200Bd')).toBe('abcd');
    expect(plainNotes('x'.repeat(1_000_000)).length).toBeLessThan(20_100);
    expect(plainNotes(null)).toBe('');
    expect(plainNotes('<'.repeat(200_000))).toHaveLength(20_001);
  });
});

describe('what went wrong', () => {
  const failed = (message: string, code?: string) =>
    Object.assign(new Error(message), code === undefined ? {} : { code });

  it.each([
    [failed('sha512 checksum mismatch, expected a, got b', 'ERR_CHECKSUM_MISMATCH'), 'wrong-file'],
    [failed('New version 1 is not signed', 'ERR_UPDATER_INVALID_SIGNATURE'), 'bad-signature'],
    [failed('Code signature at URL file:///x did not pass validation'), 'bad-signature'],
    [failed('net::ERR_CONNECTION_REFUSED'), 'offline'],
    [failed('net::ERR_NAME_NOT_RESOLVED'), 'offline'],
    [failed('Request timed out'), 'offline'],
    [failed('net::ERR_BLOCKED_BY_CLIENT'), 'other-host'],
    [failed('503', 'HTTP_ERROR_503'), 'no-answer'],
    [failed('Cannot find channel', 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND'), 'no-answer'],
    [failed('Cannot parse', 'ERR_UPDATER_INVALID_UPDATE_INFO'), 'unreadable'],
    [failed('no space', 'ENOSPC'), 'disk-full'],
    [failed('denied', 'EACCES'), 'not-writable'],
    [failed('x', 'toString'), 'failed'],
    ['a text', 'failed'],
    [undefined, 'failed'],
  ] as const)('%s', (error, reason) => {
    expect(updateFailureOf(error)).toBe(reason);
  });
});
