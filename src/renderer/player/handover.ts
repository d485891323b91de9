import type { Deck } from './deck';

/** How long before it is to be heard the next file is begun, in silence: its start is exact only once it runs. */
export const LEAD_MS = 600;

/** One look at two clocks may be off by a render step; the middle of several is not. */
const LOOKS = 9;
const LOOK_EVERY_MS = 15;

/** The middle one; NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Half of a crossfade whose sum is equally loud all the time: a quarter of a wave. */
export function equalPowerCurve(isRising: boolean, points = 64): Float32Array {
  return Float32Array.from({ length: points }, (_, index) => {
    const angle = ((index / (points - 1)) * Math.PI) / 2;
    return isRising ? Math.sin(angle) : Math.cos(angle);
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
  /** Tells that the deck that comes is to be heard in so many milliseconds. */
  readonly onAligned: (inMs: number) => void;
  /** Seconds of the graph's clock. */
  readonly now: () => number;
}

/**
 * Begins the deck that comes ahead of time and unheard, looks when exactly it has begun, and holds its sound back until the
 * other's last sample, or until a crossfade begins. Both media elements are pulled by the graph, so their clocks and the
 * graph's are one: the middle of some looks is exact to a sample.
 */
export function beginHandover({ leaving, coming, crossfadeS, onAligned, now }: HandoverOptions): Handover {
  const ends: number[] = [];
  const starts: number[] = [];
  let isDone = false;
  let timer: number | undefined;

  function align(): void {
    if (isDone) return;
    isDone = true;
    window.clearTimeout(timer);
    const at = median(ends) - crossfadeS;
    const heldS = at - median(starts);
    // Never begun, or too late: what has come in is heard as it is.
    coming.holdBack(Number.isFinite(heldS) ? heldS : 0);
    if (crossfadeS > 0 && Number.isFinite(at)) {
      leaving.fadeAlong(equalPowerCurve(false), at, crossfadeS);
      coming.fadeAlong(equalPowerCurve(true), at, crossfadeS);
    }
    onAligned(Number.isFinite(at) ? Math.max(0, (at - now()) * 1_000) : 0);
  }

  function look(): void {
    const endsAt = leaving.endsAt();
    if (coming.media.currentTime > 0 && endsAt !== null) {
      ends.push(endsAt);
      starts.push(coming.beganAt());
    }
    if (ends.length >= LOOKS) align();
    else timer = window.setTimeout(look, LOOK_EVERY_MS);
  }

  // Nothing of it may be heard before it is known when.
  coming.holdBack(Infinity);
  coming.media.play().catch(() => undefined);
  look();

  return {
    align,
    cancel() {
      isDone = true;
      window.clearTimeout(timer);
      coming.media.pause();
      coming.seek(0);
      coming.reset();
      leaving.reset();
    },
  };
}
