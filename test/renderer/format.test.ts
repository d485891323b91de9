import { beforeAll, describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatMoment,
  formatPast,
  formatPercent,
  formatRemaining,
  formatSpeed,
  formatUntil,
} from '../../src/renderer/format';
import { startTexts } from '../../src/renderer/i18n';

beforeAll(startTexts);

const NOW = new Date(2026, 10, 21, 14, 30, 0).getTime();
const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).getTime();

describe('lengths', () => {
  it.each([
    [null, '—'],
    [0, '0:00'],
    [59_499, '0:59'],
    [59_500, '1:00'],
    [192_000, '3:12'],
    [3_725_000, '1:02:05'],
    [-5, '0:00'],
  ])('%s ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('sizes', () => {
  it.each([
    [null, '—'],
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1.0 kB'],
    [840_400, '840 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [3_440_000, '3.4 MB'],
    [99_960_000, '100 MB'],
    [1_400_000_000, '1.4 GB'],
    [5e15, '5,000 TB'],
  ])('%s bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('says speed in the same units', () => {
    expect(formatSpeed(12_300_000)).toBe('12.3 MB/s');
  });
});

describe('moments', () => {
  it('needs no day today', () => {
    expect(formatMoment(at(21, 14, 32), NOW)).toBe('14:32');
    expect(formatMoment(at(21, 0, 5), NOW)).toBe('00:05');
  });
  it('names the day otherwise', () => {
    expect(formatMoment(at(22, 9, 0), NOW)).toBe('tomorrow at 09:00');
    expect(formatMoment(at(25, 9, 0), NOW)).toBe('Nov 25, 09:00');
  });
  it('says what is over in one word', () => {
    expect(formatPast(at(21, 9, 4), NOW)).toBe('09:04');
    expect(formatPast(at(20, 9, 4), NOW)).toBe('Nov 20');
  });
  it('names the year only of other years', () => {
    expect(formatDate(at(1, 1, 1), NOW)).toBe('Nov 1');
    expect(formatDate(new Date(2024, 0, 2).getTime(), NOW)).toBe('Jan 2, 2024');
    expect(formatDate(null)).toBe('—');
  });
});

describe('waiting', () => {
  it.each([
    [-5_000, 'in 1 s'],
    [19_200, 'in 20 s'],
    [90_000, 'in 2 min'],
    [45 * 60_000, 'in 45 min'],
    [2 * 3_600_000, '16:30'],
  ])('%s ms from now is %s', (ms, text) => {
    expect(formatUntil(NOW + ms, NOW)).toBe(text);
  });
  it('says how long something still takes', () => {
    expect(formatRemaining(400)).toBe('1 s left');
    expect(formatRemaining(61_000)).toBe('2 min left');
    expect(formatRemaining(2.2 * 3_600_000)).toBe('about 2 hours left');
  });
  it('is never at 100 percent before the end', () => {
    expect(formatPercent(99.9)).toBe('99%');
  });
});
