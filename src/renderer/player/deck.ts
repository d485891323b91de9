import { NO_PADDING, readEncoderPadding, type EncoderPadding } from './encoder-padding';

/**
 * One media element and its way into the graph: element → delay → gain. Where a deck is begun early its sound is held
 * back, so that it comes to be heard at the very sample at which it is to. A `<video>` plays sound files as well.
 */
export interface Deck {
  readonly media: HTMLVideoElement;
  connect(context: AudioContext, out: AudioNode): void;
  open(address: string, startMs: number): void;
  close(): void;
  isOpen(): boolean;
  /** Enough of the file is there to be played at once. */
  isReady(): boolean;
  /** Seconds of the file; null while they are not known. */
  durationS(): number | null;
  /** Where in the file is what leaves the deck just now. */
  positionMs(): number;
  seek(ms: number): void;
  /** Seconds of sound that have come in; below zero while it is only silence that an encoder put before it. */
  comeInS(): number;
  /** Seconds until the last sound leaves the deck; null while the length is not known. */
  leftS(): number | null;
  /** What has come in and not left yet. */
  heldMs(): number;
  /** From now on sound leaves the deck so many seconds after it has come in; at most `LONGEST_HOLD_S`. */
  holdBack(seconds: number): void;
  /** Lets nothing be held back any more, at the same place of the file. */
  catchUp(): void;
  /** Glides to a loudness within `FADE_MS`. */
  fadeTo(level: number): void;
  /** Follows a curve of loudness from a moment of the graph's clock on. */
  fadeAlong(curve: Float32Array, at: number, seconds: number): void;
  /** Loud at once, whatever was to come. */
  reset(): void;
}

export const LONGEST_HOLD_S = 2;
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
  let gain: GainNode | null = null;
  let heldS = 0;
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

  const positionMs = () => Math.max(0, media.currentTime - heldS) * 1_000;

  function reset(): void {
    gain?.gain.cancelScheduledValues(0);
    if (context !== null) gain?.gain.setValueAtTime(1, context.currentTime);
  }

  return {
    media,
    connect(of, out) {
      context = of;
      delay = new DelayNode(of, { maxDelayTime: LONGEST_HOLD_S, delayTime: heldS });
      gain = new GainNode(of);
      of.createMediaElementSource(media).connect(delay).connect(gain).connect(out);
    },
    open(address, startMs) {
      reset();
      holdBack(0);
      media.src = address;
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
    durationS: () => (Number.isFinite(media.duration) ? media.duration : null),
    positionMs,
    seek,
    comeInS: () => media.currentTime - padding.headS,
    leftS: () =>
      Number.isFinite(media.duration) ? heldS + media.duration - padding.tailS - media.currentTime : null,
    heldMs: () => heldS * 1_000,
    holdBack,
    catchUp() {
      if (heldS > 0) seek(positionMs());
    },
    fadeTo(level) {
      if (context === null || gain === null) return;
      gain.gain.cancelScheduledValues(0);
      gain.gain.setValueAtTime(gain.gain.value, context.currentTime);
      gain.gain.linearRampToValueAtTime(level, context.currentTime + FADE_MS / 1_000);
    },
    fadeAlong(curve, at, seconds) {
      gain?.gain.cancelScheduledValues(0);
      gain?.gain.setValueCurveAtTime(curve, Math.max(at, context?.currentTime ?? 0), seconds);
    },
    reset,
  };
}
