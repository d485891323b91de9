import { GLOBAL_CHORD } from '@shared/system';
import { chordOf, type KeyPress } from '../../key-press';

/**
 * The chord of a key that is to work everywhere; null for one that may not. Systems know such a key by what it types; a Mac knows it by its place, and
 * none knows those of a number pad by the same name.
 */
export function globalChordOf(press: KeyPress, onMac: boolean): string | null {
  const { code } = press;
  if (code.startsWith('Numpad')) return null;
  const isPlace = onMac && /^(?:Key|Digit)/.test(code);
  const chord = chordOf(isPlace ? { ...press, key: 'Unidentified' } : press, onMac);
  return chord !== null && GLOBAL_CHORD.test(chord) ? chord : null;
}
