import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { RemovalPlan } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { formatBytes } from '../../format';
import { useSelectedSong } from '../../navigation';
import { player } from '../../player/use-player';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Spinner } from '../../ui/spinner';
import styles from './remove-songs-dialog.module.css';

export interface RemoveSongsDialogProps {
  /** Null while the dialog is closed. */
  readonly clipIds: readonly ClipId[] | null;
  readonly onClose: () => void;
}

/** Asks before songs are removed, and names what goes and what stays. */
export function RemoveSongsDialog({ clipIds, onClose }: RemoveSongsDialogProps): ReactElement {
  const { t } = useTranslation();
  const [selected, select] = useSelectedSong();
  // While the dialog fades out it shows what it showed.
  const [shown, setShown] = useState<readonly ClipId[]>([]);
  const [hasNoTrash, setNoTrash] = useState(false);
  if (clipIds !== null && clipIds !== shown) {
    setShown(clipIds);
    setNoTrash(false);
  }
  const plan = useQuery({
    queryKey: ['songs', 'removal', shown],
    queryFn: () => invoke('songs.planRemoval', { clipIds: [...shown] }),
    enabled: clipIds !== null,
    // Files come and go without the window being told.
    staleTime: 0,
    gcTime: 0,
  });

  const remove = useMutation({
    mutationFn: (keepsFiles: boolean) => {
      const current = player.getState().clipId;
      // First, so that no file that goes is open.
      if (current !== null && shown.includes(current)) player.reset();
      return invoke('songs.remove', { clipIds: [...shown], keepsFiles });
    },
    onSuccess: ({ removed, problem }) => {
      if (selected !== null && removed.includes(selected)) select(null);
      if (removed.length > 0) notify(t('check.remove.done', { count: removed.length }));
      if (problem === null) onClose();
      else setNoTrash(true);
    },
    onError: notifyFailure,
  });

  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={onClose}
      title={t('check.remove.title', { count: shown.length })}
      width="small"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          {hasNoTrash ? (
            <Button
              isBusy={remove.isPending}
              onClick={() => {
                remove.mutate(true);
              }}
            >
              {t('check.remove.keepFiles')}
            </Button>
          ) : (
            <Button
              variant="danger"
              isBusy={remove.isPending}
              onClick={() => {
                remove.mutate(false);
              }}
            >
              {t('check.remove.confirm')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        {hasNoTrash ? (
          <p role="alert">{t('check.remove.noTrash')}</p>
        ) : plan.data ? (
          <Plan plan={plan.data} />
        ) : (
          <p className={styles.looking}>
            <Spinner size={14} /> {t('check.remove.looking')}
          </p>
        )}
        <p className={styles.quiet}>{t('check.remove.job')}</p>
      </div>
    </Dialog>
  );
}

function Plan({ plan }: { readonly plan: RemovalPlan }): ReactElement {
  const { t } = useTranslation();
  const more = plan.stayingCount - plan.staying.length;
  return (
    <>
      <p>
        {plan.files === 0
          ? t('check.remove.noFiles')
          : t('check.remove.files', { count: plan.files, size: formatBytes(plan.bytes) })}
      </p>
      {plan.stayingCount > 0 && (
        <div>
          <p>{t('check.remove.staying', { count: plan.stayingCount })}</p>
          <ul className={styles.staying}>
            {plan.staying.map((path) => (
              <li key={path}>{path}</li>
            ))}
            {more > 0 && <li>{t('check.remove.more', { count: more })}</li>}
          </ul>
        </div>
      )}
    </>
  );
}
