import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import { ProgressBar } from './progress-bar';
import styles from './work-line.module.css';

export interface WorkLineProps {
  /** What is being done. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly className?: string;
}

/** How far work on many things has come, in words and as a line. It shows only when the work takes a moment. */
export function WorkLine({ label, done, total, className }: WorkLineProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={clsx(styles.work, className)}>
      <p className={styles.words}>
        <span>{label}</span>
        <span className={styles.numbers}>{t('common.doneOf', { done, total })}</span>
      </p>
      <ProgressBar label={label} percent={total === 0 ? 0 : (100 * done) / total} />
    </div>
  );
}
