import { useTranslation } from 'react-i18next';
import type { ReactElement } from 'react';
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
} as const;

export interface KbdProps {
  /** Keys joined by `+`, named as in `Ctrl+Shift+F`; `Ctrl` becomes ⌘ on a Mac. */
  readonly keys: string;
}

/** A key or a chord as it is written on the keyboard. */
export function Kbd({ keys }: KbdProps): ReactElement {
  const { t } = useTranslation();
  const parts = keys.split('+').map((key) => {
    if (isMac && key in MAC_SIGNS) return MAC_SIGNS[key] ?? key;
    return key in NAMED ? t(NAMED[key as keyof typeof NAMED]) : key;
  });
  return <kbd className={styles.kbd}>{parts.join(isMac ? '' : ' ')}</kbd>;
}
