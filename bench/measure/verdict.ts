import { median } from './statistics';

/**
 * One round: the floor, the program, the program again, the floor again. A machine that slows down or speeds up on the
 * way does so for both alike.
 */
export interface Round {
  readonly floor: readonly [first: number, second: number];
  readonly program: readonly [first: number, second: number];
}

/** Program against floor, or against a limit, and how much of it is noise. */
export interface Comparison {
  /** Median over the rounds. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** The ratio may as well have been larger or smaller by so much: 0.1 is a tenth. */
  readonly noise: number;
}

/** What the ratio may be. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** `undecided`: the goal lies within the noise. */
export type Verdict = 'pass' | 'undecided' | 'miss';

/** Program against floor over all rounds. Noise is how far the floor strays from itself within a round, as a rule. */
export function compare(rounds: readonly Round[]): Comparison {
  const ratios = rounds.map(({ floor, program }) => sum(program) / sum(floor));
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    noise: median(rounds.map(({ floor: [first, second] }) => apart(first, second))),
  };
}

/** What the program took of a limit; `floor` is what the least program takes of it, null where there is none. */
export interface AgainstLimit {
  readonly limit: number;
  /** What the limit holds for. */
  readonly program: number;
  readonly lowest: number;
  readonly highest: number;
  readonly floor: number | null;
}

/** The program against a number that it must not exceed. Noise is what the floor alone takes up of the limit. */
export function compareWithLimit({ limit, program, lowest, highest, floor }: AgainstLimit): Comparison {
  const share = (value: number) => (value === 0 ? 0 : value / limit);
  return {
    ratio: share(program),
    lowest: share(lowest),
    highest: share(highest),
    noise: share(floor ?? 0),
  };
}

export function judge({ ratio, noise }: Comparison, target: Target): Verdict {
  const excess = 'atMost' in target ? ratio / target.atMost : target.atLeast / ratio;
  // Where the limit is nothing at all and the floor exceeds it, the program's excess says nothing either.
  if (excess > 1 && noise === Infinity) return 'undecided';
  if (!Number.isFinite(excess)) return 'miss';
  if (apart(excess, 1) < noise) return 'undecided';
  return excess <= 1 ? 'pass' : 'miss';
}

/** By how much the larger of two is larger: 0.1 is a tenth. */
function apart(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other) - 1;
}

function sum([first, second]: readonly [number, number]): number {
  return first + second;
}
