import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Bench, BenchLibrary, Goal } from './bench';
import { audio } from './goals/audio';
import { lyrics } from './goals/lyrics';
import { comparing } from './goals/comparing';
import { downloads } from './goals/downloads';
import { exporting } from './goals/exporting';
import { joints } from './goals/joints';
import { jumps } from './goals/jumps';
import { longLists } from './goals/long-lists';
import { growth } from './goals/growth';
import { importing } from './goals/importing';
import { freeMain } from './goals/free-main';
import { levelling } from './goals/levelling';
import { playing } from './goals/player';
import { pageFarDown } from './goals/page-far-down';
import { rankedSearch } from './goals/ranked-search';
import { resume } from './goals/resume';
import { scrolling } from './goals/scrolling';
import { search } from './goals/search';
import { size } from './goals/size';
import { startAndMemory } from './goals/start-and-memory';
import { tenTimesTheSongs } from './goals/ten-times-the-songs';
import { provideLibrary } from './library/provide';
import type { Result } from './measure/result';
import type { BenchOptions } from './options';
import { planOf, type Step } from './plan';
import { killAll } from './programs';
import { createProgress } from './progress';
import { readTimes, type Report } from './report';
import { table } from './table';

/** Runs the goals and writes `bench.json`. What it needs is made by scripts/bench.mjs, which starts it. */

const GOALS: readonly Goal[] = [
  search,
  rankedSearch,
  tenTimesTheSongs,
  pageFarDown,
  startAndMemory,
  scrolling,
  size,
  downloads,
  resume,
  importing,
  playing,
  levelling,
  comparing,
  joints,
  jumps,
  exporting,
  // What adds songs to a library comes last.
  lyrics,
  longLists,
  growth,
  audio,
  freeMain,
];

/** To see that a goal can be missed it is enough to measure a tenth of what is usual. */
const PROOF_SHARE = 0.1;

/** With `--full` a second library, so many times as large. */
const FULL_FACTOR = 10;

const options = JSON.parse(process.argv[2] ?? '') as BenchOptions;
const proof = options.prove ? { slowMain: options.slowMain } : null;
const sizes = options.full ? [options.songs, options.songs * FULL_FACTOR] : [options.songs];
const goalIds = new Set(GOALS.flatMap(({ ids }) => ids));
const unknown = options.only.filter((id) => !goalIds.has(id));
if (unknown.length > 0) {
  console.error(`There is no goal ${unknown.join(', ')}. There are ${[...goalIds].join(', ')}.`);
  process.exit(1);
}
const steps = planOf({ goals: GOALS, sizes, only: options.only });
const before = readTimes(options.output);
const progress = createProgress(steps, ({ name }) => before[name] ?? null);

const folder = mkdtempSync(join(tmpdir(), 'flowshelf-bench-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    killAll();
    rmSync(folder, { recursive: true, force: true });
    process.exit(1);
  });
}

let profiles = 0;
function emptyProfile(): string {
  profiles += 1;
  const profile = join(folder, `profile-${profiles}`);
  mkdirSync(profile);
  return profile;
}

const bench: Bench = {
  electron: options.electron,
  programs: { ours: options.ours, floor: options.floor },
  media: options.media,
  minutes: options.minutes,
  proof,
  times: (usual) => (proof ? Math.ceil(usual * PROOF_SHARE) : usual),
  slowedBy: (amount) => (proof ? amount : 0),
  emptyProfile,
  say: progress.say,
};

async function measure({ goal, sizes }: Step, libraries: Libraries): Promise<readonly Result[]> {
  try {
    const [library, larger] = sizes.map(libraries);
    if (goal.extent === 'sizeless') return await goal.run(bench);
    if (library && larger && goal.extent === 'two-libraries') return await goal.run(bench, library, larger);
    if (library && goal.extent !== 'two-libraries') return await goal.run(bench, library);
    throw new Error('A step has not the libraries that its goal asks for.');
  } catch (error) {
    // The other goals can be measured all the same.
    process.exitCode = 1;
    console.error(error);
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const songs = sizes.at(-1) ?? null;
    return goal.ids.map((id) => ({ kind: 'failed', id, what: goal.what, songs, reason }));
  }
}

/** The library with so many songs. */
type Libraries = (songs: number) => BenchLibrary;

/** Libraries of all sizes that the steps ask for, made before anything is measured. */
async function provideLibraries(): Promise<Libraries> {
  const libraries = new Map<number, BenchLibrary>();
  for (const songs of new Set(steps.flatMap((step) => step.sizes))) {
    const request = { songs, covers: options.media, folder, say: progress.prepare };
    libraries.set(songs, await provideLibrary(request));
  }
  return (songs) => {
    const library = libraries.get(songs);
    if (!library) throw new Error(`There is no library of ${songs} songs.`);
    return library;
  };
}

try {
  const libraries = await provideLibraries();
  const results: Result[] = [];
  const tookMs: Record<string, number> = { ...before };
  for (const step of steps) {
    progress.begin(step);
    const measured = await measure(step, libraries);
    results.push(...measured);
    if (measured.every(({ kind }) => kind !== 'failed')) tookMs[step.name] = Math.round(progress.end());
    // After each step: a run that is cut off has not been for nothing. A proof tells nothing of the program.
    if (!proof) writeFileSync(options.output, `${JSON.stringify(reportOf(results, tookMs), null, 2)}\n`);
  }
  progress.clear();
  console.log(table(results));
  if (proof) tellProof(results);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** With all that is done to the program no goal may be reached, or even be undecided. */
function tellProof(results: readonly Result[]): void {
  const reached = results.filter(
    (result) => result.kind === 'failed' || (result.kind === 'measured' && result.verdict !== 'miss'),
  );
  if (reached.length > 0) process.exitCode = 1;
  const names = reached.map(({ id, what }) => `${id} ${what}`);
  console.log(
    names.length === 0
      ? 'Proven: slowed down, the program misses every goal.'
      : `Not proven, for these do not say miss: ${names.join('; ')}`,
  );
}

function reportOf(results: readonly Result[], tookMs: Readonly<Record<string, number>>): Report {
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB`;
  return { measuredAt: new Date().toISOString(), machine, node: process.version, sizes, tookMs, results };
}
