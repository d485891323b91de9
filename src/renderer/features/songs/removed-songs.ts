import { useEffect } from 'react';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';

type Listener = (clipIds: ReadonlySet<ClipId>) => void;
const listeners = new Set<Listener>();

/** Songs have left the library: what has them selected lets go of them. */
export function tellRemoved(clipIds: readonly ClipId[]): void {
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

/** Says that songs were removed, and offers to bring them back. */
export function offerUndo(text: string): void {
  const run = () => {
    undoRemoval().catch(notifyFailure);
  };
  notify(text, { action: { label: translate('check.remove.undo'), run }, isLasting: true });
}

async function undoRemoval(): Promise<void> {
  const { withFiles, fetched, lost } = await invoke('songs.undoRemoval', {});
  if (withFiles > 0) notify(translate('check.remove.undone', { count: withFiles }));
  if (fetched > 0) notify(translate('check.remove.undoneFetching', { count: fetched }));
  if (lost > 0) notify(translate('check.remove.undoneLost', { count: lost }), { tone: 'bad' });
}
