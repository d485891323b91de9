import type { Page } from '@playwright/test';
import { LYRICS_FORMATS } from '@shared/model';
import type { Input } from '@shared/ipc/contract';
import type { Bench, LibraryGoal } from '../bench';
import { startInspected, type InspectedProgram } from '../inspected';
import { newestFirst } from '../library/queries';
import { untilQuiet } from '../measure/quiet';
import { limitResult, type Result } from '../measure/result';
import { median } from '../measure/statistics';
import { SLOWDOWN } from '../slowdown/slowdown';
import { rowHeight, scrollSongs } from '../scroll';
import { ask, firstPage, prepareSongs } from '../window';

const SONGS = 1_000;
const ROUNDS = 3;
/** Frames of an idle window, against which those of a busy one are held. */
const IDLE_FRAMES = 200;
/** Between two looks whether the export has ended. */
const FRAMES_AT_ONCE = 30;
const ROWS_PER_FRAME = 2;
/** A frame that takes longer is felt as a halt. */
const LONGEST_FRAME_MS = 100;
const LONGEST_STALL_MS = 25;

/** L3: the list is scrolled while 1,000 songs are exported in every format. */
export const exporting: LibraryGoal = {
  ids: ['L3'],
  what: 'an export of 1,000 songs',
  extent: 'each-library',
  async run(bench, { profile, songs }) {
    const program = await startInspected(bench, profile);
    try {
      const page = await prepareSongs(program.page);
      const clipIds = await songIds(page);
      const step = (await rowHeight(page)) * ROWS_PER_FRAME;
      const rounds: Round[] = [];
      const count = Math.max(1, bench.times(ROUNDS));
      for (let round = 1; round <= count; round += 1) {
        bench.say(`an export of ${clipIds.length} songs, round ${round} of ${count}`);
        rounds.push(await exportOnce(bench, program, clipIds, step, round));
      }
      return resultsOf(songs, rounds);
    } finally {
      await program.stop();
    }
  },
};

interface Round {
  readonly idleFrameMs: number;
  readonly frameMs: number;
  readonly idleStallMs: number;
  readonly stallMs: number;
}

function resultsOf(songs: number, rounds: readonly Round[]): Result[] {
  const frames = rounds.map(({ frameMs }) => frameMs);
  const stalls = rounds.map(({ stallMs }) => stallMs);
  const line = { id: 'L3', songs, unit: 'ms' } as const;
  return [
    limitResult({
      ...line,
      what: 'the longest frame while the list is scrolled and 1,000 songs are exported',
      limit: LONGEST_FRAME_MS,
      program: Math.max(...frames),
      range: [Math.min(...frames), Math.max(...frames)],
      floor: median(rounds.map(({ idleFrameMs }) => idleFrameMs)),
    }),
    limitResult({
      ...line,
      what: 'event loop of main, its longest stall while 1,000 songs are exported',
      limit: LONGEST_STALL_MS,
      program: Math.max(...stalls),
      range: [Math.min(...stalls), Math.max(...stalls)],
      floor: median(rounds.map(({ idleStallMs }) => idleStallMs)),
    }),
  ];
}

async function exportOnce(
  bench: Bench,
  program: InspectedProgram,
  clipIds: Input<'export.nameSongs'>['clipIds'],
  step: number,
  round: number,
): Promise<Round> {
  const { page } = program;
  const frames: number[] = [];
  await untilQuiet(program);
  const idle = await program.loopDelayDuring(async () => {
    frames.push(...(await scrollSongs(page, IDLE_FRAMES, step)));
  });
  const idleFrameMs = Math.max(...frames);
  frames.length = 0;
  const busy = await program.loopDelayDuring(async () => {
    await ask(page, 'export.nameSongs', { clipIds, after: 0 });
    await ask(page, 'export.start', {
      count: clipIds.length,
      formats: [...LYRICS_FORMATS],
      sounds: [],
      // Other names each time, so that all files are written.
      pattern: `{title} ${round}`,
      hasSections: true,
      place: 'folder',
      onExisting: 'keep-both',
    });
    do frames.push(...(await scrollSongs(page, FRAMES_AT_ONCE, step, bench.slowedBy(SLOWDOWN.frameMs))));
    while (await isExporting(page));
  }, bench.slowedBy(SLOWDOWN.stallMs));
  return {
    idleFrameMs,
    frameMs: Math.max(...frames),
    idleStallMs: idle.maxMs,
    stallMs: busy.maxMs,
  };
}

async function songIds(page: Page): Promise<Input<'export.nameSongs'>['clipIds']> {
  const { offset: _offset, limit: _limit, ...listing } = firstPage(newestFirst(''));
  const { value } = await ask(page, 'songs.ids', { ...listing, offset: 0, limit: SONGS });
  return value as Input<'export.nameSongs'>['clipIds'];
}

async function isExporting(page: Page): Promise<boolean> {
  const { value } = await ask(page, 'export.status', {});
  return (value as { readonly phase: string } | null)?.phase === 'running';
}
