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
  const kept = walk.slice(from, from + limit);
  const numbers = new Map(kept.map((entry, index) => [entry, index]));
  const known = (entries: readonly number[]) => entries.flatMap((entry) => numbers.get(entry) ?? []);
  return {
    songs: kept.flatMap((entry) => songs[entry] ?? []),
    walk: known(kept).join(','),
    listed: listed === null ? null : known(listed).join(','),
    from,
  };
}

/** The queue that was kept; an empty one where what was kept makes no sense. */
export function queueOfText({ songs, walk, listed, at }: KeptQueue): Queue {
  const order = numbersOf(walk);
  const known = new Set(order);
  const isSound = known.size === order.length && order.every((entry) => entry < songs.length);
  if (!isSound || order.length === 0) return EMPTY_QUEUE;
  const before = listed === null ? null : numbersOf(listed);
  const isSame = before?.length === order.length && before.every((entry) => known.has(entry));
  return {
    songs,
    walk: order,
    at: Math.min(at, order.length - 1),
    listed: isSame ? before : null,
  };
}

function numbersOf(text: string): number[] {
  return text === '' ? [] : text.split(',').map(Number);
}
