import {
  memo,
  useEffect,
  useMemo,
  useState,
  type KeyboardEvent,
  type MouseEvent,
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
import { ContextMenu, type ContextMenuAnchor } from '../../../ui/menu';
import { menuAnchor } from '../../../ui/menu-anchor';
import { createFollower } from '../follower';
import { lineElement, LinePages } from '../line-pages';
import { timelineOf } from '../timeline';
import { split } from './cut-lines';
import {
  disordered,
  hasUntimedWords,
  kindOf,
  nextSung,
  nudged,
  optionPlaces,
  previousSung,
  withText,
  type EditorDocument,
  type EditorLine,
} from './editor-document';
import { FINE_NUDGE_MS, LINE_EDITS, lineMenu, NUDGE_MS, nudgeStep, type LineEdit } from './line-menu';
import { stampText } from './stamp-text';
import { WrittenLine } from './written-line';
import styles from './lyrics-editor.module.css';

/** As in the style of a row. */
const LINE_HEIGHT_PX = 32;
/** What keys do with a line, by the names that they have as shortcuts behind `editor-`. */
const LINE_KEYS: readonly LineKey[] = ['stamp', 'word', 'end', 'play-from', 'write', 'merge', 'clear'];
type LineKey = LineEdit | 'play-from' | 'write';
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
  const [menu, setMenu] = useState<OpenMenu>({ anchor: null, index: null });

  const write = (index: number) => {
    writings += 1;
    setWritten({ index, before: document, step: `write ${writings}` });
  };

  const early = useMemo(() => new Set(disordered(document)), [document]);
  const writtenIndex = written?.index ?? null;
  const { places, total } = useMemo(() => optionPlaces(document, writtenIndex), [document, writtenIndex]);
  const active = selected !== null && (places[selected] ?? null) !== null ? selected : null;

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
    const nudge = (byMs: number) => {
      onChange(nudged(document, selected, byMs, durationMs), nudgeStep(selected));
    };
    const moves: Readonly<Record<string, () => void>> = {
      ArrowUp: () => {
        select(previousSung(document, selected));
      },
      ArrowDown: () => {
        select(nextSung(document, selected));
      },
      ArrowLeft: () => {
        nudge(-fine);
      },
      ArrowRight: () => {
        nudge(fine);
      },
    };
    const edit = (name: LineEdit): EditorLine | undefined => {
      const next = LINE_EDITS[name](document, selected, positionMs());
      onChange(next);
      return next[selected];
    };
    const actions: Readonly<Record<LineKey, () => void>> = {
      stamp: () => {
        edit('stamp');
        select(nextSung(document, selected));
      },
      word: () => {
        const timed = edit('word');
        if (timed && !hasUntimedWords(timed)) select(nextSung(document, selected));
      },
      end: () => {
        edit('end');
      },
      merge: () => {
        edit('merge');
      },
      write: () => {
        write(selected);
      },
      'play-from': () => {
        if (line.startMs !== null) onPlayFrom(line.startMs);
      },
      clear: () => {
        edit('clear');
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

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const pointed = rowOf(event.target);
    // A key asks at the list, which has the focus for its lines; the pointer is on a line, or on none.
    const isByKey = event.button !== 2 && active !== null;
    const row = pointed ?? (isByKey ? lineElement(event.currentTarget, active) : null);
    if (row === null) return;
    event.preventDefault();
    const index = lineOf(row);
    onSelect(index);
    setMenu({ anchor: pointed ? menuAnchor(event) : row, index });
  };

  return (
    <>
      <div className={styles.lines}>
        <div
          ref={list}
          role="listbox"
          aria-label={t('lyrics.editor.lines')}
          aria-activedescendant={active === null ? undefined : `editor-line-${active}`}
          tabIndex={0}
          className={styles.list}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            const row = rowOf(event.target);
            if (row) onSelect(lineOf(row));
          }}
          onDoubleClick={(event) => {
            const row = rowOf(event.target);
            if (row) write(lineOf(row));
          }}
          onContextMenu={onContextMenu}
        >
          <LinePages count={document.length} view={list} lineHeight={LINE_HEIGHT_PX} kept={selected}>
            {(from, to) =>
              document.slice(from, to).map((line, offset) => {
                const index = from + offset;
                return (
                  <Row
                    key={index}
                    line={line}
                    index={index}
                    place={places[index] ?? null}
                    total={total}
                    isSelected={index === selected}
                    isWritten={index === writtenIndex}
                    isEarly={early.has(index)}
                  />
                );
              })
            }
          </LinePages>
        </div>
        {written && (
          <WrittenLine
            key={written.step}
            text={document[written.index]?.text ?? ''}
            onChange={(text) => {
              onChange(withText(written.before, written.index, text), written.step);
            }}
            onCut={(at) => {
              onChange(split(document, written.index, at, written.before[written.index]));
              onSelect(written.index + 1);
            }}
            onGiveUp={() => {
              // A step of its own: what was typed can be had back.
              onChange(written.before);
            }}
            onLeave={() => list.current?.focus()}
            onDone={() => {
              setWritten(null);
            }}
            onWheel={(byPx) => list.current?.scrollBy({ top: byPx })}
          />
        )}
      </div>
      <ContextMenu
        anchor={menu.anchor}
        label={t('lyrics.editor.menu.label')}
        items={
          menu.index === null
            ? []
            : lineMenu({
                ...props,
                index: menu.index,
                onWrite: () => {
                  if (menu.index !== null) write(menu.index);
                },
              })
        }
        onClose={() => {
          setMenu((last) => ({ ...last, anchor: null }));
        }}
      />
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

function rowOf(target: EventTarget): HTMLElement | null {
  return (target as HTMLElement).closest<HTMLElement>('[role=option]');
}

function lineOf(row: HTMLElement): number {
  return Number(row.dataset['line']);
}

/** While the menu fades out it is still about its line. */
interface OpenMenu {
  readonly anchor: ContextMenuAnchor | null;
  readonly index: number | null;
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
  /** Which of the lines that can be chosen it is, from 1; null: it cannot be chosen. */
  readonly place: number | null;
  /** How many of them there are, also those that are not drawn. */
  readonly total: number;
  readonly isSelected: boolean;
  /** The field in which its words are written lies over it. */
  readonly isWritten: boolean;
  /** It begins before the line in front of it. */
  readonly isEarly: boolean;
}

const Row = memo(function Row(props: RowProps): ReactElement | null {
  const { line, index, place, total, isSelected, isWritten, isEarly } = props;
  const { t } = useTranslation();
  const { kind, text } = classifyLine(line.text);
  if (place === null)
    return kind === 'blank' ? <div className={styles.gap} /> : <p className={styles.label}>{text}</p>;
  return (
    <div
      id={`editor-line-${index}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place}
      aria-setsize={total}
      data-line={index}
      className={clsx(styles.row, isSelected && styles.selected, isWritten && styles.underneath)}
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
