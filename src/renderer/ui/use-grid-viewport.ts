import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { PointerPlace } from './pointer-place';
import {
  listHeight,
  scrollTopToReveal,
  visibleRows,
  type RowRange,
  type ScrollAlign,
  type Viewport,
} from './row-scroll';

/** Rows drawn beyond the edges, so that a wheel step never shows a gap. */
const OVERSCAN = 8;

export interface GridViewport {
  /** What scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** What holds the rows. */
  readonly body: RefObject<HTMLDivElement | null>;
  /** The rows to draw. */
  readonly range: RowRange;
  /** Pixels; infinite before the grid was measured. */
  readonly width: number;
  readonly read: () => Viewport;
  /** Draws the rows that are in view now. */
  readonly draw: () => void;
  /** Scrolls even where the list is too short for it, so that a short list can be kept still as well. */
  readonly scrollTo: (top: number) => void;
  /** Gives back the room that only kept a short list still, once it is scrolled out of view. */
  readonly releaseRoom: () => void;
  readonly reveal: (index: number, align?: ScrollAlign) => void;
}

/** Height of the heads, which stay over the rows. */
export function headHeight(grid: HTMLElement): number {
  return (grid.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0;
}

/** What of a grid is in view, and how that is changed. */
export function useGridViewport(count: number, rowHeight: number, pointer: PointerPlace): GridViewport {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState<RowRange>({ first: 0, last: -1 });
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);

  const read = useCallback((): Viewport => {
    const element = scroller.current;
    if (!element) return { scrollTop: 0, height: 0 };
    return { scrollTop: element.scrollTop, height: element.clientHeight - headHeight(element) };
  }, []);

  const draw = useCallback(() => {
    const next = visibleRows(read(), count, rowHeight, OVERSCAN);
    setRange((last) => (last.first === next.first && last.last === next.last ? last : next));
  }, [read, count, rowHeight]);

  const scrollTo = useCallback(
    (top: number) => {
      if (!scroller.current || !body.current) return;
      const needed = top + read().height;
      body.current.style.minHeight = needed > listHeight(count, rowHeight) ? `${needed}px` : '';
      scroller.current.scrollTop = top;
    },
    [read, count, rowHeight],
  );

  const releaseRoom = useCallback(() => {
    if (!scroller.current || !body.current) return;
    const filled = listHeight(count, rowHeight) - read().height;
    if (scroller.current.scrollTop <= Math.max(0, filled)) body.current.style.minHeight = '';
  }, [read, count, rowHeight]);

  const reveal = useCallback(
    (index: number, align: ScrollAlign = 'nearest') => {
      const viewport = read();
      const top = scrollTopToReveal(viewport, index, rowHeight, align);
      if (top !== viewport.scrollTop && scroller.current) scroller.current.scrollTop = top;
      draw();
    },
    [read, rowHeight, draw],
  );

  // Size and place of the grid: columns that fit, rows that are seen, and a banner that opens above moves nothing.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let top = element.getBoundingClientRect().top;
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth);
      const moved = element.getBoundingClientRect().top - top;
      top += moved;
      const isAimedAt = pointer.yAt(performance.now()) !== null;
      if (moved !== 0 && isAimedAt) scrollTo(Math.max(0, element.scrollTop + moved));
      draw();
    });
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => {
      observer.disconnect();
    };
  }, [draw, scrollTo, pointer]);

  return { scroller, body, range, width, read, draw, scrollTo, releaseRoom, reveal };
}
