import type { Bench, BenchLibrary, LibraryGoal } from '../bench';
import { startFloor } from '../floor-program';
import { limitResult, ratioResult, type Result } from '../measure/result';
import { percentile } from '../measure/statistics';
import { roundsOf, takeTurns, type Turn } from '../measure/turns';
import { startOurs } from '../our-program';
import { rowHeight, rowsOutOfReach, scrollSongs, shorten } from '../scroll';
import { SLOWDOWN } from '../slowdown/slowdown';
import { prepareSongs } from '../window';

/** Frames follow one another as fast as they can be made. */
const UNCAPPED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
const UNCAPPED_ROUNDS = 3;
const STEADY_ROUNDS = 2;
const FRAMES = 240;
/** Rows that go by with every frame. */
const ROWS_PER_FRAME = 2;
/** A frame that takes longer is seen as a jerk. */
const JERK_MS = 25;
const MOST_JERKS = 0.01;

/** P11: scrolling, against a bare list of as many rows of the same height. */
export const scrolling: LibraryGoal = {
  ids: ['P11'],
  what: 'scrolling',
  extent: 'each-library',
  run: async (bench, library) => [...(await uncapped(bench, library)), ...(await steady(bench, library))],
};

async function uncapped(bench: Bench, library: BenchLibrary): Promise<Result[]> {
  const { turns } = await scrollInTurn(bench, library, UNCAPPED_ROUNDS, UNCAPPED);
  const goals = [
    { share: 0.5, atMost: 1.3 },
    { share: 0.99, atMost: 1.5 },
  ];
  return goals.map(({ share, atMost }) => {
    const at = (frames: readonly number[]) => percentile(frames, share);
    return ratioResult({
      id: 'P11',
      what: `a frame while scrolling, as fast as can be, p${share * 100}`,
      songs: library.songs,
      unit: 'ms',
      rounds: roundsOf(turns, at, at),
      goal: { atMost },
    });
  });
}

async function steady(bench: Bench, library: BenchLibrary): Promise<Result[]> {
  const { turns, unreachable } = await scrollInTurn(bench, library, STEADY_ROUNDS, []);
  const jerks = (passes: readonly (readonly number[])[]) => {
    const frames = passes.flat();
    return frames.filter((ms) => ms > JERK_MS).length / frames.length;
  };
  const line = { id: 'P11', songs: library.songs } as const;
  return [
    limitResult({
      ...line,
      what: `frames over ${JERK_MS} ms while scrolling at the display's own pace`,
      unit: 'share',
      limit: MOST_JERKS,
      program: jerks(turns.flatMap(({ program }) => program)),
      floor: jerks(turns.flatMap(({ floor }) => floor)),
    }),
    limitResult({
      ...line,
      what: 'rows at the end of the list that cannot be scrolled to',
      unit: 'count',
      limit: 0,
      program: unreachable,
      floor: null,
    }),
  ];
}

interface Scrolled {
  /** Milliseconds of each frame. */
  readonly turns: readonly Turn<readonly number[]>[];
  readonly unreachable: number;
}

async function scrollInTurn(
  bench: Bench,
  { profile, songs }: BenchLibrary,
  rounds: number,
  args: readonly string[],
): Promise<Scrolled> {
  const ours = await startOurs(bench, profile, { args });
  try {
    const page = await prepareSongs(await ours.page());
    const height = await rowHeight(page);
    const query = { BENCH_FLOOR_QUERY: `rows=${songs}&height=${height}` };
    const bare = await startFloor(bench, 'list.html', query, args);
    try {
      const barePage = await bare.page();
      await barePage.getByRole('row').first().waitFor();
      const step = height * ROWS_PER_FRAME;
      const turns = await takeTurns({
        rounds: bench.times(rounds),
        floor: () => scrollSongs(barePage, FRAMES, step),
        program: () => scrollSongs(page, bench.times(FRAMES), step, bench.slowedBy(SLOWDOWN.frameMs)),
        say: (round) => bench.say(args.length > 0 ? `as fast as can be, ${round}` : round),
      });
      if (bench.proof) await shorten(page);
      return { turns, unreachable: await rowsOutOfReach(page) };
    } finally {
      await bare.stop();
    }
  } finally {
    await ours.stop();
  }
}
