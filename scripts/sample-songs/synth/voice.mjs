// @ts-check

import { SAMPLE_RATE, StateVariableFilter, bandPass } from './filters.mjs';
import { sawEdge } from './instruments.mjs';
import { hertz } from './pitch.mjs';

/**
 * @typedef {object} Syllable
 * @property {number} start seconds
 * @property {number} length seconds
 * @property {number} note MIDI number
 * @property {string} onset consonants before the vowel, may be empty
 * @property {string} vowels one of `aeiou`, or two of them: the first then glides into the second
 */

/** @typedef {{ hz: number[], level: number[] }} Mouth four resonances of the mouth and how strong they are */

/**
 * @param {number[]} hz
 * @param {number[]} decibels
 * @returns {Mouth}
 */
function mouth(hz, decibels) {
  return { hz, level: decibels.map((value) => 10 ** (value / 20)) };
}

const MOUTHS = /** @type {Record<string, Mouth>} */ ({
  a: mouth([720, 1180, 2550, 3350], [0, -5, -19, -26]),
  e: mouth([490, 1700, 2500, 3350], [0, -12, -17, -25]),
  i: mouth([320, 2000, 2750, 3400], [0, -17, -20, -27]),
  o: mouth([490, 860, 2500, 3100], [0, -7, -24, -30]),
  u: mouth([345, 720, 2400, 3100], [0, -13, -28, -34]),
  nasal: mouth([270, 1250, 2300, 3100], [-6, -24, -30, -38]),
  liquid: mouth([370, 1100, 2400, 3100], [-6, -16, -24, -32]),
  round: mouth([310, 660, 2300, 3000], [-6, -16, -30, -36]),
  narrow: mouth([290, 2100, 2800, 3400], [-6, -20, -24, -32]),
});

const SOUNDED = /** @type {Record<string, string>} */ ({
  m: 'nasal',
  n: 'nasal',
  l: 'liquid',
  r: 'liquid',
  w: 'round',
  v: 'round',
  y: 'narrow',
});

/** Breath of a consonant: centre in Hz, sharpness, level, seconds. */
const BREATHS = /** @type {Record<string, { hz: number, q: number, level: number, seconds: number }>} */ ({
  s: { hz: 5600, q: 1.6, level: 0.1, seconds: 0.075 },
  z: { hz: 5200, q: 1.6, level: 0.06, seconds: 0.06 },
  c: { hz: 3600, q: 1.3, level: 0.11, seconds: 0.07 },
  f: { hz: 4200, q: 0.6, level: 0.06, seconds: 0.06 },
  h: { hz: 1500, q: 0.6, level: 0.06, seconds: 0.06 },
  t: { hz: 4000, q: 0.8, level: 0.13, seconds: 0.022 },
  d: { hz: 3000, q: 0.8, level: 0.07, seconds: 0.016 },
  k: { hz: 2000, q: 1.2, level: 0.14, seconds: 0.026 },
  g: { hz: 1600, q: 1.2, level: 0.07, seconds: 0.018 },
  p: { hz: 900, q: 0.7, level: 0.14, seconds: 0.02 },
  b: { hz: 600, q: 0.7, level: 0.09, seconds: 0.016 },
});

const VOICE_DELAY = 0.03;
const BLOCK = 16;

/**
 * Sings a phrase. The vocal cords are a sawtooth made softer, the mouth is four resonances that move from
 * vowel to vowel; consonants are breath or a mouth that opens. The sound of a syllable begins at its `start`.
 *
 * @param {Syllable[]} phrase rising in time
 * @param {() => number} random
 * @param {{ size?: number, vibrato?: number, breath?: number, cents?: number }} [singer] `size`: resonances are
 *   multiplied by it (above 1: a smaller head), `vibrato` in cents, `breath` 0 to 1, `cents`: how far off key
 * @returns {{ start: number, samples: Float32Array }} `start`: where the samples begin, in seconds
 */
export function sing(phrase, random, { size = 1, vibrato = 22, breath = 0.5, cents = 0 } = {}) {
  const origin = phrase[0].start;
  const final = phrase[phrase.length - 1];
  const samples = new Float32Array(Math.ceil((final.start + final.length - origin + 0.3) * SAMPLE_RATE));
  const hiss = bandPass(
    samples.map(() => random() * 2 - 1),
    2600,
    0.5,
  );
  const formants = MOUTHS.a.hz.map((hz) => new StateVariableFilter(hz, 6));
  const formantHz = [...MOUTHS.a.hz];
  const formantLevel = [0, 0, 0, 0];
  const wobble = random() * 6;
  let phase = 0;
  let pure = 0;
  let soft = 0;
  let loud = 0;
  let pitch = phrase[0].note - 0.7;
  let hz = hertz(pitch);
  let target = 0;
  let current = 0;

  for (let i = 0; i < samples.length; i++) {
    const time = i / SAMPLE_RATE;
    if (i % BLOCK === 0) {
      while (current + 1 < phrase.length && time >= phrase[current + 1].start - origin) current++;
      const syllable = phrase[current];
      const since = time - (syllable.start - origin);
      const goal = mouthAt(syllable, since);
      const moved = 1 - Math.exp(-BLOCK / SAMPLE_RATE / 0.022);
      pitch += (syllable.note - pitch) * (1 - Math.exp(-BLOCK / SAMPLE_RATE / 0.026));
      const late = Math.min(1, Math.max(0, (since - 0.18) / 0.3));
      const shake = (vibrato * late * Math.sin(2 * Math.PI * 5.2 * time + wobble)) / 100;
      const drift = 0.04 * Math.sin(2 * Math.PI * 0.7 * time + 2 * wobble);
      hz = hertz(pitch + shake + drift + cents / 100);
      for (let n = 0; n < 4; n++) {
        const wanted = n === 0 ? Math.max(goal.hz[0] * size, hz * 1.06) : goal.hz[n] * size;
        formantHz[n] += (wanted - formantHz[n]) * moved;
        formantLevel[n] += (goal.level[n] - formantLevel[n]) * moved;
        formants[n].tune(formantHz[n], formantHz[n] / (90 + 45 * n));
      }
      target = loudnessAt(phrase, current, since);
    }
    loud += (target - loud) * (1 - Math.exp(-1 / SAMPLE_RATE / (target > loud ? 0.02 : 0.035)));
    const step = hz / SAMPLE_RATE;
    phase += step;
    if (phase >= 1) phase -= 1;
    pure += 2 * Math.PI * step;
    soft += (2 * phase - 1 - sawEdge(phase, step) - soft) * 0.16;
    const source = soft + 0.16 * breath * hiss[i];
    let sum = 0.22 * Math.sin(pure);
    for (let n = 0; n < 4; n++) {
      formants[n].feed(source);
      sum += (n % 2 === 0 ? 1 : -1) * formantLevel[n] * formants[n].band;
    }
    samples[i] = 0.5 * sum * loud;
  }
  for (const syllable of phrase) addBreath(samples, syllable, origin, random);
  const end = Math.floor(0.05 * SAMPLE_RATE);
  for (let i = 0; i < end; i++) samples[samples.length - 1 - i] *= i / end;
  return { start: origin, samples };
}

/**
 * @param {Syllable} syllable
 * @param {number} since seconds since its start
 * @returns {Mouth}
 */
function mouthAt(syllable, since) {
  const opening = SOUNDED[syllable.onset.slice(-1)];
  if (opening && since < 0.05) return MOUTHS[opening];
  const [first, second] = syllable.vowels;
  return MOUTHS[second && since > syllable.length * 0.62 ? second : first];
}

/**
 * @param {Syllable[]} phrase
 * @param {number} index of the syllable being sung
 * @param {number} since seconds since its start
 */
function loudnessAt(phrase, index, since) {
  const syllable = phrase[index];
  const unvoiced = syllable.onset !== '' && !SOUNDED[syllable.onset.slice(-1)];
  if (unvoiced && since < VOICE_DELAY) return 0.05;
  if (since > syllable.length) return 0;
  const next = phrase[index + 1];
  const left = syllable.length - since;
  if (!next) return left < 0.06 ? 0 : 0.85 + 0.15 * Math.min(1, since / 0.3);
  const stops = next.onset !== '' && !SOUNDED[next.onset.slice(-1)];
  if (left < 0.045) return stops ? 0.15 : 0.6;
  return 0.85 + 0.15 * Math.min(1, since / 0.3);
}

/**
 * @param {Float32Array} samples changed in place
 * @param {Syllable} syllable
 * @param {number} origin seconds at which the samples begin
 * @param {() => number} random
 */
function addBreath(samples, syllable, origin, random) {
  const breath = BREATHS[syllable.onset.slice(0, 1)];
  if (!breath) return;
  const length = Math.ceil(breath.seconds * SAMPLE_RATE);
  const burst = bandPass(
    new Float32Array(length).map(() => random() * 2 - 1),
    breath.hz,
    breath.q,
  );
  const at = Math.round((syllable.start - origin) * SAMPLE_RATE);
  for (let i = 0; i < length; i++) {
    samples[at + i] += breath.level * burst[i] * Math.sin((Math.PI * (i + 1)) / (length + 1));
  }
}
