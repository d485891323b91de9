// Draws the icons of tray and drags into resources/icons: the program's sign, on whole pixels in each size so that it is
// crisp. Run it by hand after a change: `node scripts/draw-icons.mjs`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

const FOLDER = join(import.meta.dirname, '..', 'resources', 'icons');
/** As `--accent` and `--on-accent` of the light theme: seen on light and on dark panels. */
const GROUND = [11, 113, 109, 255];
const PLAYING = [255, 255, 255, 255];
const SLEEVE = [255, 255, 255, 176];
/** A Mac takes the shape alone and colours it itself. */
const INK = [0, 0, 0, 255];
const FAINT_INK = [0, 0, 0, 150];
/** Looks per pixel and direction, for corners. */
const LOOKS = 8;

/** Sleeves on a shelf, the middle one pulled out: [x, y, width, height, radius] in pixels of a square of `edge`. */
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

function isInside([x, y, width, height, radius], px, py) {
  const dx = Math.max(x + radius - px, px - (x + width - radius), 0);
  const dy = Math.max(y + radius - py, py - (y + height - radius), 0);
  if (px < x || px > x + width || py < y || py > y + height) return false;
  return dx * dx + dy * dy <= radius * radius || dx === 0 || dy === 0;
}

/** How much of a pixel lies in a shape, 0 to 1. */
function coverage(shape, x, y) {
  let hits = 0;
  for (let row = 0; row < LOOKS; row += 1)
    for (let column = 0; column < LOOKS; column += 1)
      if (isInside(shape, x + (column + 0.5) / LOOKS, y + (row + 0.5) / LOOKS)) hits += 1;
  return hits / (LOOKS * LOOKS);
}

/** One colour over another, both with an alpha that is not multiplied in. */
function over(below, [r, g, b, a], share) {
  const alpha = (a / 255) * share;
  const rest = (below[3] / 255) * (1 - alpha);
  const sum = alpha + rest;
  if (sum === 0) return [0, 0, 0, 0];
  const mix = (top, bottom) => Math.round((top * alpha + bottom * rest) / sum);
  return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), Math.round(sum * 255)];
}

function draw(edge, isTemplate) {
  const { sleeves, playing, shelf, radius } = SIGNS[edge];
  const layers = [
    ...(isTemplate ? [] : [[[0, 0, edge, edge, radius], GROUND]]),
    ...sleeves.map((shape) => [shape, isTemplate ? FAINT_INK : SLEEVE]),
    ...[playing, shelf].map((shape) => [shape, isTemplate ? INK : PLAYING]),
  ];
  const rows = Buffer.alloc(edge * (edge * 4 + 1));
  for (let y = 0; y < edge; y += 1)
    for (let x = 0; x < edge; x += 1) {
      let pixel = [0, 0, 0, 0];
      for (const [shape, colour] of layers) pixel = over(pixel, colour, coverage(shape, x, y));
      rows.set(pixel, y * (edge * 4 + 1) + 1 + x * 4);
    }
  return png(edge, rows);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(edge, rows) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(edge, 0);
  head.writeUInt32BE(edge, 4);
  // Eight bits, red, green, blue and alpha.
  head.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

mkdirSync(FOLDER, { recursive: true });
for (const [name, edge, isTemplate] of [
  ['tray-16.png', 16, false],
  ['tray-16@1.5x.png', 24, false],
  ['tray-16@2x.png', 32, false],
  ['tray-22.png', 22, false],
  ['tray-22@2x.png', 44, false],
  ['tray-template.png', 16, true],
  ['tray-template@2x.png', 32, true],
  ['drag-32.png', 32, false],
  ['drag-32@2x.png', 64, false],
]) {
  writeFileSync(join(FOLDER, name), draw(edge, isTemplate));
}
