import { useMemo, type ReactElement } from 'react';
import { CircleAlert, CircleCheck, CircleMinus, CircleX, type LucideIcon } from 'lucide-react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import type { ExportOutcome, ExportReport } from '@shared/model';
import { translate } from '../../i18n';
import {
  countOutcomes,
  failuresOf,
  filesWithoutEveryLine,
  songsOf,
  type ReportedGroup,
} from './export-report';
import { formatNames } from './lyrics-formats';
import styles from './export-report-list.module.css';

/** Songs that are listed one by one; of a thousand the first few hundred say enough. */
const MOST_LISTED = 300;

const ICONS: Readonly<Record<ExportOutcome['kind'], LucideIcon>> = {
  written: CircleCheck,
  unchanged: CircleCheck,
  exists: CircleAlert,
  skipped: CircleMinus,
  failed: CircleX,
};

export interface ExportReportListProps {
  readonly report: ExportReport;
  /** Files that wait for an answer. */
  readonly existing: number;
}

/** What became of each file, in words. */
export function ExportReportList({ report, existing }: ExportReportListProps): ReactElement {
  const { t } = useTranslation();
  const songs = useMemo(() => songsOf(report), [report]);
  const counts = useMemo(() => countOutcomes(report), [report]);
  const parts: string[] = (['written', 'unchanged', 'skipped', 'failed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => t(`exporting.report.${kind}`, { count: counts[kind] }));
  const withoutEveryLine = useMemo(() => filesWithoutEveryLine(report), [report]);
  if (withoutEveryLine > 0) {
    parts.push(t('exporting.report.withoutEveryLine', { count: withoutEveryLine }));
  }
  const failures = useMemo(() => failuresOf(report), [report]);

  return (
    <div className={styles.report}>
      <p className={styles.summary} role="status">
        {parts.length === 0 ? t('exporting.report.nothing') : parts.join(t('common.separator'))}
      </p>
      {failures.length > 0 && (
        <ul className={styles.failures} role="alert">
          {failures.map((reason) => (
            <li key={reason}>{t(`exporting.failure.${reason}`)}</li>
          ))}
        </ul>
      )}
      {existing > 0 ? (
        <div className={styles.ask} role="alert">
          <p className={styles.askTitle}>{t('exporting.ask.title', { count: existing })}</p>
          <p>{t('exporting.ask.text', { count: existing })}</p>
        </div>
      ) : (
        <p className={styles.folder}>{report.folder}</p>
      )}
      <ul className={styles.list} aria-label={t('exporting.report.list')} tabIndex={0}>
        {songs.slice(0, MOST_LISTED).map((song) => (
          <li key={song.clipId} className={styles.song}>
            <span className={styles.title} dir="auto">
              {song.title}
            </span>
            <ul className={styles.files}>
              {song.groups.map((group) => (
                <GroupLine key={group.formats.join()} group={group} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {songs.length > MOST_LISTED && (
        <p className={styles.folder}>{t('exporting.report.more', { count: songs.length - MOST_LISTED })}</p>
      )}
    </div>
  );
}

function GroupLine({ group }: { readonly group: ReportedGroup }): ReactElement {
  const { formats, outcome, untimedLines } = group;
  const Icon = ICONS[outcome.kind];
  return (
    <li className={clsx(styles.file, styles[outcome.kind])}>
      <Icon size={13} aria-hidden />
      <bdi className={styles.name}>{'fileName' in outcome ? outcome.fileName : formatNames(formats)}</bdi>
      <span className={styles.outcome}>
        {outcomeText(outcome)}
        {untimedLines > 0 && (
          <>
            {translate('common.separator')}
            <span className={styles.untimed}>
              {translate('exporting.outcome.untimed', { count: untimedLines })}
            </span>
          </>
        )}
      </span>
    </li>
  );
}

function outcomeText(outcome: ExportOutcome): string {
  switch (outcome.kind) {
    case 'skipped':
      return translate(`exporting.outcome.skipped.${outcome.reason}`);
    case 'failed':
      return translate(`exporting.outcome.failed.${outcome.reason}`);
    default:
      return translate(`exporting.outcome.${outcome.kind}`);
  }
}
