import { describe, expect, it } from 'vitest';
import { afterCrash } from '../../src/main/domain/crash-loop';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What follows each of these crashes. */
function decisions(...crashes: readonly number[]): string[] {
  let counted: readonly number[] = [];
  return crashes.map((at) => {
    const { action, crashes: next } = afterCrash(counted, at);
    counted = next;
    return action;
  });
}

describe('a window that crashes', () => {
  it('is opened again by itself after the first and the second crash', () => {
    expect(decisions(0)).toEqual(['reload']);
    expect(decisions(5_000_000, 5_000_001)).toEqual(['reload', 'reload']);
  });

  it('is a loop with the third crash within a minute', () => {
    expect(decisions(0, 1, 2)).toEqual(['reload', 'reload', 'ask']);
    expect(decisions(0, 30 * SECOND, MINUTE - 1)).toEqual(['reload', 'reload', 'ask']);
  });

  it('is none when a minute lies between the first and the third', () => {
    expect(decisions(0, 30 * SECOND, MINUTE)).toEqual(['reload', 'reload', 'reload']);
    const everyHalfMinute = Array.from({ length: 50 }, (_, index) => index * 30 * SECOND);
    expect(decisions(...everyHalfMinute)).toEqual(everyHalfMinute.map(() => 'reload'));
  });

  it('asks again at once when it was tried again in vain, and reloads again after a quiet minute', () => {
    expect(decisions(0, 1, 2, 10 * SECOND, 20 * SECOND).slice(2)).toEqual(['ask', 'ask', 'ask']);
    expect(decisions(0, 1, 2, 2 + MINUTE)).toEqual(['reload', 'reload', 'ask', 'reload']);
  });

  it('remembers no more than what still counts', () => {
    let counted: readonly number[] = [];
    for (let at = 0; at < 100 * MINUTE; at += MINUTE) counted = afterCrash(counted, at).crashes;
    expect(counted).toEqual([99 * MINUTE]);
  });
});
