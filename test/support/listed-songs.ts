import { SONG_SORTS, type LyricsState, type SongListing } from '@shared/model';
import { createClipRepository, type StoredClip } from '../../src/main/db/clips';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { toSearchText } from '../../src/main/domain/search-query';
import { createRandom } from './fake-clock';
import { factsOf, namingOf, placeOf, type TestDatabase } from './database';

/** Every order that a list can have. */
export const LISTINGS: readonly SongListing[] = SONG_SORTS.flatMap((sort) =>
  (['asc', 'desc'] as const).map((direction) => ({ search: '', sort, direction })),
);

const FIRST_ARRIVAL = Date.UTC(2026, 4, 20);

/** A song of a list, the words that it is found by, and what is noted on it. */
export interface ListedSong extends StoredClip {
  readonly words: string;
  readonly favouriteAt: number | null;
  readonly rating: number;
  readonly plays: number;
  readonly lastPlayedAt: number | null;
}

/** Fills a database with songs that have gaps and much in common, so that ties and nulls count. */
export function fillWithSongs(test: TestDatabase, count: number): ListedSong[] {
  const { db } = test;
  const clips = createClipRepository(db);
  const lyrics = createLyricsRepository(db);
  const random = createRandom(5);
  const notes = createRandom(6);
  const note = db.prepare(
    'UPDATE clip SET favourite_at = :favouriteAt, rating = :rating, plays = :plays, last_played_at = :lastPlayedAt WHERE id = :row',
  );
  const oneOf = <T>(values: readonly T[]) => values[Math.floor(notes() * values.length)] as T;
  const some = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const title = some(['Alpha', 'beta', 'Gamma', 'delta one', 'Überall', '汉字', '99 Red', '2020 Again']);
    const words = some(['', 'salt on the railing', 'light on the bay', '波の音が聞こえる']);
    const model = some([null, 'FUZZ-2.0', 'Lyria 3 Pro']);
    const stored = clips.insert(
      factsOf(`c${index}`, {
        model,
        action: some([null, 'music', 'cover']),
        durationMs: some([null, 1_000, 2_000, 3_000]),
        createdAt: some([null, FIRST_ARRIVAL - 5, FIRST_ARRIVAL - 4, FIRST_ARRIVAL - 3]),
      }),
      namingOf(title),
      placeOf(`c${index}`),
      FIRST_ARRIVAL + Math.floor(index / 7),
    );
    clips.index(stored.row, {
      title: toSearchText(title),
      words: toSearchText(words),
      about: toSearchText(model ?? ''),
    });
    const state: LyricsState = words === '' ? 'none' : some(['plain', 'timed']);
    clips.setLyricsState(stored.row, state);
    if (words !== '')
      lyrics.save(stored.row, { source: 'api', text: words, markers: null, timing: null }, FIRST_ARRIVAL);
    const noted = {
      favouriteAt: oneOf([null, null, FIRST_ARRIVAL + 1, FIRST_ARRIVAL + 2]),
      rating: oneOf([0, 0, 0, 1, 3, 5]),
      plays: oneOf([0, 0, 1, 2, 12]),
      lastPlayedAt: oneOf([null, null, FIRST_ARRIVAL, FIRST_ARRIVAL + 9]),
    };
    note.run({ ...noted, row: stored.row });
    return { ...stored, ...noted, lyricsState: state, words };
  });
}

/** A song of which nothing is noted may leave that out. */
type SortedSong = StoredClip & Partial<ListedSong>;

const KEYS: Readonly<Record<SongListing['sort'], (clip: SortedSong) => string | number | null>> = {
  created: (clip) => clip.createdAt,
  arrived: (clip) => clip.arrivedAt,
  title: (clip) => clip.titleKey,
  duration: (clip) => clip.durationMs,
  model: (clip) => clip.model,
  match: (clip) => clip.arrivedAt,
  favourite: (clip) => clip.favouriteAt ?? null,
  rating: (clip) => clip.rating ?? 0,
  plays: (clip) => clip.plays ?? 0,
  played: (clip) => clip.lastPlayedAt ?? null,
};

/** The order by definition: the key as bytes, nothing first, then the row; turned round as a whole. */
export function inOrder(all: readonly SortedSong[], { sort, direction }: SongListing): string[] {
  const compare = (one: SortedSong, other: SortedSong) => {
    const [a, b] = [KEYS[sort](one), KEYS[sort](other)];
    if (a === b) return one.row - other.row;
    if (a === null || b === null) return a === null ? -1 : 1;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
  };
  const sorted = [...all].sort(compare);
  return (direction === 'asc' ? sorted : sorted.reverse()).map((clip) => clip.clipId);
}
