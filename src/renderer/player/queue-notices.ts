import { translate } from '../i18n';
import { createMoveSteps } from '../shell/move-steps';
import { createUndoGroup } from '../shell/undo-group';
import { forgetStep, type UndoStep } from '../shell/undo-history';
import type { QueueChange, QueueMove } from './player-state';

/* What went out of the queue, with Undo, and what was moved in it, which goes back by key. */

type Undo = () => void;

/** All at once: what is told on the way is no step of its own. */
function bringBack(undos: readonly Undo[]): Promise<void> {
  for (const undo of undos.toReversed()) undo();
  return Promise.resolve();
}

const removals = createUndoGroup<Undo>(bringBack, { isLasting: false });
const replacements = createUndoGroup<readonly Undo[]>((replaced) => bringBack(replaced.flat()), {
  isLasting: false,
});

/** Tells of songs that went out of the queue, and offers to bring them back. */
export function tellQueueChange({ change, count, undo }: QueueChange): void {
  if (change === 'replaced') {
    // What had gone out of it before comes back with it.
    const removed = removals.withdraw();
    // Where nothing was to come nobody misses it.
    if (count === 0 && removed.length === 0) return;
    replacements.tell([...removed, undo], count, () => translate('queue.notice.replaced'));
    return;
  }
  removals.tell(undo, count, (all) =>
    change === 'cleared'
      ? translate('queue.notice.cleared')
      : translate('queue.notice.removed', { count: all }),
  );
}

const stepOfMove = createMoveSteps<string, UndoStep & Pick<QueueMove, 'hasEffect'>>();

/** Lets a move be taken back by key; the rows themselves tell of it. */
export function rememberQueueMove({ order, entries, undo, hasEffect }: QueueMove): void {
  const text = () => translate('queue.notice.moved', { count: entries.size });
  const step = stepOfMove(order, entries, () => ({ text, run: undo, hasEffect }));
  // The entries have come back to where they stood.
  if (!step.hasEffect()) forgetStep(step);
}

/** What was told of another library's queue goes. */
export function forgetQueueChanges(): void {
  removals.withdraw();
  replacements.withdraw();
}
