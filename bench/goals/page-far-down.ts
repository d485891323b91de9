import type { SongListing } from '@shared/model';
import type { LibraryGoal } from '../bench';
import { LISTINGS } from '../library/queries';
import { ratioResult, type Measured } from '../measure/result';
import { percentile } from '../measure/statistics';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import { SLOWDOWN } from '../slowdown/slowdown';
import { askPages, PAGE_ROWS, prepareSongs, timesOf } from '../window';

const ROUNDS = 3;
const PAGES = 20;
const DEEP = 0.9;

/** P4: a page at nine tenths of the list against its first page, for the worst of all orders. */
export const pageFarDown: LibraryGoal = {
  ids: ['P4'],
  what: 'a page far down the list',
  extent: 'each-library',
  async run(bench, library) {
    const program = await startOurs(bench, library.profile);
    try {
      const page = await prepareSongs(await program.page());
      const pages = bench.times(PAGES);
      const results: Measured[] = [];
      for (const [index, listing] of LISTINGS.entries()) {
        const pass = (offsets: readonly number[], slowedByMs: number) => async () =>
          percentile(timesOf(await askPages(page, offsets.map(pageAt(listing)), slowedByMs)), 0.5);
        const turns = await takeTurns({
          rounds: bench.times(ROUNDS),
          floor: pass(
            Array.from({ length: pages }, () => 0),
            0,
          ),
          program: pass(deepOffsets(library.songs, pages), bench.slowedBy(SLOWDOWN.answerMs)),
          say: (round) => {
            bench.say(`order ${index + 1} of ${LISTINGS.length}, ${round}`);
          },
        });
        results.push(
          ratioResult({
            id: 'P4',
            what: `a page at 90 % of the list, ${listing.sort} ${listing.direction}`,
            songs: library.songs,
            unit: 'ms',
            rounds: roundsOf(turns, same, same),
            goal: { atMost: 1.3 },
          }),
        );
      }
      return [results.reduce((a, b) => (b.comparison.ratio > a.comparison.ratio ? b : a))];
    } finally {
      await program.stop();
    }
  },
};

const same = (value: number) => value;

const pageAt = (listing: SongListing) => (offset: number) => ({ ...listing, offset, limit: PAGE_ROWS });

/** Around nine tenths, no page twice: one that is still remembered from before tells nothing. */
function deepOffsets(songs: number, pages: number): number[] {
  const middle = Math.floor(songs * DEEP);
  return Array.from({ length: pages }, (_, index) =>
    Math.max(0, Math.min(songs - PAGE_ROWS, middle + (index - pages / 2) * PAGE_ROWS)),
  );
}
