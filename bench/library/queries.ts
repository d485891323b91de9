import { SONG_SORTS, type SongListing, type SongSort } from '@shared/model';
import { createRandom, type Random } from './random';
import { lyricsOf, TAKES_PER_JOB } from './songs';

/** The order of best matches. A program without it has no ranked search to measure. */
const RANKED = 'match';

/** Whether the program ranks what a search finds. */
export const hasRanking = (SONG_SORTS as readonly string[]).includes(RANKED);

/** A search as the window asks for it while somebody types. */
export function newestFirst(search: string): SongListing {
  return { search, sort: 'arrived', direction: 'desc' };
}

/** The same with the best matches first; only where `hasRanking`. */
export function bestFirst(search: string): SongListing {
  return { search, sort: RANKED as SongSort, direction: 'desc' };
}

/** Every order that the list of all songs can have. */
export const LISTINGS: readonly SongListing[] = SONG_SORTS.filter((sort: string) => sort !== RANKED).flatMap(
  (sort) => (['desc', 'asc'] as const).map((direction) => ({ search: '', sort, direction })),
);

/** What is typed into the search box, key by key: the beginnings of words that the library holds. */
export function typedSearches(songs: number, count: number): string[] {
  const searches: string[] = [];
  for (const beginnings of typedWords(songs)) {
    searches.push(...beginnings);
    if (searches.length >= count) break;
  }
  return searches.slice(0, count);
}

/** Words as they are typed, each as its beginnings; without end. */
export function* typedWords(songs: number): Generator<string[], never> {
  const random = createRandom(4_711);
  for (;;) yield beginningsOf(wordOf(songs, random), random);
}

function wordOf(songs: number, random: Random): string {
  const words = lyricsOf(random.below(songs / TAKES_PER_JOB))
    .split(/[\s[\]]+/)
    .filter((word) => word !== '');
  return words[random.below(words.length)] ?? '';
}

function beginningsOf(word: string, random: Random): string[] {
  const letters = Array.from(word);
  const typed = letters.slice(0, 4 + random.below(3));
  // Chinese is searched from two characters on (its own words are that short), other scripts from one.
  const isCjk = /\p{Script=Han}/u.test(word);
  const start = isCjk ? random.below(Math.max(1, letters.length - 4)) : 0;
  const keys = isCjk ? letters.slice(start, start + 4) : typed;
  const shortest = isCjk ? 2 : 1;
  return keys.slice(shortest - 1).map((_key, index) => keys.slice(0, shortest + index).join(''));
}
