import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { ROWS_PAINTED } from '../../src/shared/performance-marks';
import type { Bench, Goal } from '../bench';
import { megabytes, milliseconds, resultOf } from '../measure/result';
import type { Round } from '../measure/verdict';
import { startMeasured } from '../programs';
import { programEnvironment } from '../our-program';

const ROUNDS = 5;
/** From its start until a program has nothing left to do: its first rows are long painted then. */
const SETTLED_MS = 6_000;

/** A start to the first rows on the screen, and the memory that it has taken once it is idle. */
interface Start {
  readonly paintedMs: number;
  readonly bytes: number;
}

/** P9: start against a window with a React hello. P10: memory against a bare window. */
export const startAndMemory: Goal = {
  ids: ['P9', 'P10'],
  async run(bench) {
    const starts: Round[] = [];
    const memory: Round[] = [];
    const ourProfile = bench.profile;
    // One start of each that does not count: the disk is warm for all.
    await ours(bench, ourProfile);
    await floor(bench, 'react.html');
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`start and memory: round ${round} of ${ROUNDS}`);
      const bare = [await floor(bench, 'bare.html')];
      const react = [await floor(bench, 'react.html')];
      const program = [await ours(bench, ourProfile), await ours(bench, ourProfile)];
      react.push(await floor(bench, 'react.html'));
      bare.push(await floor(bench, 'bare.html'));
      starts.push({ floor: both(react, 'paintedMs'), program: both(program, 'paintedMs') });
      memory.push({ floor: both(bare, 'bytes'), program: both(program, 'bytes') });
    }
    return [
      resultOf({
        id: 'P9',
        what: 'start to the first rows painted',
        rounds: starts,
        atMost: 1.25,
        format: milliseconds,
      }),
      resultOf({ id: 'P10', what: 'memory when idle', rounds: memory, atMost: 1.4, format: megabytes }),
    ];
  },
};

function both(starts: readonly Start[], what: keyof Start): [number, number] {
  return [starts[0]?.[what] ?? NaN, starts[1]?.[what] ?? NaN];
}

function floor(bench: Bench, page: string): Promise<Start> {
  return measureStart(bench, bench.programs.floor, bench.emptyProfile(), { BENCH_FLOOR_PAGE: page });
}

function ours(bench: Bench, profile: string): Promise<Start> {
  return measureStart(bench, bench.programs.ours, profile, programEnvironment(profile));
}

async function measureStart(
  { electron }: Bench,
  program: string,
  userData: string,
  env: Readonly<Record<string, string>>,
): Promise<Start> {
  const measured = await startMeasured({ electron, program, userData, env });
  try {
    await delay(SETTLED_MS);
    const bytes = measured.memory();
    const paintedAt = await whenPainted(await measured.page());
    return { paintedMs: paintedAt - measured.startedAt, bytes };
  } finally {
    await measured.stop();
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
