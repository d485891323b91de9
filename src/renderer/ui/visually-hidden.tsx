import type { ReactElement, ReactNode } from 'react';
import styles from './visually-hidden.module.css';

/** Said by screen readers, not shown. */
export function VisuallyHidden({
  children,
  id,
}: {
  readonly children: ReactNode;
  readonly id?: string;
}): ReactElement {
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  );
}
