import { resolve } from 'node:path';
import { USUAL_SONG_COLUMNS, type Overrides, type Settings } from '@shared/model';
import { DEFAULT_API_URL, normaliseApiUrl, readApiAddress } from '../domain/api-address';
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
  apiUrl: DEFAULT_API_URL,
  requestsPerMinute: 20,
  wantedAssets: ['cover', 'audio', 'wav', 'video'],
  theme: 'system',
  volume: 0.8,
  isShuffled: false,
  repeat: 'off',
  playbackSource: 'audio',
  crossfadeMs: 0,
  levelling: 'off',
  levellingBy: 'song',
  meter: 'off',
  hasPictureWords: false,
  outputDevice: null,
  isLyricsPanelOpen: true,
  sidePanelView: 'lyrics',
  lyricsPanelWidth: 348,
  lyricsOffsetMs: 0,
  exportFormats: ['txt', 'lrc'],
  exportPattern: '{title}',
  hasExportSections: true,
  exportSounds: [],
  exportPlace: 'folder',
  onExportExisting: 'keep-both',
  wordsFiles: ['txt', 'lrc'],
  isCheckScheduled: true,
  songView: 'list',
  songColumns: USUAL_SONG_COLUMNS,
  songColumnWidths: {},
  isMini: false,
  // A program that ends when its window is closed is what people expect, and where a desktop shows no tray (GNOME) one that
  // hides there would be lost. On a Mac the Dock and the media keys do what a tray would.
  hasTray: false,
  isKeptInTray: false,
  hasNotifications: true,
  hasGlobalKeys: false,
  globalKeys: {
    'play-pause': 'Ctrl+Alt+Space',
    previous: 'Ctrl+Alt+PageUp',
    next: 'Ctrl+Alt+PageDown',
    'show-window': 'Ctrl+Alt+F',
  },
  shortcuts: {},
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
    return { ...settings, apiUrl: forcedApiUrl ?? normaliseApiUrl(settings.apiUrl) ?? DEFAULT_API_URL };
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
