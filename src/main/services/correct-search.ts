import { MAX_QUERY_LENGTH } from '@shared/song-query/filters';
import { parseSongQuery } from '@shared/song-query/parse';
import type { IndexedWord, SongIndex } from '../db/song-index';
import { replaceWords } from '../domain/search-query';
import { slipsBetween, slipsForgiven } from '../domain/spelling';

/**
 * What may have been meant by a search that finds nothing: its free text with each word that is not in the index replaced by
 * the nearest one that is; filters stay. What stands in quotes is meant as it is. Null when there is nothing to correct, or no word near.
 */
export function correctSearch(index: Pick<SongIndex, 'words' | 'hasWord'>, search: string): string | null {
  const { text, filters } = parseSongQuery(search);
  const replaced = replaceWords(text, (word) => nearestWord(index, word));
  if (replaced === null) return null;
  const corrected = [replaced, ...filters.map(({ range }) => search.slice(range.start, range.end))].join(' ');
  return corrected.length > MAX_QUERY_LENGTH ? null : corrected;
}

function nearestWord(index: Pick<SongIndex, 'words' | 'hasWord'>, typed: string): string | null {
  const most = slipsForgiven([...typed].length);
  if (most === 0 || index.hasWord(typed)) return null;
  const [first = '', second = ''] = typed;
  // Most slips are made further on. A first letter is hardly ever wrong, and to read all words takes seconds.
  for (const beginning of [first + second, second + first, first]) {
    const word = bestOf(index.words(beginning), typed, most);
    if (word !== null) return word;
  }
  return null;
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
