import { describe, expect, it } from 'vitest';
import { boundedWidth, fittingColumns, gridTracks, neededWidth } from '../../src/renderer/ui/grid-columns';

const width = (px: number) => ({ px, min: 40, max: 200 });
const title = { key: 'title', header: 'Title', width: 'minmax(0, 1fr)', minWidth: 200 };
const model = { key: 'model', header: 'Model', width: width(76), dropOrder: 4 };
const created = { key: 'created', header: 'Created', width: width(82), dropOrder: 3 };
const files = { key: 'files', header: 'Files', width: width(160) };
const COLUMNS = [title, model, created, files];
/** Title 200, 76, 82, 160; three gaps of 12; 18 at either edge. */
const ALL = 200 + 76 + 82 + 160 + 36 + 36;

describe('columns', () => {
  it('are all there where they have room', () => {
    expect(neededWidth(COLUMNS, null)).toBe(ALL);
    expect(fittingColumns(COLUMNS, ALL)).toEqual(COLUMNS);
    expect(fittingColumns(COLUMNS, Number.POSITIVE_INFINITY)).toEqual(COLUMNS);
  });
  it('give way one after the other, those that matter least first', () => {
    expect(fittingColumns(COLUMNS, ALL - 1)).toEqual([title, model, files]);
    expect(fittingColumns(COLUMNS, ALL - 82 - 12)).toEqual([title, model, files]);
    expect(fittingColumns(COLUMNS, ALL - 82 - 12 - 1)).toEqual([title, files]);
    expect(fittingColumns(COLUMNS, 100)).toEqual([title, files]);
  });
  it('give way sooner when others are made wider', () => {
    const wide = [title, { ...model, width: width(100) }, created, files];
    expect(fittingColumns(wide, ALL).map(({ key }) => key)).toEqual(['title', 'model', 'files']);
  });
  it('can ask for a grid of a certain width', () => {
    const late = { ...model, minGridWidth: 900 };
    expect(fittingColumns([title, late], 899)).toEqual([title]);
    expect(fittingColumns([title, late], 900)).toEqual([title, late]);
  });

  it('are tracks, with the width that one is just given', () => {
    expect(gridTracks(COLUMNS, null)).toBe('minmax(0, 1fr) 76px 82px 160px');
    expect(gridTracks(COLUMNS, { key: 'created', px: 90 })).toBe('minmax(0, 1fr) 76px 90px 160px');
  });
});

describe('a width that is asked for', () => {
  it('is held within its bounds and the room that there is', () => {
    expect(boundedWidth(width(100), 120.4, 500)).toBe(120);
    expect(boundedWidth(width(100), 10, 500)).toBe(40);
    expect(boundedWidth(width(100), 900, 500)).toBe(200);
    expect(boundedWidth(width(100), 180, 30)).toBe(130);
    expect(boundedWidth(width(100), 180, -30)).toBe(100);
    expect(boundedWidth(width(100), 60, -30)).toBe(60);
  });
});
