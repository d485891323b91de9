import { MAX_PLAYLIST_ENTRIES, type Playlist, type PlaylistId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { createUndoGroup, type UndoGroup } from '../../shell/undo-group';
import { selectedKeys, type LoadKeys, type Selection } from '../../ui/grid-selection';
import { holdBack, letGo, letReturn, letStay } from './going-entries';

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

/**
 * Takes entries out of a playlist; can be undone. They are not shown from now on, whatever takes how long: of keys that come
 * quickly each means what stands there then. Main does one removal after the other.
 */
export function removeEntries({ id, name }: Playlist, entryIds: readonly number[]): void {
  const gone = letGo(id, entryIds);
  if (gone.length === 0) return;
  const answer = invoke('playlists.removeEntries', { id, entryIds: [...gone] });
  const removed: Removed = {
    entryIds: gone,
    removal: answer.then(
      ({ removal }) => removal,
      () => null,
    ),
  };
  const group = removedOf(id);
  group.tell(removed, gone.length, (count) => translate('playlists.removedEntries', { count, name }));
  answer.catch((error: unknown) => {
    letStay(id, gone);
    group.retract(removed);
    notifyFailure(error);
  });
}

/** Entries that were taken out at once. */
interface Removed {
  readonly entryIds: readonly number[];
  /** The number by which main brings them back; null where it could not take them out. */
  readonly removal: Promise<number | null>;
}

/** What is told of each playlist from which something was removed. */
const removedGroups = new Map<PlaylistId, UndoGroup<Removed>>();

function removedOf(id: PlaylistId): UndoGroup<Removed> {
  const group = removedGroups.get(id) ?? createUndoGroup<Removed>((all) => bringEntriesBack(id, all));
  removedGroups.set(id, group);
  return group;
}

/** All of them by one request, so that they are there together. */
async function bringEntriesBack(id: PlaylistId, all: readonly Removed[]): Promise<void> {
  const entryIds = all.flatMap((each) => each.entryIds);
  holdBack(id, entryIds);
  try {
    const numbers = await Promise.all(all.map(({ removal }) => removal));
    const removals = numbers.filter((number) => number !== null);
    if (removals.length > 0) await invoke('playlists.restoreEntries', { id, removals });
    await letReturn(id, entryIds);
  } finally {
    letStay(id, entryIds);
  }
}

/** The entry at a place; null behind the last one. */
export async function entryAt(id: PlaylistId, place: number): Promise<number | null> {
  const [entryId] = await entryIdsOf(id, '')(place, place);
  return entryId ?? null;
}
