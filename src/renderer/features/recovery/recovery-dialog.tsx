import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecoveryReport } from '@shared/model';
import { invoke } from '../../bridge';
import { formatMoment } from '../../format';
import { useSnapshot } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { recoveryLines } from './recovery-lines';
import styles from './recovery-dialog.module.css';

/** Tells what came back after a repair, until it has been read. */
export function RecoveryDialog(): ReactElement {
  const { t } = useTranslation();
  const { recovery } = useSnapshot();
  // The words stay while the dialog fades out.
  const [shown, setShown] = useState<RecoveryReport | null>(recovery);
  if (recovery !== null && recovery !== shown) setShown(recovery);

  const dismiss = () => {
    invoke('library.dismissReport', {}).catch(notifyFailure);
  };
  return (
    <Dialog
      isOpen={recovery !== null}
      onClose={dismiss}
      title={shown === null ? '' : t(`recovery.${shown.reason}.title`)}
      description={shown === null ? '' : t(`recovery.${shown.reason}.text`)}
      footer={
        <Button variant="primary" onClick={dismiss}>
          {t('recovery.done')}
        </Button>
      }
    >
      {shown !== null && (
        <ul className={styles.lines}>
          {recoveryLines(shown, formatMoment).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
