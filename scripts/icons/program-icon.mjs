// @ts-check
// The program's icon: the sign of the tray, and from 48 pixels on with room for more records, their labels and a little
// light. The smallest sizes are drawn on whole pixels.
import { paint } from './raster.mjs';
import { png } from './files.mjs';
import { traySign } from './tray-sign.mjs';

/** @typedef {import('./raster.mjs').Colour} Colour */
/** @typedef {import('./raster.mjs').Layer} Layer */

/** Below this the plain sign is what can be made out. */
const DETAIL_EDGE = 48;
const PLAIN_EDGES = [16, 24, 32];

/** Of a picture of 64 units. */
const UNITS = 64;

/** @type {Colour} */
const LIGHT_GROUND = [20, 141, 134, 255];
/** @type {Colour} */
const DARK_GROUND = [7, 88, 87, 255];
/** @type {Colour} */
const WHITE = [255, 255, 255, 255];
/** @type {Colour} */
const NEAR = [205, 228, 225, 255];
/** @type {Colour} */
const FAR = [150, 196, 193, 255];
/** @type {Colour} */
const SHADE = [4, 52, 52, 80];
/** @type {Colour} */
const ACCENT = [11, 113, 109, 255];

/**
 * Records on the shelf from left to right: where, how wide and how high; what stands back is darker.
 *
 * @type {readonly { x: number, width: number, height: number, colour: Colour }[]}
 */
const RECORDS = [
  { x: 12, width: 7, height: 25, colour: NEAR },
  { x: 20, width: 5.5, height: 20, colour: FAR },
  { x: 27.5, width: 9, height: 33, colour: WHITE },
  { x: 39, width: 5.5, height: 23, colour: FAR },
  { x: 45.5, width: 6.5, height: 18, colour: NEAR },
];
const FLOOR = 47.5;
const PLAYING = 2;

/**
 * @param {number} edge in pixels
 * @param {{ margin?: number }} [options] margin: left free at each side, as a share of the edge; a Mac wants some
 * @returns {Buffer} a PNG file
 */
export function programIcon(edge, { margin = 0 } = {}) {
  if (margin === 0 && PLAIN_EDGES.includes(edge)) return traySign(edge, false);
  const inner = edge * (1 - 2 * margin);
  const at = (/** @type {number} */ units) => (units / UNITS) * inner;
  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   * @param {number} radius
   * @param {import('./raster.mjs').Paint} fill
   * @returns {Layer}
   */
  const block = (x, y, width, height, radius, fill) => [
    [at(x) + edge * margin, at(y) + edge * margin, at(width), at(height), at(radius)],
    fill,
  ];
  const hasDetail = inner >= DETAIL_EDGE;
  /** @type {Layer[]} */
  const layers = [
    block(0, 0, UNITS, UNITS, 14, (y) => between(LIGHT_GROUND, DARK_GROUND, y)),
    ...(hasDetail ? [block(8, 51.5, 48, 3, 1.5, SHADE)] : []),
    ...RECORDS.flatMap(({ x, width, height, colour }, index) => [
      ...(hasDetail ? [block(x + 1, FLOOR - height + 1.5, width, height - 1.5, 2, SHADE)] : []),
      block(x, FLOOR - height, width, height, 2, colour),
      ...(hasDetail && index === PLAYING ? label(block, x, width) : []),
    ]),
    block(8, 49, 48, 4, 2, WHITE),
  ];
  return png(edge, paint(edge, layers));
}

/**
 * What is printed on the back of the record that is pulled out: two lines across it.
 *
 * @param {(x: number, y: number, width: number, height: number, radius: number, fill: Colour) => Layer} block
 * @param {number} x
 * @param {number} width
 * @returns {Layer[]}
 */
function label(block, x, width) {
  return [block(x, 19.5, width, 3, 0, ACCENT), block(x, 24, width, 1.25, 0, ACCENT)];
}

/**
 * @param {Colour} from
 * @param {Colour} to
 * @param {number} share
 * @returns {Colour}
 */
function between(from, to, share) {
  const mix = (/** @type {0 | 1 | 2 | 3} */ index) =>
    Math.round(from[index] + (to[index] - from[index]) * share);
  return [mix(0), mix(1), mix(2), mix(3)];
}
