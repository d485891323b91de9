import { assertNever } from '@shared/assert-never';
import type { JobId, KeyTestResult } from '@shared/model';
import type { FetchResult } from '../remote/flow-client';

/** A job that cannot exist: the service's words about it tell whether it accepted the key. Costs nothing. */
const IMPOSSIBLE_JOB = '00000000-0000-0000-0000-000000000000' as JobId;

/** Asks about a job that cannot exist and reads from the answer what the service thinks of the key. */
export async function testKey(
  fetchJob: (jobId: JobId, signal: AbortSignal) => Promise<FetchResult>,
): Promise<KeyTestResult> {
  return readVerdict(await fetchJob(IMPOSSIBLE_JOB, new AbortController().signal));
}

export function readVerdict(result: FetchResult): KeyTestResult {
  switch (result.kind) {
    case 'answer':
    case 'not-found':
      return { verdict: 'accepted' };
    case 'key-rejected':
      return { verdict: 'rejected', detail: result.detail };
    case 'rate-limited':
      return { verdict: 'unknown', detail: null };
    case 'no-answer':
      // An account without balance is an account: the key was read.
      if (result.problem.code === 'no-balance') return { verdict: 'accepted' };
      return { verdict: 'unknown', detail: result.problem.detail };
    case 'refused':
    case 'unreachable':
      return { verdict: 'unknown', detail: result.problem.detail };
    default:
      return assertNever(result);
  }
}
