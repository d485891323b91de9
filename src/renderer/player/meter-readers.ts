import { bandEdges, bandsOf, levelOf } from './meter-values';

/** Looks at what is heard just now. */
export interface MeterReader {
  /** @param gainDb is added to what is found */
  read(gainDb: number): readonly number[];
  end(): void;
}

/** So many tones, the lowest first. */
export function createSpectrumReader(analyser: AnalyserNode, count: number): MeterReader {
  const edges = bandEdges(count, analyser.frequencyBinCount, analyser.context.sampleRate);
  const decibels = new Float32Array(analyser.frequencyBinCount);
  return {
    read(gainDb) {
      analyser.getFloatFrequencyData(decibels);
      return bandsOf(decibels, edges, gainDb);
    },
    end: () => undefined,
  };
}

/** A fortieth of a second, which is a little more than lies between two looks. */
const LOOK_SAMPLES = 2_048;

/** The left and the right loudspeaker. */
export function createLevelReader(analyser: AnalyserNode): MeterReader {
  const { context } = analyser;
  // A song of one channel comes out of both.
  const both = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
  const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
  const sides = [0, 1].map((channel) => {
    const side = new AnalyserNode(context, { fftSize: LOOK_SAMPLES });
    splitter.connect(side, channel);
    return side;
  });
  analyser.connect(both).connect(splitter);
  const samples = new Float32Array(LOOK_SAMPLES);
  return {
    read: (gainDb) =>
      sides.map((side) => {
        side.getFloatTimeDomainData(samples);
        return levelOf(samples, gainDb);
      }),
    end() {
      analyser.disconnect(both);
    },
  };
}
