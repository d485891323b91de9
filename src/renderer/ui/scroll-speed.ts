/** Pixels a millisecond from which on nobody reads what goes by: about fifty rows a second. */
const FAST = 2.5;
/** A step that comes so late begins a movement of its own: a leap to another place is not fast for itself. */
const NEW_MOVEMENT_MS = 120;
/** How much the last step counts against those before it. */
const WEIGHT = 0.4;

export interface ScrollSpeed {
  /**
   * Takes a step of the scrolling.
   *
   * @param top pixels from the top
   * @returns whether the list goes by faster than anybody reads
   */
  take(top: number, now: number): boolean;
}

/** Knows how fast a list goes by. */
export function createScrollSpeed(): ScrollSpeed {
  let last: { readonly top: number; readonly at: number } | null = null;
  let speed = 0;
  return {
    take(top, now) {
      const before = last;
      last = { top, at: now };
      if (before === null || now - before.at > NEW_MOVEMENT_MS) speed = 0;
      else {
        const step = Math.abs(top - before.top) / Math.max(1, now - before.at);
        speed += WEIGHT * (step - speed);
      }
      return speed > FAST;
    },
  };
}
