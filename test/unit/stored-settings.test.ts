import { describe, expect, it } from 'vitest';
import type { StoredSettings } from '../../src/main/ports';
import { DEFAULT_SETTINGS } from '../../src/main/services/settings';
import { readStoredSettings } from '../../src/main/services/stored-settings';

/** For each setting: one value that can be stored, and some that somebody may have written by hand. */
const VALUES: {
  readonly [Name in keyof StoredSettings]: { good: StoredSettings[Name]; bad: readonly unknown[] };
} = {
  apiUrl: { good: 'https://proxy.test', bad: ['http://proxy.test', 'proxy.test', '', 7, null] },
  requestsPerMinute: { good: 120, bad: [0, 121, 1.5, '20', null] },
  wantedAssets: { good: ['audio'], bad: ['audio', ['stem'], [null], {}, null] },
  theme: { good: 'light', bad: ['pink', '', 1, null] },
  language: { good: 'ru', bad: ['fr', 'RU', '', 1, null] },
  volume: { good: 0, bad: [-0.1, 1.1, '0.5', null] },
  isShuffled: { good: true, bad: ['true', 1, null] },
  repeat: { good: 'one', bad: ['twice', true, null] },
  playbackSource: { good: 'wav', bad: ['video', null] },
  crossfadeMs: { good: 12_000, bad: [-1, 12_001, 0.5, '3', null] },
  levelling: { good: 'quiet', bad: ['loud', -14, null] },
  levellingBy: { good: 'takes', bad: ['album', true, null] },
  meter: { good: 'spectrum', bad: ['on', true, null] },
  hasPictureWords: { good: true, bad: ['yes', 1, null] },
  sidePanelView: { good: 'queue', bad: ['jobs', '', null] },
  outputDevice: { good: { id: 'd', label: 'Speakers' }, bad: ['d', {}, { id: '', label: 'x' }, 7] },
  isLyricsPanelOpen: { good: false, bad: ['no', 0, null] },
  lyricsPanelWidth: { good: 480, bad: [279, 481, 300.5, '300', null] },
  lyricsOffsetMs: { good: -2_000, bad: [2_001, -2_001, 0.5, '100', null] },
  exportFormats: { good: [], bad: [['doc'], 'txt', Array(10).fill('txt'), null] },
  exportPattern: { good: '{id}', bad: ['', 'x'.repeat(201), 1, null] },
  hasExportSections: { good: false, bad: ['no', 0, null] },
  exportSounds: { good: ['wav'], bad: [['cover'], 'audio', ['audio', 'wav', 'audio'], null] },
  exportPlace: { good: 'zip', bad: ['tar', true, null] },
  onExportExisting: { good: 'replace', bad: ['ask', true, null] },
  wordsFiles: { good: ['lrc'], bad: [['srt'], 'txt', ['txt', 'lrc', 'txt'], null] },
  isCheckScheduled: { good: false, bad: ['', null] },
  looksForUpdates: { good: false, bad: ['off', 0, null] },
  songView: { good: 'grid', bad: ['tiles', true, null] },
  songColumns: {
    good: ['lyrics', 'arrived'],
    bad: [['title'], 'model', [null], ['model', 'model'], {}, null],
  },
  songColumnWidths: {
    good: { model: 40, files: 600 },
    bad: [{ model: 39 }, { model: 601 }, { model: 60.5 }, { model: '60' }, { title: 60 }, [60], 60, null],
  },
  isMini: { good: true, bad: ['yes', 1, null] },
  hasTray: { good: true, bad: ['yes', 1, null] },
  isKeptInTray: { good: true, bad: ['yes', 1, null] },
  hasNotifications: { good: false, bad: ['no', 0, null] },
  hasGlobalKeys: { good: true, bad: ['yes', 1, null] },
  globalKeys: {
    good: { next: 'Ctrl+Alt+N', previous: 'F7' },
    bad: [{ next: 'N' }, { next: 'Shift+N' }, { next: 'Ctrl+Alt+' }, { quit: 'Ctrl+Q' }, ['F7'], 'F7', null],
  },
  shortcuts: {
    good: {
      mute: ['Ctrl+Alt+M', '?', 'F9'],
      'add-jobs': [],
      'play-pause': ['Space', 'F8'],
      'editor-stamp': ['Enter', 'J'],
      'of-a-later-version': ['Ctrl+Alt++'],
    },
    bad: [Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x-${at}`, []])), [], 'none', null],
  },
  libraryFolder: { good: '/music', bad: ['music', '', '../music', 7, {}] },
  exportFolder: { good: '/lyrics', bad: ['lyrics', '', 7, []] },
  programs: { good: ['/usr/bin/daw'], bad: [['daw'], '/usr/bin/daw', Array(9).fill('/usr/bin/daw'), null] },
};
const NAMES = Object.keys(VALUES) as (keyof StoredSettings)[];
/** Every setting as nobody gets it by default. */
const GOOD = Object.fromEntries(NAMES.map((name) => [name, VALUES[name].good]));

describe('settings as they are stored', () => {
  it('are all tried here', () => {
    expect(NAMES.sort()).toEqual(Object.keys(DEFAULT_SETTINGS).sort());
    for (const name of NAMES) expect(VALUES[name].good, name).not.toEqual(DEFAULT_SETTINGS[name]);
  });

  it('are taken as they are where they are valid', () => {
    expect(readStoredSettings(GOOD, DEFAULT_SETTINGS)).toEqual({
      settings: GOOD,
      invalid: [],
      withoutKeys: [],
    });
  });

  it.each(NAMES)('%s: what cannot be used becomes the default, and every other value stays', (name) => {
    for (const bad of VALUES[name].bad) {
      const reading = readStoredSettings({ ...GOOD, [name]: bad }, DEFAULT_SETTINGS);
      expect(reading.invalid, JSON.stringify(bad)).toEqual([name]);
      expect(reading.settings, JSON.stringify(bad)).toEqual({ ...GOOD, [name]: DEFAULT_SETTINGS[name] });
    }
  });

  it('are the defaults where nothing stands, and take nothing that they do not know', () => {
    expect(readStoredSettings({}, DEFAULT_SETTINGS)).toEqual({
      settings: DEFAULT_SETTINGS,
      invalid: [],
      withoutKeys: [],
    });
    const reading = readStoredSettings({ window: null, colour: 'pink', constructor: 1 }, DEFAULT_SETTINGS);
    expect(reading).toEqual({ settings: DEFAULT_SETTINGS, invalid: [], withoutKeys: [] });
  });

  it('can all be wrong at once', () => {
    const { settings, invalid } = readStoredSettings(
      Object.fromEntries(NAMES.map((name) => [name, VALUES[name].bad[0]])),
      DEFAULT_SETTINGS,
    );
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect([...invalid].sort()).toEqual([...NAMES].sort());
  });
});

describe('keys as they are stored', () => {
  /** What is read, and the actions that did not get all. */
  const read = (shortcuts: unknown, now = {}) => {
    const { settings, invalid, withoutKeys } = readStoredSettings({ shortcuts }, DEFAULT_SETTINGS, {
      shortcuts: now,
      everywhere: ['Ctrl+Alt+Space'],
    });
    expect(invalid).toEqual([]);
    return { keys: settings.shortcuts, withoutKeys };
  };

  it.each([
    { mute: 'Ctrl+Alt+M' },
    // What works everywhere.
    { mute: ['Ctrl+Alt+Space'] },
    { mute: ['M+Ctrl'] },
    { mute: ['ctrl+m'] },
    { mute: ['Shift+Ctrl+M'] },
    { mute: ['Ctrl+Shift+?'] },
    { mute: [null] },
    // What the window refuses where it is pressed.
    { 'play-pause': ['Tab'] },
    { next: ['Escape'] },
    { next: ['Space'] },
    { mute: ['M'] },
    { mute: ['Ctrl+C'] },
    { mute: ['Delete'] },
    { 'editor-stamp': ['Left'] },
    { 'of-a-later-version': ['Ctrl++'] },
    // Keys of lists, which nothing that holds everywhere can have, and what no other key is heard for.
    { mute: ['Ctrl+Enter'] },
    { undo: ['F2'] },
    { 'play-next': ['F9'] },
    { Mute: ['Ctrl+Alt+M'] },
    { ['x'.repeat(41)]: ['F9'] },
  ])('that cannot be had are left out, and no others: %j', (bad) => {
    const [id] = Object.keys(bad);
    expect(read({ ...bad, find: ['Ctrl+G'] })).toEqual({ keys: { find: ['Ctrl+G'] }, withoutKeys: [id] });
  });

  it('are judged one by one', () => {
    const keys = { next: ['Ctrl+Left', 'Escape', 'Ctrl+Left', 'F9'], mute: ['F1', 'F2', 'F3', 'F4', 'F6'] };
    expect(read(keys)).toEqual({
      keys: { next: ['Ctrl+Left', 'F9'], mute: ['F1', 'F3', 'F4'] },
      withoutKeys: ['next', 'mute'],
    });
  });

  it('are those of the first of two that would both be meant', () => {
    const keys = { find: ['Ctrl+J'], queue: ['Ctrl+J', 'F9'], 'save-lyrics': ['F9'], mute: [] };
    expect(read(keys)).toEqual({
      keys: { find: ['Ctrl+J'], queue: ['F9'], mute: [] },
      withoutKeys: ['queue', 'save-lyrics'],
    });
  });

  it('can be alike where they cannot hold at once, where they are usual for both, and of a later version', () => {
    const keys = {
      'save-lyrics': ['F9'],
      'compare-keep': ['F9'],
      'editor-stamp': ['Enter', 'J'],
      'of-a-later-version': ['Ctrl+G'],
      find: ['Ctrl+G'],
      // Each has what the other has usually.
      queue: ['Ctrl+K'],
      karaoke: ['Ctrl+U'],
      'seek-back': ['Shift+Left', 'F7'],
    };
    expect(read(keys)).toEqual({ keys, withoutKeys: [] });
  });

  it('are all as they are where nothing can be used, but not where nothing is wanted', () => {
    const now = { find: ['Ctrl+J'] };
    expect(read({ queue: ['bad'] }, now)).toEqual({ keys: now, withoutKeys: ['queue'] });
    expect(read({}, now)).toEqual({ keys: {}, withoutKeys: [] });
    expect(read({ queue: [] }, now)).toEqual({ keys: { queue: [] }, withoutKeys: [] });
  });

  it('of which none is left stay as they are now, else usual, but for what others got', () => {
    const keys = {
      find: ['Ctrl+U', 'F9'],
      queue: ['Tab'],
      settings: ['Tab'],
      mute: ['Tab'],
      louder: ['Tab'],
    };
    expect(read(keys, { settings: ['F9', 'F7'], mute: [], louder: ['F9'] })).toEqual({
      keys: { find: ['Ctrl+U', 'F9'], queue: [], settings: ['F7'], mute: [] },
      withoutKeys: ['queue', 'settings', 'mute', 'louder'],
    });
  });
});
