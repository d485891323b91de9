import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_FILTERS } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import {
  faultOf,
  newRule,
  printRule,
  printRules,
  readRules,
  RULE_KINDS,
  TIME_UNITS,
  type Rule,
  type RuleKind,
} from '../../src/renderer/features/playlists/smart-rules';
import {
  keyed,
  placeOfRule,
  readDraft,
  wrongIn,
  type Draft,
} from '../../src/renderer/features/playlists/smart-rules-draft';
import { anyText } from '../unit/song-query-texts';

/** Rules are a view of a text: what they print is read as the same rules, and a text that says more is left alone. */

const rule = (kind: RuleKind, value = '', second = ''): Rule => ({ kind, value, second });

describe('rules of a smart playlist', () => {
  it.each<[Rule, string | null]>([
    [rule('model', 'Lyria 3 Pro'), 'model:"Lyria 3 Pro"'],
    [rule('words', ' carry me '), 'words:"carry me"'],
    [rule('prompt', 'folk'), 'prompt:folk'],
    [rule('title', 'say "hi"'), 'title:"say ""hi"""'],
    [rule('anywhere', 'tide'), 'tide'],
    [rule('anywhere', 'low tide'), '"low tide"'],
    [rule('anywhere', '-live'), '"-live"'],
    [rule('anywhere', 'has:video'), '"has:video"'],
    [rule('created', '2026-05-01', '2026-06-30'), 'created:2026-05-01..2026-06-30'],
    [rule('created', '2026-05-01', ''), 'created:>=2026-05-01'],
    [rule('created', '', '2026-05-01'), 'created:<=2026-05-01'],
    [rule('created', '2026-05-01', '2026-05-01'), 'created:2026-05-01'],
    [rule('recent', '2', 'w'), 'created:2w'],
    [rule('longer', '3:00'), 'length:>3:00'],
    [rule('shorter', '90s'), 'length:<1:30'],
    [rule('has', 'wav'), 'has:wav'],
    [rule('hasNot', 'video'), '-has:video'],
    [rule('rating', '4'), 'rating:>=4'],
    [rule('favourite'), 'is:favourite'],
    [rule('tag', 'late night'), 'tag:"late night"'],
    [rule('neverPlayed'), 'played:never'],
    [rule('playedSince', '3', 'm'), 'played:3m'],
    [rule('model', '  '), null],
    [rule('created'), null],
    [rule('recent', '0', 'd'), null],
    [rule('longer', 'long'), null],
  ])('%j is %s', (given, text) => {
    expect(printRule(given)).toBe(text);
  });

  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.trim());
  const day = fc
    .tuple(
      fc.integer({ min: 2000, max: 2030 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    .map(([year, month, date]) =>
      [year, String(month).padStart(2, '0'), String(date).padStart(2, '0')].join('-'),
    );
  const count = fc.integer({ min: 1, max: 999 }).map(String);
  const unit = fc.constantFrom(...TIME_UNITS);
  const anyRule: fc.Arbitrary<Rule> = fc.constantFrom(...RULE_KINDS).chain((kind) => {
    const begun = newRule(kind);
    if (kind === 'recent' || kind === 'playedSince')
      return fc.tuple(count, unit).map(([value, second]) => ({ kind, value, second }));
    if (kind === 'created')
      return fc
        .tuple(day, day)
        .map((days) => ({ kind, value: days.toSorted()[0] ?? '', second: days.toSorted()[1] ?? '' }));
    return begun.value === '' ? word.map((value) => ({ ...begun, value })) : fc.constant(begun);
  });

  it('come back from the text that they print', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 1_000_000 }));
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), fc.boolean(), limit, (rules, isAnyEnough, most) => {
        const text = printRules({ rules, isAnyEnough, limit: most });
        fc.pre(text !== null && text.length <= 500);
        const read = readRules(text ?? '');
        // Some signs mean something wherever they stand: then the text is left as a text.
        if (read === null) return;
        expect(printRules(read)).toBe(text);
        expect(read.limit).toBe(most);
        expect(read.isAnyEnough).toBe(isAnyEnough);
        expect(read.rules.map(({ kind }) => kind)).toHaveLength(rules.length);
      }),
    );
  });

  it('of which one is enough are said by a filter of its own, and words by another', () => {
    const rules = [rule('anywhere', 'low tide'), rule('rating', '4')];
    expect(printRules({ rules, isAnyEnough: true, limit: 50 })).toBe(
      'text:"low tide" rating:>=4 match:any limit:50',
    );
    expect(readRules('Match:ANY rating:>=4 text:"low tide"')).toEqual({
      rules: rules.toReversed(),
      isAnyEnough: true,
      limit: null,
    });
  });

  it.each([
    'tide',
    'low tide at dusk',
    'model:"Lyria 3" has:video limit:20',
    'created:2026-05-01..2026-06-01',
    'tag:night text:"low tide" -has:video match:any limit:20',
  ])('%s can be said by rules', (text) => {
    const read = readRules(text);
    expect(read).not.toBeNull();
    expect(read === null ? null : printRules(read)).toBe(text);
  });

  it.each([
    'has:video,wav',
    '-title:anchor',
    'created:2026',
    'is:failed',
    'model:',
    'a"b',
    '"open',
    'length:3:00',
    // A word has to be there whatever else is true.
    'tide tag:night match:any',
    'tag:night match:all',
    '-match:any tag:night',
  ])('%s says more than rules can', (text) => {
    const read = readRules(text);
    if (read !== null) expect(printRules(read)).not.toBe(text);
    else expect(read).toBeNull();
  });

  it('never make another search of a text that they can say', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = readRules(text);
        if (read === null) return;
        const printed = printRules(read);
        expect(printed).not.toBeNull();
        const strip = ({ filters, text: words }: ReturnType<typeof parseSongQuery>) => [
          filters
            .filter(({ kind }) => kind !== 'limit' && kind !== 'match')
            .map(({ range: _range, ...filter }) => filter),
          words.split(/\s+/),
        ];
        expect(strip(parseSongQuery(printed ?? ''))).toEqual(strip(parseSongQuery(text)));
      }),
    );
  });
});

describe('what is wrong with a rule', () => {
  const anyRule = fc.record({
    kind: fc.constantFrom(...RULE_KINDS),
    value: fc.oneof(
      fc.constantFrom('', ' ', '0', '12', '1000', '3:00', 'abc', '2026-05-01', '0026-05-01'),
      anyText,
    ),
    second: fc.constantFrom('', 'd', '2026-06-30', '0026-06-30'),
  });

  it('is told exactly where it cannot be printed', () => {
    fc.assert(
      fc.property(anyRule, (given) => {
        expect(faultOf(given) === null).toBe(printRule(given) !== null);
      }),
    );
  });

  it.each<[Rule, ReturnType<typeof faultOf>]>([
    [rule('model'), { fault: 'model', of: 'value' }],
    [rule('tag', ' '), { fault: 'text', of: 'value' }],
    [rule('created'), { fault: 'days', of: 'value' }],
    [rule('created', '0026-05-01'), { fault: 'year', of: 'value' }],
    [rule('created', '2026-05-01', '0026-06-30'), { fault: 'year', of: 'second' }],
    [rule('created', '', '0026-06-30'), { fault: 'year', of: 'second' }],
    [rule('recent', 'some', 'd'), { fault: 'count', of: 'value' }],
    [rule('shorter', 'abc'), { fault: 'length', of: 'value' }],
    [rule('favourite'), null],
  ])('%j: %j', (given, fault) => {
    expect(faultOf(given)).toEqual(fault);
  });
});

describe('a smart playlist that is put together', () => {
  const draft: Draft = {
    name: 'New',
    rules: [],
    text: '',
    isAnyEnough: false,
    isLimited: false,
    limit: '50',
    sort: 'arrived',
    direction: 'desc',
  };
  const tags = (count: number) =>
    Array.from({ length: count }, (_, index) => keyed(rule('tag', `t${index}`)));

  it('names every field that is wrong, in their order, and no other', () => {
    const rules = [keyed(rule('model')), keyed(rule('tag', 'live')), keyed(rule('longer', 'abc'))] as const;
    const reading = readDraft({ ...draft, rules, isLimited: true, limit: 'abc' });
    expect(wrongIn(reading)).toEqual([placeOfRule(rules[0]), placeOfRule(rules[2]), 'limit']);
    expect(reading.text).toBeNull();
  });

  it.each(['', '  ', 'length:abc', 'has:video limit:0'])('is not kept as the text “%s”', (text) => {
    expect(wrongIn(readDraft({ ...draft, rules: null, text }))).toEqual(['text']);
  });

  it.each(['0', 'abc', '1000001', ''])('has no limit of “%s”, and needs none', (limit) => {
    expect(wrongIn(readDraft({ ...draft, rules: tags(1), isLimited: true, limit }))).toEqual(['limit']);
    expect(readDraft({ ...draft, rules: tags(1), limit }).text).toBe('tag:t0');
  });

  it('has as many rules as a search can have filters', () => {
    expect(readDraft({ ...draft, rules: tags(MAX_FILTERS) }).text).not.toBeNull();
    expect(readDraft({ ...draft, rules: tags(MAX_FILTERS + 1) })).toEqual({ text: null, problem: 'tooLong' });
    expect(readDraft(draft)).toEqual({ text: null, problem: 'needsRule' });
  });
});
