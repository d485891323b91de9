import type { MetaRepository } from '../db/meta';
import type { Clock } from '../ports';

/** The share of requests that we take of the service, over all that ask it: so many at once, so many in a minute. */
export interface RequestLimit {
  /** How many requests may begin now. `atOnce` narrows the usual number under way. */
  room(atOnce?: number): number;
  /** When the minute has room again; null when it has some now. */
  fullUntil(): number | null;
  /** Counts a request that begins. Give the place back with `release` when it has ended. */
  take(): void;
  release(): void;
  /** Waits for a place, before any that `room` tells of, and takes it. */
  waitForPlace(): Promise<void>;
  /** Serves nobody any more. */
  stop(): void;
}

export interface RequestLimitDeps {
  readonly meta: MetaRepository;
  readonly clock: Clock;
  readonly perMinute: () => number;
  /** A place has become free that nobody waits for. */
  readonly onFree: () => void;
}

const AT_ONCE = 2;
const MINUTE_MS = 60_000;
/** Meta key: when the requests of the last minute were made, so that a restart is no new minute. */
const ASKED_AT = 'asked-at';

export function createRequestLimit({ meta, clock, perMinute, onFree }: RequestLimitDeps): RequestLimit {
  let underWay = 0;
  let askedAt = readTimes(meta.get(ASKED_AT));
  const waiting: (() => void)[] = [];
  let cancelTimer: (() => void) | null = null;

  function inLastMinute(): readonly number[] {
    const now = clock.now();
    // Times ahead were taken under another clock.
    askedAt = askedAt.filter((at) => at <= now && now - at < MINUTE_MS);
    return askedAt;
  }

  function places(atOnce: number): number {
    return Math.max(0, Math.min(atOnce - underWay, perMinute() - inLastMinute().length));
  }

  function fullUntil(): number | null {
    const times = inLastMinute();
    const oldest = times[0];
    return times.length >= perMinute() && oldest !== undefined ? oldest + MINUTE_MS : null;
  }

  function take(): void {
    const times = [...inLastMinute(), clock.now()];
    // First what may fail: a place that is not stored is not taken.
    meta.set(ASKED_AT, JSON.stringify(times));
    askedAt = times;
    underWay += 1;
  }

  function serveWaiting(): void {
    cancelTimer?.();
    cancelTimer = null;
    while (waiting.length > 0 && places(AT_ONCE) > 0) {
      take();
      waiting.shift()?.();
    }
    const until = fullUntil();
    if (waiting.length > 0 && until !== null) {
      cancelTimer = clock.schedule(serveWaiting, Math.max(100, until - clock.now()));
    }
  }

  return {
    room: (atOnce = AT_ONCE) => (waiting.length > 0 ? 0 : places(atOnce)),
    fullUntil,
    take,
    release() {
      underWay -= 1;
      serveWaiting();
      if (waiting.length === 0) onFree();
    },
    waitForPlace: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        serveWaiting();
      }),
    stop() {
      waiting.length = 0;
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}

function readTimes(text: string | null): number[] {
  try {
    const times: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(times) ? times.filter((at): at is number => typeof at === 'number') : [];
  } catch {
    return [];
  }
}
