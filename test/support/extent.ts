import { env } from 'node:process';

declare module 'vitest' {
  interface TaskMeta {
    /**
     * How many cases the test looks at; one when absent. The table of `npm run test:faults` counts them. A test of
     * Playwright says it with an annotation of the type `cases`.
     */
    cases?: number;
  }
}

/** Whether the full tables run (`npm run test:faults`) or the short form that is part of every test run. */
export const isFull = env['FLOWSHELF_FAULTS'] === 'full';

/** A number of cases, by the extent of the run. */
export function count(full: number, short: number): number {
  return isFull ? full : short;
}
