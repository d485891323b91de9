import type { Point } from './row-scroll';

/** A pointer that has not moved for so long was left lying there: nobody aims with it. */
const RESTS_AFTER_MS = 10_000;

/** Where a pointer is, in the window's pixels. */
export interface PointerMove {
  readonly clientX: number;
  readonly clientY: number;
}

export interface PointerPlace {
  /** Takes a move over the list; `point` counts from the corner of the first row in view. */
  take(move: PointerMove, point: Point, now: number): void;
  leave(): void;
  /** Where in the list somebody aims at; null when the pointer is elsewhere, or was left lying there. */
  aim(now: number): Point | null;
}

/** Knows whether somebody aims at a row just now. */
export function createPointerPlace(): PointerPlace {
  let last: (PointerMove & { readonly point: Point; readonly movedAt: number }) | null = null;
  return {
    take({ clientX, clientY }, point, now) {
      // Chromium reports a move also when the list moved under a pointer that lies still, or opened under it.
      const isStill = last !== null && last.clientX === clientX && last.clientY === clientY;
      const movedAt = isStill || last === null ? (last?.movedAt ?? Number.NEGATIVE_INFINITY) : now;
      last = { clientX, clientY, point, movedAt };
    },
    leave() {
      last = null;
    },
    aim: (now) => (last !== null && now - last.movedAt < RESTS_AFTER_MS ? last.point : null),
  };
}
