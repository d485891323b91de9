// @ts-check

import { readScore } from '../score.mjs';
import { bass, bowed, musicBox, pad } from '../synth/instruments.mjs';
import { Mixer } from '../synth/mixer.mjs';
import { chord, closeChord, hertz, midi } from '../synth/pitch.mjs';
import { seededRandom } from '../synth/random.mjs';
import { singLines } from './choir.mjs';

const STEP = 60 / 58 / 3;
const BAR = 6;
const SECONDS = 33.2;

const score = readScore({
  step: STEP,
  bar: BAR,
  sections: [
    {
      label: 'Куплет 1',
      bar: 2,
      lines: [
        { text: 'Соль на перилах,', sung: 'sol na pe-ri-lah', melody: 'B4 B4 A4 G4:2 E4' },
        { text: 'тихо внизу,', sung: 'ti-ho vni-zu', melody: 'A4 A4 G4 E4:2.5 r:.5' },
        { text: 'ветер уносит', sung: 've-ter u-no-sit', melody: 'F#4 G4 A4 D5:2 A4' },
        { text: 'с крыши росу.', sung: '_ skri-shi ro-su', melody: 'B4 A4 F#4 G4:2.5 r:.5' },
      ],
    },
    {
      label: 'Припев',
      bar: 6,
      lines: [
        { text: 'Спи, моя пристань,', sung: 'spi mo-ya pri-stan', melody: 'E5 D5 C5 E5:2 C5' },
        { text: 'спи, мой причал,', sung: 'spi moi pri-chal', melody: 'D5 B4 A4 B4:2.5 r:.5' },
        { text: 'я этот берег', sung: 'ya e-tot be-reg', melody: 'C5 B4 A4 C5:2 A4' },
        { text: 'долго искал.', sung: 'dol-go is-kal', melody: 'B4 A4 F#4 D#4:2.5 r:.5' },
      ],
    },
    {
      label: 'Куплет 2',
      bar: 10,
      lines: [
        { text: 'Лодки уснули', sung: 'lod-ki us-nu-li', melody: 'B4 B4 A4 G4:2 E4' },
        { text: 'в тёплой тени,', sung: 'vtyop-loi te-ni', melody: 'A4 B4 C5 A4:2.5 r:.5' },
        { text: 'лунные петли', sung: 'lun-ni-ye pet-li', melody: 'G4 A4 B4 C5:2 G4' },
        { text: 'тянут они.', sung: 'tya-nut o-ni', melody: 'F#4 A4 F#4 E4:3' },
      ],
    },
  ],
});

/** One chord for each half bar. */
const CHORDS = 'Em Em C D Em Em Am Am D D G G C C G G Am Am B B Em Em Am Am C C B Em Em Em'.split(' ');

/** What the cello plays over the halves of the bars, beginning with the first. */
const CELLO = 'E3:2 G3 A3 B3:2 C4:2 D4:2 B3 A3 G3:2 D3 G3 E3:2 F#3 A3 G3 B3 E3:2 A3:2 C4:2 B2 F#3 E3:4'.split(
  ' ',
);

/** A quiet lullaby: music box, cello, one voice. */
export const saltOnTheRailing = {
  slug: 'salt-on-the-railing',
  seconds: SECONDS,
  score,
  play() {
    const random = seededRandom(3107);
    const mixer = new Mixer(SECONDS, {
      room: { seconds: 2.8, dark: 0.5, before: 0.03 },
      echo: { seconds: STEP * 2, again: 0.3 },
    });
    const voice = mixer.channel({ gain: 0.9, room: 0.34, above: 120 });
    const box = mixer.channel({ gain: 0.2, pan: 0.25, room: 0.35, echo: 0.2 });
    const cello = mixer.channel({ gain: 0.3, pan: -0.25, room: 0.3 });
    const air = mixer.channel({ gain: 0.1, room: 0.5, below: 1500 });
    const low = mixer.channel({ gain: 0.2 });
    const half = 3 * STEP;

    CHORDS.forEach((name, n) => {
      const at = n * half;
      const tones = closeChord(name, midi('E4'));
      const last = n === CHORDS.length - 1;
      const order = n % 2 ? [2, 1, 0] : [0, 1, 2];
      order.forEach((tone, step) => {
        if (n === CHORDS.length - 2 && step > 0) return;
        if (last && step > 0) return;
        const when = at + step * STEP + (random() - 0.5) * 0.014;
        box.play(musicBox(hertz(tones[tone] + 12), 2), when, 0.45 + 0.25 * random(), 0.2 * tone - 0.2);
      });
      for (const note of tones) {
        air.play(pad(hertz(note - 12), half, random, { cutoff: 500, open: 350 }), at, 0.7, random() - 0.5);
      }
      if (n % 2 === 0 && n >= 4) low.play(bass(hertz(chord(name, 2)[0]), half * 1.8, 0.08), at, 0.8);
    });

    let when = 0;
    for (const token of CELLO) {
      const [name, halves] = token.split(':');
      const length = Number(halves ?? 1) * half;
      cello.play(bowed(hertz(midi(name)), length * 0.96, random), when, 0.8);
      when += length;
    }

    singLines(voice, score.lines, random, { size: 1.14, breath: 0.9, vibrato: 20 });
    return mixer.mix();
  },
};
