import { isSignKey, parseChord, printChord, type Modifier } from '@shared/chord';

/** What of a key event decides which chord it is. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

const CODE_SIGNS: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Backslash: '\\',
  Minus: '-',
  Equal: '=',
};

/** What is typed together with the next key, or of which the system does not say what it types. */
const SILENT_KEYS: ReadonlySet<string> = new Set(['Dead', 'Process', 'Unidentified']);

/** What stands at this place of a keyboard with Latin letters. */
function keyAt(code: string): string | null {
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? CODE_SIGNS[code] ?? null;
}

/** The key alone, by the name that it has in chords; null for one that no chord can have. */
export function keyOf(press: KeyPress, onMac: boolean): string | null {
  const { key, code } = press;
  // A Mac's Option types signs everywhere: there the place counts.
  if (SILENT_KEYS.has(key) || (onMac && press.altKey && key.length === 1 && key !== ' ')) return keyAt(code);
  if ([...key].length !== 1 || key === ' ') return KEY_NAMES[key] ?? key;
  // Digits need Shift on a French keyboard, and with Shift they type signs on others.
  const isCommand = press.ctrlKey || press.altKey || press.metaKey;
  if (isCommand && code.startsWith('Digit') && !/[a-z0-9]/i.test(key)) return keyAt(code);
  // On a Cyrillic or Greek keyboard Ctrl+F types "а": there too the place counts.
  const isOwn = /^[!-~]$|^\p{Script=Latin}$/u.test(key);
  if (!isOwn) return keyAt(code);
  const upper = key.toUpperCase();
  return upper.length === 1 ? upper : key;
}

/** The modifiers that are held, by the names of chords; null with one that no chord has. */
export function heldModifiers(press: KeyPress, onMac: boolean): ReadonlySet<Modifier> | null {
  if (onMac ? press.ctrlKey : press.metaKey) return null;
  const held = new Set<Modifier>();
  if (onMac ? press.metaKey : press.ctrlKey) held.add('Ctrl');
  if (press.altKey) held.add('Alt');
  if (press.shiftKey) held.add('Shift');
  return held;
}

/** The chord that a key event makes; null while only modifiers are held, and for a key that no chord can have. */
export function chordOf(press: KeyPress, onMac: boolean): string | null {
  const held = heldModifiers(press, onMac);
  const key = keyOf(press, onMac);
  if (held === null || key === null) return null;
  const modifiers = new Set(held);
  // A digit that is typed with Shift is one of a French keyboard.
  const isTypedDigit = /^[0-9]$/.test(press.key) && held.size === 1;
  if (isSignKey(key) || isTypedDigit) modifiers.delete('Shift');
  const written = printChord({ modifiers, key });
  return parseChord(written) === null ? null : written;
}

/** Whether a key event is the chord that is written. */
export function isChord(press: KeyPress, chord: string, onMac: boolean): boolean {
  const wanted = parseChord(chord);
  return wanted !== null && chordOf(press, onMac) === printChord(wanted);
}

/** A key event as it is meant: AltGr types signs, though Windows says that Ctrl and Alt are held. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, metaKey, shiftKey } = event;
  const isAltGraph = event.getModifierState('AltGraph');
  return {
    key,
    code,
    metaKey,
    shiftKey,
    ctrlKey: event.ctrlKey && !isAltGraph,
    altKey: event.altKey && !isAltGraph,
  };
}
