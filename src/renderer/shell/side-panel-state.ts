import { useCallback, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { SidePanelView } from '@shared/model';
import { invoke } from '../bridge';
import { patchSnapshot, useSnapshot } from '../query';
import { notifyFailure } from './failure-text';

/** Under this width the panel lies over the list instead of beside it. */
const BESIDE = window.matchMedia('(min-width: 1000px)');

let overlay: SidePanelView | null = null;
const listeners = new Set<() => void>();

function setOverlay(view: SidePanelView | null): void {
  overlay = view;
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

export interface SidePanelState {
  /** What it shows; null while it is closed. */
  readonly view: SidePanelView | null;
  /** The window is too narrow: the panel covers a part of the list. */
  readonly isOverlay: boolean;
  readonly show: (view: SidePanelView) => void;
  readonly close: () => void;
  /** Shows it, or closes the panel where it shows that already. */
  readonly toggle: (view: SidePanelView) => void;
}

/**
 * What the panel at the right shows. Beside the list that is a setting and kept; over the list it is only for the moment,
 * so that a narrow window never starts with half of its list covered.
 */
export function useSidePanel(): SidePanelState {
  const client = useQueryClient();
  const { settings } = useSnapshot();
  const isBeside = useSyncExternalStore(subscribe, () => BESIDE.matches);
  const overlayNow = useSyncExternalStore(subscribe, () => overlay);
  const kept = settings.isLyricsPanelOpen ? settings.sidePanelView : null;
  const view = isBeside ? kept : overlayNow;

  const set = useCallback(
    (next: SidePanelView | null) => {
      if (!BESIDE.matches) {
        setOverlay(next);
        return;
      }
      const patch = { isLyricsPanelOpen: next !== null, sidePanelView: next ?? settings.sidePanelView };
      patchSnapshot(client, { settings: { ...settings, ...patch } });
      invoke('settings.update', patch).catch(notifyFailure);
    },
    [client, settings],
  );
  const close = useCallback(() => {
    set(null);
  }, [set]);
  const toggle = useCallback(
    (wanted: SidePanelView) => {
      set(view === wanted ? null : wanted);
    },
    [set, view],
  );
  return { view, isOverlay: !isBeside, show: set, close, toggle };
}
