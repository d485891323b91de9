import type { ReactElement } from 'react';
import styles from './logo.module.css';

/** The sign of the program: three records on a shelf, the middle one pulled out and playing. */
export function Logo({ size }: { readonly size: number }): ReactElement {
  return (
    <svg className={styles.logo} width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect className={styles.ground} width="32" height="32" rx="8" />
      <rect className={styles.sleeve} x="7" y="9" width="4" height="13" rx="1.6" />
      <rect className={styles.playing} x="14" y="6" width="4" height="16" rx="1.6" />
      <rect className={styles.sleeve} x="21" y="12" width="4" height="10" rx="1.6" />
      <rect className={styles.shelf} x="6" y="24" width="20" height="2" rx="1" />
    </svg>
  );
}
