import type { ClipId } from '@shared/model';
import { invoke } from '../bridge';

/** Songs as a request takes them: a few by their ids, many as a list that was named before. */
export type NamedSongs = ClipId[] | { readonly list: number; readonly count: number };

/** Ids that are sent at once: while main reads them, nobody else is answered. */
const PORTION = 2_000;

let lastList = 0;

/** Names songs to main for a request that follows, portion by portion where they are many. */
export async function namedSongs(clipIds: readonly ClipId[]): Promise<NamedSongs> {
  if (clipIds.length <= PORTION) return [...clipIds];
  lastList += 1;
  const list = lastList;
  let count = 0;
  while (count < clipIds.length) {
    const portion = clipIds.slice(count, count + PORTION);
    count = (await invoke('songs.name', { list, clipIds: portion, after: count })).named;
  }
  return { list, count };
}
