import { setTimeout as delay } from 'node:timers/promises';
import type { LibraryGoal } from '../bench';
import { startInspected, type InspectedProgram, type LoopDelay } from '../inspected';
import { createPastes, type Pastes } from '../library/pastes';
import { bestFirst, hasRanking, newestFirst, typedSearches } from '../library/queries';
import { TAKES_PER_JOB } from '../library/songs';
import { untilQuiet } from '../measure/quiet';
import { limitResult, ratioResult, type Result } from '../measure/result';
import { median, percentile } from '../measure/statistics';
import { roundsOf, takeTurns, type Turn } from '../measure/turns';
import { SLOWDOWN } from '../slowdown/slowdown';
import { askPages, firstPage, prepareSongs, timesOf, type PageRequest } from '../window';

const ROUNDS = 3;
const SEARCHES = 200;
const IDLE_MS = 4_000;
const STORM_MS = 5_000;
/** So many searches are under way at every moment of a storm. */
const LANES = 4;
/** An import goes on for as long as the storm: so many pastes are at hand for it, of so many jobs each. */
const PASTES = 20;
const JOBS_PER_PASTE = 100;
/** Fewer for searches: their import is waited for. */
const SEARCH_PASTES = 3;
const LONGEST_STALL_MS = 25;

/** P5: the main process during a storm of searches and an import, against the idle one. P6: a search while songs come in. */
export const freeMain: LibraryGoal = {
  ids: ['P5', 'P6'],
  what: 'the main process under load',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const searched = typedSearches(songs, bench.times(SEARCHES));
    const requests = searched.map((text) => firstPage(newestFirst(text)));
    const stormRequests = hasRanking ? searched.map((text) => firstPage(bestFirst(text))) : requests;
    const pastes = createPastes(songs);
    const program = await startInspected(bench, profile);
    try {
      await prepareSongs(program.page);
      await untilQuiet(program);
      const storms = await takeTurns({
        rounds: bench.times(ROUNDS),
        floor: () => idle(program),
        program: () => storm(program, stormRequests, pastes, bench.slowedBy(SLOWDOWN.stallMs)),
        say: (round) => bench.say(`a storm of searches and an import, ${round}`),
      });
      const searches = await takeTurns({
        rounds: bench.times(ROUNDS),
        floor: () => quietSearches(program, requests),
        program: () => searchesDuringImport(program, requests, pastes, bench.slowedBy(SLOWDOWN.answerMs)),
        say: (round) => bench.say(`searches during an import, ${round}`),
      });
      const p99 = (times: readonly number[]) => percentile(times, 0.99);
      return [
        ratioResult({
          id: 'P5',
          what: 'event loop of main, p99 of its delay during searches and an import, against idle',
          songs,
          unit: 'ms',
          rounds: roundsOf(storms, p99Ms, p99Ms),
          goal: { atMost: 2 },
        }),
        longestStall(songs, storms),
        ratioResult({
          id: 'P6',
          what: 'search during an import, p99 against quiet',
          songs,
          unit: 'ms',
          rounds: roundsOf(searches, p99, p99),
          goal: { atMost: 3 },
        }),
      ];
    } finally {
      await program.stop();
    }
  },
};

const p99Ms = (delays: LoopDelay) => delays.p99Ms;

/** A machine that holds up an idle program holds up a busy one as well: the idle one's longest stall is the noise. */
function longestStall(songs: number, storms: readonly Turn<LoopDelay>[]): Result {
  const stalls = storms.flatMap(({ program }) => program.map(({ maxMs }) => maxMs));
  return limitResult({
    id: 'P5',
    what: 'event loop of main, its longest stall during searches and an import',
    songs,
    unit: 'ms',
    limit: LONGEST_STALL_MS,
    program: Math.max(...stalls),
    range: [Math.min(...stalls), Math.max(...stalls)],
    floor: median(storms.flatMap(({ floor }) => floor.map(({ maxMs }) => maxMs))),
  });
}

async function idle(program: InspectedProgram): Promise<LoopDelay> {
  await untilQuiet(program);
  return program.loopDelayDuring(() => delay(IDLE_MS));
}

async function storm(
  program: InspectedProgram,
  requests: readonly PageRequest[],
  pastes: Pastes,
  stallMs: number,
): Promise<LoopDelay> {
  // Brought into the window first: on its way there it passes through the main process.
  const load = await program.page.evaluateHandle((sent) => sent, {
    requests,
    texts: textsOf(pastes),
    lanes: LANES,
    ms: STORM_MS,
  });
  const raise = () =>
    load.evaluate(async ({ requests: inputs, texts, lanes, ms }) => {
      const deadline = performance.now() + ms;
      let answered = 0;
      const searching = Array.from({ length: lanes }, async (_, lane) => {
        for (let at = lane; performance.now() < deadline; at += lanes) {
          // One that was overtaken by a later one may be refused.
          const { isOk } = await window.bench.tryAsk('songs.page', inputs[at % inputs.length]);
          if (isOk) answered += 1;
        }
      });
      const importing = async () => {
        for (const text of texts) {
          if (performance.now() > deadline) return;
          await window.bench.ask('jobs.add', { text });
        }
      };
      await Promise.all([...searching, importing()]);
      if (answered === 0) throw new Error('No search of the storm was answered.');
    });
  return program.loopDelayDuring(raise, stallMs);
}

async function quietSearches(
  program: InspectedProgram,
  requests: readonly PageRequest[],
): Promise<readonly number[]> {
  await untilQuiet(program);
  return timesOf(await askPages(program.page, requests));
}

/** Searches one after the other for as long as songs come in; milliseconds of each. */
async function searchesDuringImport(
  { page }: InspectedProgram,
  requests: readonly PageRequest[],
  pastes: Pastes,
  slowedByMs: number,
): Promise<readonly number[]> {
  const texts = textsOf(pastes, SEARCH_PASTES);
  const songs = SEARCH_PASTES * JOBS_PER_PASTE * TAKES_PER_JOB;
  return page.evaluate(
    async ({ requests: inputs, texts, songs: added, slowedByMs: slowedBy }) => {
      const { value } = await window.bench.ask('app.snapshot', {});
      const before = (value as { readonly counts: { readonly songs: number } }).counts.songs;
      let isOver = false;
      const importing = (async () => {
        for (const text of texts) await window.bench.ask('jobs.add', { text });
        await window.bench.untilSongs(before + added);
        isOver = true;
      })();
      const times: number[] = [];
      for (let at = 0; !isOver; at += 1) {
        times.push((await window.bench.ask('songs.page', inputs[at % inputs.length], slowedBy)).ms);
      }
      await importing;
      return times;
    },
    { requests, texts, songs, slowedByMs },
  );
}

function textsOf(pastes: Pastes, count = PASTES): string[] {
  return Array.from({ length: count }, () => pastes.next(JOBS_PER_PASTE).text);
}
