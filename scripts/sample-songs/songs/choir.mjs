// @ts-check

import { sing } from '../synth/voice.mjs';

/**
 * Has every line sung by two voices close together: the second a little off key, late and to the side.
 *
 * @param {import('../synth/mixer.mjs').Channel} channel
 * @param {import('../score.mjs').SungLine[]} lines
 * @param {() => number} random
 * @param {Parameters<typeof sing>[2]} singer
 */
export function singLines(channel, lines, random, singer = {}) {
  for (const line of lines) {
    const lead = sing(line.syllables, random, singer);
    channel.play(lead.samples, lead.start, 0.8);
    const second = sing(line.syllables, random, { ...singer, cents: (singer.cents ?? 0) - 7 });
    channel.play(second.samples, second.start + 0.014, 0.3, 0.45);
  }
}

/**
 * The same lines moved along a scale: a second part that follows the first.
 *
 * @param {import('../score.mjs').SungLine[]} lines
 * @param {number[]} scale the pitch classes (0 to 11) that may be sung
 * @param {number} degrees steps of the scale, negative for a lower part
 * @returns {import('../score.mjs').SungLine[]}
 */
export function harmonise(lines, scale, degrees) {
  /** @param {number} note */
  const move = (note) => {
    let moved = note;
    for (let left = Math.abs(degrees); left > 0;) {
      moved += Math.sign(degrees);
      if (scale.includes(((moved % 12) + 12) % 12)) left--;
    }
    return moved;
  };
  return lines.map((line) => ({
    ...line,
    syllables: line.syllables.map((syllable) => ({ ...syllable, note: move(syllable.note) })),
  }));
}
