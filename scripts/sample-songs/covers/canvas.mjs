// @ts-check

/** @typedef {[number, number, number]} Colour red, green and blue from 0 to 1 */
/** @typedef {(x: number, y: number, time: number) => Colour} Painting the colour of a point of the unit square */

/**
 * @param {string} hex `#rrggbb`
 * @returns {Colour}
 */
export function colour(hex) {
  const number = Number.parseInt(hex.slice(1), 16);
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255];
}

/**
 * @param {Colour} from
 * @param {Colour} to
 * @param {number} share 0 to 1
 * @returns {Colour}
 */
export function blend(from, to, share) {
  const k = Math.max(0, Math.min(1, share));
  return [from[0] + (to[0] - from[0]) * k, from[1] + (to[1] - from[1]) * k, from[2] + (to[2] - from[2]) * k];
}

/**
 * Puts light on a colour: it grows brighter, never past white.
 *
 * @param {Colour} base
 * @param {Colour} light
 * @param {number} level
 * @returns {Colour}
 */
export function lit(base, light, level) {
  const k = Math.max(0, level);
  return [
    1 - (1 - base[0]) * (1 - Math.min(1, light[0] * k)),
    1 - (1 - base[1]) * (1 - Math.min(1, light[1] * k)),
    1 - (1 - base[2]) * (1 - Math.min(1, light[2] * k)),
  ];
}

/**
 * A row of colours with their places, read at one place.
 *
 * @param {[number, Colour][]} stops rising places
 * @param {number} at
 * @returns {Colour}
 */
export function gradient(stops, at) {
  for (let n = 1; n < stops.length; n++) {
    if (at < stops[n][0]) {
      const [from, first] = stops[n - 1];
      return blend(first, stops[n][1], smooth(from, stops[n][0], at));
    }
  }
  return stops[stops.length - 1][1];
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} value
 * @returns {number} 0 before `from`, 1 after `to`, a soft rise between
 */
export function smooth(from, to, value) {
  const k = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return k * k * (3 - 2 * k);
}

/**
 * @param {number} distance
 * @param {number} radius
 * @returns {number} 1 in the middle, falling softly
 */
export function glow(distance, radius) {
  const k = distance / radius;
  return Math.exp(-k * k);
}

/**
 * @param {number} n any whole number
 * @returns {number} 0 to 1, always the same for the same number
 */
export function scatter(n) {
  let mixed = Math.imul(n ^ 0x9e3779b9, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

/**
 * @param {Painting} painting
 * @param {{ size: number, time?: number, grain?: number, fine?: number }} options `fine`: points per pixel and
 *   direction, `grain`: strength of the film grain
 * @returns {{ size: number, pixels: Uint8Array }} RGB
 */
export function paint(painting, { size, time = 0, grain = 0, fine = 1 }) {
  const pixels = new Uint8Array(size * size * 3);
  const share = 1 / (fine * fine);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let part = 0; part < fine * fine; part++) {
        const x = (column + ((part % fine) + 0.5) / fine) / size;
        const y = (row + (Math.floor(part / fine) + 0.5) / fine) / size;
        const point = painting(x, y, time);
        red += point[0] * share;
        green += point[1] * share;
        blue += point[2] * share;
      }
      const at = row * size + column;
      const speck = (scatter(at) + scatter(at + 7919) - 1) * grain;
      pixels[3 * at] = toByte(red + speck);
      pixels[3 * at + 1] = toByte(green + speck);
      pixels[3 * at + 2] = toByte(blue + speck);
    }
  }
  return { size, pixels };
}

/** @param {number} value */
function toByte(value) {
  return Math.max(0, Math.min(255, Math.round(value * 255)));
}
