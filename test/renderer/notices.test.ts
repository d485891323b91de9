import { describe, expect, it } from 'vitest';
import { withNotice, type ShownNotice } from '../../src/renderer/shell/notices';

const notice = (id: number, text = `text ${id}`, isLasting = false): ShownNotice => ({
  id,
  text: () => text,
  tone: 'plain',
  action: null,
  undo: null,
  isLasting,
});
const after = (...all: readonly ShownNotice[]): readonly number[] =>
  all.reduce<readonly ShownNotice[]>(withNotice, []).map(({ id }) => id);

describe('notices', () => {
  it('are three at most, of which the oldest goes', () => {
    expect(after(notice(1), notice(2), notice(3), notice(4))).toEqual([2, 3, 4]);
  });

  it('are not said twice', () => {
    expect(after(notice(1, 'a'), notice(2), notice(3, 'a'))).toEqual([2, 3]);
  });

  it('that last are pushed out by no others, and not by their like', () => {
    expect(after(notice(1, 'a', true), notice(2), notice(3), notice(4), notice(5))).toEqual([1, 4, 5]);
    expect(after(notice(1, 'a', true), notice(2, 'a', true))).toEqual([1, 2]);
    expect(after(notice(1, 'a', true), notice(2, 'b', true), notice(3, 'c', true), notice(4))).toEqual([
      2, 3, 4,
    ]);
  });
});
