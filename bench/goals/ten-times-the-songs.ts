import type { Bench, BenchLibrary, GrowthGoal } from '../bench';
import { newestFirst, typedSearches } from '../library/queries';
import { ratioResult, type Result } from '../measure/result';
import { percentile } from '../measure/statistics';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import type { MeasuredProgram } from '../programs';
import { SLOWDOWN, type MainSlowdown } from '../slowdown/slowdown';
import { askPages, firstPage, prepareSongs, timesOf, type PageRequest } from '../window';
import { measureOurStart } from './start-and-memory';

const SEARCH_ROUNDS = 5;
const SEARCHES = 200;
const START_ROUNDS = 5;
const LONGEST_STARTS_MS = 240_000;
/** Until a start is looked at: its rows are painted then, and nobody asks for its memory. */
const PAINTED_MS = 4_000;

/** P2: the same searches in the larger library. P9: its start. The smaller library takes the place of the floor. */
export const tenTimesTheSongs: GrowthGoal = {
  ids: ['P2', 'P9'],
  what: 'the larger library against the smaller',
  extent: 'two-libraries',
  run: async (bench, smallest, largest) => [
    await searches(bench, smallest, largest),
    await starts(bench, smallest, largest),
  ],
};

async function searches(bench: Bench, smallest: BenchLibrary, largest: BenchLibrary): Promise<Result> {
  const requests = typedSearches(smallest.songs, bench.times(SEARCHES)).map((text) =>
    firstPage(newestFirst(text)),
  );
  const small = await startOurs(bench, smallest.profile);
  const large = await startOurs(bench, largest.profile);
  try {
    const turns = await takeTurns({
      rounds: bench.times(SEARCH_ROUNDS),
      floor: await searching(small, requests, 0),
      program: await searching(large, requests, bench.slowedBy(SLOWDOWN.answerMs)),
      say: (round) => bench.say(`searches, ${round}`),
    });
    return ratioResult({
      id: 'P2',
      what: `search as you type, p50 against ${smallest.songs.toLocaleString('en')} songs`,
      songs: largest.songs,
      unit: 'ms',
      rounds: roundsOf(turns, p50, p50),
      goal: { atMost: 1.5 },
    });
  } finally {
    await small.stop();
    await large.stop();
  }
}

/** Everything is asked for once before anything counts. */
async function searching(program: MeasuredProgram, requests: readonly PageRequest[], slowedByMs: number) {
  const page = await prepareSongs(await program.page());
  await askPages(page, requests);
  return async () => timesOf(await askPages(page, requests, slowedByMs));
}

const p50 = (times: readonly number[]) => percentile(times, 0.5);

async function starts(bench: Bench, smallest: BenchLibrary, largest: BenchLibrary): Promise<Result> {
  const start = (library: BenchLibrary, slowdown?: MainSlowdown) => async () =>
    (await measureOurStart(bench, library.profile, { settledMs: PAINTED_MS, slowdown })).paintedMs;
  // One start of each that does not count: the disk is warm for both.
  await start(smallest)();
  await start(largest)();
  const turns = await takeTurns({
    rounds: bench.times(START_ROUNDS),
    longestMs: LONGEST_STARTS_MS,
    floor: start(smallest),
    program: start(largest, { startMs: SLOWDOWN.startMs }),
    say: (round) => bench.say(`starts, ${round}`),
  });
  return ratioResult({
    id: 'P9',
    what: `start to the first rows painted against ${smallest.songs.toLocaleString('en')} songs`,
    songs: largest.songs,
    unit: 'ms',
    rounds: roundsOf(turns, same, same),
    goal: { atMost: 1.1 },
  });
}

const same = (value: number) => value;
