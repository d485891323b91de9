import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import type { ClipId } from '@shared/model';
import { translate } from '../../i18n';
import { useSteadySong } from '../../query';
import { notifyFailure } from '../../shell/failure-text';
import { ConfirmDialog } from '../../ui/dialog';
import { revertWords } from './own-words';

export interface RevertDialogProps {
  /** The song whose words are to be the service's again; null while the dialog is closed. */
  readonly clipId: ClipId | null;
  readonly onClose: () => void;
}

/** Asks before the user's own words of a song are given up. */
export function RevertDialog({ clipId, onClose }: RevertDialogProps): ReactElement {
  const { t } = useTranslation();
  const title = useSteadySong(clipId)?.title ?? '';
  const run = useMutation({
    mutationFn: () =>
      clipId === null
        ? Promise.resolve()
        : revertWords(clipId, () => translate('lyrics.revert.done', { title })),
    onSuccess: onClose,
    onError: notifyFailure,
  });
  return (
    <ConfirmDialog
      isOpen={clipId !== null}
      onClose={onClose}
      title={t('lyrics.revert.title')}
      text={t('lyrics.revert.text', { title })}
      confirmLabel={t('lyrics.revert.run')}
      isBusy={run.isPending}
      onConfirm={() => {
        run.mutate();
      }}
    />
  );
}
