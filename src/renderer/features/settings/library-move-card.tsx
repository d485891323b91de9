import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CircleCheck, FolderSync, TriangleAlert } from 'lucide-react';
import type { LibraryMove, LibraryMoveProblem } from '@shared/model';
import { invoke } from '../../bridge';
import { formatBytes, formatRemaining, formatSpeed } from '../../format';
import { translate } from '../../i18n';
import { notifyFailure } from '../../shell/failure-text';
import { notify } from '../../shell/notices';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { StateCard, useRequest } from './state-card';
import styles from './state-card.module.css';

/** What ended a move, in words. Null: the program ended meanwhile. */
export function problemText(problem: LibraryMoveProblem | null): string {
  if (problem === null) return translate('libraryMove.stopped.ended');
  switch (problem.code) {
    case 'disk-full':
      return translate('libraryMove.stopped.disk-full', {
        needed: formatBytes(problem.neededBytes),
        free: formatBytes(problem.freeBytes),
      });
    case 'source-gone':
    case 'target-gone':
      return translate(`libraryMove.stopped.${problem.code}`);
    default:
      return translate(`libraryMove.stopped.${problem.code}`, { file: problem.file });
  }
}

type In<Phase extends LibraryMove['phase']> = Extract<LibraryMove, { phase: Phase }>;

/** How a move goes, or what it left to decide. */
export function LibraryMoveCard({ move }: { readonly move: LibraryMove }): ReactElement {
  switch (move.phase) {
    case 'moving':
      return <Moving move={move} />;
    case 'stopped':
      return <Stopped move={move} />;
    case 'copied':
      return <Copied move={move} />;
  }
}

function Moving({ move }: { readonly move: In<'moving'> }): ReactElement {
  const { t } = useTranslation();
  const [isBusy, request] = useRequest();
  const figures = [
    t('libraryMove.moving.bytes', { done: formatBytes(move.doneBytes), all: formatBytes(move.bytes) }),
    t('libraryMove.moving.files', { done: move.doneFiles, count: move.files }),
    move.bytesPerSecond > 0 ? formatSpeed(move.bytesPerSecond) : null,
    move.remainingMs === null ? null : formatRemaining(move.remainingMs),
  ];
  return (
    <StateCard
      icon={FolderSync}
      tone="plain"
      title={t('libraryMove.moving.title')}
      actions={
        <Button
          size="small"
          className={styles.quiet}
          isBusy={isBusy || move.isCancelling}
          onClick={() => {
            request(async () => {
              await invoke('libraryMove.cancel', {});
              notify(() => translate('libraryMove.moving.cancelled'));
            });
          }}
        >
          {move.isCancelling ? t('libraryMove.moving.cancelling') : t('libraryMove.moving.cancel')}
        </Button>
      }
    >
      <p className={styles.path}>{t('libraryMove.moving.to', { folder: move.to })}</p>
      <ProgressBar
        label={t('libraryMove.moving.progress')}
        percent={move.bytes > 0 ? (move.doneBytes * 100) / move.bytes : null}
        className={styles.progress}
      />
      <p className={styles.figures}>{figures.filter((each) => each !== null).join(t('common.separator'))}</p>
      <p className={styles.note}>{t('libraryMove.moving.waits')}</p>
    </StateCard>
  );
}

function Stopped({ move }: { readonly move: In<'stopped'> }): ReactElement {
  const { t } = useTranslation();
  const [isBusy, request] = useRequest();

  async function discard(): Promise<void> {
    const { left } = await invoke('libraryMove.discard', {});
    notify(() =>
      left === 0
        ? translate('libraryMove.stopped.discarded')
        : translate('libraryMove.stopped.left', { count: left, folder: move.to }),
    );
  }

  return (
    <StateCard
      icon={TriangleAlert}
      tone="warn"
      title={t('libraryMove.stopped.title')}
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            isDisabled={isBusy}
            onClick={() => {
              request(() => invoke('libraryMove.resume', {}));
            }}
          >
            {t('libraryMove.stopped.resume')}
          </Button>
          <Button
            size="small"
            className={styles.quiet}
            isBusy={isBusy}
            onClick={() => {
              request(discard);
            }}
          >
            {t('libraryMove.stopped.discard')}
          </Button>
        </>
      }
    >
      <p>{problemText(move.problem)}</p>
      <p>{t('libraryMove.stopped.safe')}</p>
      <p className={styles.path}>{move.to}</p>
    </StateCard>
  );
}

function Copied({ move }: { readonly move: In<'copied'> }): ReactElement {
  const { t } = useTranslation();
  const [isBusy, request] = useRequest();
  return (
    <StateCard
      icon={CircleCheck}
      tone="ok"
      title={t('libraryMove.copied.title')}
      actions={
        <>
          <Button
            size="small"
            className={styles.quiet}
            isBusy={isBusy}
            onClick={() => {
              request(async () => {
                await invoke('libraryMove.trashOldFolder', {});
                notify(() => translate('libraryMove.copied.trashed'));
              });
            }}
          >
            {t('libraryMove.copied.trash')}
          </Button>
          <Button
            size="small"
            className={styles.quiet}
            onClick={() => {
              invoke('libraryMove.showOldFolder', {}).catch(notifyFailure);
            }}
          >
            {t('libraryMove.copied.show')}
          </Button>
          <Button
            size="small"
            variant="ghost"
            onClick={() => {
              invoke('libraryMove.keepOldFolder', {}).catch(notifyFailure);
            }}
          >
            {t('libraryMove.copied.keep')}
          </Button>
        </>
      }
    >
      {move.files > 0 && (
        <p>
          {t('libraryMove.copied.compared', {
            files: t('libraryMove.plan.files', { count: move.files }),
            size: formatBytes(move.bytes),
          })}
        </p>
      )}
      {move.leftOut > 0 && <p>{t('libraryMove.plan.leftOut', { count: move.leftOut })}</p>}
      <p>{t('libraryMove.copied.old')}</p>
      <p className={styles.path}>{move.from}</p>
    </StateCard>
  );
}
