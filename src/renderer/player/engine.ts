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

/** A file that can be heard. */
export interface Source {
  readonly address: string;
  /** By how much it is made louder or softer, in decibels. */
  readonly gainDb: number;
}

/** A part of a song that is heard again and again, in milliseconds of the song. */
export interface Loop {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Engine {
  /** Opens a file at a place and, when told, begins to play as soon as it can. A loop ends. */
  load(source: Source, options: { readonly startMs: number; readonly isPlaying: boolean }): void;
  /** Forgets the file, and the one that was prepared. */
  unload(): void;
  /** The file that follows by itself when this one ends; null for none. */
  prepare(source: Source | null): void;
  /** Makes the current file louder or softer while it plays. */
  setGain(gainDb: number): void;
  /** Over how long two files that follow each other are both heard; 0 for one behind the other without a gap. */
  setCrossfade(ms: number): void;
  /** 0.5 to 2 times as fast as it was made; the pitch stays. */
  setSpeed(speed: number): void;
  /** Comes back to the part's beginning at its end, until it is set to null. */
  setLoop(loop: Loop | null): void;
  play(): void;
  /** @param fadeMs over how long it goes silent; short enough not to be noticed where it is not told */
  pause(fadeMs?: number): void;
  seek(ms: number): void;
  /** Where playback is just now, exact at every call. */
  positionMs(): number;
  /** How loud, 0 to 1, as a person turns a knob. */
  setVolume(volume: number): void;
  /** Where it is heard; see `AudioGraph.setDevice`. */
  setDevice(deviceId: string): Promise<void>;
  /** What is heard just now, to be looked at; null while there is nothing to hear. */
  analyser(): AnalyserNode | null;
  /** Puts the moving picture into `host`; it stays there for good. */
  showPictureIn(host: HTMLElement): void;
  /** The element whose picture is shown. */
  picture(): HTMLVideoElement;
}

/** `HTMLMediaElement.error.code`, which the platform knows only as numbers. */
const MEDIA_ERR_ABORTED = 1;
const MEDIA_ERR_NETWORK = 2;
const MEDIA_ERR_DECODE = 3;

/** Where less than this is left, looking at the clocks would come too late. */
const SHORTEST_LEAD_MS = 250;

/** What is cut off in the midst of the sound would click. */
const LOOP_FADE_MS = 10;
/** A shorter part is over before it could be begun ahead: playback jumps back in it. */
const SHORTEST_SEAMLESS_LOOP_MS = 1_500;

/** A file in a deck, and where in it the deck begins. */
interface Cue extends Source {
  readonly startMs: number;
}

/** An engine of two media elements in one graph. */
export function createEngine(events: EngineEvents): Engine {
  const graph = createAudioGraph();
  let current = createDeck();
  let following = createDeck();
  let isWanted = false;
  let crossfadeMs = 0;
  let speed = 1;
  let handover: Handover | null = null;
  let playing: Source | null = null;
  /** What follows when the current file ends. */
  let prepared: Source | null = null;
  let loop: Loop | null = null;
  /** What is open in the other deck, or waits for it. */
  let cue: Cue | null = null;
  /** The other deck still sounds out: its cue is opened in it when it is silent. */
  let isCueWaiting = false;
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

  /** The part that is repeated is long enough for its beginning to be opened ahead. */
  function isSeamless({ fromMs, toMs }: Loop): boolean {
    return (toMs - fromMs) / speed >= SHORTEST_SEAMLESS_LOOP_MS;
  }

  /** Has what follows opened: the beginning of a loop, else what was prepared. */
  function cueUp(): void {
    current.setEnd(loop?.toMs ?? null);
    const wanted: Cue | null =
      loop === null || playing === null
        ? prepared && { ...prepared, startMs: 0 }
        : isSeamless(loop)
          ? { ...playing, startMs: loop.fromMs }
          : null;
    // Lists change all the time, and what follows seldom does.
    const isSame = wanted?.address === cue?.address && wanted?.startMs === cue?.startMs;
    cue = wanted;
    if (!isSame) {
      disarm();
      isCueWaiting = wanted !== null && isSounding(following);
      if (wanted === null) following.close();
      else if (!isCueWaiting) following.open(wanted.address, wanted);
    } else if (wanted !== null && !isCueWaiting) {
      following.setGain(wanted.gainDb);
    }
    arm();
  }

  /** How long the two files are heard together: never longer than half of the shorter. */
  function overlapMs(): number {
    if (loop !== null) return LOOP_FADE_MS;
    const shortestMs = Math.min(current.durationMs() ?? 0, following.durationMs() ?? 0);
    return Math.min(crossfadeMs, shortestMs / 2 / speed);
  }

  /** Plans the handover, or begins it where its time has come. */
  function arm(): void {
    window.clearTimeout(handoverTimer);
    const endMs = loop?.toMs ?? current.durationMs();
    if (!isWanted || handover !== null || endMs === null) return;
    const leftMs = (endMs - current.positionMs()) / speed;
    if (loop !== null && !isSeamless(loop)) {
      // Whoever went beyond its end wants to hear what is there.
      if (leftMs > 0) handoverTimer = window.setTimeout(jumpBack, leftMs);
      return;
    }
    if (!following.isReady() || isCueWaiting) return;
    const untilFadeMs = leftMs - overlapMs();
    // Whoever goes to the end of a song wants to hear it: where a crossfade would have begun by now there is none.
    const isFadeAhead = untilFadeMs > SHORTEST_LEAD_MS;
    const untilMs = isFadeAhead ? untilFadeMs : leftMs;
    if (untilMs > LEAD_MS) handoverTimer = window.setTimeout(arm, untilMs - LEAD_MS);
    else if (untilMs > SHORTEST_LEAD_MS) {
      handover = beginHandover({
        leaving: current,
        coming: following,
        crossfadeS: isFadeAhead ? overlapMs() / 1_000 : 0,
        onAligned: (inMs) => {
          followTimer = window.setTimeout(follow, inMs);
        },
        now: graph.now,
      });
    }
  }

  /** The end of a part that is too short for a handover. */
  function jumpBack(): void {
    if (loop === null) return;
    if (current.positionMs() >= loop.toMs - 1) {
      current.seek(loop.fromMs);
      events.moved();
    }
    arm();
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
    if (!isCueWaiting || cue === null) return;
    isCueWaiting = false;
    following.open(cue.address, cue);
  }

  /** The deck that was prepared becomes the current one. */
  function follow(): void {
    window.clearTimeout(followTimer);
    handover = null;
    playing = cue;
    cue = null;
    isCueWaiting = false;
    [current, following] = [following, current];
    showCurrent();
    if (loop !== null) {
      // Its beginning comes once more when what is left of its end is silent.
      const leaving = following;
      window.setTimeout(() => {
        if (leaving !== following) return;
        leaving.close();
        cueUp();
      }, LOOP_FADE_MS * 2);
    } else {
      prepared = null;
      if (!isSounding(following)) following.close();
      events.followed();
    }
    events.duration(current.durationMs());
    events.moved();
    tellPlaying();
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
    if (loop !== null) {
      // Somebody went beyond the part that is repeated.
      current.seek(loop.fromMs);
      start();
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
      // Told a moment later: a pause may have come meanwhile.
      if (media.paused) return;
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
      events.duration(current.durationMs());
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
        cue = null;
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
    load(source, { startMs, isPlaying }) {
      window.clearTimeout(pauseTimer);
      disarm();
      endTail();
      loop = null;
      playing = source;
      isWanted = isPlaying;
      current.open(source.address, { startMs, gainDb: source.gainDb });
      cueUp();
      events.moved();
      if (isPlaying) start();
      else tellPlaying();
    },
    unload() {
      disarm();
      loop = null;
      playing = null;
      prepared = null;
      cue = null;
      isCueWaiting = false;
      isWanted = false;
      current.close();
      following.close();
      graph.rest();
      tellPlaying();
    },
    prepare(source) {
      prepared = source;
      cueUp();
    },
    setGain(gainDb) {
      if (playing !== null) playing = { ...playing, gainDb };
      current.setGain(gainDb);
    },
    setCrossfade(ms) {
      if (ms === crossfadeMs) return;
      disarm();
      crossfadeMs = ms;
      arm();
    },
    setSpeed(next) {
      if (next === speed) return;
      disarm();
      current.catchUp();
      speed = next;
      current.setSpeed(next);
      following.setSpeed(next);
      events.moved();
      cueUp();
    },
    setLoop(next) {
      disarm();
      loop = next;
      cueUp();
    },
    play() {
      start();
      arm();
    },
    pause(fadeMs = FADE_MS) {
      isWanted = false;
      tellPlaying();
      disarm();
      endTail();
      const deck = current;
      deck.fadeTo(0, fadeMs);
      window.clearTimeout(pauseTimer);
      pauseTimer = window.setTimeout(() => {
        deck.media.pause();
        deck.catchUp();
        events.moved();
      }, fadeMs);
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
    setDevice: graph.setDevice,
    analyser: graph.analyser,
    showPictureIn(element) {
      host = element;
      showCurrent();
    },
    picture: () => current.media,
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
