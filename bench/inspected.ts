import process from 'node:process';
import { _electron, type Page } from '@playwright/test';
import type { Bench } from './bench';
import { cpuSeconds } from './measure/processes';
import { programEnvironment } from './our-program';
import { electronArgs } from './programs';

/** How long the event loop of the program's main process was kept from its next turn. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** The program with a debugger at its main process, which costs a little at all times: for what is held against itself. */
export interface InspectedProgram {
  readonly page: Page;
  /**
   * Measures the main process while something is done.
   *
   * @param stallMs it is held up for so long, again and again; not at all when 0
   */
  loopDelayDuring(work: () => Promise<void>, stallMs?: number): Promise<LoopDelay>;
  /** Processor time that all its processes have used so far, in seconds (Linux). */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

/** One turn of the loop every millisecond is waited for. */
const RESOLUTION_MS = 1;

export async function startInspected(
  { electron, programs }: Bench,
  profile: string,
): Promise<InspectedProgram> {
  const app = await _electron.launch({
    executablePath: electron,
    args: [...electronArgs(), programs.ours, `--user-data-dir=${profile}`],
    env: { ...definedOnly(process.env), ...programEnvironment(profile) },
  });
  const pid = app.process().pid ?? 0;

  return {
    page: await app.firstWindow(),
    async loopDelayDuring(work, stallMs = 0) {
      const histogram = await app.evaluateHandle((_electronModule, resolution) => {
        // Runs in the program: nothing that this file imports is known there.
        const { monitorEventLoopDelay } = globalThis.process.getBuiltinModule('node:perf_hooks');
        const delays = monitorEventLoopDelay({ resolution });
        delays.enable();
        return delays;
      }, RESOLUTION_MS);
      const stalls = stallMs > 0 ? await app.evaluateHandle(stallAgainAndAgain, stallMs) : null;
      await work();
      await stalls?.evaluate((timer) => {
        clearInterval(timer);
      });
      return histogram.evaluate((delays) => {
        delays.disable();
        return { p99Ms: delays.percentile(99) / 1e6, maxMs: delays.max / 1e6 };
      });
    },
    cpuSeconds: () => cpuSeconds(pid),
    stop: () => app.close(),
  };
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Runs in the program. */
function stallAgainAndAgain(_electronModule: unknown, stallMs: number): NodeJS.Timeout {
  return setInterval(() => {
    const until = performance.now() + stallMs;
    while (performance.now() < until);
  }, stallMs * 2);
}
