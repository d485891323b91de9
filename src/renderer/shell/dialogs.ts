import { useSyncExternalStore } from 'react';
import type { ClipId } from '@shared/model';

/** The dialog that is open over the whole window; there is one at a time. */
export type OpenDialog =
  | { readonly kind: 'add-jobs'; readonly initialText: string }
  | { readonly kind: 'export'; readonly clipIds: readonly ClipId[] }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'diagnostics' };

let current: OpenDialog | null = null;
const listeners = new Set<() => void>();

function show(next: OpenDialog | null): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens and closes the window's dialogs from anywhere, also from outside of components. */
export const dialogs = {
  openAddJobs: (initialText = ''): void => {
    show({ kind: 'add-jobs', initialText });
  },
  openExport: (clipIds: readonly ClipId[]): void => {
    if (clipIds.length > 0) show({ kind: 'export', clipIds });
  },
  openShortcuts: (): void => {
    show({ kind: 'shortcuts' });
  },
  openDiagnostics: (): void => {
    show({ kind: 'diagnostics' });
  },
  close: (): void => {
    show(null);
  },
  isOpen: (): boolean => current !== null,
};

/** How to open the window's dialogs. */
export function useDialogs(): typeof dialogs {
  return dialogs;
}

/** Which dialog is open; for `app.tsx`, which shows it. */
export function useOpenDialog(): OpenDialog | null {
  return useSyncExternalStore(subscribe, () => current);
}
