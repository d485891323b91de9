import { useEffect, useMemo, useState } from 'react';
import { neededWidth, type DraggedWidth, type GridColumn } from './grid-columns';

export interface ColumnWidths {
  /** The column whose edge is dragged, or was let go and is not kept yet. */
  readonly dragged: DraggedWidth | null;
  readonly setDragged: (dragged: DraggedWidth | null) => void;
  /** Pixels by which a column can grow before others have no room. */
  readonly spare: number;
  readonly onWidth: (columnKey: string, px: number | null) => void;
}

/**
 * The widths of columns while they are changed.
 *
 * @param columns those that are shown
 * @param onWidth keeps a width; without it none can be changed
 */
export function useColumnWidths<Row>(
  columns: readonly GridColumn<Row>[],
  gridWidth: number,
  onWidth: ((columnKey: string, px: number | null) => void) | undefined,
): ColumnWidths | null {
  const [dragged, setDragged] = useState<DraggedWidth | null>(null);

  // Other columns have come from whoever keeps them: with the width that was dragged, or without.
  useEffect(() => {
    setDragged(null);
  }, [columns]);

  return useMemo(() => {
    if (onWidth === undefined) return null;
    return { dragged, setDragged, spare: gridWidth - neededWidth(columns, null), onWidth };
  }, [dragged, columns, gridWidth, onWidth]);
}
