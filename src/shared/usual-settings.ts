import { USUAL_SONG_COLUMNS, type Settings } from './model';

/** Where the Flow Music API lives unless settings say otherwise (API.md). */
export const USUAL_API_URL = 'https://api.ttapi.io';

/** Every setting as it is until somebody changes it. */
export const USUAL_SETTINGS: Settings = {
  apiUrl: USUAL_API_URL,
  requestsPerMinute: 20,
  wantedAssets: ['cover', 'audio', 'wav', 'video'],
  theme: 'system',
  language: 'system',
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
  // It holds a browser engine that plays what comes from elsewhere: who is not told stays on an old one. Nothing is fetched unasked.
  looksForUpdates: true,
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
};

/** What is usual in the sample alone: its service is on this machine, so nobody has to be spared. */
export const USUAL_IN_SAMPLE = { requestsPerMinute: 120 } as const satisfies Partial<Settings>;

/** Every setting of a library as it is until somebody changes it. */
export function usualSettings(isSample: boolean): Settings {
  return isSample ? { ...USUAL_SETTINGS, ...USUAL_IN_SAMPLE } : USUAL_SETTINGS;
}

/** Settings that belong to one machine, or to the moment: no file carries them to another place, and no reset takes them back. */
const UNCARRIED = [
  'apiUrl',
  'volume',
  'isShuffled',
  'repeat',
  'outputDevice',
  'isLyricsPanelOpen',
  'sidePanelView',
  'lyricsPanelWidth',
  'isMini',
] as const satisfies readonly (keyof Settings)[];

/** A setting that people choose for good. */
export type CarriedSetting = Exclude<keyof Settings, (typeof UNCARRIED)[number]>;
export type CarriedSettings = Pick<Settings, CarriedSetting>;

export const CARRIED_SETTINGS: readonly CarriedSetting[] = (
  Object.keys(USUAL_SETTINGS) as (keyof Settings)[]
).filter((name): name is CarriedSetting => !(UNCARRIED as readonly string[]).includes(name));

/** Which of these settings differ between two sets. */
export function changedSettings(
  settings: CarriedSettings,
  others: CarriedSettings,
  names: readonly CarriedSetting[],
): readonly CarriedSetting[] {
  return names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(others[name]));
}

/** These settings alone. */
export function pickSettings(
  settings: CarriedSettings,
  names: readonly CarriedSetting[],
): Partial<CarriedSettings> {
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/** What came of a file with settings. */
export interface ImportedSettings {
  readonly fileName: string;
  /** How many settings are others now. */
  readonly changed: number;
  /** What those were before, to have them back. */
  readonly before: Partial<CarriedSettings>;
  /** Settings of the file whose values cannot be used; they stay as they were. */
  readonly unusable: readonly CarriedSetting[];
  /** Actions for which the file has keys that cannot be used, or that another action got: those were left out. */
  readonly withoutKeys: readonly string[];
}
