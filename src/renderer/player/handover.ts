import type { Deck } from './deck';

/** How long before it is to be heard the next file is begun, in silence: its start is exact only once it runs. */
export const LEAD_MS = 600;

/**
 * A file of another rate than the graph's enters it in pieces of 128 samples, and the clock of its element goes on in such
 * steps: one look is off by up to 3 ms, the mean of many by a small part of one.
 */
const LOOKS = 36;
const LOOK_EVERY_MS = 8;

/** Over so long one file goes over into the next where there is no crossfade: what is left of a mistake is no click. */
const JOINT_S = 0.004;

/** NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Loudness of the file that comes. Two songs are added up by their power: a quarter of a wave keeps it even. At a joint one
 * sound may go on over both, and the straight line is the even one.
 */
function risingCurve(isCrossfade: boolean, points = 64): Float32Array {
  return Float32Array.from({ length: points }, (_, index) => {
    const part = index / (points - 1);
    return isCrossfade ? Math.sin((part * Math.PI) / 2) : part;
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
  /** Seconds by which the coming deck has to be held back, and when the other ends, as each look tells it. */
  const holds: number[] = [];
  const ends: number[] = [];
  let isDone = false;
  let timer: number | undefined;

  function align(): void {
    if (isDone) return;
    isDone = true;
    window.clearTimeout(timer);
    const togetherS = Math.max(crossfadeS, JOINT_S);
    const at = mean(ends) - togetherS;
    const heldS = mean(holds) - togetherS;
    // Never begun, or too late: what has come in is heard as it is.
    coming.holdBack(Number.isFinite(heldS) ? heldS : 0);
    if (Number.isFinite(at)) {
      const rising = risingCurve(crossfadeS > 0);
      leaving.fadeAlong(rising.toReversed(), at, togetherS);
      coming.fadeAlong(rising, at, togetherS);
    }
    onAligned(Number.isFinite(at) ? Math.max(0, (at - now()) * 1_000) : 0);
  }

  function look(): void {
    const leftS = leaving.leftS();
    const comeInS = coming.media.currentTime;
    if (comeInS > 0 && leftS !== null) {
      // Both clocks in one moment: what either is off by, the other is too.
      holds.push(leftS + comeInS);
      ends.push(now() + leftS);
    }
    if (holds.length >= LOOKS) align();
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
