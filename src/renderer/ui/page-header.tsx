import type { ReactElement, ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  /** How much is there, in a few quiet words. */
  readonly summary: ReactNode;
  readonly actions?: ReactNode;
}

/** The line over a list: how much is in it, and what can be done with all of it. */
export function PageHeader({ summary, actions }: PageHeaderProps): ReactElement {
  return (
    <div className={styles.header}>
      <p className={styles.summary}>{summary}</p>
      <div className={styles.actions}>{actions}</div>
    </div>
  );
}
