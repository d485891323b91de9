import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobPhase } from '@shared/model';
import { LONGEST_POLL_WAIT_MS } from '../../src/main/domain/backoff';
import {
  isStopped,
  newJobTracking,
  transitionJob,
  type JobEvent,
  type JobTracking,
} from '../../src/main/domain/job';

const NOW = Date.UTC(2026, 4, 20);
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

const PHASES: readonly JobPhase[] = ['pending', 'succeeded', 'failed', 'lost'];
const EVENTS: readonly JobEvent['kind'][] = [
  'in-progress',
  'songs',
  'no-songs',
  'refused',
  'not-found',
  'no-answer',
  'stop',
  'check',
];
/** Events that are answers of the service. */
const ANSWERS: ReadonlySet<JobEvent['kind']> = new Set([
  'in-progress',
  'songs',
  'no-songs',
  'refused',
  'not-found',
]);

function at(phase: JobPhase, fields: Partial<JobTracking> = {}): JobTracking {
  return {
    ...newJobTracking(NOW - MINUTE),
    phase,
    nextPollAt: phase === 'pending' ? NOW : null,
    finishedAt: phase === 'pending' ? null : NOW - MINUTE,
    ...fields,
  };
}

function step(job: JobTracking, kind: JobEvent['kind'], now = NOW, random = 0.5): JobTracking {
  return transitionJob(job, { kind }, now, random);
}

const phase = fc.constantFrom(...PHASES);
const event = fc.constantFrom(...EVENTS);
const time = fc.integer({ min: NOW - YEAR, max: NOW + YEAR });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Any tracking that a row could hold. */
const tracking: fc.Arbitrary<JobTracking> = fc.record({
  phase,
  nextPollAt: fc.option(time),
  pollingSince: time,
  failures: fc.nat(100),
  notFoundCount: fc.nat(5),
  notFoundSince: fc.option(time),
  emptyCount: fc.nat(5),
  finishedAt: fc.option(time),
});

describe('every phase and every event', () => {
  /** phase -> event -> the phase after it; the rest of each step is in the tests below. */
  const AFTER: Readonly<Record<JobPhase, Readonly<Record<JobEvent['kind'], JobPhase>>>> = {
    pending: {
      'in-progress': 'pending',
      songs: 'succeeded',
      'no-songs': 'pending',
      refused: 'failed',
      'not-found': 'pending',
      'no-answer': 'pending',
      stop: 'pending',
      check: 'pending',
      'renew-addresses': 'pending',
    },
    succeeded: {
      'in-progress': 'succeeded',
      songs: 'succeeded',
      'no-songs': 'succeeded',
      refused: 'succeeded',
      'not-found': 'succeeded',
      'no-answer': 'succeeded',
      stop: 'succeeded',
      check: 'succeeded',
      'renew-addresses': 'succeeded',
    },
    failed: {
      'in-progress': 'pending',
      songs: 'succeeded',
      'no-songs': 'pending',
      refused: 'failed',
      'not-found': 'failed',
      'no-answer': 'failed',
      stop: 'failed',
      check: 'failed',
      'renew-addresses': 'failed',
    },
    lost: {
      'in-progress': 'pending',
      songs: 'succeeded',
      'no-songs': 'pending',
      refused: 'failed',
      'not-found': 'lost',
      'no-answer': 'lost',
      stop: 'lost',
      check: 'lost',
      'renew-addresses': 'lost',
    },
  };

  it.each(PHASES.flatMap((from) => EVENTS.map((kind) => [from, kind] as const)))('%s, %s', (from, kind) => {
    const asked = at(from, { nextPollAt: NOW });
    expect(step(asked, kind).phase).toBe(AFTER[from][kind]);
    const notAsked = at(from, { nextPollAt: null });
    expect(step(notAsked, kind).phase).toBe(AFTER[from][kind]);
  });

  it('changes nothing in the tracking it was given', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (job, kind, now, chance) => {
        const before = structuredClone(job);
        step(Object.freeze(job), kind, now, chance);
        expect(job).toEqual(before);
      }),
    );
  });
});

describe('what holds of every step', () => {
  it('a job that has succeeded never goes back', () => {
    fc.assert(
      fc.property(tracking, fc.array(fc.tuple(event, time, random), { maxLength: 30 }), (job, steps) => {
        let current: JobTracking = { ...job, phase: 'succeeded' };
        for (const [kind, now, chance] of steps) {
          current = step(current, kind, now, chance);
          expect(current.phase).toBe('succeeded');
        }
      }),
    );
  });

  it('only Stop ends the asking about a pending job without an answer', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (job, kind, now, chance) => {
        const asked = { ...job, phase: 'pending' as const, nextPollAt: job.nextPollAt ?? now };
        const next = step(asked, kind, now, chance);
        const isEnded = next.nextPollAt === null;
        if (isEnded && kind !== 'stop') expect(ANSWERS.has(kind)).toBe(true);
        if (kind === 'no-answer' || kind === 'check') expect(next.nextPollAt).not.toBeNull();
        if (kind === 'in-progress') expect(next.nextPollAt).not.toBeNull();
      }),
    );
  });

  it('what goes wrong on the way to an answer never ends a job, however often', () => {
    let job = newJobTracking(NOW);
    for (let count = 1; count <= 10_000; count += 1) {
      job = step(job, 'no-answer', NOW + count, 0.999);
      expect(job.phase).toBe('pending');
      expect(job.nextPollAt).toBeGreaterThan(NOW + count);
      expect(job.nextPollAt).toBeLessThanOrEqual(NOW + count + 15 * MINUTE);
    }
    expect(job.failures).toBe(10_000);
  });

  it('no wait is negative, nor longer than the longest, whatever the clock did', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (job, kind, now, chance) => {
        const next = step(job, kind, now, chance);
        // A step that plans nothing may leave an old plan standing.
        if (next.nextPollAt === null || next.nextPollAt === job.nextPollAt) return;
        expect(next.nextPollAt).toBeGreaterThanOrEqual(now);
        expect(next.nextPollAt - now).toBeLessThanOrEqual(LONGEST_POLL_WAIT_MS);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a finished job has a time of finishing, and keeps the first', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (job, kind, now, chance) => {
        const next = step(job, kind, now, chance);
        if (next.phase !== job.phase && next.phase !== 'pending') {
          expect(next.finishedAt).toBe(job.finishedAt ?? now);
          expect(next.nextPollAt).toBeNull();
        }
        if (kind === 'in-progress' && next.phase === 'pending') expect(next.finishedAt).toBeNull();
      }),
    );
  });

  it('every usable answer forgets the failures before it', () => {
    for (const kind of ['in-progress', 'songs', 'no-songs', 'refused', 'not-found'] as const) {
      expect(step(at('pending', { failures: 9 }), kind).failures).toBe(0);
    }
  });
});

describe('Stop', () => {
  it('leaves the job pending and unasked', () => {
    const stopped = step(newJobTracking(NOW), 'stop');
    expect(isStopped(stopped)).toBe(true);
    expect(stopped).toMatchObject({ phase: 'pending', nextPollAt: null });
    expect(isStopped(newJobTracking(NOW))).toBe(false);
    expect(isStopped(at('failed'))).toBe(false);
  });

  it.each(['in-progress', 'no-songs', 'not-found', 'no-answer', 'stop'] as const)(
    'outlives %s that arrives afterwards',
    (kind) => {
      const stopped = step(newJobTracking(NOW), 'stop');
      const next = step(stopped, kind, NOW + MINUTE);
      expect(next).toMatchObject({ phase: 'pending', nextPollAt: null });
      expect(isStopped(next)).toBe(true);
    },
  );

  it('does not keep an end from being an end', () => {
    const stopped = step(newJobTracking(NOW), 'stop');
    expect(step(stopped, 'songs').phase).toBe('succeeded');
    expect(step(stopped, 'refused').phase).toBe('failed');
  });

  it('is taken back by Check now', () => {
    const stopped = step(newJobTracking(NOW), 'stop');
    expect(step(stopped, 'check', NOW + MINUTE)).toMatchObject({
      phase: 'pending',
      nextPollAt: NOW + MINUTE,
      pollingSince: NOW + MINUTE,
    });
  });
});

describe('"does not exist"', () => {
  it('three times inside ten minutes is lost', () => {
    let job = newJobTracking(NOW);
    job = step(job, 'not-found', NOW);
    job = step(job, 'not-found', NOW + MINUTE);
    expect(job.phase).toBe('pending');
    job = step(job, 'not-found', NOW + 10 * MINUTE);
    expect(job).toMatchObject({ phase: 'lost', nextPollAt: null, finishedAt: NOW + 10 * MINUTE });
  });

  it('three times in more than ten minutes is not: the window begins anew', () => {
    let job = newJobTracking(NOW);
    job = step(job, 'not-found', NOW);
    job = step(job, 'not-found', NOW + 5 * MINUTE);
    job = step(job, 'not-found', NOW + 10 * MINUTE + 1);
    expect(job).toMatchObject({ phase: 'pending', notFoundCount: 1, notFoundSince: NOW + 10 * MINUTE + 1 });
  });

  it('asked in its own rhythm, a job that nobody knows is lost after the third answer', () => {
    let job = newJobTracking(NOW);
    let now = NOW;
    let count = 0;
    while (job.nextPollAt !== null) {
      now = job.nextPollAt;
      job = step(job, 'not-found', now);
      count += 1;
    }
    expect(count).toBe(3);
    expect(job.phase).toBe('lost');
    expect(now - NOW).toBeLessThanOrEqual(10 * MINUTE);
  });

  it.each(['in-progress', 'no-songs'] as const)('an answer between (%s) begins the count anew', (kind) => {
    let job = newJobTracking(NOW);
    job = step(job, 'not-found', NOW);
    job = step(job, 'not-found', NOW + MINUTE);
    job = step(job, kind, NOW + 2 * MINUTE);
    job = step(job, 'not-found', NOW + 3 * MINUTE);
    expect(job).toMatchObject({ phase: 'pending', notFoundCount: 1 });
  });

  it('network trouble between neither counts nor begins anew', () => {
    let job = newJobTracking(NOW);
    job = step(job, 'not-found', NOW);
    job = step(job, 'no-answer', NOW + MINUTE);
    job = step(job, 'not-found', NOW + 2 * MINUTE);
    job = step(job, 'no-answer', NOW + 3 * MINUTE);
    expect(job.phase).toBe('pending');
    expect(step(job, 'not-found', NOW + 4 * MINUTE).phase).toBe('lost');
  });

  it('of a clock set back a year is counted from there, not from the future', () => {
    let job = newJobTracking(NOW);
    job = step(job, 'not-found', NOW);
    job = step(job, 'not-found', NOW - YEAR);
    job = step(job, 'not-found', NOW - YEAR + 60 * MINUTE);
    expect(job.phase).toBe('pending');
  });

  it('for a lost job that the user asks about again', () => {
    const lost = at('lost', { notFoundCount: 3, notFoundSince: NOW - MINUTE });
    const asked = step(lost, 'check', NOW);
    expect(asked).toMatchObject({ phase: 'lost', nextPollAt: NOW });
    expect(step(asked, 'not-found', NOW + 1)).toMatchObject({ phase: 'lost', nextPollAt: null });
    expect(step(asked, 'songs', NOW + 1).phase).toBe('succeeded');
    expect(step(asked, 'in-progress', NOW + 1)).toMatchObject({ phase: 'pending', finishedAt: null });
  });
});

describe('a success without songs', () => {
  it('is asked three more times, then stands', () => {
    let job = newJobTracking(NOW);
    let now = NOW;
    let count = 0;
    while (job.nextPollAt !== null) {
      now = job.nextPollAt;
      job = step(job, 'no-songs', now);
      count += 1;
    }
    expect(count).toBe(1 + 3);
    expect(job.phase).toBe('succeeded');
  });

  it('of a job that had songs before is no news', () => {
    const done = at('succeeded', { nextPollAt: NOW });
    expect(step(done, 'no-songs')).toMatchObject({ phase: 'succeeded', nextPollAt: null });
  });
});

describe('the rhythm', () => {
  it('is quick for a young job and slow for an old one', () => {
    const wait = (ageMs: number) =>
      (step(at('pending', { pollingSince: NOW - ageMs }), 'in-progress').nextPollAt ?? 0) - NOW;
    const waits = [0, MINUTE, 5 * MINUTE, 30 * MINUTE, 180 * MINUTE, 24 * 60 * MINUTE, 72 * 60 * MINUTE].map(
      wait,
    );
    expect([...waits].sort((one, other) => one - other)).toEqual(waits);
    expect(waits[0]).toBe(3_000);
    expect(waits.at(-1)).toBe(6 * 60 * MINUTE);
  });

  it('begins anew with Check now', () => {
    const old = at('pending', { pollingSince: NOW - 72 * 60 * MINUTE, failures: 12 });
    const next = step(step(old, 'check'), 'in-progress', NOW + 1_000);
    expect((next.nextPollAt ?? 0) - NOW).toBeLessThan(6_000);
  });

  it('a done job that is checked once is asked once', () => {
    for (const kind of ['songs', 'in-progress', 'no-songs', 'refused', 'not-found'] as const) {
      const asked = step(at('succeeded'), 'check');
      expect(asked.nextPollAt).toBe(NOW);
      expect(step(asked, kind).nextPollAt).toBeNull();
    }
  });
});
