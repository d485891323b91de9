import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anchorAt,
  bandCount,
  bandOf,
  columnOf,
  findAnchor,
  leadToKeep,
  listHeight,
  listLayout,
  rowAt,
  rowTop,
  rowsPerPage,
  scrolledPlace,
  settledPlace,
  TALLEST_TRACK,
  tileLayout,
  topToReveal,
  trackHeight,
  visibleRows,
  type RowLayout,
  type ScrollExtent,
  type ScrollPlace,
} from '../../src/renderer/ui/row-scroll';

const ROW = 50;
const list = (rowCount: number) => listLayout(rowCount, ROW);
const at = (y: number, x = 0) => ({ x, y });

describe('rows in view', () => {
  it('are those that the viewport cuts, with a few more on either side', () => {
    expect(visibleRows({ top: 0, height: 500 }, list(1_000), 0)).toEqual({ first: 0, last: 9 });
    expect(visibleRows({ top: 25, height: 500 }, list(1_000), 0)).toEqual({ first: 0, last: 10 });
    expect(visibleRows({ top: 5_000, height: 500 }, list(1_000), 150)).toEqual({ first: 97, last: 112 });
  });

  it('end with the list', () => {
    expect(visibleRows({ top: 0, height: 500 }, list(3), 300)).toEqual({ first: 0, last: 2 });
    expect(visibleRows({ top: 0, height: 500 }, list(0), 300)).toEqual({ first: 0, last: -1 });
  });
});

describe('bringing a row into view', () => {
  const viewport = { top: 1_000, height: 500 };

  it('moves nothing when it is in view', () => {
    expect(topToReveal(viewport, 25, list(1_000), 'nearest')).toBe(1_000);
  });
  it('moves as little as it can', () => {
    expect(topToReveal(viewport, 10, list(1_000), 'nearest')).toBe(500);
    expect(topToReveal(viewport, 40, list(1_000), 'nearest')).toBe(2_050 - 500);
  });
  it('puts it in the middle when told', () => {
    expect(topToReveal(viewport, 100, list(1_000), 'center')).toBe(5_000 - 225);
    expect(topToReveal(viewport, 0, list(1_000), 'center')).toBe(0);
  });
});

describe('the row under the pointer', () => {
  it('is found, or is none below the last', () => {
    expect(rowAt({ top: 120, height: 500 }, at(0), list(10))).toBe(2);
    expect(rowAt({ top: 0, height: 500 }, at(499, 300), list(5))).toBeNull();
    expect(rowAt({ top: 0, height: 500 }, at(-10), list(5))).toBeNull();
  });
});

it('a page is a row less than fits', () => {
  expect(rowsPerPage(500, list(100))).toBe(9);
  expect(rowsPerPage(20, list(100))).toBe(1);
});

describe('tiles', () => {
  const measures = { minWidth: 160, extraHeight: 46, gap: 4, inset: 10 };
  const tiles = (rowCount: number, width: number, lead = 0) => tileLayout(rowCount, width, measures, lead);

  it('share the width, never narrower than they may be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 4_000 }), (width) => {
        const { perBand, tileWidth, stride } = tiles(100, width);
        expect(tileWidth).toBeGreaterThanOrEqual(160);
        expect(2 * 10 + perBand * stride - 4).toBeLessThanOrEqual(width);
        // One more would not have fitted.
        expect(2 * 10 + (perBand + 1) * 164 - 4).toBeGreaterThan(width);
      }),
    );
  });

  it('are one column where there is room for less', () => {
    expect(tiles(100, 120).perBand).toBe(1);
    expect(tiles(100, Number.POSITIVE_INFINITY).perBand).toBe(1);
  });

  it('stand in bands', () => {
    const layout = tiles(10, 700);
    expect(layout.perBand).toBe(4);
    expect(bandCount(layout)).toBe(3);
    expect([0, 3, 4, 9].map((index) => [bandOf(layout, index), columnOf(layout, index)])).toEqual([
      [0, 0],
      [0, 3],
      [1, 0],
      [2, 1],
    ]);
    expect(visibleRows({ top: 0, height: 10 }, layout, 0)).toEqual({ first: 0, last: 3 });
    expect(visibleRows({ top: layout.bandHeight, height: 2_000 }, layout, 0)).toEqual({ first: 4, last: 9 });
    expect(rowsPerPage(layout.bandHeight * 3, layout)).toBe(8);
  });

  it('are found under the pointer', () => {
    const layout = tiles(10, 700);
    const view = { top: layout.bandHeight, height: 600 };
    expect(rowAt(view, at(20, 15), layout)).toBe(4);
    expect(rowAt(view, at(20, 10 + layout.stride * 2 + 1), layout)).toBe(6);
    expect(rowAt(view, at(20, 3), layout)).toBe(4);
    expect(rowAt(view, at(20, 699), layout)).toBe(7);
    expect(rowAt(view, at(layout.bandHeight + 5, 699), layout)).toBeNull();
  });

  it('keep every row in its column whatever comes in above, and lose none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: -40, max: 40 }),
        (perBand, oldLead, index, shift) => {
          fc.pre(index + shift >= 0);
          const layout: RowLayout = { ...list(200), perBand, lead: oldLead % perBand };
          const anchor = anchorAt(layout, index, 'song');
          const next = { ...layout, lead: leadToKeep(anchor, index + shift, layout) };
          expect(columnOf(next, index + shift)).toBe(anchor.column);
          expect(next.lead).toBeLessThan(perBand);
          const all = visibleRows({ top: 0, height: listHeight(next) }, next, 0);
          expect(all).toEqual({ first: 0, last: 199 });
        },
      ),
    );
  });
});

describe('an anchored row', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];
  const find = (rows: readonly (string | undefined)[], key: string, index: number, radius = 100) =>
    findAnchor({ key, index }, rows.length, (row) => rows[row], radius);

  it('is found where rows came above it', () => {
    expect(find(['x', 'y', ...before], 'c', 2)).toBe(4);
  });
  it('is found where rows above it went', () => {
    expect(find(['c', 'd', 'e'], 'c', 2)).toBe(0);
  });
  it('stays where it is', () => {
    expect(find(before, 'c', 2)).toBe(2);
  });
  it('is gone when it was removed, moved too far or is not loaded', () => {
    expect(find(['a', 'b', 'd', 'e'], 'c', 2)).toBeNull();
    expect(find([...Array.from({ length: 50 }, () => 'x'), 'c'], 'c', 0, 20)).toBeNull();
    expect(find([undefined, undefined, undefined], 'c', 2)).toBeNull();
  });
  it('is found when the list became shorter than its place', () => {
    expect(find(['d', 'e'], 'e', 4)).toBe(1);
  });
});

/** A browser's scrolling element, with what it does to positions that there is no room for. */
function createTrack(layout: RowLayout, viewHeight: number) {
  const extent: ScrollExtent = { listHeight: listHeight(layout), viewHeight };
  const end = Math.max(0, trackHeight(extent.listHeight) - viewHeight);
  const clamp = (top: number) => Math.min(end, Math.max(0, top));
  let place: ScrollPlace = { listTop: 0, trackTop: 0 };
  // A list that is too short for it is given room at its end.
  const settle = (listTop: number) => {
    place = settledPlace(listTop, extent);
  };
  return {
    extent,
    end,
    get place() {
      return place;
    },
    /** What is in view, with where each row stands in the window. */
    shown() {
      const { first, last } = visibleRows({ top: place.listTop, height: viewHeight }, layout, 0);
      return { first, last, firstAt: rowTop(layout, first) - place.listTop };
    },
    wheel(pixels: number) {
      place = scrolledPlace(place, clamp(place.trackTop + pixels), extent, true);
    },
    /** A step that no wheel has told of. */
    step(pixels: number) {
      place = scrolledPlace(place, clamp(place.trackTop + pixels), extent, false);
    },
    /** The scrollbar at a share of its way, as a hand drags it. */
    drag(share: number) {
      place = scrolledPlace(place, Math.round(end * share), extent, false);
    },
    rest() {
      settle(place.listTop);
    },
    reveal(index: number) {
      settle(topToReveal({ top: place.listTop, height: viewHeight }, index, layout, 'nearest'));
    },
    scrollTo: settle,
  };
}

const VIEW = 560;
/** Anywhere in a list, as likely here as there. */
const anyShare = fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000);
const COUNTS = [10, 645_278, 1_000_000, 10_000_000];

describe.each(COUNTS)('a list of %i rows', (count) => {
  const layout = listLayout(count, 52);
  const height = listHeight(layout);
  const listEnd = Math.max(0, height - VIEW);

  it('is laid out within what a browser can lay out, also five times magnified', () => {
    expect(trackHeight(height)).toBeLessThanOrEqual(33_554_432 / 5);
    expect(trackHeight(height)).toBe(Math.min(height, TALLEST_TRACK));
  });

  it('is reached to its first and last row: by key, by dragging, by the wheel', () => {
    const track = createTrack(layout, VIEW);
    track.reveal(count - 1);
    expect(track.shown().last).toBe(count - 1);
    expect(track.place).toEqual({ listTop: listEnd, trackTop: track.end });
    track.reveal(0);
    expect(track.place).toEqual({ listTop: 0, trackTop: 0 });

    track.drag(1);
    expect(track.place.listTop).toBe(listEnd);
    track.drag(0);
    expect(track.place.listTop).toBe(0);

    track.scrollTo(Math.max(0, listEnd - 900_000));
    for (let turn = 0; turn < 1_000; turn += 1) {
      track.wheel(1_000);
      if (turn % 7 === 0) track.rest();
    }
    track.rest();
    expect(track.place.listTop).toBe(listEnd);
    track.scrollTo(Math.min(900_000, listEnd));
    for (let turn = 0; turn < 1_000; turn += 1) {
      track.wheel(-1_000);
      if (turn % 7 === 0) track.rest();
    }
    track.rest();
    expect(track.place).toEqual({ listTop: 0, trackTop: 0 });
  });

  it('moves by the pixels of the wheel wherever it stands, and stands still when it comes to rest', () => {
    fc.assert(
      fc.property(
        anyShare,
        fc.array(fc.integer({ min: -3_000, max: 3_000 }), { minLength: 1, maxLength: 30 }),
        (share, steps) => {
          const track = createTrack(layout, VIEW);
          track.drag(share);
          for (const pixels of steps) {
            const { listTop, trackTop } = track.place;
            const expected = Math.min(track.end, Math.max(0, trackTop + pixels)) - trackTop;
            track.wheel(pixels);
            expect(track.place.listTop).toBe(listTop + expected);
            const shown = track.shown();
            track.rest();
            expect(track.shown()).toEqual(shown);
          }
        },
      ),
    );
  });

  it('takes small steps for what they are without a wheel too', () => {
    const track = createTrack(layout, VIEW);
    track.drag(0.4);
    const { listTop } = track.place;
    const step = Math.min(500, Math.max(0, track.end - track.place.trackTop));
    track.step(step);
    expect(track.place.listTop).toBe(listTop + step);
  });

  it('is at the same share as its scrollbar once it is at rest', () => {
    fc.assert(
      fc.property(anyShare, (share) => {
        const track = createTrack(layout, VIEW);
        track.scrollTo(Math.round(listEnd * share));
        const dragged = track.end === 0 ? share : track.place.trackTop / track.end;
        // The exact stretches at the ends are a sixtieth of the scrollbar each.
        expect(Math.abs(dragged - share)).toBeLessThan(1 / 50);
        const back = createTrack(layout, VIEW);
        back.drag(dragged);
        const pixelOfList = height / trackHeight(height) + 1;
        expect(Math.abs(back.place.listTop - track.place.listTop)).toBeLessThanOrEqual(pixelOfList);
      }),
    );
  });

  it('shows every row at whole pixels in a track that is tall enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: count - 1 }), (index) => {
        const track = createTrack(layout, VIEW);
        track.reveal(index);
        const { first, last } = track.shown();
        expect(index).toBeGreaterThanOrEqual(first);
        expect(index).toBeLessThanOrEqual(last);
        const { listTop, trackTop } = track.place;
        const inTrack = rowTop(layout, index) - (listTop - trackTop);
        expect(Number.isInteger(inTrack)).toBe(true);
        expect(inTrack).toBeGreaterThanOrEqual(0);
        expect(inTrack + 52).toBeLessThanOrEqual(trackHeight(height));
      }),
    );
  });

  it('keeps a row where it is while others come in above it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: count - 1 }),
        fc.integer({ min: 1, max: 300 }),
        (index, arrived) => {
          const track = createTrack(layout, VIEW);
          track.reveal(index);
          const inWindow = rowTop(layout, index) - track.place.listTop;
          const longer = listLayout(count + arrived, 52);
          const after = createTrack(longer, VIEW);
          after.scrollTo(track.place.listTop + arrived * 52);
          expect(rowTop(longer, index + arrived) - after.place.listTop).toBe(inWindow);
        },
      ),
    );
  });
});

it('a list that fits into a track is its track', () => {
  const track = createTrack(listLayout(100_000, 52), VIEW);
  track.drag(0.5);
  expect(track.place.trackTop).toBe(track.place.listTop);
  track.step(1_000_000);
  expect(track.place.trackTop).toBe(track.place.listTop);
});
