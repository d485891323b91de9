import { GLOBAL_CHORD } from '@shared/system';

const NAMED: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};
const MODIFIERS: ReadonlySet<string> = new Set(['Control', 'Shift', 'Alt', 'AltGraph', 'Meta']);

/** What of a key event says which chord was pressed. */
export type ChordPress = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a key only means something together with another. */
export function isModifier(key: string): boolean {
  return MODIFIERS.has(key);
}

/**
 * The chord that was pressed; null for one that may not be everywhere's. The place of the key counts, for with Alt a Mac
 * types other signs.
 */
export function readChord(press: ChordPress, onMac: boolean): string | null {
  const { code, ctrlKey, metaKey, altKey, shiftKey } = press;
  const hasCommand = onMac ? metaKey : ctrlKey;
  const hasOther = onMac ? ctrlKey : metaKey;
  if (hasOther) return null;
  const key = NAMED[code] ?? code.replace(/^(?:Key|Digit)(?=.$)/, '');
  const parts = [hasCommand && 'Ctrl', altKey && 'Alt', shiftKey && 'Shift', key];
  const chord = parts.filter((part) => part !== false).join('+');
  return GLOBAL_CHORD.test(chord) ? chord : null;
}
