import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSongQuery } from '@shared/song-query/parse';
import {
  newRule,
  printRule,
  printRules,
  readRules,
  RULE_KINDS,
  TIME_UNITS,
  type Rule,
  type RuleKind,
} from '../../src/renderer/features/playlists/smart-rules';
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
