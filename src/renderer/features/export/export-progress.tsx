import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportStatus } from '@shared/export';
import { ProgressBar } from '../../ui/progress-bar';
import { summaryOf } from './export-report';
import styles from './export-progress.module.css';

/** How far an export is: songs, the one that was begun last, and what has come of it so far. */
export function ExportProgress({ status }: { readonly status: ExportStatus }): ReactElement {
  const { t } = useTranslation();
  const { done, total, title, purpose, phase, counts, target } = status;
  const label = phase === 'stopping' ? t('exporting.progress.stopping') : t(`exporting.progress.${purpose}`);
  return (
    <div className={styles.progress}>
      <p className={styles.words}>
        <span>{label}</span>
        <span className={styles.numbers}>{t('exporting.progress.songs', { done, total })}</span>
      </p>
      <ProgressBar label={label} percent={total === 0 ? 0 : (100 * done) / total} />
      <p className={styles.title} dir="auto">
        {title}
      </p>
      <p className={styles.faint}>{summaryOf(counts)}</p>
      <p className={styles.faint}>
        <bdi>{target}</bdi>
      </p>
      <p className={styles.faint}>{t('exporting.goesOn')}</p>
    </div>
  );
}
