import clsx from 'clsx';
import { ArrowUp } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type MouseEvent,
  type ReactElement,
} from 'react';
import { markFirstRows } from '../first-rows';
import { takeFirstFocus } from './first-focus';
import { COLUMN_GAP, fittingColumns, GRID_PADDING, gridTracks, neededWidth } from './grid-columns';
import { ROW_ENTERED } from './grid-focus';
import { gridMouse } from './grid-mouse';
import { HeadCell } from './grid-parts';
import type { VirtualGridProps } from './grid-props';
import { GridRows } from './grid-rows';
import type { GridKey } from './grid-selection';
import { createPointerPlace } from './pointer-place';
import {
  bandCount,
  listHeight,
  listLayout,
  rowTop,
  tileLayout,
  trackHeight,
  type RowLayout,
  type TileLayout,
} from './row-scroll';
import { useColumnWidths } from './use-column-widths';
import { useGridKeyboard } from './use-grid-keyboard';
import { useGridSelection } from './use-grid-selection';
import { useGridViewport } from './use-grid-viewport';
import { useKeptFocus, useRowFocus } from './use-row-focus';
import { useSteadyRows, type RangeStart } from './use-steady-rows';
import styles from './virtual-grid.module.css';

const DEFAULT_ROW_HEIGHT = 52;
/** Rows that stand in for those that are not known yet, before the grid was measured. */
const PENDING_HEIGHT = 640;

/**
 * A list of any length with the keyboard, selection and accessibility of a data grid, as rows or as tiles. Rows are drawn
 * only where they are seen; one tab stop, arrows move within; rows that come in above never move the row under the
 * pointer.
 */
export function VirtualGrid<Row, Key extends GridKey>(props: VirtualGridProps<Row, Key>): ReactElement {
  if (props.rowCount === 0 && props.empty !== undefined) {
    return <div className={styles.empty}>{props.empty}</div>;
  }
  return <FilledGrid {...props} />;
}

function FilledGrid<Row, Key extends GridKey>(props: VirtualGridProps<Row, Key>): ReactElement {
  const { rowCount, getRow, getKey, onRangeChange, listKey, tiles } = props;
  const rowHeight = props.rowHeight ?? DEFAULT_ROW_HEIGHT;
  const isPending = rowCount === undefined;
  const count = rowCount ?? 0;

  const [active, setActive] = useState(0);
  // The last rows went: the keyboard stays at the end.
  if (rowCount !== undefined && active >= Math.max(1, rowCount)) setActive(Math.max(0, rowCount - 1));
  const [lead, setLead] = useState(0);
  const [pointer] = useState(createPointerPlace);
  const rangeStart = useRef<RangeStart<Key> | null>(null);
  const layoutFor = useCallback(
    (width: number): RowLayout | TileLayout =>
      tiles === undefined ? listLayout(count, rowHeight) : tileLayout(count, width, tiles, lead),
    [tiles, count, rowHeight, lead],
  );
  const hasHead = tiles === undefined;
  const viewport = useGridViewport(layoutFor, hasHead, pointer);
  const focus = useRowFocus(viewport.body);
  const { scroller, body, head, layout, drawn, width, read, reveal } = viewport;

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
    getRow,
    keyAt,
    active,
    setActive,
    setLead,
    rangeStart,
    listKey,
    memoryKey: props.memoryKey,
  });
  const selection = useGridSelection({
    count,
    getRow,
    keyAt,
    active,
    isInside: focus.isInside,
    rangeStart,
    listKey,
    selection: props.selection,
    onSelectionChange: props.onSelectionChange,
    loadKeys: props.loadKeys,
  });
  useKeptFocus(focus, active);

  const onKeyDown = useGridKeyboard({ props, viewport, focus, selection, active, setActive });
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
      isInView(index) {
        const { top, height } = read();
        const middle = rowTop(layout, index) + layout.bandHeight / 2;
        return middle >= top && middle <= top + height;
      },
    }),
    [reveal, active, focusRow, scrollToTop, read, layout],
  );

  const enter = useEffectEvent(selection.enter);
  useEffect(() => {
    const rows = body.current;
    const onEntered = () => {
      enter();
    };
    rows?.addEventListener(ROW_ENTERED, onEntered);
    return () => {
      rows?.removeEventListener(ROW_ENTERED, onEntered);
    };
  }, [body]);

  useEffect(() => {
    onRangeChange(drawn.first, drawn.last);
  }, [drawn.first, drawn.last, onRangeChange]);

  useEffect(() => {
    if (count > 0) markFirstRows();
  }, [count]);

  // The row that is sought out at the start becomes the active one a moment later: the keyboard goes along.
  useEffect(() => {
    if (count > 0)
      takeFirstFocus(body.current, () => {
        focusRow(active);
      });
  }, [count, active, body, focusRow]);

  const onMouseMove = (event: MouseEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const y = event.clientY - top - (head.current?.offsetHeight ?? 0);
    pointer.take(event, { x: event.clientX - left, y }, performance.now());
    steady.takeAnchor();
  };

  const columns = useMemo(() => fittingColumns(props.columns, width), [props.columns, width]);
  const { onFittingColumns } = props;
  useEffect(() => {
    // Before its first measure there is room for nothing.
    if (width > 0)
      onFittingColumns?.(
        columns.map(({ key }) => key),
        width - neededWidth(columns, null),
      );
  }, [columns, width, onFittingColumns]);
  const widths = useColumnWidths(columns, width, props.onColumnWidth);

  const pendingHeight = scroller.current?.clientHeight ?? PENDING_HEIGHT;
  const drawnLayout = isPending
    ? { ...layout, rowCount: Math.ceil(pendingHeight / layout.bandHeight) * layout.perBand }
    : layout;
  const headRows = hasHead ? 1 : 0;

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        aria-label={props.label}
        aria-rowcount={isPending ? -1 : bandCount(layout) + headRows}
        aria-colcount={hasHead ? columns.length : layout.perBand}
        aria-multiselectable
        aria-busy={isPending}
        tabIndex={-1}
        style={
          {
            '--grid-columns': gridTracks(columns, widths?.dragged ?? null),
            '--column-gap': `${COLUMN_GAP}px`,
            '--grid-padding': `${GRID_PADDING}px`,
            '--row-height': `${rowHeight}px`,
            ...('tileWidth' in layout && {
              '--tile-columns': `repeat(${layout.perBand}, ${layout.tileWidth}px)`,
              '--tile-height': `${layout.bandHeight - (layout.stride - layout.tileWidth)}px`,
              '--tile-gap': `${layout.stride - layout.tileWidth}px`,
              '--tile-inset': `${layout.inset}px`,
            }),
          } as CSSProperties
        }
        onWheel={viewport.onWheel}
        onPointerDown={viewport.onPointerDown}
        onScroll={() => {
          viewport.onScrollStep();
          steady.onScroll();
        }}
        onScrollEnd={viewport.onScrollEnd}
        onKeyDown={onKeyDown}
        {...mouse}
        onMouseMove={onMouseMove}
        onMouseLeave={() => {
          pointer.leave();
          steady.takeAnchor();
        }}
      >
        {hasHead && (
          <div
            ref={head}
            role="rowgroup"
            className={clsx(styles.head, props.isHeadHidden === true && styles.headHidden)}
            data-grid-head
          >
            <div role="row" aria-rowindex={1} className={styles.headRow}>
              {columns.map((column, index) => (
                <HeadCell
                  key={column.key}
                  column={column}
                  index={index}
                  direction={props.sortKey === column.key ? (props.sortDirection ?? null) : null}
                  onSort={props.onSort}
                  widths={widths}
                />
              ))}
            </div>
          </div>
        )}
        <div
          ref={body}
          role="rowgroup"
          className={styles.body}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
          style={{ height: `${trackHeight(listHeight(drawnLayout))}px` }}
        >
          <GridRows
            props={props}
            columns={columns}
            layout={drawnLayout}
            drawn={isPending ? { first: 0, last: drawnLayout.rowCount - 1, shift: 0, isBrief: false } : drawn}
            active={active}
          />
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
