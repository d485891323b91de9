import { useSyncExternalStore } from 'react';
import type { ClipId } from '@shared/model';

/** What lies over everything but the player. */
export type FullView =
  { readonly kind: 'karaoke' } | { readonly kind: 'lyrics-editor'; readonly clipId: ClipId };

let current: FullView | null = null;
const listeners = new Set<() => void>();

function show(next: FullView | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export const fullView = {
  openKaraoke: (): void => {
    show({ kind: 'karaoke' });
  },
  /** Does nothing while words are edited: that is ended by whoever does it. */
  toggleKaraoke: (): void => {
    if (current === null) show({ kind: 'karaoke' });
    else if (current.kind === 'karaoke') show(null);
  },
  openLyricsEditor: (clipId: ClipId): void => {
    show({ kind: 'lyrics-editor', clipId });
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
