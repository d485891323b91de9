import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import type { IndexedWord, SongIndex } from '../db/song-index';
import { replaceWords } from '../domain/search-query';
import { slipsBetween, slipsForgiven } from '../domain/spelling';

type IndexWords = Pick<SongIndex, 'words' | 'hasWord' | 'nextLetters'>;

/**
 * What may have been meant by a search that finds nothing: its free text with each word that is not in the index replaced by
 * the nearest one that is; filters stay. What stands in quotes is meant as it is. Null when there is nothing to correct, or no word near.
 */
export function correctSearch(index: IndexWords, search: string): string | null {
  const { text, filters } = parseSongQuery(search);
  const replaced = replaceWords(text, (word) => nearestWord(index, word));
  if (replaced === null) return null;
  const corrected = [replaced, ...filters.map(({ range }) => search.slice(range.start, range.end))].join(' ');
  return corrected.length > MAX_QUERY_LENGTH ? null : corrected;
}

function nearestWord(index: IndexWords, typed: string): string | null {
  const letters = [...typed];
  const most = slipsForgiven(letters.length);
  if (most === 0 || index.hasWord(typed)) return null;
  for (const beginnings of likelyBeginnings(index, letters)) {
    const word = bestOf(
      beginnings.flatMap((beginning) => index.words(beginning)),
      typed,
      most,
    );
    if (word !== null) return word;
  }
  return null;
}

/**
 * How the word that was meant may begin, the likeliest first. Most slips are made further on than in the second letter, and a
 * first one is hardly ever wrong. Short beginnings are dear: the index goes through all songs that have any of their
 * words, for all words of one letter up to seconds. So where the second letter is the slip it is the third that tells
 * which words are read; one that has a slip there as well is not found.
 */
function* likelyBeginnings(
  index: IndexWords,
  [first = '', second = '', third = '']: readonly string[],
): Generator<readonly string[]> {
  yield [first + second];
  yield [second + first];
  const others = index.nextLetters(first).filter((letter) => letter !== second && letter !== third);
  yield [
    // One letter too many, or two changed over.
    first + third,
    // Another letter, or one that is missing.
    ...others.flatMap((letter) => [first + letter + third, first + letter + second]),
  ];
}

/** The nearest; of those as near the one in most songs. A word that goes on is worse than one that does not. */
function bestOf(words: readonly IndexedWord[], typed: string, most: number): string | null {
  let best: { readonly word: string; readonly cost: number; readonly songs: number } | null = null;
  for (const { word, songs } of words) {
    const whole = slipsBetween(typed, word, most);
    const slips = Math.min(whole, slipsBetween(typed, word, most, true));
    if (slips > most) continue;
    const cost = slips * 2 + (whole === slips ? 0 : 1);
    if (best === null || cost < best.cost || (cost === best.cost && songs > best.songs)) {
      best = { word, cost, songs };
    }
  }
  return best?.word ?? null;
}
