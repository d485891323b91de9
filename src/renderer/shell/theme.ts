import { useEffect, useSyncExternalStore } from 'react';
import type { Theme } from '@shared/model';

const LIGHT = window.matchMedia('(prefers-color-scheme: light)');
let chosen: Theme = 'system';
const listeners = new Set<() => void>();

function apply(): void {
  const isLight = chosen === 'system' ? LIGHT.matches : chosen === 'light';
  document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
  for (const listener of listeners) listener();
}

/** Takes the system's theme before anything is drawn, and follows it from then on. */
export function followSystemTheme(): void {
  LIGHT.addEventListener('change', apply);
  apply();
}

/** Lets a theme be the chosen one. */
export function useTheme(theme: Theme): void {
  useEffect(() => {
    chosen = theme;
    apply();
  }, [theme]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme that is shown, for what paints with its colours and is no stylesheet. */
export function useShownTheme(): string | undefined {
  return useSyncExternalStore(subscribe, () => document.documentElement.dataset['theme']);
}
