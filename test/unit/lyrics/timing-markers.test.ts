import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLyrics as readWords } from '../../../src/main/domain/lyrics/reading';
import { decideMarkers, wordsOf, type MarkedLyrics } from '../../../src/main/domain/lyrics/timing-markers';

const TEXT = '[Verse 1]\nSalt on the railing\nLight on the bay\n\n[Chorus]\nCarry me over';
const DURATION_MS = 60_000;

const readLyrics = (words: MarkedLyrics) => readWords({ ...words, timing: null });

function decide(markers: unknown, text = TEXT, durationMs: number | null = DURATION_MS) {
  return decideMarkers({ text, markers, durationMs });
}

/** The sung lines with their times. */
function sung(markers: unknown, text = TEXT, durationMs: number | null = DURATION_MS) {
  return readLyrics({ text, markers, durationMs })
    .lines.filter((line) => line.kind === 'sung')
    .map((line) => [line.text, line.startMs, line.endMs]);
}

/** Pairs of the places of these words, each looked for behind the one before, and a second every four. */
function wordPairs(
  words: readonly string[],
  text = TEXT,
  count = (before: string) => before.length,
): number[][] {
  let from = 0;
  return words.map((word, index) => {
    const at = text.indexOf(word, from);
    from = at + word.length;
    return [count(text.slice(0, at)), index * 4 + 0.5];
  });
}

const codePoints = (text: string) => [...text].length;
const LINES = ['Salt', 'Light', 'Carry'];
const EVERY_WORD = ['Salt', 'on', 'the', 'railing', 'Light', 'on', 'the', 'bay', 'Carry', 'me', 'over'];

describe('what markers may look like', () => {
  const pairs = wordPairs(LINES);
  const timed = [
    ['Salt on the railing', 500, null],
    ['Light on the bay', 4500, null],
    ['Carry me over', 8500, null],
  ];

  it('reads an array of pairs', () => expect(sung(pairs)).toEqual(timed));
  it('reads pairs as JSON text', () => expect(sung(JSON.stringify(pairs))).toEqual(timed));
  it('reads pairs as JSON text of JSON text', () =>
    expect(sung(JSON.stringify(JSON.stringify(pairs)))).toEqual(timed));
  it('reads an object with value.markers', () => expect(sung({ value: { markers: pairs } })).toEqual(timed));
  it('reads that object as JSON text, and with its markers as text', () => {
    expect(sung(JSON.stringify({ value: { markers: pairs } }))).toEqual(timed);
    expect(sung({ value: { markers: JSON.stringify(pairs) } })).toEqual(timed);
  });
  it('reads numbers that came as text', () => {
    expect(sung(pairs.map((pair) => pair.map(String)))).toEqual(timed);
  });

  it.each([[null], [undefined], [''], [[]], ['[]'], [{ value: { markers: [] } }]])(
    'finds none in %j',
    (markers) => {
      expect(decide(markers)).toEqual({ kind: 'none', reason: 'absent' });
    },
  );

  it.each([
    [7],
    [true],
    ['not json ['],
    ['[Verse 1]\nSalt'],
    [{}],
    [{ value: null }],
    [{ markers: 3 }],
    [[1, 2, 3]],
    [[[1, 2, 3]]],
    [[[1]]],
    [[[0, 1], null]],
    [[[0, 1], 'x']],
    [[['a', 1]]],
    [[[0, '1e3']]],
    [[[0, true]]],
    [[{ 0: 1, 1: 2, length: 2 }]],
  ])('does not take %j for pairs', (markers) => {
    expect(decide(markers)).toEqual({ kind: 'none', reason: 'not-pairs' });
  });

  it.each([
    [[[0, Infinity]]],
    [[[NaN, 1]]],
    ['[[0,-1]]'],
    ['[[-1,0]]'],
    [[['-3', '4']]],
    [
      [
        [0, 0.5],
        [10, NaN],
      ],
    ],
  ])('does not take numbers that are not finite or negative: %j', (markers) =>
    expect(decide(markers)).toEqual({ kind: 'none', reason: 'not-pairs' }),
  );

  it('ignores what an object inherits', () => {
    const markers: unknown = Object.create({ markers: pairs });
    expect(decide(markers)).toEqual({ kind: 'none', reason: 'not-pairs' });
  });

  it('takes the words from the field where the service put them there', () => {
    const reading = readLyrics({ text: '', markers: TEXT, durationMs: null });
    expect(reading.state).toBe('plain');
    expect(reading.lines.map((line) => line.text)).toContain('Carry me over');
    expect(wordsOf('', TEXT)).toBe(TEXT);
    expect(wordsOf(' \n', TEXT)).toBe(TEXT);
    expect(wordsOf('Own words', TEXT)).toBe('Own words');
    for (const markers of [null, '[[0,1]]', 'null', '{"value":{}}', [[0, 1]]])
      expect(wordsOf('', markers)).toBe('');
  });
});

describe('pairs of a character index and seconds', () => {
  it('are told by rising whole numbers within the text and rising seconds within the song', () => {
    expect(decide(wordPairs(EVERY_WORD))).toMatchObject({ kind: 'indexes', unit: 'utf16' });
  });

  it.each([
    ['falling indexes', '[[30,1],[10,2]]'],
    ['falling seconds', '[[10,9],[30,2]]'],
    ['indexes that fall on the way', '[[10,1],[57,2],[30,3]]'],
    ['seconds that fall on the way', '[[10,1],[30,9],[57,5]]'],
    ['an index behind the text', '[[10,1],[500,2]]'],
    ['a fraction as index', '[[10.5,20],[30.5,22]]'],
    ['one and the same index', '[[30,20],[30,22],[30,23]]'],
    ['one and the same second', '[[10,0],[30,0],[60,0]]'],
  ])('are not: %s', (_, markers) => expect(decide(markers)).toEqual({ kind: 'none', reason: 'no-fit' }));

  it('may lie a second behind the song’s end, where the line is put at the end, but no further', () => {
    const [salt, light, carry] = wordPairs(LINES).map(([index]) => index);
    expect(
      sung([
        [salt, 20],
        [light, 30],
        [carry, 60.9],
      ])[2],
    ).toEqual(['Carry me over', DURATION_MS, null]);
    expect(
      decide([
        [salt, 20],
        [light, 30],
        [carry, 61.1],
      ]),
    ).toEqual({ kind: 'none', reason: 'no-fit' });
  });

  it('are not frames: numbers that a song of this length has no seconds for', () => {
    expect(decide('[[10,441000],[30,882000],[57,1323000]]')).toEqual({ kind: 'none', reason: 'no-fit' });
    expect(decide('[[0,250],[250,500],[500,1500]]')).toEqual({ kind: 'none', reason: 'no-fit' });
  });

  it('are believed up to ten minutes while the length is unknown, and decided again when it is told', () => {
    const pairs = '[[10,100],[30,200],[57,500]]';
    expect(decide(pairs, TEXT, null)).toMatchObject({ kind: 'indexes' });
    expect(decide(pairs, TEXT, 0)).toMatchObject({ kind: 'indexes' });
    expect(decide(pairs, TEXT, 300_000)).toEqual({ kind: 'none', reason: 'no-fit' });
    expect(decide('[[10,100],[30,200],[57,601]]', TEXT, null)).toEqual({ kind: 'none', reason: 'no-fit' });
  });

  it('are not understood when less than half fall where a word can begin', () => {
    expect(decide('[[12,1],[16,2],[33,3],[57,4]]')).toEqual({ kind: 'none', reason: 'no-fit' });
    expect(decide('[[12,1],[16,2],[30,3],[57,4]]')).toMatchObject({ kind: 'indexes' });
  });

  it('may point at the space in front of each word', () => {
    const pairs = wordPairs(EVERY_WORD).map(([index = 0, second]) => [index - 1, second]);
    expect(sung(pairs).map(([, start]) => start)).toEqual([500, 16_500, 32_500]);
  });
});

describe('the unit of an index', () => {
  const EMOJI = '🌊🌊🌊 waves\nSalt on the 🌊 railing\nLight on the bay\nCarry me over';

  it('is a UTF-16 unit where that falls on word starts more often', () => {
    const pairs = wordPairs(['waves', ...LINES], EMOJI);
    expect(decide(pairs, EMOJI)).toMatchObject({ kind: 'indexes', unit: 'utf16' });
    expect(sung(pairs, EMOJI)[2]).toEqual(['Light on the bay', 8500, null]);
  });

  it('is a code point where that does, and the decision still speaks of UTF-16', () => {
    const pairs = wordPairs(['waves', ...LINES], EMOJI, codePoints);
    const decision = decide(pairs, EMOJI);
    expect(decision).toMatchObject({ kind: 'indexes', unit: 'code-points' });
    expect(decision.kind === 'indexes' && decision.markers.map((marker) => marker.index)).toEqual(
      wordPairs(['waves', ...LINES], EMOJI).map(([index]) => index),
    );
    expect(sung(pairs, EMOJI)[2]).toEqual(['Light on the bay', 8500, null]);
  });

  it('is found in Chinese, where every character may begin a word, by the starts of lines', () => {
    const text = '🌊海の上で歌う\n𠮷野の桜を見る\n明日また会おう\n夢の中で';
    const lines = ['𠮷野', '明日', '夢の'];
    for (const [unit, count] of [
      ['utf16', (before: string) => before.length],
      ['code-points', codePoints],
    ] as const) {
      const pairs = wordPairs(lines, text, count);
      expect(decide(pairs, text)).toMatchObject({ kind: 'indexes', unit });
      expect(sung(pairs, text).map(([, start]) => start)).toEqual([null, 500, 4500, 8500]);
    }
  });

  it('is UTF-16 where both are as good', () => {
    expect(decide(wordPairs(LINES, TEXT, codePoints))).toMatchObject({ unit: 'utf16' });
  });

  it('is the one whose indexes begin lines, where as many begin words in the other', () => {
    const text = '𠮷 𠮷 salt 𠮷\n𠮷 🌊 salt\nsalt salt';
    expect(decide('[[0,0.25],[11,2.25],[20,4.25]]', text)).toMatchObject({ unit: 'code-points' });
    expect(decide('[[0,0.25],[14,2.25],[25,4.25]]', text)).toMatchObject({ unit: 'utf16' });
  });

  it('is the same for lines of any words, with an emoji or a rare character in front of each', () => {
    const word = fc.constantFrom('salt', 'é', 'ночь', '🌊', '𠮷', '海の上', 'שלום', '한국어');
    const lines = fc.array(fc.array(word, { minLength: 2, maxLength: 5 }), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(lines, fc.boolean(), (words, isUtf16) => {
        const text = words.map((line) => line.join(' ')).join('\n');
        let offset = 0;
        const pairs = words.map((line, index) => {
          const before = text.slice(0, offset);
          offset += line.join(' ').length + 1;
          return [isUtf16 ? before.length : codePoints(before), index * 2 + 0.25];
        });
        const starts = sung(pairs, text).map(([, start]) => start);
        expect(starts).toEqual(words.map((_, index) => index * 2000 + 250));
      }),
    );
  });
});

describe('pairs of a start and an end', () => {
  it('are those of successive sung lines', () => {
    expect(sung('[[1.5,4.25],[4.25,8],[20.123,23.4567]]')).toEqual([
      ['Salt on the railing', 1500, 4250],
      ['Light on the bay', 4250, 8000],
      ['Carry me over', 20_123, 23_457],
    ]);
  });

  it('are whole numbers too, when most do not fall on line or word starts: [[10,13],[13,17]]', () => {
    const text = 'First line here\nSecond line here';
    expect(decide('[[10,13],[13,17]]', text)).toEqual({
      kind: 'spans',
      markers: [
        { start: 10, end: 13 },
        { start: 13, end: 17 },
      ],
    });
    expect(sung('[[10,13],[13,17]]', text)).toEqual([
      ['First line here', 10_000, 13_000],
      ['Second line here', 13_000, 17_000],
    ]);
  });

  it('are indexes when most do: [[10,13],[13,17]]', () => {
    const fitting = 'One and a me it is';
    expect([fitting.indexOf('me'), fitting.indexOf('it')]).toEqual([10, 13]);
    expect(decide('[[10,13],[13,17]]', fitting)).toMatchObject({ kind: 'indexes' });
  });

  it('are not indexes when only half of them fall on starts: most is more', () => {
    expect(TEXT.slice(10, 14)).toBe('Salt');
    expect(decide('[[10,13],[13,17]]')).toMatchObject({ kind: 'spans' });
  });

  it('are not taken for indexes because every Chinese character may begin a word', () => {
    const text = '海の上で歌う人は明日また会おう\n夢の中で';
    expect(decide('[[3,5],[6,9]]', text)).toMatchObject({ kind: 'spans' });
  });

  it.each([
    ['an end before its start', '[[4.5,4],[5,6]]'],
    ['a start before the one before it', '[[8.5,9],[5.5,6]]'],
    ['such a start that rounding would hide', '[[5,5.02],[4.99,6]]'],
    ['a line that begins while the last is sung', '[[0.5,9],[5.5,12]]'],
    ['an end behind the song’s', '[[0.5,9],[58,61.5]]'],
    ['nothing but zeros', '[[0,0],[0,0]]'],
  ])('are not: %s', (_, markers) => expect(decide(markers)).toEqual({ kind: 'none', reason: 'no-fit' }));

  it('may overlap by what rounding does', () => {
    expect(decide('[[0.5,9.04],[9,12]]')).toMatchObject({ kind: 'spans' });
  });

  it('say no end where end and start are the same', () => {
    expect(sung('[[0.5,0.5],[1,2.5],[3,4]]')[0]).toEqual(['Salt on the railing', 500, null]);
  });

  it('time the first lines when there are fewer of them: the song ended before its words', () => {
    expect(sung('[[1.5,4.5],[4.5,8]]').map(([, start]) => start)).toEqual([1500, 4500, null]);
  });

  it('time nothing when there are fewer and they are as long as verses', () => {
    expect(sung('[[1.5,24.5],[24.5,48]]').map(([, start]) => start)).toEqual([null, null, null]);
    expect(sung('[[1.5,20],[20,40],[40,58.5]]').map(([, start]) => start)).toEqual([1500, 20_000, 40_000]);
  });

  it('time nothing when there are more than lines: which was sung twice is unknown', () => {
    const reading = readLyrics({
      text: TEXT,
      markers: '[[1.5,2],[2,3],[3,4],[4,5]]',
      durationMs: DURATION_MS,
    });
    expect(reading.state).toBe('plain');
    expect(reading.lines.every((line) => line.startMs === null && line.endMs === null)).toBe(true);
  });
});

describe('the start of a line', () => {
  it('is its first word’s where every word is marked', () => {
    expect(sung(wordPairs(EVERY_WORD)).map(([, start]) => start)).toEqual([500, 16_500, 32_500]);
  });

  it('is its first syllable’s where every syllable is', () => {
    const syllables = [
      'Salt',
      'on',
      'the',
      'rail',
      'ing',
      'Light',
      'on',
      'the',
      'bay',
      'Car',
      'ry',
      'me',
      'o',
      'ver',
    ];
    expect(sung(wordPairs(syllables)).map(([, start]) => start)).toEqual([500, 20_500, 36_500]);
  });

  it('is that of a marker inside its first word, if none is at the very beginning', () => {
    expect(sung('[[10,1],[32,5],[57,9]]').map(([, start]) => start)).toEqual([1000, 5000, 9000]);
  });

  it('is unknown when the first marker in the line is behind its first word', () => {
    expect(sung('[[10,1],[36,5],[57,9]]').map(([, start]) => start)).toEqual([1000, null, 9000]);
    expect(
      readLyrics({
        text: TEXT,
        markers: '[[15,1],[36,5],[63,9]]',
        durationMs: DURATION_MS,
      }).state,
    ).toBe('plain');
  });

  it('is not that of the label above it', () => {
    const { lines } = readLyrics({
      text: TEXT,
      markers: '[[0,0],[30,9],[48,30]]',
      durationMs: DURATION_MS,
    });
    expect(lines.map((line) => [line.text, line.startMs])).toEqual([
      ['Verse 1', 0],
      ['Salt on the railing', null],
      ['Light on the bay', 9000],
      ['', null],
      ['Chorus', 30_000],
      ['Carry me over', null],
    ]);
  });

  it('is the earliest of several at the same place', () => {
    expect(sung('[[10,1],[10,2],[30,5],[57,9]]').map(([, start]) => start)).toEqual([1000, 5000, 9000]);
  });

  it('counts from an opening quote or bracket as well as from the word behind it', () => {
    const text = '(Salt on the railing)\n“Light” on the bay';
    expect(sung('[[0,1],[22,5]]', text).map(([, start]) => start)).toEqual([1000, 5000]);
    expect(sung('[[1,1],[23,5]]', text).map(([, start]) => start)).toEqual([1000, 5000]);
  });

  it('is found with Windows line ends and indented lines', () => {
    const text = 'Salt on\r\n  Light on\r\n\r\nCarry me';
    expect(sung(wordPairs(LINES, text), text).map(([, start]) => start)).toEqual([500, 4500, 8500]);
  });

  it('does not exist for instructions and labels of a song without words', () => {
    expect(decide('[[0,1]]', '[Instrumental]')).toEqual({ kind: 'none', reason: 'no-words' });
    expect(readLyrics({ text: '[Instrumental]', markers: '[[0,1]]', durationMs: null }).state).toBe(
      'instrumental',
    );
    expect(readLyrics({ text: '', markers: '[[0,1]]', durationMs: null }).state).toBe('none');
  });
});

describe('readLyrics on anything', () => {
  const texts = fc
    .array(fc.constantFrom('salt', 'bay', ' ', '\n', '\r\n', '[A]', '🌊', '海', 'é', '[End - 1:00]'))
    .map((parts) => parts.join(''));
  const numbers = fc.oneof(fc.nat({ max: 90 }), fc.double({ min: -5, max: 90, noNaN: false }));
  const rising = fc
    .array(fc.tuple(fc.nat({ max: 40 }), fc.double({ min: 0, max: 30, noNaN: true })))
    .map((pairs) => {
      const firsts = pairs.map(([first]) => first).sort((a, b) => a - b);
      const seconds = pairs.map(([, second]) => second).sort((a, b) => a - b);
      return firsts.map((first, index) => [first, seconds[index]]);
    });
  const markers = fc.oneof(rising, fc.array(fc.tuple(numbers, numbers)), fc.json(), fc.anything());
  const durations = fc.option(fc.nat({ max: 40_000 }));

  it('never throws, and gives only times that rise within the song', () => {
    fc.assert(
      fc.property(texts, markers, durations, (text, marked, durationMs) => {
        const { lines } = readLyrics({ text, markers: marked, durationMs });
        const starts = lines.flatMap((line) => line.startMs ?? []);
        const limit = durationMs || 600_000;
        for (const line of lines) {
          if (line.endMs !== null) expect(line.endMs).toBeGreaterThan(line.startMs ?? Infinity);
          expect(line.kind === 'blank' && line.startMs !== null).toBe(false);
        }
        expect(starts.every((start) => Number.isInteger(start) && start >= 0 && start <= limit)).toBe(true);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing but the times', () => {
    fc.assert(
      fc.property(texts, markers, (text, marked) => {
        if (wordsOf(text, marked) !== text) return;
        const words = ({ lines }: ReturnType<typeof readLyrics>) =>
          lines.map(({ kind, text: shown }) => [kind, shown]);
        const plain = readLyrics({ text, markers: null, durationMs: null });
        expect(words(readLyrics({ text, markers: marked, durationMs: 30_000 }))).toEqual(words(plain));
      }),
    );
  });

  it('reads a song of a hundred thousand words', () => {
    const text = 'la la la la la\n'.repeat(20_000);
    const pairs = Array.from({ length: 100_000 }, (_, index) => [index * 3, index / 1000]);
    expect(readLyrics({ text, markers: pairs, durationMs: 100_000 }).state).toBe('timed');
  });
});

describe('words within a line', () => {
  const words = (markers: unknown, text = TEXT) =>
    readLyrics({ text, markers, durationMs: DURATION_MS })
      .lines.filter((line) => line.kind === 'sung')
      .map((line) =>
        line.words.map((word, index) => [
          line.text.slice(word.at, line.words[index + 1]?.at).trimEnd(),
          word.startMs,
        ]),
      );

  it('have the times of markers on them, the first that of the line', () => {
    expect(words(wordPairs(EVERY_WORD))).toEqual([
      [
        ['Salt', 500],
        ['on', 4500],
        ['the', 8500],
        ['railing', 12_500],
      ],
      [
        ['Light', 16_500],
        ['on', 20_500],
        ['the', 24_500],
        ['bay', 28_500],
      ],
      [
        ['Carry', 32_500],
        ['me', 36_500],
        ['over', 40_500],
      ],
    ]);
  });

  it('have none where there is a marker for each line', () => {
    expect(words(wordPairs(LINES))).toEqual([[], [], []]);
  });

  it('may be parts of words, and begin behind the space that a marker stands on', () => {
    const text = '  Salt on water';
    const at = (words_: string) => text.indexOf(words_);
    expect(
      words(
        [
          [at('Salt'), 1],
          [at(' on'), 2],
          [at('wat'), 3],
          [at('ter'), 4],
        ],
        text,
      ),
    ).toEqual([
      [
        ['Salt', 1000],
        ['on', 2000],
        ['wa', 3000],
        ['ter', 4000],
      ],
    ]);
  });

  it('are counted in UTF-16 units of the line, whatever the service counts', () => {
    const text = '🎵 Salt 🌊 wave\n海 的 光';
    const pairs = wordPairs(['🎵', 'Salt', '🌊', 'wave', '海', '的', '光'], text, codePoints);
    expect(words(pairs, text).map((line) => line.map(([word]) => word))).toEqual([
      ['🎵', 'Salt', '🌊', 'wave'],
      ['海', '的', '光'],
    ]);
  });

  it('have no second time for one place', () => {
    const text = 'Salt on water';
    expect(
      words(
        [
          [0, 1],
          [5, 2],
          [5, 3],
          [8, 4],
        ],
        text,
      ),
    ).toEqual([
      [
        ['Salt', 1000],
        ['on', 2000],
        ['water', 4000],
      ],
    ]);
  });
});
