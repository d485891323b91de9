import { describe, expect, it } from 'vitest';
import { chordParts, isWrittenChord, parseChord, printChord } from '@shared/chord';

describe('chords as they are written', () => {
  it.each([
    'F',
    '7',
    '?',
    '+',
    'Ctrl++',
    'Ctrl+Alt+Shift+F',
    'Shift+Left',
    'F6',
    'F24',
    'Space',
    'Ö',
    'Ctrl+,',
  ])('%s is read and printed as it was', (text) => {
    const chord = parseChord(text);
    expect(chord && printChord(chord)).toBe(text);
    expect(isWrittenChord(text)).toBe(true);
  });

  it.each([
    '',
    'f',
    'Ctrl',
    'Ctrl+',
    '+Ctrl',
    'ctrl+F',
    'Meta+F',
    'Ctrl+Ctrl+F',
    'Ctrl+Shift+?',
    'F25',
    'F0',
    'Ctrl+F+G',
    'Ctrl F',
    ' ',
    'а',
    'Ctrl+А',
    '\n',
    'A–Z',
  ])('%j is none', (text) => {
    expect(parseChord(text)).toBeNull();
  });

  it('are read in any order, but stored in one', () => {
    const chord = parseChord('Shift+Ctrl+F');
    expect(chord && printChord(chord)).toBe('Ctrl+Shift+F');
    expect(isWrittenChord('Shift+Ctrl+F')).toBe(false);
  });

  it('come apart for those who show them', () => {
    expect(chordParts('Ctrl++')).toEqual(['Ctrl', '+']);
    expect(chordParts('Shift+Ctrl+F')).toEqual(['Ctrl', 'Shift', 'F']);
    expect(chordParts('A–Z')).toEqual(['A–Z']);
  });
});
