import { createRandom, createZipf, type Random } from './random';

/** The words of one script, and how a text of them is written. */
export interface Vocabulary {
  readonly script: Script;
  readonly words: readonly string[];
  /** A word, as frequent as its rank says. */
  word(random: Random): string;
  /** What stands between two words of a line. */
  readonly space: string;
}

export const SCRIPTS = ['latin', 'cyrillic', 'cjk'] as const;
export type Script = (typeof SCRIPTS)[number];

interface Alphabet {
  readonly onsets: readonly [string, ...string[]];
  readonly vowels: readonly [string, ...string[]];
  readonly codas: readonly [string, ...string[]];
}

// Letters with marks are in: a search has to find them without.
const LATIN: Alphabet = {
  onsets: [
    'b',
    'c',
    'd',
    'f',
    'g',
    'h',
    'l',
    'm',
    'n',
    'p',
    'r',
    's',
    't',
    'v',
    'w',
    'br',
    'st',
    'sh',
    'tr',
    'ñ',
  ],
  vowels: ['a', 'e', 'i', 'o', 'u', 'a', 'e', 'i', 'o', 'ea', 'ou', 'é', 'ö'],
  codas: ['', '', '', 'n', 'r', 's', 't', 'l', 'nd', 'ght'],
};
const CYRILLIC: Alphabet = {
  onsets: ['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ч', 'ш', 'ст', 'пр'],
  vowels: ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ё'],
  codas: ['', '', '', 'н', 'р', 'с', 'й', 'л', 'ть'],
};
const FIRST_HAN = 0x4e00;
const HAN_IN_USE = 2_500;

function words(alphabet: Alphabet, count: number, seed: number): string[] {
  const random = createRandom(seed);
  const found = new Set<string>();
  while (found.size < count) {
    const syllables = 1 + random.below(3);
    let word = '';
    for (let index = 0; index < syllables; index += 1) {
      word += random.pick(alphabet.onsets) + random.pick(alphabet.vowels);
    }
    found.add(word + random.pick(alphabet.codas));
  }
  return [...found];
}

function vocabulary(script: Script, list: readonly string[], space: string): Vocabulary {
  const rank = createZipf(list.length);
  return { script, words: list, space, word: (random) => list[rank(random)] ?? '' };
}

/** As many words as people sing: tens of thousands in Latin, fewer in Cyrillic, and the Chinese characters in use. */
export const VOCABULARIES: Readonly<Record<Script, Vocabulary>> = {
  latin: vocabulary('latin', words(LATIN, 20_000, 1), ' '),
  cyrillic: vocabulary('cyrillic', words(CYRILLIC, 12_000, 2), ' '),
  cjk: vocabulary(
    'cjk',
    Array.from({ length: HAN_IN_USE }, (_, index) => String.fromCodePoint(FIRST_HAN + index * 7)),
    '',
  ),
};
