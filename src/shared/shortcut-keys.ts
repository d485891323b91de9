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
  diagnostics: [],
} as const satisfies Readonly<Record<MenuCommand, readonly string[]>>;
