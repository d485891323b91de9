import { MAX_KEPT_QUEUE, type ClipId, type KeptQueue } from '@shared/model';
import { EMPTY_QUEUE, type Queue } from './queue';

/** A queue as it is kept: without what was taken out of it, and no longer than `MAX_KEPT_QUEUE`. */
export interface QueueText {
  readonly songs: readonly ClipId[];
  readonly walk: string;
  readonly listed: string | null;
  /** Entries before this place of the walk are not kept. */
  readonly from: number;
}

/** A little of what was played is kept of a queue that is too long; the rest is what is to come. */
const KEPT_BEFORE = 1_000;

export function queueText(queue: Queue, limit = MAX_KEPT_QUEUE): QueueText {
  const { walk, at, listed, songs } = queue;
  const from = walk.length <= limit ? 0 : Math.max(0, Math.min(at - KEPT_BEFORE, walk.length - limit));
  const kept = walk.slice(from, from + limit).filter((entry) => songs[entry] !== undefined);
  const numbers = new Map(kept.map((entry, index) => [entry, index]));
  const known = (entries: readonly number[]) => entries.flatMap((entry) => numbers.get(entry) ?? []);
  return {
    songs: kept.flatMap((entry) => songs[entry] ?? []),
    walk: known(kept).join(','),
    listed: listed === null ? null : known(listed).join(','),
    from,
  };
}

/**
 * The queue that was kept, as far as it can be read: entries whose song is not there are left out. One that was put together
 * by hand is told from a list that was played.
 */
export function queueOfText({ songs, walk, listed, isByHand, at }: KeptQueue): Queue {
  const isSong = (entry: number) => songs[entry] !== undefined;
  const named = numbersOf(walk);
  const order = [...new Set(named.filter(isSong))];
  if (order.length === 0) return EMPTY_QUEUE;
  const played = new Set(named.slice(0, at).filter(isSong));
  const current = named[at];
  const isThere = current !== undefined && isSong(current);
  return {
    songs,
    walk: order,
    at: Math.min(isThere ? order.indexOf(current) : played.size, order.length - 1),
    listed: listed === null ? null : wholeOrder(numbersOf(listed), order),
    isByHand,
  };
}

/** These entries in the order of `before`; those that it does not know stand at the end. */
function wholeOrder(before: readonly number[], entries: readonly number[]): readonly number[] {
  const known = new Set(entries);
  return [...new Set([...before.filter((entry) => known.has(entry)), ...entries])];
}

function numbersOf(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}
