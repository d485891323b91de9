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
import { followMoments } from '../../../player/use-player';
import { createFollower } from '../follower';
import { LinePages } from '../line-pages';
import { timelineOf } from '../timeline';
import {
  hasUntimedWords,
  kindOf,
  merged,
  nextSung,
  nudged,
  previousSung,
  split,
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

export interface TimingListProps {
  readonly document: EditorDocument;
  readonly onChange: (next: EditorDocument, step?: string) => void;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** Where the music is, as it is heard. */
  readonly positionMs: () => number;
  /** The song is the one in the player. */
  readonly isCurrent: boolean;
  readonly onPlayFrom: (startMs: number) => void;
}

/** The lines to be timed by key while the song plays: one is selected, and the keys are about it. */
export function TimingList(props: TimingListProps): ReactElement {
  const { document, onChange, selected, onSelect, positionMs, isCurrent, onPlayFrom } = props;
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [written, setWritten] = useState<number | null>(null);

  useFollowing(list, document, positionMs, isCurrent);
  useEffect(() => {
    list.current?.querySelector(`[data-line="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const onKeyDown = (event: KeyboardEvent) => {
    const line = selected === null ? undefined : document[selected];
    if (selected === null || line === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const select = (index: number | null) => {
      if (index !== null) onSelect(index);
    };
    const fine = event.altKey ? FINE_NUDGE_MS : NUDGE_MS;
    const actions: Readonly<Record<string, () => void>> = {
      ArrowUp: () => {
        select(previousSung(document, selected));
      },
      ArrowDown: () => {
        select(nextSung(document, selected));
      },
      ArrowLeft: () => {
        onChange(nudged(document, selected, -fine), `nudge ${selected}`);
      },
      ArrowRight: () => {
        onChange(nudged(document, selected, fine), `nudge ${selected}`);
      },
      Enter: () => {
        onChange(withStart(document, selected, positionMs()));
        select(nextSung(document, selected));
      },
      w: () => {
        const next = withNextWord(document, selected, positionMs());
        onChange(next);
        const timed = next[selected];
        if (timed && !hasUntimedWords(timed)) select(nextSung(document, selected));
      },
      e: () => {
        onChange(withEnd(document, selected, positionMs()));
      },
      m: () => {
        onChange(merged(document, selected));
      },
      F2: () => {
        setWritten(selected);
      },
      p: () => {
        if (line.startMs !== null) onPlayFrom(line.startMs);
      },
      Delete: () => {
        onChange(withoutTimes(document, selected));
      },
      Backspace: () => {
        onChange(withoutTimes(document, selected));
      },
    };
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };

  return (
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
        if (row) setWritten(Number(row.dataset['line']));
      }}
    >
      <LinePages count={document.length} view={list} lineHeight={LINE_HEIGHT_PX} kept={selected}>
        {(from, to) =>
          document.slice(from, to).map((line, offset) => {
            const index = from + offset;
            return index === written ? (
              <WrittenRow
                key={index}
                text={line.text}
                onDone={(text, cutAt) => {
                  setWritten(null);
                  const next = withText(document, index, text);
                  onChange(cutAt === null ? next : split(next, index, cutAt));
                  if (cutAt !== null) onSelect(index + 1);
                }}
              />
            ) : (
              <Row
                key={index}
                line={line}
                index={index}
                total={document.length}
                isSelected={index === selected}
              />
            );
          })
        }
      </LinePages>
    </div>
  );
}

interface RowProps {
  readonly line: EditorLine;
  readonly index: number;
  /** How many lines there are, also those that are not drawn. */
  readonly total: number;
  readonly isSelected: boolean;
}

const Row = memo(function Row({ line, index, total, isSelected }: RowProps): ReactElement | null {
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
      {line.words.length > 0 && <span className={styles.count}>{line.words.length}</span>}
      {line.endMs !== null && <span className={styles.stamp}>{stampText(line.endMs)}</span>}
    </div>
  );
});

interface WrittenRowProps {
  readonly text: string;
  /** @param cutAt where the line is to be cut in two; null: nowhere */
  readonly onDone: (text: string, cutAt: number | null) => void;
}

/** A line while its words are written. Enter within them cuts it in two, at an end of them it is done; Escape gives up. */
function WrittenRow({ text, onDone }: WrittenRowProps): ReactElement {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const finish = (next: string, cutAt: number | null) => {
    // To take the focus away ends it once more.
    if (isOver.current) return;
    isOver.current = true;
    onDone(next, cutAt);
  };
  const finishByKey = (next: string, cutAt: number | null) => {
    finish(next, cutAt);
    field.current?.closest<HTMLElement>('[role=listbox]')?.focus();
  };
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
        onKeyDown={(event) => {
          // Save is the editor's; all else is the field's own, also to take back what was typed.
          if (event.ctrlKey || event.metaKey) {
            if (event.key.toLowerCase() !== 's') event.stopPropagation();
            return;
          }
          event.stopPropagation();
          if (event.key === 'Escape') finishByKey(text, null);
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          const { value, selectionStart } = event.currentTarget;
          const isWithin =
            value.slice(0, selectionStart ?? 0).trim() !== '' &&
            value.slice(selectionStart ?? 0).trim() !== '';
          finishByKey(value, isWithin ? selectionStart : null);
        }}
        onBlur={(event) => {
          finish(event.currentTarget.value, null);
        }}
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
    () => timelineOf(document.map((line) => ({ ...line, kind: kindOf(line), words: [] }))),
    [document],
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
