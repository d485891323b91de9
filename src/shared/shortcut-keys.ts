import type { MenuCommand } from './ipc/events';

/** Chords by the id of what they do: only of what differs from the usual keys. None for one that is to have no key. */
export type ShortcutKeys = Readonly<Record<string, readonly string[]>>;

/** How many chords one action can have. */
export const MAX_KEYS_PER_SHORTCUT = 3;
/** How many actions can have other keys than usual; those that this version does not know are kept for a later one. */
export const MAX_CHANGED_SHORTCUTS = 200;
export const SHORTCUT_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
export const MAX_SHORTCUT_ID_LENGTH = 40;

/** The usual keys of what the application menu offers too, which the window and main both have to know. */
export const MENU_KEYS = {
  'add-jobs': ['Ctrl+N'],
  find: ['Ctrl+F'],
  'export-lyrics': ['Ctrl+E'],
  settings: ['Ctrl+,', '5'],
  'check-library': [],
  'play-pause': ['Space'],
  next: ['Ctrl+Right'],
  previous: ['Ctrl+Left'],
  'toggle-lyrics': ['Ctrl+L'],
  'mini-player': ['Ctrl+Shift+P'],
  shortcuts: ['?'],
  guide: ['F1'],
  'look-for-updates': [],
  diagnostics: [],
} as const satisfies Readonly<Record<MenuCommand, readonly string[]>>;

/** Where a shortcut holds. `window`: everywhere, also where the others do; of those no two hold at once. */
export type ShortcutContext = 'window' | 'lists' | 'editor' | 'karaoke' | 'compare';

/** What is known of the keys of an action before the window is there. */
export interface KeyHolder {
  /** Its usual keys. */
  readonly keys: readonly string[];
  /** Left out: `window`. */
  readonly context?: ShortcutContext;
  /** A letter alone can be its key: it holds only where letters are neither typed nor jumped by. */
  readonly takesLetters?: boolean;
}

const OF_LINES = { context: 'editor', takesLetters: true } as const;
const OF_COMPARISON = { context: 'compare', takesLetters: true } as const;

/** Every action whose keys can be chosen, with the usual ones. */
export const CHOSEN_KEYS = {
  'add-jobs': { keys: MENU_KEYS['add-jobs'] },
  find: { keys: MENU_KEYS.find },
  'export-lyrics': { keys: MENU_KEYS['export-lyrics'] },
  settings: { keys: MENU_KEYS.settings },
  'check-library': { keys: MENU_KEYS['check-library'] },
  'toggle-lyrics': { keys: MENU_KEYS['toggle-lyrics'] },
  shortcuts: { keys: MENU_KEYS.shortcuts },
  guide: { keys: MENU_KEYS.guide },
  'look-for-updates': { keys: MENU_KEYS['look-for-updates'] },
  diagnostics: { keys: MENU_KEYS.diagnostics },
  queue: { keys: ['Ctrl+U'] },
  karaoke: { keys: ['Ctrl+K'] },
  'place-songs': { keys: ['1'] },
  'place-lyrics': { keys: ['2'] },
  'place-jobs': { keys: ['3'] },
  'place-downloads': { keys: ['4'] },
  undo: { keys: ['Ctrl+Z'], context: 'lists' },
  'next-region': { keys: ['F6'] },
  'previous-region': { keys: ['Shift+F6'] },
  'songs-list': { keys: ['Ctrl+1'] },
  'songs-grid': { keys: ['Ctrl+2'] },
  'filter-songs': { keys: ['Ctrl+Shift+F'] },
  'save-search': { keys: ['Ctrl+D'] },
  'add-to-playlist': { keys: ['Ctrl+P'] },
  compare: { keys: ['Ctrl+Shift+C'] },
  favourite: { keys: ['Ctrl+I'] },
  'song-tags': { keys: ['Ctrl+T'] },
  'rate-0': { keys: ['Alt+0'] },
  'rate-1': { keys: ['Alt+1'] },
  'rate-2': { keys: ['Alt+2'] },
  'rate-3': { keys: ['Alt+3'] },
  'rate-4': { keys: ['Alt+4'] },
  'rate-5': { keys: ['Alt+5'] },
  'play-pause': { keys: MENU_KEYS['play-pause'] },
  previous: { keys: MENU_KEYS.previous },
  next: { keys: MENU_KEYS.next },
  'seek-back': { keys: ['Shift+Left'] },
  'seek-forward': { keys: ['Shift+Right'] },
  louder: { keys: ['Ctrl+Up'] },
  softer: { keys: ['Ctrl+Down'] },
  mute: { keys: ['Ctrl+Shift+M'] },
  shuffle: { keys: ['Ctrl+Shift+S'] },
  repeat: { keys: ['Ctrl+Shift+R'] },
  loop: { keys: ['Ctrl+B'] },
  faster: { keys: ['>'] },
  slower: { keys: ['<'] },
  video: { keys: ['Ctrl+Shift+V'] },
  'picture-in-picture': { keys: ['Ctrl+Shift+O'] },
  'mini-player': { keys: MENU_KEYS['mini-player'] },
  'section-back': { keys: ['Ctrl+Shift+Left'] },
  'section-on': { keys: ['Ctrl+Shift+Right'] },
  'line-back': { keys: ['Alt+Left'] },
  'line-on': { keys: ['Alt+Right'] },
  'save-queue': { keys: ['Ctrl+Shift+D'] },
  'words-earlier': { keys: ['['] },
  'words-later': { keys: [']'] },
  'edit-lyrics': { keys: ['Ctrl+Shift+L'] },
  // There is one for each take that can stand in a comparison (`MAX_COMPARED`), named by its letter.
  'compare-take-1': { ...OF_COMPARISON, keys: ['A', '1'] },
  'compare-take-2': { ...OF_COMPARISON, keys: ['B', '2'] },
  'compare-take-3': { ...OF_COMPARISON, keys: ['C', '3'] },
  'compare-take-4': { ...OF_COMPARISON, keys: ['D', '4'] },
  'compare-take-5': { ...OF_COMPARISON, keys: ['E', '5'] },
  'compare-take-6': { ...OF_COMPARISON, keys: ['F', '6'] },
  'compare-take-7': { ...OF_COMPARISON, keys: ['G', '7'] },
  'compare-take-8': { ...OF_COMPARISON, keys: ['H', '8'] },
  'compare-take-9': { ...OF_COMPARISON, keys: ['I', '9'] },
  'compare-keep': { ...OF_COMPARISON, keys: ['K', 'Enter'] },
  'compare-hide': { ...OF_COMPARISON, keys: ['Shift+H'] },
  'save-lyrics': { keys: ['Ctrl+S'], context: 'editor' },
  'editor-stamp': { ...OF_LINES, keys: ['Enter'] },
  'editor-word': { ...OF_LINES, keys: ['W'] },
  'editor-end': { ...OF_LINES, keys: ['E'] },
  'editor-play-from': { ...OF_LINES, keys: ['P'] },
  'editor-write': { ...OF_LINES, keys: ['F2'] },
  'editor-merge': { ...OF_LINES, keys: ['M'] },
  'editor-clear': { ...OF_LINES, keys: ['Delete', 'Backspace'] },
} as const satisfies Readonly<Record<string, KeyHolder>>;
export type ChosenKeysId = keyof typeof CHOSEN_KEYS;

/** An action whose keys can be chosen, with what is known of them. */
export function chosenKeys<Id extends ChosenKeysId>(id: Id): KeyHolder & { readonly id: Id } {
  return { id, ...CHOSEN_KEYS[id] };
}

const FIXED_IN_LISTS = { context: 'lists' } as const;
const FIXED_IN_EDITOR = { context: 'editor' } as const;
const FIXED_IN_COMPARISON = { context: 'compare' } as const;

/** Actions whose keys stay as they are: parts of the window handle them by themselves. */
export const FIXED_KEYS = {
  paste: { keys: ['Ctrl+V'] },
  close: { keys: ['Escape'] },
  move: { ...FIXED_IN_LISTS, keys: ['Up', 'Down'] },
  activate: { ...FIXED_IN_LISTS, keys: ['Enter'] },
  ends: { ...FIXED_IN_LISTS, keys: ['Home', 'End'] },
  extend: { ...FIXED_IN_LISTS, keys: ['Shift+Up', 'Shift+Down'] },
  'select-all': { ...FIXED_IN_LISTS, keys: ['Ctrl+A'] },
  'row-menu': { ...FIXED_IN_LISTS, keys: ['Shift+F10'] },
  'column-width': { ...FIXED_IN_LISTS, keys: ['Shift+Left', 'Shift+Right'] },
  'remove-row': { ...FIXED_IN_LISTS, keys: ['Delete'] },
  'play-next': { ...FIXED_IN_LISTS, keys: ['Ctrl+Enter'] },
  'add-to-queue': { ...FIXED_IN_LISTS, keys: ['Ctrl+Shift+Enter'] },
  'move-in-queue': { ...FIXED_IN_LISTS, keys: ['Alt+Up', 'Alt+Down'] },
  'rename-search': { ...FIXED_IN_LISTS, keys: ['F2'] },
  'move-search': { ...FIXED_IN_LISTS, keys: ['Alt+Up', 'Alt+Down'] },
  'editor-undo': { ...FIXED_IN_EDITOR, keys: ['Ctrl+Z'] },
  'editor-redo': { ...FIXED_IN_EDITOR, keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
  'editor-earlier': { ...FIXED_IN_EDITOR, keys: ['Left'] },
  'editor-later': { ...FIXED_IN_EDITOR, keys: ['Right'] },
  'compare-step': { ...FIXED_IN_COMPARISON, keys: ['Up', 'Down'] },
  'compare-seek': { ...FIXED_IN_COMPARISON, keys: ['Left', 'Right'] },
  'compare-begin': { ...FIXED_IN_COMPARISON, keys: ['Home'] },
} as const satisfies Readonly<Record<string, KeyHolder>>;
export type FixedKeysId = keyof typeof FIXED_KEYS;

/** An action whose keys are fixed, with what is known of them. */
export function fixedKeys<Id extends FixedKeysId>(id: Id): KeyHolder & { readonly id: Id } {
  return { id, ...FIXED_KEYS[id] };
}
