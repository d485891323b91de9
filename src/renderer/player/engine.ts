import { createAudioGraph } from './audio-graph';
import { createDeck, FADE_MS, type Deck } from './deck';
import { beginHandover, LEAD_MS, type Handover } from './handover';

/**
 * What makes the sound. No React and no songs here: it is given addresses. Two decks take turns: while one plays, the file
 * that follows is opened in the other, so that it goes on without a gap, or with a crossfade.
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
  /** The file came to its end, and none was prepared. */
  readonly ended: () => void;
  /** Playback has gone on with the file that was prepared, which is the current one from now on. */
  readonly followed: () => void;
  readonly failed: (failure: PlaybackFailure) => void;
}

export interface Engine {
  /** Opens a file at a place and, when told, begins to play as soon as it can. */
  load(address: string, options: { readonly startMs: number; readonly isPlaying: boolean }): void;
  /** Forgets the file, and the one that was prepared. */
  unload(): void;
  /** The file that follows by itself when this one ends; null for none. */
  prepare(address: string | null): void;
  /** Over how long two files that follow each other are both heard; 0 for one behind the other without a gap. */
  setCrossfade(ms: number): void;
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

/** Where less than this is left, looking at the clocks would come too late. */
const SHORTEST_LEAD_MS = 250;

/** An engine of two media elements in one graph. */
export function createEngine(events: EngineEvents): Engine {
  const graph = createAudioGraph();
  let current = createDeck();
  let following = createDeck();
  let isWanted = false;
  let crossfadeMs = 0;
  let handover: Handover | null = null;
  /** What follows: open in the other deck, or waiting for it. */
  let prepared: string | null = null;
  /** What is to be opened in the deck that still sounds out. */
  let waiting: string | null = null;
  let host: HTMLElement | null = null;
  let pauseTimer: number | undefined;
  let handoverTimer: number | undefined;
  let followTimer: number | undefined;

  function tellPlaying(): void {
    events.playing(isWanted);
  }

  function start(): void {
    window.clearTimeout(pauseTimer);
    isWanted = true;
    tellPlaying();
    graph.wake((context, out) => {
      current.connect(context, out);
      following.connect(context, out);
    });
    const deck = current;
    deck.fadeTo(1);
    deck.media.play().catch((error: unknown) => {
      // Another file was opened or a pause came first; a file that cannot play is told by the `error` event.
      if (
        deck !== current ||
        (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'NotSupportedError'))
      )
        return;
      isWanted = false;
      tellPlaying();
    });
  }

  /** How long the two files are heard together: never longer than half of the shorter. */
  function crossfadeS(): number {
    const shortest = Math.min(current.durationS() ?? 0, following.durationS() ?? 0);
    return Math.min(crossfadeMs / 1_000, shortest / 2);
  }

  /** Plans the handover, or begins it where its time has come. */
  function arm(): void {
    window.clearTimeout(handoverTimer);
    const lengthS = current.durationS();
    if (!isWanted || handover !== null || lengthS === null || !following.isReady()) return;
    const leftMs = lengthS * 1_000 - current.positionMs();
    const untilFadeMs = leftMs - crossfadeS() * 1_000;
    // Whoever goes to the end of a song wants to hear it: where a crossfade would have begun by now there is none.
    const isFadeAhead = untilFadeMs > SHORTEST_LEAD_MS;
    const untilMs = isFadeAhead ? untilFadeMs : leftMs;
    if (untilMs > LEAD_MS) handoverTimer = window.setTimeout(arm, untilMs - LEAD_MS);
    else if (untilMs > SHORTEST_LEAD_MS) {
      handover = beginHandover({
        leaving: current,
        coming: following,
        crossfadeS: isFadeAhead ? crossfadeS() : 0,
        onAligned: (inMs) => {
          followTimer = window.setTimeout(follow, inMs);
        },
        now: graph.now,
      });
    }
  }

  /** Something else is to be heard than what was planned. */
  function disarm(): void {
    window.clearTimeout(handoverTimer);
    window.clearTimeout(followTimer);
    handover?.cancel();
    handover = null;
  }

  /** What sounds out after a crossfade has begun falls silent. */
  function endTail(): void {
    if (!isSounding(following)) return;
    following.close();
    openWaiting();
  }

  function openWaiting(): void {
    if (waiting === null) return;
    const address = waiting;
    waiting = null;
    following.open(address, 0);
  }

  /** The deck that was prepared becomes the current one. */
  function follow(): void {
    window.clearTimeout(followTimer);
    handover = null;
    prepared = null;
    [current, following] = [following, current];
    if (!isSounding(following)) following.close();
    showCurrent();
    events.followed();
    events.duration(lengthMs());
    events.moved();
    tellPlaying();
  }

  function lengthMs(): number | null {
    const lengthS = current.durationS();
    return lengthS === null ? null : lengthS * 1_000;
  }

  function showCurrent(): void {
    if (host === null) return;
    for (const { media } of [current, following]) {
      // An element that is taken out of the page stops.
      if (media.parentElement !== host) host.append(media);
      media.hidden = media !== current.media;
    }
  }

  function onEnded(deck: Deck): void {
    if (deck !== current) {
      deck.close();
      openWaiting();
      return;
    }
    if (handover !== null) {
      handover.align();
      return;
    }
    // The last of it may still be held back.
    followTimer = window.setTimeout(onHeardOut, deck.heldMs());
  }

  /** The current file was heard to its end, and nothing was begun ahead. */
  function onHeardOut(): void {
    if (following.isReady()) {
      // There was no time to begin it ahead.
      follow();
      start();
    } else {
      isWanted = false;
      graph.rest();
      events.ended();
    }
  }

  function connectEvents(deck: Deck): void {
    const { media } = deck;
    const whenCurrent = (listener: () => void) => () => {
      if (deck === current) listener();
    };
    const on = (name: keyof HTMLMediaElementEventMap, listener: () => void) => {
      media.addEventListener(name, whenCurrent(listener));
    };
    on('play', () => {
      isWanted = true;
      tellPlaying();
    });
    on('pause', () => {
      // Opening a file and reaching the end pause too, without anybody having asked for it.
      if (media.ended || media.readyState === HTMLMediaElement.HAVE_NOTHING) return;
      isWanted = false;
      tellPlaying();
    });
    on('durationchange', () => {
      events.duration(lengthMs());
      arm();
    });
    on('seeking', events.moved);
    on('seeked', events.moved);
    on('loadedmetadata', events.moved);
    on('timeupdate', () => {
      events.ticked();
      if (handover === null) arm();
    });
    media.addEventListener('canplay', arm);
    media.addEventListener('ended', () => {
      onEnded(deck);
    });
    media.addEventListener('error', () => {
      const failure = failureOf(media.error);
      if (failure === null || !deck.isOpen()) return;
      if (deck !== current) {
        // It is opened once more when its turn has come, and told then.
        disarm();
        prepared = null;
        deck.close();
        return;
      }
      isWanted = false;
      tellPlaying();
      events.failed(failure);
    });
  }
  connectEvents(current);
  connectEvents(following);

  return {
    load(address, { startMs, isPlaying }) {
      window.clearTimeout(pauseTimer);
      disarm();
      endTail();
      isWanted = isPlaying;
      current.open(address, startMs);
      events.moved();
      if (isPlaying) start();
      else tellPlaying();
    },
    unload() {
      disarm();
      waiting = null;
      prepared = null;
      isWanted = false;
      current.close();
      following.close();
      graph.rest();
      tellPlaying();
    },
    prepare(address) {
      // Lists change all the time, and what follows seldom does.
      if (address === prepared) return;
      prepared = address;
      disarm();
      waiting = null;
      if (address === null) following.close();
      else if (isSounding(following)) waiting = address;
      else following.open(address, 0);
      arm();
    },
    setCrossfade(ms) {
      if (ms === crossfadeMs) return;
      disarm();
      crossfadeMs = ms;
      arm();
    },
    play() {
      start();
      arm();
    },
    pause() {
      isWanted = false;
      tellPlaying();
      disarm();
      endTail();
      const deck = current;
      deck.fadeTo(0);
      pauseTimer = window.setTimeout(() => {
        deck.media.pause();
        deck.catchUp();
        events.moved();
      }, FADE_MS);
      graph.rest();
    },
    seek(ms) {
      disarm();
      endTail();
      current.seek(ms);
      events.moved();
      arm();
    },
    positionMs() {
      const positionMs = current.positionMs();
      // What has left the deck is still on its way to the ear.
      return isWanted ? Math.max(0, positionMs - graph.latencyMs()) : positionMs;
    },
    setVolume(volume) {
      // The ear hears ratios: squared, the lower half of the slider is as useful as the upper.
      graph.setLevel(Math.min(1, Math.max(0, volume)) ** 2);
    },
    showPictureIn(element) {
      host = element;
      showCurrent();
    },
  };
}

/** It was the current one, and a crossfade still lets it be heard. */
function isSounding({ media }: Deck): boolean {
  return !media.paused && !media.ended;
}

function failureOf(error: MediaError | null): PlaybackFailure | null {
  if (error === null || error.code === MEDIA_ERR_ABORTED) return null;
  const detail = error.message;
  if (/\b404\b/.test(detail)) return { code: 'missing', detail };
  if (error.code === MEDIA_ERR_NETWORK) return { code: 'unreadable', detail };
  if (error.code === MEDIA_ERR_DECODE) return { code: 'damaged', detail };
  return { code: 'unsupported', detail };
}
