import { useSyncExternalStore } from 'react';
import type { JobId } from '@shared/model';
import { goTo } from '../../navigation';

/** The job that the list of jobs is to show; null when nobody wants one, or when it is shown. */
let wanted: JobId | null = null;
const listeners = new Set<() => void>();

function set(next: JobId | null): void {
  wanted = next;
  for (const listener of listeners) listener();
}

/** Opens Jobs with the keyboard on one of them. */
export function showJob(id: JobId): void {
  set(id);
  goTo('jobs');
}

/** The wish for this job is granted, or cannot be. */
export function forgetWantedJob(id: JobId): void {
  if (wanted === id) set(null);
}

/** The job that is to be shown. */
export function useWantedJob(): JobId | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}
