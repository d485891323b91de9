import type { Result } from '../bench';
import { median } from './statistics';
import { compare, judge, type Round } from './verdict';

export interface Measurement {
  readonly id: string;
  readonly what: string;
  readonly rounds: readonly Round[];
  readonly atMost: number;
  /** A measured number for people: `0.8 ms`. */
  readonly format: (value: number) => string;
}

/** The line of the table for what was measured in rounds. */
export function resultOf({ id, what, rounds, atMost, format }: Measurement): Result {
  const comparison = compare(rounds);
  return {
    id,
    what,
    floor: format(median(rounds.flatMap(({ floor }) => floor))),
    program: format(median(rounds.flatMap(({ program }) => program))),
    comparison,
    atMost,
    verdict: judge(comparison, atMost),
  };
}

export const milliseconds = (value: number): string =>
  `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const megabytes = (value: number): string => `${(value / 1_000_000).toFixed(0)} MB`;
