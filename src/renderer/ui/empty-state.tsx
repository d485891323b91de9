import type { ReactElement, ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What belongs here. */
  readonly text?: ReactNode;
  /** The next step, as buttons. */
  readonly actions?: ReactNode;
}

/** What an empty view says: what belongs there and how it gets there. */
export function EmptyState({ icon: Icon, title, text, actions }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.empty}>
      <span className={styles.icon}>
        <Icon size={26} strokeWidth={1.5} aria-hidden />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
