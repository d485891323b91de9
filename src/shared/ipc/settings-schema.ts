import * as z from 'zod';
import { isWrittenChord } from '@shared/chord';
import { EXPORT_PLACES, ON_EXISTING } from '@shared/export';
import { LANGUAGE_CHOICES } from '@shared/language';
import {
  ASSET_KINDS,
  LEVELLING_BYS,
  LEVELLINGS,
  LYRICS_FORMATS,
  MAX_CROSSFADE_MS,
  MAX_DEVICE_OFFSET_MS,
  METERS,
  SIDE_PANEL_VIEWS,
  SONG_COLUMNS,
  SONG_VIEWS,
  SOUND_KINDS,
  WORDS_FILE_KINDS,
} from '@shared/model';
import { GLOBAL_CHORD, GLOBAL_KEY_ACTIONS } from '@shared/system';
import {
  MAX_CHANGED_SHORTCUTS,
  MAX_KEYS_PER_SHORTCUT,
  MAX_SHORTCUT_ID_LENGTH,
  SHORTCUT_ID,
} from '@shared/shortcut-keys';
import { canHaveChord } from '@shared/shortcut-rules';

const chord = z.string().max(40).refine(isWrittenChord);
const shortcutId = z.string().max(MAX_SHORTCUT_ID_LENGTH).regex(SHORTCUT_ID);

/** What each setting that the window may change can be: for what the window sends and for what stands in the file. */
export const settingSchemas = {
  requestsPerMinute: z.int().min(1).max(120),
  wantedAssets: z.array(z.enum(ASSET_KINDS)).max(ASSET_KINDS.length).readonly(),
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(LANGUAGE_CHOICES),
  volume: z.number().min(0).max(1),
  isShuffled: z.boolean(),
  repeat: z.enum(['off', 'all', 'one']),
  playbackSource: z.enum(['audio', 'wav']),
  crossfadeMs: z.int().min(0).max(MAX_CROSSFADE_MS),
  levelling: z.enum(LEVELLINGS),
  levellingBy: z.enum(LEVELLING_BYS),
  meter: z.enum(METERS),
  hasPictureWords: z.boolean(),
  outputDevice: z.strictObject({ id: z.string().min(1).max(200), label: z.string().max(300) }).nullable(),
  isLyricsPanelOpen: z.boolean(),
  sidePanelView: z.enum(SIDE_PANEL_VIEWS),
  lyricsPanelWidth: z.int().min(280).max(480),
  lyricsOffsetMs: z.int().min(-MAX_DEVICE_OFFSET_MS).max(MAX_DEVICE_OFFSET_MS),
  exportFormats: z.array(z.enum(LYRICS_FORMATS)).max(LYRICS_FORMATS.length).readonly(),
  exportPattern: z.string().min(1).max(200),
  hasExportSections: z.boolean(),
  exportSounds: z.array(z.enum(SOUND_KINDS)).max(SOUND_KINDS.length).readonly(),
  exportPlace: z.enum(EXPORT_PLACES),
  onExportExisting: z.enum(ON_EXISTING),
  wordsFiles: z.array(z.enum(WORDS_FILE_KINDS)).max(WORDS_FILE_KINDS.length).readonly(),
  isCheckScheduled: z.boolean(),
  looksForUpdates: z.boolean(),
  songView: z.enum(SONG_VIEWS),
  songColumns: z
    .array(z.enum(SONG_COLUMNS))
    .max(SONG_COLUMNS.length)
    .refine((columns) => new Set(columns).size === columns.length)
    .readonly(),
  songColumnWidths: z.partialRecord(z.enum(SONG_COLUMNS), z.int().min(40).max(600)),
  isMini: z.boolean(),
  hasTray: z.boolean(),
  isKeptInTray: z.boolean(),
  hasNotifications: z.boolean(),
  hasGlobalKeys: z.boolean(),
  globalKeys: z.partialRecord(z.enum(GLOBAL_KEY_ACTIONS), z.string().regex(GLOBAL_CHORD)),
  shortcuts: z
    .record(shortcutId, z.array(chord).max(MAX_KEYS_PER_SHORTCUT).readonly())
    .refine((keys) => Object.keys(keys).length <= MAX_CHANGED_SHORTCUTS)
    .refine((keys) =>
      Object.entries(keys).every(([id, chords]) => chords.every((each) => canHaveChord(id, each))),
    ),
};
