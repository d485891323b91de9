/**
 * Geometry of a list with rows of one height: the only place that turns rows into pixels and back. A list that outgrows
 * the tallest element a browser can lay out (33.5 million pixels in Chromium) has to change nothing but this file.
 */

/** First and last row, both inclusive; `last` is before `first` when there is nothing to draw. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
}

/** Where a row begins, in pixels from the top of the list. */
export function rowTop(index: number, rowHeight: number): number {
  return index * rowHeight;
}

/** Height of all rows together. */
export function listHeight(rowCount: number, rowHeight: number): number {
  return rowCount * rowHeight;
}

/** The rows that the viewport shows, at least in part, with `overscan` more on either side. */
export function visibleRows(
  viewport: Viewport,
  rowCount: number,
  rowHeight: number,
  overscan: number,
): RowRange {
  const first = Math.floor(viewport.scrollTop / rowHeight) - overscan;
  const last = Math.ceil((viewport.scrollTop + viewport.height) / rowHeight) - 1 + overscan;
  return { first: Math.max(0, first), last: Math.min(rowCount - 1, last) };
}

/** How many whole rows a page up or down moves over: one less than fit, so that the eye keeps its place. */
export function rowsPerPage(viewportHeight: number, rowHeight: number): number {
  return Math.max(1, Math.floor(viewportHeight / rowHeight) - 1);
}

/** The row at a height inside the viewport; null beyond the last row. */
export function rowAt(viewport: Viewport, y: number, rowCount: number, rowHeight: number): number | null {
  const index = Math.floor((viewport.scrollTop + y) / rowHeight);
  return index >= 0 && index < rowCount ? index : null;
}

/** `nearest`: not at all when the row is in view already. */
export type ScrollAlign = 'nearest' | 'center';

/** The scroll position that brings a row into view. */
export function scrollTopToReveal(
  viewport: Viewport,
  index: number,
  rowHeight: number,
  align: ScrollAlign,
): number {
  const top = rowTop(index, rowHeight);
  if (align === 'center') return Math.max(0, Math.round(top - (viewport.height - rowHeight) / 2));
  if (top < viewport.scrollTop) return top;
  const bottom = top + rowHeight;
  if (bottom > viewport.scrollTop + viewport.height) return Math.max(0, bottom - viewport.height);
  return viewport.scrollTop;
}

/** A row whose place on the screen must not change, and where it stood. */
export interface Anchor<Key> {
  readonly key: Key;
  readonly index: number;
}

/**
 * Where the anchor's row stands now, looked for outwards from where it stood among the rows that are loaded (`keyAt`
 * answers undefined for the others). Null when it is gone or moved further than `radius`.
 */
export function findAnchor<Key>(
  anchor: Anchor<Key>,
  rowCount: number,
  keyAt: (index: number) => Key | undefined,
  radius: number,
): number | null {
  for (let distance = 0; distance <= radius; distance++) {
    const below = anchor.index + distance;
    if (below < rowCount && keyAt(below) === anchor.key) return below;
    const above = anchor.index - distance;
    if (distance > 0 && above >= 0 && above < rowCount && keyAt(above) === anchor.key) return above;
  }
  return null;
}
