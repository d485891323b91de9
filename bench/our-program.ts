import { join } from 'node:path';
import type { Bench } from './bench';
import { LIBRARY_FOLDER } from './library/seed';
import type { MainSlowdown } from './slowdown/slowdown';
import { startMeasured, type MeasuredProgram } from './programs';

export interface OurOptions {
  /** Address of an API; nobody is asked when absent. */
  readonly apiUrl?: string;
  /** For Electron, before the program. */
  readonly args?: readonly string[];
  /** What is done to it where it is to be slowed down. */
  readonly slowdown?: MainSlowdown;
}

/** Starts the program on a profile, as a user starts it. */
export function startOurs(
  { electron, programs, proof }: Bench,
  profile: string,
  { apiUrl, args = [], slowdown = {} }: OurOptions = {},
): Promise<MeasuredProgram> {
  const env = programEnvironment(profile, apiUrl);
  return startMeasured({
    electron,
    program: programs.ours,
    userData: profile,
    env: proof ? { ...env, BENCH_SLOWDOWN: JSON.stringify(slowdown) } : env,
    args: proof ? ['-r', proof.slowMain, ...args] : args,
  });
}

/** A key, so that no welcome stands in the way, and the address of the API; by itself one where nobody is. */
export function programEnvironment(profile: string, apiUrl = 'http://127.0.0.1:9'): Record<string, string> {
  return {
    TT_API_KEY: 'bench',
    FLOWSHELF_API_URL: apiUrl,
    FLOWSHELF_LIBRARY_DIR: join(profile, LIBRARY_FOLDER),
  };
}
