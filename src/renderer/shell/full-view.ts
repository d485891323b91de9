import { useSyncExternalStore } from 'react';
import type { AlikeSongs, ClipId } from '@shared/model';

/** Songs that are compared, and why these: what they have in common, or that somebody chose them. */
export interface Comparison extends Pick<AlikeSongs, 'clipIds' | 'hasMore'> {
  readonly basis: NonNullable<AlikeSongs['basis']> | 'choice';
  /** The one from which it was opened, which is heard first; null where several were chosen. */
  readonly from: ClipId | null;
}

/** What lies over everything but the player. */
export type FullView =
  | { readonly kind: 'karaoke' }
  | { readonly kind: 'lyrics-editor'; readonly clipId: ClipId }
  | { readonly kind: 'compare'; readonly comparison: Comparison };

let current: FullView | null = null;
/** What the focus goes back to when nothing lies over it any more. */
let behind: HTMLElement | null = null;
const listeners = new Set<() => void>();

function show(next: FullView | null): void {
  if (current === null && next !== null) behind = lastFocused;
  current = next;
  for (const listener of listeners) listener();
}

let lastFocused: HTMLElement | null = null;

/** Begins to note where the focus is; to be called once. A menu from which something is opened is gone by the time that it closes. */
export function watchFocusBehind(): () => void {
  const onFocusIn = ({ target }: FocusEvent) => {
    if (target instanceof HTMLElement && target.closest('[role=menu], [role=dialog]') === null)
      lastFocused = target;
  };
  window.addEventListener('focusin', onFocusIn);
  return () => {
    window.removeEventListener('focusin', onFocusIn);
  };
}

/** What had the focus before something was opened over it. */
export function focusedBehind(): HTMLElement | null {
  return behind;
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
  openCompare: (comparison: Comparison): void => {
    show({ kind: 'compare', comparison });
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
