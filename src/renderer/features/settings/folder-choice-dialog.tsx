import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryFolderChoice, LibraryFolderRefusal, LibraryMovePlan } from '@shared/model';
import { invoke } from '../../bridge';
import { formatBytes } from '../../format';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import styles from './folder-choice-dialog.module.css';

/** Why the library cannot go into the chosen folder, and what would help. */
export function refusalText(refusal: LibraryFolderRefusal): string {
  switch (refusal.reason) {
    case 'too-little-space':
      return translate('libraryMove.refused.too-little-space', {
        needed: formatBytes(refusal.neededBytes),
        free: formatBytes(refusal.freeBytes),
      });
    case 'older-copy':
      return translate('libraryMove.refused.older-copy', { count: refusal.lackingFiles });
    default:
      return translate(`libraryMove.refused.${refusal.reason}`);
  }
}

type OpenChoice = Exclude<LibraryFolderChoice, { kind: 'used' }>;

export interface FolderChoiceDialogProps {
  /** Null while the dialog is closed. */
  readonly choice: OpenChoice | null;
  readonly isChoosing: boolean;
  readonly onChooseAgain: () => void;
  readonly onClose: () => void;
}

/** What was chosen for the library folder: a move to confirm, or why it cannot be. Nothing is done before the answer. */
export function FolderChoiceDialog({
  choice,
  isChoosing,
  onChooseAgain,
  onClose,
}: FolderChoiceDialogProps): ReactElement {
  const { t } = useTranslation();
  // The words stay while the dialog fades out.
  const [shown, setShown] = useState(choice);
  const [isStarting, setStarting] = useState(false);
  if (choice !== null && choice !== shown) setShown(choice);

  async function start(plan: LibraryMovePlan): Promise<void> {
    setStarting(true);
    try {
      await invoke('libraryMove.start', { planId: plan.id });
    } catch (error) {
      notifyFailure(error);
    } finally {
      setStarting(false);
      onClose();
    }
  }

  if (shown?.kind === 'refused') {
    return (
      <Dialog
        isOpen={choice !== null}
        onClose={onClose}
        title={t('libraryMove.refused.title')}
        description={refusalText(shown.refusal)}
        width="small"
        footer={
          <>
            <Button onClick={onClose}>{t('common.close')}</Button>
            <Button variant="primary" isBusy={isChoosing} onClick={onChooseAgain}>
              {t('libraryMove.refused.again')}
            </Button>
          </>
        }
      >
        <p className={styles.path}>{shown.refusal.folder}</p>
      </Dialog>
    );
  }

  const plan = shown?.plan;
  const isUse = plan?.way === 'use';
  return (
    <Dialog
      isOpen={choice !== null}
      onClose={onClose}
      title={t(isUse ? 'libraryMove.plan.titleUse' : 'libraryMove.plan.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isBusy={isStarting} onClick={() => void (plan && start(plan))}>
            {t(isUse ? 'libraryMove.plan.confirmUse' : 'libraryMove.plan.confirm')}
          </Button>
        </>
      }
    >
      {plan && <PlanFacts plan={plan} />}
    </Dialog>
  );
}

function PlanFacts({ plan }: { readonly plan: LibraryMovePlan }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <dl className={styles.facts}>
        {plan.way !== 'use' && (
          <div className={styles.fact}>
            <dt>{t('libraryMove.plan.what')}</dt>
            <dd>
              {t('libraryMove.plan.contents', {
                songs: t('libraryMove.plan.songs', { count: plan.songs }),
                files: t('libraryMove.plan.files', { count: plan.files }),
                size: formatBytes(plan.bytes),
              })}
            </dd>
          </div>
        )}
        <div className={styles.fact}>
          <dt>{t('libraryMove.plan.from')}</dt>
          <dd>{plan.from}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{t('libraryMove.plan.to')}</dt>
          <dd>{plan.to}</dd>
        </div>
      </dl>
      <div className={styles.notes}>
        {plan.isSubfolder && <p>{t('libraryMove.plan.subfolder')}</p>}
        <p>{t(`libraryMove.plan.${plan.way}`)}</p>
        {plan.leftOut > 0 && <p>{t('libraryMove.plan.leftOut', { count: plan.leftOut })}</p>}
        {plan.way === 'copy' && <p>{t('libraryMove.plan.waits')}</p>}
      </div>
    </>
  );
}
