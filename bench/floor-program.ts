import type { Bench } from './bench';
import { startMeasured, type MeasuredProgram } from './programs';

/** Pages of the floor, each the least that something can be measured against. */
export type FloorPage = 'bare.html' | 'react.html' | 'list.html' | 'audio.html';

/** Starts the floor with one of its pages, on a profile of its own. */
export function startFloor(
  { electron, programs, emptyProfile }: Bench,
  page: FloorPage,
  env: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<MeasuredProgram> {
  return startMeasured({
    electron,
    program: programs.floor,
    userData: emptyProfile(),
    env: { BENCH_FLOOR_PAGE: page, ...env },
    args,
  });
}
