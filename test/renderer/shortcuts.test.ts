import { describe, expect, it } from 'vitest';
import { isChord, registerShortcuts, runCommand, type KeyPress } from '../../src/renderer/shell/shortcuts';

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
