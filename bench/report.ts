import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Result } from './measure/result';

/** What `bench.json` holds. */
export interface Report {
  readonly measuredAt: string;
  /** Processor, cores and memory. */
  readonly machine: string;
  readonly node: string;
  /** Songs in the libraries. */
  readonly sizes: readonly number[];
  /** Milliseconds that each step took, by its name, the last time that it was measured. */
  readonly tookMs: Readonly<Record<string, number>>;
  readonly results: readonly Result[];
}

const times = z.object({ tookMs: z.record(z.string(), z.number()) });

/** How long the steps of an earlier run took; empty where there was none, or none that tells. */
export function readTimes(file: string): Readonly<Record<string, number>> {
  try {
    return times.parse(JSON.parse(readFileSync(file, 'utf8'))).tookMs;
  } catch {
    return {};
  }
}
