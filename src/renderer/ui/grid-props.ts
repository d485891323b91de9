import type { DragEvent, KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react';
import type { SortDirection } from '@shared/model';
import type { GridColumn } from './grid-columns';
import type { GridKey, LoadKeys, Selection } from './grid-selection';
import type { ScrollAlign, TileMeasures } from './row-scroll';

/** What a page can ask of its grid. */
export interface GridHandle {
  /** Brings a row into view and makes it the one that the keyboard starts from. */
  reveal(index: number, align?: ScrollAlign): void;
  /** Puts the keyboard on the active row. */
  focus(): void;
  scrollToTop(): void;
  /** Whether at least half of the row is seen. */
  isInView(index: number): boolean;
}

/** Rows as tiles: several beside one another, each with a square picture. */
export interface TileView<Row> extends TileMeasures {
  /** The same function while tiles look the same. */
  readonly render: (row: Row) => ReactNode;
  /** What is drawn while tiles go by too fast to be looked at. */
  readonly renderBrief: (row: Row) => ReactNode;
}

export interface VirtualGridProps<Row, Key extends GridKey> {
  readonly ref?: Ref<GridHandle>;
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  /** Told which of the columns there is room for, and how many pixels one of them can still grow, when that changes. */
  readonly onFittingColumns?: (keys: readonly string[], spare: number) => void;
  /** Shows the rows as tiles instead, without columns; the same object while they look the same. */
  readonly tiles?: TileView<Row> | undefined;
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

  readonly selection: Selection<Key>;
  /** `active` is the row that the last step ended on. */
  readonly onSelectionChange: (selection: Selection<Key>, active: Key | null) => void;
  /** Asked when a selection reaches over rows that are not loaded. */
  readonly loadKeys: LoadKeys<Key>;

  /** Enter or a double click. */
  readonly onActivate: (row: Row, index: number) => void;
  /** The place of the first row from `after` on and around that begins with what was typed; null when there is none. */
  readonly onJump?: (prefix: string, after: number) => Promise<number | null>;
  /** A row was right-clicked, or asked for its menu by key. It is selected already. */
  readonly onContextMenu?: (row: Row, event: MouseEvent<HTMLElement>) => void;
  /** Keys that the grid does not know; called with the active row, if it is loaded. */
  readonly onRowKeyDown?: (event: KeyboardEvent<HTMLElement>, row: Row | undefined) => void;

  /** A hand begins to drag a row, which is selected already; without it rows cannot be dragged. */
  readonly onRowDragStart?: (row: Row, event: DragEvent<HTMLElement>) => void;

  /** The row that is playing or going on: marked and told as current. */
  readonly isCurrent?: (row: Row) => boolean;
  readonly sortKey?: string;
  readonly sortDirection?: SortDirection;
  readonly onSort?: (columnKey: string) => void;
  /** Keeps the width of a column that was changed; null means its usual one. Without it widths stay. */
  readonly onColumnWidth?: (columnKey: string, px: number | null) => void;
  /** A head was right-clicked, or asked for its menu by key. */
  readonly onHeadContextMenu?: (event: MouseEvent<HTMLElement>, columnKey: string | null) => void;

  /** Another value means another list: it is shown from its top. */
  readonly listKey?: string;
  /** Names the grid so that it is found where it was left when its place is opened again. */
  readonly memoryKey?: string;
  /** Words of the button that tells of rows that came in above while the list was kept still. */
  readonly newRowsText?: (count: number) => string;
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
}
