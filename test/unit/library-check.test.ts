import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_KINDS, REPAIRS, REPAIRS_OF } from '@shared/library-check';
import {
  dueCheck,
  isSongFolderName,
  isSystemName,
  isUnfinishedName,
  judgeFile,
} from '../../src/main/domain/library-check';
import { songFolderName } from '../../src/main/domain/naming';

const DAY = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 4, 20);

describe('a look at a file', () => {
  const known = { bytes: 1_000, changedAt: NOW, finishedAt: NOW };
  const seen = { bytes: 1_000, changedAt: NOW };

  it.each([
    ['the same', known, seen, 'same', 'read'],
    ['another length', known, { ...seen, bytes: 999 }, 'changed', 'changed'],
    ['written to later', known, { ...seen, changedAt: NOW + 60_000 }, 'read', 'read'],
    [
      'an older time, as a copy from a backup has it',
      known,
      { ...seen, changedAt: NOW - 60_000 },
      'read',
      'read',
    ],
    ['a time as coarse as FAT keeps it', known, { ...seen, changedAt: NOW + 1_999 }, 'same', 'read'],
    ['never looked at, not touched since it came', { ...known, changedAt: null }, seen, 'same', 'read'],
    [
      'never looked at, touched since it came',
      { ...known, changedAt: null },
      { ...seen, changedAt: NOW + 60_000 },
      'read',
      'read',
    ],
    ['a length that nobody knows', { ...known, bytes: null }, { ...seen, bytes: 5 }, 'same', 'read'],
  ] as const)('%s', (_name, row, file, quick, thorough) => {
    expect(judgeFile(row, file, 'quick')).toBe(quick);
    expect(judgeFile(row, file, 'thorough')).toBe(thorough);
  });
});

describe('names', () => {
  it.each(['Low Tide.audio.part', 'cover.cover.part', 'x.wav.part', 'clip.json.flowshelf.tmp'])(
    '%s is one that the program gives unfinished files',
    (name) => expect(isUnfinishedName(name)).toBe(true),
  );
  it.each(['part', 'my.part', 'Low Tide.part', 'audio.part.wav', 'x.flowshelf.tmp.txt', 'a.tmp'])(
    '%s is nobody’s but the user’s',
    (name) => expect(isUnfinishedName(name)).toBe(false),
  );
  it.each(['.DS_Store', '._Low Tide.wav', 'Thumbs.db', 'DESKTOP.INI', '$RECYCLE.BIN', '.Trash-1000'])(
    '%s is the system’s',
    (name) => expect(isSystemName(name)).toBe(true),
  );
  it('every folder that is named for a song is known as one', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), (title, id) => {
        expect(isSongFolderName(songFolderName(title, id, () => false).name)).toBe(true);
      }),
    );
    for (const name of ['Demos', 'Demos [old stuff]', '[abc]', 'x[abc]'])
      expect(isSongFolderName(name)).toBe(false);
  });
});

describe('the check that is due', () => {
  const history = { lastQuickAt: NOW - 60_000, lastThoroughAt: NOW - DAY, since: NOW - 90 * DAY };

  it.each([
    ['none right after one', history, null],
    ['a quick one after a day', { ...history, lastQuickAt: NOW - DAY }, 'quick'],
    [
      'none where a thorough one was made today',
      { ...history, lastQuickAt: null, lastThoroughAt: NOW - 60_000 },
      null,
    ],
    ['a thorough one after a month', { ...history, lastThoroughAt: NOW - 30 * DAY }, 'thorough'],
    ['a quick one first in a new library', { lastQuickAt: null, lastThoroughAt: null, since: NOW }, 'quick'],
    [
      'a thorough one in a library that is a month old and was never read',
      { lastQuickAt: NOW, lastThoroughAt: null, since: NOW - 30 * DAY },
      'thorough',
    ],
    [
      'a quick one where the last was noted in the future',
      { lastQuickAt: NOW + DAY, lastThoroughAt: null, since: NOW },
      'quick',
    ],
  ] as const)('%s', (_name, when, due) => expect(dueCheck(when, NOW)).toBe(due));
});

describe('repairs', () => {
  it('every kind has one, and each is used', () => {
    for (const kind of FINDING_KINDS) expect(REPAIRS_OF[kind].length).toBeGreaterThan(0);
    expect(new Set(Object.values(REPAIRS_OF).flat())).toEqual(new Set(REPAIRS));
  });
  it('only an unfinished file of ours may go to the trash', () => {
    expect(FINDING_KINDS.filter((kind) => REPAIRS_OF[kind].includes('trash'))).toEqual(['part']);
  });
});
