import { useLayoutEffect, useSyncExternalStore } from 'react';
import { SHORTCUT_ID, type ShortcutKeys } from '@shared/shortcut-keys';
import { keyHolder } from '@shared/shortcut-rules';

/** Which keys do what just now, for whoever shows a key. Who registers actions is `shell/shortcuts.ts`. */

let usual: ReadonlyMap<string, readonly string[]> = new Map();
let changed: ShortcutKeys = {};
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** The usual keys of an action have become known. */
export function learnUsualKeys(id: string, keys: readonly string[]): void {
  if (usual.get(id)?.join() === keys.join()) return;
  usual = new Map(usual).set(id, keys);
  tell();
}

/** Takes the keys that the user has chosen. */
export function applyChangedKeys(next: ShortcutKeys): void {
  if (changed === next) return;
  changed = next;
  tell();
}

/** Lets the keys that the user has chosen be in force; once in the window. */
export function useChangedKeys(next: ShortcutKeys): void {
  useLayoutEffect(() => {
    applyChangedKeys(next);
  }, [next]);
}

/** Whether the user has chosen the keys of this action. A file may name one whose keys are fixed: they stay. */
export function hasChangedKeys(id: string): boolean {
  return Object.hasOwn(changed, id) && keyHolder(id) !== null;
}

/** The keys of an action in force: the user's, else the usual ones. */
export function keysInForce(id: string, usualKeys: readonly string[]): readonly string[] {
  return (hasChangedKeys(id) ? changed[id] : undefined) ?? usualKeys;
}

function shownKey(shortcut: string): string | null {
  if (!SHORTCUT_ID.test(shortcut)) return shortcut;
  return keysInForce(shortcut, usual.get(shortcut) ?? [])[0] ?? null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The key to be shown for an action, which is named by its id; null where it has none. A chord that belongs to one part alone
 * (`Enter` in a list) is given as it is.
 */
export function useShownKey(shortcut: string): string | null {
  return useSyncExternalStore(subscribe, () => shownKey(shortcut));
}
