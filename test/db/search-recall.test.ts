import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClipRepository } from '../../src/main/db/clips';
import { openDatabase } from '../../src/main/db/database';
import { migrate } from '../../src/main/db/migrate';
import { createSongIndex } from '../../src/main/db/song-index';
import {
  findRanges,
  parseSearch,
  toFtsQuery,
  toIndexQuery,
  toSearchText,
} from '../../src/main/domain/search-query';
import { newFolder, removeFolder } from '../support/core';
import { factsOf, namingOf, placeOf } from '../support/database';
import { createRecordingLog } from '../support/ports';

/**
 * The real index against a scan by brute force: whatever word, or piece of a text without spaces, stands in a song's
 * words is found by typing it. Titles, words and the sample come from a seeded generator.
 */

// Hundreds of searches take their time on a busy machine; how long is not what is tested.
vi.setConfig({ testTimeout: 60_000 });

const SONGS = 400;
const WORDS_PER_SONG = 60;

function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const random = createRandom(20_261_122);

function pick<Item>(items: readonly Item[]): Item {
  const item = items[random(items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

const SYLLABLES = {
  latin: [
    'ra',
    'sal',
    'té',
    'ño',
    'łó',
    'dź',
    'ström',
    'ça',
    'ßen',
    'iñ',
    'ov',
    'ø',
    'ên',
    'ğı',
    'İs',
    'ang',
    'ừ',
    'ớt',
  ],
  cyrillic: ['ёл', 'ка', 'мой', 'СО', 'ль', 'нёс', 'їзд', 'шум', 'Ў', 'ы', 'вет'],
  greek: ['θά', 'λασ', 'σα', 'ος', 'Ή', 'λιος'],
  indic: ['कि', 'ता', 'ब', 'न्दी', 'த', 'மி', 'ழ்', 'রা', 'ত'],
};
const CJK = [...'海の上で歌う人明日夢中桜見空風雨光𠮷々〇ラーメンガギ爱你我在这里唱歌'];
const HANGUL = [...'사랑해요우리노래바다하늘밤별'];
const EMOJI = ['🌊', '🔥', '❤️', '👍🏽', '👨‍👩‍👧', '🇩🇪', '☀️'];

function makeWord(): string {
  const syllables = pick(Object.values(SYLLABLES));
  const word = Array.from({ length: 1 + random(3) }, () => pick(syllables)).join('');
  return random(4) === 0 ? word.normalize('NFD') : word;
}

function makeRun(characters: readonly string[]): string {
  return Array.from({ length: 3 + random(8) }, () => pick(characters)).join('');
}

function makePart(): string {
  const kind = random(10);
  if (kind < 6) return makeWord();
  if (kind < 8) return makeRun(CJK);
  return kind === 8 ? makeRun(HANGUL) : pick(EMOJI);
}

const songs = Array.from({ length: SONGS }, () =>
  Array.from({ length: WORDS_PER_SONG }, () => makePart() + pick([' ', ' ', ' ', ', ', '\n', ' – '])).join(
    '',
  ),
);

/** Pieces of 2 to 4 characters out of texts without spaces, and whole words in another case and another form. */
function sampleQuery(): string {
  const part = pick(
    pick(songs)
      .split(/[\s,–]+/u)
      .filter((word) => word !== ''),
  );
  if (PIECE.test(part) && !EMOJI.includes(part)) {
    const length = 2 + random(3);
    const whole = [...part.normalize('NFC')];
    const from = random(Math.max(1, whole.length - length));
    return whole.slice(from, from + length).join('');
  }
  return pick([part, part.toUpperCase(), part.toLowerCase(), part.normalize('NFC'), part.normalize('NFD')]);
}

/** Text that is searched piece by piece and not word by word. */
const PIECE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}]|\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

/** How a person would compare: without case and accents, letter by letter. */
function plain(text: string): string {
  const kept = /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
  const fold = (character: string) =>
    kept.test(character)
      ? character
      : character
          .toUpperCase()
          .toLowerCase()
          .normalize('NFKD')
          .replace(/\p{Script=Inherited}/gu, '');
  return [...text.normalize('NFC')]
    .map(fold)
    .join('')
    .replace(/[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l');
}

const plainSongs = songs.map(plain);
const folder = newFolder();
const file = join(folder, 'library.sqlite');
const database = openDatabase(file, createRecordingLog());
let search: (input: string) => number[];

beforeAll(() => {
  migrate(database, file, 0);
  const clips = createClipRepository(database);
  songs.forEach((words, index) => {
    const { row } = clips.insert(factsOf(`c${index}`), namingOf('–'), placeOf(`c${index}`), index);
    clips.index(row, { title: '', words: toSearchText(words), about: '' });
  });
  const index = createSongIndex(database);
  search = (input) => {
    const query = toIndexQuery(parseSearch(input));
    // Rows are counted from one.
    return query === null ? [] : Array.from(index.hits(query), (row) => row - 1);
  };
});
afterAll(() => {
  database.close();
  removeFolder(folder);
});

function scan(input: string): number[] {
  const wanted = plain(input);
  const isWord = !PIECE.test(wanted);
  // One letter alone is searched as a whole word (see parseSearch), longer ones as the beginning of one.
  const isWhole = isWord && wanted.length === 1;
  const before = isWord ? String.raw`(?<![\p{L}\p{N}\p{M}])` : '';
  const after = isWhole ? String.raw`(?![\p{L}\p{N}\p{M}])` : '';
  const pattern = new RegExp(before + wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + after, 'u');
  return plainSongs.flatMap((words, index) => (pattern.test(words) ? [index] : []));
}

describe('the real index', () => {
  it('finds all that a scan by brute force finds, for 2,000 sampled words and pieces', () => {
    for (let index = 0; index < 2_000; index += 1) {
      const input = sampleQuery();
      const expected = scan(input);
      expect(expected.length).toBeGreaterThan(0);
      const hits = new Set(search(input));
      expect([input, expected.filter((song) => !hits.has(song))]).toEqual([input, []]);
      // Pieces are also found over a space, which the scan does not see; for words there is nothing more to find.
      if (!PIECE.test(input)) expect([input, hits.size]).toEqual([input, expected.length]);
    }
  });

  it('shows a hit in every song that it finds', () => {
    for (let index = 0; index < 200; index += 1) {
      const input = sampleQuery();
      const terms = parseSearch(input);
      for (const song of search(input)) {
        const words = songs[song] ?? '';
        const ranges = findRanges(words, terms);
        expect([input, ranges.length > 0]).toEqual([input, true]);
      }
    }
  });

  it('takes every kind of letter that is indexed for a letter, and no two words for one', () => {
    const probe = new Database(':memory:');
    probe.exec(`CREATE VIRTUAL TABLE t USING fts5 (w, tokenize = "unicode61 remove_diacritics 2")`);
    probe.exec(`CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)`);
    const text = ['🌊', '❤', '🇩', 'हि', 'ழ்', '𠮷', '々', 'ー', '〇', 'ก่', 'ヶ', '한', 'ß', 'İ', 'ў', '٣'].map(
      toSearchText,
    );
    probe.prepare('INSERT INTO t (w) VALUES (?)').run(text.join(' '));
    const terms = probe.prepare('SELECT term FROM v ORDER BY offset').all() as { term: string }[];
    expect(terms.map((row) => row.term)).toEqual(text.join(' ').split(' '));
    probe.close();
  });

  it.each([
    '"',
    '""',
    "'",
    '*',
    'AND',
    'NOT x',
    'a OR b',
    'words:x',
    '^x',
    'NEAR(a b)',
    'x"y',
    '(',
    '-x',
    '{words}',
    '\0',
    '"a" + "b"',
  ])('runs %j as words, never as syntax', (input) => {
    const query = toFtsQuery(parseSearch(input));
    if (query !== null) expect(() => search(input)).not.toThrow();
  });

  it('runs the longest search that is allowed', () => {
    const input = Array.from({ length: 250 }, (_, index) => String.fromCodePoint(0x61 + (index % 26))).join(
      ' ',
    );
    expect(search(input)).toEqual([]);
    expect(search('海'.repeat(500))).toEqual([]);
  });
});
