import { memo, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { SortDirection } from '@shared/model';
import { ColumnEdge, widthByKey } from './column-edge';
import type { GridColumn } from './grid-columns';
import type { ColumnWidths } from './use-column-widths';
import styles from './virtual-grid.module.css';

export interface HeadCellProps {
  readonly column: Omit<GridColumn<never>, 'render' | 'renderBrief'>;
  /** Its place among the columns that are shown, from 0. */
  readonly index: number;
  readonly direction: SortDirection | null;
  readonly onSort: ((columnKey: string) => void) | undefined;
  /** Null where no width can be changed. */
  readonly widths: ColumnWidths | null;
}

/** The head of a column: sorts when it can, and holds the line that changes its width. Scrolling does not draw it again. */
export const HeadCell = memo(function HeadCell({
  column,
  index,
  direction,
  onSort,
  widths,
}: HeadCellProps): ReactElement {
  const { key, header, width } = column;
  const isSortable = column.isSortable === true && onSort !== undefined;
  const sortText = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
  const text = (
    <span className={clsx(styles.headText, column.isHeaderHidden && styles.hidden)}>{header}</span>
  );
  const resizable = typeof width === 'string' ? null : width;

  const onKeyDown = (event: KeyboardEvent) => {
    if (resizable === null || widths === null) return;
    const px = widthByKey(event, resizable, widths.spare);
    if (px === null) return;
    event.preventDefault();
    event.stopPropagation();
    widths.onWidth(key, px);
  };

  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      data-column={key}
      className={clsx(
        styles.headCell,
        column.align === 'end' && styles.end,
        column.isHeaderBesideCover === true && styles.besideCover,
      )}
      aria-sort={isSortable ? sortText : undefined}
      // Reached with the arrow up from the first row: the grid is one tab stop.
      {...(isSortable ? {} : { tabIndex: -1, 'data-head-stop': '' })}
      onKeyDown={onKeyDown}
    >
      {resizable && widths && (
        <ColumnEdge
          header={header}
          width={resizable}
          shown={widths.dragged?.key === key ? widths.dragged.px : resizable.px}
          spare={widths.spare}
          onDrag={(px) => {
            widths.setDragged(px === null ? null : { key, px });
          }}
          onWidth={(px) => {
            widths.onWidth(key, px);
          }}
        />
      )}
      {isSortable ? (
        <button
          type="button"
          tabIndex={-1}
          data-head-stop
          className={clsx(styles.sort, direction && styles.sorted)}
          onClick={() => {
            onSort(key);
          }}
        >
          {text}
          {direction === 'asc' && <ArrowUp size={12} aria-hidden />}
          {direction === 'desc' && <ArrowDown size={12} aria-hidden />}
        </button>
      ) : (
        text
      )}
    </div>
  );
});

/** What a row or a tile is told of its place and its state. */
interface PlacedProps {
  readonly row: unknown;
  readonly index: number;
  /** The same function while it says the same: it is asked only when the row is drawn. */
  readonly getLabel: (row: unknown) => string;
  /** Of a row that is on the way. */
  readonly pendingLabel: string;
  /** What is written in it follows the language. */
  readonly locale: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
  readonly isDraggable: boolean;
  /** Nobody can read it just now: only what is cheap to draw. */
  readonly isBrief: boolean;
}

/** As React compares them, but what was drawn in full stays so when it goes by fast. */
function isDrawnAlike<Props extends PlacedProps>(before: Props, after: Props): boolean {
  // Asked of every row in every frame.
  for (const name in after) {
    if (before[name] !== after[name] && (name !== 'isBrief' || before.isBrief)) return false;
  }
  return true;
}

function placedAttributes({
  row,
  index,
  getLabel,
  pendingLabel,
  isActive,
  isSelected,
  isCurrent,
  isDraggable,
}: PlacedProps) {
  const isPending = row === undefined;
  return {
    'aria-label': isPending ? pendingLabel : getLabel(row),
    'aria-selected': isPending ? undefined : isSelected,
    'aria-current': isCurrent || undefined,
    'aria-busy': isPending || undefined,
    'data-index': index,
    draggable: isDraggable || undefined,
    tabIndex: isActive ? 0 : -1,
  };
}

export interface GridRowProps extends PlacedProps {
  /** Pixels from the top of what holds the rows. */
  readonly top: number;
  readonly columns: readonly GridColumn<unknown>[];
}

/** Drawn again only when something of this row changes; the rows around it do not matter. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactElement {
  const { row, index } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      {...placedAttributes(props)}
      className={clsx(styles.row, props.isSelected && styles.selected, props.isCurrent && styles.current)}
      style={{ top: `${props.top}px` }}
    >
      {props.columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 1}
          className={clsx(styles.cell, column.align === 'end' && styles.end)}
        >
          {row === undefined ? <span className={styles.skeleton} /> : cellOf(column, row, props)}
        </div>
      ))}
    </div>
  );
}, isDrawnAlike);

function cellOf(
  { render, renderBrief }: GridColumn<unknown>,
  row: unknown,
  { index, isBrief }: PlacedProps,
): ReactNode {
  return isBrief && renderBrief ? renderBrief(row) : render(row, index);
}

export interface TileBandProps {
  /** Its place among the bands, from 0. */
  readonly band: number;
  readonly top: number;
  readonly children: ReactNode;
}

/** Tiles beside one another: a row of the grid. */
export function TileBand({ band, top, children }: TileBandProps): ReactElement {
  return (
    <div role="row" aria-rowindex={band + 1} className={styles.band} style={{ top: `${top}px` }}>
      {children}
    </div>
  );
}

export interface GridTileProps extends PlacedProps {
  /** Its place in its band, from 0. */
  readonly column: number;
  readonly render: (row: never) => ReactNode;
  readonly renderBrief: (row: never) => ReactNode;
}

/** One row of the list as a tile: a cell of the grid. Drawn again only when something of it changes. */
export const GridTile = memo(function GridTile(props: GridTileProps): ReactElement {
  const { row, column } = props;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      {...placedAttributes(props)}
      className={clsx(styles.tile, props.isSelected && styles.selected, props.isCurrent && styles.current)}
      style={{ gridColumnStart: column + 1 }}
    >
      {row === undefined ? (
        <>
          <span className={styles.tileSkeleton} />
          <span className={styles.skeleton} />
        </>
      ) : (
        (props.isBrief ? props.renderBrief : props.render)(row as never)
      )}
    </div>
  );
}, isDrawnAlike);
