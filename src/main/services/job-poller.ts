import { assertNever } from '@shared/assert-never';
import type { JobId, JobProblem } from '@shared/model';
import type { JobRepository } from '../db/jobs';
import { backoffDelay } from '../domain/backoff';
import { transitionJob, type JobEvent } from '../domain/job';
import type { Clock, Log } from '../ports';
import type { FetchResult } from '../remote/flow-client';
import { decodeBody, factsOf, type RemoteAnswer } from '../remote/wire';
import { pauseAsking, type Holds } from './holds';
import type { RequestLimit } from './request-limit';
import { isDiskFull } from './whole-file';

/** Asks the service about jobs: one loop for all of them, its plan in the database. */
export interface JobPoller {
  start(): void;
  stop(): Promise<void>;
  /** Looks for due jobs; called whenever jobs, holds, key or settings have changed. */
  wake(): void;
  /** Jobs that are being asked about at this moment. */
  asking(): readonly JobId[];
}

export interface JobPollerDeps {
  readonly jobs: JobRepository;
  /** See `Database.inTurn`. */
  readonly inTurn: (work: () => void) => Promise<void>;
  readonly fetchJob: (jobId: JobId, signal: AbortSignal) => Promise<FetchResult>;
  /** Takes a good answer into the library; the job moves on in the same transaction. */
  readonly onAnswer: (jobId: JobId, answer: RemoteAnswer, raw: string) => void;
  readonly onChange: (jobIds: readonly JobId[]) => void;
  /** A job has ended without songs; `message` is what the service said. */
  readonly onFailed: (jobId: JobId, message: string | null) => void;
  readonly holds: Holds;
  readonly clock: Clock;
  readonly log: Log;
  readonly limit: RequestLimit;
  readonly apiUrl: () => string;
}

const LONGEST_TIMER_MS = 60_000;
const IN_VAIN_BACKOFF = { baseMs: 5_000, capMs: 5 * 60_000 };
const SHORTEST_IN_VAIN_MS = 3_000;

/** For the log: what the service says in words stays out, it may hold a title or a prompt. */
function describeResult(result: FetchResult): Readonly<Record<string, unknown>> {
  switch (result.kind) {
    case 'answer':
      return { answer: result.answer.outcome, songs: result.answer.clips.length };
    case 'unreachable':
      return { answer: result.kind, detail: result.problem.detail };
    case 'wrong-address':
    case 'not-found':
    case 'refused':
    case 'no-answer':
      return { answer: result.kind, code: result.problem.code };
    case 'rate-limited':
      return { answer: result.kind, retryAfterMs: result.retryAfterMs };
    case 'key-rejected':
      return { answer: result.kind };
    default:
      return assertNever(result);
  }
}

export function createJobPoller(deps: JobPollerDeps): JobPoller {
  const { jobs, holds, limit, clock, log } = deps;
  const asking = new Map<JobId, Promise<void>>();
  let abort = new AbortController();
  let isStarted = false;
  let cancelTimer: (() => void) | null = null;
  /** When something that is not the service last answered about a job. */
  const strangeAt = new Map<JobId, number>();
  let answeredAt = Number.NEGATIVE_INFINITY;
  /** Tries in a row that did not even reach the service, or something else in its place. */
  let inVain = 0;

  function wake(): void {
    if (!isStarted) return;
    cancelTimer?.();
    cancelTimer = null;
    if (holds.blocksPolling()) return;
    deps.inTurn(askDue).catch((error: unknown) => {
      // Without room nothing can be asked; the end of that hold wakes us.
      if (!isDiskFull(error)) log.error('Jobs could not be asked about', error);
    });
  }

  function askDue(): void {
    if (!isStarted || holds.blocksPolling()) return;
    const now = clock.now();
    // While it is uncertain whether anyone answers, one request at a time finds out.
    const atOnce = inVain > 0 ? 1 : undefined;
    const room = limit.room(atOnce);
    if (room > 0) {
      const due = jobs.due(now, room + asking.size).filter((id) => !asking.has(id));
      for (const id of due.slice(0, room)) ask(id);
      // Nobody is left to ask about, so no answer will come.
      if (asking.size === 0) holds.clear('offline', 'wrong-address');
    }
    const fullUntil = limit.fullUntil();
    // With all places under way, the end of one of them wakes us.
    if (limit.room(atOnce) > 0 || fullUntil !== null) scheduleNext(now, fullUntil);
  }

  function scheduleNext(now: number, fullUntil: number | null): void {
    const nextDueAt = jobs.nextDueAt([...asking.keys()]);
    if (nextDueAt === null) return;
    const nextAt = Math.max(nextDueAt, fullUntil ?? nextDueAt);
    // Bounded, so that a clock set back delays nothing for long; from below, so that a full loop never spins.
    cancelTimer = clock.schedule(wake, Math.min(LONGEST_TIMER_MS, Math.max(100, nextAt - now)));
  }

  function ask(id: JobId): void {
    jobs.markAsked(id, clock.now());
    limit.take();
    const work = askAndTake(id)
      .catch((error: unknown) => {
        // There was no room for the answer: the job stays due and is asked again when there is.
        if (isDiskFull(error)) return;
        log.error('Asking about a job ended in an unexpected way', error);
        move(id, { kind: 'no-answer' }, { code: 'odd-answer', detail: null });
      })
      .finally(() => {
        asking.delete(id);
        deps.onChange([id]);
        limit.release();
      });
    asking.set(id, work);
    deps.onChange([id]);
  }

  async function askAndTake(id: JobId): Promise<void> {
    const askedAt = clock.now();
    const result = await deps.fetchJob(id, abort.signal);
    if (!isStarted) return;
    log.info('Job asked', { job: id, ...describeResult(result), tookMs: clock.now() - askedAt });
    if (result.kind !== 'unreachable') holds.clear('offline');
    if (result.kind !== 'unreachable' && result.kind !== 'wrong-address') {
      inVain = 0;
      holds.clear('wrong-address');
    }
    if (result.kind === 'answer' || result.kind === 'not-found' || result.kind === 'refused') {
      answeredAt = clock.now();
      strangeAt.delete(id);
    }
    // Removed while the question was under way.
    if (jobs.tracking(id) === null) return;
    switch (result.kind) {
      case 'answer':
        deps.onAnswer(id, result.answer, result.raw);
        return;
      case 'not-found':
        move(id, { kind: 'not-found' }, result.problem);
        return;
      case 'refused':
        takeRefusal(id, result);
        return;
      case 'no-answer':
        if (result.raw !== null) keepUnread(id, result.raw);
        move(id, { kind: 'no-answer' }, result.problem);
        return;
      // The rest is no matter of this job: it stays due and is asked again when the hold is over.
      case 'key-rejected':
        holds.set({ kind: 'key-rejected', detail: result.detail });
        return;
      case 'rate-limited':
        pauseAsking(holds, clock, result.retryAfterMs);
        return;
      case 'wrong-address':
        if (isOfThisJobAlone(id)) {
          // A page of a gateway says nothing of a job: that one is only asked again later, and holds no other.
          if (result.isJson404) move(id, { kind: 'not-found' }, { ...result.problem, code: 'not-found' });
          else move(id, { kind: 'no-answer' }, result.problem);
          return;
        }
        // Another job comes first the next time: a gateway may know one id less than the others.
        move(id, { kind: 'no-answer' }, result.problem);
        holds.set({ kind: 'wrong-address', until: nextTryAt(), apiUrl: deps.apiUrl() });
        return;
      case 'unreachable':
        holds.set({ kind: 'offline', until: nextTryAt(), host: new URL(deps.apiUrl()).host });
    }
  }

  /** The service has answered about others since something strange answered about this one: it does not know this one. */
  function isOfThisJobAlone(id: JobId): boolean {
    const before = strangeAt.get(id);
    strangeAt.set(id, clock.now());
    return before !== undefined && answeredAt > before;
  }

  /** When to ask again after one more try in vain; later with each. */
  function nextTryAt(): number {
    inVain += 1;
    return clock.now() + SHORTEST_IN_VAIN_MS + backoffDelay(inVain, clock.random(), IN_VAIN_BACKOFF);
  }

  /** What could not be read may still be what was paid for. It never takes the place of an answer that was read. */
  function keepUnread(id: JobId, raw: string): void {
    const kept = jobs.answer(id);
    if (kept === null || decodeBody(kept.text).kind !== 'answer') jobs.saveAnswer(id, raw, clock.now());
  }

  /** An answer that ends a job is kept as it came, unless songs have come of the job. */
  function takeRefusal(
    id: JobId,
    { raw, message, problem }: Extract<FetchResult, { kind: 'refused' }>,
  ): void {
    if (raw !== '' && jobs.tracking(id)?.phase !== 'succeeded') jobs.saveAnswer(id, raw, clock.now());
    const facts = factsOf(raw);
    if (facts !== null) jobs.saveFacts(id, facts);
    move(id, { kind: 'refused' }, problem, message);
  }

  function move(id: JobId, event: JobEvent, problem: JobProblem, message: string | null = null): void {
    const tracking = jobs.tracking(id);
    if (!tracking) return;
    const moved = transitionJob(tracking, event, clock.now(), clock.random());
    jobs.saveTracking(id, moved);
    jobs.saveOutcome(id, message, problem);
    if (tracking.phase === 'pending' && moved.phase !== 'pending') deps.onFailed(id, message);
  }

  return {
    start() {
      isStarted = true;
      abort = new AbortController();
      wake();
    },
    async stop() {
      isStarted = false;
      cancelTimer?.();
      abort.abort();
      await Promise.allSettled(asking.values());
    },
    wake,
    asking: () => [...asking.keys()],
  };
}
