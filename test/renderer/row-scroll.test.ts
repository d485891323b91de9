import { describe, expect, it } from 'vitest';
import {
  findAnchor,
  listHeight,
  rowAt,
  rowTop,
  rowsPerPage,
  scrollTopToReveal,
  visibleRows,
} from '../../src/renderer/ui/row-scroll';

const ROW = 50;

describe('rows in view', () => {
  it('are those that the viewport cuts, with a few more on either side', () => {
    expect(visibleRows({ scrollTop: 0, height: 500 }, 1_000, ROW, 0)).toEqual({ first: 0, last: 9 });
    expect(visibleRows({ scrollTop: 25, height: 500 }, 1_000, ROW, 0)).toEqual({ first: 0, last: 10 });
    expect(visibleRows({ scrollTop: 5_000, height: 500 }, 1_000, ROW, 3)).toEqual({ first: 97, last: 112 });
  });

  it('end with the list', () => {
    expect(visibleRows({ scrollTop: 0, height: 500 }, 3, ROW, 5)).toEqual({ first: 0, last: 2 });
    expect(visibleRows({ scrollTop: 0, height: 500 }, 0, ROW, 5)).toEqual({ first: 0, last: -1 });
  });

  it('reach the last of a hundred thousand', () => {
    const count = 100_000;
    const scrollTop = listHeight(count, ROW) - 500;
    expect(visibleRows({ scrollTop, height: 500 }, count, ROW, 0).last).toBe(count - 1);
  });
});

describe('bringing a row into view', () => {
  const viewport = { scrollTop: 1_000, height: 500 };

  it('moves nothing when it is in view', () => {
    expect(scrollTopToReveal(viewport, 25, ROW, 'nearest')).toBe(1_000);
  });
  it('moves as little as it can', () => {
    expect(scrollTopToReveal(viewport, 10, ROW, 'nearest')).toBe(rowTop(10, ROW));
    expect(scrollTopToReveal(viewport, 40, ROW, 'nearest')).toBe(rowTop(41, ROW) - 500);
  });
  it('puts it in the middle when told', () => {
    expect(scrollTopToReveal(viewport, 100, ROW, 'center')).toBe(5_000 - 225);
    expect(scrollTopToReveal(viewport, 0, ROW, 'center')).toBe(0);
  });
});

describe('the row under the pointer', () => {
  it('is found, or is none below the last', () => {
    expect(rowAt({ scrollTop: 120, height: 500 }, 0, 10, ROW)).toBe(2);
    expect(rowAt({ scrollTop: 0, height: 500 }, 499, 5, ROW)).toBeNull();
    expect(rowAt({ scrollTop: 0, height: 500 }, -10, 5, ROW)).toBeNull();
  });
});

it('a page is a row less than fits', () => {
  expect(rowsPerPage(500, ROW)).toBe(9);
  expect(rowsPerPage(20, ROW)).toBe(1);
});

describe('an anchored row', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];
  const find = (rows: readonly (string | undefined)[], key: string, index: number, radius = 100) =>
    findAnchor({ key, index }, rows.length, (at) => rows[at], radius);

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
