import type { ReactElement, ReactNode } from 'react';
import clsx from 'clsx';
import styles from './badge.module.css';

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad';

export interface BadgeProps {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
  readonly className?: string;
}

/** A word or a number about the thing beside it. */
export function Badge({ tone = 'plain', children, title, className }: BadgeProps): ReactElement {
  return (
    <span className={clsx(styles.badge, styles[tone], className)} title={title}>
      {children}
    </span>
  );
}

export interface ChipProps {
  readonly children: ReactNode;
  readonly isPressed: boolean;
  readonly onPress: () => void;
}

/** A filter that is on or off. */
export function Chip({ children, isPressed, onPress }: ChipProps): ReactElement {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      onClick={onPress}
      className={clsx(styles.chip, isPressed && styles.chipPressed)}
    >
      {children}
    </button>
  );
}
