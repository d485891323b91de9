import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { isFocusUnasked } from './first-focus';
import type { GridKey } from './grid-selection';
import type { PointerPlace } from './pointer-place';
import {
  anchorAt,
  bandOf,
  findAnchor,
  leadToKeep,
  rowAt,
  rowTop,
  visibleRows,
  type Anchor,
  type RowLayout,
} from './row-scroll';
import type { GridViewport } from './use-grid-viewport';
import type { RowFocus } from './use-row-focus';

/** How far a row is looked for after the list changed; more than the rows of the pages that are loaded at a time. */
export const ANCHOR_RADIUS = 1_000;
/** Scrolled this little counts as "at the top". */
const TOP_PX = 4;

/** Where a grid was left: told by its rows, for it may come back with tiles of another size. */
interface LeftAt {
  readonly listKey: string | undefined;
  /** The first row in view. */
  readonly first: number;
  /** How much of its band is above the viewport, 0 to 1. */
  readonly hidden: number;
  readonly active: number;
}
/** Where each named grid was left. */
const leftAt = new Map<string, LeftAt>();

/** A row that a range of the selection begins with. */
export type RangeStart<Key> = Pick<Anchor<Key>, 'key' | 'index'>;

export interface SteadyRowsOptions<Key extends GridKey> {
  readonly viewport: GridViewport<RowLayout>;
  readonly pointer: PointerPlace;
  readonly focus: RowFocus;
  readonly rowCount: number | undefined;
  /** Another function tells that rows changed. */
  readonly getRow: (index: number) => unknown;
  readonly keyAt: (index: number) => Key | undefined;
  readonly active: number;
  readonly setActive: (change: (active: number) => number) => void;
  readonly setLead: (lead: number) => void;
  /** Moves along with the rows. */
  readonly rangeStart: RefObject<RangeStart<Key> | null>;
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
  const { viewport, pointer, focus, rowCount, keyAt, active, setActive, setLead, rangeStart } = options;
  const { listKey, memoryKey } = options;
  const { layout, width, read, lastTop, draw, scrollTo, releaseRoom, reveal, settle } = viewport;
  const { isInside } = focus;
  const isAimedAt = useCallback(() => isInside() && !isFocusUnasked(), [isInside]);
  const count = rowCount ?? 0;
  const [arrivedAbove, setArrivedAbove] = useState(0);
  const anchor = useRef<(Anchor<Key> & { readonly bandHeight: number }) | null>(null);

  /** The first row of which at least half is seen. */
  const firstInView = useCallback(() => {
    const { first, last } = visibleRows({ top: read().top + layout.bandHeight / 2, height: 1 }, layout, 0);
    return first <= last ? first : null;
  }, [read, layout]);

  const takeAnchor = useCallback(() => {
    const aim = pointer.aim(performance.now());
    const candidates = [
      aim === null ? null : rowAt(read(), aim, layout),
      isAimedAt() ? active : null,
      firstInView(),
    ];
    anchor.current = null;
    for (const index of candidates) {
      const key = index === null ? undefined : keyAt(index);
      if (index === null || key === undefined) continue;
      anchor.current = { ...anchorAt(layout, index, key), bandHeight: layout.bandHeight };
      return;
    }
  }, [read, pointer, layout, firstInView, isAimedAt, active, keyAt]);

  const shownList = useRef<string | undefined>(undefined);
  const isFirstDraw = useRef(true);
  useLayoutEffect(() => {
    if (!isFirstDraw.current && shownList.current === listKey) return;
    const remembered = memoryKey === undefined ? undefined : leftAt.get(memoryKey);
    const returning = isFirstDraw.current && remembered?.listKey === listKey ? remembered : null;
    // A remembered place waits until the rows are there that make the list tall enough for it.
    if (returning && (rowCount === undefined || !Number.isFinite(width))) return;
    isFirstDraw.current = false;
    shownList.current = listKey;
    anchor.current = null;
    setLead(0);
    setArrivedAbove(0);
    setActive(() => Math.min(returning?.active ?? 0, Math.max(0, (rowCount ?? 0) - 1)));
    scrollTo(
      returning ? Math.round((bandOf(layout, returning.first) + returning.hidden) * layout.bandHeight) : 0,
    );
  }, [listKey, memoryKey, rowCount, width, layout, setActive, setLead, scrollTo]);

  const remember = useCallback(() => {
    if (memoryKey === undefined || isFirstDraw.current) return;
    const first = firstInView();
    if (first === null) return;
    const hidden = read().top / layout.bandHeight - bandOf(layout, first);
    leftAt.set(memoryKey, { listKey, first, hidden, active });
  }, [memoryKey, listKey, firstInView, read, layout, active]);
  useLayoutEffect(remember, [remember]);

  // Rows or their sizes changed: keep the anchored row where it is, and the active row the active one.
  useLayoutEffect(() => {
    const from = anchor.current;
    // Other sizes may leave no room for where the browser was scrolled to: what counts is where it was.
    const isReshaped =
      from !== null && (from.perBand !== layout.perBand || from.bandHeight !== layout.bandHeight);
    const top = isReshaped ? lastTop() : read().top;
    const mustHold = top > TOP_PX || pointer.aim(performance.now()) !== null || isAimedAt();
    const index = from && mustHold ? findAnchor(from, count, keyAt, ANCHOR_RADIUS) : null;
    const lead = from && index !== null ? leadToKeep(from, index, layout) : mustHold ? layout.lead : 0;
    if (lead !== layout.lead) {
      // Drawn again at once, with every row in its column; this goes on then.
      setLead(lead);
      return;
    }
    if (from && index !== null) {
      const moved = rowTop(layout, index) - from.top;
      if (moved !== 0) scrollTo(Math.max(0, top + moved));
      const shift = index - from.index;
      if (shift !== 0) {
        setActive((last) => Math.min(Math.max(0, last + shift), Math.max(0, count - 1)));
        setArrivedAbove((last) => (top <= TOP_PX || last > 0 ? Math.max(0, last + shift) : 0));
        const start = rangeStart.current;
        if (start) rangeStart.current = { ...start, index: start.index + shift };
      }
      if (isReshaped) reveal(index);
    }
    settle();
    draw();
    takeAnchor();
    remember();
    // Only rows and sizes that changed are an occasion; the other values are read as they are at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [options.getRow, layout]);

  return {
    arrivedAbove,
    takeAnchor,
    scrollToTop: useCallback(() => {
      anchor.current = null;
      setLead(0);
      setArrivedAbove(0);
      scrollTo(0);
    }, [setLead, scrollTo]),
    onScroll: () => {
      const { top } = read();
      remember();
      if (top <= TOP_PX) setArrivedAbove(0);
      releaseRoom();
      draw();
      takeAnchor();
      if (top <= TOP_PX && layout.lead !== 0) {
        // Nothing is above any more that had to be kept from moving: the list begins in its first place again.
        anchor.current = null;
        setLead(0);
      }
    },
  };
}
