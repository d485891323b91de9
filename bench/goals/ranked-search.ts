import type { Page } from '@playwright/test';
import type { Bench, LibraryGoal } from '../bench';
import { bestFirst, hasRanking, newestFirst, typedSearches, typedWords } from '../library/queries';
import { countLateAnswers, type TypedAnswer } from '../measure/late-answers';
import { limitResult, ratioResult } from '../measure/result';
import { percentile } from '../measure/statistics';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import { SLOWDOWN } from '../slowdown/slowdown';
import { askPages, firstPage, prepareSongs, timesOf, type PageRequest } from '../window';

const ROUNDS = 5;
const SEARCHES = 200;
const WORDS = 50;
/** Between two keys of somebody who types fast. */
const KEY_MS = 15;

/** P3: the best matches first. The rows are there as soon as those of P1, and nothing comes that was typed over. */
export const rankedSearch: LibraryGoal = {
  ids: ['P3'],
  what: 'ranked search',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const line = { id: 'P3', songs } as const;
    if (!hasRanking) {
      return [{ ...line, kind: 'skipped', what: 'ranked search', reason: 'the program does not rank yet' }];
    }
    const searches = typedSearches(songs, bench.times(SEARCHES));
    const program = await startOurs(bench, profile);
    try {
      const page = await prepareSongs(await program.page());
      const pass = (requests: readonly PageRequest[], slowedByMs: number) => async () =>
        timesOf(await askPages(page, requests, slowedByMs));
      const newest = pass(
        searches.map((text) => firstPage(newestFirst(text))),
        0,
      );
      const best = pass(
        searches.map((text) => firstPage(bestFirst(text))),
        bench.slowedBy(SLOWDOWN.answerMs),
      );
      await newest();
      await best();
      const turns = await takeTurns({
        rounds: bench.times(ROUNDS),
        floor: newest,
        program: best,
        say: bench.say,
      });
      bench.say('typing without a pause');
      const late = await typeOver(bench, page, songs);
      return [
        ...[0.5, 0.99].map((share) => {
          const at = (times: readonly number[]) => percentile(times, share);
          return ratioResult({
            ...line,
            what: `ranked search against newest first, p${share * 100}`,
            unit: 'ms',
            rounds: roundsOf(turns, at, at),
            goal: { atMost: 1 },
          });
        }),
        limitResult({
          ...line,
          what: 'rows of a ranked search that came after those of what was typed later',
          unit: 'count',
          limit: 0,
          program: late,
          floor: null,
        }),
      ];
    } finally {
      await program.stop();
    }
  },
};

/** Types words key by key without waiting for rows; how many answers came late. */
async function typeOver(bench: Bench, page: Page, songs: number): Promise<number> {
  let late = 0;
  let words = 0;
  for (const beginnings of typedWords(songs)) {
    const requests = beginnings.map((text) => firstPage(bestFirst(text)));
    late += countLateAnswers(await typeWord(page, requests, bench.slowedBy(SLOWDOWN.answerMs)));
    words += 1;
    if (words === bench.times(WORDS)) break;
  }
  return late;
}

/** @param slowedByMs the first answer comes so much later */
function typeWord(page: Page, requests: readonly PageRequest[], slowedByMs: number): Promise<TypedAnswer[]> {
  return page.evaluate(
    ({ requests: inputs, keyMs, slowedByMs: slowedBy }) =>
      Promise.all(
        inputs.map(async (input, index) => {
          await new Promise((resolve) => setTimeout(resolve, index * keyMs));
          const { isOk } = await window.bench.tryAsk('songs.page', input, index === 0 ? slowedBy : 0);
          return { cameAt: performance.now(), hasRows: isOk };
        }),
      ),
    { requests, keyMs: KEY_MS, slowedByMs },
  );
}
