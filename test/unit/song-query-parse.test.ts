import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacedFilter, SongFilter } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import { printFilter, printSongQuery } from '@shared/song-query/print';
import { FILTER_KINDS } from '@shared/song-query/qualifiers';
import { parseSearch } from '../../src/main/domain/search-query';
import { anyFilter, anyText, freeText } from './song-query-texts';

function withoutRange({ range: _, ...filter }: PlacedFilter): SongFilter {
  return filter as SongFilter;
}
function filtersOf(text: string): SongFilter[] {
  return parseSongQuery(text).filters.map(withoutRange);
}
/** The problems of a text as `code value`. */
function problemsOf(text: string): string[] {
  return parseSongQuery(text).problems.map(({ code, value }) => (value === '' ? code : `${code} ${value}`));
}
const one = (kind: string, ...values: unknown[]) => [{ kind, values, isNegated: false }];

describe('parseSongQuery', () => {
  it('parts filters from what is searched for', () => {
    const text = 'model:"Lyria 3 Pro" has:video -is:failed "carry me home"';
    const query = parseSongQuery(text);
    expect(query.text).toBe('"carry me home"');
    expect(query.problems).toEqual([]);
    expect(query.filters.map(withoutRange)).toEqual([
      { kind: 'model', values: ['Lyria 3 Pro'], isNegated: false },
      { kind: 'has', values: ['video'], isNegated: false },
      { kind: 'is', values: ['failed'], isNegated: true },
    ]);
    expect(query.filters.map(({ range }) => text.slice(range.start, range.end))).toEqual([
      'model:"Lyria 3 Pro"',
      'has:video',
      '-is:failed',
    ]);
  });

  it('reads what is noted on songs', () => {
    const at = (point: number) => ({ kind: 'at', point });
    const from = (point: number) => ({ kind: 'compare', comparison: '>=', point });
    expect(filtersOf('rating:none rating:0 rating:３')).toEqual([
      ...one('rating', at(0)),
      ...one('rating', at(0)),
      ...one('rating', at(3)),
    ]);
    expect(filtersOf('rating:>=4,1..2')).toEqual(
      one('rating', from(4), { kind: 'between', first: 1, last: 2 }),
    );
    expect(filtersOf('plays:0 plays:≥10')).toEqual([...one('plays', at(0)), ...one('plays', from(10))]);
    expect(filtersOf('played:never played:2026-11')).toEqual([
      ...one('played', { kind: 'never' }),
      ...one('played', { kind: 'at', point: { year: 2026, month: 11, day: null } }),
    ]);
    expect(filtersOf('tag:"late night" is:FAVOURITE,hidden')).toEqual([
      ...one('tag', 'late night'),
      ...one('is', 'favourite', 'hidden'),
    ]);
    expect(problemsOf('rating:6 rating:-1 plays:many plays:1.5 played:soon')).toEqual([
      'bad-number 6',
      'bad-number -1',
      'bad-number many',
      'bad-number 1.5',
      'bad-date soon',
    ]);
    const typed = 'rating:none,>=4 plays:5..20 played:never,7d tag:"late night"';
    expect(parseSongQuery(typed).filters.map(printFilter).join(' ')).toBe(typed);
  });

  it('takes a word or a phrase behind a minus for one that no song is to have', () => {
    const not = (...values: string[]) => ({ kind: 'text', values, isNegated: true });
    const query = parseSongQuery('salt －tide −"carry me" -rock,pop -歌 -🌊 -then:');
    expect(query.text).toBe('salt');
    expect(query.filters.map(withoutRange)).toEqual([
      not('tide'),
      not('"carry me"'),
      not('rock', 'pop'),
      not('歌'),
      not('🌊'),
      not('then:'),
    ]);
    expect(parseSongQuery('－has:video -"').filters.map(withoutRange)).toEqual([
      { kind: 'has', values: ['video'], isNegated: true },
    ]);
    expect(query.filters.map(printFilter).slice(0, 2)).toEqual(['-text:tide', '-text:"carry me"']);
    expect(filtersOf('text:tide')).toEqual(one('text', 'tide'));
  });

  it('leaves what is searched for as it was typed', () => {
    expect(parseSongQuery('  salt  has:video   on "the  railing').text).toBe('salt on "the  railing');
    expect(parseSongQuery('“carry me” has:wav „home“').text).toBe('“carry me” „home“');
    expect(parseSongQuery('has:wav')).toMatchObject({ text: '', problems: [] });
    expect(parseSongQuery('')).toEqual({ text: '', filters: [], problems: [] });
  });

  it.each([
    'at 3:00',
    'http://x/?has=1',
    'Chorus: love',
    'whas:video',
    ':',
    ': :',
    '-',
    '--has:video',
    '-:video',
    'has',
    'has video',
    '"has:video"',
    '"carry has:video',
    'mod"el:x"',
    'ｈａｓ:video',
    'ｈas:video',
    'שיר:אהבה',
    'כותרת has',
    '歌詞：愛',
    '🌊:🌊',
    'toString:x constructor:y __proto__:z',
  ])('takes %j for text', (text) => {
    expect(parseSongQuery(text)).toEqual({ text, filters: [], problems: [] });
  });

  it('knows names and closed values in any case, and wide colons, commas and letters', () => {
    for (const text of ['HAS:Video,WAV', 'has：video，wav', 'Has：ＶＩＤＥＯ,ｗａｖ', 'has:"video",“ wav”']) {
      expect(filtersOf(text)).toEqual(one('has', 'video', 'wav'));
    }
  });

  it('reads every closed value', () => {
    expect(filtersOf('has:audio,wav,video,cover,lyrics')).toEqual(
      one('has', 'audio', 'wav', 'video', 'cover', 'lyrics'),
    );
    expect(filtersOf('is:complete,coming,failed,missing,unverified,without-files')).toEqual(
      one('is', 'complete', 'coming', 'failed', 'missing', 'unverified', 'without-files'),
    );
    expect(filtersOf('lyrics:none,plain,timed,instrumental')).toEqual(
      one('lyrics', 'none', 'plain', 'timed', 'instrumental'),
    );
  });

  it('keeps text values as they are, quotes for spaces and commas', () => {
    expect(filtersOf('model:"Lyria 3 Pro",FUZZ-2.0')).toEqual(one('model', 'Lyria 3 Pro', 'FUZZ-2.0'));
    expect(filtersOf('model:"A, B" action:Extend')).toEqual([
      ...one('model', 'A, B'),
      ...one('action', 'Extend'),
    ]);
    expect(filtersOf('model:"my ""best"" one"')).toEqual(one('model', 'my "best" one'));
    expect(filtersOf('model:Lyria" 3 "Pro')).toEqual(one('model', 'Lyria 3 Pro'));
    expect(filtersOf('model:"Lyria 3')).toEqual(one('model', 'Lyria 3'));
    expect(filtersOf('bpm:96.5 seed:-42 id:3f2a')).toEqual([
      ...one('bpm', '96.5'),
      ...one('seed', '-42'),
      ...one('id', '3f2a'),
    ]);
    expect(filtersOf('job:3f2a JOB:b')).toEqual([...one('id', '3f2a'), ...one('id', 'b')]);
  });

  it('leaves the quotes in what is searched for in one field', () => {
    expect(filtersOf('title:"carry me",home words:愛 prompt:"slow fo')).toEqual([
      ...one('title', '"carry me"', 'home'),
      ...one('words', '愛'),
      ...one('prompt', '"slow fo'),
    ]);
  });

  it('passes over values that are not there yet', () => {
    expect(filtersOf('has:video,')).toEqual(one('has', 'video'));
    expect(filtersOf('has:,video,,wav')).toEqual(one('has', 'video', 'wav'));
    expect(filtersOf('model:"",x')).toEqual(one('model', 'x'));
  });

  it('tells what it does not understand, and neither filters by it nor searches for it', () => {
    expect(parseSongQuery('salt has:vidio,wav -created:soon')).toEqual({
      text: 'salt',
      filters: [],
      problems: [
        { code: 'unknown-value', kind: 'has', value: 'vidio', range: { start: 5, end: 18 } },
        { code: 'bad-date', kind: 'created', value: 'soon', range: { start: 19, end: 32 } },
      ],
    });
    expect(problemsOf('has: is:, title:"" model:"  " words:"')).toEqual(
      Array.from({ length: 5 }, () => 'no-value'),
    );
    expect(problemsOf('is:good lyrics:sung has:"a b"')).toEqual([
      'unknown-value good',
      'unknown-value sung',
      'unknown-value a b',
    ]);
    expect(problemsOf('limit:0 limit:many -limit:5 limit:1000001')).toEqual([
      'bad-limit 0',
      'bad-limit many',
      'bad-limit 5',
      'bad-limit 1000001',
    ]);
    expect(problemsOf('limit:1 limit:50,20 match:any Match:ALL')).toEqual([]);
    expect(problemsOf('match:some -match:any')).toEqual(['unknown-value some', 'unknown-value any']);
    expect(problemsOf('length:3 added:2026-13')).toEqual(['bad-length 3', 'bad-date 2026-13']);
  });

  it('reads 32 filters and 500 characters', () => {
    const many = parseSongQuery(Array.from({ length: 34 }, (_, index) => `bpm:${index}`).join(' '));
    expect(many.filters).toHaveLength(32);
    expect(many.problems).toMatchObject([
      { code: 'too-many', kind: 'bpm', value: '32' },
      { code: 'too-many', kind: 'bpm', value: '33' },
    ]);
    const long = parseSongQuery(`${'x'.repeat(495)} has:video has:wav`);
    expect(long.filters).toEqual([]);
    expect(long.problems).toEqual([
      { code: 'no-value', kind: 'has', value: '', range: { start: 496, end: 500 } },
    ]);
  });

  it('knows as quotes what the search knows as quotes', () => {
    for (const sign of '"“”„«»') {
      const phrase = `${sign}has:video b${sign}`;
      expect(parseSongQuery(phrase).text).toBe(phrase);
      expect(parseSearch(phrase)).toHaveLength(1);
      expect(filtersOf(`model:${sign}a b${sign}`)).toEqual(one('model', 'a b'));
    }
    for (const sign of "'‘’`「」") {
      expect(parseSongQuery(`a${sign} has:video`).filters).toHaveLength(1);
      expect(parseSearch(`${sign}a b${sign}`)).toHaveLength(2);
    }
  });

  it('never throws, and its ranges are those of pieces, rising, of known names', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { filters, problems, text: words } = parseSongQuery(text);
        const ranges = [...filters, ...problems].map(({ range }) => range).sort((a, b) => a.start - b.start);
        let last = -1;
        for (const { start, end } of ranges) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(Math.min(500, text.length));
          expect(text.slice(start, end)).toMatch(/^([-－−]?[a-z]+[:：]|[-－−][^-])/i);
          last = end;
        }
        for (const list of [filters, problems]) {
          expect(list.map(({ range }) => range.start)).toEqual(
            list.map(({ range }) => range.start).toSorted((a, b) => a - b),
          );
        }
        for (const { kind, values } of filters) {
          expect(FILTER_KINDS).toContain(kind);
          expect(values.length).toBeGreaterThan(0);
        }
        // What is searched for is all there, nothing twice: text and ranges together are the input without its spaces.
        const covered = ranges.reduce((sum, { start, end }) => sum + squeezed(text.slice(start, end)), 0);
        expect(squeezed(words) + covered).toBe(squeezed(text.slice(0, 500)));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** How many signs are no spaces. */
function squeezed(text: string): number {
  return text.replace(/\s/g, '').length;
}

describe('printSongQuery', () => {
  it.each([
    ['Has：VIDEO', 'has:video'],
    ['-model:“Lyria 3 Pro”,b', '-model:"Lyria 3 Pro",b'],
    ['model:"a ""b"" c" x', 'model:"a ""b"" c" x'],
    ['created:2026-5-1', 'created:2026-05-01'],
    ['created:2026-05..', 'created:>=2026-05'],
    ['added:..2026', 'added:<=2026'],
    ['added:≥2026', 'added:>=2026'],
    ['length:90s', 'length:1:30'],
    ['length:2m', 'length:2:00..2:59'],
    ['length:>=1h', 'length:>=1:00:00'],
    ['salt title:"carry me",home', 'title:"carry me",home salt'],
    ['title:"carry me', 'title:"carry me'],
    ['salt title:"carry', 'salt title:"carry'],
  ])('writes %j as %j', (text, printed) => {
    expect(printSongQuery(parseSongQuery(text))).toBe(printed);
  });

  it('puts a search in one field into quotes where it would be read as several', () => {
    expect(printFilter({ kind: 'title', values: ['carry me'], isNegated: false })).toBe('title:"carry me"');
    expect(printFilter({ kind: 'title', values: ['a,b', 'c'], isNegated: true })).toBe('-title:"a,b",c');
  });

  it('is read as the same query again', () => {
    fc.assert(
      fc.property(fc.array(anyFilter, { maxLength: 5 }), freeText, (filters, text) => {
        const printed = printSongQuery({ filters, text });
        fc.pre(printed.length <= 500);
        const again = parseSongQuery(printed);
        expect(again.problems).toEqual([]);
        expect(again.filters.map(withoutRange)).toEqual(filters);
        expect(again.text).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read as the same query again, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const { text, filters } = parseSongQuery(typed);
        const printed = printSongQuery({ text, filters });
        // Dates and lengths may be written longer than they were typed.
        fc.pre(printed.length <= 500);
        const again = parseSongQuery(printed);
        expect(again.text).toBe(text);
        expect(again.filters.map(withoutRange)).toHaveLength(filters.length);
        expect(again.filters.map(withoutRange)).toEqual(expect.arrayContaining(filters.map(withoutRange)));
      }),
      { numRuns: 2_000 },
    );
  });
});
