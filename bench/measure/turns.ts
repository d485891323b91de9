import type { Round } from './verdict';

const LEAST_ROUNDS = 2;
const DEFAULT_LONGEST_MS = 60_000;

/** What was measured in one round, floor and program twice each. */
export interface Turn<Floor, Program = Floor> {
  readonly floor: readonly [Floor, Floor];
  readonly program: readonly [Program, Program];
}

export interface TurnsOptions<Floor, Program> {
  readonly rounds: number;
  /** No further round is begun after so many milliseconds, once there are two: what is far too slow is known by then. */
  readonly longestMs?: number;
  readonly floor: () => Promise<Floor>;
  readonly program: () => Promise<Program>;
  /** Told before each round. */
  readonly say: (text: string) => void;
}

/** Measures in turn: floor, program, program, floor. */
export async function takeTurns<Floor, Program>({
  rounds,
  longestMs = DEFAULT_LONGEST_MS,
  floor,
  program,
  say,
}: TurnsOptions<Floor, Program>): Promise<Turn<Floor, Program>[]> {
  const turns: Turn<Floor, Program>[] = [];
  const startedAt = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    if (round > LEAST_ROUNDS && performance.now() - startedAt > longestMs) break;
    say(`round ${round} of ${rounds}`);
    const floorBefore = await floor();
    const programs = [await program(), await program()] as const;
    turns.push({ floor: [floorBefore, await floor()], program: programs });
  }
  return turns;
}

/** One figure of all that was measured in turn. */
export function roundsOf<Floor, Program>(
  turns: readonly Turn<Floor, Program>[],
  ofFloor: (measured: Floor) => number,
  ofProgram: (measured: Program) => number,
): Round[] {
  return turns.map(({ floor, program }) => ({
    floor: [ofFloor(floor[0]), ofFloor(floor[1])],
    program: [ofProgram(program[0]), ofProgram(program[1])],
  }));
}
