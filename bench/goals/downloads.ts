import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bigAudio } from '../../test/support/media';
import type { Bench, SizelessGoal } from '../bench';
import { startFloor } from '../floor-program';
import { LIBRARY_FOLDER } from '../library/seed';
import { ratioResult, type Result } from '../measure/result';
import { roundsOf, takeTurns } from '../measure/turns';
import { startOurs } from '../our-program';
import type { MeasuredProgram } from '../programs';
import { startService, type ServedFile, type Service } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, prepareWindow } from '../window';

const ROUNDS = 5;
const LONGEST_MS = 90_000;
/** So many files at once, which is also what the program takes at once by itself. */
const FILES = 4;
const FILE_BYTES = 64 * 1024 * 1024;
/** How often is looked whether the files are there. A pass takes a second or more. */
const LOOK_MS = 5;
const LONGEST_PASS_MS = 120_000;

/** Four files brought to disk, hashed and flushed. */
interface Pass {
  readonly bytesPerSecond: number;
  readonly cpuSecondsPerGigabyte: number;
}

/** What is downloaded. */
interface Load {
  readonly service: Service;
  readonly files: readonly ServedFile[];
  /** Where the floor finds them. */
  readonly urls: readonly string[];
  /** All of them together. */
  readonly bytes: number;
}

/** P7: four downloads at once, against the same pipeline without a program around it, and against curl and sha256sum. */
export const downloads: SizelessGoal = {
  ids: ['P7'],
  what: 'four downloads at once',
  extent: 'sizeless',
  async run(bench) {
    const service = await startService();
    const profile = bench.emptyProfile();
    const bare = await startFloor(bench, 'bare.html');
    const ours = await startOurs(bench, profile, {
      apiUrl: service.url,
      slowdown: { burnsProcessor: true },
    });
    try {
      const load = loadOf(bench, service);
      const bareDownloads = await floorDownloads(bench, load, bare);
      const ourDownloads = await programDownloads(bench, load, ours, join(profile, LIBRARY_FOLDER));
      const hasCurl = await isThere('curl', '--version');
      const curlDownloads = hasCurl ? () => downloadByCurl(bench, load) : null;
      // One of each that does not count.
      await bareDownloads();
      await ourDownloads();
      const turns = await takeTurns({
        rounds: bench.times(ROUNDS),
        longestMs: LONGEST_MS,
        floor: async () => ({ bare: await bareDownloads(), curl: (await curlDownloads?.()) ?? null }),
        program: ourDownloads,
        say: bench.say,
      });
      const line = { id: 'P7', songs: null } as const;
      const speed = (pass: Pass) => pass.bytesPerSecond;
      const cpu = (pass: Pass) => pass.cpuSecondsPerGigabyte;
      const curlLine = { ...line, what: 'four downloads at once, against curl and sha256sum' };
      return [
        ratioResult({
          ...line,
          what: 'four downloads at once, against got, hash and file',
          unit: 'bytes/s',
          rounds: roundsOf(turns, ({ bare: pass }) => speed(pass), speed),
          goal: { atLeast: 0.9 },
        }),
        ratioResult({
          ...line,
          what: 'their processor time',
          unit: 'CPU s/GB',
          rounds: roundsOf(turns, ({ bare: pass }) => cpu(pass), cpu),
          goal: { atMost: 1.2 },
        }),
        hasCurl
          ? ratioResult({
              ...curlLine,
              unit: 'bytes/s',
              rounds: roundsOf(turns, ({ curl }) => curl ?? NaN, speed),
              goal: { atLeast: 0.5 },
            })
          : ({ ...curlLine, kind: 'skipped', reason: 'curl is not here' } satisfies Result),
      ];
    } finally {
      await bare.stop();
      await ours.stop();
      await service.close();
      rmSync(profile, { recursive: true, force: true });
    }
  },
};

function loadOf(bench: Bench, service: Service): Load {
  const files = Array.from({ length: FILES }, (_, index) => ({
    path: `/${index}.wav`,
    bytes: bigAudio(bench.times(FILE_BYTES), index + 1),
  }));
  service.serveJob('for the floor', files);
  return {
    service,
    files,
    urls: files.map(({ path }) => `${service.fileUrl}${path}`),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

async function floorDownloads(
  bench: Bench,
  load: Load,
  program: MeasuredProgram,
): Promise<() => Promise<Pass>> {
  const page = await program.page();
  return async () => {
    const folder = bench.emptyProfile();
    const pass = await timed(load, program, async () => {
      await page.evaluate(
        async ([addresses, into]) => {
          await window.floorDownloads(addresses, into);
        },
        [load.urls, folder] as const,
      );
    });
    rmSync(folder, { recursive: true, force: true });
    return pass;
  };
}

/** Every pass is a job of its own, whose songs have their sound at the same addresses. */
async function programDownloads(
  bench: Bench,
  load: Load,
  program: MeasuredProgram,
  library: string,
): Promise<() => Promise<Pass>> {
  const page = await prepareWindow(await program.page());
  await ask(page, 'settings.update', { wantedAssets: ['audio'], requestsPerMinute: 120 });
  // The floor is served as ever.
  const filesOfOwn = load.files.map(({ path, bytes }) => ({ path: `/program${path}`, bytes }));
  const slowly = bench.proof ? { bytesPerSecond: SLOWDOWN.bytesPerSecond } : {};
  let passes = 0;
  return () => {
    passes += 1;
    const { id } = load.service.serveJob(`pass ${passes}`, filesOfOwn, slowly);
    return timed(load, program, async () => {
      await ask(page, 'jobs.add', { text: id });
      await untilThere(library, passes * FILES);
    });
  };
}

/** From the first request for a file on: how a program comes to know of the files is no part of it. */
async function timed(
  { service, bytes }: Load,
  program: MeasuredProgram,
  work: () => Promise<void>,
): Promise<Pass> {
  const requestsBefore = service.fetched().length;
  const cpuBefore = program.cpuSeconds();
  await work();
  const endedAt = performance.now();
  const cpu = program.cpuSeconds() - cpuBefore;
  const begunAt = service.fetched()[requestsBefore]?.at ?? NaN;
  return {
    bytesPerSecond: bytes / ((endedAt - begunAt) / 1_000),
    cpuSecondsPerGigabyte: cpu / (bytes / 1e9),
  };
}

async function untilThere(library: string, count: number): Promise<void> {
  const deadline = performance.now() + LONGEST_PASS_MS;
  for (;;) {
    const files = readdirSync(library, { recursive: true, encoding: 'utf8' });
    if (files.filter((name) => name.endsWith('.wav')).length >= count) return;
    if (performance.now() > deadline) throw new Error('The downloads did not come to an end.');
    await delay(LOOK_MS);
  }
}

/** Bytes in a second of so many curls at once, each with the hash of its file. */
async function downloadByCurl(bench: Bench, { urls, bytes }: Load): Promise<number> {
  const folder = bench.emptyProfile();
  const script = 'curl -sSf -o "$1" "$2" && sha256sum "$1" && sync "$1"';
  const startedAt = performance.now();
  const codes = await Promise.all(
    urls.map((url, index) => run('sh', '-c', script, 'sh', join(folder, String(index)), url)),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  rmSync(folder, { recursive: true, force: true });
  if (codes.some((code) => code !== 0)) throw new Error('A download by curl failed.');
  return bytes / seconds;
}

async function isThere(command: string, ...args: readonly string[]): Promise<boolean> {
  return (await run(command, ...args)) === 0;
}

/** Runs a command without showing anything of it; resolves to its exit code, null where there is none to run. */
async function run(command: string, ...args: readonly string[]): Promise<number | null> {
  const child = spawn(command, args, { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
}
