import { resolve } from 'node:path';
import type { Overrides, Settings } from '@shared/model';
import { USUAL_API_URL, USUAL_SETTINGS } from '@shared/usual-settings';
import { normaliseApiUrl, readApiAddress } from '../domain/api-address';
import { BadEnvironmentError, type Environment, type SettingsStore, type StoredSettings } from '../ports';

/** The settings in force: what is stored, with the environment's word before it. */
export interface SettingsService {
  current(): Settings;
  overrides(): Overrides;
  libraryFolder(): string;
  /** The user has chosen the library folder, at this start or before. */
  isLibraryFolderChosen(): boolean;
  /** Null: beside the songs. */
  exportFolder(): string | null;
  /** Paths of the programs that songs are opened with. */
  programs(): readonly string[];
  update(patch: Partial<StoredSettings>): Settings;
}

export const DEFAULT_SETTINGS: StoredSettings = {
  ...USUAL_SETTINGS,
  libraryFolder: null,
  exportFolder: null,
  programs: [],
};

/** @throws BadEnvironmentError when the environment's address cannot be used */
export function createSettingsService(
  store: SettingsStore,
  environment: Environment,
  defaultLibraryFolder: string,
  onChange: (settings: Settings, before: Settings) => void,
): SettingsService {
  const forced = environment.apiUrl === null ? null : readApiAddress(environment.apiUrl);
  if (forced?.kind === 'refused') throw new BadEnvironmentError(forced.reason);
  const forcedApiUrl = forced?.url ?? null;

  // Read once: the store reads its file whenever it is asked.
  let stored = store.read();
  let inForce = settingsIn(stored);

  function settingsIn(all: StoredSettings): Settings {
    const { libraryFolder: _library, exportFolder: _export, programs: _programs, ...settings } = all;
    return { ...settings, apiUrl: forcedApiUrl ?? normaliseApiUrl(settings.apiUrl) ?? USUAL_API_URL };
  }

  return {
    current: () => inForce,
    overrides: () => ({
      apiUrl: forcedApiUrl !== null,
      libraryFolder: environment.libraryFolder !== null,
      key: environment.apiKey !== null,
    }),
    // Absolute and in one spelling, whatever an administrator wrote: `/music/` and `/music` are one library.
    libraryFolder: () => resolve(environment.libraryFolder ?? stored.libraryFolder ?? defaultLibraryFolder),
    isLibraryFolderChosen: () => environment.libraryFolder === null && stored.libraryFolder !== null,
    exportFolder: () => stored.exportFolder,
    programs: () => stored.programs,
    update(patch) {
      const before = inForce;
      store.write(patch);
      stored = store.read();
      inForce = settingsIn(stored);
      onChange(inForce, before);
      return inForce;
    },
  };
}
