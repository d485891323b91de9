import { NO_PADDING, readEncoderPadding, type EncoderPadding } from './encoder-padding';

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
  open(address: string, options: DeckOptions): void;
  close(): void;
  isOpen(): boolean;
  /** Enough of the file is there to be played at once. */
  isReady(): boolean;
  /** Milliseconds of the file; null while they are not known. */
  durationMs(): number | null;
  /** How much faster than it was made the file is played, its pitch kept. */
  setSpeed(speed: number): void;
  /** Glides to another gain of the file. */
  setGain(gainDb: number): void;
  /** Where in the file the deck's part of it ends; null for its end. Playback itself goes on there. */
  setEnd(endMs: number | null): void;
  /** Where in the file is what leaves the deck just now. */
  positionMs(): number;
  seek(ms: number): void;
  /** Goes back to where it was opened. */
  rewind(): void;
  /**
   * Seconds of sound that have come in since it was opened; below zero while it is only silence that an encoder put
   * before it.
   */
  comeInS(): number;
  /** Its place has gone on since it was opened. */
  hasBegun(): boolean;
  /** Seconds until the last sound of its part leaves the deck; null while the length is not known. */
  leftS(): number | null;
  /** What has come in and not left yet. */
  heldMs(): number;
  /** From now on sound leaves the deck so many seconds after it has come in; at most `LONGEST_HOLD_S`. */
  holdBack(seconds: number): void;
  /** Lets nothing be held back any more, at the same place of the file. */
  catchUp(): void;
  /** Glides to a loudness, 0 to 1, within so many milliseconds. */
  fadeTo(level: number, ms?: number): void;
  /** Follows a curve of loudness from a moment of the graph's clock on. */
  fadeAlong(curve: Float32Array, at: number, seconds: number): void;
  /** Loud at once, whatever was to come. */
  reset(): void;
}

export const LONGEST_HOLD_S = 2;
/** Time constant of a change of a file's gain: a step would be a click. */
const GAIN_GLIDE_S = 0.05;
/** How long sound takes to go away at a pause and to come back: without it there is a click. */
export const FADE_MS = 40;

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
  let delay: DelayNode | null = null;
  let fileGain: GainNode | null = null;
  let fade: GainNode | null = null;
  let gainDb = 0;
  let heldS = 0;
  let speed = 1;
  let startMs = 0;
  let endMs: number | null = null;
  let padding: EncoderPadding = NO_PADDING;

  function holdBack(seconds: number): void {
    const bounded = Math.min(LONGEST_HOLD_S, Math.max(0, seconds));
    // Of whole samples: between two of them the delay would mix them.
    heldS = context === null ? 0 : Math.round(bounded * context.sampleRate) / context.sampleRate;
    if (context !== null) delay?.delayTime.setValueAtTime(heldS, context.currentTime);
  }

  function seek(ms: number): void {
    holdBack(0);
    const end = Number.isFinite(media.duration) ? media.duration : Number.POSITIVE_INFINITY;
    media.currentTime = Math.min(Math.max(0, ms / 1_000), end);
  }

  const positionMs = () => Math.max(0, media.currentTime - heldS * speed) * 1_000;
  const durationMs = () => (Number.isFinite(media.duration) ? media.duration * 1_000 : null);

  /** Where in the file its first and its last sound are, in seconds; the last is null while the length is not known. */
  const headS = () => (startMs === 0 ? padding.headS : startMs / 1_000);
  const tailS = () => {
    const lengthMs = durationMs();
    if (endMs !== null && (lengthMs === null || endMs < lengthMs)) return endMs / 1_000;
    return lengthMs === null ? null : lengthMs / 1_000 - padding.tailS;
  };

  function reset(): void {
    fade?.gain.cancelScheduledValues(0);
    if (context !== null) fade?.gain.setValueAtTime(1, context.currentTime);
  }

  return {
    media,
    connect(of, out) {
      context = of;
      delay = new DelayNode(of, { maxDelayTime: LONGEST_HOLD_S, delayTime: heldS });
      fileGain = new GainNode(of, { gain: factorOf(gainDb) });
      fade = new GainNode(of);
      of.createMediaElementSource(media).connect(delay).connect(fileGain).connect(fade).connect(out);
    },
    open(address, options) {
      reset();
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
      if (!media.hasAttribute('src')) return;
      media.removeAttribute('src');
      media.load();
    },
    isOpen: () => media.hasAttribute('src'),
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
    setEnd(next) {
      endMs = next;
    },
    positionMs,
    seek,
    rewind: () => {
      seek(startMs);
    },
    comeInS: () => (media.currentTime - headS()) / speed,
    hasBegun: () => media.currentTime > startMs / 1_000,
    leftS() {
      const lastS = tailS();
      return lastS === null ? null : heldS + (lastS - media.currentTime) / speed;
    },
    heldMs: () => heldS * 1_000,
    holdBack,
    catchUp() {
      if (heldS > 0) seek(positionMs());
    },
    fadeTo(level, ms = FADE_MS) {
      if (context === null || fade === null) return;
      fade.gain.cancelScheduledValues(0);
      fade.gain.setValueAtTime(fade.gain.value, context.currentTime);
      fade.gain.linearRampToValueAtTime(level, context.currentTime + ms / 1_000);
    },
    fadeAlong(curve, at, seconds) {
      fade?.gain.cancelScheduledValues(0);
      fade?.gain.setValueCurveAtTime(curve, Math.max(at, context?.currentTime ?? 0), seconds);
    },
    reset,
  };
}

function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}
