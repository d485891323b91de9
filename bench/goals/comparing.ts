import type { Page } from '@playwright/test';
import type { SizelessGoal } from '../bench';
import { chirpWav, placeInChirp } from '../measure/chirp';
import { limitResult } from '../measure/result';
import { median } from '../measure/statistics';
import { startOurs } from '../our-program';
import { startService } from '../service';
import { SLOWDOWN } from '../slowdown/slowdown';
import { ask, noteSound, prepareSongs, prepareWindow } from '../window';

const TITLE = 'Two rising tones';
const SECONDS = 40;
/** The second file begins so much later in the tone: by what is heard one knows which of them it is, and at which second. */
const APART_S = 12;
const SWITCHES = 16;
const LIMIT_MS = 50;
/** What is heard is looked at in pieces that are long enough to tell their pitch. */
const PIECE_SAMPLES = 512;
const LOOK_MS = 3;
const BEFORE_MS = 90;
const AFTER_MS = 250;
/** A place that is further away than this is one in the other file, or between two. */
const NEAR_S = 2;

interface Piece {
  /** When it was heard, from the press on; below zero before it. */
  readonly ms: number;
  /** The graph's clock at its end, in seconds. */
  readonly clockS: number;
  readonly samples: readonly number[];
}

interface Switch {
  /** From the press to the other sound. */
  readonly ms: number;
  /** How far the place in the other file lies from that in the first. */
  readonly apartMs: number;
}

/** A5: from a key to the sound of the other take, and whether that goes on at the same second. */
export const comparing: SizelessGoal = {
  ids: ['A5'],
  what: 'a switch between two takes that are compared',
  extent: 'sizeless',
  async run(bench) {
    const service = await startService();
    const ours = await startOurs(bench, bench.emptyProfile(), { apiUrl: service.url });
    try {
      const page = await prepareWindow(await ours.page());
      await ask(page, 'settings.update', { wantedAssets: ['audio'] });
      await noteSound(page);
      const offS = bench.slowedBy(SLOWDOWN.gapMs) / 1_000;
      const files = [0, APART_S + offS].map((fromS, index) => ({
        path: `/rising-${index + 1}.wav`,
        bytes: chirpWav(SECONDS, fromS),
      }));
      await ask(page, 'jobs.add', { text: service.serveJob(TITLE, files).answer });
      await prepareSongs(page);
      await open(page);
      const switches: Switch[] = [];
      for (let round = 0; round < Math.max(4, bench.times(SWITCHES)); round += 1) {
        bench.say(`switch ${round + 1}`);
        switches.push(await switchTo(page, round % 2 === 0 ? 'b' : 'a', bench.slowedBy(SLOWDOWN.answerMs)));
      }
      const line = { id: 'A5', songs: null, floor: null, unit: 'ms', limit: LIMIT_MS } as const;
      const [times, apart] = [switches.map(({ ms }) => ms), switches.map(({ apartMs }) => apartMs)];
      return [
        limitResult({
          ...line,
          what: 'from a key to the sound of the other take, the longest',
          program: Math.max(...times),
          range: [Math.min(...times), Math.max(...times)],
        }),
        limitResult({
          ...line,
          what: 'from the second of one take to that of the other, the most it is off',
          program: Math.max(...apart),
          range: [Math.min(...apart), Math.max(...apart)],
        }),
      ];
    } finally {
      await ours.stop();
      await service.close();
    }
  },
};

/** Has both takes play, the first of them heard. */
async function open(page: Page): Promise<void> {
  const row = (number: number) =>
    page.getByRole('row', { name: new RegExp(`^${TITLE} ${number}\\b.*wav`, 'i') });
  await row(1).click();
  await row(2).click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('ControlOrMeta+Shift+c');
  const view = page.getByRole('region', { name: 'Compare takes' });
  // In the order of the list: the newer one comes first there, and is B here.
  await view.getByRole('listitem').nth(1).waitFor();
  await page.keyboard.press('a');
  await view.getByRole('button', { name: 'Pause', exact: true }).waitFor();
  await page.waitForTimeout(2_000);
}

/** Presses the key of the other take and hears what comes of it. */
async function switchTo(page: Page, key: string, slowedByMs: number): Promise<Switch> {
  const { pieces, sampleRate } = await page.evaluate(
    async ({ pressed, count, lookMs, beforeMs, afterMs, slowedBy }) => {
      const ear = window.benchEar;
      if (ear === undefined) throw new Error('Nobody listens.');
      ear.fftSize = count;
      const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const heard: { ms: number; clockS: number; samples: number[] }[] = [];
      const listen = async (forMs: number, zero: number) => {
        for (const end = performance.now() + forMs; performance.now() < end; await rest(lookMs)) {
          const samples = new Float32Array(count);
          ear.getFloatTimeDomainData(samples);
          heard.push({
            ms: performance.now() - zero,
            clockS: ear.context.currentTime,
            samples: [...samples],
          });
        }
      };
      await listen(beforeMs, performance.now() + beforeMs);
      const startedAt = performance.now();
      const isSlow = slowedBy > 0;
      if (isSlow) await rest(slowedBy);
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: pressed, code: `Key${pressed.toUpperCase()}`, bubbles: true }),
      );
      await listen(afterMs, startedAt);
      return { pieces: heard, sampleRate: ear.context.sampleRate };
    },
    {
      pressed: key,
      count: PIECE_SAMPLES,
      lookMs: LOOK_MS,
      beforeMs: BEFORE_MS,
      afterMs: AFTER_MS,
      slowedBy: slowedByMs,
    },
  );
  return lookAt(pieces, sampleRate);
}

function lookAt(pieces: readonly Piece[], sampleRate: number): Switch {
  const heard = pieces.flatMap(({ ms, clockS, samples }) => {
    const place = placeInChirp(samples, sampleRate);
    // Against the clock of the graph a file that goes on has one place.
    return place === null ? [] : [{ ms, place: place - clockS }];
  });
  const before = median(heard.filter(({ ms }) => ms < 0).map(({ place }) => place));
  const isOther = (place: number) => Math.abs(Math.abs(place - before) - APART_S) < NEAR_S;
  const others = heard.filter(({ ms, place }) => ms >= 0 && isOther(place));
  const first = others[0];
  if (first === undefined) throw new Error('The other take was never heard.');
  const after = median(others.map(({ place }) => place));
  return { ms: first.ms, apartMs: Math.abs(Math.abs(after - before) - APART_S) * 1_000 };
}
