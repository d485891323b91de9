import { describe, expect, it } from 'vitest';
import { chordOf, isChord, type KeyPress } from '../../src/renderer/key-press';
import {
  declareShortcuts,
  knownShortcuts,
  registerShortcuts,
  runCommand,
} from '../../src/renderer/shell/shortcuts';

function press(key: string, held = '', code = ''): KeyPress {
  return {
    key,
    code,
    ctrlKey: held.includes('c'),
    metaKey: held.includes('m'),
    shiftKey: held.includes('s'),
    altKey: held.includes('a'),
  };
}

describe('isChord', () => {
  it('wants exactly the keys that are written', () => {
    expect(isChord(press('f', 'c'), 'Ctrl+F', false)).toBe(true);
    expect(isChord(press('f'), 'Ctrl+F', false)).toBe(false);
    expect(isChord(press('F', 'cs'), 'Ctrl+F', false)).toBe(false);
    expect(isChord(press('f', 'ca'), 'Ctrl+F', false)).toBe(false);
    expect(isChord(press('f', 'cm'), 'Ctrl+F', false)).toBe(false);
  });
  it('takes Command for Control on a Mac', () => {
    expect(isChord(press('f', 'm'), 'Ctrl+F', true)).toBe(true);
    expect(isChord(press('f', 'c'), 'Ctrl+F', true)).toBe(false);
  });
  it('knows a key by its place on keyboards that type other letters', () => {
    expect(isChord(press('а', 'c', 'KeyF'), 'Ctrl+F', false)).toBe(true);
    expect(isChord(press('б', 'c', 'Comma'), 'Ctrl+,', false)).toBe(true);
    // A Latin keyboard that is laid out otherwise is taken at its word.
    expect(isChord(press('z', 'c', 'KeyY'), 'Ctrl+Y', false)).toBe(false);
  });
  it('knows a digit with Alt by its place: a Mac types another sign', () => {
    expect(isChord(press('¡', 'a', 'Digit1'), 'Alt+1', true)).toBe(true);
    expect(isChord(press('1', 'a', 'Digit1'), 'Alt+1', false)).toBe(true);
    expect(isChord(press('1', '', 'Digit1'), 'Alt+1', false)).toBe(false);
  });
  it('takes a sign whether it needs Shift or not', () => {
    expect(isChord(press('?', 's'), '?', false)).toBe(true);
    expect(isChord(press('?'), '?', false)).toBe(true);
  });
  it('knows named keys', () => {
    expect(isChord(press(' '), 'Space', false)).toBe(true);
    expect(isChord(press('ArrowLeft', 's'), 'Shift+Left', false)).toBe(true);
    expect(isChord(press('ArrowLeft'), 'Shift+Left', false)).toBe(false);
    expect(isChord(press('1'), '1', false)).toBe(true);
  });
});

describe('chordOf', () => {
  it('says nothing of modifiers alone and of keys that it does not know', () => {
    expect(chordOf(press('Control', 'c', 'ControlLeft'), false)).toBeNull();
    expect(chordOf(press('AudioVolumeUp'), false)).toBeNull();
    expect(chordOf(press('f', 'm', 'KeyF'), false)).toBeNull();
    expect(chordOf(press('f', 'c', 'KeyF'), true)).toBeNull();
  });
  it.each([
    // Cyrillic, Greek, Hebrew, Arabic.
    ['а', 'KeyF'],
    ['φ', 'KeyF'],
    ['כ', 'KeyF'],
    ['ب', 'KeyF'],
  ])('goes by the place of %s', (key, code) => {
    expect(chordOf(press(key, 'c', code), false)).toBe('Ctrl+F');
    expect(chordOf(press(key.toUpperCase(), 'cs', code), false)).toBe('Ctrl+Shift+F');
  });
  it('goes by the letter where it is a Latin one, wherever it stands', () => {
    // AZERTY, Dvorak, QWERTZ; and letters with marks.
    expect(chordOf(press('a', 'c', 'KeyQ'), false)).toBe('Ctrl+A');
    expect(chordOf(press('u', 'c', 'KeyF'), false)).toBe('Ctrl+U');
    expect(chordOf(press('ö', 'c', 'Semicolon'), false)).toBe('Ctrl+Ö');
    expect(chordOf(press('ß', 'c', 'Minus'), false)).toBe('Ctrl+ß');
  });
  it('knows digits that need Shift, and digits that Shift turns to signs', () => {
    expect(chordOf(press('1', 's', 'Digit1'), false)).toBe('1');
    expect(chordOf(press('&', 'c', 'Digit1'), false)).toBe('Ctrl+1');
    expect(chordOf(press('é', 'c', 'Digit2'), false)).toBe('Ctrl+2');
    expect(chordOf(press('!', 'cs', 'Digit1'), false)).toBe('Ctrl+Shift+1');
    expect(chordOf(press('!', 's', 'Digit1'), false)).toBe('!');
    expect(chordOf(press('1', 'c', 'Numpad1'), false)).toBe('Ctrl+1');
  });
  it('knows brackets by their place on a keyboard that has letters there', () => {
    expect(chordOf(press('х', '', 'BracketLeft'), false)).toBe('[');
    expect(chordOf(press('ъ', '', 'BracketRight'), false)).toBe(']');
  });
  it('goes by the place where Option types signs, and for a dead key', () => {
    expect(chordOf(press('ƒ', 'a', 'KeyF'), true)).toBe('Alt+F');
    expect(chordOf(press('@', 'a', 'KeyL'), true)).toBe('Alt+L');
    expect(chordOf(press('ArrowUp', 'a', 'ArrowUp'), true)).toBe('Alt+Up');
    expect(chordOf(press('Dead', 'a', 'KeyN'), true)).toBe('Alt+N');
    expect(chordOf(press('Dead', '', 'BracketLeft'), false)).toBe('[');
  });
});

describe('what is known', () => {
  const of = (id: string, isBound: boolean) => ({
    id,
    keys: ['F9'],
    group: 'lists' as const,
    label: id,
    run: isBound ? () => undefined : null,
  });
  it('stays when it is not there any more, and says whether it can be changed', () => {
    registerShortcuts([of('can-change', true), of('cannot', false)])();
    expect(knownShortcuts().get('can-change')).toMatchObject({ isFixed: false, context: 'window' });
    expect(knownShortcuts().get('cannot')).toMatchObject({ isFixed: true, context: 'lists' });
  });
  it('is what was declared, also where the part is there but cannot do it', () => {
    declareShortcuts([of('comes-later', true)], false);
    registerShortcuts([of('comes-later', false)])();
    expect(knownShortcuts().get('comes-later')).toMatchObject({ isFixed: false });
  });
});

describe('commands', () => {
  it('runs the one that came last, and none that is only listed', () => {
    const done: string[] = [];
    const shortcut = (name: string, isBound = true) => ({
      id: 'export-lyrics',
      keys: ['Ctrl+E'],
      group: 'general' as const,
      label: null,
      run: isBound ? () => done.push(name) : null,
    });
    const end = registerShortcuts([shortcut('window')]);
    const endList = registerShortcuts([shortcut('list')]);
    const endListed = registerShortcuts([shortcut('listed', false)]);
    expect(runCommand('export-lyrics')).toBe(true);
    endList();
    expect(runCommand('export-lyrics')).toBe(true);
    end();
    expect(runCommand('export-lyrics')).toBe(false);
    endListed();
    expect(done).toEqual(['list', 'window']);
  });
});
