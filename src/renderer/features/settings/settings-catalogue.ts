import type { ComponentType } from 'react';
import type { ParseKeys } from 'i18next';
import { LANGUAGE_NAMES } from '@shared/language';
import type { CarriedSetting } from '@shared/usual-settings';
import { LanguageChoice } from '../../shell/language-choice';
import { About } from './about';
import { AddressSetting, KeySetting, RequestsSetting } from './access-settings';
import { AllSettings } from './all-settings';
import { KeyboardSetting } from './keyboard-setting';
import { LevellingSetting } from './levelling-setting';
import { LibraryFolder } from './library-folder';
import { CheckSetting, WantedFilesSetting, WordsFilesSetting } from './library-settings';
import { CrossfadeSetting, LyricsOffsetSetting, SourceSetting, ThemeSetting } from './look-settings';
import { MeterSetting } from './meter-setting';
import { SETTING_TITLES } from './setting-titles';
import { UpdatesSetting } from './updates';
import { KeysEverywhereSetting, NotificationsSetting, ProgramsSetting, TraySetting } from './system-settings';

export const SETTINGS_SECTIONS = [
  'access',
  'library',
  'listening',
  'system',
  'keyboard',
  'updates',
  'all',
  'about',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** Something that stands in Settings. */
export interface SettingEntry {
  readonly section: SettingsSection;
  /** What it is called. */
  readonly title: ParseKeys;
  /** What else it is found by. */
  readonly texts: readonly ParseKeys[];
  /** What it is found by in every language. */
  readonly words?: readonly string[];
  /** The settings that it changes and that can be as usual again. */
  readonly names: readonly CarriedSetting[];
  readonly Control: ComponentType;
}

/** All that stands in Settings, in its order. */
export const SETTING_ENTRIES: readonly SettingEntry[] = [
  {
    section: 'access',
    title: 'settings.key.field',
    texts: [
      'settings.key.save',
      'settings.key.test',
      'settings.key.forget',
      'settings.key.storage.session',
      'settings.key.storage.unprotected',
    ],
    names: [],
    Control: KeySetting,
  },
  {
    section: 'access',
    title: 'settings.address.field',
    texts: ['settings.address.hint', 'settings.address.save', 'settings.address.reset'],
    names: [],
    Control: AddressSetting,
  },
  {
    section: 'access',
    title: SETTING_TITLES.requestsPerMinute,
    texts: ['settings.requests.hint'],
    names: ['requestsPerMinute'],
    Control: RequestsSetting,
  },
  {
    section: 'library',
    title: 'settings.library.field',
    texts: ['settings.library.hint', 'settings.library.show', 'settings.library.choose'],
    names: [],
    Control: LibraryFolder,
  },
  {
    section: 'library',
    title: SETTING_TITLES.isCheckScheduled,
    texts: ['check.setting.open', 'check.setting.byItselfHint'],
    names: ['isCheckScheduled'],
    Control: CheckSetting,
  },
  {
    section: 'library',
    title: SETTING_TITLES.wantedAssets,
    texts: [
      'settings.wanted.audio',
      'settings.wanted.audioHint',
      'settings.wanted.wav',
      'settings.wanted.wavHint',
      'settings.wanted.video',
      'settings.wanted.videoHint',
      'settings.wanted.cover',
      'settings.wanted.coverHint',
      'settings.wanted.later',
    ],
    names: ['wantedAssets'],
    Control: WantedFilesSetting,
  },
  {
    section: 'library',
    title: SETTING_TITLES.wordsFiles,
    texts: [
      'settings.wordsFiles.txt',
      'settings.wordsFiles.txtHint',
      'settings.wordsFiles.lrc',
      'settings.wordsFiles.lrcHint',
      'settings.wordsFiles.others',
    ],
    names: ['wordsFiles'],
    Control: WordsFilesSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.language,
    texts: [],
    words: Object.values(LANGUAGE_NAMES),
    names: ['language'],
    Control: LanguageChoice,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.theme,
    texts: ['settings.theme.system', 'settings.theme.light', 'settings.theme.dark'],
    names: ['theme'],
    Control: ThemeSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.playbackSource,
    texts: ['settings.playback.audio', 'settings.playback.wav'],
    names: ['playbackSource'],
    Control: SourceSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.crossfadeMs,
    texts: ['settings.crossfade.hint'],
    names: ['crossfadeMs'],
    Control: CrossfadeSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.levelling,
    texts: [
      'settings.levelling.off',
      'settings.levelling.usual',
      'settings.levelling.quiet',
      'settings.levelling.hint',
      'settings.levelling.by',
      'settings.levelling.song',
      'settings.levelling.takes',
      'settings.levelling.byHint',
    ],
    names: ['levelling', 'levellingBy'],
    Control: LevellingSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.meter,
    texts: ['player.meter.hint', 'player.meter.levels', 'player.meter.spectrum'],
    names: ['meter'],
    Control: MeterSetting,
  },
  {
    section: 'listening',
    title: SETTING_TITLES.lyricsOffsetMs,
    texts: ['settings.lyricsOffset.hint'],
    names: ['lyricsOffsetMs'],
    Control: LyricsOffsetSetting,
  },
  {
    section: 'system',
    title: SETTING_TITLES.hasNotifications,
    texts: ['settings.system.notificationsHint'],
    names: ['hasNotifications'],
    Control: NotificationsSetting,
  },
  {
    section: 'system',
    title: SETTING_TITLES.hasTray,
    texts: ['settings.system.trayHint', 'settings.system.keptInTray', 'settings.system.keptInTrayHint'],
    names: ['hasTray', 'isKeptInTray'],
    Control: TraySetting,
  },
  {
    section: 'system',
    title: SETTING_TITLES.hasGlobalKeys,
    texts: [
      'settings.system.keys.hint',
      'settings.system.keys.action.play-pause',
      'settings.system.keys.action.previous',
      'settings.system.keys.action.next',
      'settings.system.keys.action.show-window',
    ],
    names: ['hasGlobalKeys', 'globalKeys'],
    Control: KeysEverywhereSetting,
  },
  {
    section: 'system',
    title: 'settings.system.programs.label',
    texts: ['settings.system.programs.hint', 'settings.system.programs.add'],
    names: [],
    Control: ProgramsSetting,
  },
  {
    section: 'keyboard',
    title: SETTING_TITLES.shortcuts,
    texts: ['settings.keyboard.open'],
    names: ['shortcuts'],
    Control: KeyboardSetting,
  },
  {
    section: 'updates',
    title: SETTING_TITLES.looksForUpdates,
    texts: ['settings.updates.byItselfHint', 'settings.updates.look'],
    names: ['looksForUpdates'],
    Control: UpdatesSetting,
  },
  {
    section: 'all',
    title: 'settings.all.title',
    texts: [
      'settings.all.save',
      'settings.all.take',
      'settings.all.resetAll',
      'settings.all.hint',
      'settings.all.foundBy',
    ],
    names: [],
    Control: AllSettings,
  },
  {
    section: 'about',
    title: 'settings.about.title',
    texts: [
      'settings.about.foundBy',
      'settings.about.version',
      'settings.about.madeWith',
      'settings.about.versions',
      'settings.about.hosts',
      'settings.about.hostsText',
      'settings.about.telemetry',
      'settings.about.telemetryText',
      'settings.about.licence',
      'settings.about.licenceText',
      'settings.about.licences',
      'settings.about.diagnostics',
      'settings.about.guide',
    ],
    names: [],
    Control: About,
  },
];
