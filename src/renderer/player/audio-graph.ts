import { watchContext, type ContextWatch } from './context-watch';

/** The page's one way to the loudspeakers. It is made when something is to be heard, and rests when nothing is. */
export interface AudioGraph {
  /** Seconds that the graph has run; 0 before there is one. */
  now(): number;
  /** From the graph to the ear, in milliseconds; 0 while it is not known. */
  latencyMs(): number;
  /** Makes the graph if need be and has it run. `connect` puts decks into a new one. */
  wake(connect: (context: AudioContext, out: AudioNode) => void): void;
  /** Nothing is to be heard for now. */
  rest(): void;
  /** How loud all of it is, 0 to 1 as a factor. */
  setLevel(level: number): void;
  /**
   * Where it is heard: the id of a device, or an empty text for the one that the system prefers. Fails where that device
   * is not there; sound goes on as before then.
   */
  setDevice(deviceId: string): Promise<void>;
  /** What is heard just now, to be looked at; null while there is nothing to hear. */
  analyser(): AnalyserNode | null;
}

/** What the type library does not know of yet: https://webaudio.github.io/web-audio-api/#dom-audiocontext-setsinkid */
interface DeviceChoice {
  readonly sinkId: string;
  setSinkId(deviceId: string): Promise<void>;
}

/** A graph that runs costs a little all the time, one that has to be woken a moment at the next song. */
const REST_AFTER_MS = 15_000;

/** What the service's songs have: files of the graph's own rate enter it sample by sample. */
const SAMPLE_RATE = 48_000;

/** Time constant of a change of loudness: a step would be a click. */
const LEVEL_GLIDE_S = 0.015;

/** @param onFailed the graph does not go on although it was woken; it may be woken again */
export function createAudioGraph(onFailed: () => void): AudioGraph {
  let context: AudioContext | null = null;
  let out: GainNode | null = null;
  let level = 1;
  let deviceId = '';
  let analyser: AnalyserNode | null = null;
  let restTimer: number | undefined;
  let isAwake = false;
  let watch: ContextWatch | null = null;

  return {
    now: () => context?.currentTime ?? 0,
    latencyMs: () => (context?.outputLatency ?? 0) * 1_000,
    wake(connect) {
      window.clearTimeout(restTimer);
      isAwake = true;
      if (context === null || out === null) {
        context = new AudioContext({ latencyHint: 'playback', sampleRate: SAMPLE_RATE });
        out = new GainNode(context, { gain: level });
        out.connect(context.destination);
        if (deviceId !== '') {
          // Gone since it was chosen: whoever watches the devices tells it.
          (context as AudioContext & DeviceChoice).setSinkId(deviceId).catch(console.warn);
        }
        watch = watchContext(context, () => isAwake, onFailed);
        connect(context, out);
      }
      if (context.state !== 'running') watch?.resume();
    },
    rest() {
      isAwake = false;
      window.clearTimeout(restTimer);
      restTimer = window.setTimeout(() => void context?.suspend(), REST_AFTER_MS);
    },
    setLevel(next) {
      level = next;
      if (context !== null) out?.gain.setTargetAtTime(next, context.currentTime, LEVEL_GLIDE_S);
    },
    async setDevice(next) {
      if (next === deviceId) return;
      if (context !== null) await (context as AudioContext & DeviceChoice).setSinkId(next);
      deviceId = next;
    },
    analyser() {
      if (analyser === null && context !== null && out !== null) {
        analyser = new AnalyserNode(context, { fftSize: 2_048, smoothingTimeConstant: 0.8 });
        out.connect(analyser);
      }
      return analyser;
    },
  };
}
