import { describe, expect, it } from 'vitest';
import type { ClipId } from '@shared/model';
import {
  EMPTY_QUEUE,
  currentOf,
  nextOf,
  previousOf,
  startQueue,
  withIds,
  withShuffle,
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
    expect(back.walk).toEqual(songs);
  });
});

describe('a list that changes while it plays', () => {
  it('takes in songs that came above and below', () => {
    const queue = startQueue(songs, id('c'), false, seeded(1));
    const changed = withIds(queue, ids('new', 'a', 'b', 'c', 'd', 'e', 'last'), seeded(1));
    expect(currentOf(changed)).toBe('c');
    expect(walkOn(changed, 4)).toEqual(['c', 'd', 'e', 'last']);
    expect(currentOf(sure(previousOf(changed, 'off')))).toBe('b');
  });

  it('keeps a current song that is no longer listed at its place', () => {
    const queue = startQueue(songs, id('c'), false, seeded(1));
    const changed = withIds(queue, ids('a', 'b', 'e'), seeded(1));
    expect(walkOn(changed, 2)).toEqual(['c', 'e']);
    expect(currentOf(sure(previousOf(changed, 'off')))).toBe('b');
    const none = withIds(queue, [], seeded(1));
    expect(currentOf(none)).toBe('c');
    expect(nextOf(none, 'off', seeded(1))).toBeNull();
  });

  it('puts new songs among those still to come when shuffled, and repeats none', () => {
    const random = seeded(5);
    let queue = startQueue(songs, id('a'), true, random);
    queue = sure(nextOf(queue, 'off', random));
    const heard = queue.walk.slice(0, queue.at + 1);
    const changed = withIds(queue, ids('a', 'b', 'c', 'd', 'e', 'f', 'g'), random);
    expect(currentOf(changed)).toBe(currentOf(queue));
    const rest = walkOn(changed, changed.walk.length - changed.at, random);
    expect([...rest.slice(1), ...heard].sort()).toEqual(ids('a', 'b', 'c', 'd', 'e', 'f', 'g'));
  });
});
