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
import { WorkLine } from '../../ui/work-line';
import { useWorkDone } from '../../work-done';
import { offerUndo, tellRemoved } from './removed-songs';
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
  // A name for what is planned that stays short however many songs it is about.
  const [opening, setOpening] = useState(0);
  const [hasNoTrash, setNoTrash] = useState(false);
  const [done, setDone] = useWorkDone('removal.progress');
  if (clipIds !== null && clipIds !== shown) {
    setShown(clipIds);
    setOpening(opening + 1);
    setNoTrash(false);
    setDone(0);
  }
  const [isStopping, setStopping] = useState(false);

  const remove = useMutation({
    mutationFn: (keepsFiles: boolean) => {
      const current = player.getState().clipId;
      // First, so that no file that goes is open.
      if (current !== null && shown.includes(current)) player.reset();
      return invoke('songs.remove', { clipIds: [...shown], keepsFiles });
    },
    onSuccess: ({ removed, problem }) => {
      const count = removed.length;
      tellRemoved(removed);
      if (selected !== null && removed.includes(selected)) select(null);
      const text = t(problem === 'cancelled' ? 'check.remove.stopped' : 'check.remove.done', { count });
      if (count > 0) offerUndo(text);
      else if (problem === 'cancelled') notify(text);
      if (problem === 'trash-unavailable') setNoTrash(true);
      else onClose();
    },
    onError: notifyFailure,
    onSettled: () => {
      setStopping(false);
    },
  });
  const isRemoving = remove.isPending;
  const isRemovingMany = isRemoving && shown.length > 1;

  const plan = useQuery({
    // Not among the songs' own: each song that goes would have all of it looked at anew.
    queryKey: ['removal', opening],
    queryFn: () => invoke('songs.planRemoval', { clipIds: [...shown] }),
    enabled: clipIds !== null && !isRemoving && !hasNoTrash,
    // Files come and go without the window being told.
    staleTime: 0,
    gcTime: 0,
  });

  /** Ends what is going on. What is being removed is told when it has ended. */
  function leave(): void {
    if (plan.isFetching || isRemoving) invoke('songs.cancelRemoval', {}).catch(notifyFailure);
    if (isRemoving) setStopping(true);
    else onClose();
  }

  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={leave}
      title={t('check.remove.title', { count: shown.length })}
      width="small"
      isSticky={isRemoving}
      footer={
        <>
          <Button isBusy={isStopping} onClick={leave}>
            {isRemovingMany ? t('common.stop') : t('common.cancel')}
          </Button>
          <Button
            variant={hasNoTrash ? 'quiet' : 'danger'}
            isBusy={isRemoving}
            onClick={() => {
              setDone(0);
              remove.mutate(hasNoTrash);
            }}
          >
            {hasNoTrash ? t('check.remove.keepFiles') : t('check.remove.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {isRemovingMany ? (
          <WorkLine label={t('check.remove.removing')} done={done} total={shown.length} />
        ) : hasNoTrash ? (
          <p role="alert">{t('check.remove.noTrash')}</p>
        ) : plan.data ? (
          <Plan plan={plan.data} />
        ) : (
          <WorkLine label={t('check.remove.looking')} done={done} total={shown.length} />
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
