import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 1_000;
/** A program at rest uses less of one processor. */
const AT_REST = 0.05;
const LOOKS_AT_REST = 2;
const LONGEST_MS = 120_000;

/** Waits until a program has nothing left to do: it hardly uses the processor any more. */
export async function untilQuiet(program: { cpuSeconds(): number }): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  let used = program.cpuSeconds();
  let looks = 0;
  while (looks < LOOKS_AT_REST) {
    await delay(LOOK_MS);
    const now = program.cpuSeconds();
    looks = (now - used) / (LOOK_MS / 1_000) < AT_REST ? looks + 1 : 0;
    used = now;
    if (performance.now() > deadline) throw new Error('The program does not come to rest.');
  }
}
