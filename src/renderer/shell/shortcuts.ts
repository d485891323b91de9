import { useEffect, useSyncExternalStore } from 'react';
import type { MenuCommand } from '@shared/ipc/events';
import { isMac } from '../ui/kbd';
import { isFocusedByPointer, watchPointerFocus } from './pointer-focus';

export const SHORTCUT_GROUPS = ['general', 'lists', 'player'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

/** Things to do that have a name, so that the application menu and the keyboard can ask for the same. */
export type CommandId = MenuCommand | (string & {});

export interface Shortcut {
  readonly id: CommandId;
  /**
   * Chords that all do the same, written as in `Ctrl+Shift+F`; `Ctrl` is Command on a Mac. Keys are named by what they
   * type (`F`, `?`, `,`) or as `Space`, `Enter`, `Escape`, `Delete`, `Left`, `Right`, `Up`, `Down`.
   */
  readonly keys: readonly string[];
  readonly group: ShortcutGroup;
  /** What it does, as the list of shortcuts says it; null leaves it out of the list. */
  readonly label: string | null;
  /** Null where the keys are bound elsewhere (in the grid) and are only to be listed here. */
  readonly run: (() => void) | null;
}

let registered: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function setRegistered(next: readonly Shortcut[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Adds shortcuts; the returned function takes them away again. The one that came last wins. */
export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  setRegistered([...registered, ...shortcuts]);
  return () => {
    setRegistered(registered.filter((shortcut) => !shortcuts.includes(shortcut)));
  };
}

/** Keeps shortcuts while a component is there. Give the same array from one drawing to the next (`useMemo`). */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => registerShortcuts(shortcuts), [shortcuts]);
}

/** All shortcuts there are just now. */
export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}

/** Does what a command stands for; false when nothing is there that could. */
export function runCommand(id: CommandId): boolean {
  const shortcut = registered.findLast((candidate) => candidate.id === id && candidate.run !== null);
  shortcut?.run?.();
  return shortcut !== undefined;
}

// ----------------------------------------------------------------------------------------------------------- keys

/** What of a key event decides which shortcut is meant. */
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

const CODE_SIGNS: Readonly<Record<string, string>> = { Comma: ',', Period: '.', Slash: '/' };

function keyOf(press: KeyPress): string {
  // With Alt a Mac types other signs; there too the place of the digit counts.
  if (press.altKey && press.code.startsWith('Digit')) return press.code.slice(5);
  const named = KEY_NAMES[press.key];
  if (named !== undefined) return named;
  if (press.key.length !== 1) return press.key;
  // On a Cyrillic or Greek keyboard Ctrl+F types "а": there the place of the key counts.
  const isLatin = press.key.charCodeAt(0) < 128;
  if (!isLatin && press.code.startsWith('Key')) return press.code.slice(3);
  if (!isLatin) return CODE_SIGNS[press.code] ?? press.key;
  return press.key.toUpperCase();
}

/** Whether a key event is the chord that is written. */
export function isChord(press: KeyPress, chord: string, onMac: boolean): boolean {
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const wantsCommand = parts.includes('Ctrl');
  const hasCommand = onMac ? press.metaKey : press.ctrlKey;
  const hasOther = onMac ? press.ctrlKey : press.metaKey;
  if (hasCommand !== wantsCommand || hasOther) return false;
  if (press.altKey !== parts.includes('Alt')) return false;
  // Signs such as `?` need Shift on some keyboards and not on others: there the sign alone decides.
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  if (!isSign && press.shiftKey !== parts.includes('Shift')) return false;
  return keyOf(press) === key;
}

const TEXT_INPUTS =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable=true]';
/** What uses a plain key itself, so that it is not the player's there. */
const SPACE_USERS = 'button, summary, select, input:not([type=range])';
const ARROW_USERS = 'select, input, [role=separator]';

/** Whether the target is a place to write in. */
export function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_INPUTS) !== null;
}

function isModalOpen(): boolean {
  // One that is fading out is in nobody's way.
  return (
    document.querySelector(':is([role=dialog], [role=alertdialog], [role=menu]):not([data-closed])') !== null
  );
}

/** What a space would press: the control that the keyboard went to, not one that the pointer has pressed. */
function isSpaceTaken(target: Element): boolean {
  const user = target.closest(SPACE_USERS);
  return user !== null && !isFocusedByPointer(user);
}

/** The focus ring comes with the first key: on the control that was pressed it would say that the space is for it. */
function leavePressedControl(target: EventTarget | null): void {
  if (target instanceof HTMLElement && target.matches(SPACE_USERS) && isFocusedByPointer(target))
    target.blur();
}

function mayRun(event: KeyboardEvent, chord: string): boolean {
  if (isModalOpen()) return false;
  const isCommand = chord.includes('Ctrl+') || chord.includes('Alt+');
  if (isCommand) return true;
  if (isTextField(event.target)) return false;
  if (!(event.target instanceof Element)) return true;
  if (chord === 'Space') return !isSpaceTaken(event.target);
  return !/^(Shift\+)?(Left|Right|Up|Down)$/.test(chord) || event.target.closest(ARROW_USERS) === null;
}

/** Listens for all shortcuts; to be called once. What a component has handled itself is left alone. */
export function listenForShortcuts(): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const shortcut = registered.findLast(
      ({ keys, run }) =>
        run !== null && keys.some((chord) => isChord(event, chord, isMac) && mayRun(event, chord)),
    );
    if (!shortcut) return;
    event.preventDefault();
    if (event.key === ' ') leavePressedControl(event.target);
    shortcut.run?.();
  }
  const endWatching = watchPointerFocus();
  window.addEventListener('keydown', onKeyDown);
  return () => {
    endWatching();
    window.removeEventListener('keydown', onKeyDown);
  };
}
