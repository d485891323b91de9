// @ts-check

import { readScore } from '../score.mjs';
import { kick, rim, shaker } from '../synth/drums.mjs';
import { bass, flute, pad, pluck } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';
import { singLines } from './choir.mjs';

const STEP = 60 / 104 / 2;
const BAR = 8;
const SECONDS = 32.8;

const score = readScore({
  step: STEP,
  bar: BAR,
  transpose: -2,
  sections: [
    {
      label: 'Verse 1',
      bar: 2,
      lines: [
        { text: '波の音だけ', sung: 'na-mi-no-o-to-da-ke', melody: 'E4 G4 G4 A4 G4 E4 G4:1.5 r:.5' },
        { text: '夜に残って', sung: 'yo-ru-ni-no-kot-te', melody: 'D4 E4 G4 A4 G4:2 D4:1.5 r:.5' },
        { text: '遠い灯りが', sung: 'to-o-i-a-ka-ri-ga', melody: 'C5 C5 A4 G4 A4 G4 E4:1.5 r:.5' },
        { text: 'ひとつ揺れてる', sung: 'hi-to-tsu-yu-re-te-ru', melody: 'A4 A4 C5 A4 G4 E4 D4:1.5 r:.5' },
      ],
    },
    {
      label: 'Chorus',
      bar: 6,
      lines: [
        { text: '海の向こうへ', sung: 'u-mi-no-mu-ko-o-e', melody: 'A4 C5 D5 C5 D5 E5 C5:1.5 r:.5' },
        { text: '声を届けて', sung: 'ko-e-o-to-do-ke-te', melody: 'D5 D5 C5 D5 E5 D5 B4:1.5 r:.5' },
        { text: '名前のない風', sung: 'na-ma-e-no-na-i-ka-ze', melody: 'E5 E5 D5 B4 G4 B4 D5 E5' },
        { text: '君へ渡して', sung: 'ki-mi-e-wa-ta-shi-te', melody: 'C5 D5 E5 D5 C5 A4 C5:1.5 r:.5' },
      ],
    },
    {
      label: 'Outro',
      bar: 10,
      lines: [
        { text: '朝が来るまで', sung: 'a-sa-ga-ku-ru-ma-de', melody: 'A4 A4 C5 A4 G4 A4 C5:1.5 r:.5' },
        { text: 'ここで歌うよ', sung: 'ko-ko-de-u-ta-u-yo', melody: 'D5 D5 C5 A4 G4 B4 C5:4 r:6' },
      ],
    },
  ],
});

/** One chord for each bar, two semitones below what is written in the melody. */
const CHORDS = 'Bb F Bb F Gm Eb Eb F Dm Gm Eb F Bb'.split(' ');

/** The flute before the words: bar, step, note, steps. */
const FLUTE = /** @type {[number, number, string, number][]} */ ([
  [0, 0, 'F5', 3],
  [0, 3, 'G5', 1],
  [0, 4, 'F5', 2],
  [0, 6, 'D5', 2],
  [1, 0, 'C5', 3],
  [1, 3, 'D5', 1],
  [1, 4, 'F5', 3],
  [10, 6, 'D5', 2],
  [12, 2, 'F5', 2],
  [12, 4, 'G5', 1],
  [12, 5, 'Bb5', 4],
]);

/** The sea at night: nylon strings, flute, hands and shaker. */
export const beyondTheSea = {
  slug: 'beyond-the-sea',
  seconds: SECONDS,
  score,
  play() {
    const random = seededRandom(4096);
    const mixer = new Mixer(SECONDS, {
      room: { seconds: 2.3, dark: 0.42 },
      echo: { seconds: STEP * 3, again: 0.35 },
    });
    const voice = mixer.channel({ gain: 1, room: 0.28, above: 120 });
    const guitar = mixer.channel({ gain: 0.36, pan: -0.25, room: 0.2 });
    const strings = mixer.channel({ gain: 0.28, pan: 0.4, room: 0.35, echo: 0.3 });
    const wind = mixer.channel({ gain: 0.2, pan: 0.2, room: 0.45, echo: 0.25 });
    const air = mixer.channel({ gain: 0.1, room: 0.5, below: 1800 });
    const low = mixer.channel({ gain: 0.2 });
    const hands = mixer.channel({ gain: 0.4, room: 0.14 });

    CHORDS.forEach((name, bar) => {
      const at = bar * BAR * STEP;
      const tones = closeChord(name, midi('F3'));
      const root = chord(name, 2)[0];
      const chorus = bar >= 6 && bar < 10;
      const last = bar === CHORDS.length - 1;
      const run = [tones[0], tones[1], tones[2], tones[0] + 12, tones[2], tones[1], tones[2], tones[1]];
      run.forEach((note, n) => {
        if (last && n > 4) return;
        const when = at + n * STEP + (random() - 0.5) * 0.012;
        guitar.play(
          pluck(hertz(note), 1.8, random, { bright: 0.35 + 0.2 * random() }),
          when,
          n % 4 ? 0.55 : 0.8,
        );
      });
      if (chorus) {
        for (const [step, tone] of [
          [2, 0],
          [2.5, 1],
          [3, 2],
          [6, 2],
          [6.5, 1],
        ]) {
          const when = at + step * STEP;
          strings.play(pluck(hertz(tones[tone] + 24), 1.2, random, { bright: 0.7, ring: 1.4 }), when, 0.6);
        }
      }
      for (const note of tones) {
        air.play(
          pad(hertz(note + 12), BAR * STEP, random, { cutoff: 600 }),
          at,
          chorus ? 0.9 : 0.5,
          random() - 0.5,
        );
      }
      for (const [step, length] of last
        ? [[0, 7]]
        : [
            [0, 2.8],
            [3, 0.9],
            [4, 3.4],
          ]) {
        low.play(bass(hertz(root), length * STEP, 0.14), at + step * STEP, 0.85);
      }
      if (bar >= 2 && !last) {
        for (let n = 0; n < BAR; n++) {
          hands.play(shaker(random), at + (n - 0.15) * STEP, n % 2 ? 0.3 : 0.16, 0.3);
        }
        hands.play(kick({ high: 140, low: 62, fall: 16 }), at, 0.6);
        hands.play(kick({ high: 140, low: 62, fall: 18 }), at + 5 * STEP, 0.35);
        if (chorus) for (const step of [2, 6]) hands.play(rim(), at + step * STEP, 0.22, -0.2);
      }
    });

    for (const [bar, step, name, steps] of FLUTE) {
      const when = (bar * BAR + step) * STEP;
      wind.play(flute(hertz(midi(name)), steps * STEP * 0.95, random), when, 0.8);
    }

    singLines(voice, score.lines, random, { size: 1.15, breath: 0.6, vibrato: 16 });
    return mixer.mix();
  },
};
