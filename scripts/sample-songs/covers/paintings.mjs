// @ts-check

import { blend, colour, glow, gradient, lit, scatter, smooth } from './canvas.mjs';

/** @typedef {import('./canvas.mjs').Colour} Colour */
/** @typedef {import('./canvas.mjs').Painting} Painting */

const WARM = colour('#ffd9a0');

/**
 * The light of all covers: from the upper left, dark towards the lower right.
 *
 * @param {Colour} base
 * @param {Colour} light
 * @param {number} x
 * @param {number} y
 */
function fromTheLeft(base, light, x, y) {
  const lighted = lit(base, light, 0.55 * glow(Math.hypot(x - 0.22, y - 0.12), 0.55));
  return blend(lighted, [0.03, 0.035, 0.05], 0.55 * smooth(0.55, 1.35, Math.hypot(x - 0.1, y - 0.05)));
}

const TIDE_SKY = /** @type {[number, Colour][]} */ ([
  [0, colour('#9c6a4c')],
  [0.35, colour('#d8934f')],
  [0.52, colour('#f4c078')],
]);
const TIDE_SAND = [
  colour('#c07f4e'),
  colour('#a2654a'),
  colour('#7c4c46'),
  colour('#593741'),
  colour('#3a2635'),
];

/** @type {Painting} A low sun over wet sand; the sea draws back in bands. */
export function lowTide(x, y, time) {
  const horizon = 0.5;
  const sun = Math.hypot(x - 0.36, y - 0.4);
  let point = gradient(TIDE_SKY, y);
  point = lit(point, WARM, 0.9 * glow(sun, 0.3));
  point = blend(point, colour('#fff0d2'), smooth(0.118, 0.11, sun));
  if (y > horizon) {
    point = TIDE_SAND[0];
    for (let n = 0; n < TIDE_SAND.length; n++) {
      const depth = horizon + 0.012 + 0.028 * n + 0.021 * n * n;
      const drift = time * (0.12 + 0.03 * n) + n * 1.9;
      const swing = 0.008 + 0.006 * n;
      const edge =
        depth + swing * (Math.sin(x * (7 - n * 0.7) + drift) + 0.5 * Math.sin(x * 13 - drift * 0.7));
      const inside = smooth(edge - 0.0025, edge + 0.0025, y);
      point = blend(point, TIDE_SAND[n], inside);
      const foam = inside * glow(y - edge, 0.008 + 0.005 * n);
      point = lit(point, WARM, foam * (0.55 - 0.06 * n) * (0.35 + glow(x - 0.36, 0.32)));
    }
    const ripple = 0.012 * Math.sin(y * 120 - time * 0.8) * smooth(horizon, 1, y);
    const path = glow(x - 0.36 + ripple, 0.07 + 0.2 * (y - horizon));
    point = lit(point, colour('#ffc98a'), 0.6 * path * (1 - smooth(horizon, 1, y)));
  }
  return fromTheLeft(point, colour('#ffb56b'), x, y);
}

const FERRY_SKY = /** @type {[number, Colour][]} */ ([
  [0, colour('#2a8b8a')],
  [0.35, colour('#1d6a70')],
  [0.6, colour('#2f9a94')],
]);
const FERRY_SEA = /** @type {[number, Colour][]} */ ([
  [0.6, colour('#1f7478')],
  [0.75, colour('#114650')],
  [1, colour('#0a2530')],
]);

const EMBER = colour('#ffb45e');
const WINDOW = colour('#fff0c4');

/** @type {Painting} A ferry with its lights on, and what the water makes of them. */
export function nightFerry(x, y, time) {
  const horizon = 0.6;
  const ship = 0.58 + 0.012 * time * 0.35;
  let point = y < horizon ? gradient(FERRY_SKY, y) : gradient(FERRY_SEA, y);
  const moon = Math.hypot(x - 0.24, y - 0.22);
  point = lit(point, colour('#bff5ea'), 0.5 * glow(moon, 0.24) * (y < horizon ? 1 : 0.4));
  point = blend(point, colour('#e2fff7'), smooth(0.062, 0.056, moon));
  if (y < horizon) {
    const hills = horizon - 0.035 - 0.03 * Math.sin(x * 5 + 1) - 0.012 * Math.sin(x * 14);
    point = blend(point, colour('#175860'), 0.8 * smooth(hills, hills + 0.006, y));
  }
  const hull = boat(x - ship, y - horizon);
  point = blend(point, colour('#071a22'), hull);
  const beside = Math.abs(x - ship) < 0.32 && y > horizon - 0.2;
  for (let n = 0; n < 9 && beside; n++) {
    const row = n < 6 ? 0 : 1;
    const place = ship + (row === 0 ? -0.15 + 0.058 * n : -0.075 + 0.058 * (n - 6));
    const height = horizon - (row === 0 ? 0.045 : 0.098);
    const near = Math.hypot(x - place, y - height);
    point = lit(point, EMBER, 0.35 * glow(near, 0.04));
    point = blend(point, WINDOW, smooth(0.0125, 0.0085, near));
    if (y > horizon) {
      const deep = y - horizon;
      const sway = 0.016 * Math.sin(deep * 70 - time * 1.1 + row) * (0.15 + 3.2 * deep);
      const broken = 0.62 + 0.38 * Math.sin(deep * 120 - time * 0.9 + 0.5 * Math.sin(n * 1.7));
      const streak = glow(x - place + sway, 0.01 + 0.04 * deep) * (1 - smooth(0, 0.32, deep));
      point = lit(point, EMBER, (row === 0 ? 0.6 : 0.3) * streak * broken);
    }
  }
  if (y > horizon) {
    const deep = y - horizon;
    const shimmer = Math.sin(deep * 160 - time * 0.7 + 2 * Math.sin(x * 9));
    const path = glow(x - 0.24, 0.05 + 0.22 * deep);
    point = lit(point, colour('#bff5ea'), 0.26 * path * (0.6 + 0.4 * shimmer) * (1 - smooth(0, 0.42, deep)));
  }
  return fromTheLeft(point, colour('#5fe0d2'), x, y);
}

/**
 * @param {number} x from the middle of the ship
 * @param {number} y from the water line, negative above
 * @returns {number} 1 on the ship
 */
function boat(x, y) {
  const edge = 0.004;
  const slope = 0.25 + 0.35 * y;
  const hull = smooth(slope + edge, slope, Math.abs(x)) * smooth(-0.026 - edge, -0.026, y);
  const deck = smooth(0.19 + edge, 0.19, Math.abs(x + 0.005)) * smooth(-0.075 - edge, -0.075, y);
  const bridge = smooth(0.11 + edge, 0.11, Math.abs(x + 0.015)) * smooth(-0.125 - edge, -0.125, y);
  const chimney = smooth(0.026 + edge, 0.026, Math.abs(x + 0.045)) * smooth(-0.185 - edge, -0.185, y);
  return Math.max(hull, deck, bridge, chimney) * smooth(0.004, 0, y);
}

const SALT_SKY = /** @type {[number, Colour][]} */ ([
  [0, colour('#d9659b')],
  [0.5, colour('#8f4377')],
  [1, colour('#3d2547')],
]);

/** @type {Painting} Rails that curve away in the evening, with grains of salt on them. */
export function saltOnTheRailing(x, y, time) {
  let point = gradient(SALT_SKY, 0.35 * x + 0.75 * y);
  point = lit(point, colour('#ffb3c9'), 0.75 * glow(Math.hypot(x - 0.28, y - 0.24), 0.3));
  for (let n = 0; n < 3; n++) {
    const rail = 0.44 + 0.17 * n + (0.2 - 0.075 * n) * (x - 0.15) ** 2 - (0.26 - 0.1 * n) * x;
    const width = 0.021 - 0.0035 * n;
    const off = y - rail;
    const on = smooth(width + 0.003, width, Math.abs(off));
    point = blend(point, blend(colour('#5a2b5d'), colour('#33203f'), x), 0.9 * on);
    const shine = glow(off + width * 0.55, width * 0.32);
    point = lit(point, colour('#ffd3dc'), shine * (0.85 - 0.2 * n) * (0.45 + 0.55 * glow(x - 0.3, 0.4)));
    for (let grain = 0; grain < 16; grain++) {
      const key = n * 100 + grain;
      const place = (grain + 0.15 + 0.7 * scatter(key)) / 16;
      const top = 0.44 + 0.17 * n + (0.2 - 0.075 * n) * (place - 0.15) ** 2 - (0.26 - 0.1 * n) * place;
      const height = top - width - 0.003 - 0.014 * scatter(key + 31);
      const radius = 0.0035 + 0.0055 * scatter(key + 57);
      const near = Math.abs(x - place) + Math.abs(y - height);
      if (near > 0.09) continue;
      const twinkle = 0.7 + 0.3 * Math.sin(time * 0.9 + key);
      point = lit(point, colour('#ffe3ea'), 0.5 * twinkle * glow(near, radius * 3.2));
      point = blend(point, colour('#fff6f4'), twinkle * smooth(radius * 1.35, radius, near));
    }
  }
  for (let post = 0; post < 3; post++) {
    const place = 0.2 + 0.31 * post;
    const top = 0.44 + 0.2 * (place - 0.15) ** 2 - 0.26 * place;
    const on = smooth(0.0145, 0.0125, Math.abs(x - place)) * smooth(top, top + 0.006, y);
    point = blend(point, blend(colour('#4b2551'), colour('#2b1a37'), y), 0.92 * on);
    point = lit(point, colour('#ffc4d3'), 0.4 * on * glow(x - place + 0.007, 0.004) * (1 - 0.6 * y));
  }
  return fromTheLeft(point, colour('#ff9ec4'), x, y);
}

const SEA_SKY = /** @type {[number, Colour][]} */ ([
  [0, colour('#4a57c4')],
  [0.55, colour('#7d8ff0')],
  [1, colour('#4454b8')],
]);

/** @type {Painting} Waves drawn as overlapping circles, a pale moon above them. */
export function beyondTheSea(x, y, time) {
  const moon = Math.hypot(x - 0.62, y - 0.3);
  let point = gradient(SEA_SKY, y);
  point = lit(point, colour('#c9d4ff'), 0.6 * glow(moon, 0.3));
  point = blend(point, colour('#f1f3ff'), 0.96 * smooth(0.166, 0.158, moon));
  const radius = 0.17;
  for (let row = 0; row < 8; row++) {
    const line = 0.62 + row * radius * 0.46;
    const shift = (row % 2) * radius + 0.05 * Math.sin(time * 0.22 + row);
    const lift = 0.008 * Math.sin(time * 0.35 + row * 1.3);
    const middle = Math.round((x - shift) / (2 * radius)) * 2 * radius + shift;
    const away = Math.hypot(x - middle, y - line - lift) / radius;
    if (away > 1.02) continue;
    const deep = row / 7;
    const body = blend(colour('#4b5fd0'), colour('#1d2260'), deep);
    const rings = 0.5 + 0.5 * Math.cos(away * Math.PI * 2 * 3);
    const ring = smooth(0.5, 0.85, rings);
    let scale = blend(body, blend(colour('#bfcaff'), colour('#5668cf'), deep), 0.75 * ring);
    scale = blend(scale, body, smooth(0.3, 0.1, away));
    point = blend(point, scale, smooth(1.012, 0.996, away));
  }
  return fromTheLeft(point, colour('#8fa2ff'), x, y);
}

/** @type {Painting} Wheels of light that turn round one axle. */
export function slowMachines(x, y, time) {
  const away = Math.hypot(x - 0.56, y - 0.55);
  const angle = Math.atan2(y - 0.55, x - 0.56);
  let point = blend(colour('#4f7a34'), colour('#16241c'), smooth(0, 0.95, Math.hypot(x - 0.15, y - 0.1)));
  point = lit(point, colour('#b9e86a'), 0.55 * glow(away, 0.26));
  for (let n = 0; n < 6; n++) {
    const radius = 0.095 + 0.078 * n;
    const width = 0.011 + 0.009 * scatter(n + 3);
    const turn = angle + time * (n % 2 ? -0.05 : 0.07) * (1 + 0.3 * n) + 6.28 * scatter(n + 40);
    const teeth = [0, 5, 2, 9, 3, 16][n];
    const cut = teeth === 0 ? 1 : smooth(-0.35, -0.28, Math.cos(turn * teeth));
    const on = smooth(width + 0.003, width, Math.abs(away - radius)) * cut;
    const facing = 0.5 + 0.5 * Math.cos(angle + 2.3);
    const metal = blend(colour('#3f6a35'), colour('#e3ffab'), (0.25 + 0.75 * facing) * (1 - 0.1 * n));
    point = blend(point, metal, 0.92 * on);
    point = lit(point, colour('#9fd85c'), 0.16 * glow(away - radius, width * 2.4));
  }
  point = blend(point, colour('#f5ffdc'), smooth(0.044, 0.038, away));
  return fromTheLeft(point, colour('#a8e05f'), x, y);
}

/**
 * A paper lantern with its light inside.
 *
 * @param {Colour} point
 * @param {number} x from its middle
 * @param {number} y
 * @param {number} size
 * @param {{ paper: Colour, light: Colour, soft: number }} look `soft`: how far out of focus
 */
function lantern(point, x, y, size, { paper, light, soft }) {
  const away = Math.hypot(x / 0.82, y) / size;
  if (away > 5) return point;
  let made = lit(point, paper, 0.5 * glow(away, 2.1));
  const ribs = 0.955 + 0.045 * Math.cos((y / size) * 22);
  const inner = blend(paper, light, glow(Math.hypot(x, y - size * 0.15), size * 0.75));
  const body = /** @type {Colour} */ (inner.map((value) => value * (soft > 0.1 ? 1 : ribs)));
  made = blend(made, body, smooth(1 + soft, 1 - soft - 0.02, away));
  if (soft <= 0.1) {
    for (const end of [-1, 1]) {
      const cap = Math.max(Math.abs(x) - size * 0.3, Math.abs(y - end * size) - size * 0.075);
      made = blend(made, colour('#3a1a22'), smooth(0.003, 0, cap));
    }
  }
  return made;
}

const DUSK = /** @type {[number, Colour][]} */ ([
  [0, colour('#7b2f45')],
  [0.45, colour('#c9503f')],
  [0.8, colour('#ee8a58')],
  [1, colour('#a8453f')],
]);

/** @type {Painting} Lanterns on two wires at dusk. */
export function paperLanternsA(x, y, time) {
  let point = gradient(DUSK, y);
  const roofs =
    0.86 - 0.05 * (scatter(Math.floor(x * 9) + 5) > 0.5 ? 1 : 0.2) - 0.04 * scatter(Math.floor(x * 9));
  point = blend(point, colour('#4a1f2f'), 0.9 * smooth(roofs, roofs + 0.006, y));
  for (let n = 0; n < 7; n++) {
    const place = 0.02 + 0.16 * n;
    const height = 0.2 + 0.13 * Math.sin(Math.PI * (place * 0.9 + 0.05)) + 0.012 * Math.sin(time * 0.5 + n);
    const look = { paper: colour('#ff9a5c'), light: colour('#ffe2a6'), soft: 0.4 };
    point = lantern(point, x - place, y - height, 0.042, look);
  }
  const wire = 0.24 + 0.3 * Math.sin(Math.PI * (0.1 + 0.75 * x)) - 0.12 * x;
  point = blend(point, colour('#3a1a22'), 0.75 * smooth(0.0055, 0.0025, Math.abs(y - wire)));
  const sizes = [0.105, 0.135, 0.112];
  const look = { paper: colour('#ff6d3f'), light: colour('#ffe8c2'), soft: 0.015 };
  for (let n = 0; n < 3; n++) {
    const place = 0.17 + 0.33 * n;
    const swing = 0.01 * Math.sin(time * 0.8 + n * 2);
    const height = 0.24 + 0.3 * Math.sin(Math.PI * (0.1 + 0.75 * place)) - 0.12 * place + sizes[n] * 1.08;
    point = lantern(point, x - place - swing, y - height, sizes[n], look);
  }
  return fromTheLeft(point, colour('#ff8f6a'), x, y);
}

const DAWN = /** @type {[number, Colour][]} */ ([
  [0, colour('#5a478f')],
  [0.4, colour('#8d77c4')],
  [0.74, colour('#d9b6dd')],
  [0.84, colour('#f3d3d6')],
]);

/** @type {Painting} One lantern left over still water before the sun. */
export function paperLanternsB(x, y, time) {
  const shore = 0.74;
  const mirror = y > shore;
  const height = mirror ? 2 * shore - y : y;
  const ripple = mirror ? 0.012 * Math.sin(y * 110 - time * 0.6) * smooth(shore, 1, y) : 0;
  let point = gradient(DAWN, height);
  for (let n = 0; n < 3; n++) {
    const top = 0.6 + 0.045 * n - 0.05 * Math.sin(x * (3 + n) + n * 2.2) - 0.02 * Math.sin(x * 9 + n);
    const mist = blend(colour('#9a86c9'), colour('#54417f'), n / 2);
    point = blend(point, mist, 0.55 * smooth(top, top + 0.012, height));
  }
  const look = { paper: colour('#ffb98f'), light: colour('#fff3d2'), soft: 0.015 };
  point = lantern(point, x + ripple - 0.56, height - 0.4 - 0.006 * Math.sin(time * 0.5), 0.165, look);
  const far = { paper: colour('#ffc9a8'), light: colour('#fff0da'), soft: 0.35 };
  point = lantern(point, x + ripple - 0.2, height - 0.52 - 0.006 * Math.sin(time * 0.4 + 2), 0.05, far);
  point = lantern(point, x + ripple - 0.86, height - 0.22 - 0.006 * Math.sin(time * 0.45 + 4), 0.042, far);
  if (mirror) point = blend(point, colour('#3d2f66'), 0.3 + 0.4 * smooth(shore, 1, y));
  return fromTheLeft(point, colour('#c0a8ff'), x, y);
}
