import { MAX_PLAYLIST_ENTRIES, type Playlist, type PlaylistId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { selectedKeys, type LoadKeys, type Selection } from '../../ui/grid-selection';
import { placeAfter, stepTarget } from './entry-order';

/** Asks for the ids of a stretch of a playlist, or of what a search finds in it. */
export function entryIdsOf(id: PlaylistId, search: string): LoadKeys<number> {
  return (first, last) =>
    invoke('playlists.entryIds', {
      id,
      search,
      offset: first,
      limit: Math.min(last - first + 1, MAX_PLAYLIST_ENTRIES),
    });
}

/** The ids of a selection, however many. */
export async function idsOfSelection(
  selection: Selection<number>,
  load: LoadKeys<number>,
): Promise<readonly number[]> {
  const ids: number[] = [];
  for await (const portion of selectedKeys(selection, load, MAX_PLAYLIST_ENTRIES)) {
    for (const id of portion) ids.push(id);
  }
  return ids;
}

/** Takes entries out of a playlist; can be undone. */
export async function removeEntries({ id, name }: Playlist, entryIds: readonly number[]): Promise<void> {
  if (entryIds.length === 0) return;
  const { removal, removed } = await invoke('playlists.removeEntries', { id, entryIds: [...entryIds] });
  const run = () => {
    invoke('playlists.restoreEntries', { id, removal }).catch(notifyFailure);
  };
  notify(translate('playlists.removedEntries', { count: removed, name }), {
    action: { label: translate('playlists.undo'), run },
    isLasting: true,
  });
}

/** One after the other: each step begins where the one before has ended. */
let moving: Promise<unknown> = Promise.resolve();

/**
 * Moves entries one step.
 *
 * @returns where the active one stands then; null where nothing was moved
 */
export function stepEntries(
  id: PlaylistId,
  entryIds: readonly number[],
  step: -1 | 1,
  active: number,
): Promise<number | null> {
  const work = async () => {
    const order = await entryIdsOf(id, '')(0, MAX_PLAYLIST_ENTRIES - 1);
    const selected = new Set(entryIds);
    const before = stepTarget(order, selected, step);
    if (before === undefined) return null;
    await invoke('playlists.moveEntries', { id, entryIds: [...entryIds], before });
    return placeAfter(order, selected, before, active);
  };
  const next = moving.then(work, work);
  moving = next;
  return next;
}

/** The entry at a place; null behind the last one. */
export async function entryAt(id: PlaylistId, place: number): Promise<number | null> {
  const [entryId] = await entryIdsOf(id, '')(place, place);
  return entryId ?? null;
}
