// @ts-check

import { readScore } from '../score.mjs';
import { brush, brushTap, hat, kick } from '../synth/drums.mjs';
import { bass, electricPiano, pad, pulse } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';
import { harmonise, singLines } from './choir.mjs';

const STEP = 0.3;
const BAR = 8;
const SECONDS = 32.4;

const score = readScore({
  step: STEP,
  bar: BAR,
  transpose: -12,
  sections: [
    {
      label: 'Verse 1',
      bar: 1,
      lines: [
        {
          text: 'Engine hums a minor song',
          sung: 'en-jin hams a mai-na song',
          melody: 'A4 A4 C5 B4 A4 G4 A4:1.5 r:.5',
        },
        {
          text: 'Harbour lights are thin and long',
          sung: 'ha-ba laits a thin an long',
          melody: 'A4 A4 C5 B4 A4 G4 F4:1.5 r:.5',
        },
        {
          text: 'Coffee in a paper cup',
          sung: 'ko-fi in a pei-pa kap',
          melody: 'G4 G4 C5 B4 C5 D5 E5:1.5 r:.5',
        },
        {
          text: 'Nobody is waking up',
          sung: 'nou-bo-di is wei-king ap',
          melody: 'D5 D5 C5 B4 A4 G4 B4:1.5 r:.5',
        },
      ],
    },
    {
      label: 'Chorus - 🌊 rising',
      bar: 5,
      lines: [
        {
          text: 'Night ferry, night ferry',
          sung: 'nait fe-ri nait fe-ri',
          melody: 'C5:2 C5 A4 F5:2 E5 C5',
        },
        {
          text: 'Carry the quiet ones',
          sung: 'ka-ri dha kwai-et wans',
          melody: 'E5:1.5 E5:.5 D5 E5:1.5 C5:.5 G4:2 r',
        },
        {
          text: 'Over the dark water',
          sung: 'ou-va dha dak wo-ta',
          melody: 'D5:1.5 D5:.5 C5 B4:2 D5:1.5 B4:1.5',
        },
        {
          text: 'Back to the morning sun',
          sung: 'bak tu dha mo-ning san',
          melody: 'C5:1.5 C5:.5 B4 C5:1.5 B4:.5 A4:2.5 r:.5',
        },
      ],
    },
    {
      label: 'Outro',
      bar: 10,
      lines: [
        {
          text: 'Ropes are thrown and gulls are near',
          sung: 'roups a throun an gals a nia',
          melody: 'A4 A4 C5 B4 A4 G4 A4:1.5 r:.5',
        },
        {
          text: "Someone softly says we're here",
          sung: 'sam-wan sof-li ses wi hia',
          melody: 'B4 B4 D5 C5 B4 G4 A4:4 r:6',
        },
      ],
    },
  ],
});

/** One chord for each bar. */
const CHORDS = 'Am Am F C G F C G Am F F G Am'.split(' ');

const A_MINOR = [9, 11, 0, 2, 4, 5, 7];

/** The ferry's engine as a pulse, electric piano, brushes, a horn far off. */
export const nightFerry = {
  slug: 'night-ferry',
  seconds: SECONDS,
  score,
  play() {
    const random = seededRandom(2207);
    const mixer = new Mixer(SECONDS, {
      room: { seconds: 2.2, dark: 0.4 },
      echo: { seconds: STEP * 1.5, again: 0.42 },
    });
    const voice = mixer.channel({ gain: 1, room: 0.22, echo: 0.12, above: 100 });
    const second = mixer.channel({ gain: 0.38, pan: 0.35, room: 0.35, above: 120 });
    const keys = mixer.channel({ gain: 0.15, pan: -0.2, room: 0.2 });
    const engine = mixer.channel({ gain: 0.24, below: 900 });
    const low = mixer.channel({ gain: 0.2 });
    const sea = mixer.channel({ gain: 0.19, room: 0.4, below: 2400 });
    const spray = mixer.channel({ gain: 0.13, pan: 0.3, room: 0.25, echo: 0.5 });
    const drums = mixer.channel({ gain: 0.4, room: 0.08 });
    const sticks = mixer.channel({ gain: 0.36, pan: 0.12, room: 0.15 });

    for (const [name, level] of /** @type {const} */ ([
      ['A2', 1],
      ['E3', 0.5],
    ])) {
      sea.play(pad(hertz(midi(name)), 1.5, random, { cutoff: 420, open: 500, attack: 0.2 }), 0.25, level);
    }

    /** @type {number[]} */
    const beats = [];
    CHORDS.forEach((name, bar) => {
      const at = bar * BAR * STEP;
      const root = chord(name, 2)[0];
      const low2 = root > midi('E2') + 2 ? root - 12 : root;
      const tones = closeChord(name, midi('E3'));
      const chorus = bar >= 5 && bar < 9;
      const last = bar === CHORDS.length - 1;

      for (let n = 0; n < BAR && !last; n++) {
        engine.play(
          pulse(hertz(low2 + 12), STEP * 0.7, { cutoff: 160, sweep: 420 }),
          at + n * STEP,
          n % 2 ? 0.6 : 1,
        );
      }
      if (bar > 0) {
        const pattern = last
          ? [[0, 7]]
          : [
              [0, 2.6],
              [3, 0.8],
              [4, 2.4],
              [7, 0.9],
            ];
        for (const [step, length] of pattern) {
          low.play(
            bass(hertz(low2 + (step === 7 && !last ? 7 : 0)), length * STEP, 0.25),
            at + step * STEP,
            0.9,
          );
        }
        const strums = last ? [0] : chorus ? [0, 3, 6] : [0, 4.5];
        for (const step of strums) {
          tones.forEach((note, n) => {
            const when = at + step * STEP + n * 0.012 + random() * 0.006;
            keys.play(
              electricPiano(hertz(note), last ? 2.6 : 0.8, 0.35 + 0.2 * random()),
              when,
              0.8,
              n * 0.15 - 0.15,
            );
          });
        }
        for (const note of tones) {
          const shape = { cutoff: chorus ? 800 : 520, open: 500, attack: 0.4, release: 0.7 };
          sea.play(
            pad(hertz(note), BAR * STEP * 0.9, random, shape),
            at,
            chorus ? 0.5 : 0.32,
            random() - 0.5,
          );
        }
      }
      if (chorus || bar === 9) {
        const run = [...tones, tones[1] + 12, tones[2]];
        for (let n = 0; n < BAR; n++) {
          const note = run[(n * 2) % run.length] + 12;
          spray.play(
            pulse(hertz(note), 0.18, { cutoff: 700, sweep: 1500, q: 1 }),
            at + n * STEP,
            0.6 + 0.3 * random(),
          );
        }
      }
      if (bar > 0 && !last) {
        for (const step of [0, 4]) {
          beats.push(at + step * STEP);
          drums.play(kick({ fall: 11 }), at + step * STEP, 0.8);
        }
        if (chorus) drums.play(kick({ fall: 12 }), at + 3 * STEP, 0.45);
        for (const step of [2, 6]) sticks.play(brushTap(random), at + step * STEP, 0.9);
        for (const step of [0, 4]) sticks.play(brush(random, STEP * 3.4), at + step * STEP, 0.32, -0.2);
        for (let n = 0; n < BAR; n++) {
          sticks.play(hat(random, 80), at + n * STEP + (random() - 0.5) * 0.006, n % 2 ? 0.2 : 0.1, 0.25);
        }
      }
    });
    engine.duck(beats, 0.5, 0.2);
    sea.duck(beats, 0.25, 0.25);

    singLines(voice, score.lines, random, { size: 1, breath: 0.5, vibrato: 20 });
    const chorus = score.lines.filter((line) => line.section.startsWith('Chorus'));
    singLines(second, harmonise(chorus, A_MINOR, 2), random, { size: 1.1, breath: 0.9, vibrato: 18 });
    return mixer.mix();
  },
};
