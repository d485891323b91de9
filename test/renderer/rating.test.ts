import { describe, expect, it } from 'vitest';
import { ratingAfter } from '../../src/renderer/ui/rating';
import { STAR_PATHS } from '../../src/renderer/ui/star-shape';

describe('keys on a rating', () => {
  it.each([
    ['3', 0, 3],
    ['0', 4, 0],
    ['ArrowRight', 2, 3],
    ['ArrowUp', 5, 5],
    ['ArrowLeft', 2, 1],
    ['ArrowDown', 0, 0],
    ['Home', 4, 0],
    ['Delete', 4, 0],
    ['End', 1, 5],
    ['6', 1, null],
    ['x', 1, null],
    ['Enter', 1, null],
  ] as const)('%s on %i gives %s', (key, rating, next) => expect(ratingAfter(key, rating)).toBe(next));
});

it('each star is drawn once', () => {
  expect(STAR_PATHS.map((path) => path.split('M').length - 1)).toEqual([0, 1, 2, 3, 4, 5]);
});
