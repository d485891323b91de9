import { assertNever } from '@shared/assert-never';
import type { JobId, KeyTestResult } from '@shared/model';
import type { Clock } from '../ports';
import { describeBody, type FetchResult } from '../remote/flow-client';
import { isOfService, speaksOfJob, type RemoteAnswer } from '../remote/wire';
import { pauseAsking, type Holds } from './holds';
import type { RequestLimit } from './request-limit';

/** A job that cannot exist: the service's words about it tell whether it accepted the key. Costs nothing. */
const IMPOSSIBLE_JOB = '00000000-0000-0000-0000-000000000000' as JobId;

export interface KeyTestDeps {
  readonly fetchJob: (key: string, jobId: JobId, signal: AbortSignal) => Promise<FetchResult>;
  readonly limit: RequestLimit;
  readonly holds: Holds;
  readonly clock: Clock;
}

/**
 * Asks about a job that cannot exist and reads from the answer what the service thinks of the key. A question like any
 * other: it waits for its place among them, and is not put while the service has asked for a pause.
 */
export function createKeyTest({ fetchJob, limit, holds, clock }: KeyTestDeps) {
  return async function testKey(key: string): Promise<KeyTestResult> {
    if (holds.has('rate-limited')) return { verdict: 'unknown', reason: 'rate-limited', detail: null };
    await limit.waitForPlace();
    try {
      const result = await fetchJob(key, IMPOSSIBLE_JOB, new AbortController().signal);
      if (result.kind === 'rate-limited') pauseAsking(holds, clock, result.retryAfterMs);
      return readVerdict(result);
    } finally {
      limit.release();
    }
  };
}

export type KeyTest = ReturnType<typeof createKeyTest>;

export function readVerdict(result: FetchResult): KeyTestResult {
  switch (result.kind) {
    case 'answer':
      return readAnswerVerdict(result.answer, result.raw);
    case 'not-found':
      return { verdict: 'accepted' };
    case 'wrong-address':
      return { verdict: 'unknown', reason: 'wrong-address', detail: result.problem.detail };
    case 'key-rejected':
      return { verdict: 'rejected', detail: result.detail };
    case 'rate-limited':
      return { verdict: 'unknown', reason: 'rate-limited', detail: null };
    case 'unreachable':
      return { verdict: 'unknown', reason: 'unreachable', detail: null };
    case 'no-answer':
      // An account without balance is an account: the key was read.
      if (result.problem.code === 'no-balance') return { verdict: 'accepted' };
      if (result.problem.code === 'timeout') {
        return { verdict: 'unknown', reason: 'unreachable', detail: null };
      }
      return { verdict: 'unknown', reason: null, detail: result.problem.detail };
    case 'refused':
      return { verdict: 'unknown', reason: null, detail: result.problem.detail };
    default:
      return assertNever(result);
  }
}

function readAnswerVerdict({ outcome, message }: RemoteAnswer, raw: string): KeyTestResult {
  // Not every JSON is the service's: a router or another program may say that it is well.
  if (!isOfService(raw)) {
    return { verdict: 'unknown', reason: 'wrong-address', detail: message ?? describeBody(raw) };
  }
  // A failure that is not about the job may be about the key, in words that are not known here.
  if (outcome === 'failed' && !speaksOfJob(message))
    return { verdict: 'unknown', reason: null, detail: message };
  return { verdict: 'accepted' };
}
