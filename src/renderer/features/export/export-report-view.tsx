import { useState, type ReactElement } from 'react';
import {
  CircleCheck,
  CircleMinus,
  CircleX,
  Copy,
  FolderOpen,
  RefreshCw,
  Save,
  type LucideIcon,
} from 'lucide-react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ExportedSong, ExportOutcomeKind, ExportStatus } from '@shared/export';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { PAGE_SIZE, queryKeys } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { Segmented } from '../../ui/choice';
import {
  endingOf,
  groupsOf,
  outcomeText,
  partNames,
  remarksOn,
  summaryOf,
  type ReportedGroup,
} from './export-report';
import styles from './export-report-view.module.css';

const ICONS: Readonly<Record<ExportOutcomeKind, LucideIcon>> = {
  written: CircleCheck,
  replaced: RefreshCw,
  unchanged: CircleCheck,
  skipped: CircleMinus,
  failed: CircleX,
};

export interface ExportReportViewProps {
  readonly status: ExportStatus;
}

/** What became of each song of an export that has ended, in words; first of those that need a look. */
export function ExportReportView({ status }: ExportReportViewProps): ReactElement {
  const { t } = useTranslation();
  const { counts, failure } = status;
  const [shown, setShown] = useState<'all' | 'problems'>(counts.problemSongs > 0 ? 'problems' : 'all');
  const ending = endingOf(status);
  const reasons = counts.failures.map(({ reason }) => reason);
  const failures = failure !== null && !reasons.includes(failure) ? [failure, ...reasons] : reasons;
  return (
    <div className={styles.report}>
      {ending !== null && <p role="alert">{ending}</p>}
      <p className={styles.summary} role="status">
        {summaryOf(counts)}
      </p>
      {failures.length > 0 && (
        <ul className={styles.failures} role="alert">
          {failures.map((reason) => (
            <li key={reason}>{t(`exporting.failure.${reason}`)}</li>
          ))}
        </ul>
      )}
      <p className={styles.folder}>
        <bdi>{status.target}</bdi>
      </p>
      <Segmented
        label={t('exporting.report.filter')}
        isLabelHidden
        value={shown}
        options={[
          { value: 'problems', label: t('exporting.report.problems') },
          { value: 'all', label: t('exporting.report.all') },
        ]}
        onChange={setShown}
      />
      <SongList id={status.id} isProblemsOnly={shown === 'problems'} />
    </div>
  );
}

interface SongListProps {
  readonly id: number;
  readonly isProblemsOnly: boolean;
}

function SongList({ id, isProblemsOnly }: SongListProps): ReactElement {
  const { t } = useTranslation();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.exportReport(id, isProblemsOnly),
    queryFn: ({ pageParam }) =>
      invoke('export.report', { offset: pageParam, limit: PAGE_SIZE, isProblemsOnly }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, rows, total }) =>
      offset + rows.length < total ? offset + rows.length : undefined,
    gcTime: 0,
  });
  const songs = data?.pages.flatMap(({ rows }) => rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  if (data !== undefined && total === 0 && isProblemsOnly) {
    return <p className={styles.folder}>{t('exporting.report.noProblems')}</p>;
  }
  return (
    <>
      <ul className={styles.list} aria-label={t('exporting.report.list')} tabIndex={0}>
        {songs.map((song) => (
          <SongLine key={song.number} song={song} />
        ))}
      </ul>
      <div className={styles.more}>
        <p className={styles.folder}>{t('exporting.report.shown', { shown: songs.length, count: total })}</p>
        {hasNextPage && (
          <Button
            size="small"
            isBusy={isFetchingNextPage}
            onClick={() => {
              fetchNextPage().catch(notifyFailure);
            }}
          >
            {t('exporting.report.more')}
          </Button>
        )}
      </div>
    </>
  );
}

function SongLine({ song }: { readonly song: ExportedSong }): ReactElement {
  return (
    <li className={styles.song}>
      <span className={styles.title} dir="auto">
        {song.title}
      </span>
      <ul className={styles.files}>
        {groupsOf(song.files).map((group) => (
          <GroupLine key={group.parts.join()} group={group} />
        ))}
      </ul>
    </li>
  );
}

function GroupLine({ group }: { readonly group: ReportedGroup }): ReactElement {
  const { t } = useTranslation();
  const { parts, outcome } = group;
  const Icon = ICONS[outcome.kind];
  const remarks = remarksOn(group);
  return (
    <li className={clsx(styles.file, styles[outcome.kind])}>
      <Icon size={13} aria-hidden />
      <bdi className={styles.name}>{'fileName' in outcome ? outcome.fileName : partNames(parts)}</bdi>
      <span className={styles.outcome}>
        {outcomeText(outcome)}
        {remarks.length > 0 && (
          <>
            {t('common.separator')}
            <span className={styles.remark}>{remarks.join(t('common.separator'))}</span>
          </>
        )}
      </span>
    </li>
  );
}

export interface ExportReportFooterProps extends ExportReportViewProps {
  readonly onClose: () => void;
}

/** What can be done with a report. */
export function ExportReportFooter({ status, onClose }: ExportReportFooterProps): ReactElement {
  const { t } = useTranslation();
  const save = useMutation({
    mutationFn: () => invoke('export.saveReport', {}),
    onSuccess: (saved) => {
      if (saved) notify(() => translate('exporting.report.saved'));
    },
    onError: notifyFailure,
  });
  const copy = useMutation({
    mutationFn: () => invoke('export.copyReport', {}),
    onSuccess: () => {
      notify(() => translate('notices.copied'));
    },
    onError: notifyFailure,
  });
  return (
    <>
      <Button
        icon={Copy}
        isBusy={copy.isPending}
        onClick={() => {
          copy.mutate();
        }}
      >
        {t('exporting.report.copy')}
      </Button>
      <Button
        icon={Save}
        isBusy={save.isPending}
        onClick={() => {
          save.mutate();
        }}
      >
        {t('exporting.report.save')}
      </Button>
      {status.purpose === 'export' && (
        <Button
          icon={FolderOpen}
          onClick={() => {
            invoke('export.showTarget', {}).catch(notifyFailure);
          }}
        >
          {t('exporting.report.showFolder')}
        </Button>
      )}
      <Button variant="primary" onClick={onClose}>
        {t('exporting.report.done')}
      </Button>
    </>
  );
}
