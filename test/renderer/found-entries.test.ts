import { expect, it } from 'vitest';
import { foundEntries } from '../../src/renderer/features/settings/found-entries';

const TEXTS = [
  ['Sound', 'Crossfade (seconds)', 'How long songs are heard together'],
  ['Look', 'Thème', 'Light and dark'],
  ['Звук', 'Громкость песен'],
] as const;

const found = (search: string) => foundEntries(TEXTS, search, (texts) => texts).map(([first]) => first);

it('finds entries by all words, in any order, without case and accents', () => {
  expect(found('')).toEqual(['Sound', 'Look', 'Звук']);
  expect(found('  ')).toEqual(['Sound', 'Look', 'Звук']);
  expect(found('HEARD cross')).toEqual(['Sound']);
  expect(found('theme')).toEqual(['Look']);
  expect(found('громк')).toEqual(['Звук']);
  expect(found('crossfade dark')).toEqual([]);
});
