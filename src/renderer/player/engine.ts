/**
 * What makes the sound. No React and no songs here: it is given addresses. All that other code knows is `Engine`, so that
 * what is inside (one media element now) can become two that follow each other without a gap.
 */

/** Why a file does not play. */
export type PlaybackFailureCode = 'missing' | 'unreadable' | 'damaged' | 'unsupported';

export interface PlaybackFailure {
  readonly code: PlaybackFailureCode;
  /** What the browser said, for the log. */
  readonly detail: string;
}

export interface EngineEvents {
  /** Sound runs or stands; told also while a file is being opened. */
  readonly playing: (isPlaying: boolean) => void;
  /** The length became known; null while it is not. */
  readonly duration: (durationMs: number | null) => void;
  /** The place jumped: a seek, another file. */
  readonly moved: () => void;
  /** The place went on; a few times a second. */
  readonly ticked: () => void;
  readonly ended: () => void;
  readonly failed: (failure: PlaybackFailure) => void;
}

export interface Engine {
  /** Opens a file at a place and, when told, begins to play as soon as it can. */
  load(address: string, options: { readonly startMs: number; readonly isPlaying: boolean }): void;
  /** Forgets the file. */
  unload(): void;
  play(): void;
  pause(): void;
  seek(ms: number): void;
  /** Where playback is just now, exact at every call. */
  positionMs(): number;
  /** How loud, 0 to 1, as a person turns a knob. */
  setVolume(volume: number): void;
  /** Puts the moving picture into `host`; it stays there for good. */
  showPictureIn(host: HTMLElement): void;
}

/** `HTMLMediaElement.error.code`, which the platform knows only as numbers. */
const MEDIA_ERR_ABORTED = 1;
const MEDIA_ERR_NETWORK = 2;
const MEDIA_ERR_DECODE = 3;

/** An engine of one media element. A `<video>` plays sound files as well, so switching keeps the place. */
export function createEngine(events: EngineEvents): Engine {
  const media = document.createElement('video');
  media.preload = 'auto';
  media.playsInline = true;
  media.disableRemotePlayback = true;
  // The program's own controls stand below; the element must not take the keyboard.
  media.tabIndex = -1;
  let isWanted = false;

  function tellPlaying(): void {
    events.playing(isWanted);
  }

  function start(): void {
    isWanted = true;
    tellPlaying();
    media.play().catch((error: unknown) => {
      // Another file was opened or a pause came first; a file that cannot play is told by the `error` event.
      if (
        error instanceof DOMException &&
        (error.name === 'AbortError' || error.name === 'NotSupportedError')
      )
        return;
      isWanted = false;
      tellPlaying();
    });
  }

  media.addEventListener('play', () => {
    isWanted = true;
    tellPlaying();
  });
  media.addEventListener('pause', () => {
    // Opening a file and reaching the end pause too, without anybody having asked for it.
    if (media.ended || media.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    isWanted = false;
    tellPlaying();
  });
  media.addEventListener('durationchange', () => {
    events.duration(Number.isFinite(media.duration) ? media.duration * 1_000 : null);
  });
  media.addEventListener('seeking', events.moved);
  media.addEventListener('seeked', events.moved);
  media.addEventListener('loadedmetadata', events.moved);
  media.addEventListener('timeupdate', events.ticked);
  media.addEventListener('ended', () => {
    isWanted = false;
    events.ended();
  });
  media.addEventListener('error', () => {
    const failure = failureOf(media.error);
    if (failure === null || !media.hasAttribute('src')) return;
    isWanted = false;
    tellPlaying();
    events.failed(failure);
  });

  return {
    load(address, { startMs, isPlaying }) {
      isWanted = isPlaying;
      media.src = address;
      // Before the file's head is read this is where playback will begin.
      media.currentTime = startMs / 1_000;
      events.moved();
      if (isPlaying) start();
      else tellPlaying();
    },
    unload() {
      isWanted = false;
      media.removeAttribute('src');
      media.load();
      tellPlaying();
    },
    play: start,
    pause() {
      isWanted = false;
      media.pause();
      tellPlaying();
    },
    seek(ms) {
      const end = Number.isFinite(media.duration) ? media.duration : Number.POSITIVE_INFINITY;
      media.currentTime = Math.min(Math.max(0, ms / 1_000), end);
      events.moved();
    },
    positionMs: () => media.currentTime * 1_000,
    setVolume(volume) {
      // The ear hears ratios: squared, the lower half of the slider is as useful as the upper.
      media.volume = Math.min(1, Math.max(0, volume)) ** 2;
    },
    showPictureIn(host) {
      if (media.parentElement !== host) host.append(media);
    },
  };
}

function failureOf(error: MediaError | null): PlaybackFailure | null {
  if (error === null || error.code === MEDIA_ERR_ABORTED) return null;
  const detail = error.message;
  if (/\b404\b/.test(detail)) return { code: 'missing', detail };
  if (error.code === MEDIA_ERR_NETWORK) return { code: 'unreadable', detail };
  if (error.code === MEDIA_ERR_DECODE) return { code: 'damaged', detail };
  return { code: 'unsupported', detail };
}
