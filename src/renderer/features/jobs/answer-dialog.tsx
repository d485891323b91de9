import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import type { JobId } from '@shared/model';
import { invoke } from '../../bridge';
import { formatMoment } from '../../format';
import { queryKeys } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import styles from './answer-dialog.module.css';

/** More than this is not drawn at once: nobody reads it, and the window would stand still. */
const MOST_SHOWN_CHARS = 200_000;

/** Sets JSON in lines; what is no JSON stays as it came. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export interface AnswerDialogProps {
  /** Null while the dialog is closed. */
  readonly jobId: JobId | null;
  readonly onClose: () => void;
}

/** The raw answer of the service for one job. */
export function AnswerDialog({ jobId, onClose }: AnswerDialogProps): ReactElement {
  const { t } = useTranslation();
  // The words stay while the dialog fades out.
  const [shownId, setShownId] = useState(jobId);
  const [copied, setCopied] = useState<string | null>(null);
  if (jobId !== null && jobId !== shownId) setShownId(jobId);

  const answer = useQuery({
    queryKey: [...queryKeys.jobs(), 'answer', shownId],
    queryFn: () => (shownId === null ? null : invoke('jobs.answer', { jobId: shownId })),
    enabled: shownId !== null,
  });
  const text = answer.data ? prettyJson(answer.data.text) : null;

  function copy(): void {
    if (text === null) return;
    invoke('system.copyText', { text }).then(() => {
      setCopied(text);
    }, notifyFailure);
  }

  return (
    <Dialog
      isOpen={jobId !== null}
      onClose={onClose}
      onClosed={() => {
        setCopied(null);
      }}
      title={t('jobs.answer.title')}
      width="large"
      description={
        answer.data
          ? t('jobs.answer.description', { id: shownId ?? '', time: formatMoment(answer.data.receivedAt) })
          : (shownId ?? '')
      }
      footer={
        <>
          <Button isDisabled={text === null} onClick={copy}>
            {copied === text && text !== null ? t('common.copied') : t('jobs.answer.copy')}
          </Button>
          <Button variant="primary" onClick={onClose}>
            {t('common.done')}
          </Button>
        </>
      }
    >
      {text !== null && (
        <>
          {/* Can have the focus, so that the keyboard can scroll it. */}
          <pre className={styles.answer} tabIndex={0} role="region" aria-label={t('jobs.answer.region')}>
            {text.slice(0, MOST_SHOWN_CHARS)}
          </pre>
          {text.length > MOST_SHOWN_CHARS && <p className={styles.note}>{t('jobs.answer.cut')}</p>}
        </>
      )}
      {answer.data === null && <p className={styles.note}>{t('jobs.answer.none')}</p>}
      {answer.error && <p className={styles.note}>{failureText(answer.error)}</p>}
    </Dialog>
  );
}
