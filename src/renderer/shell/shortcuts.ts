import { useEffect, useSyncExternalStore } from 'react';
import type { MenuCommand } from '@shared/ipc/events';
import type { KeyHolder, ShortcutContext } from '@shared/shortcut-keys';
import { hasChangedKeys, keysInForce, learnUsualKeys } from '../shortcut-keys';
import { isMac } from '../ui/kbd';
import { chordOf, pressOf } from '../key-press';
import { isFocusedByPointer, watchPointerFocus } from './pointer-focus';

export const SHORTCUT_GROUPS = ['general', 'lists', 'player', 'editor', 'compare'] as const;
export type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

/** Things to do that have a name, so that the application menu and the keyboard can ask for the same. */
export type CommandId = MenuCommand | (string & {});

/** What can be done with keys, as the list of shortcuts tells it. */
export interface ShortcutDefinition extends KeyHolder {
  readonly id: CommandId;
  readonly group: ShortcutGroup;
  /** What it does, as the list of shortcuts says it; null leaves it out of the list. */
  readonly label: string | null;
}

export interface Shortcut extends ShortcutDefinition {
  /** Null where the keys are bound elsewhere (in the grid): they are listed, and stay as they are. */
  readonly run: (() => void) | null;
}

/** An action as the list of shortcuts knows it. */
export interface KnownShortcut extends ShortcutDefinition {
  readonly label: string;
  readonly context: ShortcutContext;
  /** Its keys cannot be changed. */
  readonly isFixed: boolean;
}

let registered: readonly Shortcut[] = [];
/** Everything that was ever there or declared: what is not there just now keeps its place and its keys. */
let known: ReadonlyMap<string, KnownShortcut> = new Map();
const listeners = new Set<() => void>();

function learn(definition: ShortcutDefinition, isFixed: boolean): void {
  const { id, keys, group, label, takesLetters = false } = definition;
  // Keys that lists bind themselves hold there.
  const { context = isFixed && group === 'lists' ? 'lists' : 'window' } = definition;
  learnUsualKeys(id, keys);
  if (label === null) return;
  const before = known.get(id);
  // What was declared says it best: one that cannot be done just now can have another key all the same.
  if (before && (before.label === label || declared.has(id))) return;
  known = new Map(known).set(id, { id, keys, group, label, context, takesLetters, isFixed });
  for (const listener of listeners) listener();
}

const declared = new Set<string>();

/** Makes actions known of parts that come later, so that the list is whole and no key is given twice. */
export function declareShortcuts(definitions: readonly ShortcutDefinition[], isFixed: boolean): void {
  for (const definition of definitions) {
    learn(definition, isFixed);
    declared.add(definition.id);
  }
}

/** Leaves what is known to those that come from now on, with their labels in another language. */
export function forgetShortcutLabels(): void {
  known = new Map();
  declared.clear();
}

/** Adds shortcuts; the returned function takes them away again. The one that came last wins. */
export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  registered = [...registered, ...shortcuts];
  for (const shortcut of shortcuts) learn(shortcut, shortcut.run === null);
  return () => {
    registered = registered.filter((shortcut) => !shortcuts.includes(shortcut));
  };
}

/** Keeps shortcuts while a component is there. Give the same array from one drawing to the next (`useMemo`). */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  useEffect(() => registerShortcuts(shortcuts), [shortcuts]);
}

/** All that can be done with keys, whether or not it can be done just now. */
export function knownShortcuts(): ReadonlyMap<string, KnownShortcut> {
  return known;
}

/** The same, kept true. */
export function useKnownShortcuts(): ReadonlyMap<string, KnownShortcut> {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, knownShortcuts);
}

/** Does what a command stands for; false when nothing is there that could. */
export function runCommand(id: CommandId): boolean {
  const shortcut = registered.findLast((candidate) => candidate.id === id && candidate.run !== null);
  shortcut?.run?.();
  return shortcut !== undefined;
}

// ----------------------------------------------------------------------------------------------------------- keys

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

/** What Space or Enter would press: the control that the keyboard went to, not one that the pointer has pressed. */
function isPressTaken(target: Element): boolean {
  const user = target.closest(SPACE_USERS);
  return user !== null && !isFocusedByPointer(user);
}

/** The focus ring comes with the first key: on the control that was pressed it would say that the space is for it. */
function leavePressedControl(target: EventTarget | null): void {
  if (target instanceof HTMLElement && target.matches(SPACE_USERS) && isFocusedByPointer(target))
    target.blur();
}

/** What edits text or moves in it, with Ctrl and Alt too: in a field it is the field's. */
const EDITING_KEYS = /(?:^|\+)(?:Left|Right|Up|Down|Home|End|Delete|Backspace)$|^Ctrl\+(?:Shift\+)?[YZ]$/;
const FUNCTION_KEY = /(?:^|\+)F[0-9]+$/;

function mayRun(event: KeyboardEvent, chord: string): boolean {
  if (isModalOpen()) return false;
  if (FUNCTION_KEY.test(chord)) return true;
  const isCommand = /^(?:Ctrl|Alt)\+/.test(chord);
  if (isTextField(event.target)) return isCommand && !EDITING_KEYS.test(chord);
  if (isCommand) return true;
  if (!(event.target instanceof Element)) return true;
  if (chord === 'Space' || chord === 'Enter') return !isPressTaken(event.target);
  return !/^(Shift\+)?(Left|Right|Up|Down)$/.test(chord) || event.target.closest(ARROW_USERS) === null;
}

/** Whether a key event is one of the keys of an action, for parts that keep keys from the rest of the window. */
export function isKeyOf(id: string, event: KeyboardEvent): boolean {
  const chord = chordOf(pressOf(event), isMac);
  return chord !== null && keysInForce(id, known.get(id)?.keys ?? []).includes(chord);
}

/**
 * Does what a key event stands for; false where that is nothing. Of several actions with one key that which has it from the
 * user comes first, then the one that came last.
 */
export function handleShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const chord = chordOf(pressOf(event), isMac);
  if (chord === null || !mayRun(event, chord)) return false;
  const candidates = registered.filter(
    ({ id, keys, run }) => run !== null && keysInForce(id, keys).includes(chord),
  );
  const shortcut = candidates.findLast(({ id }) => hasChangedKeys(id)) ?? candidates.at(-1);
  if (!shortcut) return false;
  event.preventDefault();
  if (event.key === ' ') leavePressedControl(event.target);
  shortcut.run?.();
  return true;
}

/** Listens for all shortcuts; to be called once. What a component has handled itself is left alone. */
export function listenForShortcuts(): () => void {
  const endWatching = watchPointerFocus();
  window.addEventListener('keydown', handleShortcut);
  return () => {
    endWatching();
    window.removeEventListener('keydown', handleShortcut);
  };
}
