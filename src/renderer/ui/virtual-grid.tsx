import clsx from 'clsx';
import { ArrowUp } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
} from 'react';
import type { SortDirection } from '@shared/model';
import { focusHead, isAction, moveInsideRow, onHeadKeyDown } from './grid-focus';
import { GridRow, HeadCell, type GridColumn } from './grid-parts';
import { keysBetween, moveTarget, toggled, typeAhead, type GridKey, type TypedJump } from './grid-selection';
import {
  findAnchor,
  listHeight,
  rowAt,
  rowTop,
  rowsPerPage,
  scrollTopToReveal,
  visibleRows,
  type Anchor,
  type RowRange,
  type ScrollAlign,
  type Viewport,
} from './row-scroll';
import styles from './virtual-grid.module.css';

export type { GridColumn } from './grid-parts';
export type { GridKey } from './grid-selection';

const DEFAULT_ROW_HEIGHT = 52;
/** Rows drawn beyond the edges, so that a wheel step never shows a gap. */
const OVERSCAN = 8;
/** How far a row is looked for after the list changed; more than the rows of the pages that are loaded at a time. */
const ANCHOR_RADIUS = 1_000;
/** Scrolled this little counts as "at the top". */
const TOP_PX = 4;
/** A pointer that has not moved for so long was left lying there: nobody aims with it. */
const POINTER_RESTS_MS = 10_000;

/** Where the pointer is over the list and when it really moved. */
interface PointerPlace {
  readonly clientX: number;
  readonly clientY: number;
  /** From the top of the first row in view. */
  readonly y: number;
  readonly movedAt: number;
}

/** What a page can ask of its grid. */
export interface GridHandle {
  /** Brings a row into view and makes it the one that the keyboard starts from. */
  reveal(index: number, align?: ScrollAlign): void;
  /** Puts the keyboard on the active row. */
  focus(): void;
  scrollToTop(): void;
}

export interface VirtualGridProps<Row, Key extends GridKey> {
  readonly ref?: Ref<GridHandle>;
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** The headers are read out but take no room. */
  readonly isHeadHidden?: boolean;
  /** Undefined while it is not known yet: skeleton rows are shown. */
  readonly rowCount: number | undefined;
  /** The row at a place, undefined while its page is on the way. A new function tells that rows changed. */
  readonly getRow: (index: number) => Row | undefined;
  readonly getKey: (row: Row) => Key;
  /** Accessible name of a row; begins with its title. */
  readonly getRowLabel: (row: Row) => string;
  /** Accessible name of a row that is on the way. */
  readonly pendingRowLabel: string;
  readonly rowHeight?: number;
  /** The rows that are drawn, so that their pages can be fetched. */
  readonly onRangeChange: (first: number, last: number) => void;

  readonly selection: ReadonlySet<Key>;
  /** `active` is the row that the last step ended on. */
  readonly onSelectionChange: (selection: ReadonlySet<Key>, active: Key | null) => void;
  /** All keys in order: asked for when a selection reaches over rows that are not loaded. */
  readonly loadKeys?: () => Promise<readonly Key[]>;

  /** Enter or a double click. */
  readonly onActivate: (row: Row, index: number) => void;
  /** The place of the first row from `after` on and around that begins with what was typed; null when there is none. */
  readonly onJump?: (prefix: string, after: number) => Promise<number | null>;
  /** A row was right-clicked, or asked for its menu by key. It is selected already. */
  readonly onContextMenu?: (row: Row, event: MouseEvent<HTMLElement>) => void;
  /** Keys that the grid does not know; called with the active row, if it is loaded. */
  readonly onRowKeyDown?: (event: KeyboardEvent<HTMLElement>, row: Row | undefined) => void;

  /** The row that is playing or going on: marked and told as current. */
  readonly isCurrent?: (row: Row) => boolean;
  readonly sortKey?: string;
  readonly sortDirection?: SortDirection;
  readonly onSort?: (columnKey: string) => void;

  /** Another value means another list: it is shown from its top. */
  readonly listKey?: string;
  /** Names the grid so that it is found where it was left when its place is opened again. */
  readonly memoryKey?: string;
  /** Words of the button that tells of rows that came in above while the list was kept still. */
  readonly newRowsText?: (count: number) => string;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
}

interface Place {
  readonly listKey: string | undefined;
  readonly scrollTop: number;
}
/** Where each named grid was left. */
const places = new Map<string, Place>();

/**
 * A list of any length with the keyboard, selection and accessibility of a data grid. Rows are drawn only where they are
 * seen; one tab stop, arrows move within; rows that come in above never move the row under the pointer.
 */
export function VirtualGrid<Row, Key extends GridKey>(props: VirtualGridProps<Row, Key>): ReactElement {
  const { rowCount, getRow, getKey, onRangeChange, selection, onSelectionChange, listKey, memoryKey } = props;
  const rowHeight = props.rowHeight ?? DEFAULT_ROW_HEIGHT;
  const count = rowCount ?? 0;

  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<RowRange>({ first: 0, last: -1 });
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  const [active, setActive] = useState(0);
  const [arrivedAbove, setArrivedAbove] = useState(0);

  // What the hands do between two drawings; nothing of it is drawn.
  const anchor = useRef<Anchor<Key> | null>(null);
  const pointer = useRef<PointerPlace | null>(null);
  const rangeFrom = useRef<Key | null>(null);
  const typed = useRef<TypedJump>({ text: '', at: 0 });
  const selectWhenLoaded = useRef(false);
  const focusAfterDraw = useRef(false);
  const hasFocus = useRef(false);

  const keyAt = useCallback(
    (index: number): Key | undefined => {
      const row = getRow(index);
      return row === undefined ? undefined : getKey(row);
    },
    [getRow, getKey],
  );

  const readViewport = useCallback((): Viewport => {
    const element = scroller.current;
    if (!element) return { scrollTop: 0, height: 0 };
    return { scrollTop: element.scrollTop, height: element.clientHeight - headHeight(element) };
  }, []);

  const isFocusInside = () => body.current?.contains(document.activeElement) ?? false;

  /** Height of the pointer in the list; null when it is elsewhere, or was left lying there. */
  const pointerY = () =>
    pointer.current !== null && performance.now() - pointer.current.movedAt < POINTER_RESTS_MS
      ? pointer.current.y
      : null;

  /** Remembers the row that must stay where it is: under the pointer, else the active one, else the first in view. */
  const takeAnchor = useCallback(() => {
    const viewport = readViewport();
    const y = pointerY();
    const under = y === null ? null : rowAt(viewport, y, count, rowHeight);
    const candidates = [
      under,
      isFocusInside() ? active : null,
      rowAt(viewport, rowHeight / 2, count, rowHeight),
    ];
    anchor.current = null;
    for (const index of candidates) {
      const key = index === null ? undefined : keyAt(index);
      if (index === null || key === undefined) continue;
      anchor.current = { key, index };
      return;
    }
  }, [readViewport, count, rowHeight, active, keyAt]);

  const drawRange = useCallback(() => {
    const next = visibleRows(readViewport(), count, rowHeight, OVERSCAN);
    setRange((last) => (last.first === next.first && last.last === next.last ? last : next));
  }, [readViewport, count, rowHeight]);

  /** Scrolls even where the list is too short for it, so that a short list can be kept still as well. */
  const scrollTo = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (!element || !body.current) return;
      const viewport = readViewport();
      const needed = top + viewport.height;
      body.current.style.minHeight = needed > listHeight(count, rowHeight) ? `${needed}px` : '';
      element.scrollTop = top;
    },
    [readViewport, count, rowHeight],
  );

  const reveal = useCallback(
    (index: number, align: ScrollAlign = 'nearest') => {
      const viewport = readViewport();
      const top = scrollTopToReveal(viewport, index, rowHeight, align);
      if (top !== viewport.scrollTop && scroller.current) scroller.current.scrollTop = top;
      drawRange();
    },
    [readViewport, rowHeight, drawRange],
  );

  const scrollToTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setArrivedAbove(0);
    drawRange();
  }, [drawRange]);

  const focusRow = useCallback((index: number): boolean => {
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.focus({ preventScroll: true });
    return row !== null && row !== undefined;
  }, []);

  useImperativeHandle(
    props.ref,
    () => ({
      reveal(index, align) {
        setActive(index);
        reveal(index, align);
      },
      focus() {
        reveal(active);
        if (!focusRow(active)) focusAfterDraw.current = true;
      },
      scrollToTop,
    }),
    [reveal, active, focusRow, scrollToTop],
  );

  // Another list begins at its top; the same list is found where it was left.
  const shownList = useRef<string | undefined>(undefined);
  const isFirstDraw = useRef(true);
  useLayoutEffect(() => {
    if (!isFirstDraw.current && shownList.current === listKey) return;
    const remembered = memoryKey === undefined ? undefined : places.get(memoryKey);
    const isReturn = isFirstDraw.current && remembered?.listKey === listKey;
    // A remembered place waits until the rows are there that make the list tall enough for it.
    if (isReturn && rowCount === undefined) return;
    isFirstDraw.current = false;
    shownList.current = listKey;
    anchor.current = null;
    rangeFrom.current = null;
    if (scroller.current) scroller.current.scrollTop = isReturn && remembered ? remembered.scrollTop : 0;
    setActive(0);
    setArrivedAbove(0);
    drawRange();
  }, [listKey, memoryKey, rowCount, drawRange]);

  // Rows changed: keep the anchored row where it is, and the active row the active one.
  useLayoutEffect(() => {
    const element = scroller.current;
    const from = anchor.current;
    const mustHold =
      element !== null && (element.scrollTop > TOP_PX || pointerY() !== null || isFocusInside());
    if (from && element && mustHold) {
      const index = findAnchor(from, count, keyAt, ANCHOR_RADIUS);
      const shift = index === null ? 0 : index - from.index;
      if (shift !== 0) {
        const wasAtTop = element.scrollTop <= TOP_PX;
        scrollTo(Math.max(0, element.scrollTop + rowTop(shift, rowHeight)));
        setActive((last) => Math.min(Math.max(0, last + shift), Math.max(0, count - 1)));
        setArrivedAbove((last) => (wasAtTop || last > 0 ? Math.max(0, last + shift) : 0));
      }
    }
    drawRange();
    takeAnchor();
    if (selectWhenLoaded.current) {
      const key = keyAt(active);
      if (key !== undefined) {
        selectWhenLoaded.current = false;
        rangeFrom.current = key;
        onSelectionChange(new Set([key]), key);
      }
    }
    // Only rows that changed are an occasion; the other values are read as they are at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [getRow, count]);

  useLayoutEffect(() => {
    // A row that had the focus gives way to another element when its page arrives: nobody asked the focus to leave.
    const isLost = hasFocus.current && document.activeElement === document.body;
    if (!focusAfterDraw.current && !isLost) return;
    focusAfterDraw.current = !focusRow(active);
  });

  useEffect(() => {
    onRangeChange(range.first, range.last);
  }, [range, onRangeChange]);

  // Size and place of the grid: columns that fit, rows that are seen, and a banner that opens above moves nothing.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let top = element.getBoundingClientRect().top;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
      const moved = element.getBoundingClientRect().top - top;
      top += moved;
      if (moved !== 0 && pointerY() !== null) scrollTo(Math.max(0, element.scrollTop + moved));
      drawRange();
    });
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => {
      observer.disconnect();
    };
  }, [drawRange, scrollTo]);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    if (memoryKey !== undefined) places.set(memoryKey, { listKey, scrollTop: element.scrollTop });
    if (element.scrollTop <= TOP_PX) setArrivedAbove(0);
    // Room that only keeps a short list still is given back once it is scrolled out of view.
    const filled = listHeight(count, rowHeight) - readViewport().height;
    if (body.current && element.scrollTop <= Math.max(0, filled)) body.current.style.minHeight = '';
    drawRange();
    takeAnchor();
  };

  const select = (next: ReadonlySet<Key>, key: Key | null) => {
    onSelectionChange(next, key);
  };

  /** Selects from the row where the range began to `index`, asking for the keys where rows are not loaded. */
  const selectRangeTo = async (index: number, isAdded: boolean) => {
    const base = isAdded ? selection : new Set<Key>();
    const startKey = rangeFrom.current ?? keyAt(active);
    if (startKey === undefined) return;
    rangeFrom.current = startKey;
    const start = findAnchor({ key: startKey, index: active }, count, keyAt, ANCHOR_RADIUS);
    let keys = start === null ? null : keysBetween(start, index, keyAt);
    if (keys === null && props.loadKeys) {
      const all = await props.loadKeys();
      const from = all.indexOf(startKey);
      keys = from < 0 ? null : keysBetween(from, index, (at) => all[at]);
    }
    if (keys) select(new Set([...base, ...keys]), keyAt(index) ?? null);
  };

  const selectAll = async () => {
    const keys = (await props.loadKeys?.()) ?? keysBetween(0, count - 1, keyAt) ?? [];
    select(new Set(keys), keyAt(active) ?? null);
  };

  const selectOnly = (index: number) => {
    const key = keyAt(index);
    selectWhenLoaded.current = key === undefined;
    if (key === undefined) return;
    rangeFrom.current = key;
    select(new Set([key]), key);
  };

  const goTo = (index: number) => {
    setActive(index);
    reveal(index);
    if (!focusRow(index)) focusAfterDraw.current = true;
  };

  const jump = async (next: TypedJump) => {
    typed.current = next;
    const isFirstLetter = [...next.text].length === 1;
    const found = await props.onJump?.(next.text, isFirstLetter ? (active + 1) % Math.max(1, count) : active);
    // Letters typed since have asked anew.
    if (found === null || found === undefined || typed.current !== next) return;
    goTo(found);
    selectOnly(found);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (target.closest('[data-grid-head]')) {
      onHeadKeyDown(event, () => {
        goTo(active);
      });
      return;
    }
    const row = getRow(active);
    const isInsideRow = target.closest('[data-index]') !== null && !target.hasAttribute('data-index');
    const isCommand = event.ctrlKey || event.metaKey;

    if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && !isCommand && !event.altKey) {
      if (moveInsideRow(target, event.key === 'ArrowRight' ? 1 : -1)) {
        event.preventDefault();
        // Handled here: the player's own arrow keys must not see it.
        event.stopPropagation();
        return;
      }
    }
    if (isInsideRow) {
      if (event.key === 'Escape') {
        event.stopPropagation();
        focusRow(active);
        return;
      }
      if (event.key === 'Enter' || event.key === ' ') return;
    }

    const moved = event.altKey
      ? null
      : moveTarget(event.key, active, count, rowsPerPage(readViewport().height, rowHeight));
    if (moved !== null) {
      event.preventDefault();
      if (event.key === 'ArrowUp' && active === 0 && !event.shiftKey && focusHead(scroller.current)) return;
      goTo(moved);
      if (event.shiftKey) void selectRangeTo(moved, isCommand);
      else if (!isCommand) selectOnly(moved);
      return;
    }
    if (isCommand && event.key.toLowerCase() === 'a' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      void selectAll();
      return;
    }
    if (isCommand && event.key === ' ') {
      const key = keyAt(active);
      event.preventDefault();
      event.stopPropagation();
      if (key === undefined) return;
      rangeFrom.current = key;
      select(toggled(selection, key), key);
      return;
    }
    if (event.key === 'Enter' && !isCommand && !event.altKey) {
      if (row === undefined) return;
      event.preventDefault();
      props.onActivate(row, active);
      return;
    }
    if (event.key === 'Escape' && selection.size > 1) {
      event.stopPropagation();
      selectOnly(active);
      return;
    }
    if (props.onJump && !isCommand && !event.altKey) {
      const next = typeAhead(typed.current, event.key, event.timeStamp);
      if (next) {
        event.preventDefault();
        // A space inside typed words is a letter here, not the player's key.
        event.stopPropagation();
        void jump(next);
        return;
      }
    }
    props.onRowKeyDown?.(event, row);
  };

  const rowUnder = (event: MouseEvent<HTMLElement>): number | null => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    return element ? Number(element.dataset['index']) : null;
  };

  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const index = rowUnder(event);
    if (index === null || event.button !== 0 || isAction(event.target)) return;
    const key = keyAt(index);
    // The browser itself puts the focus on the row: it then knows that it was the pointer and draws no ring.
    setActive(index);
    reveal(index);
    if (key === undefined) return;
    if (event.shiftKey) {
      void selectRangeTo(index, event.ctrlKey || event.metaKey);
    } else if (event.ctrlKey || event.metaKey) {
      rangeFrom.current = key;
      select(toggled(selection, key), key);
    } else if (!selection.has(key) || selection.size === 1) {
      selectOnly(index);
    }
  };

  const onClick = (event: MouseEvent<HTMLElement>) => {
    const index = rowUnder(event);
    if (index === null || isAction(event.target)) return;
    // A click inside a larger selection narrows it only when the button is let go, so that the whole can be dragged.
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey && selection.size > 1) selectOnly(index);
  };

  const onDoubleClick = (event: MouseEvent<HTMLElement>) => {
    const index = rowUnder(event);
    if (index === null || isAction(event.target) || event.shiftKey || event.ctrlKey || event.metaKey) return;
    const row = getRow(index);
    if (row !== undefined) props.onActivate(row, index);
  };

  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const index = rowUnder(event) ?? (isFocusInside() ? active : null);
    const row = index === null ? undefined : getRow(index);
    if (index === null || row === undefined) return;
    setActive(index);
    if (!selection.has(getKey(row))) selectOnly(index);
    props.onContextMenu?.(row, event);
  };

  const onMouseMove = (event: MouseEvent<HTMLElement>) => {
    const element = scroller.current;
    if (!element) return;
    const last = pointer.current;
    // Chromium reports a move also when the list moved under a pointer that lies still, or opened under it.
    const isStill = last !== null && last.clientX === event.clientX && last.clientY === event.clientY;
    pointer.current = {
      clientX: event.clientX,
      clientY: event.clientY,
      y: event.clientY - element.getBoundingClientRect().top - headHeight(element),
      movedAt: isStill || last === null ? (last?.movedAt ?? Number.NEGATIVE_INFINITY) : performance.now(),
    };
    takeAnchor();
  };

  const columns = useMemo(
    () => props.columns.filter((column) => width >= (column.minGridWidth ?? 0)),
    [props.columns, width],
  );
  const template = columns.map((column) => column.width).join(' ');

  if (rowCount === 0 && props.empty !== undefined) {
    return <div className={styles.empty}>{props.empty}</div>;
  }

  const pendingRows =
    rowCount === undefined ? Math.ceil((scroller.current?.clientHeight ?? 640) / rowHeight) : 0;
  const indexes = drawnIndexes(
    range,
    rowCount === undefined ? pendingRows : count,
    active,
    rowCount === undefined,
  );

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={rowCount === undefined ? -1 : count + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={rowCount === undefined}
        tabIndex={-1}
        style={{ '--grid-columns': template, '--row-height': `${rowHeight}px` } as CSSProperties}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        onMouseMove={onMouseMove}
        onMouseLeave={() => {
          pointer.current = null;
          takeAnchor();
        }}
      >
        <div
          role="rowgroup"
          className={clsx(styles.head, props.isHeadHidden === true && styles.headHidden)}
          data-grid-head
        >
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            {columns.map((column) => (
              <HeadCell
                key={column.key}
                column={column}
                direction={props.sortKey === column.key ? (props.sortDirection ?? null) : null}
                onSort={props.onSort}
              />
            ))}
          </div>
        </div>
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          onFocus={() => {
            hasFocus.current = true;
          }}
          onBlur={(event) => {
            hasFocus.current = event.currentTarget.contains(event.relatedTarget);
          }}
          style={{ height: `${listHeight(rowCount ?? pendingRows, rowHeight)}px` }}
        >
          {indexes.map((index) => {
            const row = rowCount === undefined ? undefined : getRow(index);
            const key = row === undefined ? undefined : getKey(row);
            return (
              <GridRow
                key={key ?? `pending-${index}`}
                row={row}
                index={index}
                top={rowTop(index, rowHeight)}
                columns={columns as readonly GridColumn<unknown>[]}
                label={row === undefined ? props.pendingRowLabel : props.getRowLabel(row)}
                isActive={index === active}
                isSelected={key !== undefined && selection.has(key)}
                isCurrent={row !== undefined && (props.isCurrent?.(row) ?? false)}
              />
            );
          })}
        </div>
      </div>
      {arrivedAbove > 0 && props.newRowsText && (
        <button type="button" className={styles.arrived} onClick={scrollToTop}>
          <ArrowUp size={14} aria-hidden />
          {props.newRowsText(arrivedAbove)}
        </button>
      )}
    </div>
  );
}

/** The rows to draw: what is seen, and the active row wherever it is, so that the keyboard never loses its place. */
function drawnIndexes(range: RowRange, count: number, active: number, isPending: boolean): number[] {
  const indexes: number[] = [];
  const first = isPending ? 0 : range.first;
  const last = isPending ? count - 1 : Math.min(range.last, count - 1);
  if (!isPending && active < first && active < count) indexes.push(active);
  for (let index = first; index <= last; index++) indexes.push(index);
  if (!isPending && active > last && active < count) indexes.push(active);
  return indexes;
}

function headHeight(grid: HTMLElement): number {
  return (grid.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0;
}
