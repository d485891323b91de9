import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../src/renderer/key-press';
import { globalChordOf } from '../../src/renderer/features/settings/global-chord';

const press = (
  key: string,
  code: string,
  ...held: readonly ('ctrl' | 'meta' | 'alt' | 'shift')[]
): KeyPress => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

describe('a key for everywhere', () => {
  it.each([
    ['Ctrl+Alt+P', press('p', 'KeyP', 'ctrl', 'alt')],
    ['Ctrl+Shift+7', press('/', 'Digit7', 'ctrl', 'shift')],
    ['Alt+Left', press('ArrowLeft', 'ArrowLeft', 'alt')],
    ['Ctrl+Alt+Shift+PageUp', press('PageUp', 'PageUp', 'ctrl', 'alt', 'shift')],
    ['Ctrl+Space', press(' ', 'Space', 'ctrl')],
    ['F8', press('F8', 'F8')],
    ['Shift+F12', press('F12', 'F12', 'shift')],
  ])('can be %s', (chord, pressed) => {
    expect(globalChordOf(pressed, false)).toBe(chord);
  });

  it('is what the key types, of other letters what stands at its place', () => {
    expect(globalChordOf(press('a', 'KeyQ', 'ctrl'), false)).toBe('Ctrl+A');
    expect(globalChordOf(press('з', 'KeyP', 'ctrl', 'alt'), false)).toBe('Ctrl+Alt+P');
  });

  it('is Command on a Mac, where the place of the key counts', () => {
    expect(globalChordOf(press('π', 'KeyP', 'meta', 'alt'), true)).toBe('Ctrl+Alt+P');
    expect(globalChordOf(press('a', 'KeyQ', 'meta'), true)).toBe('Ctrl+Q');
    expect(globalChordOf(press('p', 'KeyP', 'ctrl', 'alt'), true)).toBeNull();
  });

  it('is none that every program needs for itself, nor one that systems call otherwise', () => {
    for (const pressed of [
      press('p', 'KeyP'),
      press('P', 'KeyP', 'shift'),
      press(' ', 'Space'),
      press('ArrowUp', 'ArrowUp', 'shift'),
      press('p', 'KeyP', 'meta'),
      press('Enter', 'Enter', 'ctrl'),
      press('/', 'Slash', 'ctrl'),
      press('ö', 'Semicolon', 'ctrl'),
      press('1', 'Numpad1', 'ctrl'),
      press('Control', 'ControlLeft', 'ctrl'),
      press('Unidentified', '', 'ctrl'),
    ])
      expect(globalChordOf(pressed, false), JSON.stringify(pressed)).toBeNull();
  });
});
