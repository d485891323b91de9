import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DownloadFailureCode, DownloadState } from '@shared/model';
import { LONGEST_RETRY_WAIT_MS } from '../../src/main/domain/backoff';
import {
  classifyFailure,
  NEW_DOWNLOAD,
  transitionDownload,
  type DownloadEvent,
  type DownloadStep,
  type DownloadTracking,
} from '../../src/main/domain/download';

const NOW = Date.UTC(2026, 4, 20, 12);
const DAY = 24 * 60 * 60_000;
const YEAR = 365 * DAY;

const STATES: readonly DownloadState[] = ['queued', 'running', 'paused', 'failed'];
const CODES: Readonly<Record<DownloadFailureCode, 'retry' | 'renew' | 'final' | 'hold'>> = {
  'link-expired': 'renew',
  'link-lost': 'renew',
  refused: 'final',
  'not-media': 'retry',
  encoded: 'retry',
  'short-body': 'retry',
  'long-body': 'retry',
  'bad-range': 'retry',
  changed: 'retry',
  'server-error': 'retry',
  'rate-limited': 'retry',
  'unexpected-status': 'retry',
  'bad-address': 'final',
  redirected: 'retry',
  timeout: 'retry',
  'too-slow': 'retry',
  'too-large': 'final',
  unreachable: 'retry',
  tls: 'retry',
  'disk-full': 'hold',
  'disk-error': 'retry',
  'bad-name': 'final',
};
const ALL_CODES = Object.keys(CODES) as DownloadFailureCode[];
const PLAIN = ['start', 'finish', 'interrupt', 'renew', 'pause', 'resume', 'retry', 'cancel'] as const;

function failure(code: DownloadFailureCode, retryAfterMs: number | null = null): DownloadEvent {
  return { kind: 'fail', failure: { code, detail: null }, retryAfterMs };
}

function inState(state: DownloadState, fields: Partial<DownloadTracking> = {}): DownloadTracking {
  return { ...NEW_DOWNLOAD, state, ...fields };
}

function step(download: DownloadTracking, event: DownloadEvent, now = NOW, random = 0.5): DownloadStep {
  return transitionDownload(download, event, now, random);
}

/** The tracking after an event that keeps the row. */
function kept(download: DownloadTracking, event: DownloadEvent, now = NOW, random = 0.5): DownloadTracking {
  const result = step(download, event, now, random);
  if (result.kind !== 'keep') throw new Error('The row was removed.');
  return result.download;
}

const time = fc.integer({ min: NOW - YEAR, max: NOW + YEAR });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const tracking: fc.Arbitrary<DownloadTracking> = fc.record({
  state: fc.constantFrom(...STATES),
  attempts: fc.nat(12),
  notBefore: fc.option(time),
  failure: fc.option(fc.record({ code: fc.constantFrom(...ALL_CODES), detail: fc.constant(null) })),
  renewals: fc.nat(4),
  renewalDay: fc.option(time.map((at) => Math.floor(at / DAY))),
});
const event: fc.Arbitrary<DownloadEvent> = fc.oneof(
  fc.constantFrom(...PLAIN).map((kind) => ({ kind })),
  fc
    .tuple(fc.constantFrom(...ALL_CODES), fc.option(fc.integer({ min: 0, max: 3_600_000 })))
    .map(([code, retryAfterMs]) => failure(code, retryAfterMs)),
);

describe('every state and every event', () => {
  /** state -> event -> state after it, or what removed the row. */
  const AFTER: Readonly<Record<DownloadState, Readonly<Record<(typeof PLAIN)[number], string>>>> = {
    queued: {
      start: 'running',
      finish: 'done',
      interrupt: 'queued',
      renew: 'queued',
      pause: 'paused',
      resume: 'queued',
      retry: 'queued',
      cancel: 'cancelled',
    },
    running: {
      start: 'running',
      finish: 'done',
      interrupt: 'queued',
      renew: 'running',
      pause: 'paused',
      resume: 'running',
      retry: 'running',
      cancel: 'cancelled',
    },
    paused: {
      start: 'paused',
      finish: 'done',
      interrupt: 'paused',
      renew: 'paused',
      pause: 'paused',
      resume: 'queued',
      retry: 'queued',
      cancel: 'cancelled',
    },
    failed: {
      start: 'failed',
      finish: 'done',
      interrupt: 'failed',
      renew: 'failed',
      pause: 'failed',
      resume: 'failed',
      retry: 'queued',
      cancel: 'cancelled',
    },
  };

  it.each(STATES.flatMap((state) => PLAIN.map((kind) => [state, kind] as const)))('%s, %s', (state, kind) => {
    const result = step(inState(state), { kind });
    expect(result.kind === 'keep' ? result.download.state : result.because).toBe(AFTER[state][kind]);
    expect(result.kind === 'keep' && result.asksForFreshAddress).toBe(false);
  });

  it.each(STATES.flatMap((state) => ALL_CODES.map((code) => [state, code] as const)))(
    '%s, fails with %s',
    (state, code) => {
      const before = inState(state);
      const result = step(before, failure(code));
      expect(result.kind).toBe('keep');
      if (result.kind !== 'keep') return;
      if (state !== 'running') {
        expect(result).toEqual({ kind: 'keep', download: before, asksForFreshAddress: false });
        return;
      }
      expect(result.download.state).toBe(CODES[code] === 'final' ? 'failed' : 'queued');
      expect(result.download.failure).toEqual({ code, detail: null });
      expect(result.asksForFreshAddress).toBe(CODES[code] === 'renew');
      expect(result.download.attempts).toBe(CODES[code] === 'retry' || CODES[code] === 'final' ? 1 : 0);
    },
  );

  it.each(ALL_CODES)('%s is of one class', (code) => {
    expect(classifyFailure(code).kind).toBe(CODES[code]);
  });

  it('changes nothing in the tracking it was given', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (download, happening, now, chance) => {
        const before = structuredClone(download);
        step(Object.freeze(download), happening, now, chance);
        expect(download).toEqual(before);
      }),
    );
  });
});

describe('what holds of every step', () => {
  it('only finish and cancel remove a row', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (download, happening, now, chance) => {
        const result = step(download, happening, now, chance);
        expect(result.kind === 'remove').toBe(happening.kind === 'finish' || happening.kind === 'cancel');
      }),
    );
  });

  it('no wait is negative nor longer than the host or the back-off may make it', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (download, happening, now, chance) => {
        const result = step(download, happening, now, chance);
        if (result.kind !== 'keep') return;
        const { notBefore } = result.download;
        if (notBefore === null || notBefore === download.notBefore) return;
        expect(notBefore).toBeGreaterThanOrEqual(now);
        expect(notBefore - now).toBeLessThanOrEqual(LONGEST_RETRY_WAIT_MS);
      }),
      { numRuns: 2_000 },
    );
  });

  it('only what is queued waits for a time', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (download, happening, now, chance) => {
        const valid = download.state === 'queued' ? download : { ...download, notBefore: null };
        const result = step(valid, happening, now, chance);
        if (result.kind === 'keep' && result.download.state !== 'queued')
          expect(result.download.notBefore).toBeNull();
      }),
    );
  });

  it('a person is never overruled: what is paused or failed is started by no event but theirs and a fresh address', () => {
    fc.assert(
      fc.property(tracking, event, time, random, (download, happening, now, chance) => {
        if (download.state !== 'paused' && download.state !== 'failed') return;
        const result = step(download, happening, now, chance);
        if (result.kind !== 'keep' || result.download.state === download.state) return;
        const isHealed =
          happening.kind === 'renew' &&
          download.state === 'failed' &&
          (download.failure?.code === 'link-expired' || download.failure?.code === 'link-lost');
        expect(isHealed || happening.kind === 'resume' || happening.kind === 'retry').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('failures', () => {
  it.each(ALL_CODES.filter((code) => CODES[code] === 'retry' && code !== 'unreachable'))(
    '%s again and again: ever longer waits, then a visible end',
    (code) => {
      let download = inState('running');
      let tries = 0;
      while (download.state === 'running') {
        const next = kept(download, failure(code), NOW, 0.999);
        tries += 1;
        download = next.state === 'queued' ? kept(next, { kind: 'start' }) : next;
      }
      const limit = classifyFailure(code);
      expect(tries).toBe(limit.kind === 'retry' ? limit.attempts : 0);
      expect(download).toMatchObject({ state: 'failed', notBefore: null, failure: { code } });
    },
  );

  it('Retry forgets the tries and the failure', () => {
    const failed = inState('failed', { attempts: 10, failure: { code: 'timeout', detail: null } });
    expect(kept(failed, { kind: 'retry' })).toEqual(NEW_DOWNLOAD);
  });

  it('a host that says how long to wait is believed', () => {
    const waitUntil = (chance: number) =>
      kept(inState('running'), failure('rate-limited', 90_000), NOW, chance).notBefore;
    expect(waitUntil(0)).toBe(NOW + 90_000);
    // A little later by chance, so that not all clients come in the moment that it named.
    expect(waitUntil(0.999)).toBeGreaterThan(NOW + 98_000);
    expect(waitUntil(0.999)).toBeLessThanOrEqual(NOW + 99_000);
  });

  it('full jitter: the wait goes from almost nothing to the doubled limit', () => {
    const wait = (attempts: number, chance: number) =>
      (kept(inState('running', { attempts }), failure('timeout'), NOW, chance).notBefore ?? 0) - NOW;
    expect(wait(0, 0)).toBeLessThanOrEqual(500);
    expect(wait(0, 0.999)).toBeGreaterThan(1_900);
    expect(wait(4, 0.999)).toBeGreaterThan(31_000);
    expect(wait(8, 0.999)).toBeLessThanOrEqual(10 * 60_000);
  });

  it('a full disk does not count as a try', () => {
    expect(kept(inState('running', { attempts: 9 }), failure('disk-full'))).toMatchObject({
      state: 'queued',
      attempts: 9,
      notBefore: null,
    });
  });

  it('an interruption from our side does not count as a try', () => {
    expect(kept(inState('running', { attempts: 9 }), { kind: 'interrupt' })).toMatchObject({
      state: 'queued',
      attempts: 9,
    });
  });

  it('a host that cannot be reached is asked after at the job every third time', () => {
    let download = inState('running');
    const asks: boolean[] = [];
    for (let count = 0; count < 7; count += 1) {
      const result = step(download, failure('unreachable'));
      if (result.kind !== 'keep') throw new Error('removed');
      asks.push(result.asksForFreshAddress);
      download = kept(result.download, { kind: 'start' });
    }
    expect(asks).toEqual([false, false, true, false, false, true, false]);
  });
});

describe('fresh addresses', () => {
  const expired = (renewals: number, now: number, renewalDay = Math.floor(now / DAY)) =>
    step(inState('running', { renewals, renewalDay }), failure('link-expired'), now);

  it('are asked for three times a day, then the failure is told', () => {
    let download = inState('running');
    for (let count = 1; count <= 3; count += 1) {
      const result = step(download, failure('link-expired'));
      expect(result).toMatchObject({
        asksForFreshAddress: true,
        download: { state: 'queued', renewals: count, attempts: 0 },
      });
      if (result.kind !== 'keep') return;
      expect(result.download.notBefore).toBeGreaterThan(NOW);
      download = kept(kept(result.download, { kind: 'renew' }), { kind: 'start' });
    }
    expect(step(download, failure('link-expired'))).toMatchObject({
      asksForFreshAddress: false,
      download: { state: 'failed', failure: { code: 'link-expired' } },
    });
  });

  it('count anew on another day, also when the clock was set back', () => {
    expect(expired(3, NOW)).toMatchObject({ asksForFreshAddress: false });
    expect(expired(3, NOW + DAY, Math.floor(NOW / DAY))).toMatchObject({ asksForFreshAddress: true });
    expect(expired(3, NOW - YEAR, Math.floor(NOW / DAY))).toMatchObject({ asksForFreshAddress: true });
  });

  it('are not asked for more than three times a day by a host that refuses for ever, whatever the person does', () => {
    let download = inState('running');
    let asks = 0;
    for (let count = 0; count < 50; count += 1) {
      const result = step(download, failure('link-expired'), NOW + count);
      if (result.kind !== 'keep') return;
      if (result.asksForFreshAddress) asks += 1;
      download = kept(kept(result.download, { kind: 'retry' }), { kind: 'start' });
    }
    expect(asks).toBe(3);
  });

  it('that come end the wait and heal what failed for want of one, and nothing else', () => {
    const expired = { failure: { code: 'link-expired', detail: '403' } } as const;
    const waiting = inState('queued', { notBefore: NOW + 60_000, renewals: 1, ...expired });
    expect(kept(waiting, { kind: 'renew' })).toMatchObject({ state: 'queued', notBefore: null });
    const spared = inState('queued', {
      notBefore: NOW + 60_000,
      failure: { code: 'rate-limited', detail: '429' },
    });
    expect(kept(spared, { kind: 'renew' })).toEqual(spared);
    const failedForIt = inState('failed', expired);
    expect(kept(failedForIt, { kind: 'renew' })).toMatchObject({ state: 'queued' });
    const failedForGood = inState('failed', { failure: { code: 'link-lost', detail: '403' } });
    expect(kept(failedForGood, { kind: 'renew' })).toMatchObject({ state: 'queued' });
    const failedOtherwise = inState('failed', { failure: { code: 'not-media', detail: null } });
    expect(kept(failedOtherwise, { kind: 'renew' })).toEqual(failedOtherwise);
    expect(kept(inState('paused'), { kind: 'renew' })).toEqual(inState('paused'));
    expect(kept(inState('running'), { kind: 'renew' })).toEqual(inState('running'));
  });
});
