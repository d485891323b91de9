import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ClipId } from '@shared/model';
import { invoke } from '../../bridge';
import { patchSnapshot, queryKeys, useExportStatus, useSnapshot, useSong } from '../../query';
import { dialogs } from '../../shell/dialogs';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ExportChoices } from './export-choices';
import { chosenOf, type ExportChoice } from './export-choice';
import { nameSongs } from './name-songs';
import { ExportProgress } from './export-progress';
import { ExportReportFooter, ExportReportView } from './export-report-view';
import styles from './export-dialog.module.css';

/** What the dialog is opened for: songs that are to be exported, or the export that is there. */
export type WantedExport =
  { readonly kind: 'export'; readonly clipIds: readonly ClipId[] } | { readonly kind: 'export-status' };

export interface ExportDialogProps {
  /** Null while the dialog is closed. */
  readonly wanted: WantedExport | null;
  readonly onClose: () => void;
}

/** Writes songs as files: what, under which names, where; then how far it is, and what became of each. */
export function ExportDialog({ wanted, onClose }: ExportDialogProps): ReactElement {
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState<WantedExport>({ kind: 'export-status' });
  if (wanted !== null && wanted !== last) setLast(wanted);
  const [round, setRound] = useState(0);
  return (
    <OpenExport
      key={round}
      isOpen={wanted !== null}
      shown={wanted ?? last}
      onClose={onClose}
      onClosed={() => {
        setRound((before) => before + 1);
      }}
    />
  );
}

interface OpenExportProps {
  readonly isOpen: boolean;
  readonly shown: WantedExport;
  readonly onClose: () => void;
  readonly onClosed: () => void;
}

function OpenExport({ shown, ...props }: OpenExportProps): ReactElement {
  return shown.kind === 'export' ? (
    <AskExport {...props} clipIds={shown.clipIds} />
  ) : (
    <ShowExport {...props} />
  );
}

type ShownProps = Omit<OpenExportProps, 'shown'>;

function AskExport({
  isOpen,
  clipIds,
  onClose,
  onClosed,
}: ShownProps & { readonly clipIds: readonly ClipId[] }): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { settings } = useSnapshot();
  const [changed, setChanged] = useState<Partial<ExportChoice>>({});
  const choice = { ...chosenOf(settings), ...changed };

  const run = useMutation({
    mutationFn: async () =>
      invoke('export.start', {
        count: await nameSongs(clipIds),
        formats: [...choice.formats],
        sounds: [...choice.sounds],
        pattern: choice.pattern,
        hasSections: choice.hasSections,
        place: choice.place,
        onExisting: choice.onExisting,
      }),
    onSuccess: (status) => {
      client.setQueryData(queryKeys.exportStatus(), status);
      dialogs.openExportStatus();
    },
  });

  const start = () => {
    const remembered = {
      exportFormats: [...choice.formats],
      exportSounds: [...choice.sounds],
      exportPattern: choice.pattern,
      hasExportSections: choice.hasSections,
      exportPlace: choice.place,
      onExportExisting: choice.onExisting,
    };
    patchSnapshot(client, { settings: { ...settings, ...remembered } });
    invoke('settings.update', remembered).catch(notifyFailure);
    run.mutate();
  };

  const isSomething = choice.formats.length + choice.sounds.length > 0;
  const canRun = isSomething && choice.pattern.trim() !== '' && clipIds.length > 0;
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={onClosed}
      width="large"
      title={t('exporting.title')}
      description={<Intro clipIds={clipIds} />}
      footer={
        <>
          {/* Here, because what is above it is scrolled and may hide it. */}
          {run.error && (
            <p role="alert" className={styles.refusal}>
              {failureText(run.error)}
            </p>
          )}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" isDisabled={!canRun} isBusy={run.isPending} onClick={start}>
            {t('exporting.run')}
          </Button>
        </>
      }
    >
      <ExportChoices
        clipIds={clipIds}
        choice={choice}
        isOpen={isOpen}
        onChange={(patch) => {
          setChanged((before) => ({ ...before, ...patch }));
        }}
      />
    </Dialog>
  );
}

function Intro({ clipIds }: { readonly clipIds: readonly ClipId[] }): ReactElement {
  const { t } = useTranslation();
  const only = clipIds.length === 1 ? clipIds[0] : undefined;
  const song = useSong(only ?? null);
  return (
    <>
      {song
        ? t('exporting.introSong', { title: song.title })
        : t('exporting.intro', { count: clipIds.length })}
    </>
  );
}

/** The present export while it goes on, then its report. It goes on without the dialog. */
function ShowExport({ isOpen, onClose, onClosed }: ShownProps): ReactElement {
  const { t } = useTranslation();
  const status = useExportStatus();
  const isRunning = status?.phase === 'running' || status?.phase === 'stopping';
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={onClosed}
      width="large"
      title={t(status?.purpose === 'tags' ? 'exporting.tags.title' : 'exporting.title')}
      footer={
        isRunning ? (
          <>
            <Button
              isBusy={status.phase === 'stopping'}
              onClick={() => {
                invoke('export.cancel', {}).catch(notifyFailure);
              }}
            >
              {t('exporting.stop')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('exporting.hide')}
            </Button>
          </>
        ) : (
          status && <ExportReportFooter status={status} onClose={onClose} />
        )
      }
    >
      {status !== null &&
        (isRunning ? <ExportProgress status={status} /> : <ExportReportView status={status} />)}
    </Dialog>
  );
}
