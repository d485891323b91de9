// @ts-check

import { readScore } from '../score.mjs';
import { clap, hat, kick, snare } from '../synth/drums.mjs';
import { bass, bowed, electricPiano, musicBox, pad, pluck, pulse } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';
import { harmonise, singLines } from './choir.mjs';

const BAR = 8;
const C_MAJOR = [0, 2, 4, 5, 7, 9, 11];

/** The words, the same in both takes: text and how it sounds. */
const WORDS = [
  ['Paper lanterns on the wire', 'pei-pa lan-tans on dha waia'],
  ['Little windows full of fire', 'li-tel win-dous ful of faia'],
  ['Every colour that we know', 'ev-ri ka-la dhat wi nou'],
  ['Hanging over streets below', 'han-ging ou-va strits bi-lou'],
  ['Hold on, hold on to the light', 'hould on hould on tu dha lait'],
  ['We can stay another night', 'wi kan stei a-na-dha nait'],
  ['Hold on, hold on, let it glow', 'hould on hould on let it glou'],
  ['Paper lanterns, soft and slow', 'pei-pa lan-tans soft an slou'],
  ['When the morning takes them down', 'wen dha mo-ning teiks dhem daun'],
  ['Keep their colours in the town', 'kip dhea ka-las in dha taun'],
];

/**
 * @param {number} step seconds
 * @param {number} first bar of the first line
 * @param {string[]} melodies one for each line
 * @param {number} [transpose]
 */
function scoreOf(step, first, melodies, transpose) {
  const lines = WORDS.map(([text, sung], n) => ({ text, sung, melody: melodies[n] }));
  return readScore({
    step,
    bar: BAR,
    transpose,
    sections: [
      { label: 'Verse', bar: first, lines: lines.slice(0, 4) },
      { label: 'Chorus', bar: first + 4, lines: lines.slice(4, 8) },
      { label: 'Outro', bar: first + 8, lines: lines.slice(8) },
    ],
  });
}

const DUSK_STEP = 60 / 108 / 2;
const DUSK_SECONDS = 31.70666667;

const duskScore = scoreOf(DUSK_STEP, 2, [
  'E4 E4 G4 A4 G4 E4 G4:1.5 r:.5',
  'D4 D4 G4 A4 G4 E4 D4:1.5 r:.5',
  'F4 F4 A4 C5 A4 G4 A4:1.5 r:.5',
  'B4 A4 G4 A4 G4 F4 D4:1.5 r:.5',
  'C5 E5:1.5 C5 E5:1.5 D5:.5 C5:.5 A4:2',
  'B4 B4 D5 E5 D5 B4 D5:1.5 r:.5',
  'B4 D5:1.5 B4 D5:1.5 C5:.5 B4:.5 G4:2',
  'C5 C5 B4 C5 D5 C5 A4:1.5 r:.5',
  'A4 A4 C5 D5 C5 A4 C5:1.5 r:.5',
  'B4 A4 G4 A4 B4 D5 C5:4 r:6',
]);

const DUSK_CHORDS = 'Fmaj7 G7 Fmaj7 Em7 Dm7 G7 Fmaj7 G7 Em7 Am7 Dm7 G7 Cmaj7'.split(' ');

/** Take A, city pop at dusk: electric piano, a busy bass, drums. */
export const paperLanternsA = {
  slug: 'paper-lanterns-a',
  seconds: DUSK_SECONDS,
  score: duskScore,
  play() {
    const step = DUSK_STEP;
    const random = seededRandom(6007);
    const mixer = new Mixer(DUSK_SECONDS, {
      room: { seconds: 1.6, dark: 0.35 },
      echo: { seconds: step * 1.5, again: 0.35 },
    });
    const voice = mixer.channel({ gain: 1, room: 0.2, echo: 0.1, above: 120 });
    const second = mixer.channel({ gain: 0.36, pan: 0.4, room: 0.3, above: 120 });
    const keys = mixer.channel({ gain: 0.17, pan: -0.25, room: 0.18 });
    const guitar = mixer.channel({ gain: 0.24, pan: 0.4, room: 0.15, above: 250 });
    const glow = mixer.channel({ gain: 0.12, room: 0.35, below: 2600 });
    const low = mixer.channel({ gain: 0.15 });
    const drums = mixer.channel({ gain: 0.5, room: 0.06 });
    const tops = mixer.channel({ gain: 0.4, pan: 0.1, room: 0.06 });

    DUSK_CHORDS.forEach((name, bar) => {
      const at = bar * BAR * step;
      const root = chord(name, 2)[0];
      const lowest = root > midi('F2') ? root - 12 : root;
      const tones = closeChord(name, midi('E3'));
      const chorus = bar >= 6 && bar < 10;
      const last = bar === DUSK_CHORDS.length - 1;

      for (const when of last ? [0] : [0, 1.5, 4, 5.5]) {
        tones.forEach((note, n) => {
          const length = last ? 2.4 : when % 2 ? 0.3 : 0.6;
          keys.play(
            electricPiano(hertz(note), length, 0.5),
            at + when * step + n * 0.006,
            0.8,
            n * 0.1 - 0.15,
          );
        });
      }
      for (const note of tones) {
        const shape = { cutoff: chorus ? 1100 : 700, open: 500, attack: 0.3 };
        glow.play(pad(hertz(note + 12), BAR * step, random, shape), at, chorus ? 0.7 : 0.35, random() - 0.5);
      }
      if (last) {
        low.play(bass(hertz(lowest), 2, 0.4), at, 0.9);
        drums.play(kick(), at, 0.8);
        return;
      }
      for (const [when, up, length] of [
        [0, 0, 1.3],
        [1.5, 12, 0.4],
        [2, 0, 0.8],
        [3, 7, 0.9],
        [4, 0, 1.2],
        [5.5, 12, 0.4],
        [6, 7, 0.8],
        [7, 9, 0.8],
      ]) {
        low.play(bass(hertz(lowest + up), length * step, 0.55), at + when * step, up === 12 ? 0.6 : 0.85);
      }
      if (bar >= 2) {
        for (const when of [1, 2.5, 5, 6.5]) {
          tones.slice(1).forEach((note, n) => {
            const touch = { bright: 0.6, ring: 0.7 };
            guitar.play(pluck(hertz(note + 12), 0.22, random, touch), at + when * step + n * 0.008, 0.6);
          });
        }
      }
      for (const when of [0, 3, 4]) drums.play(kick({ fall: 12 }), at + when * step, when === 3 ? 0.5 : 0.85);
      for (const when of [2, 6]) {
        drums.play(snare(random), at + when * step, 0.5);
        if (chorus) drums.play(clap(random), at + when * step, 0.25, 0.15);
      }
      for (let n = 0; n < 16; n++) {
        tops.play(hat(random, n % 4 === 2 ? 40 : 85), at + (n * step) / 2, n % 2 ? 0.25 : 0.5);
      }
    });

    singLines(voice, duskScore.lines, random, { size: 1.12, breath: 0.5, vibrato: 18 });
    const chorus = duskScore.lines.filter((line) => line.section === 'Chorus');
    singLines(second, harmonise(chorus, C_MAJOR, -2), random, { size: 1.06, breath: 0.8, vibrato: 16 });
    return mixer.mix();
  },
};

const DAWN_STEP = 60 / 88 / 2;
const DAWN_SECONDS = 34.5;

const dawnScore = scoreOf(
  DAWN_STEP,
  1,
  [
    'A4 C5 C5 B4 A4 E4 G4:1.5 r:.5',
    'F4 A4 A4 C5 B4 A4 A4:1.5 r:.5',
    'G4 C5 C5 D5 C5 G4 E4:1.5 r:.5',
    'D5 C5 B4 A4 G4 B4 G4:1.5 r:.5',
    'A4 C5:1.5 A4 D5:1.5 C5:.5 A4:.5 F4:2',
    'G4 C5 D5 E5 D5 C5 G4:1.5 r:.5',
    'B4 D5:1.5 B4 D5:1.5 C5:.5 B4:.5 G4:2',
    'A4 B4 C5 E5 C5 B4 A4:1.5 r:.5',
    'A4 C5 C5 D5 C5 A4 F4:1.5 r:.5',
    'G4 B4 C5 D5 C5 B4 A4:4 r:6',
  ],
  -12,
);

const DAWN_CHORDS = 'Am Am F C G F C G Am F G Am'.split(' ');

/** Take B, the same words before morning: harp, music box, cello, a lower voice. */
export const paperLanternsB = {
  slug: 'paper-lanterns-b',
  seconds: DAWN_SECONDS,
  score: dawnScore,
  play() {
    const step = DAWN_STEP;
    const random = seededRandom(7013);
    const mixer = new Mixer(DAWN_SECONDS, {
      room: { seconds: 2.8, dark: 0.45 },
      echo: { seconds: step * 3, again: 0.35 },
    });
    const voice = mixer.channel({ gain: 0.95, room: 0.28, above: 90 });
    const harp = mixer.channel({ gain: 0.36, pan: 0.2, room: 0.3 });
    const box = mixer.channel({ gain: 0.2, pan: -0.3, room: 0.4, echo: 0.35 });
    const cello = mixer.channel({ gain: 0.3, pan: -0.2, room: 0.3 });
    const air = mixer.channel({ gain: 0.11, room: 0.5, below: 1500 });
    const heart = mixer.channel({ gain: 0.3 });
    const glints = mixer.channel({ gain: 0.09, pan: 0.35, room: 0.3, echo: 0.5 });

    DAWN_CHORDS.forEach((name, bar) => {
      const at = bar * BAR * step;
      const root = chord(name, 2)[0];
      const tones = closeChord(name, midi('E3'));
      const chorus = bar >= 5 && bar < 9;
      const last = bar === DAWN_CHORDS.length - 1;
      const rise = [root, tones[0], tones[1], tones[2], tones[0] + 12, tones[2], tones[1], tones[0]];
      rise.forEach((note, n) => {
        if (last && n > 4) return;
        const when = at + n * step + (random() - 0.5) * 0.016;
        harp.play(pluck(hertz(note), 2.6, random, { bright: 0.25, ring: 3.4 }), when, n ? 0.6 : 0.85);
      });
      for (const [when, tone] of chorus
        ? [
            [1, 2],
            [3, 0],
            [5, 1],
            [7, 2],
          ]
        : [
            [2, 2],
            [6, 1],
          ]) {
        if (!last) box.play(musicBox(hertz(tones[tone] + 24), 1.8), at + when * step, 0.6);
      }
      cello.play(bowed(hertz(root + (bar % 2 ? 12 : 0)), BAR * step * 0.97, random), at, bar ? 0.7 : 0.5);
      for (const note of tones) {
        air.play(
          pad(hertz(note + 12), BAR * step, random, { cutoff: 550 }),
          at,
          chorus ? 0.9 : 0.5,
          random() - 0.5,
        );
      }
      if (bar > 0 && !last) {
        heart.play(kick({ high: 90, low: 50, fall: 12 }), at, 0.7);
        heart.play(kick({ high: 90, low: 50, fall: 14 }), at + 4 * step, 0.45);
      }
      if (chorus) {
        for (let n = 0; n < BAR * 2; n++) {
          const note = tones[n % tones.length] + 24;
          glints.play(pulse(hertz(note), 0.1, { cutoff: 900, sweep: 900, q: 0.8 }), at + (n * step) / 2, 0.5);
        }
      }
    });

    singLines(voice, dawnScore.lines, random, { size: 1, breath: 0.7, vibrato: 22 });
    return mixer.mix();
  },
};
