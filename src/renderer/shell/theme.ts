import { useEffect } from 'react';
import type { Theme } from '@shared/model';

const LIGHT = window.matchMedia('(prefers-color-scheme: light)');
let chosen: Theme = 'system';

function apply(): void {
  const isLight = chosen === 'system' ? LIGHT.matches : chosen === 'light';
  document.documentElement.dataset['theme'] = isLight ? 'light' : 'dark';
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
