import { SONG_SORTS, type SongListing } from '@shared/model';
import { createRandom } from './random';
import { lyricsOf, TAKES_PER_JOB } from './songs';

/** What is typed into the search box, key by key: the beginnings of words that the library holds. */
export function typedSearches(songs: number, count: number): string[] {
  const random = createRandom(4_711);
  const searches: string[] = [];
  while (searches.length < count) {
    const words = lyricsOf(random.below(songs / TAKES_PER_JOB))
      .split(/[\s[\]]+/)
      .filter((word) => word !== '');
    const word = words[random.below(words.length)] ?? '';
    const letters = Array.from(word).slice(0, 4 + random.below(3));
    // Chinese is searched from two characters on (its own words are that short), other scripts from one.
    const isCjk = /\p{Script=Han}/u.test(word);
    const start = isCjk ? random.below(Math.max(1, Array.from(word).length - 4)) : 0;
    const typed = isCjk ? Array.from(word).slice(start, start + 4) : letters;
    for (let length = isCjk ? 2 : 1; length <= typed.length; length += 1) {
      searches.push(typed.slice(0, length).join(''));
    }
  }
  return searches.slice(0, count);
}

/** Every order that the list of all songs can have. */
export const LISTINGS: readonly SongListing[] = SONG_SORTS.flatMap((sort) =>
  (['desc', 'asc'] as const).map((direction) => ({ search: '', sort, direction })),
);
