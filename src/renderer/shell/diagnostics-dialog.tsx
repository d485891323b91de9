import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Check, FileText } from 'lucide-react';
import { invoke } from '../bridge';
import { formatBytes } from '../format';
import { queryKeys } from '../query';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Spinner } from '../ui/spinner';
import { failureText, notifyFailure } from './failure-text';
import styles from './diagnostics-dialog.module.css';

export interface DiagnosticsDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows what a zip of diagnostics would hold, writes it, and says where it went. */
export function DiagnosticsDialog({ isOpen, onClose }: DiagnosticsDialogProps): ReactElement {
  const { t } = useTranslation();
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const preview = useQuery({
    queryKey: queryKeys.diagnostics(),
    queryFn: () => invoke('diagnostics.preview', {}),
    enabled: isOpen,
    // What the program did a moment ago belongs in it.
    staleTime: 0,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => invoke('diagnostics.save', {}),
    onSuccess: (saved) => {
      if (saved) setSavedAs(saved.file);
    },
  });

  function forget(): void {
    setSavedAs(null);
    save.reset();
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={forget}
      title={t('diagnostics.title')}
      description={t('diagnostics.text')}
      width="large"
      footer={
        <>
          <p className={styles.outcome} role="status">
            {savedAs !== null && (
              <>
                <Check size={14} aria-hidden className={styles.done} />
                <span className={styles.path}>{t('diagnostics.saved', { file: savedAs })}</span>
              </>
            )}
            {save.error && <span className={styles.failed}>{failureText(save.error)}</span>}
          </p>
          {savedAs !== null && (
            <Button
              onClick={() => {
                invoke('diagnostics.show', {}).catch(notifyFailure);
              }}
            >
              {t('diagnostics.show')}
            </Button>
          )}
          <Button
            variant="primary"
            isBusy={save.isPending}
            isDisabled={!preview.data}
            onClick={() => {
              save.mutate();
            }}
          >
            {savedAs === null ? t('diagnostics.save') : t('diagnostics.saveAgain')}
          </Button>
        </>
      }
    >
      {preview.isPending && isOpen && <Spinner label={t('diagnostics.reading')} />}
      {preview.error && <p className={styles.failed}>{failureText(preview.error)}</p>}
      {preview.data && (
        <>
          <h3 className={styles.heading}>{t('diagnostics.files')}</h3>
          <ul className={styles.files}>
            {preview.data.files.map(({ name, bytes }) => (
              <li key={name} className={styles.file}>
                <FileText size={14} aria-hidden className={styles.icon} />
                <span className={styles.name}>{name}</span>
                <span className={styles.what}>
                  {name === t('diagnostics.report') ? t('diagnostics.reportWhat') : t('diagnostics.log')}
                </span>
                <span className={styles.size}>{formatBytes(bytes)}</span>
              </li>
            ))}
          </ul>
          {/* Can have the focus, so that the keyboard can scroll it. */}
          <pre
            className={styles.report}
            tabIndex={0}
            role="region"
            aria-label={t('diagnostics.reportRegion')}
          >
            {preview.data.report}
          </pre>
        </>
      )}
    </Dialog>
  );
}
