/** When to ask again. All delays are milliseconds; `random` is a number from 0 (inclusive) to 1 (exclusive). */

export interface BackoffLimits {
  /** Upper end of the first delay. */
  readonly baseMs: number;
  /** No delay is longer. */
  readonly capMs: number;
}

/** No retry comes sooner, so that even an unlucky draw leaves the other side a breath. */
const SHORTEST_DELAY_MS = 500;

/**
 * Exponential back-off with full jitter: any moment between now and the doubled limit is as likely as another, so that
 * clients which failed together do not come back together.
 *
 * @param failures how many tries in a row have failed, 1 or more
 */
export function backoffDelay(failures: number, random: number, limits: BackoffLimits): number {
  const exponent = Math.min(Math.max(failures, 1) - 1, 30);
  const ceiling = Math.min(limits.capMs, limits.baseMs * 2 ** exponent);
  return Math.max(SHORTEST_DELAY_MS, Math.round(random * ceiling));
}

/** The longest pause a service can make us take by one answer; a longer wish is asked about again after it. */
export const LONGEST_RETRY_AFTER_MS = 60 * 60_000;
const SHORTEST_RETRY_AFTER_MS = 1_000;

/**
 * Reads a `Retry-After` header: seconds or an HTTP date. Null when it is absent or makes no sense (a negative number, a
 * word); otherwise held between one second and one hour.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  let delayMs: number;
  if (/^\d+(\.\d+)?$/.test(text)) {
    delayMs = Number(text) * 1_000;
  } else {
    // A date begins with a letter; `Date.parse` would read "-5" as a year.
    const date = /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(date)) return null;
    delayMs = date - now;
  }
  return Math.min(Math.max(delayMs, SHORTEST_RETRY_AFTER_MS), LONGEST_RETRY_AFTER_MS);
}

/** How far after the moment that a service named its clients come back, so that they do not all come in that moment. */
const SPREAD_SHARE = 0.1;
const SPREAD_MS = { least: 2_000, most: 30_000 };
/** No wait that a service asked for is longer; one that seems to be was planned under another clock. */
export const LONGEST_RETRY_WAIT_MS = LONGEST_RETRY_AFTER_MS + SPREAD_MS.most;

/** The wait that a service asked for (`parseRetryAfter`) and a little more, by chance; never less. */
export function spreadRetryAfter(retryAfterMs: number, random: number): number {
  const spread = Math.min(SPREAD_MS.most, Math.max(SPREAD_MS.least, retryAfterMs * SPREAD_SHARE));
  return Math.round(retryAfterMs + random * spread);
}

/** Age of a job up to which an interval holds, and the interval. A song takes seconds to minutes. */
const POLL_STEPS: readonly (readonly [ageMs: number, intervalMs: number])[] = [
  [30_000, 3_000],
  [2 * 60_000, 6_000],
  [10 * 60_000, 15_000],
  [60 * 60_000, 60_000],
  [6 * 60 * 60_000, 5 * 60_000],
  [48 * 60 * 60_000, 30 * 60_000],
];
const SLOWEST_POLL_MS = 6 * 60 * 60_000;
/** Each interval varies by this share either way, so that jobs added together drift apart. */
const POLL_JITTER = 0.2;
/** No wait of a job is longer; one that seems to be was planned under another clock. */
export const LONGEST_POLL_WAIT_MS = SLOWEST_POLL_MS * (1 + POLL_JITTER);

/**
 * How long to wait before asking about a pending job again: quick at first, slower with age.
 *
 * @param ageMs how long the job has been asked about; a clock set back makes it negative, which counts as new
 */
export function pollDelay(ageMs: number, random: number): number {
  const step = POLL_STEPS.find(([limit]) => ageMs < limit);
  const interval = step ? step[1] : SLOWEST_POLL_MS;
  return Math.round(interval * (1 + POLL_JITTER * (2 * random - 1)));
}
