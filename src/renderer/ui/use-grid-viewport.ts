import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import type { PointerPlace } from './pointer-place';
import { createScrollSpeed } from './scroll-speed';
import {
  listHeight,
  scrolledPlace,
  settledPlace,
  topToReveal,
  trackHeight,
  visibleRows,
  type RowLayout,
  type RowRange,
  type ScrollAlign,
  type ScrollPlace,
  type Viewport,
} from './row-scroll';

/** Pixels drawn beyond the edges, so that a wheel step never shows a gap. */
const OVERSCAN = 416;
/** Rows are filled in when nothing has gone by fast for so long. */
const FILLED_AFTER_MS = 100;
/** Scrolling so soon after the wheel was turned is its doing. */
const WHEEL_MS = 400;

/** What is drawn: which rows, and how far above its place in the list each of them stands in the track. */
export interface Drawn extends RowRange {
  readonly shift: number;
  /** The list goes by faster than anybody reads it: rows that come in are drawn in brief. */
  readonly isBrief: boolean;
}

export interface GridViewport<Layout extends RowLayout> {
  /** What scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** What holds the rows. */
  readonly body: RefObject<HTMLDivElement | null>;
  /** The heads, which stay over the rows; none in a grid of tiles. */
  readonly head: RefObject<HTMLDivElement | null>;
  readonly layout: Layout;
  readonly drawn: Drawn;
  /** Pixels; infinite before the grid was measured. */
  readonly width: number;
  readonly read: () => Viewport;
  /** The viewport's top as it was read last, before the browser had to change it. */
  readonly lastTop: () => number;
  /** Draws the rows that are in view now. */
  readonly draw: () => void;
  /** Scrolls even where the list is too short for it, so that a short list can be kept still as well. */
  readonly scrollTo: (top: number) => void;
  /** Gives back the room that only kept a short list still, once it is scrolled out of view. */
  readonly releaseRoom: () => void;
  readonly reveal: (index: number, align?: ScrollAlign) => void;
  /** Puts the scrollbar of a list that is not scrolled just now where it belongs; the rows stay. */
  readonly settle: () => void;
  readonly onWheel: () => void;
  readonly onPointerDown: () => void;
  readonly onScrollStep: () => void;
  readonly onScrollEnd: () => void;
}

/**
 * What of a grid is in view, and how that is changed.
 *
 * @param layoutFor the same function while rows and their sizes are the same
 */
export function useGridViewport<Layout extends RowLayout>(
  layoutFor: (width: number) => Layout,
  hasHead: boolean,
  pointer: PointerPlace,
): GridViewport<Layout> {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  const [drawn, setDrawn] = useState<Drawn>({ first: 0, last: -1, shift: 0, isBrief: false });
  const [speed] = useState(createScrollSpeed);
  const isFast = useRef(false);
  const filling = useRef(0);
  const layout = useMemo(() => layoutFor(width), [layoutFor, width]);
  const height = useRef(0);
  const place = useRef<ScrollPlace>({ listTop: 0, trackTop: 0 });
  const wheeledAt = useRef(Number.NEGATIVE_INFINITY);
  const isScrolling = useRef(false);

  const extent = useCallback(
    () => ({ listHeight: listHeight(layout), viewHeight: height.current }),
    [layout],
  );

  const read = useCallback((): Viewport => {
    if (scroller.current) {
      const isByWheel = performance.now() - wheeledAt.current < WHEEL_MS;
      place.current = scrolledPlace(place.current, scroller.current.scrollTop, extent(), isByWheel);
    }
    return { top: place.current.listTop, height: height.current };
  }, [extent]);

  const draw = useCallback(() => {
    const { first, last } = visibleRows(read(), layout, OVERSCAN);
    const shift = place.current.listTop - place.current.trackTop;
    const isBrief = isFast.current;
    setDrawn((old) =>
      old.first === first && old.last === last && old.shift === shift && old.isBrief === isBrief
        ? old
        : { first, last, shift, isBrief },
    );
  }, [read, layout]);

  const fill = useCallback(() => {
    isFast.current = false;
    setDrawn((old) => (old.isBrief ? { ...old, isBrief: false } : old));
  }, []);
  useEffect(
    () => () => {
      window.clearTimeout(filling.current);
    },
    [],
  );

  const scrollTo = useCallback(
    (top: number) => {
      if (!scroller.current || !body.current) return;
      const track = trackHeight(listHeight(layout));
      const { listTop, trackTop } = settledPlace(top, extent());
      // At the beginning none is needed, and what was enough for it is too much once a banner takes a part of the view.
      const needed = trackTop === 0 ? 0 : trackTop + height.current;
      body.current.style.minHeight = needed > track ? `${needed}px` : '';
      scroller.current.scrollTop = trackTop;
      // The browser may have rounded it, or found no room for it.
      const reached = scroller.current.scrollTop;
      place.current = { listTop: reached + listTop - trackTop, trackTop: reached };
      draw();
    },
    [extent, layout, draw],
  );

  const releaseRoom = useCallback(() => {
    if (!body.current) return;
    const filled = listHeight(layout) - height.current;
    if (place.current.listTop <= Math.max(0, filled)) body.current.style.minHeight = '';
  }, [layout]);

  const reveal = useCallback(
    (index: number, align: ScrollAlign = 'nearest') => {
      const viewport = read();
      const top = topToReveal(viewport, index, layout, align);
      if (top === viewport.top) draw();
      else scrollTo(top);
    },
    [read, layout, draw, scrollTo],
  );

  const settle = useCallback(() => {
    // In the midst of a movement the browser would end it.
    if (isScrolling.current) return;
    read();
    const { listTop, trackTop } = settledPlace(place.current.listTop, extent());
    if (Math.abs(trackTop - place.current.trackTop) >= 1) scrollTo(listTop);
  }, [read, extent, scrollTo]);

  // Size and place of the grid: columns that fit, rows that are seen, and a banner that opens above moves nothing.
  const measure = useEffectEvent((element: HTMLElement, moved: number) => {
    height.current = element.clientHeight - (head.current?.offsetHeight ?? 0);
    setWidth(element.clientWidth);
    const isAimedAt = pointer.aim(performance.now()) !== null;
    if (moved !== 0 && isAimedAt) scrollTo(Math.max(0, read().top + moved));
    else draw();
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let top = element.getBoundingClientRect().top;
    const observer = new ResizeObserver(() => {
      const moved = element.getBoundingClientRect().top - top;
      top += moved;
      measure(element, moved);
    });
    observer.observe(element);
    if (head.current) observer.observe(head.current);
    measure(element, 0);
    return () => {
      observer.disconnect();
    };
  }, [hasHead]);

  return {
    scroller,
    body,
    head,
    layout,
    drawn,
    width,
    read,
    lastTop: useCallback(() => place.current.listTop, []),
    draw,
    scrollTo,
    releaseRoom,
    reveal,
    settle,
    onWheel: useCallback(() => {
      wheeledAt.current = performance.now();
    }, []),
    // On the scrollbar too: what moves from now on is no wheel's doing.
    onPointerDown: useCallback(() => {
      wheeledAt.current = Number.NEGATIVE_INFINITY;
    }, []),
    onScrollStep: useCallback(() => {
      isScrolling.current = true;
      isFast.current = speed.take(scroller.current?.scrollTop ?? 0, performance.now());
      if (!isFast.current) return;
      window.clearTimeout(filling.current);
      filling.current = window.setTimeout(fill, FILLED_AFTER_MS);
    }, [speed, fill]),
    onScrollEnd: useCallback(() => {
      isScrolling.current = false;
      // Rows and track change together, in one picture.
      flushSync(settle);
    }, [settle]),
  };
}
