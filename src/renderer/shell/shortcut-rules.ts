import type { ShortcutKeys } from '@shared/shortcut-keys';
import { GLOBAL_KEY_ACTIONS, type GlobalKeyAction, type GlobalKeys } from '@shared/system';
import { MAX_KEYS_PER_SHORTCUT } from '@shared/shortcut-keys';
import { canHoldTogether, keyHolder, ownerOf } from '@shared/shortcut-rules';
import type { KnownShortcut } from './shortcuts';

/** Rules of choosing keys: who has a chord already, and what is stored of it. Which ones can be had at all: `@shared/shortcut-rules`. */

/** The keys of an action: chosen, else usual. */
export function keysOf(shortcut: KnownShortcut, changed: ShortcutKeys): readonly string[] {
  const isChosen = Object.hasOwn(changed, shortcut.id) && keyHolder(shortcut.id) !== null;
  return (isChosen ? changed[shortcut.id] : undefined) ?? shortcut.keys;
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

/**
 * The action that works everywhere and has this chord; null when none has. It counts while those keys are off too: turned
 * on, they would take it from the window.
 */
export function everywhereHolderOf(chord: string, globalKeys: GlobalKeys): GlobalKeyAction | null {
  return GLOBAL_KEY_ACTIONS.find((action) => globalKeys[action] === chord) ?? null;
}

/**
 * Why a chord cannot work everywhere: the window needs it, for text, for its menu, or for an action of its own. Null when
 * nothing of that has it.
 */
export function whyNotEverywhere(
  chord: string,
  all: Iterable<KnownShortcut>,
  changed: ShortcutKeys,
): 'text' | 'menu' | KnownShortcut | null {
  const owner = ownerOf(chord);
  if (owner !== null) return owner;
  return [...all].find((shortcut) => keysOf(shortcut, changed).includes(chord)) ?? null;
}
