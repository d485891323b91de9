import { describe, expect, it } from 'vitest';
import type { DownloadFailureCode, JobId } from '@shared/model';
import type { MetaRepository } from '../../src/main/db/meta';
import type { JobRepository } from '../../src/main/db/jobs';
import { LONGEST_RETRY_AFTER_MS, parseRetryAfter } from '../../src/main/domain/backoff';
import { NEW_DOWNLOAD, transitionDownload, type DownloadTracking } from '../../src/main/domain/download';
import { newJobTracking, transitionJob, type JobTracking } from '../../src/main/domain/job';
import type { FetchResult } from '../../src/main/remote/flow-client';
import { createHolds } from '../../src/main/services/holds';
import { createJobPoller } from '../../src/main/services/job-poller';
import { createRequestLimit } from '../../src/main/services/request-limit';
import { createFakeClock, createRandom } from '../support/fake-clock';
import { createRecordingLog } from '../support/ports';

const CLIENTS = 1_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** When each client asked, in milliseconds from the start. */
type Visits = readonly (readonly number[])[];

function busiestSecond(visits: Visits, from = 0): number {
  const perSecond = new Map<number, number>();
  for (const at of visits.flat()) {
    if (at < from) continue;
    const second = Math.floor(at / SECOND);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...perSecond.values());
}

// ----------------------------------------------------------------------------------------------------- downloads

type Outcome = 'whole' | { readonly code: DownloadFailureCode; readonly retryAfterMs?: number | null };

/** A thousand clients with one file each, all asking in the same moment for the first time. */
function simulateDownloads(host: (now: number) => Outcome, lengthMs: number) {
  const random = createRandom(7);
  const visits: number[][] = Array.from({ length: CLIENTS }, () => []);
  const ends: (DownloadTracking | 'whole')[] = [];
  let asksForAddress = 0;
  for (const asked of visits) {
    let download = NEW_DOWNLOAD;
    let isWhole = false;
    let now = 0;
    while (download.state === 'queued' && now <= lengthMs) {
      asked.push(now);
      const outcome = host(now);
      if (outcome === 'whole') {
        isWhole = true;
        break;
      }
      const failure = { code: outcome.code, detail: null };
      const event = { kind: 'fail', failure, retryAfterMs: outcome.retryAfterMs ?? null } as const;
      const step = transitionDownload({ ...download, state: 'running' }, event, now, random());
      if (step.kind !== 'keep') throw new Error('A failure removed the row.');
      if (step.asksForFreshAddress) asksForAddress += 1;
      download = step.download;
      now = download.notBefore ?? now;
    }
    ends.push(isWhole ? 'whole' : download);
  }
  return { visits, ends, asksForAddress };
}

describe('retry of downloads, 1,000 clients', () => {
  it('no herd after an outage, and all have their file', () => {
    const outage = 20 * MINUTE;
    const host = (now: number): Outcome => (now < outage ? { code: 'server-error' } : 'whole');
    const { visits, ends } = simulateDownloads(host, 24 * HOUR);
    expect(ends.every((end) => end === 'whole' || end.state === 'failed')).toBe(true);
    expect(ends.filter((end) => end === 'whole').length).toBeGreaterThan(0.97 * CLIENTS);
    expect(busiestSecond(visits, outage)).toBeLessThanOrEqual(0.02 * CLIENTS);
    expect(Math.max(...visits.map((asked) => asked.length))).toBeLessThanOrEqual(20);
  });

  it('waits grow to the cap and are spread over all of it', () => {
    const { visits } = simulateDownloads(() => ({ code: 'server-error' }), 24 * HOUR);
    const longest = (asked: readonly number[]) =>
      Math.max(...asked.slice(1).map((at, index) => at - (asked[index] ?? 0)));
    expect(Math.max(...visits.map(longest))).toBeLessThanOrEqual(10 * MINUTE);
    const lastWaits = visits.map((asked) => (asked[9] ?? 0) - (asked[8] ?? 0));
    const quarters = [0, 0, 0, 0];
    // The ninth wait is drawn from 2 s × 2^8.
    for (const wait of lastWaits) {
      const quarter = Math.min(3, Math.floor((4 * wait) / (2 * SECOND * 2 ** 8)));
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    for (const size of quarters) expect(Math.abs(size - CLIENTS / 4)).toBeLessThan(0.08 * CLIENTS);
    expect(visits.every((asked) => asked.length === 20)).toBe(true);
  });

  it.each([
    ['10', 10 * SECOND, 0.6],
    ['900', 900 * SECOND, 0.06],
    ['Thu, 01 Jan 1970 00:15:00 GMT', 900 * SECOND, 0.06],
  ])('Retry-After: %s is waited for, and not all come in that moment', (header, waitMs, share) => {
    const host = (now: number): Outcome =>
      now === 0 ? { code: 'rate-limited', retryAfterMs: parseRetryAfter(header, now) } : 'whole';
    const { visits } = simulateDownloads(host, 24 * HOUR);
    for (const asked of visits) {
      expect(asked).toHaveLength(2);
      expect(asked[1]).toBeGreaterThanOrEqual(waitMs);
      expect(asked[1]).toBeLessThanOrEqual(waitMs + 30 * SECOND);
    }
    expect(busiestSecond(visits, 1)).toBeLessThanOrEqual(share * CLIENTS);
  });

  it.each(['31536000', '99999999999', 'Fri, 01 Jan 2100 00:00:00 GMT'])(
    'Retry-After: %s is cut to an hour, and not all come in that moment',
    (header) => {
      const host = (now: number): Outcome =>
        now === 0 ? { code: 'server-error', retryAfterMs: parseRetryAfter(header, now) } : 'whole';
      const { visits } = simulateDownloads(host, 24 * HOUR);
      for (const asked of visits) {
        expect(asked[1]).toBeGreaterThanOrEqual(LONGEST_RETRY_AFTER_MS);
        expect(asked[1]).toBeLessThanOrEqual(LONGEST_RETRY_AFTER_MS + 30 * SECOND);
      }
      expect(busiestSecond(visits, 1)).toBeLessThanOrEqual(0.06 * CLIENTS);
    },
  );

  it('400 is asked once; 401 and 404 only with a question for a fresh address', () => {
    const refused = simulateDownloads(() => ({ code: 'refused' }), 24 * HOUR);
    expect(refused.visits.every((asked) => asked.length === 1)).toBe(true);
    const expired = simulateDownloads(() => ({ code: 'link-expired' }), 12 * HOUR);
    expect(expired.visits.every((asked) => asked.length === 4)).toBe(true);
    expect(expired.asksForAddress).toBe(3 * CLIENTS);
  });
});

// ------------------------------------------------------------------------------------------------------- polling

/** Rows of one job, in memory. */
function oneJob(id: JobId, now: number) {
  let tracking: JobTracking = newJobTracking(now);
  const isDue = (at: number) => tracking.nextPollAt !== null && tracking.nextPollAt <= at;
  const jobs = {
    due: (at: number) => (isDue(at) ? [id] : []),
    nextDueAt: (except: readonly JobId[]) => (except.includes(id) ? null : tracking.nextPollAt),
    markAsked: () => undefined,
    tracking: () => tracking,
    saveTracking: (_id: JobId, next: JobTracking) => {
      tracking = next;
    },
    saveOutcome: () => undefined,
  } as Partial<JobRepository> as JobRepository;
  return { jobs, tracking: () => tracking };
}

function memoryMeta(): MetaRepository {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    loadHolds: () => [],
    saveHold: () => undefined,
    deleteHold: () => undefined,
  };
}

/** A thousand real pollers with one job each, all started in the same moment. */
async function simulatePolling(service: (now: number) => FetchResult, lengthMs: number) {
  const clock = createFakeClock();
  const startedAt = clock.now();
  const visits: number[][] = Array.from({ length: CLIENTS }, () => []);
  const clients = visits.map((asked, index) => {
    const id = `job-${index}` as JobId;
    const { jobs, tracking } = oneJob(id, startedAt);
    const meta = memoryMeta();
    const holds = createHolds({
      meta,
      clock,
      log: createRecordingLog(),
      onChange: () => poller.wake(),
      onTry: () => poller.wake(),
    });
    const limit = createRequestLimit({ meta, clock, perMinute: () => 20, onFree: () => poller.wake() });
    const poller = createJobPoller({
      jobs,
      inTurn: async (work) => work(),
      holds,
      limit,
      clock,
      log: createRecordingLog(),
      apiUrl: () => 'http://api',
      onChange: () => undefined,
      onFailed: () => undefined,
      onAnswer: () => {
        jobs.saveTracking(id, transitionJob(tracking(), { kind: 'songs' }, clock.now(), clock.random()));
      },
      fetchJob: () => {
        asked.push(clock.now() - startedAt);
        return Promise.resolve(service(clock.now() - startedAt));
      },
    });
    poller.start();
    return { poller, holds, limit, tracking };
  });
  for (let at = 0; at < lengthMs; at += SECOND) {
    clock.advance(SECOND);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const { poller, holds, limit } of clients) {
    holds.stop();
    limit.stop();
    await poller.stop();
  }
  return { visits, phases: clients.map(({ tracking }) => tracking().phase), clients };
}

const ANSWER = { kind: 'answer', answer: { clips: [] }, raw: '{}' } as unknown as FetchResult;
const problem = (code: 'server-error' | 'unreachable' | 'bad-request' | 'not-found') => ({
  code,
  detail: null,
});

describe('retry of questions about jobs, 1,000 clients', () => {
  it.each<[string, FetchResult]>([
    ['500', { kind: 'no-answer', problem: problem('server-error'), raw: null }],
    ['nobody there', { kind: 'unreachable', problem: problem('unreachable') }],
  ])('no herd after an outage of an hour (%s), and all are answered', async (_name, trouble) => {
    const service = (now: number) => (now < HOUR ? trouble : ANSWER);
    const { visits, phases } = await simulatePolling(service, HOUR + 16 * MINUTE);
    expect(phases.every((phase) => phase === 'succeeded')).toBe(true);
    expect(busiestSecond(visits, HOUR)).toBeLessThanOrEqual(0.02 * CLIENTS);
    // An hour of trouble costs each client no more than a question every two minutes.
    expect(Math.max(...visits.map((asked) => asked.length))).toBeLessThanOrEqual(45);
  });

  it.each<[string, string | undefined, number, number]>([
    ['a pause of ten seconds', '10', 10 * SECOND, 0.6],
    ['of ten minutes', '600', 600 * SECOND, 0.06],
    ['of a year, cut to an hour', '31536000', HOUR, 0.06],
    ['of no length, taken as a minute', undefined, MINUTE, 0.25],
  ])('%s is waited for, and not all come back in that moment', async (_name, header, waitMs, share) => {
    const pause: FetchResult = { kind: 'rate-limited', retryAfterMs: parseRetryAfter(header, 0) };
    const { visits } = await simulatePolling((now) => (now < SECOND ? pause : ANSWER), waitMs + 2 * MINUTE);
    for (const asked of visits) {
      expect(asked).toHaveLength(2);
      expect(asked[1]).toBeGreaterThanOrEqual(waitMs);
      expect(asked[1]).toBeLessThanOrEqual(waitMs + 31 * SECOND);
    }
    expect(busiestSecond(visits, SECOND)).toBeLessThanOrEqual(share * CLIENTS);
  });

  it.each<[string, FetchResult, number]>([
    ['400', { kind: 'refused', problem: problem('bad-request'), message: null, raw: '' }, 1],
    ['401', { kind: 'key-rejected', detail: null }, 1],
    ['404, which has to be said three times', { kind: 'not-found', problem: problem('not-found') }, 3],
  ])('%s is not asked again by itself', async (_name, answer, times) => {
    const { visits } = await simulatePolling(() => answer, 30 * MINUTE);
    expect(visits.every((asked) => asked.length === times)).toBe(true);
  });
});
