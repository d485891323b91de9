import { MAX_PLAYLIST_ENTRIES, type Playlist, type PlaylistId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { createMoveSteps } from '../../shell/move-steps';
import { forgetStep, type UndoStep } from '../../shell/undo-history';
import { entryIdsOf } from './entry-actions';
import { isSameOrder, movesBack, orderAfter, stepTarget } from './entry-order';

/** One after the other: each move begins where the one before has ended. */
let moving: Promise<unknown> = Promise.resolve();

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const next = moving.then(work, work);
  moving = next;
  return next;
}

type Order = readonly number[];

const orderOf = (id: PlaylistId): Promise<Order> => entryIdsOf(id, '')(0, MAX_PLAYLIST_ENTRIES - 1);

/** Takes moves back that went on with the same entries, those too that main has not done yet. */
interface MoveStep extends UndoStep {
  /** How many of them are on their way. */
  pending: number;
  /** All entries before the first and after the last that has moved anything; null while none has. */
  done: { readonly from: Order; readonly to: Order } | null;
}

const stepOfMove = createMoveSteps<PlaylistId, MoveStep>();

function beginStep({ id, name }: Playlist, entryIds: ReadonlySet<number>): MoveStep {
  const count = entryIds.size;
  const step: MoveStep = {
    text: () => translate('playlists.movedEntries', { count, name }),
    run: () => {
      inTurn(async () => {
        if (step.done !== null) await moveBack(id, entryIds, step.done.from);
      }).catch(notifyFailure);
    },
    pending: 0,
    done: null,
  };
  return step;
}

async function moveBack(id: PlaylistId, entryIds: ReadonlySet<number>, order: Order): Promise<void> {
  const there = new Set(await orderOf(id));
  const left = order.filter((entryId) => there.has(entryId));
  for (const move of movesBack(left, entryIds)) {
    await invoke('playlists.moveEntries', { id, entryIds: [...move.entryIds], before: move.before });
  }
}

/**
 * Moves entries in turn, to before the one that `targetOf` finds in the order of that time; see `stepTarget`. It can be taken
 * back from now on; where nothing has changed in the end, it cannot.
 *
 * @returns the order then
 */
async function move(
  playlist: Playlist,
  entryIds: readonly number[],
  targetOf: (order: Order, moved: ReadonlySet<number>) => number | null | undefined,
): Promise<Order | null> {
  const { id } = playlist;
  const moved = new Set(entryIds);
  const step = stepOfMove(id, moved, () => beginStep(playlist, moved));
  step.pending += 1;
  try {
    return await inTurn(async () => {
      const from = await orderOf(id);
      const before = targetOf(from, moved);
      const to = before === undefined ? from : orderAfter(from, moved, before);
      if (before === undefined || isSameOrder(from, to)) return null;
      await invoke('playlists.moveEntries', { id, entryIds: [...entryIds], before });
      step.done = { from: step.done?.from ?? from, to };
      return to;
    });
  } finally {
    step.pending -= 1;
    const hasChanged = step.done !== null && !isSameOrder(step.done.from, step.done.to);
    if (step.pending === 0 && !hasChanged) forgetStep(step);
  }
}

/** Puts entries before another one, to the end where that is null; can be taken back by key. */
export async function moveEntries(
  playlist: Playlist,
  entryIds: readonly number[],
  before: number | null,
): Promise<void> {
  await move(playlist, entryIds, () => before);
}

/**
 * Moves entries one step; can be taken back by key.
 *
 * @returns where the active one stands then; null where nothing was moved
 */
export async function stepEntries(
  playlist: Playlist,
  entryIds: readonly number[],
  step: -1 | 1,
  active: number,
): Promise<number | null> {
  const order = await move(playlist, entryIds, (from, moved) => stepTarget(from, moved, step));
  return order?.indexOf(active) ?? null;
}
