import type { ReactElement } from 'react';
import { chordParts } from '@shared/chord';
import { translate } from '../i18n';
import { useShownKey } from '../shortcut-keys';
import styles from './kbd.module.css';

/** True on macOS, whose keyboards say Command where others say Control. */
export const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);

const MAC_SIGNS: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };

const NAMED = {
  Ctrl: 'common.key.ctrl',
  Shift: 'common.key.shift',
  Alt: 'common.key.alt',
  Enter: 'common.key.enter',
  Escape: 'common.key.escape',
  Space: 'common.key.space',
  Delete: 'common.key.delete',
  Up: 'common.key.up',
  Down: 'common.key.down',
  Left: 'common.key.left',
  Right: 'common.key.right',
  Backspace: 'common.key.backspace',
  Home: 'common.key.home',
  End: 'common.key.end',
  PageUp: 'common.key.pageUp',
  PageDown: 'common.key.pageDown',
  Insert: 'common.key.insert',
} as const;

export interface KbdProps {
  /** Keys joined by `+`, named as in `Ctrl+Shift+F`; `Ctrl` becomes ⌘ on a Mac. */
  readonly keys: string;
}

/** A chord in words, as it is written on the keyboard. */
export function chordText(keys: string): string {
  const parts = chordParts(keys).map((key) => {
    if (isMac && key in MAC_SIGNS) return MAC_SIGNS[key] ?? key;
    return key in NAMED ? translate(NAMED[key as keyof typeof NAMED]) : key;
  });
  return parts.join(isMac ? '' : ' ');
}

/** A key or a chord as it is written on the keyboard. */
export function Kbd({ keys }: KbdProps): ReactElement {
  return <kbd className={styles.kbd}>{chordText(keys)}</kbd>;
}

/** The key of an action, which is named by its id; nothing where it has none. */
export function ShortcutKbd({ shortcut }: { readonly shortcut: string }): ReactElement | null {
  const keys = useShownKey(shortcut);
  return keys === null ? null : <Kbd keys={keys} />;
}
