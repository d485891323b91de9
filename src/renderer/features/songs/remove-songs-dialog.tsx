import { useCallback, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import type { RemovalPlan } from '@shared/library-check';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { formatBytes } from '../../format';
import { useSelectedSong } from '../../navigation';
import { notifyFailure } from '../../shell/failure-text';
import { namedSongs } from '../../shell/named-songs';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { WorkLine } from '../../ui/work-line';
import { useWorkDone } from '../../work-done';
import { removeSongs, useRemoved } from './removed-songs';
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
  const [done, setDone] = useWorkDone('removal-plan.progress');
  if (clipIds !== null && clipIds !== shown) {
    setShown(clipIds);
    setOpening(opening + 1);
    setDone(0);
  }
  useRemoved(
    useCallback(
      (gone) => {
        if (selected !== null && gone.has(selected)) select(null);
      },
      [selected, select],
    ),
  );

  const plan = useQuery({
    // Not among the songs' own: each song that goes would have all of it looked at anew.
    queryKey: ['removal', opening],
    queryFn: async () => invoke('songs.planRemoval', { clipIds: await namedSongs(shown) }),
    enabled: clipIds !== null,
    // Files come and go without the window being told.
    staleTime: 0,
    gcTime: 0,
  });

  function leave(): void {
    if (plan.isFetching) invoke('songs.cancelRemovalPlan', {}).catch(notifyFailure);
    onClose();
  }

  function remove(): void {
    // Of many that go one after the other it may be the first, and nothing of it be left to show.
    if (shown.length > 1 && selected !== null && shown.includes(selected)) select(null);
    leave();
    removeSongs(shown);
  }

  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={leave}
      title={t('check.remove.title', { count: shown.length })}
      width="small"
      footer={
        <>
          <Button onClick={leave}>{t('common.cancel')}</Button>
          <Button variant="danger" onClick={remove}>
            {t('check.remove.confirm')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {plan.data ? (
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
