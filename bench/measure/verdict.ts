import { median } from './statistics';

/**
 * One round: the floor, the program, the program again, the floor again. A machine that slows down or speeds up on the
 * way does so for both alike.
 */
export interface Round {
  readonly floor: readonly [first: number, second: number];
  readonly program: readonly [first: number, second: number];
}

/** Program against floor over all rounds, and floor against itself: how much of it is noise. */
export interface Comparison {
  /** Median over the rounds. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** How far the floor strays from itself within a round, as a rule: 0.1 is ten percent, up or down. */
  readonly noise: number;
}

/** `undecided`: the goal lies within the noise. */
export type Verdict = 'pass' | 'undecided' | 'miss';

export function compare(rounds: readonly Round[]): Comparison {
  const ratios = rounds.map(({ floor, program }) => sum(program) / sum(floor));
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    noise: median(rounds.map(({ floor: [first, second] }) => Math.abs(second / first - 1))),
  };
}

/** @param atMost the goal: the ratio may be so large */
export function judge({ ratio, noise }: Comparison, atMost: number): Verdict {
  if (!Number.isFinite(ratio)) return 'miss';
  if (Math.abs(ratio / atMost - 1) < noise) return 'undecided';
  return ratio <= atMost ? 'pass' : 'miss';
}

function sum([first, second]: readonly [number, number]): number {
  return first + second;
}
