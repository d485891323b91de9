import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Bench, BenchLibrary, LibraryGoal } from '../bench';
import { startFloor } from '../floor-program';
import { newestFirst, typedSearches } from '../library/queries';
import { createReplay, recordReads } from '../library/recorded';
import { DATABASE } from '../library/seed';
import { limitResult, ratioResult, type Result } from '../measure/result';
import { median, percentile } from '../measure/statistics';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import type { MeasuredProgram } from '../programs';
import { SLOWDOWN } from '../slowdown/slowdown';
import { askPages, firstPage, prepareSongs, timesOf } from '../window';

const ROUNDS = 5;
const SEARCHES = 200;
/** No search may take longer, in milliseconds; a million songs may cost twice as much. */
const LONGEST_MS = 50;
const LONGEST_MS_AT_A_MILLION = 100;
const A_MILLION = 1_000_000;

/**
 * P1: search as you type, from the window's call to rows in the window. The floor is the same statements on a bare
 * connection and a round trip of the same bytes to a program that does nothing else.
 */
export const search: LibraryGoal = {
  ids: ['P1'],
  what: 'search as you type',
  extent: 'each-library',
  async run(bench, library) {
    const requests = typedSearches(library.songs, bench.times(SEARCHES)).map((text) =>
      firstPage(newestFirst(text)),
    );
    const statements = await recordReads(library.profile, 'songs.page', requests);
    const program = await startOurs(bench, library.profile);
    const replay = createReplay(join(library.profile, DATABASE));
    let echo: MeasuredProgram | null = null;
    try {
      const page = await prepareSongs(await program.page());
      const sizes = (await askPages(page, requests)).map(({ chars }) => chars);
      echo = await startEcho(bench, sizes);
      const echoPage = await echo.page();
      const floor = async () => {
        const trips = await roundTrips(echoPage, sizes.length);
        return statements.map((each, index) => replay.time(each) + (trips[index] ?? NaN));
      };
      await floor();
      const turns = await takeTurns({
        rounds: bench.times(ROUNDS),
        floor,
        program: async () => timesOf(await askPages(page, requests, bench.slowedBy(SLOWDOWN.answerMs))),
        say: bench.say,
      });
      return [
        ...(
          [
            [0.5, 1.25],
            [0.99, 1.5],
          ] as const
        ).map(([share, atMost]) =>
          ratioResult({
            id: 'P1',
            what: `search as you type, p${share * 100}`,
            songs: library.songs,
            unit: 'ms',
            rounds: roundsOf(turns, at(share), at(share)),
            goal: { atMost },
          }),
        ),
        slowest(
          library,
          turns.flatMap((turn) => turn.floor),
          turns.flatMap((turn) => turn.program),
        ),
      ];
    } finally {
      replay.close();
      await echo?.stop();
      await program.stop();
    }
  },
};

const at = (share: number) => (times: readonly number[]) => percentile(times, share);

/** The search that takes longest as a rule: what a machine held up once is not the search's fault. */
function slowest(
  { songs }: BenchLibrary,
  floor: readonly (readonly number[])[],
  program: readonly (readonly number[])[],
): Result {
  const worst = program.map((times) => Math.max(...times));
  return limitResult({
    id: 'P1',
    what: 'search as you type, the slowest search',
    songs,
    unit: 'ms',
    limit: songs >= A_MILLION ? LONGEST_MS_AT_A_MILLION : LONGEST_MS,
    program: slowestAsARule(program),
    range: [Math.min(...worst), Math.max(...worst)],
    floor: slowestAsARule(floor),
  });
}

function slowestAsARule(passes: readonly (readonly number[])[]): number {
  const [first = []] = passes;
  return Math.max(...first.map((_time, index) => median(passes.map((times) => times[index] ?? NaN))));
}

/** A program that answers with so many characters, and does nothing else. */
function startEcho(bench: Bench, sizes: readonly number[]): Promise<MeasuredProgram> {
  const file = join(bench.emptyProfile(), 'sizes.json');
  writeFileSync(file, JSON.stringify(sizes));
  return startFloor(bench, 'bare.html', { BENCH_FLOOR_SIZES: file });
}

/** Milliseconds of each of the floor's answers, parsed. */
function roundTrips(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (answers) => {
    const times: number[] = [];
    for (let index = 0; index < answers; index += 1) {
      const startedAt = performance.now();
      JSON.parse(await window.floor(index));
      times.push(performance.now() - startedAt);
    }
    return times;
  }, count);
}
