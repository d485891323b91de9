import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSameOrder,
  movesBack,
  orderAfter,
  stepTarget,
} from '../../src/renderer/features/playlists/entry-order';

/** As the database moves entries. */
function moved(
  order: readonly number[],
  selected: ReadonlySet<number>,
  before: number | null,
): readonly number[] {
  const others = order.filter((id) => !selected.has(id));
  const at = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(at, 0, ...order.filter((id) => selected.has(id)));
}

function stepped(order: readonly number[], selected: readonly number[], step: -1 | 1): readonly number[] {
  const chosen = new Set(selected);
  const before = stepTarget(order, chosen, step);
  return before === undefined ? order : moved(order, chosen, before);
}

describe('a step of the selected entries', () => {
  it.each([
    [[1, 2, 3, 4], [2], 1, [1, 3, 2, 4]],
    [[1, 2, 3, 4], [2], -1, [2, 1, 3, 4]],
    [[1, 2, 3, 4], [4], 1, [1, 2, 3, 4]],
    [[1, 2, 3, 4], [1], -1, [1, 2, 3, 4]],
    [[1, 2, 3, 4], [3], 1, [1, 2, 4, 3]],
    [[1, 2, 3, 4], [2, 3], -1, [2, 3, 1, 4]],
    [[1, 2, 3, 4], [2, 3], 1, [1, 4, 2, 3]],
    // What stands apart comes together.
    [[1, 2, 3, 4], [1, 3], -1, [1, 3, 2, 4]],
    [[1, 2, 3, 4], [2, 4], 1, [1, 3, 2, 4]],
    [[1, 2, 3, 4], [1, 2, 3, 4], 1, [1, 2, 3, 4]],
    [[1, 2, 3, 4], [], 1, [1, 2, 3, 4]],
  ] as const)('%j, %j by %d', (order, selected, step, result) => {
    expect(stepped(order, selected, step)).toEqual(result);
  });

  it('loses nobody, keeps their order, and tells how all stand then', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        lists.chain((order) => fc.tuple(fc.constant(order), fc.subarray(order, { minLength: 1 }))),
        fc.constantFrom(-1 as const, 1 as const),
        ([order, selected], step) => {
          const chosen = new Set(selected);
          const before = stepTarget(order, chosen, step);
          if (before === undefined) return;
          const result = moved(order, chosen, before);
          expect(result.toSorted()).toEqual(order.toSorted());
          expect(result.filter((id) => chosen.has(id))).toEqual(order.filter((id) => chosen.has(id)));
          expect(orderAfter(order, chosen, before)).toEqual(result);
        },
      ),
    );
  });

  it.each([
    [[2], 2, [1, 2, 3, 4]],
    [[2, 3], 2, [1, 2, 3, 4]],
    [[1, 3], 3, [2, 1, 3, 4]],
    [[3, 4], 4, [1, 2, 3, 4]],
    [[1], 9, [2, 3, 4, 1]],
  ])('%j before %j, which may be one of them, give %j', (selected, before, result) => {
    expect(orderAfter([1, 2, 3, 4], new Set(selected), before)).toEqual(result);
  });

  it('is none where those that are still there stand as before', () => {
    expect(isSameOrder([1, 2, 3], [1, 4, 3])).toBe(true);
    expect(isSameOrder([1, 2, 3], [3, 4, 1])).toBe(false);
  });

  it('is taken back from wherever the entries have gone, also in several moves', () => {
    const lists = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        lists.chain((order) =>
          fc.tuple(
            fc.constant(order),
            fc.subarray(order),
            fc.array(fc.constantFrom(null, ...order), { maxLength: 3 }),
          ),
        ),
        ([order, selected, targets]) => {
          const chosen = new Set(selected);
          const others = targets.filter((target) => target === null || !chosen.has(target));
          const gone = others.reduce<readonly number[]>((at, before) => moved(at, chosen, before), order);
          const back = movesBack(order, chosen).reduce<readonly number[]>(
            (at, { entryIds, before }) => moved(at, new Set(entryIds), before),
            gone,
          );
          expect(back).toEqual(order);
        },
      ),
    );
  });
});
