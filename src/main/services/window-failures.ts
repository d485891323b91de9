import type { Clock } from '../ports';

/** A failure that nobody in the window caught. */
export interface WindowFailure {
  /** Thrown, a rejected promise, or while a view was drawn. */
  readonly kind: 'error' | 'rejection' | 'view';
  readonly message: string;
  /** Empty when there is none. */
  readonly stack: string;
}

/** Gives the short id under which the failure stands in the log; null when it was left out. */
export type ReportWindowFailure = (failure: WindowFailure) => string | null;

const WINDOW_MS = 60_000;
const MOST_IN_WINDOW = 20;

/** A window that fails sixty times a second must not push everything else out of the log. */
export function createWindowFailures(
  clock: Clock,
  logUnexpected: (what: string, error: unknown) => string,
): ReportWindowFailure {
  let writtenAt: number[] = [];
  return ({ kind, message, stack }) => {
    const now = clock.now();
    writtenAt = writtenAt.filter((at) => at <= now && now - at < WINDOW_MS);
    if (writtenAt.length >= MOST_IN_WINDOW) return null;
    writtenAt.push(now);
    const error = new Error(message);
    error.name = 'Window';
    error.stack = stack;
    return logUnexpected(`Unexpected failure in the window: ${kind}`, error);
  };
}
