import { useEffect } from 'react';
import type { RemovalProblem, RemovalReport, RemovalUndone } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { player } from '../../player/use-player';
import { dialogs } from '../../shell/dialogs';
import { notifyFailure } from '../../shell/failure-text';
import { notify, undoAction, type Words } from '../../shell/notices';
import { namedSongs } from '../../shell/named-songs';
import { isRemovalBusy, runRemovalWork } from '../../shell/bulk-work';

type Listener = (clipIds: ReadonlySet<ClipId>) => void;
const listeners = new Set<Listener>();

/** Songs have left the library: what has them selected lets go of them. */
function tellRemoved(clipIds: readonly ClipId[]): void {
  const gone = new Set(clipIds);
  for (const listener of listeners) listener(gone);
}

/** @param listener the same one while it means the same */
export function useRemoved(listener: Listener): void {
  useEffect(() => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [listener]);
}

/** Asks whether songs are to be removed, unless others are being removed just now. */
export function askToRemove(clipIds: readonly ClipId[]): void {
  if (!isRemovalBusy()) dialogs.openRemoveSongs(clipIds);
}

/**
 * Removes songs beside everything else, and says what became of it.
 *
 * @param keepsFiles leaves their files where they are
 */
export function removeSongs(clipIds: readonly ClipId[], keepsFiles = false): void {
  removeBeside(clipIds, keepsFiles).catch(notifyFailure);
}

async function removeBeside(clipIds: readonly ClipId[], keepsFiles: boolean): Promise<void> {
  const report = await runRemovalWork('removing', clipIds.length, async () => {
    const chosen = await namedSongs(clipIds);
    const playing = player.getState().clipId;
    // First, so that no file that goes is open.
    if (playing !== null && clipIds.includes(playing)) player.reset();
    return invoke('songs.remove', { clipIds: chosen, keepsFiles });
  });
  if (report === null) return;
  tellReport(report);
  if (report.problem === 'trash-unavailable') offerKeepingFiles(clipIds, new Set(report.removed));
}

function tellReport({ id, removed, problem }: RemovalReport): void {
  const count = removed.length;
  tellRemoved(removed);
  const text = () =>
    translate(problem === 'cancelled' ? 'check.remove.stopped' : 'check.remove.done', { count });
  if (count > 0) offerUndo(id, text, count);
  else if (problem === 'cancelled') notify(text);
  tellProblem(problem);
}

let hasJoined = false;

/** Where main removes songs or brings them back while the window is opened anew: shows that, and says what became of it. */
export async function joinRemoval(): Promise<void> {
  if (hasJoined) return;
  hasJoined = true;
  const work = await invoke('songs.removalUnderWay', {});
  if (work === null) return;
  const end = await runRemovalWork(work.kind, work.total, () => invoke('songs.joinRemoval', {}));
  if (end?.kind === 'removing') {
    tellReport(end.report);
    if (end.report.problem === 'trash-unavailable')
      notify(() => translate('check.remove.noTrash'), { tone: 'bad', isLasting: true });
  } else if (end?.kind === 'bringingBack') tellUndone(end.id, end.undone);
}

/** The trash takes nothing: the songs that are left can go without their files. */
function offerKeepingFiles(clipIds: readonly ClipId[], removed: ReadonlySet<ClipId>): void {
  const run = () => {
    removeSongs(
      clipIds.filter((clipId) => !removed.has(clipId)),
      true,
    );
  };
  notify(() => translate('check.remove.noTrash'), {
    tone: 'bad',
    action: { label: () => translate('check.remove.keepFiles'), run },
    isLasting: true,
  });
}

/** What is told in a place of its own is not told here. */
function tellProblem(problem: RemovalProblem | null): void {
  if (problem === null || problem === 'cancelled' || problem === 'trash-unavailable') return;
  notify(() => translate(`check.remove.ended.${problem}`), { tone: 'bad' });
}

/** Says that songs were removed, or are not back yet, and offers to bring them back. */
function offerUndo(id: number, text: Words, count: number): void {
  const run = () => {
    undoRemoval(id, text, count).catch(notifyFailure);
  };
  notify(text, { action: undoAction(run, () => translate('check.remove.undo')), isLasting: true });
}

async function undoRemoval(id: number, text: Words, count: number): Promise<void> {
  const undone = await runRemovalWork('bringingBack', count, () => invoke('songs.undoRemoval', { id }));
  if (undone === null) offerUndo(id, text, count);
  else tellUndone(id, undone);
}

function tellUndone(id: number, { withFiles, fetched, lost, left, problem }: RemovalUndone): void {
  if (withFiles > 0) notify(() => translate('check.remove.undone', { count: withFiles }));
  if (fetched > 0) notify(() => translate('check.remove.undoneFetching', { count: fetched }));
  if (lost > 0) notify(() => translate('check.remove.undoneLost', { count: lost }), { tone: 'bad' });
  if (left > 0) offerUndo(id, () => translate('check.remove.undoStopped', { count: left }), left);
  tellProblem(problem);
}
