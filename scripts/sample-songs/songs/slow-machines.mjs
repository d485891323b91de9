// @ts-check

import { clap, hat, kick } from '../synth/drums.mjs';
import { bass, iron, pad, pulse } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';

const STEP = 60 / 104 / 4;
const BAR = 16;
const SECONDS = 30.4;

/** One chord for each bar. */
const CHORDS = 'Cm9 Cm9 Cm9 Cm9 Abmaj7 Bb Cm9 Gm7 Abmaj7 Bb Gm7 Cm9'.split(' ');

/** Steps of the bar on which iron is struck: step, note, level. */
const STRIKES = /** @type {[number, string, number][]} */ ([
  [3, 'G5', 0.5],
  [6, 'C5', 0.8],
  [11, 'Eb5', 0.5],
  [14, 'C5', 0.35],
]);

/** No words: a hall of slow machines that start one after the other. */
export const slowMachines = {
  slug: 'slow-machines',
  seconds: SECONDS,
  play() {
    const random = seededRandom(5150);
    const mixer = new Mixer(SECONDS, {
      room: { seconds: 2.6, dark: 0.45 },
      echo: { seconds: STEP * 3, again: 0.5 },
    });
    const drums = mixer.channel({ gain: 0.5 });
    const tops = mixer.channel({ gain: 0.45, room: 0.12 });
    const metal = mixer.channel({ gain: 0.24, pan: 0.2, room: 0.4, echo: 0.45, below: 4200 });
    const line = mixer.channel({ gain: 0.3, pan: -0.15, room: 0.15, echo: 0.25 });
    const low = mixer.channel({ gain: 0.3 });
    const hall = mixer.channel({ gain: 0.2, room: 0.4 });

    /** @type {number[]} */
    const beats = [];
    CHORDS.forEach((name, bar) => {
      const at = bar * BAR * STEP;
      const root = chord(name, 2)[0];
      const lowest = root > midi('Eb2') ? root - 12 : root;
      const tones = closeChord(name, midi('G3'));
      const last = bar === CHORDS.length - 1;
      const open = Math.sin((Math.PI * bar) / CHORDS.length);

      for (const note of tones) {
        const shape = { cutoff: 350 + 500 * open, open: 500, attack: 0.6, release: 1 };
        hall.play(pad(hertz(note), BAR * STEP, random, shape), at, 0.55, random() - 0.5);
      }
      if (last) {
        low.play(bass(hertz(lowest), 2, 0.3), at, 0.9);
        drums.play(kick({ fall: 7 }), at, 0.9);
        return;
      }
      for (const step of [0, 4, 8, 12]) {
        beats.push(at + step * STEP);
        drums.play(kick({ high: 135, low: 46, fall: 8 }), at + step * STEP, 0.9);
        if (bar >= 1) tops.play(hat(random, 34), at + (step + 2) * STEP, 0.5, 0.1);
        if (bar >= 2) for (const n of [1, 3]) tops.play(hat(random, 90), at + (step + n) * STEP, 0.2, -0.2);
      }
      if (bar >= 4) for (const step of [4, 12]) tops.play(clap(random), at + step * STEP, 0.55);
      for (const step of [2, 3, 6, 10, 11, 14]) {
        const up = step === 11 && bar % 2 ? 12 : 0;
        low.play(bass(hertz(lowest + up), STEP * 1.3, 0.4), at + step * STEP, bar < 1 ? 0.5 : 0.8);
      }
      if (bar >= 2) {
        for (const [step, note, level] of STRIKES) {
          if (bar % 2 && step === 3) continue;
          metal.play(iron(hertz(midi(note)), 0.7, 2.76), at + step * STEP, level, random() - 0.5);
        }
      }
      if (bar >= 3) {
        for (let n = 0; n < BAR; n++) {
          const note = tones[(n * 3 + bar) % tones.length] + (n % 5 === 3 ? 12 : 0);
          const shape = { cutoff: 240 + 700 * open, sweep: 600 + 1100 * open, q: 2 };
          line.play(pulse(hertz(note), STEP * 0.8, shape), at + n * STEP, n % 3 ? 0.5 : 0.8);
        }
      }
    });
    hall.duck(beats, 0.6, 0.32);
    line.duck(beats, 0.35, 0.2);
    low.duck(beats, 0.4, 0.16);
    return mixer.mix();
  },
};
