import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsStore, type ProfileStore } from '../../src/main/electron/settings-store';
import { DEFAULT_SETTINGS } from '../../src/main/services/settings';
import { newFolder, removeFolder } from '../support/core';
import { createRecordingLog, type RecordingLog } from '../support/ports';

/** The file that settings are kept in, as people, editors and power cuts leave it. */

const NOW = Date.UTC(2026, 10, 22, 16, 54, 50, 123);
const BROKEN = 'settings.json.broken-2026-11-22T16-54-50.123Z';

let folder = '';
let log: RecordingLog;
let setAside: string[] = [];

beforeEach(() => {
  folder = newFolder();
  log = createRecordingLog();
  setAside = [];
});
afterEach(() => {
  removeFolder(folder);
});

function open(): ProfileStore {
  return createSettingsStore({
    folder,
    defaults: DEFAULT_SETTINGS,
    log,
    now: () => NOW,
    onSetAside: (path) => void setAside.push(path),
  });
}
const file = () => join(folder, 'settings.json');
const warnings = () => log.lines.filter(({ level }) => level === 'warn');

describe('the settings file', () => {
  it('keeps what was written over a start', () => {
    open().write({ theme: 'light', libraryFolder: '/music' });
    const place = { x: -5, y: 10, width: 1000, height: 700, isMaximized: true };
    open().saveWindowPlace(place);
    expect(open().read()).toEqual({ ...DEFAULT_SETTINGS, theme: 'light', libraryFolder: '/music' });
    expect(open().windowPlace()).toEqual(place);
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(log.lines).toEqual([]);
  });

  it('with a value that cannot be used gives the default for it, keeps the others, and logs the name alone, once', () => {
    writeFileSync(file(), JSON.stringify({ theme: 'pink', volume: 0.25 }));
    const store = open();
    store.read();
    expect(store.read()).toEqual({ ...DEFAULT_SETTINGS, volume: 0.25 });
    expect(warnings().map(({ details }) => details)).toEqual([{ setting: 'theme' }]);
    expect(log.text()).not.toContain('pink');
    expect(setAside).toEqual([]);
    store.write({ theme: 'dark' });
    expect(open().read()).toMatchObject({ theme: 'dark', volume: 0.25 });
  });

  it('with a key that cannot be used leaves that out, keeps the others, and logs the action alone, once', () => {
    const shortcuts = { mute: ['Tab'], find: ['F9'], queue: ['F9'], 'my secret': ['F7'] };
    writeFileSync(file(), JSON.stringify({ shortcuts }));
    const store = open();
    store.read();
    expect(store.read().shortcuts).toEqual({ find: ['F9'] });
    expect(warnings().map(({ details }) => details)).toEqual([{ action: 'mute' }, { action: 'queue' }]);
    expect(log.text()).not.toMatch(/Tab|secret/);
  });

  it.each([
    ['text', 'here'],
    ['no size', { x: 1, y: 1, isMaximized: false }],
    ['a size of nothing', { width: 0, height: 800, isMaximized: false }],
    ['parts of a pixel', { width: 1280.5, height: 800, isMaximized: false }],
    ['a size beyond all screens', { width: 1e99, height: 800, isMaximized: false }],
    ['a place that is no number', { x: null, width: 1280, height: 800, isMaximized: false }],
    ['a list', []],
  ])('a place of the window that cannot be used counts as none: %s', (_, window) => {
    writeFileSync(file(), JSON.stringify({ theme: 'dark', window }));
    const store = open();
    expect(store.windowPlace()).toBeNull();
    expect(store.read().theme).toBe('dark');
    expect(warnings().map(({ details }) => details)).toEqual([{ setting: 'window' }]);
  });

  it.each([
    ['cut off', '{"theme":"dark",'],
    ['empty', ''],
    ['zeros, as a power cut leaves it', '\0\0\0\0'],
    ['a list', '[]'],
    ['a text', '"dark"'],
    ['nothing', 'null'],
  ])('that is no JSON object is set aside unchanged and told of: %s', (_, content) => {
    writeFileSync(file(), content);
    const store = open();
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(store.windowPlace()).toBeNull();
    expect(readFileSync(join(folder, BROKEN), 'utf8')).toBe(content);
    expect(setAside).toEqual([join(folder, BROKEN)]);
    store.write({ theme: 'light' });
    expect(open().read().theme).toBe('light');
    expect(setAside).toHaveLength(1);
  });

  it('is one also with a byte order mark', () => {
    writeFileSync(file(), '\uFEFF{"theme":"dark"}');
    expect(open().read().theme).toBe('dark');
    expect(setAside).toEqual([]);
  });

  it('a folder in its place is set aside with what is in it', () => {
    mkdirSync(join(file(), 'inside'), { recursive: true });
    expect(open().read()).toEqual(DEFAULT_SETTINGS);
    expect(existsSync(join(folder, BROKEN, 'inside'))).toBe(true);
    expect(setAside).toHaveLength(1);
  });

  it('broken while the program runs is set aside by the next reading, and by the next writing', () => {
    const store = open();
    writeFileSync(file(), '{');
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(readFileSync(join(folder, BROKEN), 'utf8')).toBe('{');
    writeFileSync(file(), '{{');
    store.write({ theme: 'light' });
    expect(store.read().theme).toBe('light');
    expect(setAside).toHaveLength(2);
  });
});
