import { useRef, type KeyboardEvent } from 'react';
import { isChord, pressOf } from '../key-press';
import { focusHead, moveInsideRow, onHeadKeyDown } from './grid-focus';
import type { VirtualGridProps } from './grid-props';
import { moveTarget, typeAhead, type TypedJump } from './grid-keys';
import { sizeOf, type GridKey } from './grid-selection';
import { alongLine } from './inline-direction';
import { isMac } from './kbd';
import { bandOf, rowsPerPage, type RowLayout } from './row-scroll';
import type { GridSelection } from './use-grid-selection';
import type { GridViewport } from './use-grid-viewport';
import type { RowFocus } from './use-row-focus';

export interface GridKeyboardOptions<Row, Key extends GridKey> {
  readonly props: VirtualGridProps<Row, Key>;
  readonly viewport: GridViewport<RowLayout>;
  readonly focus: RowFocus;
  readonly selection: GridSelection;
  readonly active: number;
  readonly setActive: (active: number) => void;
}

/** All keys of a grid: moving, selecting, activating, jumping to what is typed. */
export function useGridKeyboard<Row, Key extends GridKey>(
  options: GridKeyboardOptions<Row, Key>,
): (event: KeyboardEvent<HTMLElement>) => void {
  const { props, viewport, focus, selection, active, setActive } = options;
  const { layout } = viewport;
  const count = props.rowCount ?? 0;
  const typed = useRef<TypedJump>({ text: '', at: 0 });

  const goTo = (index: number): void => {
    setActive(index);
    viewport.reveal(index);
    focus.focusRow(index);
  };

  const jump = async (next: TypedJump): Promise<void> => {
    typed.current = next;
    const isFirstLetter = [...next.text].length === 1;
    const found = await props.onJump?.(next.text, isFirstLetter ? (active + 1) % Math.max(1, count) : active);
    // Letters typed since have asked anew.
    if (found === null || found === undefined || typed.current !== next) return;
    goTo(found);
    selection.selectOnly(found);
  };

  /** Keys of the controls inside a row; true when nothing is left to be done. */
  const onKeyInsideRow = (event: KeyboardEvent<HTMLElement>, isCommand: boolean): boolean => {
    const target = event.target as HTMLElement;
    const isSideways = event.key === 'ArrowRight' || event.key === 'ArrowLeft';
    // Beside a tile stands the next one; what is inside of it, its menu has as well.
    if (isSideways && layout.perBand === 1 && !isCommand && !event.altKey) {
      if (moveInsideRow(target, alongLine(event.key) === 'ArrowRight' ? 1 : -1)) {
        event.preventDefault();
        // Handled here: the player's own arrow keys must not see it.
        event.stopPropagation();
        return true;
      }
    }
    const isInsideRow = target.closest('[data-index]') !== null && !target.hasAttribute('data-index');
    if (!isInsideRow) return false;
    if (event.key === 'Escape') {
      event.stopPropagation();
      focus.focusRow(active);
      return true;
    }
    return event.key === 'Enter' || event.key === ' ';
  };

  /** Arrows, pages and ends, with Shift and Ctrl; true when it was one of them. */
  const onMoveKey = (event: KeyboardEvent<HTMLElement>, isCommand: boolean): boolean => {
    if (event.altKey) return false;
    const moved = moveTarget(
      alongLine(event.key),
      active,
      layout,
      rowsPerPage(viewport.read().height, layout),
    );
    if (moved === null) return false;
    event.preventDefault();
    const isAboveFirst = event.key === 'ArrowUp' && bandOf(layout, active) === 0 && !event.shiftKey;
    if (isAboveFirst && focusHead(viewport.scroller.current)) return true;
    goTo(moved);
    if (event.shiftKey) void selection.selectRangeTo(moved, isCommand);
    else if (!isCommand) selection.selectOnly(moved);
    return true;
  };

  return (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    // Louder, softer, previous and next, wherever the keyboard is.
    if (isCommand && !event.shiftKey && !event.altKey && event.key.startsWith('Arrow')) return;
    if ((event.target as HTMLElement).closest('[data-grid-head]')) {
      onHeadKeyDown(event, () => {
        goTo(active);
      });
      return;
    }
    const row = props.getRow(active);
    if (onKeyInsideRow(event, isCommand) || onMoveKey(event, isCommand)) return;

    if (isChord(pressOf(event.nativeEvent), 'Ctrl+A', isMac)) {
      event.preventDefault();
      selection.selectAll();
      return;
    }
    if (isCommand && event.key === ' ') {
      event.preventDefault();
      event.stopPropagation();
      selection.toggle(active);
      return;
    }
    if (event.key === 'Enter' && !isCommand && !event.altKey) {
      if (row === undefined) return;
      event.preventDefault();
      props.onActivate(row, active);
      return;
    }
    if (event.key === 'Escape' && sizeOf(props.selection, count) > 1) {
      event.stopPropagation();
      selection.selectOnly(active);
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
}
