import Store from 'electron-store';
import type { SettingsStore, StoredSettings } from '../ports';

/** Where the window was when it was closed. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}

interface Kept extends StoredSettings {
  readonly window: WindowPlace | null;
}

/** Settings in a file of the profile's folder. A file that cannot be read is set aside by starting from the defaults. */
export interface ProfileStore extends SettingsStore {
  windowPlace(): WindowPlace | null;
  saveWindowPlace(place: WindowPlace): void;
}

export function createSettingsStore(folder: string, defaults: StoredSettings): ProfileStore {
  const store = new Store<Kept>({
    cwd: folder,
    name: 'settings',
    defaults: { ...defaults, window: null },
    clearInvalidConfig: true,
  });
  return {
    read() {
      const { window: _window, ...settings } = store.store;
      return { ...defaults, ...settings };
    },
    write: (patch) => store.set(patch),
    windowPlace: () => store.get('window'),
    saveWindowPlace: (place) => store.set('window', place),
  };
}
