import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseContentRange, parseRange } from '../../src/main/domain/byte-range';

const part = (start: number, end: number) => ({ kind: 'part', start, end });

describe('parseRange', () => {
  it.each([
    ['bytes=0-', part(0, 99)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=10-19', part(10, 19)],
    ['bytes=99-', part(99, 99)],
    [' Bytes = 10 - 19 ', part(10, 19)],
  ])('serves %s as a part', (header, range) => expect(parseRange(header, 100)).toEqual(range));

  it.each([
    ['bytes=50-100', part(50, 99)],
    ['bytes=50-99999999999999999999999', part(50, 99)],
    ['bytes=-500', part(0, 99)],
  ])('clamps %s to the last byte', (header, range) => expect(parseRange(header, 100)).toEqual(range));

  it('serves the last bytes for a suffix', () => {
    expect(parseRange('bytes=-10', 100)).toEqual(part(90, 99));
  });

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=99999999999999999999-', 'bytes=-0'])(
    'cannot satisfy %s',
    (header) => expect(parseRange(header, 100)).toEqual({ kind: 'unsatisfiable' }),
  );

  it.each(['bytes=0-', 'bytes=0-0', 'bytes=-5'])('cannot satisfy %s of an empty file', (header) =>
    expect(parseRange(header, 0)).toEqual({ kind: 'unsatisfiable' }),
  );

  it.each([
    null,
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,5-6',
    'items=0-1',
    'bytes=a-b',
    'bytes=--5',
    'bytes=1.5-2',
    'bytes=0x1-0x2',
  ])('serves the whole for %j', (header) => expect(parseRange(header, 100)).toEqual({ kind: 'whole' }));

  it('never leaves the file, whatever is asked', () => {
    const headers = fc
      .tuple(fc.option(fc.nat()), fc.option(fc.nat()))
      .map(([a, b]) => `bytes=${a ?? ''}-${b ?? ''}`);
    fc.assert(
      fc.property(headers, fc.nat({ max: 5_000 }), (header, size) => {
        const range = parseRange(header, size);
        if (range.kind !== 'part') return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.start).toBeLessThanOrEqual(range.end);
        expect(range.end).toBeLessThan(size);
      }),
    );
  });
});

describe('parseContentRange', () => {
  it.each([
    ['bytes 0-99/100', { start: 0, end: 99, total: 100 }],
    ['bytes 50-99/100', { start: 50, end: 99, total: 100 }],
    ['BYTES 5-5/6', { start: 5, end: 5, total: 6 }],
    ['bytes 0-99/*', { start: 0, end: 99, total: null }],
    ['bytes */100', { unsatisfied: true, total: 100 }],
    ['bytes */*', { unsatisfied: true, total: null }],
  ])('reads %s', (header, range) => expect(parseContentRange(header)).toEqual(range));

  it.each([
    null,
    '',
    'bytes',
    'bytes 0-99',
    'bytes=0-99/100',
    'bytes 99-0/100',
    'bytes 0-100/100',
    'bytes 0-/100',
    'bytes -5/100',
    'bytes 0-99/0',
    'bytes 0 - 99/100',
    'bytes 0-99/100, 5-6/100',
    'items 0-99/100',
    'bytes 0-9007199254740993/*',
    'bytes 0-1/9999999999999999',
    'bytes 00000000000000000000-1/5',
  ])('refuses %j', (header) => expect(parseContentRange(header)).toBeNull());
});
