import type { Goal } from './bench';
import { formatSongs } from './measure/units';

/** A goal and the libraries that it is measured on. */
export interface Step {
  readonly goal: Goal;
  /** Songs in those libraries, the smallest first. */
  readonly sizes: readonly number[];
  /** Tells it from all other steps, also those of another run: `P1, 100,000 songs`. */
  readonly name: string;
}

export interface PlanOptions {
  readonly goals: readonly Goal[];
  /** Songs in the libraries of this run, the smallest first. */
  readonly sizes: readonly number[];
  /** Ids of goals; all goals when there are none. */
  readonly only: readonly string[];
}

/** What is done in a run, in its order. */
export function planOf({ goals, sizes, only }: PlanOptions): Step[] {
  return goals
    .filter(({ ids }) => only.length === 0 || only.some((id) => ids.includes(id)))
    .flatMap((goal) =>
      runsOf(goal, sizes, only.length > 0).map((run) => ({ goal, sizes: run, name: nameOf(goal, run) })),
    );
}

function runsOf(
  { extent }: Goal,
  sizes: readonly number[],
  isChosen: boolean,
): readonly (readonly number[])[] {
  switch (extent) {
    case 'sizeless':
      return [[]];
    case 'each-library':
      return sizes.map((songs) => [songs]);
    case 'largest-library':
      return sizes.length > 1 || isChosen ? sizes.slice(-1).map((songs) => [songs]) : [];
    case 'two-libraries':
      return sizes.length > 1 ? [[...sizes.slice(0, 1), ...sizes.slice(-1)]] : [];
  }
}

function nameOf({ ids }: Goal, sizes: readonly number[]): string {
  return [ids.join(' '), ...sizes.map(formatSongs)].join(', ');
}
