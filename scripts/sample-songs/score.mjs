// @ts-check

import { midi } from './synth/pitch.mjs';

/**
 * @typedef {object} WrittenLine
 * @property {string} text as it is read
 * @property {string} sung as it sounds, in plain letters: one word for each word of the text (or one for the
 *   whole line where the script writes no spaces), syllables joined by `-`; `_` is a word without a vowel, which
 *   begins with the next one
 * @property {string} melody one note for each syllable: `A4` lasts one step, `A4:2` two, `r:2` is a rest
 */

/**
 * @typedef {object} WrittenSection
 * @property {string} label without its brackets
 * @property {number} bar at which its first line begins; the others follow it
 * @property {WrittenLine[]} lines
 */

/**
 * @typedef {object} WrittenSong
 * @property {number} step seconds of the shortest beat counted
 * @property {number} bar steps in a bar
 * @property {number} [transpose] semitones by which the voice stands off the written notes
 * @property {WrittenSection[]} sections
 */

/**
 * @typedef {object} SungLine
 * @property {string} text
 * @property {string} section label of its section
 * @property {number} index of its first character in the lyrics, in UTF-16 units
 * @property {number} start seconds of its first note
 * @property {number} end seconds at which its last note ends
 * @property {{ index: number, start: number }[]} words where each word stands and when it is sung
 * @property {import('./synth/voice.mjs').Syllable[]} syllables
 */

/**
 * Reads a written song: its lyrics as one text, and the exact time of everything that is sung.
 *
 * @param {WrittenSong} song
 * @returns {{ lyrics: string, lines: SungLine[] }}
 */
export function readScore(song) {
  const lyrics = song.sections
    .map(({ label, lines }) => [`[${label}]`, ...lines.map((line) => line.text)].join('\n'))
    .join('\n\n');
  /** @type {SungLine[]} */
  const lines = [];
  let from = 0;
  for (const section of song.sections) {
    from = lyrics.indexOf(`[${section.label}]`, from) + section.label.length + 3;
    let at = section.bar * song.bar;
    for (const line of section.lines) {
      const { syllables, steps } = readMelody(line, at, song);
      const last = syllables[syllables.length - 1];
      lines.push({
        text: line.text,
        section: section.label,
        index: from,
        start: syllables[0].start,
        end: last.start + last.length,
        words: placeWords(line, from, syllables),
        syllables,
      });
      from += line.text.length + 1;
      at += steps;
    }
  }
  return { lyrics, lines };
}

/**
 * @param {WrittenLine} line
 * @param {number} at step at which it begins
 * @param {WrittenSong} song
 */
function readMelody(line, at, song) {
  const sounds = line.sung.split(/[ -]/).filter((sound) => sound !== '_');
  /** @type {import('./synth/voice.mjs').Syllable[]} */
  const syllables = [];
  let steps = 0;
  for (const token of line.melody.split(' ')) {
    const [name, length] = token.split(':');
    const lasts = Number(length ?? 1);
    if (name !== 'r') {
      const parts = /^([^aeiou]*)([aeiou]{1,2})/.exec(sounds[syllables.length] ?? '');
      if (!parts) throw new Error(`no vowel for note ${syllables.length + 1} of "${line.text}"`);
      syllables.push({
        start: (at + steps) * song.step,
        length: lasts * song.step,
        note: midi(name) + (song.transpose ?? 0),
        onset: parts[1],
        vowels: parts[2],
      });
    }
    steps += lasts;
  }
  if (syllables.length !== sounds.length) throw new Error(`notes and syllables differ: "${line.text}"`);
  if (steps % song.bar !== 0) throw new Error(`${steps} steps do not fill bars: "${line.text}"`);
  return { syllables, steps };
}

/**
 * @param {WrittenLine} line
 * @param {number} from index of the line in the lyrics
 * @param {import('./synth/voice.mjs').Syllable[]} syllables
 */
function placeWords(line, from, syllables) {
  const sung = line.sung.split(' ');
  const read = [...line.text.matchAll(/\S+/g)];
  let syllable = 0;
  return sung.map((word, n) => {
    const start = syllables[syllable].start;
    if (word !== '_') syllable += word.split('-').length;
    return { index: from + read[n].index, start };
  });
}
