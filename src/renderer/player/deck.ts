import { NO_PADDING, readEncoderPadding, type EncoderPadding } from './encoder-padding';
import { createFader } from './fader';

export interface DeckOptions {
  readonly startMs: number;
  /** By how much the file is made louder or softer, in decibels. */
  readonly gainDb: number;
}

/**
 * One media element and its way into the graph: element → delay → gain of the file → gain of fades. Where a deck is begun early its sound is held
 * back, so that it comes to be heard at the very sample at which it is to. A `<video>` plays sound files as well.
 */
export interface Deck {
  readonly media: HTMLVideoElement;
  connect(context: AudioContext, out: AudioNode): void;
  /** Opens a file; how loud the deck is, stays: what is left of the file before must not be heard. */
  open(address: string, options: DeckOptions): void;
  close(): void;
  isOpen(): boolean;
  /** Its file plays: sound of it may be heard. */
  isSounding(): boolean;
  /** Enough of the file is there to be played at once. */
  isReady(): boolean;
  /** Milliseconds of the file; null while they are not known. */
  durationMs(): number | null;
  /** How much faster than it was made the file is played, its pitch kept. */
  setSpeed(speed: number): void;
  /** Glides to another gain of the file. */
  setGain(gainDb: number): void;
  /** Silence that an encoder has put before the sound of the file, as far as it is known. */
  headMs(): number;
  /** Where in the file the deck's part of it ends; null for its end. Playback itself goes on there. */
  setEnd(endMs: number | null): void;
  /** Where in the file is what leaves the deck just now, or is to leave it when a jump has been made. */
  positionMs(): number;
  /** Elsewhere in the file at once: a click where it sounds. */
  seek(ms: number): void;
  /** Elsewhere in the file, without a click: what sounds goes away first, and what comes is faded in. */
  jump(ms: number): void;
  /** It is on its way to another place. */
  isJumping(): boolean;
  /** Goes back to where it was opened. */
  rewind(): void;
  /**
   * Seconds of sound that have come in since it was opened; below zero while it is only silence that an encoder put
   * before it.
   */
  comeInS(): number;
  /** Its place has gone on since it was opened. */
  hasBegun(): boolean;
  /** Seconds until the last sound of its part leaves the deck; null while the length is not known, or its sound has not begun again. */
  leftS(): number | null;
  /** What has come in and not left yet. */
  heldMs(): number;
  /** Of what comes in from now on nothing leaves the deck before `LONGEST_HOLD_S` have gone by; what came before is forgotten. */
  holdAll(): void;
  /** From now on sound leaves the deck so many seconds after it has come in; at most `LONGEST_HOLD_S`. */
  holdBack(seconds: number): void;
  /** Lets nothing be held back any more, at the same place of the file. */
  catchUp(): void;
  /** Glides to full loudness. */
  fadeIn(ms?: number): void;
  /** Full loudness from where its sound begins: at once at the beginning of the file, elsewhere over so many milliseconds. */
  comeIn(ms?: number): void;
  /** Glides to silence, and calls back when it is silent, unless it is told otherwise meanwhile. */
  fadeOut(ms: number, done: () => void): void;
  /** Follows a curve of loudness from a moment of the graph's clock on. */
  fadeAlong(curve: Float32Array, at: number, seconds: number): void;
  /** It follows a curve of loudness just now. */
  isFadingAlong(): boolean;
  /** Takes so many seconds for what is left of the curve that it follows; nothing happens where it follows none. */
  fadeRestWithin(seconds: number): void;
  /** Silent at once, whatever was to come. */
  mute(): void;
  /** Loud at once, whatever was to come. */
  reset(): void;
}

export const LONGEST_HOLD_S = 2;
/** Time constant of a change of a file's gain: a step would be a click. */
const GAIN_GLIDE_S = 0.05;
/** How long sound takes to go away at a pause and to come back: without it there is a click. */
export const FADE_MS = 40;
/** The same where it is to go on at once with something else. */
export const CUT_FADE_MS = 15;
/** A file begins as it was made: only what is left of the place before is kept out. */
const BEGIN_FADE_MS = 3;

export function createDeck(): Deck {
  const media = document.createElement('video');
  media.preload = 'auto';
  media.playsInline = true;
  media.disableRemotePlayback = true;
  // Else the graph would be given silence: files come from a scheme of their own.
  media.crossOrigin = 'anonymous';
  // The program's own controls stand below; the element must not take the keyboard.
  media.tabIndex = -1;

  let context: AudioContext | null = null;
  let sound: MediaElementAudioSourceNode | null = null;
  let delay: DelayNode | null = null;
  let fileGain: GainNode | null = null;
  const fader = createFader();
  let gainDb = 0;
  let heldS = 0;
  let speed = 1;
  let startMs = 0;
  let endMs: number | null = null;
  let padding: EncoderPadding = NO_PADDING;
  /** Where playback goes to when what sounds has gone away. */
  let jumpMs: number | null = null;

  function holdBack(seconds: number): void {
    const bounded = Math.min(LONGEST_HOLD_S, Math.max(0, seconds));
    // Of whole samples: between two of them the delay would mix them.
    heldS = context === null ? 0 : Math.round(bounded * context.sampleRate) / context.sampleRate;
    if (context !== null) delay?.delayTime.setValueAtTime(heldS, context.currentTime);
  }

  function holdAll(): void {
    heldS = LONGEST_HOLD_S;
    if (context === null || fileGain === null) return;
    // A line of its own: the one before may still hold what the deck has played when it was last heard.
    sound?.disconnect();
    delay?.disconnect();
    delay = new DelayNode(context, { maxDelayTime: LONGEST_HOLD_S, delayTime: heldS });
    sound?.connect(delay).connect(fileGain);
  }

  const isSounding = () => !media.paused && !media.ended;

  function seek(ms: number): void {
    jumpMs = null;
    holdBack(0);
    const end = Number.isFinite(media.duration) ? media.duration : Number.POSITIVE_INFINITY;
    media.currentTime = Math.min(Math.max(0, ms / 1_000), end);
  }

  function comeIn(ms = FADE_MS): void {
    const fromS = media.currentTime;
    if (jumpMs !== null) land();
    // It was going away.
    else if (isSounding() && !media.seeking && !fader.isComingIn()) fader.to(1, ms);
    else if (fromS > 0) fader.inWhen(() => !media.seeking && media.currentTime > fromS, ms);
    else if (media.seeking) fader.inWhen(() => !media.seeking, BEGIN_FADE_MS);
    else fader.set(1);
  }

  /** Goes to where it is about to, when it is silent. */
  function land(): void {
    fader.away(CUT_FADE_MS, () => {
      const isOver = media.ended;
      if (jumpMs !== null) seek(jumpMs);
      // It came to its end while it went away.
      if (isOver) media.play().catch(() => undefined);
      comeIn(CUT_FADE_MS);
    });
  }

  function jump(ms: number): void {
    const isHeard = isSounding() && media.readyState >= HTMLMediaElement.HAVE_METADATA;
    const awayForMs = fader.goesAwayForMs();
    // A sleep timer's fade goes on over it.
    if (!isHeard || (awayForMs !== null && awayForMs > FADE_MS)) seek(ms);
    else if (fader.isComingIn()) {
      // Nothing is heard yet of the place before.
      seek(ms);
      comeIn(CUT_FADE_MS);
    } else {
      jumpMs = ms;
      // Else it is made when it is silent.
      if (awayForMs === null) land();
    }
  }

  const positionMs = () => jumpMs ?? Math.max(0, media.currentTime - heldS * speed) * 1_000;
  const durationMs = () => (Number.isFinite(media.duration) ? media.duration * 1_000 : null);

  /** Where in the file its first and its last sound are, in seconds; the last is null while the length is not known. */
  const headS = () => (startMs === 0 ? padding.headS : startMs / 1_000);
  const tailS = () => {
    const lengthMs = durationMs();
    if (endMs !== null && (lengthMs === null || endMs < lengthMs)) return endMs / 1_000;
    return lengthMs === null ? null : lengthMs / 1_000 - padding.tailS;
  };

  return {
    media,
    connect(of, out) {
      context = of;
      delay = new DelayNode(of, { maxDelayTime: LONGEST_HOLD_S, delayTime: heldS });
      fileGain = new GainNode(of, { gain: factorOf(gainDb) });
      const fade = new GainNode(of);
      fader.connect(fade.gain, of);
      sound = of.createMediaElementSource(media);
      sound.connect(delay).connect(fileGain).connect(fade).connect(out);
    },
    open(address, options) {
      jumpMs = null;
      holdBack(0);
      ({ startMs, gainDb } = options);
      endMs = null;
      if (context !== null) fileGain?.gain.cancelScheduledValues(0);
      if (context !== null) fileGain?.gain.setValueAtTime(factorOf(gainDb), context.currentTime);
      media.src = address;
      // Opening a file sets the speed back to the usual one.
      media.playbackRate = speed;
      padding = NO_PADDING;
      readEncoderPadding(address)
        .then((read) => {
          if (media.getAttribute('src') === address) padding = read;
        })
        // A file that cannot be read is told by its element.
        .catch(() => undefined);
      // Before the file's head is read this is where playback will begin.
      media.currentTime = startMs / 1_000;
    },
    close() {
      // What is left of it on its way is not heard.
      fader.set(0);
      jumpMs = null;
      if (!media.hasAttribute('src')) return;
      media.removeAttribute('src');
      media.load();
    },
    isOpen: () => media.hasAttribute('src'),
    isSounding,
    isReady: () => media.hasAttribute('src') && media.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA,
    durationMs,
    setSpeed(next) {
      speed = next;
      media.defaultPlaybackRate = next;
      media.playbackRate = next;
    },
    setGain(next) {
      gainDb = next;
      if (context !== null) fileGain?.gain.setTargetAtTime(factorOf(next), context.currentTime, GAIN_GLIDE_S);
    },
    headMs: () => padding.headS * 1_000,
    setEnd(next) {
      endMs = next;
    },
    positionMs,
    seek,
    jump,
    isJumping: () => jumpMs !== null,
    rewind: () => {
      seek(startMs);
    },
    comeInS: () => (media.currentTime - headS()) / speed,
    hasBegun: () => media.currentTime > startMs / 1_000,
    leftS() {
      const lastS = tailS();
      const isOnItsWay = jumpMs !== null || fader.isComingIn();
      return lastS === null || isOnItsWay ? null : heldS + (lastS - media.currentTime) / speed;
    },
    heldMs: () => heldS * 1_000,
    holdAll,
    holdBack,
    catchUp() {
      if (heldS > 0) jump(positionMs());
    },
    fadeIn(ms = FADE_MS) {
      fader.to(1, ms);
    },
    comeIn,
    fadeOut(ms, done) {
      fader.away(jumpMs === null ? ms : Math.min(ms, CUT_FADE_MS), () => {
        if (jumpMs !== null) seek(jumpMs);
        done();
      });
    },
    fadeAlong: fader.along,
    isFadingAlong: fader.isAlong,
    fadeRestWithin: fader.restWithin,
    mute() {
      fader.set(0);
    },
    reset() {
      fader.set(1);
    },
  };
}

function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}
