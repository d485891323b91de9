import { AppError } from '@shared/ipc/errors';
import type { ChosenClipIds, ClipId } from '@shared/model';

/**
 * Songs that something is to be done with next, named portion by portion: a request with the ids of a million would hold
 * main up for half a second.
 */
export interface NamedSongs {
  /**
   * Adds songs behind those that were named in this list so far, of which there are `after`; 0 begins anew. The last
   * `KEPT_LISTS` lists are known.
   *
   * @returns how many are named now
   * @throws `not-found` where others were named in it meanwhile
   */
  name(list: number, clipIds: readonly ClipId[], after: number): number;
  /** All of them; the list is given up. @throws `not-found` where it is another number of songs than is expected */
  take(list: number, count: number): readonly ClipId[];
  /** The songs themselves, or those of the list that is meant, as `take`. */
  of(chosen: ChosenClipIds): readonly ClipId[];
}

const KEPT_LISTS = 8;

export function createNamedSongs(): NamedSongs {
  const lists = new Map<number, ClipId[]>();

  function listOf(list: number, count: number): ClipId[] {
    const named = lists.get(list) ?? [];
    if (named.length !== count) throw new AppError('not-found', 'Other songs were named meanwhile.');
    return named;
  }

  function take(list: number, count: number): readonly ClipId[] {
    const taken = listOf(list, count);
    lists.delete(list);
    return taken;
  }

  return {
    name(list, clipIds, after) {
      // A list of its own: whoever has taken the last one still goes through it.
      const named = after === 0 ? [] : listOf(list, after);
      for (const clipId of clipIds) named.push(clipId);
      lists.delete(list);
      lists.set(list, named);
      for (const oldest of lists.keys()) {
        if (lists.size <= KEPT_LISTS) break;
        lists.delete(oldest);
      }
      return named.length;
    },
    take,
    of: (chosen) => ('list' in chosen ? take(chosen.list, chosen.count) : chosen),
  };
}
