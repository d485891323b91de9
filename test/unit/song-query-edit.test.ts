import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chosenValues,
  isChosen,
  withChoice,
  withFilter,
  withOnly,
  withoutFilter,
  withoutFilters,
} from '@shared/song-query/edit';
import type { SongFilter } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import { printFilter } from '@shared/song-query/print';
import { anyFilter, anyText } from './song-query-texts';

const HAS_VIDEO: SongFilter = { kind: 'has', values: ['video'], isNegated: false };

/** The text without its filter or problem of this number. */
function without(text: string, index: number): string {
  const { filters, problems } = parseSongQuery(text);
  const piece = [...filters, ...problems].sort((a, b) => a.range.start - b.range.start)[index];
  if (!piece) throw new Error('There is no such filter.');
  return withoutFilter(text, piece.range);
}
function printed(text: string): string[] {
  return parseSongQuery(text).filters.map(printFilter);
}

describe('withFilter', () => {
  it.each([
    ['', 'has:video'],
    ['salt', 'salt has:video'],
    ['  salt  on ', '  salt  on has:video'],
    ['has:video', 'has:video has:video'],
    ['"carry me"', '"carry me" has:video'],
  ])('puts it behind %j', (text, expected) => expect(withFilter(text, HAS_VIDEO)).toBe(expected));

  it('never puts it into quotes that are open', () => {
    expect(withFilter('"carry me ho', HAS_VIDEO)).toBe('has:video "carry me ho');
    expect(withFilter('salt  model:"Lyria 3 ', HAS_VIDEO)).toBe('salt has:video model:"Lyria 3 ');
  });

  it('refuses what would be too long or too many', () => {
    expect(withFilter('x'.repeat(490), HAS_VIDEO)).toBe(`${'x'.repeat(490)} has:video`);
    expect(withFilter('x'.repeat(491), HAS_VIDEO)).toBeNull();
    expect(withFilter(Array.from({ length: 32 }, () => 'bpm:1').join(' '), HAS_VIDEO)).toBeNull();
  });
});

describe('withoutFilter', () => {
  it.each([
    ['has:video', 0, ''],
    ['has:video salt', 0, 'salt'],
    ['salt has:video', 0, 'salt'],
    ['salt  "carry  me"   has:video   is:failed  on', 0, 'salt  "carry  me" is:failed  on'],
    ['salt has:video -is:failed', 1, 'salt has:video'],
    ['salt has:vidio on', 0, 'salt on'],
    ['salt model:"Lyria 3', 0, 'salt'],
  ])('takes from %j piece %i', (text, index, expected) => expect(without(text, index)).toBe(expected));

  it('leaves what is searched for', () => {
    expect(withoutFilters(' salt has:video  "carry  me" -is:x model:"a b')).toBe('salt "carry  me"');
  });
});

describe('choices', () => {
  it('are shown as chosen when they are asked for, whatever their case and form', () => {
    const text = 'has:video,wav -has:audio model:"lyria 3 pro" length:<2m created:2026-5';
    expect(chosenValues(text, 'has')).toEqual(['video', 'wav']);
    expect(isChosen(chosenValues(text, 'model'), '"Lyria 3 Pro"')).toBe(true);
    expect(isChosen(chosenValues(text, 'has'), 'audio')).toBe(false);
    expect(chosenValues(text, 'length')).toEqual(['<2:00']);
    expect(chosenValues(text, 'created')).toEqual(['2026-05']);
  });

  it('of what a song has are asked for all together', () => {
    expect(withChoice('salt has:video', 'has', 'wav', true)).toBe('salt has:video has:wav');
    expect(withChoice('has:video has:wav', 'has', 'video', false)).toBe('has:wav');
  });

  it('of anything else stand in one filter', () => {
    expect(withChoice('salt is:failed on', 'is', 'missing', true)).toBe('salt is:failed,missing on');
    expect(withChoice('model:FUZZ-2.0', 'model', '"Lyria 3 Pro"', true)).toBe('model:FUZZ-2.0,"Lyria 3 Pro"');
    expect(withChoice('is:failed,missing on', 'is', 'FAILED', false)).toBe('is:missing on');
    expect(withChoice('is:failed on', 'is', 'failed', false)).toBe('on');
    expect(withChoice('', 'lyrics', 'timed', true)).toBe('lyrics:timed');
  });

  it('are taken from every filter that asks for them', () => {
    expect(withChoice('is:failed a is:missing,failed -is:failed', 'is', 'failed', false)).toBe(
      'a is:missing -is:failed',
    );
  });

  it('take the place of a filter that rules them out', () => {
    expect(withChoice('-is:failed,missing salt', 'is', 'failed', true)).toBe('-is:missing salt is:failed');
    expect(withChoice('-has:video', 'has', 'video', true)).toBe('has:video');
  });

  it('are not chosen twice', () => {
    expect(withChoice('Has:Video', 'has', 'video', true)).toBe('Has:Video');
    expect(withChoice('model:LYRIA', 'model', 'lyria', true)).toBe('model:LYRIA');
  });

  it('close quotes that were open', () => {
    expect(withChoice('model:"Lyria 3', 'model', 'b', true)).toBe('model:"Lyria 3",b');
  });

  it('can be the only one of their kind', () => {
    expect(withOnly('salt created:2026 on created:7d', 'created', '1m')).toBe('salt on created:1m');
    expect(withOnly('salt -created:2026 created:7d', 'created', null)).toBe('salt -created:2026');
    expect(withOnly('', 'length', '<2:00')).toBe('length:<2:00');
  });

  it('are refused where there is no room', () => {
    expect(withChoice('x'.repeat(495), 'has', 'video', true)).toBeNull();
    expect(withChoice(`is:failed ${'x'.repeat(489)}`, 'is', 'missing', true)).toBeNull();
    expect(withOnly('x'.repeat(495), 'length', '<2:00')).toBeNull();
  });
});

describe('editing any text', () => {
  it('adds the filter and changes no other, and taking it away gives back what was there', () => {
    fc.assert(
      fc.property(anyText, anyFilter, (text, filter) => {
        fc.pre(text.length <= 400);
        const before = parseSongQuery(text);
        const added = withFilter(text, filter);
        fc.pre(added !== null);
        const after = parseSongQuery(added);
        expect(after.text).toBe(before.text);
        expect(after.problems).toHaveLength(before.problems.length);
        const place = after.filters.findIndex((one) => printFilter(one) === printFilter(filter));
        expect(after.filters).toHaveLength(before.filters.length + 1);
        expect(place).not.toBe(-1);
        const mine = after.filters.findLast((one) => printFilter(one) === printFilter(filter));
        const removed = withoutFilter(added, mine?.range ?? { start: 0, end: 0 });
        expect(printed(removed).toSorted()).toEqual(printed(text).toSorted());
        expect(parseSongQuery(removed).text).toBe(before.text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('chooses and takes back', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('audio', 'video', 'lyrics'), (text, value) => {
        fc.pre(text.length <= 400);
        const chosen = withChoice(text, 'has', value, true);
        fc.pre(chosen !== null);
        expect(isChosen(chosenValues(chosen, 'has'), value)).toBe(true);
        const back = withChoice(chosen, 'has', value, false) ?? '';
        expect(isChosen(chosenValues(back, 'has'), value)).toBe(false);
        expect(parseSongQuery(back).text).toBe(parseSongQuery(text).text);
      }),
      { numRuns: 1_000 },
    );
  });
});
