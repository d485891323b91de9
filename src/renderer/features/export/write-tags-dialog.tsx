import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { SOUND_KINDS, type ClipId, type SoundKind } from '@shared/model';
import { invoke } from '../../bridge';
import { queryKeys } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { failureText } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Checkbox, ChoiceGroup } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { nameSongs } from './name-songs';
import styles from './export-dialog.module.css';

export interface WriteTagsDialogProps {
  /** The songs whose files get tags; null while the dialog is closed. */
  readonly clipIds: readonly ClipId[] | null;
  readonly onClose: () => void;
}

/** Asks before tags are written into the library's own files, and says what that changes. */
export function WriteTagsDialog({ clipIds, onClose }: WriteTagsDialogProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState<readonly ClipId[]>([]);
  if (clipIds !== null && clipIds !== last) setLast(clipIds);
  const [kinds, setKinds] = useState<readonly SoundKind[]>(SOUND_KINDS);
  const songs = clipIds ?? last;
  const write = useMutation({
    mutationFn: async () => invoke('export.writeTags', { count: await nameSongs(songs), sounds: [...kinds] }),
    onSuccess: (status) => {
      client.setQueryData(queryKeys.exportStatus(), status);
      dialogs.openExportStatus();
    },
  });
  return (
    <Dialog
      isOpen={clipIds !== null}
      onClose={onClose}
      onClosed={() => {
        write.reset();
      }}
      title={t('exporting.tags.title')}
      description={t('exporting.tags.text', { count: songs.length })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={kinds.length === 0}
            isBusy={write.isPending}
            onClick={() => {
              write.mutate();
            }}
          >
            {t('exporting.tags.run')}
          </Button>
        </>
      }
    >
      <div className={styles.section}>
        <p>{t('exporting.tags.keeps')}</p>
        <p>{t('exporting.tags.playing')}</p>
        <ChoiceGroup label={t('exporting.tags.which')}>
          {SOUND_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`exporting.part.${kind}`)}
              isChecked={kinds.includes(kind)}
              onChange={(isChecked) => {
                setKinds(SOUND_KINDS.filter((other) => (other === kind ? isChecked : kinds.includes(other))));
              }}
            />
          ))}
        </ChoiceGroup>
      </div>
      {write.error && (
        <p role="alert" className={styles.error}>
          {failureText(write.error)}
        </p>
      )}
    </Dialog>
  );
}
