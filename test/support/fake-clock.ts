import type { Clock } from '../../src/main/ports';

/** A clock that stands until it is told to go. Timers run on time that only goes on; the time of day may jump. */
export interface FakeClock extends Clock {
  /** Lets time pass: what falls due runs in order, each at its time. */
  advance(ms: number): void;
  /** Sets the time of day forward or back; timers do not notice, as with the machine's own. */
  jump(ms: number): void;
  /** How long it is until the next timer; null when there is none. */
  nextTimerIn(): number | null;
  /** The delays that were asked for, in order. */
  readonly delays: readonly number[];
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

const START = Date.UTC(2026, 4, 20, 10, 0, 0);

/** @param seed chance is the same for the same seed */
export function createFakeClock(startAt = START, seed = 1): FakeClock {
  let elapsed = 0;
  let offset = startAt;
  let order = 0;
  const timers = new Set<Timer>();
  const delays: number[] = [];
  const random = createRandom(seed);

  function next(): Timer | null {
    let first: Timer | null = null;
    for (const timer of timers) {
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer;
    }
    return first;
  }

  return {
    now: () => offset + elapsed,
    random,
    schedule(callback, delayMs) {
      delays.push(delayMs);
      const timer: Timer = { at: elapsed + Math.max(0, delayMs), order: (order += 1), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(ms) {
      const end = elapsed + ms;
      for (let timer = next(); timer && timer.at <= end; timer = next()) {
        timers.delete(timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.callback();
      }
      elapsed = end;
    },
    jump(ms) {
      offset += ms;
    },
    nextTimerIn() {
      const first = next();
      return first ? Math.max(0, first.at - elapsed) : null;
    },
    delays,
  };
}

/** Numbers from 0 (inclusive) to 1 (exclusive), the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
