import { describe, expect, it } from 'vitest';
import {
  everywhereHolderOf,
  holdersOf,
  keysOf,
  whyNotEverywhere,
  withKeys,
  withKeysTaken,
} from '../../src/renderer/shell/shortcut-rules';
import { refusalOf } from '../../src/shared/shortcut-rules';
import type { ShortcutContext } from '../../src/shared/shortcut-keys';
import type { KnownShortcut } from '../../src/renderer/shell/shortcuts';

function shortcut(
  id: string,
  keys: readonly string[],
  context: ShortcutContext = 'window',
  isFixed = false,
): KnownShortcut {
  return { id, keys, group: 'general', label: id, context, isFixed };
}

const FIND = shortcut('find', ['Ctrl+F']);
const SETTINGS = shortcut('settings', ['Ctrl+,', '5']);
const SAVE = shortcut('save', ['Ctrl+S'], 'editor');
const SING = shortcut('sing', ['Ctrl+J'], 'karaoke');
const RENAME = shortcut('rename', ['F2'], 'lists', true);
const SEEK = shortcut('seek', ['Shift+Left']);
const WIDTH = shortcut('width', ['Shift+Left'], 'lists', true);
const ALL = [FIND, SETTINGS, SAVE, SING, RENAME, SEEK, WIDTH];

const holders = (chord: string, of: KnownShortcut, changed = {}) =>
  holdersOf(chord, of, ALL, changed).map(({ id }) => id);

describe('chords that cannot be chosen', () => {
  it.each([
    ['Ctrl+C', 'text'],
    ['Ctrl+V', 'text'],
    ['Ctrl+Shift+Z', 'text'],
    ['Ctrl+Q', 'menu'],
    ['F5', 'menu'],
    ['Ctrl+R', 'menu'],
    ['Ctrl++', 'menu'],
    ['Alt+F4', 'menu'],
    ['Tab', 'focus'],
    ['Ctrl+Tab', 'focus'],
    ['Space', 'controls'],
    ['Escape', 'controls'],
    ['Shift+Enter', 'controls'],
    ['F', 'typing'],
    ['Shift+Ö', 'typing'],
    ['7', 'typing'],
    ['Left', 'moving'],
    ['Shift+End', 'moving'],
    ['Delete', 'moving'],
  ])('%s: %s', (chord, reason) => {
    expect(refusalOf(chord, FIND)).toBe(reason);
  });

  it.each(['Ctrl+J', 'Alt+F', 'F7', 'Shift+F7', '?', '[', 'Ctrl+Left', 'Ctrl+Enter', 'Ctrl+Shift+V'])(
    '%s can be',
    (chord) => {
      expect(refusalOf(chord, FIND)).toBeNull();
    },
  );

  it('are not letters where nothing is typed', () => {
    expect(refusalOf('J', { ...SAVE, takesLetters: true })).toBeNull();
    expect(refusalOf('J', SAVE)).toBe('typing');
    expect(refusalOf('Left', { ...SAVE, takesLetters: true })).toBe('moving');
  });

  it('are not those that an action usually has', () => {
    expect(refusalOf('5', SETTINGS)).toBeNull();
    expect(refusalOf('Shift+Left', SEEK)).toBeNull();
    expect(refusalOf('5', FIND)).toBe('typing');
  });
});

describe('who has a chord', () => {
  it('is told where both hold', () => {
    expect(holders('Ctrl+F', SETTINGS)).toEqual(['find']);
    expect(holders('5', FIND)).toEqual(['settings']);
    expect(holders('Ctrl+F', SAVE)).toEqual(['find']);
    expect(holders('Ctrl+S', FIND)).toEqual(['save']);
    expect(holders('Ctrl+F', FIND)).toEqual([]);
  });
  it('is nobody where they cannot hold at once', () => {
    expect(holders('Ctrl+S', SING)).toEqual([]);
    expect(holders('F2', SAVE)).toEqual([]);
  });
  it('goes by the keys in force', () => {
    expect(holders('Ctrl+F', SETTINGS, { find: ['Ctrl+G'] })).toEqual([]);
    expect(holders('Ctrl+G', SETTINGS, { find: ['Ctrl+G'] })).toEqual(['find']);
    expect(holders('Ctrl+F', SETTINGS, { find: [] })).toEqual([]);
  });
  it('leaves alone what is usual for both, until one of them was given it', () => {
    expect(holders('Shift+Left', SEEK)).toEqual([]);
    expect(holders('Shift+Left', FIND)).toEqual(['seek', 'width']);
  });
});

describe('what is stored', () => {
  it('is only what differs, and what is not known stays', () => {
    const changed = withKeys({ later: ['F9'] }, FIND, ['Ctrl+G']);
    expect(changed).toEqual({ later: ['F9'], find: ['Ctrl+G'] });
    expect(withKeys(changed, FIND, ['Ctrl+F'])).toEqual({ later: ['F9'] });
    expect(withKeys({}, FIND, [])).toEqual({ find: [] });
    expect(keysOf(FIND, { find: [] })).toEqual([]);
    expect(keysOf(FIND, {})).toEqual(['Ctrl+F']);
  });
  it('has no chord twice and no more than three', () => {
    expect(withKeys({}, FIND, ['F7', 'F7', 'F8', 'F9', 'Alt+F'])).toEqual({ find: ['F7', 'F8', 'F9'] });
  });
  it('takes a chord from those who had it, and leaves them their others', () => {
    expect(withKeysTaken({}, FIND, ['Ctrl+,'], ALL)).toEqual({ find: ['Ctrl+,'], settings: ['5'] });
    // Back to the usual keys, which another has by now.
    const swapped = withKeysTaken({}, SETTINGS, ['Ctrl+F'], ALL);
    expect(swapped).toEqual({ settings: ['Ctrl+F'], find: [] });
    expect(withKeysTaken(swapped, FIND, FIND.keys, ALL)).toEqual({ settings: [] });
  });
  it('takes nothing from keys that are fixed', () => {
    expect(withKeysTaken({}, FIND, ['F2'], ALL)).toEqual({ find: ['F2'] });
  });
});

describe('keys that work everywhere and those of the window', () => {
  it('are known to each other', () => {
    expect(everywhereHolderOf('Ctrl+Alt+Space', { 'play-pause': 'Ctrl+Alt+Space' })).toBe('play-pause');
    expect(everywhereHolderOf('Ctrl+Alt+Space', { next: 'F8' })).toBeNull();
    expect(whyNotEverywhere('Ctrl+F', ALL, {})).toBe(FIND);
    expect(whyNotEverywhere('Ctrl+F', ALL, { find: ['F7'] })).toBeNull();
    expect(whyNotEverywhere('F7', ALL, { find: ['F7'] })).toBe(FIND);
    expect(whyNotEverywhere('F2', ALL, {})).toBe(RENAME);
    expect(whyNotEverywhere('Ctrl+C', ALL, {})).toBe('text');
    expect(whyNotEverywhere('F11', ALL, {})).toBe('menu');
    expect(whyNotEverywhere('Ctrl+Alt+P', ALL, {})).toBeNull();
  });
});
