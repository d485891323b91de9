import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from '@tanstack/react-query';
import type { ClipId, ReadLyricsFile } from '@shared/model';
import { oneLineName } from '@shared/list-names';
import { translate } from '../../i18n';
import { useSong } from '../../query';
import { failureText } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { languageOf } from './script-language';
import { takeWords } from './own-words';
import { useLyrics } from './use-lyrics';
import styles from './import-dialog.module.css';

export interface Import {
  readonly clipId: ClipId;
  readonly file: ReadLyricsFile;
}

export interface ImportDialogProps {
  /** Null while the dialog is closed. */
  readonly wanted: Import | null;
  readonly onClose: () => void;
}

/** Shows what was read of a file before it becomes the words of a song. */
export function ImportDialog({ wanted, onClose }: ImportDialogProps): ReactElement | null {
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState(wanted);
  if (wanted !== null && wanted !== last) setLast(wanted);
  return last && <OpenImport isOpen={wanted !== null} {...last} onClose={onClose} />;
}

interface OpenImportProps extends Import {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

function OpenImport({ isOpen, clipId, file, onClose }: OpenImportProps): ReactElement {
  const { t } = useTranslation();
  const song = useSong(clipId);
  const { lyrics } = useLyrics(clipId);
  const title = song?.title ?? '';
  const run = useMutation({
    mutationFn: () => takeWords(clipId, file, () => translate('lyrics.importing.done', { title })),
    onSuccess: onClose,
  });
  const facts: readonly (readonly [name: string, value: string])[] = [
    [t('lyrics.importing.format'), t(`exporting.format.${file.format}`)],
    [
      t('lyrics.importing.lines'),
      t('lyrics.importing.linesOf', { count: file.sungLines, timed: file.timedLines }),
    ],
    ...(file.guessedEncoding === null
      ? []
      : [
          [
            t('lyrics.importing.letters'),
            t('lyrics.importing.guessed', { encoding: file.guessedEncoding }),
          ] as const,
        ]),
  ];
  const losesTimes = lyrics?.state === 'timed' && file.timedLines === 0;

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('lyrics.importing.title')}
      description={t('lyrics.importing.intro', { file: oneLineName(file.fileName), title })}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            isBusy={run.isPending}
            onClick={() => {
              run.mutate();
            }}
          >
            {t('lyrics.importing.run')}
          </Button>
        </>
      }
    >
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <pre className={styles.words} dir="auto" lang={languageOf(file.text)} tabIndex={0}>
        {file.text}
      </pre>
      {losesTimes && <p className={styles.warning}>{t('lyrics.importing.losesTimes')}</p>}
      {lyrics?.source === 'user' && <p className={styles.warning}>{t('lyrics.importing.replacesOwn')}</p>}
      <p className={styles.note}>{t('lyrics.importing.keeps')}</p>
      {run.error && (
        <p role="alert" className={styles.error}>
          {failureText(run.error)}
        </p>
      )}
    </Dialog>
  );
}
