import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import type { JobId } from '@shared/model';
import { invoke } from '../../bridge';
import { goTo } from '../../navigation';
import { failureText } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { addedText } from './added-text';
import { useRecognition } from './use-recognition';
import { showJob } from './wanted-job';
import styles from './linked-job-dialog.module.css';

export interface LinkedJobDialogProps {
  /** The job that a link names; null while the dialog is closed. */
  readonly jobId: JobId | null;
  readonly onClose: () => void;
}

/** Asks before a job is added that nobody pasted: a page or a message had a link to it. The careful answer has the focus. */
export function LinkedJobDialog({ jobId, onClose }: LinkedJobDialogProps): ReactElement {
  const { t } = useTranslation();
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState(jobId);
  const run = useMutation({
    mutationFn: () => invoke('jobs.add', { text: last ?? '' }),
    onSuccess: (added) => {
      // A word that can be no id: the dialog says so in its place.
      if (added.added.length + added.knownCount === 0) return;
      onClose();
      goTo('jobs');
      notify(() => addedText(added));
    },
  });
  if (jobId !== null && jobId !== last) {
    setLast(jobId);
    run.reset();
  }
  const { found, isCurrent } = useRecognition(last ?? '', jobId !== null && run.isIdle);
  const known = isCurrent && found !== null && found.knownCount > 0 ? found.jobs[0] : undefined;
  const isKnown = known !== undefined;
  /** The keyboard goes to the job, not back to where it was. */
  const leadsElsewhere = useRef(false);
  const isNoId = run.data !== undefined && run.data.added.length + run.data.knownCount === 0;
  const problem = run.error ? failureText(run.error) : isNoId ? t('jobs.add.nothing') : null;
  return (
    <Dialog
      isOpen={jobId !== null}
      onClose={onClose}
      givesFocusBack={() => {
        const isBack = !leadsElsewhere.current;
        leadsElsewhere.current = false;
        return isBack;
      }}
      title={t(isKnown ? 'handedOver.known.title' : 'handedOver.job.title')}
      description={t(isKnown ? 'handedOver.known.text' : 'handedOver.job.text')}
      width="small"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {isKnown ? (
            <Button
              variant="primary"
              onClick={() => {
                leadsElsewhere.current = true;
                onClose();
                showJob(known.id);
              }}
            >
              {t('handedOver.known.show')}
            </Button>
          ) : (
            <Button
              variant="primary"
              isBusy={run.isPending}
              // Until it is known whether there is anything to add.
              isDisabled={!isCurrent}
              onClick={() => {
                run.mutate();
              }}
            >
              {t('handedOver.job.add')}
            </Button>
          )}
        </>
      }
    >
      <dl className={styles.job}>
        <dt className={styles.name}>{t('handedOver.job.id')}</dt>
        <dd className={styles.id} dir="ltr">
          {last}
        </dd>
      </dl>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </Dialog>
  );
}
