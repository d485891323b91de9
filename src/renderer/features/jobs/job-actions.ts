import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AudioLines, Ban, Braces, Copy, RefreshCw, RotateCcw, Trash2 } from 'lucide-react';
import type { Job, JobId } from '@shared/model';
import { quote } from '@shared/song-query/pieces';
import { invoke } from '../../bridge';
import { translate } from '../../i18n';
import { DEFAULT_LISTING, listingPath } from '../../navigation';
import { copyText } from '../../shell/copy-text';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import type { MenuItem } from '../../ui/menu';
import type { SelectedRows } from '../../ui/selected-rows';

/** What can be done with jobs, and the two dialogs that some of it opens. */
export interface JobActions {
  readonly check: (ids: readonly JobId[]) => void;
  readonly stop: (ids: readonly JobId[]) => void;
  readonly copy: (ids: readonly JobId[]) => void;
  /** Brings back songs of these jobs that were removed from the library. */
  readonly bringBack: (ids: readonly JobId[]) => void;
  readonly remove: (ids: readonly JobId[]) => Promise<void>;
  /** The jobs that are asked about before they are removed. */
  readonly removing: readonly JobId[] | null;
  readonly setRemoving: (ids: readonly JobId[] | null) => void;
  /** The job whose answer is open. */
  readonly answerOf: JobId | null;
  readonly setAnswerOf: (id: JobId | null) => void;
}

/** Lists the songs that a job made: by the filter that anybody could type. */
export function showSongsOf(jobId: JobId): void {
  const search = `job:${quote(jobId)}`;
  window.history.pushState(null, '', listingPath({ ...DEFAULT_LISTING, search }));
}

export function useJobActions(): JobActions {
  const [removing, setRemoving] = useState<readonly JobId[] | null>(null);
  const [answerOf, setAnswerOf] = useState<JobId | null>(null);
  return useMemo(
    () => ({
      check: (ids) => {
        invoke('jobs.check', { jobIds: [...ids] }).catch(notifyFailure);
      },
      stop: (ids) => {
        invoke('jobs.stop', { jobIds: [...ids] }).catch(notifyFailure);
      },
      copy: (ids) => {
        copyText(ids.join('\n'));
      },
      bringBack: (ids) => {
        invoke('songs.bringBack', { jobIds: [...ids] }).then(({ restored }) => {
          notify(() =>
            restored === 0
              ? translate('check.remove.noneToBringBack')
              : translate('check.remove.broughtBack', { count: restored }),
          );
        }, notifyFailure);
      },
      remove: async (ids) => {
        await invoke('jobs.remove', { jobIds: [...ids] });
      },
      removing,
      setRemoving,
      answerOf,
      setAnswerOf,
    }),
    [removing, answerOf],
  );
}

/** The menu of a job, or of all selected ones. `job` is the row that the menu was opened on. */
export function useJobMenu(
  actions: JobActions,
): (job: Job, jobs: SelectedRows<JobId>) => readonly MenuItem[] {
  const { t } = useTranslation();
  return (job, jobs) => {
    const { count } = jobs;
    const withIds = (run: (ids: readonly JobId[]) => void) => {
      jobs.keys().then(run, notifyFailure);
    };
    const isOne = count === 1;
    const isOver = job.phase === 'failed' || job.phase === 'lost';
    const checkLabel = isOver ? t('jobs.menu.retry') : t('jobs.menu.check');
    return [
      {
        label: t('jobs.menu.songs'),
        icon: AudioLines,
        isDisabled: !isOne || job.songCount === 0,
        ...(job.songCount > 0 && { shortcut: 'Enter' }),
        onSelect: () => {
          showSongsOf(job.id);
        },
      },
      {
        label: isOne ? checkLabel : t('jobs.menu.checkMany', { count }),
        icon: RefreshCw,
        onSelect: () => {
          withIds(actions.check);
        },
      },
      {
        label: isOne ? t('jobs.menu.stop') : t('jobs.menu.stopMany', { count }),
        icon: Ban,
        isDisabled: isOne && job.nextPollAt === null && !job.isAsking,
        onSelect: () => {
          withIds(actions.stop);
        },
      },
      {
        label: t('check.remove.bringBack'),
        icon: RotateCcw,
        isDisabled: isOne && job.removedCount === 0,
        onSelect: () => {
          withIds(actions.bringBack);
        },
      },
      { kind: 'separator' },
      {
        label: isOne ? t('jobs.menu.copyId') : t('jobs.menu.copyIds', { count }),
        icon: Copy,
        shortcut: 'Ctrl+C',
        onSelect: () => {
          withIds(actions.copy);
        },
      },
      {
        label: t('jobs.menu.answer'),
        icon: Braces,
        ...(job.songCount === 0 && { shortcut: 'Enter' }),
        isDisabled: !isOne || !job.hasAnswer,
        onSelect: () => {
          actions.setAnswerOf(job.id);
        },
      },
      { kind: 'separator' },
      {
        label: isOne ? t('jobs.menu.remove') : t('jobs.menu.removeMany', { count }),
        icon: Trash2,
        shortcut: 'Delete',
        isDangerous: true,
        onSelect: () => {
          withIds(actions.setRemoving);
        },
      },
    ];
  };
}
