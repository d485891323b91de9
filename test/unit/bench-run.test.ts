import { describe, expect, it } from 'vitest';
import type { Goal } from '../../bench/bench';
import { limitResult, ratioResult } from '../../bench/measure/result';
import { roundsOf, takeTurns } from '../../bench/measure/turns';
import { planOf } from '../../bench/plan';
import { progressLine } from '../../bench/progress';
import { table } from '../../bench/table';

const goal = (id: string, extent: Goal['extent']): Goal => ({
  ids: [id],
  what: `goal ${id}`,
  extent,
  run: () => Promise.resolve([]),
});
const GOALS = [
  goal('A', 'each-library'),
  goal('B', 'sizeless'),
  goal('C', 'two-libraries'),
  goal('D', 'largest-library'),
];

describe('the plan of a run', () => {
  const names = (sizes: readonly number[], ...only: string[]) =>
    planOf({ goals: GOALS, sizes, only }).map(({ name }) => name);

  it('measures on one library, and nothing that needs two', () => {
    expect(names([100_000])).toEqual(['A, 100,000 songs', 'B']);
  });

  it('measures on both libraries, once where size plays no part, and one against the other', () => {
    expect(names([1_000, 10_000])).toEqual([
      'A, 1,000 songs',
      'A, 10,000 songs',
      'B',
      'C, 1,000 songs, 10,000 songs',
      'D, 10,000 songs',
    ]);
  });

  it('measures on one library what takes long only when that was chosen', () => {
    expect(names([1_000], 'D')).toEqual(['D, 1,000 songs']);
  });

  it('takes only the goals that were chosen', () => {
    expect(names([1_000], 'B')).toEqual(['B']);
    expect(names([1_000], 'B', 'A')).toEqual(['A, 1,000 songs', 'B']);
  });
});

describe('progress', () => {
  const place = { step: 2, steps: 9, elapsedMs: 80_000, what: 'start (P9)', detail: 'round 2 of 5' };

  it('tells what, how far, and about how much is left', () => {
    expect(progressLine({ ...place, leftMs: 301_000 })).toBe(
      '2/9, 1 min 20 s, about 5 min 1 s left: start (P9): round 2 of 5',
    );
  });

  it('tells no rest that nobody knows', () => {
    expect(progressLine({ ...place, leftMs: null, detail: '' })).toBe('2/9, 1 min 20 s: start (P9)');
  });
});

describe('turns', () => {
  it('are floor, program, program, floor', async () => {
    const order: string[] = [];
    const measure = (name: string) => () => Promise.resolve(order.push(name));
    const turns = await takeTurns({
      rounds: 2,
      floor: measure('floor'),
      program: measure('program'),
      say: (text) => order.push(text),
    });
    const round = ['floor', 'program', 'program', 'floor'];
    expect(order).toEqual(['round 1 of 2', ...round, 'round 2 of 2', ...round]);
    const same = (value: number) => value;
    expect(roundsOf(turns, same, same)).toEqual([
      { floor: [2, 5], program: [3, 4] },
      { floor: [7, 10], program: [8, 9] },
    ]);
  });
});

describe('turns that take long', () => {
  it('end after two rounds', async () => {
    const nothing = () => Promise.resolve(0);
    const options = { floor: nothing, program: nothing, say: () => undefined };
    expect(await takeTurns({ ...options, rounds: 5, longestMs: -1 })).toHaveLength(2);
    expect(await takeTurns({ ...options, rounds: 1, longestMs: -1 })).toHaveLength(1);
    expect(await takeTurns({ ...options, rounds: 5 })).toHaveLength(5);
  });
});

describe('the table', () => {
  const row = (result: Parameters<typeof table>[0][number]) =>
    (table([result]).split('\n')[2] ?? '').split('|').map((cell) => cell.trim());

  it('tells a ratio with its range, noise and goal', () => {
    const rounds = [
      { floor: [2, 2], program: [3, 3] },
      { floor: [2, 2], program: [2, 2] },
    ] as const;
    const line = { id: 'P1', what: 'search', songs: 100_000, unit: 'ms' } as const;
    expect(row(ratioResult({ ...line, rounds, goal: { atMost: 1.5 } }))).toEqual([
      '',
      'P1',
      'search',
      '100k',
      '2.00 ms',
      '2.50 ms',
      '1.25×',
      '1.00× to 1.50×',
      '± 0 %',
      '≤ 1.50×',
      'pass',
      '',
    ]);
  });

  it('tells a limit in its own unit', () => {
    const line = { id: 'P5', what: 'stall', songs: 1_000_000, unit: 'ms' } as const;
    const cells = row(limitResult({ ...line, limit: 25, program: 30, range: [20, 30], floor: 5 }));
    expect(cells.slice(3)).toEqual([
      '1M',
      '5.00 ms',
      '30 ms',
      '',
      '20 ms to 30 ms',
      '± 20 %',
      '≤ 25 ms',
      'undecided',
      '',
    ]);
  });

  it('tells why something was not measured', () => {
    const cells = row({ kind: 'skipped', id: 'P3', what: 'ranked', songs: null, reason: 'not here' });
    expect(cells.at(-2)).toBe('skipped: not here');
  });
});
