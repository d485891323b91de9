import { beforeAll, describe, expect, it } from 'vitest';
import type { Hold, KeyStatus } from '@shared/model';
import { startTexts } from '../../src/renderer/i18n';
import { byWeight, holdWords } from '../../src/renderer/shell/hold-words';

beforeAll(startTexts);

const KEY: KeyStatus = {
  storage: null,
  ending: null,
  canStoreSecurely: true,
  isForOtherAddress: false,
  canForget: false,
};
/** The least important first. */
const ALL: readonly Hold[] = [
  { kind: 'downloads-paused' },
  { kind: 'rate-limited', until: new Date().setHours(14, 32, 0, 0) },
  { kind: 'offline', until: Date.now(), host: 'api.ttapi.io' },
  { kind: 'wrong-address', until: Date.now(), apiUrl: 'https://api.ttapi.io/v2' },
  { kind: 'key-missing' },
  { kind: 'key-rejected', detail: 'invalid key' },
  { kind: 'library-rebuilding', done: 12_300, total: 100_000, isStopped: false },
  { kind: 'journal-unwritable', file: '/music/jobs.jsonl' },
  { kind: 'disk-full', neededBytes: 1.4e9, freeBytes: 2e8, isRefused: false },
  { kind: 'data-disk-full', neededBytes: 1.6e7, freeBytes: 2e6, isRefused: false },
  { kind: 'library-readonly', folder: '/music' },
  { kind: 'library-moving', to: '/elsewhere' },
  { kind: 'library-missing', folder: '/music' },
  { kind: 'database-damaged' },
];

describe('the one banner', () => {
  it('tells what is most important first, and nothing when nothing holds', () => {
    expect(byWeight(ALL).map((hold) => hold.kind)).toEqual(ALL.map((hold) => hold.kind).reverse());
    expect(byWeight([])).toEqual([]);
  });
  it('does not sort the list that it was given', () => {
    const given = [...ALL];
    byWeight(given);
    expect(given).toEqual(ALL);
  });
  it.each(ALL)('$kind has words, and one action', (hold) => {
    const { title, text, action } = holdWords(hold, KEY);
    for (const words of [title, text, action ?? '']) {
      expect(words).not.toBe('');
      expect(words).not.toMatch(/\{\{|holds\.|undefined|null/);
    }
  });
  it('says how far the library folder is gone through, and after a stop what became of the rest', () => {
    const rebuilding = { kind: 'library-rebuilding', done: 12_300, total: 100_000 } as const;
    const going = holdWords({ ...rebuilding, isStopped: false }, KEY);
    const stopped = holdWords({ ...rebuilding, isStopped: true }, KEY);
    expect(going.text).toContain('12,300 of 100,000 songs');
    expect(stopped.text).toContain('12,300 of 100,000');
    expect([going.action, stopped.action]).toEqual(['Stop', 'Go on']);
    expect(holdWords({ ...rebuilding, done: 0, total: 0, isStopped: true }, KEY).text).not.toContain('0');
  });
  it('says when asking goes on, what the service said and how much room is needed', () => {
    const text = (kind: Hold['kind']) => {
      const hold = ALL.find((each) => each.kind === kind);
      return hold ? holdWords(hold, KEY).text : '';
    };
    expect(text('rate-limited')).toContain('14:32');
    expect(text('key-rejected')).toContain('invalid key');
    expect(text('disk-full')).toContain('1.4 GB');
  });
  it('does not ask for room that the disk says to have, where it refuses all the same', () => {
    for (const kind of ['disk-full', 'data-disk-full'] as const) {
      const refused = holdWords({ kind, neededBytes: 1.4e9, freeBytes: 5e11, isRefused: true }, KEY);
      expect(refused.text).toContain('500 GB');
      expect(refused.text).toContain('quota');
      expect(refused.text).not.toMatch(/1\.4 GB|\{\{|holds\./);
      expect(refused.title).not.toMatch(/full|holds\./);
    }
  });
  it('a library folder that is away offers to choose its new place only where it can be chosen', () => {
    const missing: Hold = { kind: 'library-missing', folder: '/music' };
    expect(holdWords(missing, KEY, true)).toMatchObject({
      action: 'Choose folder…',
      text: expect.stringContaining('choose its new place') as string,
    });
    const fixed = holdWords(missing, KEY, false);
    expect(fixed.action).toBe('Look again');
    expect(fixed.text).toContain('/music');
    expect(fixed.text).not.toMatch(/choose|moved/);
  });
  it.each([
    ['empty-folder', 'is empty'],
    ['other-folder', 'holds something else'],
  ] as const)('%s in the place of the library is not said to be absent', (instead, words) => {
    for (const canChooseFolder of [true, false]) {
      const told = holdWords({ kind: 'library-missing', folder: '/music', instead }, KEY, canChooseFolder);
      expect(told.title).not.toContain('not there');
      expect(told.text).toContain(`/music ${words}`);
    }
  });
  it('tells a key for another address from none', () => {
    const other = holdWords({ kind: 'key-missing' }, { ...KEY, isForOtherAddress: true });
    expect(other.title).not.toBe(holdWords({ kind: 'key-missing' }, KEY).title);
  });
});
