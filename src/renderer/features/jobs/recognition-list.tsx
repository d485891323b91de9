import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Braces, Check, CircleSlash, Plus } from 'lucide-react';
import clsx from 'clsx';
import type { RecognisedJob, Recognition } from '@shared/model';
import { translate } from '../../i18n';
import { Spinner } from '../../ui/spinner';
import styles from './recognition-list.module.css';

/** Lines of each kind that are drawn; more is nobody's reading. */
const MOST_LINES = 100;
/** What is no id can be a whole letter; its beginning tells which one is meant. */
const LONGEST_TEXT = 80;

/** `12 new · 3 known already · 1 is no job id`. */
export function recognitionSummary(found: Recognition): string {
  const parts = [
    found.newCount > 0 && translate('jobs.add.new', { count: found.newCount }),
    found.knownCount > 0 && translate('jobs.add.known', { count: found.knownCount }),
    found.notIdCount > 0 && translate('jobs.add.notIds', { count: found.notIdCount }),
  ];
  return parts.filter(Boolean).join(translate('common.separator'));
}

function jobText(job: RecognisedJob): string {
  if (job.hasAnswer) return translate(job.isKnown ? 'jobs.add.knownWithAnswer' : 'jobs.add.newWithAnswer');
  return translate(job.isKnown ? 'jobs.add.isKnown' : 'jobs.add.isNew');
}

function shorten(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}

function JobLine({ job }: { readonly job: RecognisedJob }): ReactElement {
  const Icon = job.hasAnswer ? Braces : job.isKnown ? Check : Plus;
  return (
    <li className={styles.line}>
      <Icon size={14} aria-hidden className={clsx(styles.icon, !job.isKnown && styles.new)} />
      <span className={styles.id}>{job.id}</span>
      <span className={clsx(styles.what, !job.isKnown && styles.new)}>{jobText(job)}</span>
    </li>
  );
}

export interface RecognitionListProps {
  readonly found: Recognition | null;
  readonly isLooking: boolean;
}

/** What a text holds, line by line, before anything is added. */
export function RecognitionList({ found, isLooking }: RecognitionListProps): ReactElement | null {
  const { t } = useTranslation();
  if (found === null) {
    return isLooking ? (
      <p className={styles.looking}>
        <Spinner size={14} />
        {t('jobs.add.looking')}
      </p>
    ) : null;
  }
  if (found.newCount + found.knownCount + found.notIdCount === 0) {
    return (
      <p className={styles.looking}>{t(found.hasJson ? 'jobs.add.nothingInJson' : 'jobs.add.nothing')}</p>
    );
  }
  const jobs = found.jobs.slice(0, MOST_LINES);
  const notIds = found.notIds.slice(0, MOST_LINES);
  const moreJobs = found.newCount + found.knownCount - jobs.length;
  const moreNotIds = found.notIdCount - notIds.length;
  return (
    <div
      className={styles.found}
      role="group"
      aria-label={t('jobs.add.found')}
      aria-busy={isLooking}
      // Can have the focus, so that the keyboard can scroll it.
      tabIndex={0}
    >
      <ul>
        {notIds.map((notId, index) => (
          <li key={index} className={styles.line}>
            <CircleSlash size={14} aria-hidden className={clsx(styles.icon, styles.not)} />
            <span className={styles.id}>{shorten(notId.text)}</span>
            <span className={clsx(styles.what, styles.not)}>{t(`jobs.add.reason.${notId.reason}`)}</span>
          </li>
        ))}
        {moreNotIds > 0 && <li className={styles.more}>{t('jobs.add.moreFound', { count: moreNotIds })}</li>}
        {jobs.map((job) => (
          <JobLine key={job.id} job={job} />
        ))}
        {moreJobs > 0 && <li className={styles.more}>{t('jobs.add.moreFound', { count: moreJobs })}</li>}
      </ul>
    </div>
  );
}
