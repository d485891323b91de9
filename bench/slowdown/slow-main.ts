import { env } from 'node:process';
import { Worker } from 'node:worker_threads';
import type { MainSlowdown } from './slowdown';

/** Loaded by Electron before the program where `--prove` is to see a goal missed. The program knows nothing of it. */

const {
  startMs = 0,
  bytes = 0,
  burnsProcessor = false,
} = JSON.parse(env['BENCH_SLOWDOWN'] ?? '{}') as MainSlowdown;

const until = performance.now() + startMs;
while (performance.now() < until);

// Filled, or the system would not give it before it is used; kept by the global, or it would be thrown away.
if (bytes > 0) Object.assign(globalThis, { benchBurden: Buffer.alloc(bytes, 1) });

if (burnsProcessor) new Worker('for (;;);', { eval: true }).unref();
