import { wavFile } from './wav';

/**
 * A tone of whole periods, so that two files of it that follow each other to the sample are one tone: what lies between
 * them can be heard in what comes out.
 */
export const TONE = { hertz: 400, sampleRate: 48_000, loudness: 0.5 } as const;

/** A tone as a WAV file. */
export function toneWav(seconds: number, hertz: number = TONE.hertz): Buffer {
  const { sampleRate, loudness } = TONE;
  // From its height on: where something is missing between two of them there is a step.
  return wavFile(
    sampleRate,
    Math.round(seconds * sampleRate),
    (index) => Math.cos((2 * Math.PI * hertz * index) / sampleRate) * loudness,
  );
}

/** What was heard around the place where two tones meet. */
export interface Joint {
  /** The longest silence, in milliseconds. */
  readonly gapMs: number;
  /** The largest step that the tone itself does not make, as a part of the tone's height; a click is heard from about 1 on. */
  readonly click: number;
}

/** Looks at samples of the tone; they may begin anywhere in it. */
export function lookAtJoint(samples: ArrayLike<number>, sampleRate: number): Joint {
  const turn = 2 * Math.cos((2 * Math.PI * TONE.hertz) / sampleRate);
  const height = Math.max(...Array.from(samples, Math.abs));
  let [quiet, longest, click] = [0, 0, 0];
  for (let index = 2; index < samples.length; index += 1) {
    const [before, last, value] = [samples[index - 2] ?? 0, samples[index - 1] ?? 0, samples[index] ?? 0];
    quiet = Math.abs(value) < height * 0.02 ? quiet + 1 : 0;
    longest = Math.max(longest, quiet);
    // Three samples of a tone lie on one line; what does not is no tone.
    click = Math.max(click, Math.abs(value - turn * last + before) / height);
  }
  return { gapMs: (longest / sampleRate) * 1_000, click };
}

/** How loud a piece is, in decibels against the loudest tone there is. */
export function levelDb(samples: ArrayLike<number>): number {
  const power = Array.from(samples).reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
  return 10 * Math.log10(2 * power);
}

/** How high a tone of this pitch stands in a piece, 0 to 1. */
export function heightOf(hertz: number, samples: ArrayLike<number>, sampleRate: number): number {
  let [along, across] = [0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const angle = (2 * Math.PI * hertz * index) / sampleRate;
    along += (samples[index] ?? 0) * Math.cos(angle);
    across += (samples[index] ?? 0) * Math.sin(angle);
  }
  return (2 * Math.hypot(along, across)) / samples.length;
}
