import { MAX_NAMED_AT_ONCE, type ClipId } from '@shared/model';
import { invoke } from '../../bridge';

/** Tells main, portion by portion, with which songs something is to be done next; how many that are. */
export async function nameSongs(clipIds: readonly ClipId[]): Promise<number> {
  let named = 0;
  while (named < clipIds.length) {
    const portion = clipIds.slice(named, named + MAX_NAMED_AT_ONCE);
    named = (await invoke('export.nameSongs', { clipIds: portion, after: named })).named;
  }
  return named;
}
