// @ts-check

import { readScore } from '../score.mjs';
import { bass, harmonium, pluck } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';
import { harmonise, singLines } from './choir.mjs';

const STEP = 60 / 132;
const BAR = 3;
const SECONDS = 33.6;

const score = readScore({
  step: STEP,
  bar: BAR,
  sections: [
    {
      label: 'Verse 1',
      bar: 2,
      lines: [
        { text: 'Slow goes the water', sung: 'sou gous dha wo-ta', melody: 'A4 A4 G4 F#4:2 D4' },
        { text: 'Out past the stone', sung: 'aut past dha stoun', melody: 'G4 G4 B4 A4:2.5 r:.5' },
        { text: 'Boats in the harbour', sung: 'bout in dha ha-ba', melody: 'B4 A4 F#4 A4:2 F#4' },
        { text: 'Leaning alone', sung: 'li-ni nga-loun', melody: 'G4 F#4 G4 E4:2.5 r:.5' },
      ],
    },
    {
      label: 'Chorus',
      bar: 10,
      lines: [
        { text: 'Low tide, low tide', sung: 'lou taid lou taid', melody: 'D5:2 A4 C#5:2 A4' },
        { text: 'Leave me a line', sung: 'liv mi a lain', melody: 'D5 C#5 A4 B4:2.5 r:.5' },
        { text: 'Silver and simple', sung: 'sil-va an sim-pel', melody: 'A4 B4 D5 C#5:2 A4' },
        { text: 'Written in brine', sung: 'ri-ten in brain', melody: 'B4 A4 G4 A4:2.5 r:.5' },
      ],
    },
    {
      label: 'Outro',
      bar: 18,
      lines: [
        { text: 'Low tide, low tide', sung: 'lou taid lou taid', melody: 'B4:2 G4 A4:2 F#4' },
        { text: 'Home in good time', sung: 'houm in gud taim', melody: 'G4 E4 E4 D4:3' },
      ],
    },
  ],
});

/** One chord for each bar. */
const CHORDS = 'D D D D G A Bm F#m G A D A Bm G D F#m G A G D A D D'.split(' ');

const D_MAJOR = [2, 4, 6, 7, 9, 11, 1];

/** Slow folk in three: plucked strings, harmonium, a low string, close voices. */
export const lowTide = {
  slug: 'low-tide',
  seconds: SECONDS,
  score,
  play() {
    const random = seededRandom(1811);
    const mixer = new Mixer(SECONDS, { room: { seconds: 2.4, dark: 0.45 } });
    const voice = mixer.channel({ gain: 0.85, room: 0.3, above: 120 });
    const second = mixer.channel({ gain: 0.36, pan: -0.35, room: 0.4, above: 120 });
    const strings = mixer.channel({ gain: 0.33, pan: 0.15, room: 0.22 });
    const reeds = mixer.channel({ gain: 0.1, pan: -0.2, room: 0.35, below: 2600 });
    const low = mixer.channel({ gain: 0.2, room: 0.05 });

    CHORDS.forEach((name, bar) => {
      const at = bar * BAR * STEP;
      const tones = closeChord(name, midi('A3'));
      const root = chord(name, 3)[0];
      const lowest = root >= midi('G3') ? root - 12 : root;
      const last = bar === CHORDS.length - 1;
      const picked = [lowest, tones[0], tones[1], tones[2], tones[1], tones[0]];
      picked.forEach((note, n) => {
        if (last && n > 3) return;
        const when = at + (n * BAR * STEP) / 6 + (random() - 0.5) * 0.012;
        const touch = { bright: 0.3 + 0.25 * random(), ring: 2.8 };
        strings.play(pluck(hertz(note), 2.4, random, touch), when, n === 0 ? 0.9 : 0.6 + 0.15 * random());
      });
      if (bar >= 2) {
        for (const note of tones) {
          reeds.play(harmonium(hertz(note), BAR * STEP * (last ? 1.6 : 1.02), random), at, 1, random() - 0.5);
        }
      }
      low.play(bass(hertz(root - 12), BAR * STEP * (last ? 1.5 : 0.9), 0.14), at, bar < 2 ? 0.5 : 0.9);
      if (bar >= 10 && !last) {
        strings.play(pluck(hertz(tones[2] + 12), 1.6, random, { bright: 0.4 }), at + 2 * STEP, 0.3, 0.4);
      }
    });

    singLines(voice, score.lines, random, { size: 1.12, breath: 0.7, vibrato: 18 });
    const close = score.lines.filter((line) => line.section !== 'Verse 1');
    singLines(second, harmonise(close, D_MAJOR, -2), random, { size: 1.05, breath: 0.8, vibrato: 16 });
    return mixer.mix();
  },
};
