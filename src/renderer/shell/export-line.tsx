import { useEffect, useRef, useState, type ReactElement } from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { FileOutput, TriangleAlert } from 'lucide-react';
import type { ExportStatus } from '@shared/export';
import { translate } from '../i18n';
import { useExportStatus } from '../query';
import { ProgressBar } from '../ui/progress-bar';
import { Tooltip } from '../ui/tooltip';
import { useMediaQuery } from '../ui/use-media-query';
import { dialogs, useOpenDialog } from './dialogs';
import { notify } from './notices';
import styles from './export-line.module.css';

/** As in the sidebar: a narrow window shows only signs. */
const COLLAPSED = '(max-width: 759px)';

function isGoingOn({ phase }: ExportStatus): boolean {
  return phase === 'running' || phase === 'stopping';
}

type End = 'done' | 'stopped' | 'failed';

function endOf({ phase, counts }: ExportStatus): End {
  if (phase === 'failed' || counts.outcomes.failed > 0) return 'failed';
  return phase === 'stopped' ? 'stopped' : 'done';
}

/**
 * How far an export is that goes on without its dialog, which a press opens. Its end is told by a notice, and its report
 * stays here until somebody has looked at it.
 */
export function ExportLine(): ReactElement | null {
  const { t } = useTranslation();
  const status = useExportStatus();
  const isShown = useOpenDialog()?.kind === 'export-status';
  const isCollapsed = useMediaQuery(COLLAPSED);
  const end = useUnseenEnd(status, isShown);
  if (status === null || isShown) return null;
  if (end !== null) return <ReportLine end={end} purpose={status.purpose} isCollapsed={isCollapsed} />;
  if (!isGoingOn(status)) return null;
  const { done, total, purpose } = status;
  const label = t(`exporting.progress.${purpose}`);
  const numbers = t('common.doneOf', { done, total });
  return (
    <Tooltip text={[label, numbers].join(t('common.separator'))} side="right" isOff={!isCollapsed}>
      <button type="button" className={styles.line} onClick={dialogs.openExportStatus}>
        <FileOutput size={16} aria-hidden className={styles.icon} />
        <span className={styles.words}>
          <span className={styles.label}>{label}</span>
          <span className={styles.numbers}>{numbers}</span>
        </span>
        <ProgressBar label={label} percent={total === 0 ? 0 : (100 * done) / total} className={styles.bar} />
      </button>
    </Tooltip>
  );
}

interface ReportLineProps {
  readonly end: End;
  readonly purpose: ExportStatus['purpose'];
  readonly isCollapsed: boolean;
}

function ReportLine({ end, purpose, isCollapsed }: ReportLineProps): ReactElement {
  const { t } = useTranslation();
  const label = t(`exporting.openReport.${purpose}`);
  const Icon = end === 'failed' ? TriangleAlert : FileOutput;
  return (
    <Tooltip text={t(`exporting.notice.${purpose}.${end}`)} side={isCollapsed ? 'right' : 'top'}>
      <button type="button" className={styles.line} aria-label={label} onClick={dialogs.openExportStatus}>
        <Icon size={16} aria-hidden className={clsx(styles.icon, end === 'failed' && styles.failed)} />
        <span className={styles.words}>{label}</span>
      </button>
    </Tooltip>
  );
}

/**
 * How the last export of this window has ended, until its dialog was opened; also told by a notice. Nobody who looks at the
 * dialog has to be told.
 */
function useUnseenEnd(status: ExportStatus | null, isShown: boolean): End | null {
  const running = useRef<number | null>(null);
  const [unseen, setUnseen] = useState<number | null>(null);
  if (isShown && unseen !== null) setUnseen(null);
  useEffect(() => {
    if (status === null) return;
    if (isGoingOn(status)) {
      running.current = status.id;
      return;
    }
    const hasEnded = running.current === status.id;
    running.current = null;
    if (!hasEnded || isShown) return;
    const end = endOf(status);
    setUnseen(status.id);
    notify(() => translate(`exporting.notice.${status.purpose}.${end}`), {
      tone: end === 'failed' ? 'bad' : 'plain',
      action: { label: () => translate('exporting.notice.show'), run: dialogs.openExportStatus },
    });
  }, [status, isShown]);
  return status !== null && status.id === unseen ? endOf(status) : null;
}
