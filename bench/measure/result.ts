import { median } from './statistics';
import type { Unit } from './units';
import {
  compare,
  compareWithLimit,
  judge,
  type Comparison,
  type Round,
  type Target,
  type Verdict,
} from './verdict';

interface Line {
  /** As in the list of goals, for example `P1`. */
  readonly id: string;
  readonly what: string;
  /** Songs in the library that it was measured on; null where their number plays no part. */
  readonly songs: number | null;
}

/** One line of the table. */
export interface Measured extends Line {
  readonly kind: 'measured';
  readonly unit: Unit;
  /** Null where the program is held against a limit and there is no floor. */
  readonly floor: number | null;
  readonly program: number;
  readonly comparison: Comparison;
  readonly goal: Target | { readonly limit: number };
  readonly verdict: Verdict;
}

/** A goal that could not be measured here: `skipped` tells why, `failed` is a fault of program or bench. */
export interface NotMeasured extends Line {
  readonly kind: 'skipped' | 'failed';
  readonly reason: string;
}

export type Result = Measured | NotMeasured;

export interface RatioMeasurement extends Line {
  readonly unit: Unit;
  readonly rounds: readonly Round[];
  readonly goal: Target;
}

/** The line for what was measured in rounds, program against floor. */
export function ratioResult({ rounds, goal, ...line }: RatioMeasurement): Measured {
  const comparison = compare(rounds);
  return {
    kind: 'measured',
    ...line,
    floor: median(rounds.flatMap(({ floor }) => floor)),
    program: median(rounds.flatMap(({ program }) => program)),
    comparison,
    goal,
    verdict: judge(comparison, goal),
  };
}

export interface LimitMeasurement extends Line {
  readonly unit: Unit;
  readonly limit: number;
  /** The figure that must not exceed the limit. */
  readonly program: number;
  /** Its range over the rounds; the figure itself when absent. */
  readonly range?: readonly [lowest: number, highest: number];
  /** The same figure of the floor; null where there is none. */
  readonly floor: number | null;
}

/** The line for a figure that has a limit of its own. */
export function limitResult({ limit, program, range, floor, ...line }: LimitMeasurement): Measured {
  const [lowest, highest] = range ?? [program, program];
  const comparison = compareWithLimit({ limit, program, lowest, highest, floor });
  return {
    kind: 'measured',
    ...line,
    floor,
    program,
    comparison,
    goal: { limit },
    verdict: judge(comparison, { atMost: 1 }),
  };
}
