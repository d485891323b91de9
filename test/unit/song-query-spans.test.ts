import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateBounds, parseDateSpan, type LocalTime } from '@shared/song-query/date-span';
import { lengthBounds, parseLengthSpan } from '@shared/song-query/length-span';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Two hours ahead of UTC from the end of March 2026 to the end of October, else one, as in Berlin. */
function offsetMsInBerlin(at: number): number {
  const isSummer = at >= Date.UTC(2026, 2, 29, 1) && at < Date.UTC(2026, 9, 25, 1);
  return (isSummer ? 2 : 1) * HOUR_MS;
}
const utc: LocalTime = { now: Date.UTC(2026, 10, 28, 4, 30), offsetMsAt: () => 0 };
const berlin: LocalTime = { now: Date.UTC(2026, 10, 28, 4, 30), offsetMsAt: offsetMsInBerlin };
/** Thirteen hours ahead from the end of September 2026 on, else twelve: the offset at midnight is not that of UTC's midnight. */
const auckland: LocalTime = {
  now: Date.UTC(2026, 8, 28),
  offsetMsAt: (at) => (at >= Date.UTC(2026, 8, 26, 14) ? 13 : 12) * HOUR_MS,
};
const honolulu: LocalTime = { now: Date.UTC(2026, 10, 28, 4, 30), offsetMsAt: () => -10 * HOUR_MS };

/** Both ends as text in UTC. */
function datesOf(text: string, local = utc): readonly (string | null)[] {
  const span = parseDateSpan(text);
  if (!span) throw new Error(`${text} is no date.`);
  const { from, to } = dateBounds(span, local);
  return [from, to].map((at) => (at === null ? null : new Date(at).toISOString().slice(0, 16)));
}
function lengthsOf(text: string): readonly (number | null)[] {
  const span = parseLengthSpan(text);
  if (!span) throw new Error(`${text} is no length.`);
  const { from, to } = lengthBounds(span);
  return [from, to];
}

describe('dates', () => {
  it.each([
    ['2026', '2026-01-01T00:00', '2027-01-01T00:00'],
    ['2026-05', '2026-05-01T00:00', '2026-06-01T00:00'],
    ['2026-5', '2026-05-01T00:00', '2026-06-01T00:00'],
    ['2026-12', '2026-12-01T00:00', '2027-01-01T00:00'],
    ['2026-05-31', '2026-05-31T00:00', '2026-06-01T00:00'],
    ['2024-02-29', '2024-02-29T00:00', '2024-03-01T00:00'],
    ['2026-05..2026-06', '2026-05-01T00:00', '2026-07-01T00:00'],
    ['2026-06..2026-05', '2026-05-01T00:00', '2026-07-01T00:00'],
    ['2025..2026-05-03', '2025-01-01T00:00', '2026-05-04T00:00'],
    ['>=2026-05', '2026-05-01T00:00', null],
    ['2026-05..', '2026-05-01T00:00', null],
    ['>2026-05', '2026-06-01T00:00', null],
    ['<2026-06-01', null, '2026-06-01T00:00'],
    ['<=2026', null, '2027-01-01T00:00'],
    ['..2026', null, '2027-01-01T00:00'],
  ])('%s is from %s to %s', (text, from, to) => expect(datesOf(text)).toEqual([from, to]));

  it.each([
    ['1d', '2026-11-27T00:00'],
    ['7d', '2026-11-21T00:00'],
    ['2w', '2026-11-14T00:00'],
    ['1m', '2026-10-28T00:00'],
    ['3m', '2026-08-28T00:00'],
    ['12m', '2025-11-28T00:00'],
    ['1y', '2025-11-28T00:00'],
    ['999y', '1027-11-28T00:00'],
  ])('%s goes back to %s', (text, from) => expect(datesOf(text)).toEqual([from, null]));

  it('ends a month that is too short for the day with its last day', () => {
    const end = { ...utc, now: Date.UTC(2026, 2, 31, 12) };
    expect(datesOf('1m', end)).toEqual(['2026-02-28T00:00', null]);
    expect(datesOf('25m', end)).toEqual(['2024-02-29T00:00', null]);
    expect(datesOf('2y', { ...utc, now: Date.UTC(2028, 1, 29) })).toEqual(['2026-02-28T00:00', null]);
  });

  it('are those of the calendar on the wall, before and after the clocks change', () => {
    expect(datesOf('2026-05', berlin)).toEqual(['2026-04-30T22:00', '2026-05-31T22:00']);
    expect(datesOf('2026-03', berlin)).toEqual(['2026-02-28T23:00', '2026-03-31T22:00']);
    expect(datesOf('2026-03-29', berlin)).toEqual(['2026-03-28T23:00', '2026-03-29T22:00']);
    expect(datesOf('2026-10-25', berlin)).toEqual(['2026-10-24T22:00', '2026-10-25T23:00']);
    expect(datesOf('3m', berlin)).toEqual(['2026-08-27T22:00', null]);
    expect(datesOf('2026-09-27', auckland)).toEqual(['2026-09-26T12:00', '2026-09-27T11:00']);
    // There it is still the day before.
    expect(datesOf('1d', honolulu)).toEqual(['2026-11-26T10:00', null]);
    expect(datesOf('2026', honolulu)).toEqual(['2026-01-01T10:00', '2027-01-01T10:00']);
  });

  it.each([
    '',
    'today',
    '26',
    '0026',
    '12026',
    '2026-',
    '2026-0',
    '2026-13',
    '2026-02-29',
    '2026-04-31',
    '2026-05-00',
    '2026-05-1-1',
    '2026..x',
    '..',
    '>',
    '>=',
    '>>2026',
    '=2026',
    '0d',
    '7',
    'd',
    '1000d',
    '7d..',
    '>7d',
    '-7d',
    '2026...2027',
  ])('%j is none', (text) => expect(parseDateSpan(text)).toBeNull());

  it('holds the moments of its days and no others', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2026, 11, 30) }),
        fc.integer({ min: 0, max: DAY_MS - 1 }),
        (at, later) => {
          const wall = new Date(at + offsetMsInBerlin(at));
          const day = wall.toISOString().slice(0, 10);
          const { from, to } = dateBounds(parseDateSpan(day) ?? never(), berlin);
          expect(at).toBeGreaterThanOrEqual(from ?? never());
          expect(at).toBeLessThan(to ?? never());
          const next = at + later;
          const isSameDay = new Date(next + offsetMsInBerlin(next)).toISOString().startsWith(day);
          expect(next < (to ?? never())).toBe(isSameDay);
        },
      ),
    );
  });
});

function never(): never {
  throw new Error('It is there.');
}

describe('lengths', () => {
  it.each([
    ['3:00', 179_500, 180_500],
    ['0:00', 0, 500],
    ['90s', 89_500, 90_500],
    ['2m', 119_500, 179_500],
    ['2min', 119_500, 179_500],
    ['0m', 0, 59_500],
    ['1h', 3_599_500, 7_199_500],
    ['1h30m', 5_399_500, 5_459_500],
    ['2m30s', 149_500, 150_500],
    ['1:02:05', 3_724_500, 3_725_500],
    ['90:00', 5_399_500, 5_400_500],
    ['2m..4m', 119_500, 240_500],
    ['4:00..2:00', 119_500, 240_500],
    ['>3m', 180_500, null],
    ['>=3:00', 179_500, null],
    ['3:00..', 179_500, null],
    ['<3:00', null, 179_500],
    ['<=3:00', null, 180_500],
    ['≤3:00', null, 180_500],
    ['..90s', null, 90_500],
  ])('%s is from %s to %s ms', (text, from, to) => expect(lengthsOf(text)).toEqual([from, to]));

  it.each([
    '',
    '3',
    '3:0',
    '3:60',
    ':30',
    '1:2:03',
    '3m2',
    's',
    'hms',
    '2s3m',
    '-1:00',
    '1.5m',
    '..',
    '>',
    '3d',
  ])('%j is none', (text) => expect(parseLengthSpan(text)).toBeNull());
});
