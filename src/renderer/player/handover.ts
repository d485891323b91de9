import type { Deck } from './deck';

/** How long before it is to be heard the next file is begun, in silence: its start is exact only once it runs. */
export const LEAD_MS = 600;

const LOOKS = 24;
const LOOK_EVERY_MS = 8;

/** Looks that agree within a sample tell the truth. */
const AGREEMENT_S = 1 / 48_000;

/**
 * What several looks at two clocks come to; NaN of none. Files of the graph's own rate enter it sample by sample: nearly all
 * looks agree, and the middle one is exact. Others enter it in pieces, and their clocks go on in steps of 3 ms: no look is
 * right, but their mean is, to a small part of a step.
 */
export function settled(looks: readonly number[]): number {
  const sorted = looks.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const agreeing = looks.filter((look) => Math.abs(look - middle) <= AGREEMENT_S).length;
  return agreeing > looks.length / 2 ? middle : looks.reduce((sum, look) => sum + look, 0) / looks.length;
}

/**
 * Half of a crossfade whose sum is equally loud all the time: of two sounds, whose powers add up, a quarter of a wave; of one
 * and the same, where the waves themselves do, a line.
 */
function risingCurve(isSameSound: boolean, points = 64): Float32Array {
  return Float32Array.from({ length: points }, (_, index) => {
    const share = index / (points - 1);
    return isSameSound ? share : Math.sin((share * Math.PI) / 2);
  });
}

/** Two decks on their way from one to the other. */
export interface Handover {
  /** As well as it is known by now; the deck that comes is heard from the moment at which it is to be. */
  align(): void;
  /** The deck that comes falls silent and stands at its beginning again; the other is as loud as before. */
  cancel(): void;
}

export interface HandoverOptions {
  readonly leaving: Deck;
  readonly coming: Deck;
  /** Over how long both are heard; 0 for the one behind the other. */
  readonly crossfadeS: number;
  /** Both make the same sound at the same time. */
  readonly isSameSound: boolean;
  /** The deck that comes was begun too late to be at the place of the other, and has fallen silent again. */
  readonly onLate?: () => void;
  /** Tells that the deck that comes is to be heard in so many milliseconds. */
  readonly onAligned: (inMs: number) => void;
  /** Seconds of the graph's clock. */
  readonly now: () => number;
}

/**
 * Begins the deck that comes ahead of time and unheard, looks how far it has come and how much of the other is left, and
 * holds its sound back until the other's last sample, or until a crossfade begins. Both media elements are pulled by one
 * graph, so that their clocks go on together.
 */
export function beginHandover({
  leaving,
  coming,
  crossfadeS,
  isSameSound,
  onLate,
  onAligned,
  now,
}: HandoverOptions): Handover {
  /** Seconds by which the coming deck has to be held back, and when the other ends, as each look tells it. */
  const holds: number[] = [];
  const ends: number[] = [];
  let isDone = false;
  let isFading = false;
  let timer: number | undefined;

  function align(): void {
    if (isDone) return;
    isDone = true;
    window.clearTimeout(timer);
    const at = settled(ends) - crossfadeS;
    const heldS = settled(holds) - crossfadeS;
    if (onLate !== undefined && !(heldS >= 0)) {
      cancel();
      onLate();
      return;
    }
    // Never begun, or too late: what has come in is heard as it is.
    coming.holdBack(Number.isFinite(heldS) ? heldS : 0);
    if (crossfadeS > 0 && Number.isFinite(at)) {
      isFading = true;
      const rising = risingCurve(isSameSound);
      leaving.fadeAlong(rising.toReversed(), at, crossfadeS);
      coming.fadeAlong(rising, at, crossfadeS);
    }
    onAligned(Number.isFinite(at) ? Math.max(0, (at - now()) * 1_000) : 0);
  }

  function look(): void {
    const leftS = leaving.leftS();
    if (coming.hasBegun() && leftS !== null) {
      // Both clocks in one moment: what either is off by, the other is too.
      holds.push(leftS + coming.comeInS());
      ends.push(now() + leftS);
    }
    if (holds.length >= LOOKS) align();
    else timer = window.setTimeout(look, LOOK_EVERY_MS);
  }

  function cancel(): void {
    isDone = true;
    window.clearTimeout(timer);
    // Nothing holds back what is left of it any more.
    coming.mute();
    coming.media.pause();
    coming.rewind();
    if (isFading) leaving.fadeIn();
  }

  // Nothing of it may be heard before it is known when.
  coming.holdAll();
  coming.reset();
  coming.media.play().catch(() => undefined);
  look();

  return { align, cancel };
}
