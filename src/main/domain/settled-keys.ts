import { CHOSEN_KEYS, FIXED_KEYS, type KeyHolder, type ShortcutKeys } from '@shared/shortcut-keys';
import { isForBoth, keyHolder, ownerOf } from '@shared/shortcut-rules';
import type { GlobalKeys } from '@shared/system';

export interface SettledKeys {
  readonly keys: ShortcutKeys;
  /** Actions that lose a usual key. */
  readonly losers: readonly string[];
}

/** Takes from actions that have their usual keys those of them that these keys give to others: two would be meant by one chord. */
export function settleKeys(keys: ShortcutKeys): SettledKeys {
  const takers = Object.entries(keys).flatMap(([id, chords]) => {
    const holder = keyHolder(id);
    return holder === null ? [] : chords.map((chord) => ({ chord, holder }));
  });
  const lost = Object.entries<KeyHolder>(CHOSEN_KEYS).flatMap(([id, holder]) => {
    if (Object.hasOwn(keys, id)) return [];
    const isTaken = (chord: string) =>
      takers.some((taker) => taker.chord === chord && isForBoth(chord, holder, taker.holder));
    const left = holder.keys.filter((chord) => !isTaken(chord));
    return left.length < holder.keys.length ? [[id, left] as const] : [];
  });
  return { keys: { ...keys, ...Object.fromEntries(lost) }, losers: lost.map(([id]) => id) };
}

/**
 * Whether keys can work everywhere beside those of the window: the window needs none of them for text, its menu or an action, and
 * each is of one action alone.
 *
 * @param keys what the window's actions have, where that is not as usual
 */
export function canAllWorkEverywhere(everywhere: GlobalKeys, keys: ShortcutKeys): boolean {
  const chords = Object.values(everywhere);
  const ofWindow = new Set([
    ...Object.entries<KeyHolder>(CHOSEN_KEYS).flatMap(([id, holder]) => keys[id] ?? holder.keys),
    ...Object.values<KeyHolder>(FIXED_KEYS).flatMap((holder) => holder.keys),
  ]);
  const isFree = (chord: string) => ownerOf(chord) === null && !ofWindow.has(chord);
  return new Set(chords).size === chords.length && chords.every(isFree);
}
