import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FolderSearch, Pause, Play, RotateCw, X, type LucideIcon } from 'lucide-react';
import type { Download, DownloadState } from '@shared/model';
import { invoke } from '../../bridge';
import { notifyFailure } from '../../shell/failure-text';
import type { MenuItem } from '../../ui/menu';
import type { SelectedRows } from '../../ui/selected-rows';

type Ids = readonly number[];

/** What can be done with downloads. */
export interface DownloadActions {
  readonly retry: (ids: Ids) => void;
  readonly pause: (ids: Ids) => void;
  readonly resume: (ids: Ids) => void;
  readonly cancel: (ids: Ids) => void;
  readonly show: (download: Download) => void;
}

export const downloadActions: DownloadActions = {
  retry: (ids) => {
    invoke('downloads.retry', { ids: [...ids] }).catch(notifyFailure);
  },
  pause: (ids) => {
    invoke('downloads.pause', { ids: [...ids] }).catch(notifyFailure);
  },
  resume: (ids) => {
    invoke('downloads.resume', { ids: [...ids] }).catch(notifyFailure);
  },
  cancel: (ids) => {
    invoke('downloads.cancel', { ids: [...ids] }).catch(notifyFailure);
  },
  show: ({ clipId, kind }) => {
    invoke('system.showSong', { clipId, kind }).catch(notifyFailure);
  },
};

/** The one thing that a download in each state most likely needs. */
export function useMainAction(): Readonly<
  Record<
    DownloadState,
    { readonly label: string; readonly icon: LucideIcon; readonly run: (ids: Ids) => void }
  >
> {
  const { t } = useTranslation();
  return useMemo(() => {
    const pause = { label: t('downloads.menu.pause'), icon: Pause, run: downloadActions.pause };
    return {
      queued: pause,
      running: pause,
      paused: { label: t('downloads.menu.resume'), icon: Play, run: downloadActions.resume },
      failed: { label: t('downloads.menu.retry'), icon: RotateCw, run: downloadActions.retry },
    };
  }, [t]);
}

/** The menu of a download, or of all selected ones. `download` is the row that the menu was opened on. */
export function useDownloadMenu(): (
  download: Download,
  downloads: SelectedRows<number>,
) => readonly MenuItem[] {
  const { t } = useTranslation();
  return (download, downloads) => {
    const { count } = downloads;
    const withIds = (run: (ids: Ids) => void) => {
      downloads.keys().then(run, notifyFailure);
    };
    const isOne = count === 1;
    const { state } = download;
    return [
      {
        label: isOne ? t('downloads.menu.retry') : t('downloads.menu.retryMany', { count }),
        icon: RotateCw,
        // A download that waits for its next try may be tried now.
        isDisabled: isOne && state !== 'failed' && download.notBefore === null,
        onSelect: () => {
          withIds(downloadActions.retry);
        },
      },
      {
        label: isOne ? t('downloads.menu.pause') : t('downloads.menu.pauseMany', { count }),
        icon: Pause,
        isDisabled: isOne && state !== 'running' && state !== 'queued',
        onSelect: () => {
          withIds(downloadActions.pause);
        },
      },
      {
        label: isOne ? t('downloads.menu.resume') : t('downloads.menu.resumeMany', { count }),
        icon: Play,
        isDisabled: isOne && state !== 'paused',
        onSelect: () => {
          withIds(downloadActions.resume);
        },
      },
      { kind: 'separator' },
      {
        label: t('downloads.menu.show'),
        icon: FolderSearch,
        isDisabled: !isOne,
        onSelect: () => {
          downloadActions.show(download);
        },
      },
      { kind: 'separator' },
      {
        label: isOne ? t('downloads.menu.cancel') : t('downloads.menu.cancelMany', { count }),
        icon: X,
        shortcut: 'Delete',
        isDangerous: true,
        onSelect: () => {
          withIds(downloadActions.cancel);
        },
      },
    ];
  };
}
