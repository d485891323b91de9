import { describe, expect, it } from 'vitest';
import { isModifier, readChord } from '../../src/renderer/features/settings/global-chord';

const press = (code: string, ...held: readonly ('ctrl' | 'meta' | 'alt' | 'shift')[]) => ({
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

describe('a key for everywhere', () => {
  it.each([
    ['Ctrl+Alt+P', press('KeyP', 'ctrl', 'alt')],
    ['Ctrl+Shift+7', press('Digit7', 'ctrl', 'shift')],
    ['Alt+Left', press('ArrowLeft', 'alt')],
    ['Ctrl+Alt+Shift+PageUp', press('PageUp', 'ctrl', 'alt', 'shift')],
    ['Ctrl+Space', press('Space', 'ctrl')],
    ['F8', press('F8')],
    ['Shift+F12', press('F12', 'shift')],
  ])('%s is read by the place of the key', (chord, pressed) => {
    expect(readChord(pressed, false)).toBe(chord);
  });

  it('is Command on a Mac', () => {
    expect(readChord(press('KeyP', 'meta', 'alt'), true)).toBe('Ctrl+Alt+P');
    expect(readChord(press('KeyP', 'ctrl', 'alt'), true)).toBeNull();
  });

  it('is none that every program needs for itself', () => {
    for (const pressed of [
      press('KeyP'),
      press('KeyP', 'shift'),
      press('Space'),
      press('ArrowUp', 'shift'),
      press('KeyP', 'meta'),
      press('Enter', 'ctrl'),
      press('Slash', 'ctrl'),
      press('', 'ctrl'),
      press('Key', 'ctrl'),
    ])
      expect(readChord(pressed, false), JSON.stringify(pressed)).toBeNull();
    expect(['Control', 'AltGraph', 'Meta'].every(isModifier)).toBe(true);
    expect(isModifier('a')).toBe(false);
  });
});
