import { isTypingKey, parseChord } from './chord';
import { CHOSEN_KEYS, FIXED_KEYS, type KeyHolder, type ShortcutContext } from './shortcut-keys';

/** Which chords an action can have: for what is pressed in the window, and for what stands in a file of settings. */

/**
 * Why a chord cannot be chosen. `text`: text fields need it · `menu`: the application menu or the system does · `focus`: it
 * moves the focus · `controls`: it presses buttons and closes what is open · `typing`: it types, and lists jump by it ·
 * `moving`: it moves in lists and in text.
 */
export type ChordRefusal = 'text' | 'menu' | 'focus' | 'controls' | 'typing' | 'moving';

const OF_TEXT: ReadonlySet<string> = new Set([
  'Ctrl+A',
  'Ctrl+C',
  'Ctrl+V',
  'Ctrl+X',
  'Ctrl+Y',
  'Ctrl+Z',
  'Ctrl+Shift+Z',
  'Ctrl+Insert',
  'Shift+Insert',
  'Ctrl+Backspace',
  'Ctrl+Delete',
]);

const OF_THE_MENU: ReadonlySet<string> = new Set([
  'F5',
  'F10',
  'F11',
  'F12',
  'Ctrl+R',
  'Ctrl+W',
  'Ctrl+Q',
  'Ctrl+H',
  'Ctrl+M',
  'Ctrl+0',
  'Ctrl+-',
  'Ctrl+=',
  'Ctrl++',
  'Ctrl+Space',
  'Ctrl+Escape',
  'Ctrl+Shift+I',
  'Alt+F4',
  'Alt+Space',
  'Alt+Escape',
]);

const MOVING_KEY = /^(?:Left|Right|Up|Down|Home|End|PageUp|PageDown|Delete|Backspace)$/;

/** Who needs a chord in the whole window; null when nobody does. */
export function ownerOf(chord: string): 'text' | 'menu' | null {
  if (OF_TEXT.has(chord)) return 'text';
  return OF_THE_MENU.has(chord) ? 'menu' : null;
}

/** Why an action cannot have a chord; null when it can. Its usual keys it can always have. */
export function refusalOf(chord: string, { keys, takesLetters }: KeyHolder): ChordRefusal | null {
  if (keys.includes(chord)) return null;
  const owner = ownerOf(chord);
  if (owner !== null) return owner;
  const parsed = parseChord(chord);
  if (parsed === null) return 'menu';
  const { key, modifiers } = parsed;
  if (key === 'Tab') return 'focus';
  if (modifiers.has('Ctrl') || modifiers.has('Alt')) return null;
  if (key === 'Enter' || key === 'Space' || key === 'Escape') return 'controls';
  if (isTypingKey(key)) return takesLetters === true ? null : 'typing';
  return MOVING_KEY.test(key) ? 'moving' : null;
}

/** Whether what holds in these two places can hold at once. */
export function canHoldTogether(one: ShortcutContext, other: ShortcutContext): boolean {
  return one === other || one === 'window' || other === 'window';
}

const CHOSEN: Readonly<Record<string, KeyHolder>> = CHOSEN_KEYS;
const FIXED: Readonly<Record<string, KeyHolder>> = FIXED_KEYS;
const NO_KEYS: KeyHolder = { keys: [] };

/** What is known of the keys of an action, by its id; null of one that is not known here, as of a later version. */
export function keyHolder(id: string): KeyHolder | null {
  return (Object.hasOwn(CHOSEN, id) ? CHOSEN[id] : undefined) ?? null;
}

/** Whether two actions would both be meant by a chord. What is usual for both is not: one of them comes first, as was meant. */
export function isForBoth(chord: string, one: KeyHolder, other: KeyHolder): boolean {
  return (
    canHoldTogether(one.context ?? 'window', other.context ?? 'window') &&
    !(one.keys.includes(chord) && other.keys.includes(chord))
  );
}

/**
 * Whether an action can have a chord, by the action's id: none can where the keys are fixed, and no chord where fixed keys have
 * it. Of an action that is not known here nothing is excepted.
 */
export function canHaveChord(id: string, chord: string): boolean {
  if (Object.hasOwn(FIXED, id)) return false;
  const known = keyHolder(id);
  if (refusalOf(chord, known ?? NO_KEYS) !== null) return false;
  if (known === null) return true;
  return !Object.values(FIXED).some((fixed) => fixed.keys.includes(chord) && isForBoth(chord, known, fixed));
}
