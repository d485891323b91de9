import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type ChangeEvent,
  type KeyboardEvent,
  type ReactElement,
  type SyntheticEvent,
} from 'react';
import { useTranslation } from 'react-i18next';
import { FileText, FolderOpen, X } from 'lucide-react';
import type { WorkProgress } from '@shared/library-check';
import { invoke, onEvent } from '../../bridge';
import { formatBytes } from '../../format';
import { translate } from '../../i18n';
import { goTo } from '../../navigation';
import type { IncomingJobs } from '../../shell/dialogs';
import { leftOutText } from '../../shell/drop-zone';
import { failureText, notifyFailure } from '../../shell/failure-text';
import { readFiles, type LeftOut } from '../../shell/incoming-text';
import { notify, type Words } from '../../shell/notices';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/field';
import { WorkLine } from '../../ui/work-line';
import { addedText } from './added-text';
import { RecognitionList, recognitionSummary } from './recognition-list';
import { useRecognition } from './use-recognition';
import styles from './add-jobs-dialog.module.css';

/** A longer text is kept aside as one piece: a field with megabytes in it would make each letter slow. */
const LONGEST_IN_FIELD = 50_000;

/** A text that is taken as a whole, named by where it came from. */
interface Piece {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

interface Draft {
  readonly typed: string;
  readonly pieces: readonly Piece[];
}

const EMPTY: Draft = { typed: '', pieces: [] };
let nextPiece = 1;

/** A text joins what is there: short ones in the field, where they can be read, long ones as a piece. */
function withText(draft: Draft, name: string, text: string): Draft {
  if (draft.typed.length + text.length > LONGEST_IN_FIELD) {
    nextPiece += 1;
    return { ...draft, pieces: [...draft.pieces, { id: nextPiece, name, text }] };
  }
  const gap = draft.typed === '' || draft.typed.endsWith('\n') ? '' : '\n';
  return { ...draft, typed: draft.typed + gap + text };
}

export interface AddJobsDialogProps {
  /** What the dialog opens with; null while it is closed. A text that comes while it is open joins the one in it. */
  readonly incoming: IncomingJobs | null;
  readonly onClose: () => void;
}

/** Takes job ids in any form, and shows what it makes of them before anything is added. */
export function AddJobsDialog({ incoming, onClose }: AddJobsDialogProps): ReactElement {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<IncomingJobs | null>(null);
  const [draft, setDraft] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const [progress, setProgress] = useState<WorkProgress | null>(null);
  const [error, setError] = useState<{ readonly text: Words } | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const summaryId = useId();

  if (incoming !== opened) {
    setOpened(incoming);
    if (incoming !== null) {
      const before = opened === null ? EMPTY : draft;
      setDraft(incoming.text === '' ? before : withText(before, t('jobs.add.longText'), incoming.text));
      setError(incoming.problem && { text: incoming.problem });
    }
  }

  const isOpen = incoming !== null;
  const text = useMemo(
    () => [draft.typed, ...draft.pieces.map((piece) => piece.text)].join('\n').trim(),
    [draft],
  );
  const { found, isCurrent, error: lookError } = useRecognition(text, isOpen && !isBusy);
  const hasNothing = isCurrent && found !== null && found.newCount + found.knownCount === 0;
  const canAdd = text !== '' && !hasNothing;

  useEffect(() => onEvent('adding.progress', setProgress), []);

  async function add(): Promise<void> {
    if (!canAdd || isBusy) return;
    setBusy(true);
    setError(null);
    setProgress(null);
    try {
      const added = await invoke('jobs.add', { text });
      if (added.isStopped) {
        const count = added.added.length;
        setError({ text: () => translate('jobs.add.stopped', { count }) });
        return;
      }
      if (added.added.length + added.knownCount === 0) {
        setError({ text: () => translate('jobs.add.nothing') });
        return;
      }
      onClose();
      goTo('jobs');
      notify(() => addedText(added));
    } catch (failure) {
      setError({ text: () => failureText(failure) });
    } finally {
      setBusy(false);
      setStopping(false);
    }
  }

  /** Ends the adding; what came of it is told when it has ended. */
  function leave(): void {
    if (!isBusy) {
      onClose();
      return;
    }
    setStopping(true);
    invoke('jobs.cancelAdding', {}).catch(notifyFailure);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void add();
  }

  /** A text of many lines that is pasted or dropped stays out of the field, which would take minutes to lay them out. */
  function keepOutLong(event: SyntheticEvent, data: DataTransfer): void {
    const given = data.getData('text/plain');
    if (given.length <= LONGEST_IN_FIELD) return;
    event.preventDefault();
    setDraft(withText(draft, t('jobs.add.longText'), given));
  }

  async function takeFiles(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const chosen = [...(event.target.files ?? [])];
    // The same file can be chosen again.
    event.target.value = '';
    const leftOut: LeftOut[] = [];
    for (const file of chosen) {
      const read = await readFiles([file]);
      leftOut.push(...read.leftOut);
      if (read.text.trim() !== '') setDraft((old) => withText(old, file.name, read.text));
    }
    const problem = leftOutText(leftOut);
    setError(problem && { text: problem });
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={leave}
      onClosed={() => {
        setDraft(EMPTY);
      }}
      title={t('jobs.add.title')}
      description={t('jobs.add.description')}
      initialFocus={field}
      isSticky={text !== ''}
      footer={
        <>
          {isBusy && progress !== null ? (
            <WorkLine
              className={styles.summary}
              label={t('jobs.add.adding')}
              done={progress.done}
              total={progress.total}
            />
          ) : (
            <p id={summaryId} className={styles.summary} aria-live="polite">
              {text !== '' && found !== null && recognitionSummary(found)}
            </p>
          )}
          <Button isBusy={isStopping} onClick={leave}>
            {isBusy ? t('common.stop') : t('common.cancel')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!canAdd}
            isBusy={isBusy}
            aria-describedby={summaryId}
            onClick={() => {
              void add();
            }}
          >
            {t('jobs.add.submit')}
          </Button>
        </>
      }
    >
      <TextArea
        ref={field}
        label={t('jobs.add.field')}
        value={draft.typed}
        isMonospace
        rows={6}
        placeholder={t('jobs.add.placeholder')}
        error={error?.text() ?? (lookError === null ? null : failureText(lookError))}
        onChange={(typed) => {
          setError(null);
          setDraft({ ...draft, typed });
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          keepOutLong(event, event.clipboardData);
        }}
        onDrop={(event) => {
          keepOutLong(event, event.dataTransfer);
        }}
        className={styles.field}
      />
      {draft.pieces.length > 0 && (
        <ul className={styles.pieces}>
          {draft.pieces.map((piece) => (
            <li key={piece.id} className={styles.piece}>
              <FileText size={15} aria-hidden />
              <span className={styles.pieceName}>
                {t('jobs.add.piece', { name: piece.name, size: formatBytes(piece.text.length) })}
              </span>
              <IconButton
                size="small"
                icon={X}
                iconSize={14}
                label={t('jobs.add.pieceRemove', { name: piece.name })}
                onClick={() => {
                  setDraft({ ...draft, pieces: draft.pieces.filter((other) => other !== piece) });
                  field.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.files}>
        <Button size="small" icon={FolderOpen} onClick={() => files.current?.click()}>
          {t('jobs.add.choose')}
        </Button>
        <span>{t('jobs.add.dropHint')}</span>
        <input
          ref={files}
          type="file"
          hidden
          multiple
          accept=".txt,.csv,.json,.jsonl,.ndjson,.tsv,.log,.md,text/*"
          onChange={(event) => {
            void takeFiles(event);
          }}
        />
      </div>
      <RecognitionList found={text === '' ? null : found} isLooking={text !== '' && !isCurrent} />
    </Dialog>
  );
}
