import type { ReactElement } from 'react';
import styles from './spinner.module.css';

export interface SpinnerProps {
  readonly size?: number;
  /** Spoken where nothing else says that something is going on. */
  readonly label?: string;
}

/** A small turning ring for what takes a moment and cannot be measured. */
export function Spinner({ size = 16, label }: SpinnerProps): ReactElement {
  return (
    <svg
      className={styles.spinner}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label === undefined ? undefined : 'status'}
      aria-label={label}
      aria-hidden={label === undefined ? true : undefined}
    >
      <circle className={styles.track} cx="8" cy="8" r="6.5" />
      <path className={styles.arc} d="M8 1.5a6.5 6.5 0 0 1 6.5 6.5" />
    </svg>
  );
}
