import { useState, type ReactElement, type ReactNode, type Ref } from 'react';
import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { notifyFailure } from '../../shell/failure-text';
import styles from './state-card.module.css';

export interface StateCardProps {
  readonly icon: LucideIcon;
  readonly tone: 'plain' | 'ok' | 'warn';
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** For a card that is given the keyboard when what it was on has gone. */
  readonly ref?: Ref<HTMLElement>;
}

/** How something goes that takes its time, or what it left to decide. */
export function StateCard({ icon: Icon, tone, title, children, actions, ref }: StateCardProps): ReactElement {
  return (
    <section
      ref={ref}
      tabIndex={ref === undefined ? undefined : -1}
      className={clsx(styles.card, styles[tone])}
      aria-label={title}
    >
      <Icon size={18} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <h3 className={styles.title}>{title}</h3>
        {children}
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
    </section>
  );
}

/** Runs a request; its button turns until it has been answered. */
export function useRequest(): readonly [boolean, (work: () => Promise<unknown>) => void] {
  const [isBusy, setBusy] = useState(false);
  return [
    isBusy,
    (work) => {
      setBusy(true);
      work()
        .catch(notifyFailure)
        .finally(() => {
          setBusy(false);
        });
    },
  ];
}
