// @ts-check

export const SAMPLE_RATE = 44100;

/** A state variable filter that stays stable while its frequency moves. */
export class StateVariableFilter {
  #first = 0;
  #second = 0;
  #g = 0;
  #k = 1;
  low = 0;
  band = 0;
  high = 0;

  /**
   * @param {number} hz
   * @param {number} q 0.7 is flat, more rings
   */
  constructor(hz, q = 0.7) {
    this.tune(hz, q);
  }

  /**
   * @param {number} hz
   * @param {number} q
   */
  tune(hz, q) {
    this.#g = Math.tan((Math.PI * Math.min(hz, SAMPLE_RATE * 0.45)) / SAMPLE_RATE);
    this.#k = 1 / q;
  }

  /**
   * Takes one sample; the answers are in `low`, `band` (1 at its peak) and `high`.
   *
   * @param {number} input
   */
  feed(input) {
    const g = this.#g;
    const high = (input - (g + this.#k) * this.#first - this.#second) / (1 + g * (g + this.#k));
    const band = g * high + this.#first;
    const low = g * band + this.#second;
    this.#first = g * high + band;
    this.#second = g * band + low;
    this.high = high;
    this.band = band * this.#k;
    this.low = low;
  }
}

/**
 * @param {Float32Array} samples changed in place
 * @param {number} hz
 * @param {number} [q]
 * @returns {Float32Array} the same array
 */
export function lowPass(samples, hz, q = 0.7) {
  const filter = new StateVariableFilter(hz, q);
  for (let i = 0; i < samples.length; i++) {
    filter.feed(samples[i]);
    samples[i] = filter.low;
  }
  return samples;
}

/**
 * @param {Float32Array} samples changed in place
 * @param {number} hz
 * @param {number} [q]
 * @returns {Float32Array} the same array
 */
export function highPass(samples, hz, q = 0.7) {
  const filter = new StateVariableFilter(hz, q);
  for (let i = 0; i < samples.length; i++) {
    filter.feed(samples[i]);
    samples[i] = filter.high;
  }
  return samples;
}

/**
 * @param {Float32Array} samples changed in place
 * @param {number} hz
 * @param {number} q
 * @returns {Float32Array} the same array
 */
export function bandPass(samples, hz, q) {
  const filter = new StateVariableFilter(hz, q);
  for (let i = 0; i < samples.length; i++) {
    filter.feed(samples[i]);
    samples[i] = filter.band;
  }
  return samples;
}
