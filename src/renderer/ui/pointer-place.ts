/** A pointer that has not moved for so long was left lying there: nobody aims with it. */
const RESTS_AFTER_MS = 10_000;

/** Where a pointer is, in the window's pixels. */
export interface PointerMove {
  readonly clientX: number;
  readonly clientY: number;
}

export interface PointerPlace {
  /** Takes a move over the list; `y` is its height from the top of the first row in view. */
  take(move: PointerMove, y: number, now: number): void;
  leave(): void;
  /** Height of the pointer in the list; null when it is elsewhere, or was left lying there. */
  yAt(now: number): number | null;
}

/** Knows whether somebody aims at a row just now. */
export function createPointerPlace(): PointerPlace {
  let last: (PointerMove & { readonly y: number; readonly movedAt: number }) | null = null;
  return {
    take({ clientX, clientY }, y, now) {
      // Chromium reports a move also when the list moved under a pointer that lies still, or opened under it.
      const isStill = last !== null && last.clientX === clientX && last.clientY === clientY;
      const movedAt = isStill || last === null ? (last?.movedAt ?? Number.NEGATIVE_INFINITY) : now;
      last = { clientX, clientY, y, movedAt };
    },
    leave() {
      last = null;
    },
    yAt: (now) => (last !== null && now - last.movedAt < RESTS_AFTER_MS ? last.y : null),
  };
}
