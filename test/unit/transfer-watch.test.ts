import { describe, expect, it } from 'vitest';
import { watchTransfer } from '../../src/main/services/transfer-watch';
import { createFakeClock } from '../support/fake-clock';

/** A watch on a body that grows as it is told, second by second. */
function watching() {
  const clock = createFakeClock();
  const watch = watchTransfer(clock);
  const body = { bytes: 0, isHostsTurn: true };
  async function seconds(count: number, bytesEach = 0): Promise<void> {
    for (let second = 0; second < count && watch.verdict() === null; second += 1) {
      body.bytes += bytesEach;
      clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const follow = () => {
    watch.follow({ receivedBytes: () => body.bytes, isHostsTurn: () => body.isHostsTurn });
  };
  return { clock, watch, body, seconds, follow };
}

describe('a host that does not answer', () => {
  it('is given up after half a minute', async () => {
    const { watch, seconds } = watching();
    watch.expectAnswer();
    await seconds(29);
    expect(watch.verdict()).toBeNull();
    expect(watch.signal.aborted).toBe(false);
    await seconds(1);
    expect(watch.verdict()).toBe('timeout');
    expect(watch.signal.aborted).toBe(true);
  });

  it('is not waited for while the program does something of its own', async () => {
    const { watch, seconds } = watching();
    watch.expectAnswer();
    await seconds(20);
    watch.rest();
    await seconds(1_000);
    expect(watch.verdict()).toBeNull();
  });
});

describe('a host that is slow', () => {
  it.each([
    [0, 'too-slow'],
    [4, 'too-slow'],
    [999, 'too-slow'],
    [1_000, null],
    [50_000, null],
  ])('%i bytes a second for two minutes: %s', async (bytesEach, verdict) => {
    const { watch, seconds, follow } = watching();
    follow();
    await seconds(59, bytesEach);
    expect(watch.verdict()).toBeNull();
    await seconds(61, bytesEach);
    expect(watch.verdict()).toBe(verdict);
  });

  it('may pause for less than the window when it was quick before', async () => {
    const { watch, seconds, follow } = watching();
    follow();
    await seconds(5, 1_000_000);
    await seconds(58);
    expect(watch.verdict()).toBeNull();
    await seconds(1, 100_000);
    await seconds(58);
    expect(watch.verdict()).toBeNull();
    await seconds(3);
    expect(watch.verdict()).toBe('too-slow');
  });

  it('is not blamed for our own slow disk', async () => {
    const { watch, body, seconds, follow } = watching();
    follow();
    body.isHostsTurn = false;
    await seconds(1_000);
    expect(watch.verdict()).toBeNull();
    body.isHostsTurn = true;
    await seconds(60);
    expect(watch.verdict()).toBe('too-slow');
  });

  it('is not blamed for a clock that jumps or a machine that slept', async () => {
    const { clock, watch, seconds, follow } = watching();
    follow();
    for (const jump of [1, -1, 1]) {
      clock.jump(jump * 365 * 24 * 60 * 60_000);
      await seconds(10, 2_000);
    }
    // All timers of a night fall due in one moment.
    clock.advance(8 * 60 * 60_000);
    await seconds(29, 2_000);
    expect(watch.verdict()).toBeNull();
  });

  it('and never ends: a try ends after six hours all the same', async () => {
    const { watch, seconds, follow } = watching();
    follow();
    await seconds(6 * 3_600 - 1, 5_000);
    expect(watch.verdict()).toBeNull();
    await seconds(1, 5_000);
    expect(watch.verdict()).toBe('too-slow');
  });
});
