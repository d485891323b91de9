import { useCallback, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { invoke } from '../bridge';
import { patchSnapshot, useSnapshot } from '../query';
import { notifyFailure } from './failure-text';

/** Under this width the panel lies over the list instead of beside it. */
const BESIDE = window.matchMedia('(min-width: 1000px)');

let isOverlayOpen = false;
const listeners = new Set<() => void>();

function setOverlayOpen(isOpen: boolean): void {
  isOverlayOpen = isOpen;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  BESIDE.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    BESIDE.removeEventListener('change', listener);
  };
}

export interface LyricsPanelState {
  readonly isOpen: boolean;
  /** The window is too narrow: the panel covers a part of the list. */
  readonly isOverlay: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly toggle: () => void;
}

/**
 * Whether the lyrics panel is open. Beside the list that is a setting and kept; over the list it is only for the moment,
 * so that a narrow window never starts with half of its list covered.
 */
export function useLyricsPanel(): LyricsPanelState {
  const client = useQueryClient();
  const { settings } = useSnapshot();
  const isBeside = useSyncExternalStore(subscribe, () => BESIDE.matches);
  const isOverlayOpenNow = useSyncExternalStore(subscribe, () => isOverlayOpen);
  const isOpen = isBeside ? settings.isLyricsPanelOpen : isOverlayOpenNow;

  const setOpen = useCallback(
    (next: boolean) => {
      if (!BESIDE.matches) {
        setOverlayOpen(next);
        return;
      }
      patchSnapshot(client, { settings: { ...settings, isLyricsPanelOpen: next } });
      invoke('settings.update', { isLyricsPanelOpen: next }).catch(notifyFailure);
    },
    [client, settings],
  );
  const toggle = useCallback(() => {
    setOpen(!isOpen);
  }, [setOpen, isOpen]);

  return { isOpen, isOverlay: !isBeside, setOpen, toggle };
}
