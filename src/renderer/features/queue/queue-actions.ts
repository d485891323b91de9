import type { ClipId } from '@shared/model';
import { translate } from '../../i18n';
import { songAt, type Queue } from '../../player/queue';
import { player } from '../../player/use-player';
import { notify } from '../../shell/notices';
import type { DraggedSongs } from '../../shell/song-drag';

function offerUndo(text: string, undo: () => void): void {
  notify(text, { action: { label: translate('queue.notice.undo'), run: undo } });
}

/** Takes entries out of the queue and offers to put them back. */
export function removeEntries(entries: ReadonlySet<number>): void {
  if (entries.size === 0) return;
  offerUndo(translate('queue.notice.removed', { count: entries.size }), player.dequeue(entries));
}

/** Takes all but the current song out of the queue and offers to put them back. */
export function clearQueue(): void {
  offerUndo(translate('queue.notice.cleared'), player.clearQueue());
}

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

/** Right behind what plays. */
export function moveNext(queue: Queue, entries: ReadonlySet<number>): void {
  const current = queue.walk[queue.at];
  player.moveInQueue(new Set([...entries].filter((entry) => entry !== current)), queue.at + 1);
}

/** The songs of entries, in the order of the queue. */
export function songsOf(queue: Queue, entries: ReadonlySet<number>): readonly ClipId[] {
  return queue.walk.flatMap((entry, place) => (entries.has(entry) ? (songAt(queue, place) ?? []) : []));
}
