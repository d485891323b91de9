import { watchContext } from '../../player/context-watch';

/** One file that is compared, and its way into the graph: element → gain of the file → gain of the switch. */
export interface TakeDeck {
  /** Enough of the file is there to be played at once. */
  isReady(): boolean;
  /** Milliseconds of the file; null while they are not known. */
  durationMs(): number | null;
  positionMs(): number;
  /** Resolves when the sound at that place can be played, or never will be. */
  seek(ms: number): Promise<void>;
  play(): void;
  pause(): void;
  /** How much faster than it was made the file runs. */
  setRate(rate: number): void;
  /** By how much the file is made louder or softer, in decibels; glides there. */
  setGain(gainDb: number): void;
  /** Glides to full sound or to silence within `SWITCH_MS`. */
  setHeard(isHeard: boolean): void;
  close(): void;
}

export interface TakeDeckEvents {
  /** Something that is known of the file has become another. */
  readonly changed: () => void;
  readonly failed: () => void;
}

/** The way of compared files to the loudspeakers. */
export interface CompareGraph {
  createDeck(address: string, gainDb: number, events: TakeDeckEvents): TakeDeck;
  /** How loud all of it is, 0 to 1 as a factor. */
  setLevel(level: number): void;
  /** The id of a device, or an empty text for the one that the system prefers. Fails where it is not there. */
  setDevice(deviceId: string): Promise<void>;
  /** Something is to be heard, or nothing for now. */
  setRunning(isRunning: boolean): void;
  close(): void;
}

/** A switch from one take to another: short enough to be one moment, long enough to be no click. */
export const SWITCH_MS = 8;
/** Time constants of other changes of loudness. */
const GAIN_GLIDE_S = 0.05;
const LEVEL_GLIDE_S = 0.015;
/** What the service's songs have: files of the graph's own rate enter it sample by sample. */
const SAMPLE_RATE = 48_000;

/** What the type library does not know of yet: https://webaudio.github.io/web-audio-api/#dom-audiocontext-setsinkid */
interface DeviceChoice {
  setSinkId(deviceId: string): Promise<void>;
}

/**
 * A graph of its own, so that the player's stands as it stood. Files are read as they are played: none is decoded as a whole.
 *
 * @param onFailed the graph does not go on although it is to run; it may be told to run again
 */
export function createCompareGraph(onFailed: () => void): CompareGraph {
  const context = new AudioContext({ latencyHint: 'balanced', sampleRate: SAMPLE_RATE });
  const out = new GainNode(context);
  out.connect(context.destination);
  let isToRun = false;
  const watch = watchContext(context, () => isToRun, onFailed);
  return {
    createDeck: (address, gainDb, events) => createTakeDeck(context, out, address, gainDb, events),
    setLevel(level) {
      out.gain.setTargetAtTime(level, context.currentTime, LEVEL_GLIDE_S);
    },
    setDevice: (deviceId) => (context as AudioContext & DeviceChoice).setSinkId(deviceId),
    setRunning(isRunning) {
      isToRun = isRunning;
      if (isRunning) watch.resume();
      else void context.suspend();
    },
    close() {
      watch.end();
      void context.close();
    },
  };
}

function createTakeDeck(
  context: AudioContext,
  out: AudioNode,
  address: string,
  gainDb: number,
  { changed, failed }: TakeDeckEvents,
): TakeDeck {
  const media = new Audio();
  media.preload = 'auto';
  // Else the graph would be given silence: files come from a scheme of their own.
  media.crossOrigin = 'anonymous';
  const fileGain = new GainNode(context, { gain: factorOf(gainDb) });
  const heard = new GainNode(context, { gain: 0 });
  context.createMediaElementSource(media).connect(fileGain).connect(heard).connect(out);
  const ended = new AbortController();
  const { signal } = ended;
  for (const event of ['loadedmetadata', 'canplay', 'durationchange', 'ended'])
    media.addEventListener(event, changed, { signal });
  media.addEventListener('error', failed, { signal });
  media.src = address;

  const isReady = () => media.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA || media.ended;

  return {
    isReady,
    durationMs: () => (Number.isFinite(media.duration) ? media.duration * 1_000 : null),
    positionMs: () => media.currentTime * 1_000,
    async seek(ms) {
      media.currentTime = ms / 1_000;
      await new Promise<void>((resolve) => {
        const look = () => {
          const isThere = !media.seeking && isReady();
          if (!isThere && media.error === null && !signal.aborted) return;
          looking.abort();
          resolve();
        };
        const looking = new AbortController();
        for (const event of ['seeked', 'canplay', 'error', 'emptied'])
          media.addEventListener(event, look, { signal: looking.signal });
        look();
      });
    },
    play() {
      media.play().catch((error: unknown) => {
        // A pause may come before the first sound; a file that does not play is told by its element.
        if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn(error);
      });
    },
    pause() {
      media.pause();
    },
    setRate(rate) {
      media.playbackRate = rate;
    },
    setGain(next) {
      fileGain.gain.setTargetAtTime(factorOf(next), context.currentTime, GAIN_GLIDE_S);
    },
    setHeard(isHeard) {
      const now = context.currentTime;
      heard.gain.cancelScheduledValues(0);
      heard.gain.setValueAtTime(heard.gain.value, now);
      heard.gain.linearRampToValueAtTime(isHeard ? 1 : 0, now + SWITCH_MS / 1_000);
    },
    close() {
      ended.abort();
      media.pause();
      media.removeAttribute('src');
      media.load();
      heard.disconnect();
    },
  };
}

function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}
