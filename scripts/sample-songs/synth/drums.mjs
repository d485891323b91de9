// @ts-check

import { SAMPLE_RATE, bandPass, highPass, lowPass } from './filters.mjs';

/** @typedef {() => number} Random */

/**
 * @param {number} seconds
 * @param {Random} random
 * @param {(time: number) => number} envelope
 */
function noise(seconds, random, envelope) {
  return new Float32Array(Math.ceil(seconds * SAMPLE_RATE)).map(
    (_, i) => (random() * 2 - 1) * envelope(i / SAMPLE_RATE),
  );
}

/**
 * @param {{ high?: number, low?: number, fall?: number }} [shape]
 */
export function kick({ high = 120, low = 48, fall = 9 } = {}) {
  const out = new Float32Array(Math.ceil(0.45 * SAMPLE_RATE));
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    phase += (2 * Math.PI * (low + (high - low) * Math.exp(-time * 32))) / SAMPLE_RATE;
    const edge = Math.min(1, time / 0.002) * Math.min(1, (0.45 - time) / 0.05);
    out[i] = Math.sin(phase) * Math.exp(-time * fall) * edge;
  }
  return out;
}

/** @param {Random} random */
export function snare(random) {
  const skin = kick({ high: 260, low: 185, fall: 18 });
  const wires = highPass(
    noise(0.3, random, (time) => Math.min(1, time / 0.002) * Math.exp(-time * 17)),
    1200,
  );
  return lowPass(
    wires.map((value, i) => 0.5 * value + 0.45 * skin[i]),
    7500,
  );
}

/**
 * A brush that is drawn over the skin.
 *
 * @param {Random} random
 * @param {number} seconds
 */
export function brush(random, seconds) {
  const swish = noise(seconds, random, (time) => Math.sin((Math.PI * time) / seconds) ** 2);
  return lowPass(bandPass(swish, 2600, 0.6), 6500);
}

/** @param {Random} random */
export function brushTap(random) {
  const tap = noise(0.18, random, (time) => Math.min(1, time / 0.003) * Math.exp(-time * 26));
  return lowPass(bandPass(tap, 1900, 0.7), 6000);
}

/**
 * @param {Random} random
 * @param {number} [fall] more is shorter
 */
export function hat(random, fall = 55) {
  const seconds = Math.min(0.4, 6 / fall);
  return lowPass(
    highPass(
      noise(seconds, random, (time) => Math.min(1, time / 0.001) * Math.exp(-time * fall)),
      6000,
    ),
    11000,
  );
}

/** @param {Random} random */
export function shaker(random) {
  return lowPass(
    bandPass(
      noise(0.12, random, (time) => Math.sin((Math.PI * time) / 0.12) ** 2),
      5200,
      1,
    ),
    9000,
  );
}

/** @param {Random} random */
export function clap(random) {
  const hands = [0, 0.011, 0.023];
  return bandPass(
    noise(0.3, random, (time) =>
      hands.reduce((sum, at, n) => {
        const since = time - at;
        return since < 0 ? sum : sum + Math.min(1, since / 0.001) * Math.exp(-since * (n === 2 ? 20 : 120));
      }, 0),
    ),
    1500,
    0.9,
  );
}

/** Two pieces of wood. */
export function rim() {
  return Float32Array.from({ length: Math.ceil(0.08 * SAMPLE_RATE) }, (_, i) => {
    const time = i / SAMPLE_RATE;
    const tone = Math.sin(2 * Math.PI * 820 * time) + 0.6 * Math.sin(2 * Math.PI * 1730 * time);
    return 0.5 * tone * Math.min(1, time / 0.001) * Math.exp(-time * 75);
  });
}
