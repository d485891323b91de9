import { describe, expect, it } from 'vitest';
import { integratedLoudness, kWeighting } from '../../../src/renderer/sound-meter/integrated-loudness';
import { measureSound } from '../../../src/renderer/sound-meter/measure-sound';
import { truePeak } from '../../../src/renderer/sound-meter/true-peak';

const RATE = 48_000;

/** Stretches of a sine, one behind the other: seconds and peak in dBFS of each. */
function sine(hertz: number, stretches: readonly (readonly [number, number])[], rate = RATE): Float32Array {
  const pieces = stretches.map(([seconds, db]) =>
    Float32Array.from(
      { length: Math.round(seconds * rate) },
      (_, at) => 10 ** (db / 20) * Math.sin((2 * Math.PI * hertz * at) / rate),
    ),
  );
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const both = (samples: Float32Array) => [samples, samples];
const db = (height: number) => 20 * Math.log10(height);

describe('loudness by EBU Tech 3341', () => {
  // The minimum requirements, table 1, without the recordings that are not ours: all have to be met within 0.1 LU.
  it.each([
    ['1', [[20, -23]], -23],
    ['2', [[20, -33]], -33],
    [
      '3',
      [
        [10, -36],
        [60, -23],
        [10, -36],
      ],
      -23,
    ],
    [
      '4',
      [
        [10, -72],
        [10, -36],
        [60, -23],
        [10, -36],
        [10, -72],
      ],
      -23,
    ],
    [
      '5',
      [
        [20, -26],
        [20.1, -20],
        [20, -26],
      ],
      -23,
    ],
  ] as const)('case %s', (_case, stretches, lufs) => {
    expect(
      Math.abs((integratedLoudness(both(sine(1_000, stretches)), RATE) ?? 0) - lufs),
    ).toBeLessThanOrEqual(0.1);
  });

  it('case 6: five channels, of which those at the sides count more and that of low frequencies nothing', () => {
    const of = (level: number) => sine(1_000, [[20, level]]);
    const channels = [of(-28), of(-28), of(-24), of(0), of(-30), of(-30)];
    expect(Math.abs((integratedLoudness(channels, RATE) ?? 0) + 23)).toBeLessThanOrEqual(0.1);
  });

  it.each([8_000, 22_050, 44_100, 96_000])('is the same at %d Hz', (rate) => {
    expect(integratedLoudness(both(sine(1_000, [[5, -23]], rate)), rate)).toBeCloseTo(-23, 1);
  });

  it('of one channel is that of one loudspeaker', () => {
    expect(integratedLoudness([sine(1_000, [[5, -20]])], RATE)).toBeCloseTo(-23, 1);
  });

  it('filters as the standard prints it for 48 kHz', () => {
    const { shelf, highPass } = kWeighting(48_000);
    expect(shelf.b0).toBeCloseTo(1.53512485958697, 8);
    expect(shelf.b1).toBeCloseTo(-2.69169618940638, 8);
    expect(shelf.b2).toBeCloseTo(1.19839281085285, 8);
    expect(shelf.a1).toBeCloseTo(-1.69065929318241, 8);
    expect(shelf.a2).toBeCloseTo(0.73248077421585, 8);
    expect(highPass.a1).toBeCloseTo(-1.99004745483398, 8);
    expect(highPass.a2).toBeCloseTo(0.99007225036621, 8);
  });

  it('is none of silence, of what is below the gate, and of less than a block', () => {
    expect(integratedLoudness(both(new Float32Array(RATE * 5)), RATE)).toBeNull();
    expect(integratedLoudness(both(sine(1_000, [[5, -75]])), RATE)).toBeNull();
    expect(integratedLoudness(both(sine(1_000, [[0.399, -10]])), RATE)).toBeNull();
    expect(integratedLoudness(both(sine(1_000, [[0.4, -23]])), RATE)).toBeCloseTo(-23, 0);
    expect(integratedLoudness([], RATE)).toBeNull();
  });
});

describe('the true peak by EBU Tech 3341', () => {
  // Cases 15 to 19: sines whose tops lie between the samples. They come and go slowly: a wave cut off does rise higher.
  it.each([
    ['15', 4, 0, 0.5, -6],
    ['16', 4, 45, 0.5, -6],
    ['17', 6, 60, 0.5, -6],
    ['18', 8, 67.5, 0.5, -6],
    ['19', 4, 45, 1.41, 3],
  ])('case %s', (_case, samplesPerWave, degrees, height, expected) => {
    const samples = Float32Array.from(
      { length: RATE },
      (_, at) =>
        Math.min(1, at / 1_000, (RATE - at) / 1_000) *
        height *
        Math.sin((2 * Math.PI * at) / samplesPerWave + (degrees / 180) * Math.PI),
    );
    const peak = db(truePeak(both(samples)));
    expect(peak).toBeGreaterThanOrEqual(expected - 0.4);
    expect(peak).toBeLessThanOrEqual(expected + 0.2);
  });

  it('is that of the loudest channel, and at least its highest sample', () => {
    const one = new Float32Array(100);
    one[0] = -0.25;
    const other = new Float32Array(100);
    other[99] = 0.9;
    expect(truePeak([one, other])).toBeCloseTo(0.9, 6);
    expect(truePeak([one])).toBeCloseTo(0.25, 6);
    expect(truePeak([])).toBe(0);
  });
});

describe('what is told of a sound', () => {
  it('is loudness, true peak, and a waveform of 800 columns whatever its length', () => {
    const { loudness, waveform } = measureSound(
      both(
        sine(1_000, [
          [2, -6],
          [2, -12],
        ]),
      ),
      RATE,
    );
    expect(loudness?.truePeakDb).toBeCloseTo(-6, 1);
    expect(loudness?.lufs).toBeGreaterThan(-12);
    expect(waveform).toHaveLength(800);
    expect([waveform[10], waveform[390], waveform[410], waveform[799]]).toEqual([128, 128, 64, 64]);
  });

  it('has the waveform of the loudest channel; what is above full scale is full', () => {
    const quiet = new Float32Array(8_000).fill(0.1);
    const loud = new Float32Array(8_000);
    loud[4_005] = -1.7;
    const { waveform } = measureSound([quiet, loud], RATE);
    expect(waveform[400]).toBe(255);
    expect(waveform[401]).toBe(26);
  });

  it('is nothing but a flat line where there is nothing to hear', () => {
    expect(measureSound([new Float32Array(0)], RATE)).toEqual({
      loudness: null,
      waveform: new Uint8Array(800),
    });
    expect(measureSound([Float32Array.of(0.5, 1)], RATE).waveform[799]).toBe(255);
  });
});
