import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import {
  EMPTY_QUEUE,
  currentOf,
  nearestPlaceOf,
  nextOf,
  previousOf,
  songAt,
  startQueue,
  withMoved,
  withMovedBack,
  withReturned,
  withShuffle,
  withSongs,
  withoutEntries,
  type Queue,
} from '../../src/renderer/player/queue';

const ids = (...names: string[]) => names as ClipId[];
const id = (name: string) => name as ClipId;
const songs = ids('a', 'b', 'c', 'd', 'e');

/** What must be there. */
function sure<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('nothing where something was expected');
  return value;
}

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Songs in the order in which they are played, the current one first. */
function walkOn(queue: Queue, steps: number, random = seeded(1)): ClipId[] {
  const played: ClipId[] = [];
  let at: Queue | null = queue;
  for (let step = 0; step < steps && at; step++) {
    const current = currentOf(at);
    if (current !== null) played.push(current);
    at = nextOf(at, 'all', random);
  }
  return played;
}

/** The songs in the order of the walk. */
function orderOf(queue: Queue): (ClipId | null)[] {
  return queue.walk.map((_, place) => songAt(queue, place));
}

const entries = (...numbers: number[]) => new Set(numbers);

describe('a queue as listed', () => {
  const queue = startQueue(songs, id('c'), false, seeded(1));

  it('begins with the song that was chosen and goes on down the list', () => {
    expect(currentOf(queue)).toBe('c');
    expect(walkOn(queue, 3)).toEqual(['c', 'd', 'e']);
  });

  it('ends after the last song unless all repeat', () => {
    const last = startQueue(songs, id('e'), false, seeded(1));
    expect(nextOf(last, 'off', seeded(1))).toBeNull();
    expect(nextOf(last, 'one', seeded(1))).toBeNull();
    expect(currentOf(sure(nextOf(last, 'all', seeded(1))))).toBe('a');
  });

  it('goes back up the list, and round the corner only where all repeat', () => {
    expect(currentOf(sure(previousOf(queue, 'off')))).toBe('b');
    const first = startQueue(songs, id('a'), false, seeded(1));
    expect(previousOf(first, 'off')).toBeNull();
    expect(currentOf(sure(previousOf(first, 'all')))).toBe('e');
  });

  it('begins where it was told, of songs that stand there more than once', () => {
    const twice = ids('a', 'b', 'a', 'c');
    expect(walkOn(startQueue(twice, id('a'), false, seeded(1), 2), 2)).toEqual(['a', 'c']);
    expect(walkOn(startQueue(twice, id('a'), false, seeded(1), 1), 2)).toEqual(['a', 'b']);
  });

  it('holds a song that is not in the list', () => {
    const other = startQueue(songs, id('x'), false, seeded(1));
    expect(walkOn(other, 3)).toEqual(['x', 'a', 'b']);
  });

  it('is empty without songs', () => {
    const none = startQueue([], id('a'), false, seeded(1));
    expect(currentOf(none)).toBe('a');
    expect(nextOf(none, 'off', seeded(1))).toBeNull();
    expect(nextOf(EMPTY_QUEUE, 'all', seeded(1))).toBeNull();
  });
});

describe('a shuffled queue', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('plays every song once in each round (seed %i)', (seed) => {
    const random = seeded(seed);
    const queue = startQueue(songs, id('c'), true, random);
    const played = walkOn(queue, 15, random);
    expect(played[0]).toBe('c');
    for (const round of [0, 5, 10]) {
      expect(played.slice(round, round + 5).sort()).toEqual([...songs]);
    }
    for (let at = 1; at < played.length; at++) expect(played[at]).not.toBe(played[at - 1]);
  });

  it('finds every order equally likely', () => {
    const random = seeded(7);
    const firsts = new Map<ClipId, number>();
    for (let run = 0; run < 4_000; run++) {
      const next = sure(nextOf(startQueue(songs, id('a'), true, random), 'off', random));
      const first = sure(currentOf(next));
      firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    for (const id of songs.slice(1)) expect(sure(firsts.get(id)) / 4_000).toBeCloseTo(0.25, 1);
  });

  it('goes back through what was played', () => {
    const random = seeded(3);
    let queue = startQueue(songs, id('a'), true, random);
    const played = walkOn(queue, 4, random);
    for (let step = 0; step < 3; step++) queue = sure(nextOf(queue, 'off', random));
    const back: (ClipId | null)[] = [];
    for (let at: Queue | null = queue; at; at = previousOf(at, 'all')) back.push(currentOf(at));
    expect(back).toEqual([...played].reverse());
  });

  it('does not begin a new round with the song that has just ended, whatever was passed over since', () => {
    const random = seeded(7);
    for (let run = 0; run < 40; run++) {
      let at = startQueue(ids('a', 'b', 'c'), id('a'), true, random);
      while (at.at + 1 < at.walk.length) at = sure(nextOf(at, 'all', random, id('b')));
      expect(currentOf(sure(nextOf(at, 'all', random, id('b'))))).not.toBe('b');
    }
  });

  it('repeats a single song for ever without failing', () => {
    const one = startQueue(ids('a'), id('a'), true, seeded(1));
    expect(walkOn(one, 4)).toEqual(['a', 'a', 'a', 'a']);
  });
});

describe('turning shuffle on and off', () => {
  it('keeps the current song', () => {
    const queue = startQueue(songs, id('d'), false, seeded(1));
    const shuffledQueue = withShuffle(queue, true, seeded(2));
    expect(currentOf(shuffledQueue)).toBe('d');
    expect([...walkOn(shuffledQueue, 5)].sort()).toEqual([...songs]);
    const back = withShuffle(shuffledQueue, false, seeded(2));
    expect(currentOf(back)).toBe('d');
    expect(orderOf(back)).toEqual(songs);
  });
});

describe('songs put into a queue', () => {
  const queue = startQueue(songs, id('b'), false, seeded(1));

  it('come right behind the one that plays, in their order', () => {
    const next = withSongs(queue, ids('x', 'y'), 'next');
    expect(orderOf(next)).toEqual(ids('a', 'b', 'x', 'y', 'c', 'd', 'e'));
    expect(currentOf(next)).toBe('b');
  });

  it('come behind all', () => {
    expect(orderOf(withSongs(queue, ids('x', 'a'), 'end'))).toEqual(ids('a', 'b', 'c', 'd', 'e', 'x', 'a'));
  });

  it('come before what stands at a place, and what plays plays on', () => {
    const before = withSongs(queue, ids('x', 'y'), 1);
    expect(orderOf(before)).toEqual(ids('a', 'x', 'y', 'b', 'c', 'd', 'e'));
    expect(currentOf(before)).toBe('b');
    const first = withSongs(queue, ids('x'), 0);
    expect(orderOf(first)[0]).toBe('x');
    expect(currentOf(first)).toBe('b');
  });

  it('begin one that is empty', () => {
    const begun = withSongs(EMPTY_QUEUE, ids('x', 'y'), 'next');
    expect(currentOf(begun)).toBe('x');
    expect(orderOf(begun)).toEqual(ids('x', 'y'));
  });

  it('are where they were put when shuffling ends', () => {
    const mixed = withShuffle(queue, true, seeded(4));
    const next = withSongs(withSongs(mixed, ids('x'), 'next'), ids('z'), 'end');
    expect(orderOf(next).slice(0, 2)).toEqual(ids('b', 'x'));
    expect(orderOf(next).at(-1)).toBe('z');
    expect(orderOf(withShuffle(next, false, seeded(4)))).toEqual(ids('a', 'b', 'x', 'c', 'd', 'e', 'z'));
  });
});

describe('a queue that is put in order by hand', () => {
  const queue = startQueue(songs, id('c'), false, seeded(1));

  it('loses entries and stands at the same song', () => {
    const left = withoutEntries(queue, entries(0, 3));
    expect(orderOf(left)).toEqual(ids('b', 'c', 'e'));
    expect(currentOf(left)).toBe('c');
  });

  it('stands at the song behind the current one when that goes, or at the last', () => {
    expect(currentOf(withoutEntries(queue, entries(2)))).toBe('d');
    expect(currentOf(withoutEntries(queue, entries(1, 2, 3, 4)))).toBe('a');
    expect(currentOf(withoutEntries(queue, entries(0, 1, 2, 3, 4)))).toBeNull();
  });

  it('tells two entries of one song apart', () => {
    const twice = startQueue(ids('a', 'b', 'a'), id('b'), false, seeded(1));
    expect(orderOf(withoutEntries(twice, entries(2)))).toEqual(ids('a', 'b'));
    expect(orderOf(withoutEntries(twice, entries(0)))).toEqual(ids('b', 'a'));
  });

  it.each([
    ['up', entries(4), 1, ['a', 'e', 'b', 'c', 'd']],
    ['down', entries(0), 3, ['b', 'c', 'a', 'd', 'e']],
    ['to the end, several at once', entries(0, 2), 5, ['b', 'd', 'e', 'a', 'c']],
    ['to where they stand', entries(1, 2), 2, ['a', 'b', 'c', 'd', 'e']],
  ])('moves entries %s', (_how, moved, place, order) => {
    const next = withMoved(queue, moved, place);
    expect(orderOf(next)).toEqual(order);
    expect(currentOf(next)).toBe('c');
  });

  it('is no queue by hand for a move to where the entries stand', () => {
    expect(withMoved(queue, entries(1, 2), 2)).toBe(queue);
  });

  it('has moved entries back where they stood, among what was put in and taken out since', () => {
    const moved = withMoved(queue, entries(1, 2), 5);
    expect(orderOf(moved)).toEqual(ids('a', 'd', 'e', 'b', 'c'));
    const later = withSongs(withoutEntries(moved, entries(0, 2)), ids('x'), 1);
    expect(orderOf(later)).toEqual(ids('d', 'x', 'e', 'b'));
    const back = withMovedBack(queue, later, entries(1, 2));
    expect(orderOf(back)).toEqual(ids('b', 'd', 'x', 'e'));
    expect(currentOf(back)).toBe(currentOf(later));
    expect(withMovedBack(queue, back, entries(1, 2))).toBe(back);
  });

  it('has them back in the order of before where it is shuffled since, and leaves those of a shuffled one', () => {
    const moved = withMoved(queue, entries(4), 0);
    const mixed = withShuffle(moved, true, seeded(3));
    const back = withMovedBack(queue, mixed, entries(4));
    expect(back.walk).toBe(mixed.walk);
    expect(orderOf(withShuffle(back, false, seeded(3)))).toEqual(songs);

    const shuffledOne = withShuffle(queue, true, seeded(3));
    const last = shuffledOne.walk.at(-1) ?? 0;
    const first = withMoved(shuffledOne, entries(last), 0);
    expect(withMovedBack(shuffledOne, first, entries(last)).walk).toEqual(shuffledOne.walk);
    const listed = withShuffle(first, false, seeded(3));
    expect(withMovedBack(shuffledOne, listed, entries(last))).toBe(listed);
  });

  it('has back what was taken out, and keeps what was put in since', () => {
    const left = withoutEntries(queue, entries(0, 2, 4));
    const more = withSongs(left, ids('x'), 'next');
    expect(orderOf(more)).toEqual(ids('b', 'd', 'x'));
    const back = withReturned(queue, more, seeded(1));
    expect(orderOf(back)).toEqual(ids('a', 'b', 'c', 'd', 'x', 'e'));
    expect(currentOf(back)).toBe('d');
  });

  it('has it back where it was put in order since', () => {
    const moved = withMoved(withoutEntries(queue, entries(1)), entries(4), 0);
    expect(orderOf(withReturned(queue, moved, seeded(1)))).toEqual(ids('e', 'a', 'b', 'c', 'd'));
    expect(withReturned(queue, queue, seeded(1))).toBe(queue);
  });

  it('stays shuffled, and what was to come is still to come', () => {
    const left = withoutEntries(queue, entries(0, 1, 3));
    const further = sure(nextOf(withShuffle(left, true, seeded(3)), 'off', seeded(3)));
    const back = withReturned(queue, further, seeded(5));
    expect(back.listed).not.toBeNull();
    expect(orderOf(back).toSorted()).toEqual(songs);
    expect(currentOf(back)).toBe('e');
    expect(back.walk.indexOf(3)).toBeGreaterThan(back.at);
    expect(orderOf(withShuffle(back, false, seeded(5)))).toEqual(songs);
    const cleared = withShuffle(withoutEntries(queue, entries(0, 1, 3, 4)), true, seeded(3));
    const orders = new Set(
      Array.from({ length: 40 }, (_, seed) =>
        orderOf(withReturned(queue, cleared, seeded(seed * 100_000_007))).join(''),
      ),
    );
    expect([...orders].toSorted()).toEqual(['abcde', 'abced']);
  });

  it('stays in its order where it was shuffled only then', () => {
    const mixed = withShuffle(queue, true, seeded(3));
    const left = withShuffle(withoutEntries(mixed, entries(0, 4)), false, seeded(3));
    const back = withReturned(mixed, left, seeded(3));
    expect(orderOf(back)).toEqual(songs);
    expect(back.listed).toBeNull();
    expect(currentOf(back)).toBe('c');
  });

  it('is of ten thousand songs in a moment', () => {
    const many = startQueue(
      Array.from({ length: 10_000 }, (_, index) => id(String(index))),
      id('0'),
      true,
      seeded(2),
    );
    const left = withoutEntries(many, new Set(many.walk.slice(1)));
    expect(withReturned(many, left, seeded(2)).walk).toEqual(many.walk);
  });
});

describe('a song that stands in a queue', () => {
  it('is found where that is nearest, rather behind than before', () => {
    const queue = startQueue(ids('b', 'a', 'x', 'a', 'c', 'b'), id('x'), false, seeded(1));
    expect(queue.at).toBe(2);
    expect(['x', 'a', 'b', 'c', 'z'].map((name) => nearestPlaceOf(queue, id(name)))).toEqual([
      2, 3, 0, 4, -1,
    ]);
  });
});
