import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { GridKey } from './grid-selection';
import type { PointerPlace } from './pointer-place';
import { findAnchor, rowAt, rowTop, type Anchor } from './row-scroll';
import type { GridViewport } from './use-grid-viewport';
import type { RowFocus } from './use-row-focus';

/** How far a row is looked for after the list changed; more than the rows of the pages that are loaded at a time. */
export const ANCHOR_RADIUS = 1_000;
/** Scrolled this little counts as "at the top". */
const TOP_PX = 4;

interface LeftAt {
  readonly listKey: string | undefined;
  readonly scrollTop: number;
}
/** Where each named grid was left. */
const leftAt = new Map<string, LeftAt>();

export interface SteadyRowsOptions<Key extends GridKey> {
  readonly viewport: GridViewport;
  readonly pointer: PointerPlace;
  readonly focus: RowFocus;
  readonly rowCount: number | undefined;
  readonly rowHeight: number;
  /** Another function tells that rows changed. */
  readonly getRow: (index: number) => unknown;
  readonly keyAt: (index: number) => Key | undefined;
  readonly active: number;
  readonly setActive: (change: (active: number) => number) => void;
  /** Another value means another list. */
  readonly listKey: string | undefined;
  /** Names the grid, so that it is found where it was left. */
  readonly memoryKey: string | undefined;
}

export interface SteadyRows {
  /** Rows that came in above while the list was kept still. */
  readonly arrivedAbove: number;
  /** Remembers the row that must stay where it is: under the pointer, else the active one, else the first in view. */
  readonly takeAnchor: () => void;
  readonly scrollToTop: () => void;
  readonly onScroll: () => void;
}

/**
 * Keeps rows where they are while the list changes around them: the row that somebody aims at, or looks at, does not move
 * when others come in above. Another list begins at its top; the same one is found where it was left.
 */
export function useSteadyRows<Key extends GridKey>(options: SteadyRowsOptions<Key>): SteadyRows {
  const { viewport, pointer, focus, rowCount, rowHeight, keyAt, active, setActive, listKey, memoryKey } =
    options;
  const { scroller, read, draw, scrollTo, releaseRoom } = viewport;
  const { isInside } = focus;
  const count = rowCount ?? 0;
  const [arrivedAbove, setArrivedAbove] = useState(0);
  const anchor = useRef<Anchor<Key> | null>(null);

  const takeAnchor = useCallback(() => {
    const view = read();
    const y = pointer.yAt(performance.now());
    const candidates = [
      y === null ? null : rowAt(view, y, count, rowHeight),
      isInside() ? active : null,
      rowAt(view, rowHeight / 2, count, rowHeight),
    ];
    anchor.current = null;
    for (const index of candidates) {
      const key = index === null ? undefined : keyAt(index);
      if (index === null || key === undefined) continue;
      anchor.current = { key, index };
      return;
    }
  }, [read, pointer, count, rowHeight, isInside, active, keyAt]);

  const shownList = useRef<string | undefined>(undefined);
  const isFirstDraw = useRef(true);
  useLayoutEffect(() => {
    if (!isFirstDraw.current && shownList.current === listKey) return;
    const remembered = memoryKey === undefined ? undefined : leftAt.get(memoryKey);
    const isReturn = isFirstDraw.current && remembered?.listKey === listKey;
    // A remembered place waits until the rows are there that make the list tall enough for it.
    if (isReturn && rowCount === undefined) return;
    isFirstDraw.current = false;
    shownList.current = listKey;
    anchor.current = null;
    if (scroller.current) scroller.current.scrollTop = isReturn && remembered ? remembered.scrollTop : 0;
    setActive(() => 0);
    setArrivedAbove(0);
    draw();
  }, [listKey, memoryKey, rowCount, scroller, setActive, draw]);

  // Rows changed: keep the anchored row where it is, and the active row the active one.
  useLayoutEffect(() => {
    const element = scroller.current;
    const from = anchor.current;
    const mustHold =
      element !== null &&
      (element.scrollTop > TOP_PX || pointer.yAt(performance.now()) !== null || isInside());
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
    draw();
    takeAnchor();
    // Only rows that changed are an occasion; the other values are read as they are at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [options.getRow, count]);

  return {
    arrivedAbove,
    takeAnchor,
    scrollToTop: useCallback(() => {
      if (scroller.current) scroller.current.scrollTop = 0;
      setArrivedAbove(0);
      draw();
    }, [scroller, draw]),
    onScroll: () => {
      const element = scroller.current;
      if (!element) return;
      if (memoryKey !== undefined) leftAt.set(memoryKey, { listKey, scrollTop: element.scrollTop });
      if (element.scrollTop <= TOP_PX) setArrivedAbove(0);
      releaseRoom();
      draw();
      takeAnchor();
    },
  };
}
