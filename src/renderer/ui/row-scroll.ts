/**
 * Geometry of a list with rows of one size: the only place that turns rows into pixels and back. Rows stand in bands, one
 * under the other: one row each in a list, several beside one another in a grid of tiles.
 *
 * A list can be taller than what a browser can lay out. The element that scrolls is then shorter than the list (the
 * *track*), and where it is scrolled to is not where the list is: `ScrollPlace` holds both.
 */

export interface RowLayout {
  readonly rowCount: number;
  readonly perBand: number;
  /** Pixels from one band to the next. */
  readonly bandHeight: number;
  /**
   * Places that stay empty before the first row, fewer than `perBand`. They let rows come in above a grid of tiles
   * without moving any other to another column.
   */
  readonly lead: number;
  /** Pixels before the first column, and from one column to the next. */
  readonly inset: number;
  readonly stride: number;
}

/** The layout of a list: a row is a band. */
export function listLayout(rowCount: number, rowHeight: number): RowLayout {
  return {
    rowCount,
    perBand: 1,
    bandHeight: rowHeight,
    lead: 0,
    inset: 0,
    stride: Number.POSITIVE_INFINITY,
  };
}

export interface TileMeasures {
  /** Least width of a tile in pixels; the tiles of a band share what is left. */
  readonly minWidth: number;
  /** Pixels of a tile that its width does not change: what stands under a square picture, and its edges. */
  readonly extraHeight: number;
  /** Pixels between tiles, and between them and the edges of the grid. */
  readonly gap: number;
  readonly inset: number;
}

export interface TileLayout extends RowLayout {
  readonly tileWidth: number;
}

/**
 * As many tiles beside one another as have room.
 *
 * @param width pixels; infinite while it is not known
 */
export function tileLayout(rowCount: number, width: number, tile: TileMeasures, lead: number): TileLayout {
  const room = width - 2 * tile.inset;
  const fitting = Number.isFinite(width) ? Math.floor((room + tile.gap) / (tile.minWidth + tile.gap)) : 1;
  const perBand = Math.max(1, fitting);
  const tileWidth = Number.isFinite(width)
    ? Math.floor((room - (perBand - 1) * tile.gap) / perBand)
    : tile.minWidth;
  return {
    rowCount,
    perBand,
    bandHeight: tileWidth + tile.extraHeight + tile.gap,
    lead: lead % perBand,
    inset: tile.inset,
    stride: tileWidth + tile.gap,
    tileWidth,
  };
}

/** First and last row, both inclusive; `last` is before `first` when there is nothing to draw. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** What of the list is in view. */
export interface Viewport {
  /** Pixels of the list above it. */
  readonly top: number;
  readonly height: number;
}

/** A place inside the viewport. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The band that a row stands in, from 0. */
export function bandOf(layout: RowLayout, index: number): number {
  return Math.floor((index + layout.lead) / layout.perBand);
}

/** The place of a row in its band, from 0. */
export function columnOf(layout: RowLayout, index: number): number {
  return (index + layout.lead) % layout.perBand;
}

export function bandCount(layout: RowLayout): number {
  return layout.rowCount === 0 ? 0 : bandOf(layout, layout.rowCount - 1) + 1;
}

/** Where a row begins, in pixels from the top of the list. */
export function rowTop(layout: RowLayout, index: number): number {
  return bandOf(layout, index) * layout.bandHeight;
}

/** Height of all rows together. */
export function listHeight(layout: RowLayout): number {
  return bandCount(layout) * layout.bandHeight;
}

/** The rows that the viewport shows, at least in part, with `overscan` pixels more on either side. */
export function visibleRows(viewport: Viewport, layout: RowLayout, overscan: number): RowRange {
  const { rowCount, perBand, bandHeight, lead } = layout;
  const firstBand = Math.floor((viewport.top - overscan) / bandHeight);
  const endBand = Math.ceil((viewport.top + viewport.height + overscan) / bandHeight);
  return {
    first: Math.max(0, firstBand * perBand - lead),
    last: Math.min(rowCount, endBand * perBand - lead) - 1,
  };
}

/** How many rows a page up or down moves over: a band less than fit, so that the eye keeps its place. */
export function rowsPerPage(viewportHeight: number, { bandHeight, perBand }: RowLayout): number {
  return Math.max(1, Math.floor(viewportHeight / bandHeight) - 1) * perBand;
}

/** The row at a place inside the viewport; null where there is none. */
export function rowAt(viewport: Viewport, { x, y }: Point, layout: RowLayout): number | null {
  const { rowCount, perBand, bandHeight, lead, inset, stride } = layout;
  const column = Math.min(perBand - 1, Math.max(0, Math.floor((x - inset) / stride)));
  const index = Math.floor((viewport.top + y) / bandHeight) * perBand + column - lead;
  return index >= 0 && index < rowCount ? index : null;
}

/** `nearest`: not at all when the row is in view already. */
export type ScrollAlign = 'nearest' | 'center';

/** Where the viewport has to begin to show a row. */
export function topToReveal(
  viewport: Viewport,
  index: number,
  layout: RowLayout,
  align: ScrollAlign,
): number {
  const top = rowTop(layout, index);
  if (align === 'center') return Math.max(0, Math.round(top - (viewport.height - layout.bandHeight) / 2));
  if (top < viewport.top) return top;
  const bottom = top + layout.bandHeight;
  if (bottom > viewport.top + viewport.height) return Math.max(0, bottom - viewport.height);
  return viewport.top;
}

// ----------------------------------------------------------------------------------------------- lists of any height

/**
 * The tallest track. Chromium cuts an element off at 33.5 million pixels of the screen, of which a window that is
 * magnified five times has five for one of these; up to here every pixel can be told from the next.
 */
export const TALLEST_TRACK = 6_000_000;

/** This much at either end of a list goes pixel by pixel with its track, so that both ends are simply reached. */
const EXACT_END = 100_000;

/** Sizes that a scroll position is to be seen against, in pixels. */
export interface ScrollExtent {
  readonly listHeight: number;
  readonly viewHeight: number;
}

/** Where a list is scrolled to: whole pixels lie between the two. */
export interface ScrollPlace {
  /** Pixels of the list above the viewport. */
  readonly listTop: number;
  /** Pixels of the track above it: the element's own scroll position. */
  readonly trackTop: number;
}

/** Height of the element that stands for a list. */
export function trackHeight(height: number): number {
  return Math.min(height, TALLEST_TRACK);
}

/**
 * Both run from 0 to an end, and between the exact stretches the longer one in proportion to the shorter. Beyond either
 * end they go on pixel by pixel: a list may be given room there.
 */
function scaled(position: number, from: number, to: number): number {
  if (position <= EXACT_END) return position;
  if (from - position <= EXACT_END) return to - (from - position);
  return EXACT_END + ((position - EXACT_END) * (to - 2 * EXACT_END)) / (from - 2 * EXACT_END);
}

function ends({ listHeight: height, viewHeight }: ScrollExtent): { list: number; track: number } {
  return { list: height - viewHeight, track: trackHeight(height) - viewHeight };
}

/** The place at which the track stands where its scrollbar should. */
export function settledPlace(listTop: number, extent: ScrollExtent): ScrollPlace {
  const { list, track } = ends(extent);
  if (list === track) return { listTop, trackTop: listTop };
  return { listTop, trackTop: listTop - Math.round(listTop - scaled(listTop, list, track)) };
}

/**
 * The place after the track was scrolled to `trackTop`. Steps are real pixels, whatever the scale; they move the track
 * away from where its scrollbar should stand until somebody settles the place. Only a leap over a good part of a
 * viewport, as dragging the scrollbar makes it, is one over the list in proportion.
 *
 * @param isByWheel steps of any size are real pixels
 */
export function scrolledPlace(
  place: ScrollPlace,
  trackTop: number,
  extent: ScrollExtent,
  isByWheel: boolean,
): ScrollPlace {
  const { list, track } = ends(extent);
  if (list === track) return { listTop: trackTop, trackTop };
  const step = trackTop - place.trackTop;
  const isAtEnd = trackTop <= 0 || trackTop >= track;
  if (step === 0 || isByWheel || (Math.abs(step) < leastLeap(extent) && !isAtEnd)) {
    return { listTop: place.listTop + step, trackTop };
  }
  return { listTop: trackTop + Math.round(scaled(trackTop, track, list) - trackTop), trackTop };
}

/** A pixel of the scrollbar is several times as much; only hands on the wheel are as quick. */
function leastLeap({ viewHeight }: ScrollExtent): number {
  return TALLEST_TRACK / (4 * Math.max(1, viewHeight));
}

// ----------------------------------------------------------------------------------------------------- rows that stay

/** A row whose place on the screen must not change, and where it stood. */
export interface Anchor<Key> {
  readonly key: Key;
  readonly index: number;
  /** Pixels of the list above it. */
  readonly top: number;
  readonly column: number;
  readonly perBand: number;
}

export function anchorAt<Key>(layout: RowLayout, index: number, key: Key): Anchor<Key> {
  const { perBand } = layout;
  return { key, index, top: rowTop(layout, index), column: columnOf(layout, index), perBand };
}

/** The `lead` with which the row that is now at `index` stands in the column that it stood in. */
export function leadToKeep<Key>(anchor: Anchor<Key>, index: number, { perBand }: RowLayout): number {
  if (anchor.perBand !== perBand) return 0;
  return (((anchor.column - index) % perBand) + perBand) % perBand;
}

/**
 * Where the anchor's row stands now, looked for outwards from where it stood among the rows that are loaded (`keyAt`
 * answers undefined for the others). Null when it is gone or moved further than `radius`.
 */
export function findAnchor<Key>(
  anchor: Pick<Anchor<Key>, 'key' | 'index'>,
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
