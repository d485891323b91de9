import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCompletion, completeSongQuery, type CompletionValues } from '@shared/song-query/complete';
import { parseSongQuery } from '@shared/song-query/parse';
import { anyText } from './song-query-texts';

const VALUES: CompletionValues = {
  today: { year: 2026, month: 11, day: 28 },
  models: [
    { value: 'Lyria 3 Pro', count: 812 },
    { value: 'FUZZ-2.0', count: 40 },
    { value: 'FUZZ-2.0 Pro', count: 7 },
    { value: 'Pro, "old"', count: 1 },
  ],
  actions: [{ value: 'music', count: 800 }],
  tags: [
    { value: 'late night', count: 12 },
    { value: 'Live', count: 3 },
  ],
};

/** The text with `|` where the caret is. */
function at(marked: string): readonly [string, number] {
  const caret = marked.indexOf('|');
  return [marked.slice(0, caret) + marked.slice(caret + 1), caret];
}
function proposed(marked: string): string[] | null {
  const completion = completeSongQuery(...at(marked), VALUES);
  return completion && completion.proposals.map(({ insert }) => insert);
}
/** The text after the first proposal was taken, with `|` where the caret is. */
function completed(marked: string): string {
  const [text, caret] = at(marked);
  const completion = completeSongQuery(text, caret, VALUES);
  const [proposal] = completion?.proposals ?? [];
  if (!completion || !proposal) throw new Error('Nothing is proposed.');
  const next = applyCompletion(text, completion, proposal);
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`;
}

describe('completeSongQuery', () => {
  it('proposes every name where nothing stands yet', () => {
    for (const text of ['|', 'salt |', '| salt', 'salt | has:video', '-|']) {
      expect(proposed(text)).toHaveLength(21);
      expect(proposed(text)?.slice(0, 3)).toEqual(['has:', 'is:', 'model:']);
    }
  });

  it('proposes names that begin with what is typed, then those that hold it', () => {
    expect(proposed('l|')).toEqual(['length:', 'lyrics:', 'limit:']);
    expect(proposed('MO|')).toEqual(['model:']);
    expect(proposed('salt -is|')).toEqual(['is:']);
    expect(proposed('-salt|')).toEqual([]);
    expect(proposed('ed|')).toEqual([]);
    expect(proposed('rom|')).toEqual(['prompt:']);
    expect(proposed('salt|')).toEqual([]);
    expect(proposed('mo|del')).toEqual(['model:']);
  });

  it('gives every name an example that can be understood', () => {
    for (const proposal of completeSongQuery('', 0, VALUES)?.proposals ?? []) {
      const example = proposal.kind === 'name' ? proposal.example : '';
      expect(parseSongQuery(example)).toMatchObject({
        text: '',
        problems: [],
        filters: [{ kind: proposal.filter }],
      });
    }
  });

  it('proposes values, the exact one first, then by beginning, then by what they hold', () => {
    expect(proposed('has:|')).toEqual(['audio', 'wav', 'video', 'cover', 'lyrics']);
    expect(proposed('has:V|')).toEqual(['video', 'wav', 'cover']);
    expect(proposed('is:m|')).toEqual(['missing', 'complete', 'coming']);
    expect(proposed('lyrics:|')).toEqual(['timed', 'plain', 'none', 'instrumental', 'edited']);
    expect(proposed('created:|')).toEqual(['7d', '1m', '3m', '1y', '2026-11', '2026', '2025']);
    expect(proposed('added:2026|')).toEqual(['2026', '2026-11']);
    expect(proposed('length：|')).toEqual(['<2:00', '2:00..4:00', '>4:00']);
    expect(proposed('model:|')).toEqual(['"Lyria 3 Pro"', 'FUZZ-2.0', '"FUZZ-2.0 Pro"', '"Pro, ""old"""']);
    expect(proposed('model:pro|')).toEqual(['"Pro, ""old"""', '"Lyria 3 Pro"', '"FUZZ-2.0 Pro"']);
    expect(proposed('model:fuzz-2.0|')).toEqual(['FUZZ-2.0', '"FUZZ-2.0 Pro"']);
    expect(proposed('-ACTION:m|')).toEqual(['music']);
    expect(proposed('model:"lyria 3|')).toEqual(['"Lyria 3 Pro"']);
    expect(completeSongQuery('model:l', 7, VALUES)?.proposals[0]).toMatchObject({
      value: 'Lyria 3 Pro',
      count: 812,
    });
  });

  it('has no values where any text goes, and nothing more for what is whole', () => {
    for (const text of ['title:|', 'seed:4|', 'job:|', 'has:video|', 'model:"Lyria 3 Pro"|', 'model:x|']) {
      expect(proposed(text)).toEqual([]);
    }
  });

  it('completes the one value that the caret is in, and proposes none that stands there already', () => {
    expect(proposed('has:video,|')).toEqual(['audio', 'wav', 'cover', 'lyrics']);
    expect(completed('has:v|,wav')).toBe('has:video|,wav');
    expect(completed('has:audio,v|')).toBe('has:audio,video |');
    expect(completed('has:audio,l|,wav on')).toBe('has:audio,lyrics|,wav on');
  });

  it('proposes nothing in quotes, in words that are no names, and where there is no room', () => {
    for (const text of ['"ha|', '"ha| x"', 'h2|', 'ha|-s', 'http|://x', '海|', 'x:ha|', '--ha|']) {
      expect(proposed(text)).toBeNull();
    }
    expect(proposed(`${'x'.repeat(501)} |`)).toBeNull();
    expect(proposed(`${'x'.repeat(493)} ha|`)).toEqual(['has:']);
    expect(proposed(`${'x'.repeat(497)} ha|`)).toEqual([]);
  });

  it('completes names before and behind other text', () => {
    expect(completed('ha|')).toBe('has:|');
    expect(completed('salt -mo| on')).toBe('salt -model:| on');
    expect(completed('| salt')).toBe('has:| salt');
    expect(completed('salt |')).toBe('salt has:|');
    expect(completed('mod|el')).toBe('model:|');
  });

  it('goes on behind a value with one space', () => {
    expect(completed('has:v|')).toBe('has:video |');
    expect(completed('has:v| salt')).toBe('has:video |salt');
    expect(completed('model:"ly|')).toBe('model:"Lyria 3 Pro" |');
    expect(completed('model:ly| salt')).toBe('model:"Lyria 3 Pro" |salt');
    expect(completed('model:"ly|ria" salt')).toBe('model:"Lyria 3 Pro" |salt');
  });

  it('does not take in what stands behind quotes that were just opened', () => {
    expect(completed('model:"ly| has:video')).toBe('model:"Lyria 3 Pro" |has:video');
  });

  it('never throws, and leaves all that stands around what it completes', () => {
    fc.assert(
      fc.property(anyText, fc.nat(520), fc.nat(20), (text, place, choice) => {
        const caret = Math.min(place, text.length);
        const completion = completeSongQuery(text, caret, VALUES);
        if (!completion) return;
        const { start, end } = completion.range;
        expect(start).toBeLessThanOrEqual(caret);
        expect(end).toBeGreaterThanOrEqual(caret);
        expect(end).toBeLessThanOrEqual(text.length);
        const proposal = completion.proposals[choice % Math.max(1, completion.proposals.length)];
        if (!proposal) return;
        const next = applyCompletion(text, completion, proposal);
        expect(next.text.length).toBeLessThanOrEqual(500);
        expect(next.text.startsWith(text.slice(0, start))).toBe(true);
        expect(next.text.endsWith(text.slice(end))).toBe(true);
        expect(next.caret).toBeLessThanOrEqual(next.text.length);
        // A value that was taken is understood.
        if (proposal.kind === 'value') {
          const filter = parseSongQuery(next.text).filters.find(
            ({ range }) => range.start <= start && start < range.end,
          );
          expect(filter?.kind ?? 'problem').toMatch(new RegExp(`^(${proposal.filter}|problem)$`));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
