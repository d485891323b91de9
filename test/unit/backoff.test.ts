import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backoffDelay,
  LONGEST_POLL_WAIT_MS,
  LONGEST_RETRY_AFTER_MS,
  parseRetryAfter,
  pollDelay,
} from '../../src/main/domain/backoff';
import { createRandom } from '../support/fake-clock';

const NOW = Date.UTC(2026, 4, 20, 12);
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const LIMITS = { baseMs: 2_000, capMs: 600_000 };

describe('back-off', () => {
  it('stays between a breath and the doubled limit, and under the cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        random,
        fc.integer({ min: 500, max: 60_000 }),
        fc.integer({ min: 60_000, max: 6 * 3_600_000 }),
        (failures, chance, baseMs, capMs) => {
          const delay = backoffDelay(failures, chance, { baseMs, capMs });
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(500);
          expect(delay).toBeLessThanOrEqual(Math.min(capMs, baseMs * 2 ** (failures - 1)));
        },
      ),
    );
  });

  it('is full jitter: every part of the span is as likely as another', () => {
    const chance = createRandom(3);
    const ceiling = LIMITS.baseMs * 2 ** 5;
    const counts = [0, 0, 0, 0];
    for (let count = 0; count < 8_000; count += 1) {
      const quarter = Math.min(3, Math.floor((4 * backoffDelay(6, chance(), LIMITS)) / ceiling));
      counts[quarter] = (counts[quarter] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  });

  it('doubles until the cap', () => {
    const highest = [1, 2, 3, 4, 9, 10, 60, 5_000].map((failures) =>
      backoffDelay(failures, 1 - 1e-12, LIMITS),
    );
    expect(highest).toEqual([2_000, 4_000, 8_000, 16_000, 512_000, 600_000, 600_000, 600_000]);
  });

  it('takes a count below one for the first failure', () => {
    expect(backoffDelay(0, 0.99, LIMITS)).toBeLessThanOrEqual(2_000);
    expect(backoffDelay(-5, 0.99, LIMITS)).toBeLessThanOrEqual(2_000);
  });

  it('a thousand clients that failed together do not come back together', () => {
    const chance = createRandom(11);
    const arrivals = Array.from({ length: 1_000 }, () => backoffDelay(8, chance(), LIMITS));
    const perSecond = new Map<number, number>();
    for (const at of arrivals)
      perSecond.set(Math.floor(at / 1_000), (perSecond.get(Math.floor(at / 1_000)) ?? 0) + 1);
    expect(Math.max(...perSecond.values())).toBeLessThan(20);
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['0', 1_000],
    ['0.2', 1_000],
    ['3600', 3_600_000],
    ['3601', LONGEST_RETRY_AFTER_MS],
    ['31536000', LONGEST_RETRY_AFTER_MS],
    ['9'.repeat(400), LONGEST_RETRY_AFTER_MS],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), 1_000],
    [new Date(NOW + 365 * 24 * 3_600_000).toUTCString(), LONGEST_RETRY_AFTER_MS],
    ['Wed, 20 May 2026 12:10:00 GMT', 600_000],
  ])('%s', (header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    '   ',
    '-1',
    '-5',
    '+5',
    'soon',
    'NaN',
    'Infinity',
    '1e9',
    '0x10',
    '1,5',
    '12 s',
    '2026',
    'null',
  ])('%s makes no sense, or is read as seconds and no more', (header) => {
    const read = parseRetryAfter(header, NOW);
    if (header === '2026') expect(read).toBe(2_026_000);
    else expect(read).toBeNull();
  });

  it('never gives anything but null or a wait between a second and an hour', () => {
    const headers = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.date().map((date) => String(date)),
    );
    fc.assert(
      fc.property(headers, fc.integer({ min: 0, max: 4e12 }), (header, now) => {
        const read = parseRetryAfter(header, now);
        if (read === null) return;
        expect(read).toBeGreaterThanOrEqual(1_000);
        expect(read).toBeLessThanOrEqual(LONGEST_RETRY_AFTER_MS);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the rhythm of asking', () => {
  it('grows with age, varies by a fifth, and is never negative', () => {
    fc.assert(
      fc.property(fc.integer({ min: -4e12, max: 4e12 }), random, (ageMs, chance) => {
        const delay = pollDelay(ageMs, chance);
        const middle = pollDelay(ageMs, 0.5);
        expect(delay).toBeGreaterThan(0);
        expect(delay).toBeLessThanOrEqual(LONGEST_POLL_WAIT_MS);
        expect(Math.abs(delay - middle)).toBeLessThanOrEqual(0.2 * middle + 1);
        expect(pollDelay(ageMs + 60_000, 0.5)).toBeGreaterThanOrEqual(middle);
      }),
    );
  });

  it('a clock set back makes a job new, not frozen', () => {
    expect(pollDelay(-365 * 24 * 3_600_000, 0.5)).toBe(3_000);
  });
});
