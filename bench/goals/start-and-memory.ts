import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { ROWS_PAINTED } from '../../src/shared/performance-marks';
import type { Bench, LibraryGoal } from '../bench';
import { startFloor } from '../floor-program';
import { ratioResult } from '../measure/result';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import type { MeasuredProgram } from '../programs';
import { SLOWDOWN, type MainSlowdown } from '../slowdown/slowdown';

const ROUNDS = 5;
/** Starts take their time: a program has to come to rest before its memory is looked at. */
const LONGEST_MS = 240_000;
/** From its start until a program has nothing left to do: its first rows are long painted then. */
const SETTLED_MS = 6_000;
/** A page without a program behind it is at rest sooner. */
const FLOOR_SETTLED_MS = 3_000;

/** A start to the first rows on the screen, and the memory that it has taken once it is idle. */
interface Start {
  readonly paintedMs: number;
  readonly bytes: number;
}

/** P9: start against a window with a React hello. P10: memory against a bare window. */
export const startAndMemory: LibraryGoal = {
  ids: ['P9', 'P10'],
  what: 'start and memory',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const floor = async () => {
      const bare = await measureStart(await startFloor(bench, 'bare.html'), FLOOR_SETTLED_MS);
      const react = await measureStart(await startFloor(bench, 'react.html'), FLOOR_SETTLED_MS);
      return { paintedMs: react.paintedMs, bytes: bare.bytes };
    };
    const slowdown = { startMs: SLOWDOWN.startMs, bytes: SLOWDOWN.bytes };
    const program = () => measureOurStart(bench, profile, { slowdown });
    // One start of each that does not count: the disk is warm for all.
    await program();
    await floor();
    const turns = await takeTurns({
      rounds: bench.times(ROUNDS),
      longestMs: LONGEST_MS,
      floor,
      program,
      say: bench.say,
    });
    return [
      ratioResult({
        id: 'P9',
        what: 'start to the first rows painted',
        songs,
        unit: 'ms',
        rounds: roundsOf(turns, paintedMs, paintedMs),
        goal: { atMost: 1.25 },
      }),
      ratioResult({
        id: 'P10',
        what: 'memory when idle',
        songs,
        unit: 'bytes',
        rounds: roundsOf(turns, bytes, bytes),
        goal: { atMost: 1.4 },
      }),
    ];
  },
};

const paintedMs = (start: Start) => start.paintedMs;
const bytes = (start: Start) => start.bytes;

export interface OurStartOptions {
  /** How long is waited before anybody looks; until the program is at rest when absent. */
  readonly settledMs?: number;
  readonly slowdown?: MainSlowdown;
}

/** Starts the program, waits, looks at it, and ends it. */
export async function measureOurStart(
  bench: Bench,
  profile: string,
  { settledMs = SETTLED_MS, slowdown }: OurStartOptions,
): Promise<Start> {
  return measureStart(await startOurs(bench, profile, { slowdown }), settledMs);
}

async function measureStart(program: MeasuredProgram, settledMs: number): Promise<Start> {
  try {
    await delay(settledMs);
    const taken = program.memory();
    const paintedAt = await whenPainted(await program.page());
    return { paintedMs: paintedAt - program.startedAt, bytes: taken };
  } finally {
    await program.stop();
  }
}

/** @throws when nothing has been painted within the time that Playwright waits */
async function whenPainted(page: Page): Promise<number> {
  const handle = await page.waitForFunction((mark) => {
    const entry = performance.getEntriesByName(mark)[0];
    return entry && performance.timeOrigin + entry.startTime;
  }, ROWS_PAINTED);
  return handle.jsonValue() as Promise<number>;
}
