// @ts-check
// The sign as tray and drags show it: plain, on whole pixels in each size so that it is crisp.
import { paint } from './raster.mjs';
import { png } from './files.mjs';

/** @typedef {import('./raster.mjs').Colour} Colour */
/** @typedef {import('./raster.mjs').Shape} Shape */
/** @typedef {import('./raster.mjs').Layer} Layer */

/** As `--accent` and `--on-accent` of the light theme: seen on light and on dark panels. @type {Colour} */
const GROUND = [11, 113, 109, 255];
/** @type {Colour} */
const PLAYING = [255, 255, 255, 255];
/** @type {Colour} */
const SLEEVE = [255, 255, 255, 176];
/** A Mac takes the shape alone and colours it itself. @type {Colour} */
const INK = [0, 0, 0, 255];
/** @type {Colour} */
const FAINT_INK = [0, 0, 0, 150];

/**
 * Sleeves on a shelf, the middle one pulled out, in pixels of a square.
 *
 * @type {Record<number, { sleeves: Shape[], playing: Shape, shelf: Shape, radius: number }>}
 */
const SIGNS = {
  16: {
    sleeves: [
      [3, 5, 2, 6, 0.6],
      [11, 6, 2, 5, 0.6],
    ],
    playing: [7, 3, 2, 8, 0.6],
    shelf: [3, 12, 10, 1, 0],
    radius: 4,
  },
  22: {
    sleeves: [
      [4, 7, 2, 8, 0.8],
      [16, 8, 2, 7, 0.8],
    ],
    playing: [10, 4, 2, 11, 0.8],
    shelf: [4, 17, 14, 1, 0],
    radius: 5.5,
  },
  24: {
    sleeves: [
      [5, 7, 2, 9, 0.8],
      [17, 9, 2, 7, 0.8],
    ],
    playing: [11, 4, 2, 12, 0.8],
    shelf: [4, 18, 16, 2, 1],
    radius: 6,
  },
  32: {
    sleeves: [
      [7, 9, 4, 13, 1.6],
      [21, 12, 4, 10, 1.6],
    ],
    playing: [14, 6, 4, 16, 1.6],
    shelf: [6, 24, 20, 2, 1],
    radius: 8,
  },
  44: {
    sleeves: [
      [9, 13, 6, 17, 2],
      [29, 16, 6, 14, 2],
    ],
    playing: [19, 8, 6, 22, 2],
    shelf: [8, 33, 28, 3, 1.5],
    radius: 11,
  },
  64: {
    sleeves: [
      [14, 18, 8, 26, 3],
      [42, 24, 8, 20, 3],
    ],
    playing: [28, 12, 8, 32, 3],
    shelf: [12, 48, 40, 4, 2],
    radius: 16,
  },
};

/**
 * @param {number} edge one of the sizes that there is a sign for
 * @param {boolean} isTemplate the shape alone, as a Mac wants it
 * @returns {Buffer} a PNG file
 */
export function traySign(edge, isTemplate) {
  const { sleeves, playing, shelf, radius } = SIGNS[edge];
  /** @type {Layer[]} */
  const ground = isTemplate ? [] : [[[0, 0, edge, edge, radius], GROUND]];
  /** @type {Layer[]} */
  const records = [
    ...sleeves.map((shape) => /** @type {Layer} */ ([shape, isTemplate ? FAINT_INK : SLEEVE])),
    [playing, isTemplate ? INK : PLAYING],
    [shelf, isTemplate ? INK : PLAYING],
  ];
  return png(edge, paint(edge, [...ground, ...records]));
}
