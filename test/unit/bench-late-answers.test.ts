import { describe, expect, it } from 'vitest';
import { countLateAnswers } from '../../bench/measure/late-answers';

const answers = (...cameAt: readonly (number | null)[]) =>
  cameAt.map((at) => ({ cameAt: at ?? 0, hasRows: at !== null }));

describe('late answers', () => {
  it('are none while rows come in the order of the keys', () => {
    expect(countLateAnswers(answers(1, 2, 3))).toBe(0);
    expect(countLateAnswers([])).toBe(0);
  });

  it('are those that come after the rows of a later key', () => {
    expect(countLateAnswers(answers(5, 2, 3))).toBe(1);
    expect(countLateAnswers(answers(5, 4, 3))).toBe(2);
    expect(countLateAnswers(answers(1, 5, 3))).toBe(1);
  });

  it('are not those that were refused, nor those before what was refused', () => {
    expect(countLateAnswers(answers(null, 2, 3))).toBe(0);
    expect(countLateAnswers(answers(9, null, null))).toBe(0);
  });
});
