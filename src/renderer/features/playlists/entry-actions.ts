import { MAX_PLAYLIST_ENTRIES, type Playlist, type PlaylistId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { createUndoGroup, type UndoGroup } from '../../shell/undo-group';
import { newestStep, rememberStep, type UndoStep } from '../../shell/undo-history';
import { selectedKeys, type LoadKeys, type Selection } from '../../ui/grid-selection';
import { movesBack, placeAfter, stepTarget } from './entry-order';
import { letGo, letReturn, letStay } from './going-entries';

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
  const numbers = await Promise.all(all.map(({ removal }) => removal));
  const removals = numbers.filter((number) => number !== null);
  if (removals.length > 0) await invoke('playlists.restoreEntries', { id, removals });
  await letReturn(
    id,
    all.flatMap(({ entryIds }) => entryIds),
  );
}

/** One after the other: each move begins where the one before has ended. */
let moving: Promise<unknown> = Promise.resolve();

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const next = moving.then(work, work);
  moving = next;
  return next;
}

const orderOf = (id: PlaylistId) => entryIdsOf(id, '')(0, MAX_PLAYLIST_ENTRIES - 1);

/** Entries that were moved last, on their way for as long as nothing else is done. */
interface LastMove {
  readonly id: PlaylistId;
  readonly entryIds: ReadonlySet<number>;
  readonly step: UndoStep;
}

let lastMove: LastMove | null = null;

/** Lets a move be taken back by key; one that goes on with the same entries goes back with the first. */
function rememberMove({ id, name }: Playlist, entryIds: ReadonlySet<number>, order: readonly number[]): void {
  const isGoingOn =
    lastMove?.id === id &&
    lastMove.step === newestStep() &&
    lastMove.entryIds.size === entryIds.size &&
    [...entryIds].every((entryId) => lastMove?.entryIds.has(entryId));
  if (isGoingOn) return;
  const count = entryIds.size;
  const step: UndoStep = {
    text: () => translate('playlists.movedEntries', { count, name }),
    run: () => {
      inTurn(() => moveBack(id, entryIds, order)).catch(notifyFailure);
    },
  };
  rememberStep(step);
  lastMove = { id, entryIds, step };
}

async function moveBack(
  id: PlaylistId,
  entryIds: ReadonlySet<number>,
  order: readonly number[],
): Promise<void> {
  const there = new Set(await orderOf(id));
  const left = order.filter((entryId) => there.has(entryId));
  for (const move of movesBack(left, entryIds)) {
    await invoke('playlists.moveEntries', { id, entryIds: [...move.entryIds], before: move.before });
  }
}

/** Puts entries before another one, to the end where that is null; can be taken back by key. */
export function moveEntries(
  playlist: Playlist,
  entryIds: readonly number[],
  before: number | null,
): Promise<void> {
  return inTurn(async () => {
    const order = await orderOf(playlist.id);
    await invoke('playlists.moveEntries', { id: playlist.id, entryIds: [...entryIds], before });
    rememberMove(playlist, new Set(entryIds), order);
  });
}

/**
 * Moves entries one step; can be taken back by key.
 *
 * @returns where the active one stands then; null where nothing was moved
 */
export function stepEntries(
  playlist: Playlist,
  entryIds: readonly number[],
  step: -1 | 1,
  active: number,
): Promise<number | null> {
  return inTurn(async () => {
    const { id } = playlist;
    const order = await orderOf(id);
    const selected = new Set(entryIds);
    const before = stepTarget(order, selected, step);
    if (before === undefined) return null;
    await invoke('playlists.moveEntries', { id, entryIds: [...entryIds], before });
    rememberMove(playlist, selected, order);
    return placeAfter(order, selected, before, active);
  });
}

/** The entry at a place; null behind the last one. */
export async function entryAt(id: PlaylistId, place: number): Promise<number | null> {
  const [entryId] = await entryIdsOf(id, '')(place, place);
  return entryId ?? null;
}
