import { assertNever } from '@shared/assert-never';
import type { JobPhase } from '@shared/model';
import { backoffDelay, pollDelay } from './backoff';

/**
 * The machine of a job. A job is remote: only an answer of the service or the user moves it on, and nothing that goes
 * wrong on the way to an answer ends it.
 */
export interface JobTracking {
  readonly phase: JobPhase;
  /** When to ask next. A pending job without it was stopped by the user; a done job with it is asked once more. */
  readonly nextPollAt: number | null;
  /** Since when the service has been asked in this round, without long pauses; the age that slows polling down. */
  readonly pollingSince: number;
  /** Tries in a row that brought no usable answer. */
  readonly failures: number;
  /** "Does not exist" answers in the present window, and when the window began. */
  readonly notFoundCount: number;
  readonly notFoundSince: number | null;
  /** Successes that named no song. */
  readonly emptyCount: number;
  readonly finishedAt: number | null;
}

export type JobEvent =
  /** The service is still at it; also every state text that we do not know. */
  | { readonly kind: 'in-progress' }
  /** SUCCESS with at least one clip. */
  | { readonly kind: 'songs' }
  /** SUCCESS without any clip. */
  | { readonly kind: 'no-songs' }
  /** FAILED, or the service calls the question itself wrong (400). */
  | { readonly kind: 'refused' }
  /** The service does not know the id (404). */
  | { readonly kind: 'not-found' }
  /** No usable answer: network, server error, something that is no JSON. */
  | { readonly kind: 'no-answer' }
  /** *Stop*: do not ask any more. */
  | { readonly kind: 'stop' }
  /** *Check now* and *Retry*: ask again at once. */
  | { readonly kind: 'check' }
  /** A file needs a fresh address: ask soon, unless the user wants no asking. */
  | { readonly kind: 'renew-addresses' };

const NOT_FOUND_WINDOW_MS = 10 * 60_000;
const NOT_FOUND_LIMIT = 3;
/** Waits after the first and second "not found", so that three fit into the window. */
const NOT_FOUND_DELAYS_MS = [30_000, 3 * 60_000] as const;
/** Waits after a success without songs: it is asked three more times. */
const EMPTY_DELAYS_MS = [15_000, 60_000, 3 * 60_000] as const;
/** A question that comes so much later than planned was not held up by other questions. */
const LATE_MS = 60 * 60_000;
const FAILURE_BACKOFF = { baseMs: 4_000, capMs: 15 * 60_000 };

/** A job as it is added: asked at once. */
export function newJobTracking(now: number): JobTracking {
  return {
    phase: 'pending',
    nextPollAt: now,
    pollingSince: now,
    failures: 0,
    notFoundCount: 0,
    notFoundSince: null,
    emptyCount: 0,
    finishedAt: null,
  };
}

/** True when the user stopped asking about a job that is not finished. */
export function isStopped(job: Pick<JobTracking, 'phase' | 'nextPollAt'>): boolean {
  return job.phase === 'pending' && job.nextPollAt === null;
}

/**
 * The job after an event. Pure; `random` (0 to 1) spreads the next check.
 *
 * A job that has succeeded never goes back: its songs are in the library. An answer that arrives after *Stop* is taken,
 * but starts no new round of asking.
 */
export function transitionJob(job: JobTracking, event: JobEvent, now: number, random: number): JobTracking {
  switch (event.kind) {
    case 'in-progress':
      return onInProgress(job, now, random);
    case 'songs':
      return finished(job, 'succeeded', now);
    case 'no-songs':
      return onNoSongs(job, now);
    case 'refused':
      return finished(job, job.phase === 'succeeded' ? 'succeeded' : 'failed', now);
    case 'not-found':
      return onNotFound(job, now);
    case 'no-answer':
      return onNoAnswer(job, now, random);
    case 'stop':
      return { ...job, nextPollAt: null };
    case 'check':
      // One that is overdue keeps its place before those that are due now.
      return { ...job, nextPollAt: Math.min(job.nextPollAt ?? now, now), pollingSince: now, failures: 0 };
    case 'renew-addresses':
      return onRenewAddresses(job, now);
    default:
      return assertNever(event);
  }
}

const answered = { failures: 0, notFoundCount: 0, notFoundSince: null } as const;

function finished(job: JobTracking, phase: JobPhase, now: number): JobTracking {
  return { ...job, ...answered, phase, nextPollAt: null, finishedAt: job.finishedAt ?? now };
}

function onInProgress(job: JobTracking, now: number, random: number): JobTracking {
  if (job.phase === 'succeeded') return { ...job, ...answered, nextPollAt: null };
  const pollingSince = startOfAsking(job, now);
  const nextPollAt = isStopped(job) ? null : now + pollDelay(now - pollingSince, random);
  return { ...job, ...answered, phase: 'pending', pollingSince, nextPollAt, finishedAt: null };
}

/** Time in which nobody asked makes no job old: a night's sleep, or a clock that was put right. */
function startOfAsking(job: JobTracking, now: number): number {
  const lateMs = now - (job.nextPollAt ?? now);
  const since = lateMs > LATE_MS ? job.pollingSince + lateMs : job.pollingSince;
  return Math.min(since, now);
}

/** One question more: no new round of quick asking, and no end of a pause after answers that were none. */
function onRenewAddresses(job: JobTracking, now: number): JobTracking {
  if (isStopped(job) || (job.nextPollAt !== null && job.failures > 0)) return job;
  return { ...job, nextPollAt: Math.min(job.nextPollAt ?? now, now) };
}

function onNoSongs(job: JobTracking, now: number): JobTracking {
  if (job.phase === 'succeeded') return { ...job, ...answered, nextPollAt: null };
  const delay = EMPTY_DELAYS_MS[job.emptyCount];
  if (delay === undefined) return finished(job, 'succeeded', now);
  const nextPollAt = isStopped(job) ? null : now + delay;
  return { ...job, ...answered, phase: 'pending', emptyCount: job.emptyCount + 1, nextPollAt };
}

function onNotFound(job: JobTracking, now: number): JobTracking {
  if (job.phase === 'succeeded' || job.phase === 'failed') return { ...job, failures: 0, nextPollAt: null };
  const windowAgeMs = now - (job.notFoundSince ?? -Infinity);
  // A window that begins in the future was opened under another clock.
  const isSameWindow = windowAgeMs >= 0 && windowAgeMs <= NOT_FOUND_WINDOW_MS;
  const notFoundCount = isSameWindow ? job.notFoundCount + 1 : 1;
  const notFoundSince = isSameWindow ? job.notFoundSince : now;
  const counted = { ...job, failures: 0, notFoundCount, notFoundSince };
  if (job.phase === 'lost' || notFoundCount >= NOT_FOUND_LIMIT) {
    return { ...counted, phase: 'lost', nextPollAt: null, finishedAt: job.finishedAt ?? now };
  }
  const delay = NOT_FOUND_DELAYS_MS[notFoundCount - 1] ?? NOT_FOUND_WINDOW_MS;
  return { ...counted, nextPollAt: isStopped(job) ? null : now + delay };
}

function onNoAnswer(job: JobTracking, now: number, random: number): JobTracking {
  if (job.nextPollAt === null) return job;
  const failures = job.failures + 1;
  return { ...job, failures, nextPollAt: now + backoffDelay(failures, random, FAILURE_BACKOFF) };
}
