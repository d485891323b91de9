// @ts-check

import { SAMPLE_RATE, StateVariableFilter, bandPass, highPass, lowPass } from './filters.mjs';

/** @typedef {() => number} Random */

const TURN = 2 * Math.PI;

/** @param {number} seconds */
function silence(seconds) {
  return new Float32Array(Math.ceil(seconds * SAMPLE_RATE));
}

/**
 * Rises, holds for `seconds`, then falls: no instrument starts or ends with a click.
 *
 * @param {number} time
 * @param {number} seconds
 * @param {number} attack
 * @param {number} release
 */
function swell(time, seconds, attack, release) {
  if (time < attack) return 0.5 - 0.5 * Math.cos((Math.PI * time) / attack);
  if (time < seconds) return 1;
  const left = 1 - (time - seconds) / release;
  return left > 0 ? left * left : 0;
}

/**
 * The correction that keeps a sawtooth's edge from aliasing.
 *
 * @param {number} phase 0 to 1
 * @param {number} step phase per sample
 */
export function sawEdge(phase, step) {
  if (phase < step) {
    const x = phase / step;
    return x + x - x * x - 1;
  }
  if (phase > 1 - step) {
    const x = (phase - 1) / step;
    return x * x + x + x + 1;
  }
  return 0;
}

/**
 * A plucked string: noise that runs round a delay line as long as the string.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {Random} random
 * @param {{ bright?: number, ring?: number }} [touch] `bright` 0 to 1, `ring`: seconds to fall by 60 dB
 */
export function pluck(hz, seconds, random, { bright = 0.5, ring = 2.5 } = {}) {
  const out = silence(seconds + 0.1);
  const period = SAMPLE_RATE / hz - 0.5;
  const length = Math.floor(period - 0.1);
  const fraction = period - length;
  const allPass = (1 - fraction) / (1 + fraction);
  const line = lowPass(
    Float32Array.from({ length }, () => random() * 2 - 1),
    900 + 5200 * bright,
  );
  const mean = line.reduce((sum, value) => sum + value, 0) / length;
  const point = Math.max(1, Math.floor(length * 0.18));
  const shape = line.map((value, i) => value - mean - 0.7 * (line[(i + point) % length] - mean));
  const loss = 10 ** (-3 / (ring * hz));
  let last = 0;
  let passIn = 0;
  let passOut = 0;
  for (let i = 0, at = 0; i < out.length; i++, at = at + 1 === length ? 0 : at + 1) {
    const now = shape[at];
    const soft = (0.5 * now + 0.5 * last) * loss;
    last = now;
    passOut = allPass * (soft - passOut) + passIn;
    passIn = soft;
    shape[at] = passOut;
    out[i] = now * swell(i / SAMPLE_RATE, seconds, 0.002, 0.1);
  }
  const body = bandPass(Float32Array.from(out), 210, 1.2);
  return highPass(
    out.map((value, i) => value + 0.6 * body[i]),
    70,
  );
}

/**
 * An electric piano: a sine that a second sine bends, hard at first and soft later.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {number} [force] 0 to 1
 */
export function electricPiano(hz, seconds, force = 0.6) {
  const out = silence(seconds + 0.25);
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    const bend = (0.25 + 1.3 * force) * Math.exp(-time * 3.2) * Math.sin(TURN * hz * time);
    const tine = 0.16 * force * Math.exp(-time * 14) * Math.sin(TURN * hz * 7.01 * time);
    const tremolo = 1 + 0.12 * Math.sin(TURN * 4.6 * time);
    const fall = Math.exp(-time * 1.3);
    out[i] =
      0.5 * (Math.sin(TURN * hz * time + bend) + tine) * fall * tremolo * swell(time, seconds, 0.006, 0.25);
  }
  return out;
}

/**
 * Reeds moved by bellows: a row of harmonics, two reeds a few cents apart.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {Random} random
 */
export function harmonium(hz, seconds, random) {
  const out = silence(seconds + 0.35);
  const harmonics = [1, 0.7, 0.55, 0.3, 0.26, 0.14, 0.12, 0.06, 0.05, 0.03].filter(
    (_, n) => hz * (n + 1) < 7000,
  );
  for (const detune of [0.9988, 1.0014]) {
    const start = random();
    for (let n = 0; n < harmonics.length; n++) {
      const speed = (TURN * hz * detune * (n + 1)) / SAMPLE_RATE;
      const phase = TURN * start * (n + 1);
      for (let i = 0; i < out.length; i++) out[i] += harmonics[n] * Math.sin(phase + speed * i);
    }
  }
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    const bellows = 1 + 0.08 * Math.sin(TURN * 0.9 * time + hz * 0.37);
    out[i] *= 0.16 * bellows * swell(time, seconds, 0.16, 0.35);
  }
  return out;
}

/**
 * Three sawtooth waves, apart by a few cents, behind a soft low-pass filter.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {Random} random
 * @param {{ cutoff?: number, open?: number, attack?: number, release?: number }} [shape]
 *   `open`: how far, in Hz, the filter opens towards the middle of the note
 */
export function pad(hz, seconds, random, { cutoff = 700, open = 500, attack = 0.5, release = 0.9 } = {}) {
  const out = silence(seconds + release);
  for (const detune of [0.9965, 1.0003, 1.0037]) {
    const step = (hz * detune) / SAMPLE_RATE;
    let phase = random();
    for (let i = 0; i < out.length; i++) {
      out[i] += 2 * phase - 1 - sawEdge(phase, step);
      phase += step;
      if (phase >= 1) phase -= 1;
    }
  }
  const filter = new StateVariableFilter(cutoff, 0.8);
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    if (i % 32 === 0) {
      const rise = Math.sin((Math.PI * Math.min(time, seconds)) / (seconds + release));
      filter.tune(cutoff + open * rise, 0.8);
    }
    filter.feed(out[i]);
    out[i] = 0.22 * filter.low * swell(time, seconds, attack, release);
  }
  return out;
}

/**
 * A short sawtooth note whose filter closes quickly.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {{ cutoff?: number, sweep?: number, q?: number }} [shape]
 */
export function pulse(hz, seconds, { cutoff = 300, sweep = 1400, q = 1.4 } = {}) {
  const out = silence(seconds + 0.12);
  const step = hz / SAMPLE_RATE;
  const filter = new StateVariableFilter(cutoff, q);
  let phase = 0.5;
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    if (i % 16 === 0) filter.tune(cutoff + sweep * Math.exp(-time * 14), q);
    filter.feed(2 * phase - 1 - sawEdge(phase, step));
    phase += step;
    if (phase >= 1) phase -= 1;
    out[i] = 0.5 * filter.low * Math.exp(-time * 2.5) * swell(time, seconds, 0.004, 0.12);
  }
  return out;
}

/**
 * A bowed low string: a sawtooth with vibrato through the resonances of a wooden body.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {Random} random
 */
export function bowed(hz, seconds, random) {
  const out = silence(seconds + 0.3);
  const breath = bandPass(
    out.map(() => random() * 2 - 1),
    1800,
    0.8,
  );
  let phase = random();
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    const vibrato = 0.0045 * Math.min(1, time / 0.5) * Math.sin(TURN * 5.1 * time);
    const step = (hz * (1 + vibrato - 0.004 * Math.exp(-time * 18))) / SAMPLE_RATE;
    out[i] = 2 * phase - 1 - sawEdge(phase, step) + 0.03 * breath[i];
    phase += step;
    if (phase >= 1) phase -= 1;
  }
  const bodies = [
    { samples: bandPass(Float32Array.from(out), 240, 1.4), level: 0.8 },
    { samples: bandPass(Float32Array.from(out), 480, 1.8), level: 0.6 },
    { samples: bandPass(Float32Array.from(out), 1150, 2.2), level: 0.28 },
  ];
  lowPass(out, 1500);
  return out.map((value, i) => {
    const sum = bodies.reduce((total, body) => total + body.level * body.samples[i], 0.25 * value);
    return 0.45 * sum * swell(i / SAMPLE_RATE, seconds, 0.14, 0.3);
  });
}

/**
 * A round bass: mostly the fundamental, some warmth above, plucked.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {number} [growl] 0 to 1
 */
export function bass(hz, seconds, growl = 0.3) {
  const out = silence(seconds + 0.08);
  const step = hz / SAMPLE_RATE;
  const filter = new StateVariableFilter(400, 0.9);
  let phase = 0.5;
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    if (i % 16 === 0) filter.tune(260 + 900 * growl * Math.exp(-time * 9), 0.9);
    filter.feed(2 * phase - 1 - sawEdge(phase, step));
    phase += step;
    if (phase >= 1) phase -= 1;
    const round = 0.6 * Math.sin(TURN * hz * time) + 0.12 * Math.sin(TURN * 2 * hz * time);
    out[i] = (round + growl * filter.low) * Math.exp(-time * 1.1) * swell(time, seconds, 0.008, 0.08);
  }
  return out;
}

/**
 * A small struck metal tongue.
 *
 * @param {number} hz
 * @param {number} [seconds]
 */
export function musicBox(hz, seconds = 1.8) {
  const out = silence(seconds);
  const modes = [
    [1, 1, 2.6],
    [2.005, 0.22, 4],
    [3.98, 0.13, 8],
    [6.2, 0.06, 16],
  ].filter(([ratio]) => ratio * hz < 9000);
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    let sum = 0;
    for (const [ratio, level, fall] of modes) {
      sum += level * Math.exp(-time * fall) * Math.sin(TURN * hz * ratio * time);
    }
    out[i] = 0.5 * sum * swell(time, seconds - 0.2, 0.003, 0.2);
  }
  return out;
}

/**
 * A wooden flute: few harmonics, breath, a vibrato that comes late.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {Random} random
 */
export function flute(hz, seconds, random) {
  const out = silence(seconds + 0.2);
  const breath = bandPass(
    out.map(() => random() * 2 - 1),
    hz * 2,
    1.5,
  );
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    const late = Math.min(1, Math.max(0, (time - 0.25) / 0.4));
    phase += (TURN * hz * (1 + 0.005 * late * Math.sin(TURN * 4.8 * time))) / SAMPLE_RATE;
    const tone = Math.sin(phase) + 0.28 * Math.sin(2 * phase) + 0.1 * Math.sin(3 * phase);
    out[i] =
      0.4 *
      (tone + 0.35 * breath[i]) *
      (1 + 0.06 * late * Math.sin(TURN * 4.8 * time)) *
      swell(time, seconds, 0.07, 0.2);
  }
  return out;
}

/**
 * A struck piece of iron: sine waves that bend each other at odd ratios.
 *
 * @param {number} hz
 * @param {number} seconds
 * @param {number} [ratio]
 */
export function iron(hz, seconds, ratio = 2.76) {
  const out = silence(seconds);
  for (let i = 0; i < out.length; i++) {
    const time = i / SAMPLE_RATE;
    const bend = 1.6 * Math.exp(-time * 7) * Math.sin(TURN * hz * ratio * time);
    out[i] =
      0.5 *
      Math.sin(TURN * hz * time + bend) *
      Math.exp((-time * 4.5) / seconds) *
      swell(time, seconds - 0.1, 0.002, 0.1);
  }
  return out;
}
