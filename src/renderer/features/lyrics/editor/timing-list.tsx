import {
  memo,
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from 'react';
import clsx from 'clsx';
import { useTranslation } from 'react-i18next';
import { classifyLine } from '@shared/lyrics-lines';
import { translate } from '../../../i18n';
import { followMoments } from '../../../player/use-player';
import { isKeyOf } from '../../../shell/shortcuts';
import { Badge } from '../../../ui/badge';
import { createFollower } from '../follower';
import { LinePages } from '../line-pages';
import { timelineOf } from '../timeline';
import { merged, split } from './cut-lines';
import {
  disordered,
  hasUntimedWords,
  kindOf,
  nextSung,
  nudged,
  previousSung,
  withEnd,
  withText,
  withNextWord,
  withoutTimes,
  withStart,
  type EditorDocument,
  type EditorLine,
} from './editor-document';
import { stampText } from './stamp-text';
import styles from './lyrics-editor.module.css';

/** As in the style of a row. */
const LINE_HEIGHT_PX = 32;
const NUDGE_MS = 100;
const FINE_NUDGE_MS = 10;
/** What keys do with a line, by the names that they have as shortcuts behind `editor-`. */
const LINE_KEYS = ['stamp', 'word', 'end', 'play-from', 'write', 'merge', 'clear'] as const;
type LineKey = (typeof LINE_KEYS)[number];
/** Those that take the time from what is heard. */
const BY_EAR: ReadonlySet<LineKey> = new Set(['stamp', 'word', 'end']);

export interface TimingListProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly document: EditorDocument;
  readonly onChange: (next: EditorDocument, step?: string) => void;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** Where the music is, as it is heard. */
  readonly positionMs: () => number;
  /** The song is the one in the player. */
  readonly isCurrent: boolean;
  readonly onPlayFrom: (startMs: number) => void;
  /** Has the song played that is not the one in the player. */
  readonly onPlay: () => void;
  /** Length of the song; null where it is not known. */
  readonly durationMs: number | null;
}

/** The lines to be timed by key while the song plays: one is selected, and the keys are about it. */
export function TimingList(props: TimingListProps): ReactElement {
  const {
    list,
    onPlay,
    document,
    onChange,
    selected,
    onSelect,
    positionMs,
    isCurrent,
    onPlayFrom,
    durationMs,
  } = props;
  const { t } = useTranslation();
  const [written, setWritten] = useState<Written | null>(null);

  const write = (index: number) => {
    writings += 1;
    setWritten({ index, before: document, step: `write ${writings}` });
  };

  const early = useMemo(() => new Set(disordered(document)), [document]);

  useFollowing(list, document, positionMs, isCurrent);
  useEffect(() => {
    list.current?.querySelector(`[data-line="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [list, selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const line = selected === null ? undefined : document[selected];
    if (selected === null || line === undefined) return;
    const select = (index: number | null) => {
      if (index !== null) onSelect(index);
    };
    const fine = event.altKey ? FINE_NUDGE_MS : NUDGE_MS;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowUp: () => {
        select(previousSung(document, selected));
      },
      ArrowDown: () => {
        select(nextSung(document, selected));
      },
      ArrowLeft: () => {
        onChange(nudged(document, selected, -fine, durationMs), `nudge ${selected}`);
      },
      ArrowRight: () => {
        onChange(nudged(document, selected, fine, durationMs), `nudge ${selected}`);
      },
    };
    const actions: Readonly<Record<LineKey, () => void>> = {
      stamp: () => {
        onChange(withStart(document, selected, positionMs()));
        select(nextSung(document, selected));
      },
      word: () => {
        const next = withNextWord(document, selected, positionMs());
        onChange(next);
        const timed = next[selected];
        if (timed && !hasUntimedWords(timed)) select(nextSung(document, selected));
      },
      end: () => {
        onChange(withEnd(document, selected, positionMs()));
      },
      merge: () => {
        onChange(merged(document, selected));
      },
      write: () => {
        write(selected);
      },
      'play-from': () => {
        if (line.startMs !== null) onPlayFrom(line.startMs);
      },
      clear: () => {
        onChange(withoutTimes(document, selected));
      },
    };
    const isMove = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const name = LINE_KEYS.find((each) => isKeyOf(`editor-${each}`, event.nativeEvent));
    const action = name ? actions[name] : isMove ? moves[event.key] : undefined;
    if (action === undefined) return;
    event.preventDefault();
    // Of another song's sound nothing can be told about these lines.
    if (name && BY_EAR.has(name) && !isCurrent) onPlay();
    else action();
  };

  return (
    <>
      <div
        ref={list}
        role="listbox"
        aria-label={t('lyrics.editor.lines')}
        aria-activedescendant={selected === null ? undefined : `editor-line-${selected}`}
        tabIndex={0}
        className={styles.list}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>('[role=option]');
          if (row) onSelect(Number(row.dataset['line']));
        }}
        onDoubleClick={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>('[role=option]');
          if (row) write(Number(row.dataset['line']));
        }}
      >
        <LinePages count={document.length} view={list} lineHeight={LINE_HEIGHT_PX} kept={selected}>
          {(from, to) =>
            document.slice(from, to).map((line, offset) => {
              const index = from + offset;
              return index === written?.index ? (
                <WrittenRow
                  key={index}
                  text={line.text}
                  onChange={(text) => {
                    onChange(withText(written.before, index, text), written.step);
                  }}
                  onCut={(at) => {
                    onChange(split(document, index, at, written.before[index]));
                    onSelect(index + 1);
                  }}
                  onGiveUp={() => {
                    // A step of its own: what was typed can be had back.
                    onChange(written.before);
                  }}
                  onDone={() => {
                    setWritten(null);
                  }}
                />
              ) : (
                <Row
                  key={index}
                  line={line}
                  index={index}
                  total={document.length}
                  isSelected={index === selected}
                  isEarly={early.has(index)}
                />
              );
            })
          }
        </LinePages>
      </div>
      <p role="status" className={styles.disorder}>
        {disorderText(document, early)}
      </p>
    </>
  );
}

/** What is to be told of lines that are out of order; nothing where there are none. */
function disorderText(document: EditorDocument, early: ReadonlySet<number>): string | null {
  const [first] = early;
  const line = first === undefined ? undefined : document[first];
  return line === undefined
    ? null
    : translate('lyrics.editor.disorder', { count: early.size, line: line.text.trim() });
}

/** A line that is written, and the document as it was before. */
interface Written {
  readonly index: number;
  readonly before: EditorDocument;
  /** All that is typed into it is one step. */
  readonly step: string;
}

let writings = 0;

interface RowProps {
  readonly line: EditorLine;
  readonly index: number;
  /** How many lines there are, also those that are not drawn. */
  readonly total: number;
  readonly isSelected: boolean;
  /** It begins before the line in front of it. */
  readonly isEarly: boolean;
}

const Row = memo(function Row({ line, index, total, isSelected, isEarly }: RowProps): ReactElement | null {
  const { t } = useTranslation();
  const { kind, text } = classifyLine(line.text);
  if (kind === 'blank') return <div className={styles.gap} />;
  if (kind !== 'sung') return <p className={styles.label}>{text}</p>;
  return (
    <div
      id={`editor-line-${index}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-line={index}
      className={clsx(styles.row, isSelected && styles.selected)}
    >
      <span className={clsx(styles.stamp, line.startMs === null && styles.untimed)}>
        {stampText(line.startMs)}
      </span>
      <span className={styles.text} dir="auto">
        {text}
      </span>
      {isEarly && <Badge tone="warn">{t('lyrics.editor.isEarly')}</Badge>}
      {line.words.length > 0 && <span className={styles.count}>{line.words.length}</span>}
      {line.endMs !== null && <span className={styles.stamp}>{stampText(line.endMs)}</span>}
    </div>
  );
});

interface WrittenRowProps {
  readonly text: string;
  /** With every letter, so that nothing of it can be lost. */
  readonly onChange: (text: string) => void;
  readonly onCut: (at: number) => void;
  readonly onGiveUp: () => void;
  readonly onDone: () => void;
}

/** A line while its words are written. Enter within them cuts it in two, at an end of them it is done; Escape gives up. */
function WrittenRow({ text, onChange, onCut, onGiveUp, onDone }: WrittenRowProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  return (
    <div className={clsx(styles.row, styles.selected)}>
      <input
        ref={field}
        aria-label={t('lyrics.editor.line')}
        className={styles.field}
        defaultValue={text}
        dir="auto"
        spellCheck={false}
        onClick={(event) => {
          event.stopPropagation();
        }}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          // Save is the editor's; all else is the field's own, also to take back what was typed.
          if (isKeyOf('save-lyrics', event.nativeEvent)) return;
          event.stopPropagation();
          if (event.ctrlKey || event.metaKey) return;
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          event.preventDefault();
          const { value, selectionStart } = event.currentTarget;
          const at = selectionStart ?? 0;
          if (event.key === 'Escape') onGiveUp();
          else if (value.slice(0, at).trim() !== '' && value.slice(at).trim() !== '') onCut(at);
          event.currentTarget.closest<HTMLElement>('[role=listbox]')?.focus();
        }}
        onBlur={onDone}
      />
    </div>
  );
}

/** Marks the line that is sung. */
function useFollowing(
  list: RefObject<HTMLDivElement | null>,
  document: EditorDocument,
  positionMs: () => number,
  isCurrent: boolean,
): void {
  const timeline = useMemo(
    () =>
      timelineOf(
        isCurrent ? document.map((line) => ({ kind: kindOf(line), startMs: line.startMs, words: [] })) : [],
      ),
    [document, isCurrent],
  );
  useEffect(() => {
    const view = list.current;
    if (!view || !isCurrent || timeline.starts.length === 0) return undefined;
    const following = createFollower({
      view,
      timeline,
      positionMs,
      currentClass: styles.current ?? '',
      sungClass: '',
      // The selected line is what is looked at.
      restAt: null,
      onDetached: () => undefined,
    });
    const endTime = followMoments(following.update);
    return () => {
      endTime();
      following.end();
    };
  }, [list, timeline, positionMs, isCurrent]);
}
