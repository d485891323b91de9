import type { ClipId } from '@shared/model';
import { songAt, type Queue } from '../../player/queue';
import { player } from '../../player/use-player';
import type { DraggedSongs } from '../../shell/song-drag';

/** One place up or down; several that stand apart come to stand together. */
export function moveEntries(queue: Queue, entries: ReadonlySet<number>, by: 1 | -1): void {
  const places = queue.walk.flatMap((entry, place) => (entries.has(entry) ? [place] : []));
  const first = places[0];
  const last = places.at(-1);
  if (first === undefined || last === undefined) return;
  // Before the entry above, or behind the one below.
  const target = by === -1 ? first - 1 : last + 2;
  if (target < 0 || target > queue.walk.length) return;
  player.moveInQueue(entries, target);
}

/** Songs that were dropped before the entry at a place: those of the queue are moved, others are put in. */
export async function dropInQueue(songs: DraggedSongs, place: number): Promise<void> {
  if (songs.origin?.kind === 'queue') player.moveInQueue(songs.origin.entries, place);
  else player.enqueue(await songs.clipIds(), place);
}

/**
 * Takes entries out of the queue.
 *
 * @returns the entry that stands at their place then; null where none is left
 */
export function removeEntries(queue: Queue, entries: ReadonlySet<number>, from: number): number | null {
  const { walk } = queue;
  const isLeft = (entry: number) => !entries.has(entry);
  const next = walk.slice(from).find(isLeft) ?? walk.slice(0, from).findLast(isLeft) ?? null;
  player.dequeue(entries);
  return next;
}

/** Right behind what plays. */
export function moveNext(queue: Queue, entries: ReadonlySet<number>): void {
  const current = queue.walk[queue.at];
  player.moveInQueue(new Set([...entries].filter((entry) => entry !== current)), queue.at + 1);
}

/** The songs of entries, in the order of the queue. */
export function songsOf(queue: Queue, entries: ReadonlySet<number>): readonly ClipId[] {
  return queue.walk.flatMap((entry, place) => (entries.has(entry) ? (songAt(queue, place) ?? []) : []));
}
