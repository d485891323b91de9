// @ts-check

const STEPS = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

const QUALITIES = {
  '': [0, 4, 7],
  m: [0, 3, 7],
  maj7: [0, 4, 7, 11],
  m7: [0, 3, 7, 10],
  7: [0, 4, 7, 10],
  add9: [0, 4, 7, 14],
  m9: [0, 3, 7, 10, 14],
  sus: [0, 5, 7],
};

/**
 * @param {string} name a note such as `F#4` or `Bb3`
 * @returns {number} its MIDI number (A4 = 69)
 */
export function midi(name) {
  const parts = /^([A-G])([#b]?)(\d)$/.exec(name);
  if (!parts) throw new Error(`no note: ${name}`);
  const letter = /** @type {keyof typeof STEPS} */ (parts[1]);
  const accidental = parts[2] === '#' ? 1 : parts[2] === 'b' ? -1 : 0;
  return 12 * (Number(parts[3]) + 1) + STEPS[letter] + accidental;
}

/**
 * @param {number} number a MIDI number, fractions allowed
 * @returns {number} its frequency
 */
export function hertz(number) {
  return 440 * 2 ** ((number - 69) / 12);
}

/**
 * The notes of a chord, the root in the given octave and the others above it.
 *
 * @param {string} name such as `Am7` or `F#m`
 * @param {number} octave of the root
 * @returns {number[]} MIDI numbers, rising
 */
export function chord(name, octave) {
  const parts = /^([A-G][#b]?)(.*)$/.exec(name);
  if (!parts || !(parts[2] in QUALITIES)) throw new Error(`no chord: ${name}`);
  const root = midi(`${parts[1]}${octave}`);
  const quality = /** @type {keyof typeof QUALITIES} */ (parts[2]);
  return QUALITIES[quality].map((interval) => root + interval);
}

/**
 * The same chord with its notes moved by octaves into the octave that begins at `floor`: neighbours in a
 * progression then lie close to each other.
 *
 * @param {string} name
 * @param {number} floor MIDI number of the lowest note allowed
 * @returns {number[]} MIDI numbers, rising
 */
export function closeChord(name, floor) {
  return chord(name, 4)
    .map((note) => floor + ((((note - floor) % 12) + 12) % 12))
    .sort((a, b) => a - b);
}
