// @ts-check

import { SAMPLE_RATE, highPass } from './filters.mjs';

/** @typedef {import('./space.mjs').Stereo} Stereo */

const LOUDNESS = -16;
const CEILING = 10 ** (-2 / 20);

/**
 * The last step: no rumble, one loudness for all songs, peaks held under the ceiling, short fades.
 *
 * @param {Stereo} mix changed in place
 * @param {number} fadeOut seconds
 * @returns {Stereo} the same arrays
 */
export function master(mix, fadeOut) {
  highPass(mix.left, 28);
  highPass(mix.right, 28);
  fade(mix, 0.012, fadeOut);
  for (let round = 0; round < 3; round++) {
    scale(mix, 10 ** ((LOUDNESS - loudness(mix)) / 20));
    limit(mix);
  }
  return mix;
}

/**
 * Loudness over the whole song after ITU-R BS.1770: weighted, in blocks of 400 ms, gated twice.
 *
 * @param {Stereo} mix
 * @returns {number} LUFS
 */
export function loudness(mix) {
  const sides = [weigh(mix.left), weigh(mix.right)];
  const hop = SAMPLE_RATE / 10;
  /** @type {number[]} */
  const blocks = [];
  for (let from = 0; from + 4 * hop <= mix.left.length; from += hop) {
    let sum = 0;
    for (const side of sides) for (let i = from; i < from + 4 * hop; i++) sum += side[i] * side[i];
    blocks.push(sum / (4 * hop));
  }
  const level = (/** @type {number[]} */ powers) =>
    -0.691 + 10 * Math.log10(powers.reduce((a, b) => a + b, 0) / powers.length);
  const heard = blocks.filter((power) => level([power]) > -70);
  const gate = level(heard) - 10;
  return level(heard.filter((power) => level([power]) > gate));
}

/** @param {Float32Array} samples */
function weigh(samples) {
  const shelf = biquad(1681.974, 0.7071752, 3.99984);
  const cut = biquad(38.13547, 0.500327);
  return samples.map((value) => cut(shelf(value)));
}

/**
 * The two filters of BS.1770: with decibels a high shelf, without a high pass.
 *
 * @param {number} hz
 * @param {number} q
 * @param {number} [decibels]
 * @returns {(input: number) => number}
 */
function biquad(hz, q, decibels) {
  const k = Math.tan((Math.PI * hz) / SAMPLE_RATE);
  const norm = 1 + k / q + k * k;
  const a1 = (2 * (k * k - 1)) / norm;
  const a2 = (1 - k / q + k * k) / norm;
  let [b0, b1, b2] = [1, -2, 1];
  if (decibels !== undefined) {
    const high = 10 ** (decibels / 20);
    const band = high ** 0.4996667741545416;
    b0 = (high + (band * k) / q + k * k) / norm;
    b1 = (2 * (k * k - high)) / norm;
    b2 = (high - (band * k) / q + k * k) / norm;
  }
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return (input) => {
    const output = b0 * input + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, input, y1, output];
    return output;
  };
}

/**
 * Holds peaks under the ceiling: the gain goes down a little ahead of a peak and comes back slowly.
 *
 * @param {Stereo} mix changed in place
 */
function limit(mix) {
  const ahead = 180;
  const back = Math.exp(-1 / (0.12 * SAMPLE_RATE));
  const length = mix.left.length;
  const wanted = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const peak = Math.max(Math.abs(mix.left[i]), Math.abs(mix.right[i]));
    wanted[i] = peak > CEILING ? CEILING / peak : 1;
  }
  const lowest = new Float32Array(length).fill(1);
  for (let i = 0; i < length; i++) {
    if (wanted[i] === 1) continue;
    for (let n = Math.max(0, i - ahead); n <= Math.min(length - 1, i + ahead); n++) {
      lowest[n] = Math.min(lowest[n], wanted[i]);
    }
  }
  let held = 1;
  let sum = ahead;
  const released = lowest.map((value) => {
    held = value < held ? value : value + (held - value) * back;
    return held;
  });
  for (let i = 0; i < length; i++) {
    sum += released[Math.min(length - 1, i + ahead / 2)] - (i > ahead / 2 ? released[i - ahead / 2 - 1] : 1);
    const gain = Math.min(1, sum / ahead);
    mix.left[i] *= gain;
    mix.right[i] *= gain;
  }
}

/**
 * @param {Stereo} mix changed in place
 * @param {number} gain
 */
function scale(mix, gain) {
  for (let i = 0; i < mix.left.length; i++) {
    mix.left[i] *= gain;
    mix.right[i] *= gain;
  }
}

/**
 * @param {Stereo} mix changed in place
 * @param {number} inward seconds
 * @param {number} outward seconds
 */
function fade(mix, inward, outward) {
  const length = mix.left.length;
  const first = Math.round(inward * SAMPLE_RATE);
  const last = Math.round(outward * SAMPLE_RATE);
  for (let i = 0; i < length; i++) {
    const left = (length - 1 - i) / last;
    const level = Math.min(1, i / first) * (left < 1 ? 0.5 - 0.5 * Math.cos(Math.PI * left) : 1);
    mix.left[i] *= level;
    mix.right[i] *= level;
  }
}
