import { describe, expect, it } from 'vitest';
import type { WorkProgress } from '@shared/library-check';
import { createLongWork, type WorkSteps } from '../../src/main/services/long-work';
import { createFakeClock } from '../support/fake-clock';

function open() {
  const clock = createFakeClock();
  const told: WorkProgress[] = [];
  const work = createLongWork(clock, (progress) => told.push(progress));
  /** Does so many things until it is cancelled, each in a turn of its own and `eachMs` long; tells how many. */
  const doing =
    (count: number, eachMs = 0) =>
    async (steps: WorkSteps) => {
      let done = 0;
      while (done < count && !steps.isCancelled()) {
        await Promise.resolve();
        clock.advance(eachMs);
        done += 1;
        steps.advance();
      }
      return done;
    };
  return { told, work, doing };
}

describe('long work', () => {
  it('tells how far it is at most four times a second', async () => {
    const { told, work, doing } = open();
    expect(await work.run(10, doing(10, 100))).toBe(10);
    expect(told).toEqual([
      { done: 3, total: 10 },
      { done: 6, total: 10 },
      { done: 9, total: 10 },
    ]);
  });

  it('that is over at once tells nothing', async () => {
    const { told, work, doing } = open();
    await work.run(1_000, doing(1_000));
    expect(told).toEqual([]);
  });

  it('that is cancelled ends after what it is at and tells nothing more', async () => {
    const { told, work, doing } = open();
    const running = work.run(100, doing(100, 250));
    await Promise.resolve();
    work.cancel();
    expect(await running).toBeLessThan(3);
    expect(told.length).toBeLessThan(3);
  });

  it('gives way to the next: only that tells from then on', async () => {
    const { told, work, doing } = open();
    const first = work.run(100, doing(100, 10));
    const second = work.run(5, doing(5, 300));
    expect(await first).toBeLessThan(100);
    expect(await second).toBe(5);
    expect(told.length).toBeGreaterThan(3);
    expect(told.every(({ total }) => total === 5)).toBe(true);
  });

  it('that fails is over', async () => {
    const { told, work } = open();
    await expect(work.run(1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(told).toEqual([]);
    await work.stop();
  });

  it('has ended when it was stopped', async () => {
    const { work, doing } = open();
    let isOver = false;
    const running = work.run(1_000, doing(1_000)).then(() => {
      isOver = true;
    });
    await work.stop();
    await running;
    expect(isOver).toBe(true);
  });
});
