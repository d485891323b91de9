import type { ReactElement, ReactNode } from 'react';
import styles from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** How much is there, in a few quiet words. */
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
}

/** The line over a list: what it is, how much is in it, what can be done with all of it. */
export function PageHeader({ title, summary, actions }: PageHeaderProps): ReactElement {
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      {summary !== undefined && <p className={styles.summary}>{summary}</p>}
      <div className={styles.actions}>{actions}</div>
    </header>
  );
}
