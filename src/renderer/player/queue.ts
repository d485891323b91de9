import type { ClipId, Repeat } from '@shared/model';

/** Songs that were played stay in reach of *Previous*, but not for ever. */
const HISTORY_LIMIT = 500;

/**
 * What is played and in which order. Pure values: every change gives a new queue.
 *
 * `walk` is the way through the songs: the listing itself, or, when shuffled, what was played, what is playing and every
 * other song once in random order.
 */
export interface Queue {
  /** The songs as they are listed. */
  readonly ids: readonly ClipId[];
  readonly walk: readonly ClipId[];
  /** Where in `walk` the current song stands. */
  readonly at: number;
  readonly isShuffled: boolean;
}

/** Gives numbers from 0 up to but not including 1, as `Math.random` does. */
export type Random = () => number;

export const EMPTY_QUEUE: Queue = { ids: [], walk: [], at: 0, isShuffled: false };

/** A queue of the listed songs that begins with `current`, wherever that stands in the list. */
export function startQueue(
  ids: readonly ClipId[],
  current: ClipId,
  isShuffled: boolean,
  random: Random,
): Queue {
  const whole = ids.includes(current) ? ids : [current, ...ids];
  if (!isShuffled) return { ids: whole, walk: whole, at: whole.indexOf(current), isShuffled };
  return { ids: whole, walk: [current, ...shuffled(without(whole, current), random)], at: 0, isShuffled };
}

/** The song that plays; null in an empty queue. */
export function currentOf(queue: Queue): ClipId | null {
  return queue.walk[queue.at] ?? null;
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
  if (!queue.isShuffled) return { ...queue, at: 0 };
  const round = shuffled(queue.ids, random);
  // The song that has just ended must not be the first of the next round.
  if (round.length > 1 && round[0] === ended) round.push(...round.splice(0, 1));
  const past = queue.walk.slice(-HISTORY_LIMIT);
  return { ...queue, walk: [...past, ...round], at: past.length };
}

/** The queue one song back; null at its beginning. */
export function previousOf(queue: Queue, repeat: Repeat): Queue | null {
  if (queue.at > 0) return { ...queue, at: queue.at - 1 };
  // Round the corner only in a list: what stands at the end of a shuffled walk was never played before this song.
  if (repeat === 'all' && !queue.isShuffled && queue.walk.length > 1) {
    return { ...queue, at: queue.walk.length - 1 };
  }
  return null;
}

/** The same songs in random order or as they are listed; the current song plays on. */
export function withShuffle(queue: Queue, isShuffled: boolean, random: Random): Queue {
  const current = currentOf(queue);
  if (current === null || queue.isShuffled === isShuffled) return { ...queue, isShuffled };
  if (!isShuffled)
    return { ...queue, walk: queue.ids, at: Math.max(0, queue.ids.indexOf(current)), isShuffled };
  return { ...queue, walk: [current, ...shuffled(without(queue.ids, current), random)], at: 0, isShuffled };
}

/**
 * The queue after its list changed: songs that came are in it, songs that went are not, and the current song stays the
 * current one at its place even when it is no longer listed.
 */
export function withIds(queue: Queue, ids: readonly ClipId[], random: Random): Queue {
  const current = currentOf(queue);
  if (current === null) return { ...queue, ids, walk: ids, at: 0 };
  const listed = new Set(ids);
  if (!queue.isShuffled) {
    if (listed.has(current)) return { ...queue, ids, walk: ids, at: ids.indexOf(current) };
    // Not listed any more: it stays before the first song that followed it and is still there.
    const follower = queue.walk.slice(queue.at + 1).find((id) => listed.has(id));
    const at = follower === undefined ? ids.length : ids.indexOf(follower);
    const walk = [...ids.slice(0, at), current, ...ids.slice(at)];
    return { ...queue, ids: walk, walk, at };
  }
  const known = new Set(queue.ids);
  const past = queue.walk.slice(0, queue.at).filter((id) => listed.has(id));
  const upcoming = queue.walk.slice(queue.at + 1).filter((id) => listed.has(id));
  for (const id of ids) {
    if (known.has(id) || id === current) continue;
    upcoming.splice(Math.floor(random() * (upcoming.length + 1)), 0, id);
  }
  const whole = listed.has(current) ? ids : [current, ...ids];
  return { ...queue, ids: whole, walk: [...past, current, ...upcoming], at: past.length };
}

function without(ids: readonly ClipId[], id: ClipId): ClipId[] {
  return ids.filter((other) => other !== id);
}

/** Fisher–Yates: every order is equally likely. */
function shuffled(ids: readonly ClipId[], random: Random): ClipId[] {
  const result = [...ids];
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
