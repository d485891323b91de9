import { useId, useRef, useState, type ReactElement } from 'react';
import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  LYRICS_FORMATS,
  type ClipId,
  type ExportReport,
  type LyricsFormat,
  type OnExisting,
} from '@shared/model';
import { invoke } from '../../bridge';
import { patchSnapshot, queryKeys, useSnapshot } from '../../query';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/choice';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { ExportPreviewList } from './export-preview-list';
import { mergeReports, filesThatExist } from './export-report';
import { ExportReportList } from './export-report-list';
import { cueFormatsOf } from './lyrics-formats';
import styles from './export-dialog.module.css';

/** What a file name can be made of, as main knows it. */
const PLACEHOLDERS = ['title', 'id', 'model', 'date', 'number'] as const;

export interface ExportDialogProps {
  /** The songs to export; null while the dialog is closed. */
  readonly clipIds: readonly ClipId[] | null;
  readonly onClose: () => void;
}

/** Writes lyrics as files: what, under which names, where; then what became of each. */
export function ExportDialog({ clipIds, onClose }: ExportDialogProps): ReactElement {
  // While it closes, the dialog still shows what it showed.
  const [last, setLast] = useState<readonly ClipId[]>([]);
  if (clipIds !== null && clipIds !== last) setLast(clipIds);
  const [round, setRound] = useState(0);
  return (
    <OpenExport
      key={round}
      isOpen={clipIds !== null}
      clipIds={clipIds ?? last}
      onClose={onClose}
      onClosed={() => {
        setRound((before) => before + 1);
      }}
    />
  );
}

interface OpenExportProps {
  readonly isOpen: boolean;
  readonly clipIds: readonly ClipId[];
  readonly onClose: () => void;
  readonly onClosed: () => void;
}

function OpenExport({ isOpen, clipIds, onClose, onClosed }: OpenExportProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { settings } = useSnapshot();
  const [chosen, setChosen] = useState<readonly LyricsFormat[] | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [areSectionsChosen, setSectionsChosen] = useState<boolean | null>(null);
  const [report, setReport] = useState<ExportReport | null>(null);
  const formats = chosen ?? settings.exportFormats;
  const pattern = typed ?? settings.exportPattern;
  const hasSections = areSectionsChosen ?? settings.hasExportSections;

  const run = useMutation({
    mutationFn: (onExisting: OnExisting) =>
      invoke('lyrics.export', {
        clipIds: [...clipIds],
        formats: [...formats],
        pattern,
        hasSections,
        onExisting,
      }),
    onSuccess: (next) => {
      setReport((before) => (before === null ? next : mergeReports(before, next)));
    },
  });

  const start = () => {
    const remembered = {
      exportFormats: [...formats],
      exportPattern: pattern,
      hasExportSections: hasSections,
    };
    patchSnapshot(client, { settings: { ...settings, ...remembered } });
    invoke('settings.update', remembered).catch(notifyFailure);
    run.mutate('ask');
  };

  const existing = report === null ? 0 : filesThatExist(report);
  const canRun = formats.length > 0 && pattern.trim() !== '' && clipIds.length > 0;

  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      onClosed={onClosed}
      title={t('exporting.title')}
      description={report === null ? <Intro clipIds={clipIds} /> : undefined}
      footer={
        report === null ? (
          <>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button variant="primary" isDisabled={!canRun} isBusy={run.isPending} onClick={start}>
              {t('exporting.run')}
            </Button>
          </>
        ) : existing > 0 ? (
          <>
            {(['skip', 'replace', 'keep-both'] as const).map((answer) => (
              <Button
                key={answer}
                variant={answer === 'keep-both' ? 'primary' : 'quiet'}
                isBusy={run.isPending && run.variables === answer}
                onClick={() => {
                  run.mutate(answer);
                }}
              >
                {t(answer === 'keep-both' ? 'exporting.ask.keepBoth' : `exporting.ask.${answer}`)}
              </Button>
            ))}
          </>
        ) : (
          <>
            <Button
              icon={FolderOpen}
              onClick={() => {
                invoke('lyrics.openExportFolder', {}).catch(notifyFailure);
              }}
            >
              {t('exporting.report.showFolder')}
            </Button>
            <Button variant="primary" onClick={onClose}>
              {t('exporting.report.done')}
            </Button>
          </>
        )
      }
    >
      {report === null ? (
        <Choices
          clipIds={clipIds}
          formats={formats}
          onFormats={setChosen}
          hasSections={hasSections}
          onSections={setSectionsChosen}
          pattern={pattern}
          onPattern={setTyped}
          isOpen={isOpen}
        />
      ) : (
        <ExportReportList report={report} existing={existing} />
      )}
      {run.error && (
        <p role="alert" className={styles.error}>
          {failureText(run.error)}
        </p>
      )}
    </Dialog>
  );
}

function Intro({ clipIds }: { readonly clipIds: readonly ClipId[] }): ReactElement {
  const { t } = useTranslation();
  const only = clipIds.length === 1 ? clipIds[0] : undefined;
  const song = useQuery({
    queryKey: only === undefined ? ['songs', 'one', null] : queryKeys.song(only),
    queryFn: () => (only === undefined ? null : invoke('songs.get', { clipId: only })),
  }).data;
  return (
    <>
      {song
        ? t('exporting.introSong', { title: song.title })
        : t('exporting.intro', { count: clipIds.length })}
    </>
  );
}

interface ChoicesProps {
  readonly clipIds: readonly ClipId[];
  readonly formats: readonly LyricsFormat[];
  readonly onFormats: (formats: readonly LyricsFormat[]) => void;
  readonly hasSections: boolean;
  readonly onSections: (hasSections: boolean) => void;
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
  readonly isOpen: boolean;
}

function Choices(props: ChoicesProps): ReactElement {
  const { t } = useTranslation();
  const { formats, pattern } = props;
  return (
    <div className={styles.choices}>
      <fieldset className={styles.formats}>
        <legend className={styles.label}>{t('exporting.formats')}</legend>
        <div className={styles.columns}>
          {LYRICS_FORMATS.map((format) => (
            <Checkbox
              key={format}
              label={t(`exporting.format.${format}`)}
              hint={t(`exporting.formatHint.${format}`)}
              isChecked={formats.includes(format)}
              onChange={(isChecked) => {
                props.onFormats(
                  LYRICS_FORMATS.filter((other) => (other === format ? isChecked : formats.includes(other))),
                );
              }}
            />
          ))}
        </div>
        {formats.includes('txt') && (
          <Checkbox
            label={t('exporting.sections')}
            isChecked={props.hasSections}
            onChange={props.onSections}
          />
        )}
        {cueFormatsOf(formats).length > 0 && <p className={styles.insert}>{t('exporting.timesOnly')}</p>}
        {formats.length === 0 && (
          <p role="alert" className={styles.error}>
            {t('exporting.noFormat')}
          </p>
        )}
      </fieldset>
      <Pattern pattern={pattern} onPattern={props.onPattern} />
      <ExportPreviewList {...props} />
      <Folder />
    </div>
  );
}

function Pattern({ pattern, onPattern }: Pick<ChoicesProps, 'pattern' | 'onPattern'>): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const unknown = pattern
    .match(/\{[^{}]*\}/g)
    ?.find((word) => !PLACEHOLDERS.some((name) => word === `{${name}}`));

  /** Puts a placeholder where the caret is, and the caret behind it. */
  const insert = (name: string) => {
    const input = field.current;
    const text = `{${name}}`;
    const from = input?.selectionStart ?? pattern.length;
    const to = input?.selectionEnd ?? pattern.length;
    onPattern(pattern.slice(0, from) + text + pattern.slice(to));
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(from + text.length, from + text.length);
    });
  };

  return (
    <div>
      <TextField
        ref={field}
        label={t('exporting.pattern')}
        value={pattern}
        onChange={onPattern}
        isMonospace
        maxLength={200}
        spellCheck={false}
        error={pattern.trim() === '' ? t('exporting.patternEmpty') : null}
        hint={unknown === undefined ? undefined : t('exporting.patternUnknown', { word: unknown })}
      />
      <div className={styles.placeholders}>
        <span className={styles.insert}>{t('exporting.insert')}</span>
        {PLACEHOLDERS.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.placeholder}
            aria-label={t('exporting.insertLabel', { name: t(`exporting.placeholder.${name}`) })}
            onClick={() => {
              insert(name);
            }}
          >
            {t(`exporting.placeholder.${name}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function Folder(): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { exportFolder } = useSnapshot();
  const id = useId();
  const choose = useMutation({
    mutationFn: () => invoke('lyrics.chooseExportFolder', {}),
    onSuccess: (answer) => {
      if (answer) patchSnapshot(client, answer);
    },
    onError: notifyFailure,
  });
  return (
    <div>
      <p id={id} className={styles.label}>
        {t('exporting.folder')}
      </p>
      <div className={styles.folder}>
        <bdi className={styles.path} aria-labelledby={id} title={exportFolder}>
          {exportFolder}
        </bdi>
        <Button
          size="small"
          isBusy={choose.isPending}
          onClick={() => {
            choose.mutate();
          }}
        >
          {t('exporting.choose')}
        </Button>
      </div>
    </div>
  );
}
