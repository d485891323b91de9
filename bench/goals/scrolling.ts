import type { Page } from '@playwright/test';
import type { Bench, BenchLibrary, LibraryGoal } from '../bench';
import { startFloor } from '../floor-program';
import { limitResult, ratioResult, type Result } from '../measure/result';
import { percentile } from '../measure/statistics';
import { roundsOf, takeTurns, type Turn } from '../measure/turns';
import { startOurs } from '../our-program';
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
        rounds,
        floor: () => scroll(barePage, step),
        program: () => scroll(page, step),
        say: (round) => bench.say(args.length > 0 ? `as fast as can be, ${round}` : round),
      });
      return { turns, unreachable: await rowsOutOfReach(page) };
    } finally {
      await bare.stop();
    }
  } finally {
    await ours.stop();
  }
}

/** Of the rows with songs, which are all alike; the first is the head. */
function rowHeight(page: Page): Promise<number> {
  return page
    .getByRole('grid', { name: 'Songs' })
    .getByRole('row')
    .nth(1)
    .evaluate((row) => row.getBoundingClientRect().height);
}

/** Goes on down the list with every frame; milliseconds of each. */
function scroll(page: Page, step: number): Promise<number[]> {
  return page.getByRole('grid', { name: 'Songs' }).evaluate(
    async (grid, { frames, step: pixels }) => {
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const times: number[] = [];
      let before = await nextFrame();
      for (let frame = 0; frame < frames; frame += 1) {
        grid.scrollTop += pixels;
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    { frames: FRAMES, step },
  );
}

/** Drags the list to its end; how many rows are still below those that can be seen then. */
function rowsOutOfReach(page: Page): Promise<number> {
  return page.getByRole('grid', { name: 'Songs' }).evaluate(async (grid) => {
    const longestMs = 5_000;
    const deadline = performance.now() + longestMs;
    const rowCount = Number(grid.getAttribute('aria-rowcount'));
    let left = rowCount;
    while (left > 0 && performance.now() < deadline) {
      grid.scrollTop = grid.scrollHeight;
      await new Promise((resolve) => setTimeout(resolve, 100));
      const bottom = grid.getBoundingClientRect().bottom;
      const seen = [...grid.querySelectorAll('[role=row]')]
        .filter((row) => row.getBoundingClientRect().top < bottom && row.textContent !== '')
        .map((row) => Number(row.getAttribute('aria-rowindex')));
      left = rowCount - Math.max(0, ...seen);
    }
    return left;
  });
}
