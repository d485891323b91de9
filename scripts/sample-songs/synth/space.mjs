// @ts-check

import { SAMPLE_RATE } from './filters.mjs';

/** @typedef {{ left: Float32Array, right: Float32Array }} Stereo */

const DELAYS = [1423, 1637, 1871, 2053, 2311, 2543, 2791, 3049];

/**
 * A room: eight delay lines that feed each other, darker at each round.
 *
 * @param {Stereo} input
 * @param {{ seconds?: number, dark?: number, before?: number }} [room] `seconds` to fall by 60 dB,
 *   `dark` 0 to 1, `before`: seconds before the room answers
 * @returns {Stereo} the room alone
 */
export function reverb(input, { seconds = 2, dark = 0.4, before = 0.02 } = {}) {
  const left = new Float32Array(input.left.length);
  const right = new Float32Array(input.left.length);
  const lines = DELAYS.map((length) => new Float32Array(length));
  const losses = DELAYS.map((length) => 10 ** ((-3 * length) / SAMPLE_RATE / seconds));
  const places = DELAYS.map(() => 0);
  const memory = DELAYS.map(() => 0);
  const values = DELAYS.map(() => 0);
  const wait = Math.round(before * SAMPLE_RATE);
  for (let i = 0; i < left.length; i++) {
    const inLeft = i >= wait ? input.left[i - wait] : 0;
    const inRight = i >= wait ? input.right[i - wait] : 0;
    let sum = 0;
    for (let n = 0; n < 8; n++) {
      memory[n] += (lines[n][places[n]] - memory[n]) * (1 - dark);
      values[n] = memory[n] * losses[n];
      sum += values[n];
    }
    left[i] = 0.35 * (values[0] - values[2] + values[4] - values[6]);
    right[i] = 0.35 * (values[1] - values[3] + values[5] - values[7]);
    for (let n = 0; n < 8; n++) {
      lines[n][places[n]] = values[n] - 0.25 * sum + (n % 2 === 0 ? inLeft : inRight);
      places[n] = places[n] + 1 === DELAYS[n] ? 0 : places[n] + 1;
    }
  }
  return { left, right };
}

/**
 * An echo that goes from one side to the other.
 *
 * @param {Stereo} input
 * @param {{ seconds: number, again?: number }} echo `again`: how much of it is heard once more
 * @returns {Stereo} the echo alone
 */
export function echo(input, { seconds, again = 0.4 }) {
  const wait = Math.round(seconds * SAMPLE_RATE);
  const left = new Float32Array(input.left.length);
  const right = new Float32Array(input.left.length);
  let softLeft = 0;
  let softRight = 0;
  for (let i = wait; i < left.length; i++) {
    const both = 0.5 * (input.left[i - wait] + input.right[i - wait]);
    softLeft += (both + again * right[i - wait] - softLeft) * 0.35;
    softRight += (left[i - wait] - softRight) * 0.35;
    left[i] = softLeft;
    right[i] = softRight;
  }
  return { left, right };
}
