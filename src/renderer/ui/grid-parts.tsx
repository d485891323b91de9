import { memo, type ReactElement, type ReactNode } from 'react';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { SortDirection } from '@shared/model';
import styles from './virtual-grid.module.css';

/** One column. `width` is a CSS grid track such as `120px` or `minmax(0, 1fr)`. */
export interface GridColumn<Row> {
  readonly key: string;
  readonly header: string;
  /** Moves the header over the words of a column that begins with a cover. */
  readonly isHeaderBesideCover?: boolean;
  /** The header is read out but not shown. */
  readonly isHeaderHidden?: boolean;
  readonly width: string;
  readonly align?: 'start' | 'end';
  readonly isSortable?: boolean;
  /** The column is left out while the grid is narrower than this many pixels. */
  readonly minGridWidth?: number;
  readonly render: (row: Row, index: number) => ReactNode;
}

export interface HeadCellProps<Row> {
  readonly column: GridColumn<Row>;
  readonly direction: SortDirection | null;
  readonly onSort: ((columnKey: string) => void) | undefined;
}

/** The head of a column; sorts when it can. */
export function HeadCell<Row>({ column, direction, onSort }: HeadCellProps<Row>): ReactElement {
  const isSortable = column.isSortable === true && onSort !== undefined;
  const sortText = direction === 'asc' ? 'ascending' : direction === 'desc' ? 'descending' : 'none';
  const text = <span className={clsx(column.isHeaderHidden && styles.hidden)}>{column.header}</span>;
  return (
    <div
      role="columnheader"
      className={clsx(
        styles.headCell,
        column.align === 'end' && styles.end,
        column.isHeaderBesideCover === true && styles.besideCover,
      )}
      aria-sort={isSortable ? sortText : undefined}
    >
      {isSortable ? (
        // Reached with the arrow up from the first row: the grid is one tab stop.
        <button
          type="button"
          tabIndex={-1}
          className={clsx(styles.sort, direction && styles.sorted)}
          onClick={() => {
            onSort(column.key);
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
}

export interface GridRowProps {
  readonly row: unknown;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly GridColumn<unknown>[];
  readonly label: string;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isCurrent: boolean;
}

/** Drawn again only when something of this row changes; the rows around it do not matter. */
export const GridRow = memo(function GridRow(props: GridRowProps): ReactElement {
  const { row, index } = props;
  const isPending = row === undefined;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-label={props.label}
      aria-selected={isPending ? undefined : props.isSelected}
      aria-current={props.isCurrent || undefined}
      aria-busy={isPending || undefined}
      data-index={index}
      tabIndex={props.isActive ? 0 : -1}
      className={clsx(styles.row, props.isSelected && styles.selected, props.isCurrent && styles.current)}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {props.columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 1}
          className={clsx(styles.cell, column.align === 'end' && styles.end)}
        >
          {isPending ? <span className={styles.skeleton} /> : column.render(row, index)}
        </div>
      ))}
    </div>
  );
});
