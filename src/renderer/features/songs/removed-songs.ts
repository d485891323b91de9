import { useEffect } from 'react';
import type { ClipId } from '@shared/model';

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
