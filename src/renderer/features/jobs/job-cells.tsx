import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import clsx from 'clsx';
import type { Job } from '@shared/model';
import { formatFullDate } from '../../format';
import { useSnapshot } from '../../query';
import { actionText } from '../../shell/action-words';
import { ProgressBar } from '../../ui/progress-bar';
import { useNow } from '../../ui/use-now';
import { jobWords, nextCheckText, shortId } from './job-words';
import styles from './job-cells.module.css';

export function IdCell({ job }: { readonly job: Job }): ReactElement {
  return (
    <span className={styles.id} title={job.id}>
      {shortId(job.id)}
    </span>
  );
}

export function StateCell({ job }: { readonly job: Job }): ReactElement {
  const { t } = useTranslation();
  const words = jobWords(job);
  const isDone = job.phase === 'succeeded';
  return (
    <span className={styles.state}>
      <span className={styles.stateLine}>
        <span className={clsx(styles.word, styles[words.tone])}>{words.state}</span>
        {words.beside !== null && <span className={styles.beside}>{words.beside}</span>}
      </span>
      {words.percent !== undefined && (
        <ProgressBar
          label={isDone ? t('jobs.detail.filesProgress') : t('jobs.detail.progress')}
          percent={words.percent}
          tone={isDone ? 'faint' : 'accent'}
          className={styles.bar}
        />
      )}
      {words.detail !== null && (
        <span
          className={clsx(styles.detail, words.isDetailProblem && styles.warn)}
          title={words.said === null ? words.detail : `${words.detail}\n${words.said}`}
        >
          {words.detail}
        </span>
      )}
    </span>
  );
}

export function MakesCell({ job }: { readonly job: Job }): ReactElement {
  const { t } = useTranslation();
  const main = [actionText(job.action), job.model].filter((part) => part !== null);
  return (
    <span className={styles.makes}>
      <span className={styles.clip}>
        {main.length === 0 ? t('common.none') : main.join(t('common.separator'))}
      </span>
      {job.quota !== null && <span className={styles.quota}>{t('jobs.quota', { quota: job.quota })}</span>}
    </span>
  );
}

/** Words such as "asks shortly" grow old this fast. */
const RENEW_MS = 5_000;

export function NextCell({ job }: { readonly job: Job }): ReactElement {
  const now = useNow(RENEW_MS);
  const { t } = useTranslation();
  const { holds, settings } = useSnapshot();
  const at = job.nextPollAt ?? job.finishedAt;
  const date = at === null ? undefined : formatFullDate(at);
  const title = job.isInLine ? t('jobs.next.inLineHint', { count: settings.requestsPerMinute }) : date;
  return (
    <span className={styles.clip} title={title}>
      {nextCheckText(job, holds, now)}
    </span>
  );
}
