import clsx from 'clsx';
import { ArrowUp } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
  type CSSProperties,
  type MouseEvent,
  type ReactElement,
} from 'react';
import { markFirstRows } from '../first-rows';
import { gridMouse } from './grid-mouse';
import { GridRow, HeadCell, type GridColumn } from './grid-parts';
import type { VirtualGridProps } from './grid-props';
import type { GridKey } from './grid-selection';
import { createPointerPlace } from './pointer-place';
import { listHeight, rowTop, type RowRange } from './row-scroll';
import { useGridKeyboard } from './use-grid-keyboard';
import { useGridSelection } from './use-grid-selection';
import { headHeight, useGridViewport } from './use-grid-viewport';
import { useKeptFocus, useRowFocus } from './use-row-focus';
import { useSteadyRows } from './use-steady-rows';
import styles from './virtual-grid.module.css';

const DEFAULT_ROW_HEIGHT = 52;
/** Rows that stand in for those that are not known yet, before the grid was measured. */
const PENDING_HEIGHT = 640;

/**
 * A list of any length with the keyboard, selection and accessibility of a data grid. Rows are drawn only where they are
 * seen; one tab stop, arrows move within; rows that come in above never move the row under the pointer.
 */
export function VirtualGrid<Row, Key extends GridKey>(props: VirtualGridProps<Row, Key>): ReactElement {
  const { rowCount, getRow, getKey, onRangeChange, listKey } = props;
  const rowHeight = props.rowHeight ?? DEFAULT_ROW_HEIGHT;
  const count = rowCount ?? 0;

  const [active, setActive] = useState(0);
  const [pointer] = useState(createPointerPlace);
  const viewport = useGridViewport(count, rowHeight, pointer);
  const focus = useRowFocus(viewport.body);
  const { scroller, body, range, width, reveal } = viewport;

  const keyAt = useCallback(
    (index: number): Key | undefined => {
      const row = getRow(index);
      return row === undefined ? undefined : getKey(row);
    },
    [getRow, getKey],
  );

  // In this order: rows are put back in their places before one is selected in them, and the focus comes last.
  const steady = useSteadyRows({
    viewport,
    pointer,
    focus,
    rowCount,
    rowHeight,
    getRow,
    keyAt,
    active,
    setActive,
    listKey,
    memoryKey: props.memoryKey,
  });
  const selection = useGridSelection({
    count,
    getRow,
    keyAt,
    active,
    listKey,
    selection: props.selection,
    onSelectionChange: props.onSelectionChange,
    loadKeys: props.loadKeys,
  });
  useKeptFocus(focus, active);

  const onKeyDown = useGridKeyboard({ props, viewport, focus, selection, rowHeight, active, setActive });
  const mouse = gridMouse({ props, viewport, focus, selection, active, setActive });

  const { focusRow } = focus;
  const { scrollToTop } = steady;
  useImperativeHandle(
    props.ref,
    () => ({
      reveal(index, align) {
        setActive(index);
        reveal(index, align);
      },
      focus() {
        reveal(active);
        focusRow(active);
      },
      scrollToTop,
    }),
    [reveal, active, focusRow, scrollToTop],
  );

  useEffect(() => {
    onRangeChange(range.first, range.last);
  }, [range, onRangeChange]);

  useEffect(() => {
    if (count > 0) markFirstRows();
  }, [count]);

  const onMouseMove = (event: MouseEvent<HTMLElement>) => {
    const element = event.currentTarget;
    const y = event.clientY - element.getBoundingClientRect().top - headHeight(element);
    pointer.take(event, y, performance.now());
    steady.takeAnchor();
  };

  const columns = useMemo(
    () => props.columns.filter((column) => width >= (column.minGridWidth ?? 0)),
    [props.columns, width],
  );
  const template = columns.map((column) => column.width).join(' ');

  if (rowCount === 0 && props.empty !== undefined) {
    return <div className={styles.empty}>{props.empty}</div>;
  }

  const isPending = rowCount === undefined;
  const drawnCount = isPending
    ? Math.ceil((scroller.current?.clientHeight ?? PENDING_HEIGHT) / rowHeight)
    : count;
  const indexes = isPending
    ? Array.from({ length: drawnCount }, (_, index) => index)
    : drawnIndexes(range, count, active);

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={isPending ? -1 : count + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={isPending}
        tabIndex={-1}
        style={{ '--grid-columns': template, '--row-height': `${rowHeight}px` } as CSSProperties}
        onScroll={steady.onScroll}
        onKeyDown={onKeyDown}
        {...mouse}
        onMouseMove={onMouseMove}
        onMouseLeave={() => {
          pointer.leave();
          steady.takeAnchor();
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
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
          style={{ height: `${listHeight(drawnCount, rowHeight)}px` }}
        >
          {indexes.map((index) => {
            const row = isPending ? undefined : getRow(index);
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
                isSelected={key !== undefined && props.selection.has(key)}
                isCurrent={row !== undefined && (props.isCurrent?.(row) ?? false)}
              />
            );
          })}
        </div>
      </div>
      {steady.arrivedAbove > 0 && props.newRowsText && (
        <button type="button" className={styles.arrived} onClick={scrollToTop}>
          <ArrowUp size={14} aria-hidden />
          {props.newRowsText(steady.arrivedAbove)}
        </button>
      )}
    </div>
  );
}

/** The rows to draw: what is seen, and the active row wherever it is, so that the keyboard never loses its place. */
function drawnIndexes(range: RowRange, count: number, active: number): number[] {
  const indexes: number[] = [];
  const last = Math.min(range.last, count - 1);
  if (active < range.first && active < count) indexes.push(active);
  for (let index = range.first; index <= last; index++) indexes.push(index);
  if (active > last && active < count) indexes.push(active);
  return indexes;
}
