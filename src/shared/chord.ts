/**
 * Chords: keys pressed together, written as in `Ctrl+Shift+F`. `Ctrl` is Command on a Mac. A key is named by what it types (`F`,
 * `?`, `,`) or by its name (`Space`, `Left`, `F6`). Of a sign Shift is no part: it needs it on some keyboards and not on others.
 */

export const MODIFIERS = ['Ctrl', 'Alt', 'Shift'] as const;
export type Modifier = (typeof MODIFIERS)[number];

export interface Chord {
  readonly modifiers: ReadonlySet<Modifier>;
  readonly key: string;
}

const NAMED_KEYS: ReadonlySet<string> = new Set([
  'Space',
  'Enter',
  'Escape',
  'Tab',
  'Delete',
  'Backspace',
  'Insert',
  'Left',
  'Right',
  'Up',
  'Down',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  ...Array.from({ length: 24 }, (_, index) => `F${index + 1}`),
]);

const LETTER = /^\p{Script=Latin}$/u;
const DIGIT = /^[0-9]$/;
/** What else can be seen of ASCII. */
const SIGN = /^[!-/:-@[-`{-~]$/;

/** Whether this is a key that a sign alone names, whatever is held to type it. */
export function isSignKey(key: string): boolean {
  return SIGN.test(key);
}

/** Whether this key types a letter or a digit. */
export function isTypingKey(key: string): boolean {
  return LETTER.test(key) || DIGIT.test(key);
}

function isKey(key: string): boolean {
  if (LETTER.test(key)) return key === key.toUpperCase() || key.toUpperCase().length !== 1;
  return DIGIT.test(key) || SIGN.test(key) || NAMED_KEYS.has(key);
}

/** Reads a chord; null when it is none. The order of what is held does not matter. */
export function parseChord(text: string): Chord | null {
  // The plus is a key too.
  const key = text.endsWith('+') ? '+' : text.slice(text.lastIndexOf('+') + 1);
  const held = text.slice(0, text.length - key.length);
  if (!isKey(key) || !/^(?:(?:Ctrl|Alt|Shift)\+)*$/.test(held)) return null;
  const names = held.split('+').slice(0, -1) as Modifier[];
  const modifiers = new Set(names);
  if (modifiers.size !== names.length) return null;
  if (isSignKey(key) && modifiers.has('Shift')) return null;
  return { modifiers, key };
}

/** The one way to write a chord. */
export function printChord({ modifiers, key }: Chord): string {
  return [...MODIFIERS.filter((modifier) => modifiers.has(modifier)), key].join('+');
}

/** The parts of a chord in the order in which they are written; what is no chord is one part. */
export function chordParts(text: string): readonly string[] {
  const chord = parseChord(text);
  if (chord === null) return [text];
  return [...MODIFIERS.filter((modifier) => chord.modifiers.has(modifier)), chord.key];
}

/** Whether this is a chord, written in the one way. */
export function isWrittenChord(text: string): boolean {
  const chord = parseChord(text);
  return chord !== null && printChord(chord) === text;
}
