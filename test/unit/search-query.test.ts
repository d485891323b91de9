import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findRanges,
  parseSearch,
  toFtsQuery,
  toIndexQuery,
  toSearchText,
} from '../../src/main/domain/search-query';

/** The parts of the line that are found for what was typed. */
function found(line: string, input: string): string[] {
  return findRanges(line, parseSearch(input)).map(({ start, end }) => line.slice(start, end));
}

/** Whether the index would hold the same for both. */
function isSame(one: string, other: string): boolean {
  return toSearchText(one) === toSearchText(other);
}

describe('toSearchText', () => {
  it('is the words in small letters without what stands between them', () => {
    expect(toSearchText('[Verse 1]\nSalt, on the RAILING!')).toBe('verse 1 salt on the railing');
    expect(toSearchText(' …?! ')).toBe('');
    expect(toSearchText("Don't")).toBe('don t');
  });

  it.each([
    ['Été', 'ete'],
    ['E\u0301te\u0301', 'ete'],
    ['Łódź', 'lodz'],
    ['Ørsted Ægir Þórr Đà', 'orsted aegir thorr da'],
    ['STRASSE', 'straße'],
    ['STRAẞE', 'strasse'],
    ['ﬁsh ﬂy', 'fish fly'],
    ['Ｗｉｄｅ　１２', 'wide 12'],
    ['İstanbul IŞIK', 'istanbul ışık'],
    ['ΟΔΟΣ', 'οδός'],
    ['Ёлка', 'елка'],
    ['мой', 'мои\u0306'],
    ["з'їзд", 'зʼїзд'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['می\u200cخواهم', 'میخواهم'],
    ['شَمْس', 'شمس'],
    ['كتـــاب', 'كتاب'],
    ['שָׁלוֹם', 'שלום'],
    ['ｶﾞｷﾞ', 'ガギ'],
    ['か\u3099', 'が'],
    ['\u1112\u1161\u11ab', '한'],
    ['👍🏽', '👍'],
    ['❤️', '❤'],
    ['x²', 'x2'],
    ['𝓢𝓮𝓪', 'sea'],
  ])('is the same for %j and %j', (one, other) => expect(toSearchText(one)).toBe(toSearchText(other)));

  it.each([
    ['が', 'か'],
    ['한', '하'],
    ['की', 'का'],
    ['กา', 'กำ'],
    ['🌊', '🌋'],
    ['love', 'glove'],
  ])('keeps %j and %j apart', (one, other) => expect(isSame(one, other)).toBe(false));

  it('separates the characters of scripts that are searched piece by piece', () => {
    expect(toSearchText('海の上でA面b')).toBe('海 の 上 で a 面 b');
    expect(toSearchText('ラーメン')).toBe('ラ ー メ ン');
    expect(toSearchText('あーーあ')).toBe('あ ー ー あ');
    expect(toSearchText('사랑해')).toBe('사 랑 해');
    expect(toSearchText('𠮷野')).toBe('𠮷 野');
    expect(toSearchText('ไทย').split(' ')).toHaveLength(3);
    expect(toSearchText('㍿').split(' ')).toEqual(['株', '式', '会', '社']);
  });

  it('parts words at a space that has no width, and at no other sign that cannot be seen', () => {
    expect(toSearchText('one\u200btwo\u2060three')).toBe('one twothree');
  });

  it('makes letters of what FTS5 takes for spaces: emoji and the vowel signs of Indic scripts', () => {
    for (const text of ['🌊', '🇩🇪', 'हिन्दी', 'தமிழ்']) {
      expect(toSearchText(text)).toMatch(/^[\p{L}\p{Co} ]+$/u);
    }
    expect(toSearchText('हिन्दी')).not.toContain(' ');
  });

  it('takes the short way for plain text to the same end as the long one', () => {
    const plain = fc.string({ unit: 'binary-ascii' });
    fc.assert(
      fc.property(plain, (text) => toSearchText(text) === toSearchText(`${text} é`).replace(/ ?e$/, '')),
    );
  });

  it('folds a letter that has a sign of another script attached to it', () => {
    expect(toSearchText('\u0114\u105e')).toMatch(/^e /);
    expect(toSearchText('E\u1161')).toBe('e \u1161');
    expect(toSearchText('\u3231 \u30cf\u309a')).toBe('\u682a \u30d1');
  });

  it('changes nothing when its own words are indexed again, and is the same for every spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = toSearchText(text);
        expect(once).not.toMatch(/^ | $| {2}|["\p{Lu}\p{Cc}\p{Cs}]/u);
        expect(toSearchText(text.normalize('NFC'))).toBe(toSearchText(text.normalize('NFD')));
      }),
      { numRuns: 2_000, examples: [['\u0114\u105e'], ['\u21ae'], ['\u24c2']] },
    );
  });
});

describe('toIndexQuery', () => {
  const query = (typed: string, ...columns: ('title' | 'words' | 'about')[]) =>
    toIndexQuery(parseSearch(typed), ...(columns.length === 0 ? [] : [columns]));

  it('looks everywhere, or in the columns that it is told', () => {
    expect(query('low "salt on"')).toEqual({ everything: '"low" * AND "salt on"', titles: null });
    expect(query('low', 'title', 'words')).toEqual({
      everything: '{title words} : ("low" *)',
      titles: null,
    });
    expect(query('"')).toBeNull();
  });

  it('has titles looked through for the first letter, and waits for the rest of a further word', () => {
    expect(query('s')).toEqual({ everything: '"s"', titles: '"s" *' });
    expect(query('s', 'title')).toEqual({ everything: '{title} : ("s")', titles: '"s" *' });
    expect(query('s', 'words')).toEqual({ everything: '{words} : ("s")', titles: null });
    expect(query('salt s')).toEqual({ everything: '"salt" *', titles: null });
    expect(query('海')).toEqual({ everything: '"海"', titles: null });
  });
});

describe('parseSearch', () => {
  const term = (words: string[], isPrefix: boolean, isPhrase = false, isBegun = false) => ({
    words,
    isPhrase,
    isPrefix,
    isBegun,
  });

  it('makes a prefix of every part from two letters on', () => {
    expect(parseSearch('Dan SEA')).toEqual([term(['dan'], true), term(['sea'], true)]);
    expect(parseSearch('a sea')).toEqual([term(['a'], false), term(['sea'], true)]);
  });

  it('keeps the words of one part together', () => {
    expect(parseSearch("don't re-en")).toEqual([term(['don', 't'], false), term(['re', 'en'], true)]);
    expect(parseSearch('海の上')).toEqual([term(['海', 'の', '上'], false)]);
  });

  it('makes no prefix of a character that is a word by itself', () => {
    expect(parseSearch('𠮷 🌊')).toMatchObject([{ isPrefix: false }, { isPrefix: false }]);
  });

  it('makes a phrase of whole words of what stands in quotes of any kind', () => {
    expect(parseSearch('"carry me" over')).toEqual([
      term(['carry', 'me'], false, true),
      term(['over'], true),
    ]);
    expect(parseSearch('“carry me”')).toEqual([term(['carry', 'me'], false, true)]);
    expect(parseSearch('„carry me“')).toEqual([term(['carry', 'me'], false, true)]);
    expect(parseSearch('«carry me»')).toEqual([term(['carry', 'me'], false, true)]);
  });

  it('lets the last word of a phrase go on until it is closed', () => {
    expect(parseSearch('"carry me ov')).toEqual([term(['carry', 'me', 'ov'], true, true)]);
  });

  it('knows a letter that a word has just been begun with', () => {
    const begun = (letter: string) => term([letter], false, false, true);
    expect(parseSearch('s')).toEqual([begun('s')]);
    expect(parseSearch('salt S')).toEqual([term(['salt'], true), begun('s')]);
    expect(parseSearch('salt s ')).toEqual([term(['salt'], true), term(['s'], false)]);
    expect(parseSearch('s salt')).toEqual([term(['s'], false), term(['salt'], true)]);
    for (const whole of ['海', '"s', '🌊']) expect(parseSearch(whole)).toMatchObject([{ isBegun: false }]);
  });

  it('finds nothing to search for in what has no words', () => {
    for (const input of ['', ' ', '"', '""', '"" * - ()', '...']) expect(parseSearch(input)).toEqual([]);
  });

  it('takes a word that was typed twice once, and no more terms than can be searched for', () => {
    expect(parseSearch('sea SEA séa')).toHaveLength(1);
    expect(parseSearch(Array.from({ length: 500 }, (_, index) => `w${index}`).join(' '))).toHaveLength(32);
    expect(parseSearch('海'.repeat(500))[0]?.words).toHaveLength(64);
  });
});

describe('toFtsQuery', () => {
  it('quotes every word, marks prefixes, and asks for all terms', () => {
    expect(toFtsQuery(parseSearch('sal "carry me" a 海の'))).toBe(
      '"sal" * AND "carry me" AND "a" AND "海 の"',
    );
  });

  it('is null when there is nothing to search for', () => {
    expect(toFtsQuery(parseSearch(' - '))).toBeNull();
  });

  it('holds nothing that was typed but letters and digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        const query = toFtsQuery(parseSearch(input)) ?? '""';
        expect(query.replace(/"[\p{L}\p{N}\p{Co} ]*"/gu, 'W')).toMatch(/^W( \*)?( AND W( \*)?)*$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('findRanges', () => {
  it('finds the typed part of a word, not the whole of it', () => {
    expect(found('Salt on the railing', 'rai sal')).toEqual(['Salt on the railing'.slice(0, 3), 'rai']);
  });

  it('finds no word in the middle of another', () => {
    expect(found('Salt on the railing', 'ail')).toEqual([]);
    expect(found('I will', 'i')).toEqual(['I']);
  });

  it('finds every place', () => {
    expect(found('la la lalala', 'la')).toEqual(['la', 'la', 'la']);
    expect(found('la la la', '"la la"')).toEqual(['la la la']);
  });

  it('finds phrases with what stands between their words', () => {
    expect(found('Carry me, over', '"carry me"')).toEqual(['Carry me']);
    expect(found('Carry — me over', '"carry me over"')).toEqual(['Carry — me over']);
    expect(found('Carry over me', '"carry me"')).toEqual([]);
    expect(found('Carry mean', '"carry me"')).toEqual([]);
    expect(found('Carrying me', 'carry-me')).toEqual([]);
    expect(found('Carry mean', '"carry me')).toEqual(['Carry me']);
  });

  it('points into the original where folding has changed its length', () => {
    expect(found('Cafe\u0301 au lait', 'café')).toEqual(['Cafe\u0301']);
    expect(found('cafe\u0301 au lait', '"café"')).toEqual(['cafe\u0301']);
    expect(found('Cafe\u0301teria', 'cafe')).toEqual(['Cafe\u0301']);
    expect(found('Große Straße', 'strass')).toEqual(['Straß']);
    expect(found('Große Straße', 'stras')).toEqual(['Straß']);
    expect(found('the ﬁsh', 'fi')).toEqual(['ﬁ']);
    expect(found('İstanbul', 'ist')).toEqual(['İst']);
    expect(found('soft\u00adhyphens', 'softhyphen')).toEqual(['soft\u00adhyphen']);
    expect(found('🌊 ЁЛКА 🌊', 'елк')).toEqual(['ЁЛК']);
  });

  it('finds pieces of Chinese, Japanese, Korean and Thai anywhere', () => {
    expect(found('海の上で歌う', 'の上')).toEqual(['の上']);
    expect(found('내사랑을', '사랑')).toEqual(['사랑']);
    expect(found('ラーメンが好き', 'ーメ')).toEqual(['ーメ']);
    expect(found('ฉันรักเธอ', 'รัก')).toEqual(['รัก']);
    expect(found('𠮷野の桜', '野の')).toEqual(['野の']);
  });

  it('finds emoji with and without their colours', () => {
    expect(found('up 👍🏽 and ❤️', '👍')).toEqual(['👍🏽']);
    expect(found('up 👍🏽 and ❤', '❤️')).toEqual(['❤']);
  });

  it('joins ranges that touch', () => {
    expect(found('railing', 'rail railing')).toEqual(['railing']);
    expect(found('railing', 'railing rail')).toEqual(['railing']);
    expect(found('海の上', '海の の上')).toEqual(['海の上']);
  });

  it('finds nothing for nothing', () => {
    expect(findRanges('Salt', [])).toEqual([]);
    expect(findRanges('', parseSearch('salt'))).toEqual([]);
  });

  const lines = fc
    .array(
      fc.constantFrom(
        'salt',
        'É',
        'e\u0301',
        'ß',
        '海',
        'の',
        '한',
        '🌊',
        '👨‍👩‍👧',
        'हि',
        'ﬁ',
        'й',
        ' ',
        ' ',
        ', ',
        '\u00ad',
        '-',
      ),
    )
    .map((pieces) => pieces.join(''));

  it('finds every line by its own words, from its first word to its last', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const terms = parseSearch(`"${line}"`);
        if (terms.length === 0) return;
        const ranges = findRanges(line, terms);
        expect(ranges).toHaveLength(1);
        const [range] = ranges;
        expect(isSame(line.slice(range?.start, range?.end), line)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives ranges that rise, do not touch, lie within the line and cut no character in two', () => {
    fc.assert(
      fc.property(lines, fc.oneof(lines, fc.string({ unit: 'binary' })), (line, input) => {
        let last = -1;
        for (const { start, end } of findRanges(line, parseSearch(input))) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(line.length);
          expect(line.slice(start, end)).not.toMatch(/\p{Cs}/u);
          last = end;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
