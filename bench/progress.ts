import process from 'node:process';
import type { Step } from './plan';

/** In a log that somebody follows. */
const LINE_EVERY_MS = 10_000;

/** Tells the person who waits what is going on, how much is done and about how much is left. */
export interface Progress {
  /** Something before the first step: making a library. */
  prepare(text: string): void;
  begin(step: Step): void;
  /** Where the step is. */
  say(text: string): void;
  /** The step is over; milliseconds that it took. */
  end(): number;
  clear(): void;
}

/** Where a run is. */
export interface Place {
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  readonly elapsedMs: number;
  /** Null where nobody knows. */
  readonly leftMs: number | null;
  readonly what: string;
  readonly detail: string;
}

/**
 * @param tookMs how long a step took in an earlier run; null where there was none
 */
export function createProgress(steps: readonly Step[], tookMs: (step: Step) => number | null): Progress {
  const show = createScreen();
  const startedAt = performance.now();
  let at = -1;
  let begunAt = startedAt;

  function leftMs(): number | null {
    let left = 0;
    for (const [index, step] of steps.entries()) {
      if (index < at) continue;
      const took = tookMs(step);
      if (took === null) return null;
      const rest = index === at ? took - (performance.now() - begunAt) : took;
      // It takes longer than the last time: who knows how long.
      if (rest < 0) return null;
      left += rest;
    }
    return left;
  }

  function line(detail: string): string {
    const step = steps[at];
    return progressLine({
      step: at + 1,
      steps: steps.length,
      elapsedMs: performance.now() - startedAt,
      leftMs: leftMs(),
      what: step ? `${step.goal.what} (${step.name})` : '',
      detail,
    });
  }

  return {
    prepare: show.often,
    begin(step) {
      at = steps.indexOf(step);
      begunAt = performance.now();
      show.once(line(''));
    },
    say(detail) {
      show.often(line(detail));
    },
    end: () => performance.now() - begunAt,
    clear: show.clear,
  };
}

/** For example `2/9, 1 min 20 s, about 5 min left: start and memory (P9 P10, 100,000 songs): round 2 of 5`. */
export function progressLine({ step, steps, elapsedMs, leftMs, what, detail }: Place): string {
  const left = leftMs === null ? '' : `, about ${duration(leftMs)} left`;
  return [`${step}/${steps}, ${duration(elapsedMs)}${left}`, what, detail]
    .filter((part) => part !== '')
    .join(': ');
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 10 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
}

/** Shows lines: each in the place of the last one, or one below the other where nobody sits before a terminal. */
function createScreen() {
  const { stderr } = process;
  let shownAt = -Infinity;

  function once(text: string): void {
    shownAt = performance.now();
    stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  }

  return {
    once,
    /** Where lines stay, only one now and then. */
    often(text: string): void {
      if (stderr.isTTY || performance.now() - shownAt > LINE_EVERY_MS) once(text);
    },
    clear(): void {
      if (stderr.isTTY) once('');
    },
  };
}
