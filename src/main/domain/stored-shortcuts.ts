import { isWrittenChord } from '@shared/chord';
import {
  MAX_CHANGED_SHORTCUTS,
  MAX_KEYS_PER_SHORTCUT,
  MAX_SHORTCUT_ID_LENGTH,
  SHORTCUT_ID,
  type KeyHolder,
  type ShortcutKeys,
} from '@shared/shortcut-keys';
import { canHaveChord, isForBoth, keyHolder } from '@shared/shortcut-rules';

/** What is there beside the keys of a file. */
export interface KeysNow {
  /** What actions have that is not as usual. */
  readonly shortcuts: ShortcutKeys;
  /** What works everywhere: the window can have none of it. */
  readonly everywhere: readonly string[];
}

export interface StoredShortcutsReading {
  readonly keys: ShortcutKeys;
  /** What stands in the file for these actions was not all taken; of those whose name can be none too. */
  readonly leftOut: readonly string[];
}

/**
 * Reads keys as a file has them, chord by chord: one that cannot be had, and one that an action before has where both would hold,
 * is left out. An action that is left without any keeps what it has now, else the usual keys, but for chords that others got. Where
 * nothing at all can be used, all stay as they are.
 *
 * @returns null when this holds no actions at all, or more than can be
 */
export function readStoredShortcuts(stored: unknown, now: KeysNow): StoredShortcutsReading | null {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return null;
  const entries = Object.entries(stored as Readonly<Record<string, unknown>>);
  if (entries.length > MAX_CHANGED_SHORTCUTS) return null;

  const given = new Map<string, readonly string[]>();
  const takers = new Map<string, KeyHolder[]>();
  const leftOut: string[] = [];
  const keyless: string[] = [];

  /** An action of a later version is in nobody's way, and nobody in its. */
  function isFree(id: string, chord: string): boolean {
    const holder = keyHolder(id);
    return holder === null || !takers.get(chord)?.some((taker) => isForBoth(chord, holder, taker));
  }

  function give(id: string, chords: readonly string[]): void {
    given.set(id, chords);
    const holder = keyHolder(id);
    if (holder === null) return;
    for (const chord of chords) takers.set(chord, [...(takers.get(chord) ?? []), holder]);
  }

  for (const [id, value] of entries) {
    if (id.length > MAX_SHORTCUT_ID_LENGTH || !SHORTCUT_ID.test(id)) {
      leftOut.push(id);
      continue;
    }
    const wanted = Array.isArray(value) ? [...new Set<unknown>(value)] : [value];
    const isOurs = (chord: unknown): chord is string =>
      isUsable(id, chord) && !now.everywhere.includes(chord);
    const usable = Array.isArray(value) ? wanted.filter(isOurs) : [];
    const chords = usable.filter((chord) => isFree(id, chord)).slice(0, MAX_KEYS_PER_SHORTCUT);
    if (chords.length < wanted.length) leftOut.push(id);
    if (chords.length > 0 || wanted.length === 0) give(id, chords);
    else keyless.push(id);
  }

  if (given.size === 0 && entries.length > 0) return { keys: now.shortcuts, leftOut };
  for (const id of keyless) {
    const usual = keyHolder(id)?.keys ?? [];
    const before = Object.hasOwn(now.shortcuts, id) ? now.shortcuts[id] : undefined;
    const free = (chords: readonly string[]) => chords.filter((chord) => isFree(id, chord));
    if (before !== undefined && (before.length === 0 || free(before).length > 0)) give(id, free(before));
    else if (free(usual).length < usual.length) give(id, free(usual));
  }
  return { keys: Object.fromEntries(given), leftOut };
}

function isUsable(id: string, chord: unknown): chord is string {
  return typeof chord === 'string' && isWrittenChord(chord) && canHaveChord(id, chord);
}
