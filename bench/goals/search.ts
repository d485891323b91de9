import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SongListing } from '@shared/model';
import { createClipRepository } from '../../src/main/db/clips';
import { openDatabase } from '../../src/main/db/database';
import { createLyricsRepository } from '../../src/main/db/lyrics';
import { createReading, inlineListMaker } from '../../src/main/reading';
import type { Bench, Goal, Result } from '../bench';
import { createRecorder, createReplay, type RecordedStatement } from '../library/recorded';
import { LISTINGS, typedSearches } from '../library/queries';
import { DATABASE } from '../library/seed';
import { silentLog } from '../library/silent-log';
import { milliseconds, resultOf } from '../measure/result';
import { percentile } from '../measure/statistics';
import type { Round } from '../measure/verdict';
import { programEnvironment } from '../our-program';
import { startMeasured, type Measured } from '../programs';

const ROUNDS = 5;
const SEARCHES = 200;
const ROWS = 100;
const PAGE_REPEATS = 20;
const DEEP = 0.9;

/** P1: search as you type. P4: a page far down the list. From the window's call to rows in the window. */
export const search: Goal = {
  ids: ['P1', 'P4'],
  async run(bench) {
    const { profile } = bench;
    const searches = typedSearches(bench.songs, SEARCHES);
    const program = await startOurs(bench, profile);
    try {
      const page = await program.page();
      await page.getByRole('grid', { name: 'Songs' }).waitFor();
      return [
        ...(await searchAsYouType(bench, page, join(profile, DATABASE), searches)),
        await pageFarDown(bench, page),
      ];
    } finally {
      await program.stop();
    }
  },
};

function startOurs(bench: Bench, profile: string): Promise<Measured> {
  const { electron, programs } = bench;
  return startMeasured({
    electron,
    program: programs.ours,
    userData: profile,
    env: programEnvironment(profile),
  });
}

async function searchAsYouType(
  bench: Bench,
  page: Page,
  database: string,
  searches: readonly string[],
): Promise<Result[]> {
  const listings = searches.map((text): SongListing => ({
    search: text,
    sort: 'arrived',
    direction: 'desc',
  }));
  const statements = await record(database, listings);
  const { sizes } = await ask(page, listings.map(firstPage));
  const echo = await startEcho(bench, sizes);
  const replay = createReplay(database);
  try {
    const echoPage = await echo.page();
    const floorPass = async () => {
      const trips = await roundTrips(echoPage, sizes.length);
      return statements.map((each, index) => replay.time(each) + (trips[index] ?? NaN));
    };
    const programPass = async () => (await ask(page, listings.map(firstPage))).times;
    await floorPass();
    const middle: Round[] = [];
    const tail: Round[] = [];
    let slowest = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      bench.say(`search as you type: round ${round} of ${ROUNDS}`);
      const [f1, p1, p2, f2] = [
        await floorPass(),
        await programPass(),
        await programPass(),
        await floorPass(),
      ];
      middle.push({ floor: at(0.5, f1, f2), program: at(0.5, p1, p2) });
      tail.push({ floor: at(0.99, f1, f2), program: at(0.99, p1, p2) });
      slowest = Math.max(slowest, ...p1, ...p2);
    }
    bench.say(`search as you type: the slowest took ${milliseconds(slowest)}`);
    return [
      resultOf({
        id: 'P1',
        what: 'search as you type, p50',
        rounds: middle,
        atMost: 1.25,
        format: milliseconds,
      }),
      resultOf({
        id: 'P1',
        what: 'search as you type, p99',
        rounds: tail,
        atMost: 1.5,
        format: milliseconds,
      }),
    ];
  } finally {
    replay.close();
    await echo.stop();
  }
}

function at(share: number, one: readonly number[], other: readonly number[]): [number, number] {
  return [percentile(one, share), percentile(other, share)];
}

/** The worst of all orders: its page at nine tenths of the list against its first page. */
async function pageFarDown(bench: Bench, page: Page): Promise<Result> {
  const offset = Math.floor(bench.songs * DEEP);
  const results: Result[] = [];
  for (const [index, listing] of LISTINGS.entries()) {
    bench.say(`a page far down: order ${index + 1} of ${LISTINGS.length}`);
    const pass = async (from: number) => {
      const { times } = await ask(
        page,
        Array.from({ length: PAGE_REPEATS }, () => ({ ...listing, offset: from, limit: ROWS })),
      );
      return percentile(times, 0.5);
    };
    const rounds: Round[] = [];
    for (let round = 0; round < 3; round += 1) {
      const [f1, p1, p2, f2] = [await pass(0), await pass(offset), await pass(offset), await pass(0)];
      rounds.push({ floor: [f1, f2], program: [p1, p2] });
    }
    const what = `a page at 90 % of the list, ${listing.sort} ${listing.direction}`;
    results.push(resultOf({ id: 'P4', what, rounds, atMost: 1.3, format: milliseconds }));
  }
  return results.reduce((worst, each) => (each.comparison.ratio > worst.comparison.ratio ? each : worst));
}

type PageRequest = SongListing & { readonly offset: number; readonly limit: number };

const firstPage = (listing: SongListing): PageRequest => ({ ...listing, offset: 0, limit: ROWS });

/** Asks the program for pages, one after the other; milliseconds and characters of each answer. */
function ask(page: Page, requests: readonly PageRequest[]): Promise<{ times: number[]; sizes: number[] }> {
  return page.evaluate(async (inputs) => {
    const times: number[] = [];
    const sizes: number[] = [];
    for (const input of inputs) {
      const startedAt = performance.now();
      const text = await window.flowshelf.invoke('songs.page', JSON.stringify(input));
      JSON.parse(text);
      times.push(performance.now() - startedAt);
      sizes.push(text.length);
    }
    return { times, sizes };
  }, requests);
}

function startEcho(bench: Bench, sizes: readonly number[]): Promise<Measured> {
  const userData = bench.emptyProfile();
  const file = join(userData, 'sizes.json');
  writeFileSync(file, JSON.stringify(sizes));
  const env = { BENCH_FLOOR_PAGE: 'bare.html', BENCH_FLOOR_SIZES: file };
  return startMeasured({ electron: bench.electron, program: bench.programs.floor, userData, env });
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

/** The statements that the program runs for the first page of each search. */
async function record(
  database: string,
  listings: readonly SongListing[],
): Promise<readonly RecordedStatement[][]> {
  const db = openDatabase(database, silentLog);
  try {
    const recorder = createRecorder(db);
    const tables = {
      db: recorder.db,
      clips: createClipRepository(recorder.db),
      lyrics: createLyricsRepository(recorder.db),
      now: Date.now,
    };
    const { lists } = createReading(tables, inlineListMaker);
    const { signal } = new AbortController();
    const recorded: RecordedStatement[][] = [];
    for (const listing of listings) {
      const part = { offset: 0, limit: ROWS };
      recorded.push(await recorder.record(() => lists.page(listing, part, signal)));
    }
    return recorded;
  } finally {
    db.close();
  }
}
