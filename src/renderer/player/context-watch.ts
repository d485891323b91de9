const LOOK_EVERY_MS = 1_000;
/** A graph that is meant to run and does not go on for so many looks has failed: a busy machine has it wait for less. */
const STILL_LOOKS = 5;

/** What the type library does not know of yet: https://webaudio.github.io/web-audio-api/#dom-audiocontext-setsinkid */
interface DeviceChoice {
  readonly sinkId: string;
  setSinkId(sink: string | { readonly type: 'none' }): Promise<void>;
}

type Graph = Pick<
  AudioContext,
  'currentTime' | 'suspend' | 'resume' | 'addEventListener' | 'removeEventListener'
>;

/** A graph of sound that is looked after. */
export interface ContextWatch {
  /** Has the graph run, also one that had failed. */
  resume(): void;
  end(): void;
}

/**
 * Tells where a graph of sound does not go on although it is meant to: the system has ended it, or takes nothing of it any
 * more. It may be resumed then.
 *
 * @param isMeant the graph is to run just now
 */
export function watchContext(graph: Graph, isMeant: () => boolean, onFailed: () => void): ContextWatch {
  let lastS = 0;
  let still = 0;
  let isBroken = false;

  function fail(): void {
    still = 0;
    isBroken = true;
    if (!isMeant()) return;
    graph.suspend().catch(console.warn);
    onFailed();
  }

  const timer = setInterval(() => {
    still = isMeant() && graph.currentTime === lastS ? still + 1 : 0;
    lastS = graph.currentTime;
    if (still >= STILL_LOOKS) fail();
  }, LOOK_EVERY_MS);
  graph.addEventListener('error', fail);
  return {
    resume() {
      const resumed = isBroken ? resumeAnew(graph as Graph & DeviceChoice) : graph.resume();
      isBroken = false;
      resumed.catch(console.warn);
    },
    end() {
      clearInterval(timer);
      graph.removeEventListener('error', fail);
    },
  };
}

/** What the graph had of the system is dead, and it would wait for it for ever: it is given another. */
async function resumeAnew(graph: Graph & DeviceChoice): Promise<void> {
  const { sinkId } = graph;
  await graph.setSinkId({ type: 'none' });
  await graph.resume();
  // The device may be gone meanwhile.
  await graph.setSinkId(sinkId).catch(() => graph.setSinkId(''));
}
