import type { Page } from '@playwright/test';
import type { SizelessGoal } from '../bench';
import { withEmptyLibrary } from '../empty-library';
import { heightOf, levelDb, lookAtJoint, toneWav, type Joint } from '../measure/joint';
import { limitResult, type Result } from '../measure/result';
import { median } from '../measure/statistics';
import type { Service } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs } from '../window';

const TITLE = 'Steady tone';
const SECONDS = 8;
const ROUNDS = 8;
const GAP_LIMIT_MS = 5;
const CLICK_LIMIT = 0.5;
const START_LIMIT_MS = 100;
const LEVEL_LIMIT_DB = 1;
const CROSSFADE_MS = 2_000;
/** Of two tones that are no multiples of each other the sum is as loud as their powers together. */
const TONES = [400, 1_130];
/** Of tones half as high as can be, both in the midst of a crossfade. */
const TOGETHER_HEIGHT = 0.1;
/** So long after a song has come the place where it began is in the middle of what is heard. */
const JOINT_IS_HEARD_MS = 250;
/** Before the end, so that the player has its time to begin the next song. */
const LEFT_S = 2.5;
const EAR_SAMPLES = 32_768;

/** A1, A2, A3: what is heard where one song ends and the next begins, and how soon a song is heard after a press. */
export const playing: SizelessGoal = {
  ids: ['A1', 'A2', 'A3'],
  what: 'songs that follow each other',
  extent: 'sizeless',
  run(bench) {
    return withEmptyLibrary(bench, ['audio'], async ({ page, service }) => {
      await noteSound(page, bench.slowedBy(SLOWDOWN.playMs));
      const files = [1, 2].map((number) => ({ path: `/tone-${number}.wav`, bytes: toneWav(SECONDS) }));
      await ask(page, 'jobs.add', { text: service.serveJob(TITLE, files).answer });
      await prepareSongs(page);
      await page.getByRole('row', { name: new RegExp(`^${TITLE} 2\\b.*wav`, 'i') }).waitFor();
      const starts: number[] = [];
      const joints: Joint[] = [];
      for (let round = 1; round <= Math.max(2, bench.times(ROUNDS)); round += 1) {
        bench.say(`songs that follow each other, round ${round}`);
        starts.push(await start(page));
        joints.push(await joint(page));
      }
      bench.say('a crossfade');
      return resultsOf(starts, joints, await crossfade(page, service, bench.proof === null));
    });
  },
};

function resultsOf(starts: readonly number[], joints: readonly Joint[], levels: readonly number[]): Result[] {
  const line = { songs: null, floor: null } as const;
  const gaps = joints.map(({ gapMs }) => gapMs);
  const clicks = joints.map(({ click }) => click);
  return [
    limitResult({
      ...line,
      id: 'A1',
      what: 'silence between two songs of one tone, the longest',
      unit: 'ms',
      limit: GAP_LIMIT_MS,
      program: Math.max(...gaps),
      range: [Math.min(...gaps), Math.max(...gaps)],
    }),
    limitResult({
      ...line,
      id: 'A1',
      what: 'a step between them that is none of the tone, as a part of its height',
      unit: 'share',
      limit: CLICK_LIMIT,
      program: Math.max(...clicks),
      range: [Math.min(...clicks), Math.max(...clicks)],
    }),
    limitResult({
      ...line,
      id: 'A2',
      what: 'from a press on a song to its sound, p50',
      unit: 'ms',
      limit: START_LIMIT_MS,
      program: median(starts),
      range: [Math.min(...starts), Math.max(...starts)],
    }),
    limitResult({
      ...line,
      id: 'A3',
      what: 'loudness from before a crossfade to after it, the most it strays, in decibels',
      unit: 'count',
      limit: LEVEL_LIMIT_DB,
      program: Number((Math.max(...levels) - Math.min(...levels)).toFixed(2)),
    }),
  ];
}

/** Plays the song that is listed first anew, the newer one; milliseconds from the press to its sound. */
async function start(page: Page): Promise<number> {
  await page.evaluate(() => {
    window.benchSound?.pause();
  });
  const row = page.getByRole('row', { name: new RegExp(`^${TITLE} 2\\b.*wav`, 'i') });
  return row
    .getByRole('gridcell')
    .first()
    .evaluate(async (element) => {
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const samples = new Float32Array(1_024);
      const isLoud = () => {
        const ear = window.benchEar;
        if (ear === undefined) return false;
        ear.fftSize = samples.length;
        ear.getFloatTimeDomainData(samples);
        return samples.some((sample) => Math.abs(sample) > 0.02);
      };
      while (isLoud()) await rest(20);
      const startedAt = performance.now();
      element.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      while (!isLoud()) await rest(2);
      return performance.now() - startedAt;
    });
}

/** Goes to the end of the song and hears the next begin. */
async function joint(page: Page): Promise<Joint> {
  await page.evaluate((leftS) => {
    if (window.benchSound) window.benchSound.currentTime = window.benchSound.duration - leftS;
  }, LEFT_S);
  await page.getByRole('region', { name: 'Player' }).getByText(`${TITLE} 1`).first().waitFor();
  const heard = await page.evaluate(
    async ({ afterMs, count }) => {
      const ear = window.benchEar;
      if (ear === undefined) throw new Error('Nobody listens.');
      ear.fftSize = count;
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      const samples = new Float32Array(count);
      ear.getFloatTimeDomainData(samples);
      return { samples: [...samples], sampleRate: ear.context.sampleRate };
    },
    { afterMs: JOINT_IS_HEARD_MS, count: EAR_SAMPLES },
  );
  return lookAtJoint(heard.samples, heard.sampleRate);
}

/** Loudness, in decibels, ten times a second from before a crossfade of two songs to after it. */
async function crossfade(page: Page, service: Service, isCertain: boolean): Promise<readonly number[]> {
  const title = 'Two tones';
  const files = TONES.map((hertz) => ({ path: `/tone-${hertz}-hz.wav`, bytes: toneWav(SECONDS, hertz) }));
  await ask(page, 'jobs.add', { text: service.serveJob(title, files).answer });
  await ask(page, 'settings.update', { crossfadeMs: CROSSFADE_MS });
  const row = page.getByRole('row', { name: new RegExp(`^${title} 2\\b.*wav`, 'i') });
  await page.getByRole('row', { name: new RegExp(`^${title} 1\\b.*wav`, 'i') }).waitFor();
  await row.dblclick();
  await page.getByRole('region', { name: 'Player' }).getByText(`${title} 2`).first().waitFor();
  const { pieces, sampleRate } = await page.evaluate(
    async ({ leftS, pieceCount }) => {
      const [ear, sound] = [window.benchEar, window.benchSound];
      if (ear === undefined || sound === undefined) throw new Error('Nobody listens.');
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      ear.fftSize = 4_096;
      while (!(sound.duration > 0)) await rest(20);
      sound.currentTime = sound.duration - leftS;
      await rest(300);
      const heard: number[][] = [];
      for (let piece = 0; piece < pieceCount; piece += 1) {
        await rest(100);
        const samples = new Float32Array(ear.fftSize);
        ear.getFloatTimeDomainData(samples);
        heard.push([...samples]);
      }
      return { pieces: heard, sampleRate: ear.context.sampleRate };
    },
    { leftS: CROSSFADE_MS / 1_000 + 1.5, pieceCount: 40 },
  );
  const heardTogether = pieces.filter((piece) =>
    TONES.every((hertz) => heightOf(hertz, piece, sampleRate) > TOGETHER_HEIGHT),
  );
  if (isCertain && heardTogether.length === 0) throw new Error('The songs were never heard together.');
  return pieces.map(levelDb);
}
