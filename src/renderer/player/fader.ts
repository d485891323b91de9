/** What of an `AudioParam` fades are made with. */
export interface FadeGain {
  readonly value: number;
  cancelScheduledValues(at: number): unknown;
  setValueAtTime(value: number, at: number): unknown;
  linearRampToValueAtTime(value: number, at: number): unknown;
  setValueCurveAtTime(curve: Float32Array, at: number, seconds: number): unknown;
}

/** The clock of a graph: how many seconds of it have been made. */
export interface GraphClock {
  readonly currentTime: number;
}

/**
 * How loud a deck is from moment to moment, 0 to 1: it comes and goes by it without a click. Of what it is told the last counts, and
 * what was to be done at the end of something earlier is not done any more.
 */
export interface Fader {
  connect(gain: FadeGain, clock: GraphClock): void;
  /** That loud at once: nothing sounds through it. */
  set(level: number): void;
  /** Glides to a loudness. */
  to(level: number, ms: number): void;
  /** Glides to silence and calls back when that has been made; before there is a graph, or where it stands, a moment later. */
  away(ms: number, done: () => void): void;
  /** For how long it still glides to silence, in milliseconds; null where it does not. */
  goesAwayForMs(): number | null;
  /** Silent until `hasBegun`, which is asked again and again, then glides to full loudness. */
  inWhen(hasBegun: () => boolean, ms: number): void;
  /** Follows a curve from a moment of the graph's clock on. */
  along(curve: Float32Array, at: number, seconds: number): void;
  /** It follows a curve just now. */
  isAlong(): boolean;
  /** Takes so many seconds for what is left of the curve that it follows; nothing happens where it follows none. */
  restWithin(seconds: number): void;
  /** It waits, silent, for its sound to begin. */
  isComingIn(): boolean;
}

const LOOK_EVERY_MS = 4;
/** A graph makes its sound in pieces, the largest of which take so long; one that has not gone on by then stands. */
const LONGEST_PIECE_MS = 100;

interface Course {
  readonly curve: Float32Array;
  readonly at: number;
  readonly seconds: number;
}

/** What of a curve comes after that part of it, 0 to 1, in as many points. */
function restOf(curve: Float32Array, share: number): Float32Array {
  const last = curve.length - 1;
  return curve.map((_, index) => {
    const at = share * last + (1 - share) * index;
    const before = Math.min(last, Math.floor(at));
    const [from = 0, to = from] = curve.subarray(before, before + 2);
    return from + (to - from) * (at - before);
  });
}

export function createFader(): Fader {
  let gain: FadeGain | null = null;
  let clock: GraphClock | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isComingIn = false;
  /** When it is to be silent, by the clock of the page. */
  let awayAt: number | null = null;
  /** The curve that was told last. */
  let course: Course | null = null;

  const now = () => clock?.currentTime ?? 0;

  /** What was to come does not. */
  function forget(): void {
    clearTimeout(timer);
    isComingIn = false;
    awayAt = null;
    course = null;
    gain?.cancelScheduledValues(0);
  }

  function set(level: number): void {
    forget();
    gain?.setValueAtTime(level, now());
  }

  function to(level: number, ms: number): void {
    forget();
    gain?.setValueAtTime(gain.value, now());
    gain?.linearRampToValueAtTime(level, now() + ms / 1_000);
  }

  function along(curve: Float32Array, at: number, seconds: number): void {
    forget();
    // The first sample may come a little before the curve, and would click.
    if (at > now()) gain?.setValueAtTime(curve[0] ?? 1, now());
    course = { curve, at: Math.max(at, now()), seconds };
    gain?.setValueCurveAtTime(curve, course.at, seconds);
  }

  /** How much of the curve has gone by, 0 to 1; 1 where none is followed. */
  const shareGone = () =>
    course === null ? 1 : Math.min(1, Math.max(0, (now() - course.at) / course.seconds));

  return {
    connect(to, by) {
      gain = to;
      clock = by;
    },
    set,
    to,
    away(ms, done) {
      to(0, ms);
      const endS = now() + ms / 1_000;
      const silentAt = performance.now() + ms;
      awayAt = silentAt;
      const look = () => {
        // Time that has gone by says nothing: what is to be heard is made some time after it was asked for.
        if (clock === null || now() >= endS || performance.now() >= silentAt + LONGEST_PIECE_MS) {
          awayAt = null;
          done();
        } else timer = setTimeout(look, LOOK_EVERY_MS);
      };
      timer = setTimeout(look, LOOK_EVERY_MS);
    },
    goesAwayForMs: () => awayAt && Math.max(0, awayAt - performance.now()),
    inWhen(hasBegun, ms) {
      set(0);
      isComingIn = true;
      const look = () => {
        if (hasBegun()) to(1, ms);
        else timer = setTimeout(look, LOOK_EVERY_MS);
      };
      look();
    },
    along,
    isAlong: () => shareGone() < 1,
    restWithin(seconds) {
      const share = shareGone();
      if (course !== null && share < 1 && seconds > 0) along(restOf(course.curve, share), course.at, seconds);
    },
    isComingIn: () => isComingIn,
  };
}
