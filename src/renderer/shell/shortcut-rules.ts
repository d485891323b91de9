import { isTypingKey, parseChord } from '@shared/chord';
import type { ShortcutKeys } from '@shared/shortcut-keys';
import { MAX_KEYS_PER_SHORTCUT } from '@shared/shortcut-keys';
import type { KnownShortcut, ShortcutContext } from './shortcuts';

/** Rules of choosing keys: which chords nobody can have, who has one already, and what is stored of it. */

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

/** Why an action cannot have a chord; null when it can. Its usual keys it can always have. */
export function refusalOf(chord: string, { keys, takesLetters }: KnownShortcut): ChordRefusal | null {
  if (keys.includes(chord)) return null;
  if (OF_TEXT.has(chord)) return 'text';
  if (OF_THE_MENU.has(chord)) return 'menu';
  const parsed = parseChord(chord);
  if (parsed === null) return 'menu';
  const { key, modifiers } = parsed;
  if (key === 'Tab') return 'focus';
  if (modifiers.has('Ctrl') || modifiers.has('Alt')) return null;
  if (key === 'Enter' || key === 'Space' || key === 'Escape') return 'controls';
  if (isTypingKey(key)) return takesLetters === true ? null : 'typing';
  return MOVING_KEY.test(key) ? 'moving' : null;
}

function canHoldTogether(one: ShortcutContext, other: ShortcutContext): boolean {
  return one === other || one === 'window' || other === 'window';
}

/** The keys of an action: chosen, else usual. */
export function keysOf(shortcut: KnownShortcut, changed: ShortcutKeys): readonly string[] {
  return (Object.hasOwn(changed, shortcut.id) ? changed[shortcut.id] : undefined) ?? shortcut.keys;
}

/** The other actions that have this chord where this one has it too. */
export function holdersOf(
  chord: string,
  shortcut: KnownShortcut,
  all: Iterable<KnownShortcut>,
  changed: ShortcutKeys,
): readonly KnownShortcut[] {
  return [...all].filter(
    (other) =>
      other.id !== shortcut.id &&
      canHoldTogether(other.context, shortcut.context) &&
      keysOf(other, changed).includes(chord) &&
      // Usual keys of two may be the same: one of them then comes first where both hold, as was meant.
      !(shortcut.keys.includes(chord) && other.keys.includes(chord) && !Object.hasOwn(changed, other.id)),
  );
}

/** What is to be stored when an action gets these keys: nothing for usual ones. What is not known here stays. */
export function withKeys(
  changed: ShortcutKeys,
  { id, keys: usual }: KnownShortcut,
  keys: readonly string[],
): ShortcutKeys {
  const { [id]: _before, ...others } = changed;
  const next = [...new Set(keys)].slice(0, MAX_KEYS_PER_SHORTCUT);
  return next.join() === usual.join() ? others : { ...others, [id]: next };
}

/** The same, with the keys taken away from everybody else who had them. Those whose keys are fixed keep them. */
export function withKeysTaken(
  changed: ShortcutKeys,
  shortcut: KnownShortcut,
  keys: readonly string[],
  all: readonly KnownShortcut[],
): ShortcutKeys {
  const holders = new Set(keys.flatMap((chord) => holdersOf(chord, shortcut, all, changed)));
  let next = changed;
  for (const holder of holders) {
    if (holder.isFixed) continue;
    const left = keysOf(holder, changed).filter((chord) => !keys.includes(chord));
    next = withKeys(next, holder, left);
  }
  return withKeys(next, shortcut, keys);
}
