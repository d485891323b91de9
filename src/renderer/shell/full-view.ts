import { useSyncExternalStore } from 'react';

/** What lies over everything but the player. */
export type FullView = 'karaoke';

let current: FullView | null = null;
const listeners = new Set<() => void>();

function show(next: FullView | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export const fullView = {
  open: (view: FullView): void => {
    show(view);
  },
  toggle: (view: FullView): void => {
    show(current === view ? null : view);
  },
  close: (): void => {
    show(null);
  },
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which one is open; null: none. */
export function useFullView(): FullView | null {
  return useSyncExternalStore(subscribe, () => current);
}
