import { AppError } from '@shared/ipc/errors';
import type { ClipId } from '@shared/model';

/**
 * Songs that something is to be done with next, named portion by portion: a request with the ids of a million would hold
 * main up for half a second.
 */
export interface NamedSongs {
  /**
   * Adds songs behind those that were named so far, of which there are `after`; 0 begins anew.
   *
   * @returns how many are named now
   * @throws `not-found` where others were named meanwhile
   */
  name(clipIds: readonly ClipId[], after: number): number;
  /** All of them. @throws `not-found` where it is another number of songs than is expected */
  take(count: number): readonly ClipId[];
}

export function createNamedSongs(): NamedSongs {
  let named: ClipId[] = [];

  function requireCount(count: number): void {
    if (named.length !== count) throw new AppError('not-found', 'Other songs were named meanwhile.');
  }

  return {
    name(clipIds, after) {
      // A list of its own: whoever has taken the last one still goes through it.
      if (after === 0) named = [];
      requireCount(after);
      for (const clipId of clipIds) named.push(clipId);
      return named.length;
    },
    take(count) {
      requireCount(count);
      const taken = named;
      named = [];
      return taken;
    },
  };
}
