import type { Page } from '@playwright/test';
import type { SizelessGoal } from '../bench';
import { withEmptyLibrary } from '../empty-library';
import { jointOf, listen, type Heard } from '../listen';
import { toneWav, type Joint } from '../measure/joint';
import { limitResult, type Result } from '../measure/result';
import { apartMs, isNear, isOther, PIECE_SAMPLES, placeOf, risingTone } from '../measure/rising-tones';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs } from '../window';

const TONE = 'Steady tone';
const RISING = 'Rising tone';
const SECONDS = 40;
const ROUNDS = 8;
const GAP_LIMIT_MS = 5;
const CLICK_LIMIT = 0.5;
const PLACE_LIMIT_MS = 5;
/** From the beginning of what is begun ahead to where it is heard; another file is waited for where the machine is busy. */
const LISTEN_MS = 3_000;
const LOOP_MS = 2_200;
/** A6, A7: what is heard where the end of a repeated part meets its beginning, and where another file of a song takes over. */
export const joints: SizelessGoal = {
  ids: ['A6', 'A7'],
  what: 'joints within a song',
  extent: 'sizeless',
  run(bench) {
    return withEmptyLibrary(bench, ['audio', 'wav'], async ({ page, service }) => {
      await noteSound(page);
      const gapMs = bench.slowedBy(SLOWDOWN.gapMs);
      const tone = toneWav(SECONDS);
      const serve = async (title: string, bytes: Buffer, wavBytes: Buffer) => {
        const file = { path: `/${title.replace(' ', '-')}.wav`, bytes, wavBytes };
        await ask(page, 'jobs.add', { text: service.serveJob(title, [file]).answer });
      };
      await serve(TONE, tone, tone);
      await serve(RISING, risingTone('first'), risingTone('second', gapMs / 1_000));
      await prepareSongs(page);
      const rounds = Math.max(2, bench.times(ROUNDS));

      await play(page, TONE);
      const seams: Joint[] = [];
      await repeatPart(page);
      for (let round = 1; round <= rounds; round += 1) {
        bench.say(`a part that is repeated, round ${round}`);
        await untilBegunAhead(page);
        seams.push(jointOf(await listen(page, LISTEN_MS, gapMs)));
      }
      await page.keyboard.press('ControlOrMeta+b');

      const changes: Joint[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        bench.say(`another file of a song, round ${round}`);
        await play(page, TONE);
        changes.push(jointOf(await changeFile(page, gapMs)));
      }
      const places: number[] = [];
      for (let round = 1; round <= rounds; round += 1) {
        bench.say(`the place in another file, round ${round}`);
        await play(page, RISING);
        places.push(placeOff(await changeFile(page, 0)));
      }
      return [
        ...jointResults('A6', 'the end of a repeated part and its beginning', seams),
        ...jointResults('A7', 'one file of a song and another of it', changes),
        limitResult({
          id: 'A7',
          what: 'from the place in one file to that in the other, the most it is off',
          songs: null,
          floor: null,
          unit: 'ms',
          limit: PLACE_LIMIT_MS,
          program: Math.max(...places),
          range: [Math.min(...places), Math.max(...places)],
        }),
      ];
    });
  },
};

function jointResults(id: string, between: string, heard: readonly Joint[]): Result[] {
  const line = { id, songs: null, floor: null } as const;
  const [gaps, clicks] = [heard.map(({ gapMs }) => gapMs), heard.map(({ click }) => click)];
  return [
    limitResult({
      ...line,
      what: `silence between ${between}, the longest`,
      unit: 'ms',
      limit: GAP_LIMIT_MS,
      program: Math.max(...gaps),
      range: [Math.min(...gaps), Math.max(...gaps)],
    }),
    limitResult({
      ...line,
      what: 'a step between them that is none of the tone, as a part of its height',
      unit: 'share',
      limit: CLICK_LIMIT,
      program: Math.max(...clicks),
      range: [Math.min(...clicks), Math.max(...clicks)],
    }),
  ];
}

/** Plays the song, both of whose files are there, and waits until it is heard. */
async function play(page: Page, title: string): Promise<void> {
  const row = page
    .getByRole('row', { name: new RegExp(`^${title} 1\\b`) })
    .filter({ hasText: /wav.*wav/i, hasNotText: '%' });
  await row.dblclick();
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Pause' }).waitFor();
  await page.waitForTimeout(1_500);
}

/** Has a part of the song heard again and again. */
async function repeatPart(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+b');
  await page.waitForTimeout(LOOP_MS);
  await page.keyboard.press('ControlOrMeta+b');
}

/** Waits until another element has been begun, which is to be heard in a moment. */
async function untilBegunAhead(page: Page): Promise<void> {
  const before = await page.evaluateHandle(() => window.benchSound);
  await page.waitForFunction((sound) => window.benchSound !== sound, before, { polling: 20 });
}

/** Presses the button of the lossless file and hears the other one take over. */
async function changeFile(page: Page, gapMs: number): Promise<Heard> {
  const before = await page.evaluate(() => window.benchSound?.src);
  if (before === undefined) throw new Error('Nothing plays.');
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'WAV, lossless' }).click();
  const heard = await listen(page, LISTEN_MS, gapMs, before);
  if ((await page.evaluate(() => window.benchSound?.src)) === before)
    throw new Error('The other file was never begun.');
  return heard;
}

/** How far the place in the file that has come lies from that in the file that has gone, in milliseconds. */
function placeOff({ looks, sampleRate }: Heard): number {
  const places = looks.flatMap(({ clockS, samples }) =>
    Array.from({ length: Math.floor(samples.length / PIECE_SAMPLES) }, (_, piece) => piece * PIECE_SAMPLES)
      .map((from) => {
        const piece = samples.slice(from, from + PIECE_SAMPLES);
        return placeOf(
          { clockS: clockS - (samples.length - from - piece.length) / sampleRate, samples: piece },
          sampleRate,
        );
      })
      .filter((place) => place !== null),
  );
  const before = places[0];
  if (before === undefined) throw new Error('Nothing was heard.');
  const after = places.filter((place) => isOther(place, before));
  if (after.length === 0) throw new Error('The other file was never heard.');
  return apartMs(
    places.filter((place) => isNear(place, before)),
    after,
  );
}
