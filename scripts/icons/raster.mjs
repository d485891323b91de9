// @ts-check
// Draws filled shapes into pixels, without any library: what is drawn is the same on every machine.

/**
 * @typedef {readonly [red: number, green: number, blue: number, alpha: number]} Colour each 0 to 255
 * @typedef {readonly [x: number, y: number, width: number, height: number, radius: number]} Shape a rectangle with round corners, in pixels
 * @typedef {Colour | ((y: number) => Colour)} Paint one colour, or one for each height from 0 (top of the picture) to 1
 * @typedef {readonly [shape: Shape, paint: Paint]} Layer
 */

/** Looks per pixel and direction, for corners; fewer where a pixel is too small to be seen. */
const LOOKS = { few: 4, many: 8 };
const LARGE_EDGE = 128;

/**
 * @param {number} edge of the square, in pixels
 * @param {readonly Layer[]} layers from the lowest to the topmost
 * @returns {Buffer} rows of red, green, blue and alpha
 */
export function paint(edge, layers) {
  const looks = edge >= LARGE_EDGE ? LOOKS.few : LOOKS.many;
  const pixels = Buffer.alloc(edge * edge * 4);
  for (let y = 0; y < edge; y += 1) {
    const colours = layers.map(([, fill]) => (typeof fill === 'function' ? fill((y + 0.5) / edge) : fill));
    for (let x = 0; x < edge; x += 1) {
      /** @type {Colour} */
      let pixel = [0, 0, 0, 0];
      layers.forEach(([shape], index) => {
        const share = coverage(shape, x, y, looks);
        if (share > 0) pixel = over(pixel, colours[index], share);
      });
      pixels.set(pixel, (y * edge + x) * 4);
    }
  }
  return pixels;
}

/**
 * @param {Shape} shape
 * @param {number} x
 * @param {number} y
 * @param {number} looks
 * @returns {number} how much of a pixel lies in it, 0 to 1
 */
function coverage(shape, x, y, looks) {
  const [left, top, width, height] = shape;
  if (x + 1 <= left || y + 1 <= top || x >= left + width || y >= top + height) return 0;
  let hits = 0;
  for (let row = 0; row < looks; row += 1)
    for (let column = 0; column < looks; column += 1)
      if (isInside(shape, x + (column + 0.5) / looks, y + (row + 0.5) / looks)) hits += 1;
  return hits / (looks * looks);
}

/**
 * @param {Shape} shape
 * @param {number} px
 * @param {number} py
 */
function isInside([x, y, width, height, radius], px, py) {
  if (px < x || px > x + width || py < y || py > y + height) return false;
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
  return dx * dx + dy * dy <= radius * radius || dx === 0 || dy === 0;
}

/**
 * One colour over another, both with an alpha that is not multiplied in.
 *
 * @param {Colour} below
 * @param {Colour} above
 * @param {number} share
 * @returns {Colour}
 */
function over(below, [r, g, b, a], share) {
  const alpha = (a / 255) * share;
  const rest = (below[3] / 255) * (1 - alpha);
  const sum = alpha + rest;
  if (sum === 0) return [0, 0, 0, 0];
  const mix = (/** @type {number} */ top, /** @type {number} */ bottom) =>
    Math.round((top * alpha + bottom * rest) / sum);
  return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), Math.round(sum * 255)];
}
