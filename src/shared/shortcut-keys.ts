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

/**
 * Actions with keys of their own that no other can have (`shortcut-rules.ts`): usual ones that lists, buttons or text need
 * elsewhere, and letters where nothing is typed.
 */
export const OWN_KEYS = {
  settings: { keys: MENU_KEYS.settings },
  'play-pause': { keys: MENU_KEYS['play-pause'] },
  'place-songs': { keys: ['1'] },
  'place-lyrics': { keys: ['2'] },
  'place-jobs': { keys: ['3'] },
  'place-downloads': { keys: ['4'] },
  undo: { keys: ['Ctrl+Z'] },
  'seek-back': { keys: ['Shift+Left'] },
  'seek-forward': { keys: ['Shift+Right'] },
  'compare-keep': { keys: ['K', 'Enter'], takesLetters: true },
  'compare-hide': { keys: ['Shift+H'], takesLetters: true },
  'editor-stamp': { keys: ['Enter'], takesLetters: true },
  'editor-word': { keys: ['W'], takesLetters: true },
  'editor-end': { keys: ['E'], takesLetters: true },
  'editor-play-from': { keys: ['P'], takesLetters: true },
  'editor-write': { keys: ['F2'], takesLetters: true },
  'editor-merge': { keys: ['M'], takesLetters: true },
  'editor-clear': { keys: ['Delete', 'Backspace'], takesLetters: true },
} as const satisfies Readonly<
  Record<string, { readonly keys: readonly string[]; readonly takesLetters?: boolean }>
>;
