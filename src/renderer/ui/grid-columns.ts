import type { ReactNode } from 'react';

/** A width that people can change, in pixels. */
export interface ResizableWidth {
  readonly px: number;
  readonly min: number;
  readonly max: number;
}

/** One column. */
export interface GridColumn<Row> {
  readonly key: string;
  readonly header: string;
  /** Moves the header over the words of a column that begins with a cover. */
  readonly isHeaderBesideCover?: boolean;
  /** The header is read out but not shown. */
  readonly isHeaderHidden?: boolean;
  /** A CSS grid track such as `120px` or `minmax(0, 1fr)`; pixels where people can change it. */
  readonly width: string | ResizableWidth;
  /** Pixels that a column needs which takes what the others leave. */
  readonly minWidth?: number;
  readonly align?: 'start' | 'end';
  readonly isSortable?: boolean;
  /** The column is left out while the grid is narrower than this many pixels. */
  readonly minGridWidth?: number;
  /** Columns are left out where there is no room for all: the one with the least number first. */
  readonly dropOrder?: number;
  readonly render: (row: Row, index: number) => ReactNode;
  /** What stands there while rows go by too fast to be read; as `render` when absent. */
  readonly renderBrief?: (row: Row) => ReactNode;
}

/** Pixels between columns, and between them and the edges of the grid. */
export const COLUMN_GAP = 12;
export const GRID_PADDING = 18;

/** A column whose width is just being changed. */
export interface DraggedWidth {
  readonly key: string;
  readonly px: number;
}

function widthOf(
  column: Pick<GridColumn<never>, 'key' | 'width' | 'minWidth'>,
  dragged: DraggedWidth | null,
): number {
  if (typeof column.width === 'string') return column.minWidth ?? 0;
  return dragged?.key === column.key ? dragged.px : column.width.px;
}

type Measured = Pick<
  GridColumn<never>,
  'key' | 'width' | 'minWidth' | 'minGridWidth' | 'dropOrder' | 'header'
>;

/** Pixels that columns need; those whose track only CSS knows count with their least width. */
export function neededWidth(columns: readonly Measured[], dragged: DraggedWidth | null): number {
  const inner = columns.reduce((sum, column) => sum + widthOf(column, dragged), 0);
  return inner + Math.max(0, columns.length - 1) * COLUMN_GAP + 2 * GRID_PADDING;
}

/** The columns for which there is room, in their order. */
export function fittingColumns<Column extends Measured>(
  columns: readonly Column[],
  gridWidth: number,
): readonly Column[] {
  let fitting = columns.filter((column) => gridWidth >= (column.minGridWidth ?? 0));
  while (neededWidth(fitting, null) > gridWidth) {
    const droppable = fitting.filter(({ dropOrder }) => dropOrder !== undefined);
    const [first, ...others] = droppable;
    if (first === undefined) break;
    const dropped = others.reduce(
      (least, column) => ((column.dropOrder ?? 0) < (least.dropOrder ?? 0) ? column : least),
      first,
    );
    fitting = fitting.filter((column) => column !== dropped);
  }
  return fitting;
}

/** The tracks of the columns, for CSS. */
export function gridTracks(columns: readonly Measured[], dragged: DraggedWidth | null): string {
  return columns
    .map((column) => (typeof column.width === 'string' ? column.width : `${widthOf(column, dragged)}px`))
    .join(' ');
}

/** What a width becomes that somebody asks for: within its own bounds, and within the room that there is. */
export function boundedWidth(width: ResizableWidth, asked: number, spare: number): number {
  const most = Math.max(width.min, Math.min(width.max, width.px + Math.max(0, spare)));
  return Math.round(Math.min(most, Math.max(width.min, asked)));
}
