import { describe, expect, it } from 'vitest';
import { createScrollSpeed } from '../../src/renderer/ui/scroll-speed';

const FRAME = 1_000 / 60;

/** Whether each of these steps, in pixels, is fast. */
function steps(pixels: readonly number[], everyMs = FRAME): readonly boolean[] {
  const speed = createScrollSpeed();
  let top = 0;
  return pixels.map((step, at) => speed.take((top += step), at * everyMs));
}

const many = (pixels: number) => Array.from({ length: 30 }, () => pixels);

describe('how fast a list goes by', () => {
  it('is not fast where rows can be read: a wheel, a page now and then, a slow hand', () => {
    expect(steps(many(100), 100)).not.toContain(true);
    expect(steps(many(640), 500)).not.toContain(true);
    expect(steps(many(20))).not.toContain(true);
  });

  it('is fast when two rows go by with every frame, up or down, after a step or two', () => {
    for (const pixels of [104, -104]) {
      const fast = steps(many(pixels));
      expect(fast[0]).toBe(false);
      expect(fast.slice(3)).not.toContain(false);
    }
  });

  it('is not fast for one leap to another place', () => {
    expect(steps([0, 0, 5_000_000, 0, 0], 200)).not.toContain(true);
  });

  it('slows down with the hand, and begins anew after a rest', () => {
    const slowing = steps([...many(104), ...many(10)]);
    expect(slowing[30]).toBe(true);
    expect(slowing.slice(36)).not.toContain(true);
    const speed = createScrollSpeed();
    for (let frame = 0; frame < 10; frame += 1) speed.take(frame * 104, frame * FRAME);
    expect(speed.take(1_144, 1_000)).toBe(false);
  });
});
