import type { DragEvent, MouseEvent } from 'react';
import { isAction } from './grid-focus';
import type { VirtualGridProps } from './grid-props';
import { isSelected, sizeOf, type GridKey } from './grid-selection';
import type { RowLayout } from './row-scroll';
import type { GridSelection } from './use-grid-selection';
import type { GridViewport } from './use-grid-viewport';
import type { RowFocus } from './use-row-focus';

type Handler = (event: MouseEvent<HTMLElement>) => void;

export interface GridMouse {
  readonly onMouseDown: Handler;
  readonly onClick: Handler;
  readonly onDoubleClick: Handler;
  readonly onContextMenu: Handler;
  readonly onDragStart: (event: DragEvent<HTMLElement>) => void;
}

export interface GridMouseOptions<Row, Key extends GridKey> {
  readonly props: VirtualGridProps<Row, Key>;
  readonly viewport: GridViewport<RowLayout>;
  readonly focus: RowFocus;
  readonly selection: GridSelection;
  readonly active: number;
  readonly setActive: (active: number) => void;
}

function rowUnder(event: MouseEvent<HTMLElement>): number | null {
  const element = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  return element ? Number(element.dataset['index']) : null;
}

function hasModifier(event: MouseEvent): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey;
}

/** What presses on rows do: select, activate, open the menu. */
export function gridMouse<Row, Key extends GridKey>(options: GridMouseOptions<Row, Key>): GridMouse {
  const { props, viewport, focus, selection, active, setActive } = options;
  const isInSelection = (row: Row) => isSelected(props.selection, props.getKey(row));
  const selectedCount = sizeOf(props.selection, props.rowCount ?? 0);
  return {
    onMouseDown(event) {
      const index = rowUnder(event);
      if (index === null || event.button !== 0) return;
      // The browser itself puts the focus on the row, or on a control in it: it then knows that it was the pointer and draws
      // no ring. Where the focus is, the keyboard goes on.
      setActive(index);
      if (isAction(event.target)) return;
      const row = props.getRow(index);
      viewport.reveal(index);
      if (row === undefined) return;
      if (event.shiftKey) {
        void selection.selectRangeTo(index, event.ctrlKey || event.metaKey);
      } else if (event.ctrlKey || event.metaKey) {
        selection.toggle(index);
      } else if (!isInSelection(row) || selectedCount === 1) {
        selection.selectOnly(index);
      }
    },
    onClick(event) {
      const index = rowUnder(event);
      if (index === null || isAction(event.target)) return;
      // A click inside a larger selection narrows it only when the button is let go, so that the whole can be dragged.
      if (!hasModifier(event) && selectedCount > 1) selection.selectOnly(index);
    },
    onDoubleClick(event) {
      const index = rowUnder(event);
      if (index === null || isAction(event.target) || hasModifier(event)) return;
      const row = props.getRow(index);
      if (row !== undefined) props.onActivate(row, index);
    },
    onDragStart(event) {
      const index = rowUnder(event);
      const row = index === null ? undefined : props.getRow(index);
      if (row !== undefined) props.onRowDragStart?.(row, event);
    },
    onContextMenu(event) {
      const target = event.target as HTMLElement;
      if (target.closest('[data-grid-head]')) {
        const head = target.closest<HTMLElement>('[data-column]');
        props.onHeadContextMenu?.(event, head?.dataset['column'] ?? null);
        return;
      }
      const index = rowUnder(event) ?? (focus.isInside() ? active : null);
      const row = index === null ? undefined : props.getRow(index);
      if (index === null || row === undefined) return;
      setActive(index);
      if (!isInSelection(row)) selection.selectOnly(index);
      props.onContextMenu?.(row, event);
    },
  };
}
