import type { AssetKind, ClipId } from './model';

/** What the window and main say to each other of the system around the player. */

/** What is heard in the window just now, the player's song or takes that are compared, as far as tray, sleep and keys depend on it. */
export interface PlaybackReport {
  /** The current song; null while there is none. */
  readonly clipId: ClipId | null;
  /** Empty while there is no song. */
  readonly title: string;
  readonly isPlaying: boolean;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** A moving picture fills the content or the screen. */
  readonly isVideoLarge: boolean;
}

/** A file that the window has open, whether it sounds or stands. */
export interface OpenFile {
  readonly clipId: ClipId;
  readonly kind: AssetKind;
}

/** Those of the player and all that are compared, and some to spare. */
export const MAX_OPEN_FILES = 24;

export const MAX_REPORTED_TITLE = 2_000;

/** What can have a key that works while another program is in front. */
export const GLOBAL_KEY_ACTIONS = ['play-pause', 'previous', 'next', 'show-window'] as const;
export type GlobalKeyAction = (typeof GLOBAL_KEY_ACTIONS)[number];

/** A chord as shortcuts are written, `Ctrl+Alt+P`; `Ctrl` is Command on a Mac. An action that is left out has no key. */
export type GlobalKeys = Readonly<Partial<Record<GlobalKeyAction, string>>>;

/**
 * Chords that may be everywhere's: with Ctrl or Alt, or a function key alone, for a plain letter would be lost to every
 * other program.
 */
export const GLOBAL_CHORD =
  /^(?:(?:Ctrl\+(?:Alt\+)?|Alt\+)(?:Shift\+)?(?:[A-Z0-9]|Space|Left|Right|Up|Down|Home|End|PageUp|PageDown|F(?:[1-9]|1[0-9]|2[0-4]))|(?:Shift\+)?F(?:[1-9]|1[0-9]|2[0-4]))$/;

/** Why a key does not work. `taken`: another program has it · `twice`: an action before this one has it. */
export type KeyRefusal = 'taken' | 'twice';

export interface GlobalKeyState {
  /** False where the desktop lets no program have keys everywhere, as on Wayland. */
  readonly isSupported: boolean;
  readonly refused: Readonly<Partial<Record<GlobalKeyAction, KeyRefusal>>>;
}

/** A program that the user has chosen once for opening songs. */
export interface OtherProgram {
  /** Stands for its path, which the window does not give back. */
  readonly id: string;
  readonly name: string;
}

/** More than these would be no list to choose from. */
export const MAX_PROGRAMS = 8;

export interface SystemState {
  readonly globalKeys: GlobalKeyState;
  /** False where the system shows no notifications. */
  readonly hasNotifications: boolean;
  /** The one that was chosen last comes first. */
  readonly programs: readonly OtherProgram[];
}

/** Songs whose files are dragged out at once. */
export const MAX_DRAGGED = 500;
