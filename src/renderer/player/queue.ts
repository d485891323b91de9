import type { ClipId, Repeat } from '@shared/model';

/**
 * What is played and in which order. Pure values: every change gives a new queue, and none knows the list that its songs
 * came from. A song may stand in it more than once: each time is an entry, a number that stays the same as long as the
 * queue lives.
 */
export interface Queue {
  /** The song of each entry, by its number; entries that were taken out of the queue keep theirs. */
  readonly songs: readonly ClipId[];
  /** The entries in the order in which they are played: those that were, the current one, those to come. */
  readonly walk: readonly number[];
  /** Where in `walk` the current entry stands. */
  readonly at: number;
  /** The order that comes back when shuffling ends; null while there is nothing to come back. */
  readonly listed: readonly number[] | null;
  /** Somebody has put songs in, moved some or taken some out: no list has it any more. */
  readonly isByHand: boolean;
}

/** Where songs are put into a queue: right behind the one that plays, behind all, or before what stands at a place of the walk. */
export type QueuePlace = 'next' | 'end' | number;

/** Gives numbers from 0 up to but not including 1, as `Math.random` does. */
export type Random = () => number;

export const EMPTY_QUEUE: Queue = { songs: [], walk: [], at: 0, listed: null, isByHand: false };

/**
 * A queue of these songs that begins with `current`, wherever that stands among them.
 *
 * @param at where it is meant to stand, of songs that stand there more than once
 */
export function startQueue(
  ids: readonly ClipId[],
  current: ClipId,
  isShuffled: boolean,
  random: Random,
  at = -1,
): Queue {
  const songs = ids.includes(current) ? ids : [current, ...ids];
  const walk = songs.map((_, entry) => entry);
  const place = songs[at] === current ? at : songs.indexOf(current);
  const queue = { songs, walk, at: place, listed: null, isByHand: false };
  return isShuffled ? shuffledQueue(queue, random) : queue;
}

export function isShuffled({ listed }: Queue): boolean {
  return listed !== null;
}

/** The song that plays; null in an empty queue. */
export function currentOf(queue: Queue): ClipId | null {
  return songAt(queue, queue.at);
}

/** The song at a place of the walk; null past its ends. */
export function songAt({ songs, walk }: Queue, place: number): ClipId | null {
  const entry = walk[place];
  return entry === undefined ? null : (songs[entry] ?? null);
}

/**
 * The queue one song on; null where it ends. `one` repeats only by itself, when a song has ended: a person who asks for
 * the next song gets it. `ended` is the song that has just ended, where the queue has passed over others since.
 */
export function nextOf(
  queue: Queue,
  repeat: Repeat,
  random: Random,
  ended: ClipId | null = currentOf(queue),
): Queue | null {
  if (queue.at + 1 < queue.walk.length) return { ...queue, at: queue.at + 1 };
  if (repeat !== 'all' || queue.walk.length === 0) return null;
  if (!isShuffled(queue)) return { ...queue, at: 0 };
  const walk = shuffled(queue.walk, random);
  // The song that has just ended must not be the first of the next round.
  if (walk.length > 1 && songAt({ ...queue, walk }, 0) === ended) walk.push(...walk.splice(0, 1));
  return { ...queue, walk, at: 0 };
}

/** The queue one song back; null at its beginning. */
export function previousOf(queue: Queue, repeat: Repeat): Queue | null {
  if (queue.at > 0) return { ...queue, at: queue.at - 1 };
  // Round the corner only in a list: what stands at the end of a shuffled walk was never played before this song.
  if (repeat === 'all' && !isShuffled(queue) && queue.walk.length > 1) {
    return { ...queue, at: queue.walk.length - 1 };
  }
  return null;
}

/** The place of a song that is nearest to where the queue stands, rather behind it than before; -1 where it is not in it. */
export function nearestPlaceOf(queue: Queue, clipId: ClipId): number {
  let nearest = -1;
  const distance = (place: number) => Math.abs(place - queue.at - 0.25);
  for (const place of queue.walk.keys()) {
    if (songAt(queue, place) !== clipId) continue;
    if (nearest < 0 || distance(place) < distance(nearest)) nearest = place;
  }
  return nearest;
}

/** The queue at another place of its walk. */
export function atPlace(queue: Queue, place: number): Queue {
  return { ...queue, at: within(queue, place) };
}

/** The same songs in random order, or in the order that they had; the current one plays on. */
export function withShuffle(queue: Queue, isWanted: boolean, random: Random): Queue {
  if (isWanted === isShuffled(queue)) return queue;
  if (isWanted) return shuffledQueue(queue, random);
  const { listed, walk, at } = queue;
  const entry = walk[at];
  const whole = listed ?? walk;
  return {
    ...queue,
    walk: whole,
    at: entry === undefined ? 0 : Math.max(0, whole.indexOf(entry)),
    listed: null,
  };
}

/** More songs in it. They keep their order, also where the queue is shuffled. */
export function withSongs(queue: Queue, ids: readonly ClipId[], place: QueuePlace): Queue {
  const { walk, at } = queue;
  const entries = ids.map((_, index) => queue.songs.length + index);
  const index = place === 'next' ? Math.min(at + 1, walk.length) : place === 'end' ? walk.length : place;
  const isBeforeCurrent = walk.length > 0 && index <= at;
  return {
    songs: [...queue.songs, ...ids],
    walk: walk.toSpliced(index, 0, ...entries),
    at: isBeforeCurrent ? at + entries.length : at,
    listed: queue.listed?.toSpliced(placeIn(queue.listed, walk, index), 0, ...entries) ?? null,
    isByHand: true,
  };
}

/** Where shuffling ends, songs stand behind what they were put behind, and at the end where they were last. */
function placeIn(listed: readonly number[], walk: readonly number[], index: number): number {
  const ahead = walk[index - 1];
  if (index === walk.length) return listed.length;
  return ahead === undefined ? 0 : listed.indexOf(ahead) + 1;
}

/** Without some of its entries. Where the current one goes, the queue stands at the one behind it. */
export function withoutEntries(queue: Queue, entries: ReadonlySet<number>): Queue {
  const isLeft = (entry: number) => !entries.has(entry);
  const before = queue.walk.slice(0, queue.at).filter(isLeft).length;
  const walk = queue.walk.filter(isLeft);
  return {
    ...queue,
    walk,
    at: Math.max(0, Math.min(before, walk.length - 1)),
    listed: queue.listed?.filter(isLeft) ?? null,
    isByHand: true,
  };
}

/**
 * Some of its entries, in the order in which they stand, at another place of the walk: before the entry that stands at
 * `place` now. The current one stays current. The same queue where they stand there already.
 */
export function withMoved(queue: Queue, entries: ReadonlySet<number>, place: number): Queue {
  const { walk } = queue;
  const current = walk[queue.at];
  const moved = walk.filter((entry) => entries.has(entry));
  const rest = walk.filter((entry) => !entries.has(entry));
  const index = walk.slice(0, Math.max(0, place)).filter((entry) => !entries.has(entry)).length;
  const next = rest.toSpliced(index, 0, ...moved);
  if (isAlike(walk, next)) return queue;
  const at = current === undefined ? 0 : next.indexOf(current);
  return { ...queue, walk: next, at, isByHand: true };
}

/**
 * Entries that were moved since `before` stand behind what they stood behind then; the current one stays current. Both must be
 * of one queue. Where it is shuffled by now they do so in the order that comes back; what was moved in a shuffled one stays
 * where that has ended.
 */
export function withMovedBack(before: Queue, now: Queue, moved: ReadonlySet<number>): Queue {
  const backIn = (order: readonly number[]) => {
    const there = new Set(order);
    const rest = order.filter((entry) => !moved.has(entry));
    const back = withOrderOf(
      before.walk.filter((entry) => there.has(entry)),
      rest,
    );
    return isAlike(order, back) ? order : back;
  };
  if (isShuffled(before) !== isShuffled(now)) {
    const listed = now.listed && backIn(now.listed);
    return listed === now.listed ? now : { ...now, listed };
  }
  const walk = backIn(now.walk);
  const current = now.walk[now.at];
  if (walk === now.walk || current === undefined) return now;
  return { ...now, walk, at: walk.indexOf(current) };
}

function isAlike(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((entry, place) => entry === other[place]);
}

/**
 * What was taken out of a queue since `before` is in it again, behind what it stood behind; the current one stays current.
 * Both must be of one queue. Whether it is shuffled stays as it is.
 */
export function withReturned(before: Queue, now: Queue, random: Random): Queue {
  const left = new Set(now.walk);
  if (before.walk.every((entry) => left.has(entry))) return now;
  const listed = before.listed ?? before.walk;
  const isSameOrder = isShuffled(before) === isShuffled(now);
  const walk = withOrderOf(isSameOrder ? before.walk : listed, now.walk);
  const current = now.walk[now.at] ?? before.walk[before.at] ?? 0;
  const back: Queue = {
    ...now,
    walk,
    at: Math.max(0, walk.indexOf(current)),
    listed: now.listed && withOrderOf(listed, now.listed),
    isByHand: true,
  };
  if (!isShuffled(now)) return back;
  const toCome = new Set(before.walk.slice(before.at + 1).filter((entry) => !left.has(entry)));
  return withChance(back, (entry, place) => toCome.has(entry) && (place < back.at || !isSameOrder), random);
}

/** Such entries come at random places behind the current one. */
function withChance(queue: Queue, isMeant: (entry: number, place: number) => boolean, random: Random): Queue {
  const { walk, at } = queue;
  const isStaying = (entry: number, place: number) => !isMeant(entry, place);
  const played = walk.slice(0, at).filter(isStaying);
  const rest = walk.slice(at).filter((entry, index) => isStaying(entry, at + index));
  const behind = new Map<number, number[]>();
  for (const entry of shuffled(walk.filter(isMeant), random)) {
    const place = Math.floor(random() * rest.length);
    groupIn(behind, place).push(entry);
  }
  const further = rest.flatMap((entry, place) => [entry, ...(behind.get(place) ?? [])]);
  return { ...queue, walk: [...played, ...further], at: played.length };
}

/** The entries of `now`, and all others of `before`, each behind what it stood behind there. */
function withOrderOf(before: readonly number[], now: readonly number[]): readonly number[] {
  const left = new Set(now);
  const known = new Set(before);
  const merged: number[] = [];
  const behind = new Map<number, number[]>();
  let ahead: number | null = null;
  for (const entry of before) {
    if (left.has(entry)) ahead = entry;
    else (ahead === null ? merged : groupIn(behind, ahead)).push(entry);
  }
  ahead = null;
  for (const [place, entry] of now.entries()) {
    merged.push(entry);
    if (known.has(entry)) ahead = entry;
    const next = now[place + 1];
    // What was put in since stays behind what it stands behind.
    const isGroupNext = next === undefined || known.has(next);
    if (ahead !== null && isGroupNext) for (const each of behind.get(ahead) ?? []) merged.push(each);
  }
  return merged;
}

function groupIn(groups: Map<number, number[]>, key: number): number[] {
  const group = groups.get(key) ?? [];
  groups.set(key, group);
  return group;
}

function within({ walk }: Queue, place: number): number {
  return Math.max(0, Math.min(place, walk.length - 1));
}

/** The current song first, and every other one once in random order. */
function shuffledQueue(queue: Queue, random: Random): Queue {
  const { walk, at } = queue;
  const current = walk[at];
  if (current === undefined) return { ...queue, listed: walk };
  const others = walk.filter((entry) => entry !== current);
  return { ...queue, walk: [current, ...shuffled(others, random)], at: 0, listed: walk };
}

/** Fisher–Yates: every order is equally likely. */
function shuffled(entries: readonly number[], random: Random): number[] {
  const result = [...entries];
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1));
    const a = result[last];
    const b = result[pick];
    if (a === undefined || b === undefined) continue;
    result[last] = b;
    result[pick] = a;
  }
  return result;
}
