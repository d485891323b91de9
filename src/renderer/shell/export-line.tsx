import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FileOutput } from 'lucide-react';
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

/** How far an export is that goes on without its dialog, which a press opens. Its end is told by a notice. */
export function ExportLine(): ReactElement | null {
  const { t } = useTranslation();
  const status = useExportStatus();
  const isShown = useOpenDialog()?.kind === 'export-status';
  const isCollapsed = useMediaQuery(COLLAPSED);
  useEndNotice(status, isShown);
  if (status === null || !isGoingOn(status) || isShown) return null;
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

/** Nobody who looks at the dialog has to be told that it has ended. */
function useEndNotice(status: ExportStatus | null, isShown: boolean): void {
  const running = useRef<number | null>(null);
  useEffect(() => {
    if (status === null) return;
    if (isGoingOn(status)) {
      running.current = status.id;
      return;
    }
    const hasEnded = running.current === status.id;
    running.current = null;
    if (!hasEnded || isShown) return;
    const isFailed = status.phase === 'failed' || status.counts.outcomes.failed > 0;
    const end = isFailed ? 'failed' : status.phase === 'stopped' ? 'stopped' : 'done';
    notify(() => translate(`exporting.notice.${status.purpose}.${end}`), {
      tone: isFailed ? 'bad' : 'plain',
      action: { label: () => translate('exporting.notice.show'), run: dialogs.openExportStatus },
    });
  }, [status, isShown]);
}
