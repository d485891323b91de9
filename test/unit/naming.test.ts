import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  displayTitle,
  exportStem,
  fileStem,
  nameKey,
  songFolderName,
  titleKey,
  type ExportNameParts,
} from '../../src/main/domain/naming';

// Thousands of titles take their time on a busy machine; how long is not what is tested.
vi.setConfig({ testTimeout: 60_000 });

const HOSTILE = 2_000;
const CLIP_ID = '07d737cf-9509-4132-99f5-a17339bd7462';
const LONGEST_ENDING = '.audio.part';
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cs}\p{Cf}\p{Co}\p{Noncharacter_Code_Point}]/u;
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

const bytes = (text: string) => Buffer.byteLength(text);

/** Everything that a name has to be on every file system. */
function expectSafe(name: string): void {
  expect(name).not.toBe('');
  expect(name).not.toMatch(FORBIDDEN);
  expect(name).not.toMatch(/^[. ]|[. ]$/);
  expect(name).not.toMatch(DEVICE);
  expect(name).toBe(name.normalize('NFC'));
  for (const path of [posix, win32]) {
    expect(path.basename(name)).toBe(name);
    expect(path.join('library', name)).toBe(path.sep === '/' ? `library/${name}` : `library\\${name}`);
  }
}

/** Everything that a song's folder and the files in it have to be together. */
function expectFits(folder: string, stem: string): void {
  const file = `${stem}${LONGEST_ENDING}`;
  expectSafe(folder);
  expectSafe(stem);
  expect(bytes(folder)).toBeLessThanOrEqual(240);
  expect(bytes(file)).toBeLessThanOrEqual(240);
  expect(`${folder}/${file}`.length).toBeLessThanOrEqual(180);
}

/** Titles as an enemy would make them: pieces that each break some file system, and any text at all. */
const hostileTitles = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...[
            '../',
            '..\\',
            '/',
            '\\',
            ':',
            '*',
            '?',
            '"',
            '<',
            '>',
            '|',
            '.',
            ' ',
            '  ',
            '\t',
            '\n',
            '\0',
            '\x7f',
            '\u0085',
          ],
          ...['CON', 'nul', 'COM1', 'LPT¹', 'aux.txt', 'Con ', '~', '-', '%2e%2e%2f', '$(x)', '`', ';'],
          ...[
            '\u200b',
            '\u202e',
            '\u2066',
            '\ufeff',
            '\u00ad',
            '\ufe0f',
            '\u3164',
            '\ud800',
            '\udfff',
            '\ufffe',
            '\ue000',
          ],
          ...[
            '海',
            '🌊',
            '👨‍👩‍👧',
            '🇩🇪',
            'é',
            'e\u0301',
            'שלום',
            'Å',
            'A\u030a',
            '\u0301',
            'ﬁ',
            'ß',
            'İ',
            '한',
            '\u1112\u1161\u11ab',
          ],
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 40 },
    )
    .map((pieces) => pieces.join('')),
  fc
    .tuple(
      fc.constantFrom('a', '海', '🌊', '👨‍👩‍👧', 'e\u0301', '.', ' ', '\u0301', 'CON', '\ud83d'),
      fc.nat({ max: 600 }),
    )
    .map(([piece, count]) => piece.repeat(count)),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

describe('fileStem', () => {
  it.each([
    ['Low Tide', 'Low Tide'],
    ['  Low \t\n Tide  ', 'Low Tide'],
    ['AC/DC', 'AC-DC'],
    ['Part 1: The "Sea"?', 'Part 1- The Sea'],
    ['a<b>c|d*e', 'a b c-d e'],
    ['What?', 'What'],
    ['...dots...', 'dots'],
    ['. . a . .', 'a'],
    ['../../x', 'x'],
    ['..\\..\\x', 'x'],
    ['/etc/passwd', 'etc-passwd'],
    ['C:\\Windows', 'C--Windows'],
    ['-rf', 'rf'],
    ['e\u0301te\u0301', 'été'],
    ['zero\u200bwidth\u00ad', 'zerowidth'],
    ['turned\u202egnp.exe', 'turnedgnp.exe'],
    ['half \ud83d pair', 'half pair'],
    ['line\nbreak\0nul', 'line break nul'],
    ['海の上で', '海の上で'],
    ['שלום עולם', 'שלום עולם'],
    ['🌊 wave', '🌊 wave'],
    ['song.m4a', 'song.m4a'],
  ])('makes %j into %j', (title, stem) => expect(fileStem(title)).toBe(stem));

  it.each(['', ' ', '...', '///', '\0\0', '\u200b\u200b', '???', '\u3164', '\u2800', '- - -', '\ud800'])(
    'calls %j Untitled',
    (title) => expect(fileStem(title)).toBe('Untitled'),
  );

  it.each([
    'CON',
    'con',
    'PRN',
    'AUX',
    'NUL',
    'COM0',
    'COM1',
    'com9',
    'LPT1',
    'COM¹',
    'LPT³',
    'CON.txt',
    'nul.tar.gz',
    'CONIN$',
    'Con .x',
  ])('puts something before the device name %s', (title) => expect(fileStem(title)).toBe(`_${title}`));

  it.each(['CONS', 'COM', 'COM10', 'LPTX', 'ICON', 'NULL', 'Aux Armes'])(
    'leaves %s, which is none, alone',
    (title) => expect(fileStem(title)).toBe(title),
  );

  it('keeps all the room there is behind a device name', () => {
    expect(fileStem(`con.${'a'.repeat(200)}`)).toBe(`_con.${'a'.repeat(73)}`);
  });

  it('finds a device name that only the cut has made', () => {
    expect(fileStem(`CON x${'\u0301'.repeat(400)}`)).toBe('_CON');
  });

  it('is cut by bytes where characters are large and by characters where they are small', () => {
    expect(fileStem('a'.repeat(500))).toBe('a'.repeat(78));
    expect(bytes(fileStem('海'.repeat(500)))).toBe(228);
    expect(fileStem('é'.repeat(500))).toBe('é'.repeat(78));
  });

  it('is cut between characters as people see them', () => {
    const flag = '🏴󠁧󠁢󠁳󠁣󠁴󠁿';
    expect(fileStem('👍🏽'.repeat(100))).toBe('👍🏽'.repeat(19));
    expect(fileStem('🇩🇪'.repeat(100))).toBe('🇩🇪'.repeat(19));
    expect(fileStem(`${'a'.repeat(77)}👍🏽`)).toBe('a'.repeat(77));
    expect(fileStem(`${'a'.repeat(77)}e\u0323\u0301`)).toBe('a'.repeat(77));
    expect(fileStem(`${flag}x`)).not.toMatch(/\p{Cf}/u);
  });

  it('still names a title whose first letter alone is longer than a name', () => {
    expect(fileStem(`x${'\u0323'.repeat(4000)}`)).toMatch(/^x\u0323{70,}$/u);
  });

  it('has no dot or space at the place of the cut', () => {
    expect(fileStem(`${'a'.repeat(77)} ${'b'.repeat(9)}`)).toBe('a'.repeat(77));
    expect(fileStem(`${'a'.repeat(76)}.. b`)).toBe('a'.repeat(76));
  });

  it('is safe for any title, and names a name the same again', () => {
    fc.assert(
      fc.property(hostileTitles, (title) => {
        const stem = fileStem(title);
        expectSafe(stem);
        expect(fileStem(stem)).toBe(stem);
        expect(fileStem(title.normalize('NFD'))).toBe(fileStem(title.normalize('NFC')));
      }),
      { numRuns: 3_000 },
    );
  });

  it('takes no time for a title of megabytes', () => {
    for (const piece of ['.', ' ', 'a ', '\u0301', '\u200b', '👨‍👩‍👧'])
      expectSafe(fileStem(piece.repeat(500_000)));
  });
});

describe('songFolderName', () => {
  const free = () => false;

  it('is the stem and the first eight characters of the clip id', () => {
    expect(songFolderName('Low Tide', CLIP_ID, free)).toEqual({
      name: 'Low Tide [07d737cf]',
      key: nameKey('Low Tide [07d737cf]'),
    });
  });

  it('shows more of the id when the name is taken, then counts', () => {
    const taken = new Set<string>();
    const names = Array.from({ length: 7 }, () => {
      const { name, key } = songFolderName('Low Tide', CLIP_ID, (each) => taken.has(each));
      taken.add(key);
      return name;
    });
    expect(names).toEqual([
      'Low Tide [07d737cf]',
      'Low Tide [07d737cf-950]',
      'Low Tide [07d737cf-9509-41]',
      'Low Tide [07d737cf-9509-4132-99f5-]',
      `Low Tide [${CLIP_ID}]`,
      `Low Tide [${CLIP_ID}-2]`,
      `Low Tide [${CLIP_ID}-3]`,
    ]);
  });

  it('says so when no name is left', () => {
    expect(() => songFolderName('Low Tide', CLIP_ID, () => true)).toThrow(RangeError);
  });

  it.each([
    ['abc', 'T [abc]'],
    ['', 'T [clip]'],
    ['../../x', 'T [x]'],
    ['a/b:c*d', 'T [abcd]'],
    ['ümläut', 'T [mlut]'],
    ['海海海', 'T [clip]'],
    ['id with spaces', 'T [idwithsp]'],
  ])('takes from the id %j only what is safe', (clipId, name) => {
    expect(songFolderName('T', clipId, free).name).toBe(name);
  });

  it('fits with the longest file in it, however often the name is taken', () => {
    fc.assert(
      fc.property(
        hostileTitles,
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.nat({ max: 8 }),
        (title, id, refusals) => {
          let left = refusals;
          const { name, key } = songFolderName(title, id, () => left-- > 0);
          expectFits(name, fileStem(title));
          expect(key).toBe(nameKey(name));
        },
      ),
      { numRuns: HOSTILE },
    );
  });

  it(
    'gives two thousand hostile titles two thousand folders, the same ones every time',
    { meta: { cases: HOSTILE } },
    () => {
      const titles = fc.sample(hostileTitles, { numRuns: HOSTILE, seed: 20_261_122 });
      const nameAll = () => {
        const taken = new Set<string>();
        return titles.map((title, index) => {
          // Ids that begin alike, so that equal stems really collide.
          const { name, key } = songFolderName(
            title,
            `07d737cf-9509-4132-99f5-${String(index % 50)}`,
            (each) => taken.has(each),
          );
          taken.add(key);
          return name;
        });
      };
      const names = nameAll();
      names.forEach((name, index) => {
        expectFits(name, fileStem(titles[index] ?? ''));
      });
      expect(new Set(names.map(nameKey)).size).toBe(HOSTILE);
      expect(nameAll()).toEqual(names);
    },
  );
});

describe('nameKey', () => {
  it.each([
    ['Low Tide', 'LOW TIDE'],
    ['Été', 'E\u0301te\u0301'],
    ['Straße', 'STRASSE'],
    ['Straße', 'STRAẞE'],
    ['ſong', 'Song'],
    ['ΣΑΣ', 'σας'],
    ['Iı', 'iI'],
    ['ﬁsh', 'FISH'],
    ['Å', '\u212b'],
    ['name.', 'name'],
    ['name ', 'name'],
    ['zero\u200bwidth', 'zerowidth'],
  ])('takes %j and %j for one', (one, other) => expect(nameKey(one)).toBe(nameKey(other)));

  it.each([
    ['Low Tide', 'Low Tides'],
    ['e', 'é'],
    ['мой', 'мои'],
    ['a b', 'ab'],
  ])('keeps %j and %j apart', (one, other) => expect(nameKey(one)).not.toBe(nameKey(other)));

  it('is the same for every form and case of every character that has any', () => {
    for (let codePoint = 0; codePoint <= 0x1ffff; codePoint += 1) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      const character = String.fromCodePoint(codePoint);
      const key = nameKey(character);
      const others = [character.normalize('NFD'), character.normalize('NFC'), key];
      const isOne = others.every((other) => nameKey(other) === key);
      const isFolded = nameKey(character.toUpperCase()) === nameKey(character.toLowerCase());
      if (!isOne || !isFolded) expect.unreachable(`U+${codePoint.toString(16)} has several keys`);
    }
  });

  it('is the same for every spelling of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const form of ['NFC', 'NFD'] as const) expect(nameKey(text.normalize(form))).toBe(nameKey(text));
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
    );
  });
});

describe('displayTitle', () => {
  it.each([
    ['Low Tide', 'words', 'Low Tide'],
    ['  Low \n\t Tide ', 'words', 'Low Tide'],
    ['', 'Salt on the railing', 'Salt on the railing'],
    [null, ' Salt ', 'Salt'],
    [' \n', null, 'Untitled 07d737cf'],
    ['\u200b\u2063', '', 'Untitled 07d737cf'],
    ['../../x', null, '../../x'],
    ['a\u202eb', null, 'ab'],
    ['שלום', null, 'שלום'],
    ['👨‍👩‍👧', null, '👨‍👩‍👧'],
    ['a\0b', null, 'a b'],
  ])('is made of %j and %j', (title, words, shown) =>
    expect(displayTitle(title, words, CLIP_ID)).toBe(shown),
  );

  it('is cut after 300 characters, between characters', () => {
    const shown = displayTitle('👍🏽'.repeat(200), null, CLIP_ID);
    expect(shown).toBe(`${'👍🏽'.repeat(74)}…`);
    expect(displayTitle('a'.repeat(300), null, CLIP_ID)).toBe('a'.repeat(300));
    expect(displayTitle('a'.repeat(301), null, CLIP_ID)).toBe(`${'a'.repeat(299)}…`);
  });

  it('is never empty, never of several lines and never too long', () => {
    fc.assert(
      fc.property(fc.option(hostileTitles), fc.option(hostileTitles), fc.string(), (title, words, id) => {
        const shown = displayTitle(title, words, id);
        expect(shown.trim()).toBe(shown);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown.length).toBeLessThanOrEqual(300);
        expect(shown).not.toMatch(/[\n\r\u2028\u2029\p{Cs}]| {2}/u);
      }),
    );
  });
});

describe('titleKey', () => {
  const sorted = (titles: readonly string[]) =>
    [...titles].sort((a, b) => (titleKey(a) < titleKey(b) ? -1 : titleKey(a) > titleKey(b) ? 1 : 0));

  it('sorts numbers by their value, wherever they stand', () => {
    expect(sorted(['Song 10', 'Song 2', 'Song 007', '10 Songs', '9 Songs'])).toEqual([
      '9 Songs',
      '10 Songs',
      'Song 2',
      'Song 007',
      'Song 10',
    ]);
    expect(sorted(['أغنية ١٠', 'أغنية ٢'])).toEqual(['أغنية ٢', 'أغنية ١٠']);
  });

  it('takes neither case nor accents into account, in any script', () => {
    expect(titleKey('ÉTÉ')).toBe(titleKey('ete'));
    expect(titleKey('ЁЛКА')).toBe(titleKey('елка'));
    expect(titleKey('ΆΛΦΑ')).toBe(titleKey('αλφα'));
    expect(titleKey('Straße')).toBe(titleKey('STRASSE'));
    expect(titleKey('İstanbul')).toBe(titleKey('istanbul'));
    expect(titleKey('ＷＩＤＥ')).toBe(titleKey('wide'));
  });

  it('keeps the vowel signs of scripts that cannot be read without them', () => {
    expect(titleKey('की')).not.toBe(titleKey('का'));
  });

  it('collapses white space and leaves out what cannot be seen', () => {
    expect(titleKey(' Low \n Tide\u200b ')).toBe('low tide');
  });

  it('is the same for every spelling of any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (title) => {
        expect(titleKey(title.normalize('NFD'))).toBe(titleKey(title.normalize('NFC')));
      }),
    );
  });
});

describe('exportStem', () => {
  const parts: ExportNameParts = {
    title: 'Low Tide',
    clipId: CLIP_ID,
    model: 'Lyria 3 Pro',
    createdAt: Date.UTC(2026, 3, 5, 23, 59),
    number: 7,
  };

  it.each([
    ['{title}', 'Low Tide'],
    ['{number} {title}', '007 Low Tide'],
    ['{date} {title} ({model})', '2026-04-05 Low Tide (Lyria 3 Pro)'],
    ['{title} [{id}]', `Low Tide [${CLIP_ID}]`],
    ['{title}{title}', 'Low TideLow Tide'],
    ['{Title} {name} {} {constructor}', '{Title} {name} {} {constructor}'],
    ['{{title}}', '{Low Tide}'],
    ['', 'Untitled'],
    ['{model}/{title}', 'Lyria 3 Pro-Low Tide'],
    ['..\\{title}', 'Low Tide'],
  ])('fills %j', (pattern, stem) => expect(exportStem(pattern, parts)).toBe(stem));

  it('does not read a title as a pattern', () => {
    expect(exportStem('{title} {number}', { ...parts, title: '{id} $& {number}' })).toBe(
      '{id} $& {number} 007',
    );
  });

  it('leaves no empty brackets or dangling dashes where model or date are unknown', () => {
    const unknown = { ...parts, model: null, createdAt: null };
    expect(exportStem('{title} ({model})', unknown)).toBe('Low Tide');
    expect(exportStem('{title} - {model}', unknown)).toBe('Low Tide');
    expect(exportStem('{date} - {title}', unknown)).toBe('Low Tide');
    expect(exportStem('{title} - {date}', { ...parts, createdAt: 9e15 })).toBe('Low Tide');
    expect(exportStem('{title}', { ...unknown, title: '_x_' })).toBe('_x_');
  });

  it('cuts a long title before what the pattern puts behind it', () => {
    for (const letter of ['a', '海', '👍🏽']) {
      const stem = exportStem('{title} - {id}', { ...parts, title: letter.repeat(300) });
      expect(stem.endsWith(` - ${CLIP_ID}`)).toBe(true);
      expect(bytes(stem)).toBeLessThanOrEqual(229);
    }
  });

  it('leaves room for every byte of what stands behind the title', () => {
    expect(exportStem('{title}!!', { ...parts, title: '海'.repeat(300) })).toBe(`${'海'.repeat(75)}!!`);
  });

  it('ends in no dot where a device’s name makes room for its mark', () => {
    for (let count = 1; count <= 160; count += 1) {
      const accents = '\u0301'.repeat(count);
      expectSafe(exportStem('CON..{title}', { ...parts, title: accents }));
      expectSafe(fileStem(`CON.. e${accents}`));
    }
  });

  it('is a safe name whatever pattern and song', () => {
    const pieces = fc.constantFrom(
      '{title}',
      '{id}',
      '{model}',
      '{date}',
      '{number}',
      '{',
      '}',
      '/',
      '..',
      ' - ',
      '(',
      ')',
      'CON',
    );
    const patterns = fc.oneof(
      fc.array(pieces).map((all) => all.join('')),
      hostileTitles,
    );
    fc.assert(
      fc.property(
        patterns,
        hostileTitles,
        fc.option(hostileTitles),
        fc.option(fc.double()),
        (pattern, title, model, createdAt) => {
          const stem = exportStem(pattern, { ...parts, title, model, createdAt });
          expectSafe(stem);
          expect(bytes(`${stem}${LONGEST_ENDING}`)).toBeLessThanOrEqual(240);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
